"""Pages split into articles: what is a title, what a body, what only the site's."""

from __future__ import annotations

import pytest

from kpugraph import articles
from kpugraph.article_datelines import dateline
from kpugraph.model import Article, Page

LISTING = "https://kab-demak.kpu.go.id/index.php/blog/category/104?page=3"
SINGLE = "https://kab-demak.kpu.go.id/blog/read/81_rakor"
BODY = (
    "KPU Kabupaten Demak menggelar rapat koordinasi bersama panitia pemilihan kecamatan di aula kantor, Senin "
    "(3/5/2021). Rapat dibuka Ketua KPU."
)


def split(text: str, url: str = LISTING, title: str | None = None) -> list[Article]:
    return articles.split(Page("p", url, text, title))


def titles(text: str, url: str = LISTING) -> list[str]:
    return [article.headline for article in split(text, url)]


def bodies(text: str, url: str = LISTING) -> list[str]:
    return [article.quote(article.body) for article in split(text, url)]


def test_section_headings_and_counters_are_no_titles() -> None:
    """A listing gives one article per headline; its heading, view counters and links belong to none."""
    text = f"Berita Terkini\n\n97\n\nRakor PPK Demak\n\n{BODY}\n\nSelengkapnya\n1.203\n\nApel Pagi\n\n{BODY}\n\n145\n"
    assert titles(text) == ["Rakor PPK Demak", "Apel Pagi"]
    assert bodies(text) == [BODY, BODY]


@pytest.mark.parametrize("heading", ["Berita", "Umum", "KPU Dalam Berita", "BERITA TERKINI", "Pengumuman"])
def test_every_known_section_heading_is_left_out(heading: str) -> None:
    """A heading of a site's section before a headline is no headline."""
    assert titles(f"{heading}\n\nRakor PPK Demak\n\n{BODY}") == ["Rakor PPK Demak"]


def test_a_section_word_is_a_title_where_its_text_follows() -> None:
    """ "Pengumuman" straight before a text is that text's headline."""
    assert titles(f"Pengumuman\n\n{BODY * 3}") == ["Pengumuman"]


@pytest.mark.parametrize("between", [". ", " ", ".\n", " - "])
def test_a_title_repeated_at_the_start_of_its_body_is_not_part_of_it(between: str) -> None:
    """The body begins behind the repeated headline and the mark that follows it."""
    assert bodies(f"Berita\n\nRakor PPK Kabupaten Demak\n\nRakor PPK Kabupaten Demak{between}{BODY}") == [BODY]


def test_a_sentence_that_begins_like_its_title_is_kept_whole() -> None:
    """Nothing is cut where the first sentence merely goes on from the headline's words."""
    body = "KPU Demak gelar rapat koordinasi dengan PPK di aula kantor pada hari Senin."
    assert bodies(f"Berita\n\nKPU Demak Gelar Rapat\n\n{body}") == [body]


def test_spans_point_into_the_page() -> None:
    """Title and body are stretches of the page's own text, titles before bodies, articles in order."""
    text = f"Berita\r\n\r\n  Rakor PPK  \r\n\r\n{BODY}\r\n\r\nApel Pagi\r\n\r\n{BODY}"
    found = split(text)
    edges = [edge for a in found for edge in (a.title.start, a.title.end, a.body.start, a.body.end)]
    assert edges == sorted(edges)
    assert [text[a.title.start : a.title.end] for a in found] == ["Rakor PPK", "Apel Pagi"]


def test_a_page_cut_in_its_last_article_keeps_what_is_there() -> None:
    """A body without an end is a body, a headline without a body is an article with an empty one."""
    assert bodies(f"Berita\n\nRakor PPK\n\n{BODY}\n\nApel Pagi\n\nDemak - Seluruh jajaran KPU")[1].endswith(
        "jajaran KPU"
    )
    assert titles(f"Berita\n\nRakor PPK\n\n{BODY}\n\nApel Pagi di Kantor") == ["Rakor PPK", "Apel Pagi di Kantor"]


def test_lists_captions_and_bylines_stay_in_their_body() -> None:
    """Short lines of a body are no headlines: list items, captions, bylines, a line of speech."""
    text = (
        f"Berita\n\nRakor PPK\n\nDemak - {BODY} Narasumbernya :\n1. Asep Gumilang - Divisi Teknis\n2. Neng Euis - Divisi Hukum"
        f"\n\nFoto: Suasana Rapat di Aula\n\n“Kami siap,” ujar Asep\n\n{BODY}\n\nPenulis: Budi / Editor: Ani"
        f"\n\nApel Pagi\n\nDemak - {BODY}"
    )
    assert titles(text) == ["Rakor PPK", "Apel Pagi"]
    assert bodies(text)[0].endswith("Editor: Ani")


def test_sub_headings_of_a_single_article_are_no_titles() -> None:
    """A page of one article is one article, and ends where the site's lists of other news begin."""
    text = f"KPU Demak Siap\n\nDEMAK – {BODY}\n\nTahapan Sudah Berjalan\n\n{BODY}\n\nBerita Terkait\n\nKPU Kendal Gelar Apel"
    assert titles(text, SINGLE) == ["KPU Demak Siap"]
    assert bodies(text, SINGLE) == [f"DEMAK – {BODY}\n\nTahapan Sudah Berjalan\n\n{BODY}"]


def test_a_photo_without_text_is_an_article_of_its_own() -> None:
    """A headline that a counter or another headline follows has an empty body."""
    text = f"Berita\n\nSelamat Hari Raya Idul Fitri\n\n34\n\nRakor PPK\n\n{BODY}"
    assert titles(text) == ["Selamat Hari Raya Idul Fitri", "Rakor PPK"]
    assert bodies(text) == ["", BODY]


def test_a_headline_of_two_lines_is_one_title() -> None:
    """A line that goes on without a blank line belongs to the headline."""
    assert titles(f"Berita\n\nRakor PPK\nse-Kabupaten Demak\n\n{BODY}") == ["Rakor PPK\nse-Kabupaten Demak"]


def test_a_headline_in_small_letters_or_with_a_full_stop_is_seen_by_its_place() -> None:
    """A dateline below, or a counter above, makes a title of a line that does not look like one."""
    text = f"Berita\n\nRakor PPK\n\n{BODY}\n\nKpu demak gelar apel pagi\n\nDemak - {BODY}\n\n44\n\nApel Sore di Kantor.\n\n{BODY}"
    assert titles(text) == ["Rakor PPK", "Kpu demak gelar apel pagi", "Apel Sore di Kantor."]


def test_a_record_with_a_title_is_one_article() -> None:
    """The record's own title is the headline, whether the text repeats it or not."""
    for text in (f"Rakor PPK Demak\n\n{BODY}", f"Rakor PPK Demak. {BODY}", BODY):
        [article] = split(text, SINGLE, title="Rakor PPK Demak")
        assert (article.headline, article.quote(article.body)) == ("Rakor PPK Demak", BODY)


def test_a_text_without_a_title_is_all_body() -> None:
    """A text that begins with a sentence has no headline."""
    [article] = split(BODY, SINGLE)
    assert (article.headline, article.quote(article.body)) == ("", BODY)


def test_listings_are_known_by_their_shape_too() -> None:
    """Without heading, counter or address, headlines and long texts in turn are a listing."""
    text = f"Rakor PPK\n\n{BODY * 3}\n\nApel Pagi\n\n{BODY * 3}\n\nDebat Publik\n\n{BODY * 3}"
    assert titles(text, "") == ["Rakor PPK", "Apel Pagi", "Debat Publik"]


def test_no_text_gives_no_article() -> None:
    """Blank pages and pages of the site's own lines only hold nothing."""
    assert split(" \n\n ") == split("12\n\nSelengkapnya") == []


def test_a_dateline_may_stand_below_a_byline() -> None:
    """A paper's byline above the first sentence does not hide the place."""
    [article] = split(f"KPU Demak Siap\n\nPenulis: Budi | Editor: Ani\n\nDEMAK, SURATKABAR.com – {BODY}", SINGLE)
    line = dateline(article)
    assert line is not None
    assert line.place is not None
    assert line.host is not None
    assert (article.quote(line.place), article.quote(line.host)) == ("DEMAK", "SURATKABAR.com")
    assert article.page.text[line.end :] == BODY


def test_a_dateline_keeps_its_day_apart() -> None:
    """The day beside the place is a span of its own, and the sentence begins behind it."""
    [article] = split(f"Rakor PPK\n\nUngaran, Senin (3/5/2022) {BODY}", SINGLE)
    line = dateline(article)
    assert line is not None
    assert line.date is not None
    assert article.quote(line.date) == "Senin (3/5/2022)"
    assert article.page.text[line.end :] == BODY


LONG = (
    BODY
    + " "
    + "Peserta rapat membahas daftar pemilih sampai sore dan pulang setelah semua selesai dicatat panitia. " * 2
)


@pytest.mark.parametrize(
    "headline",
    [
        "Panitia yang baru dilantik di pendopo kabupaten",
        "e-Coklit diuji coba di tiga desa",
        "Demak, Kota Pertama yang Selesai Coklit",
    ],
)
def test_headlines_of_a_listing_in_other_forms(headline: str) -> None:
    """One in the case of a sentence, one that begins small, one that begins as a dateline does: a long body follows."""
    text = f"Berita\n\nRapat Koordinasi\n\n{LONG}\n\n{headline}\n\n{LONG}"
    assert titles(text) == ["Rapat Koordinasi", headline]


def test_a_byline_in_brackets_does_not_make_a_headline() -> None:
    """A short body that ends in its author's initials is no headline, and the next one is found."""
    text = "Berita\n\nApel Pagi\n\nApel dipimpin sekretaris, Senin (3/5/2021). (hupmas)\n\nRapat Pleno\n\n" + LONG
    assert titles(text) == ["Apel Pagi", "Rapat Pleno"]


def test_the_sites_own_name_is_no_place() -> None:
    """What stands where a place would is left out where it is the site's name, and kept where a region bears it."""

    def place(text: str, url: str) -> str | None:
        (article,) = split(f"Kabar\n\n{text}", url)
        line = dateline(article)
        return article.quote(line.place) if line is not None and line.place is not None else None

    assert place("WARTAKITA - KPU menggelar rapat.", "https://wartakita.co.id/1") is None
    assert place("Ambon (WARTA) - KPU Maluku menggelar rapat.", "https://ambon.wartakita.com/1") == "Ambon"
    assert place("Landak - Bawaslu menggelar rapat.", "https://landak.bawaslu.go.id/1") == "Landak"


def test_a_line_of_the_reporter_or_of_a_photo_is_no_title() -> None:
    """ "Laporan NAMA, Tempat" and "… (Foto: …)" belong to the article that they stand in."""
    page = f"KIP Terbitkan Surat Pengangkatan\n\n{BODY}\n\nLaporan Rekno Wilis, Aceh Tamiang\n\nUngaran – {BODY}"
    assert len(split(page, SINGLE)) == 1
    caption = f"Rapat Pleno Selesai\n\nKantor KPU Kabupaten Pati di Pati. (Foto: Kabar/dok)\n\n{BODY}"
    assert [article.quote(article.title) for article in split(caption, SINGLE)] == ["Rapat Pleno Selesai"]
