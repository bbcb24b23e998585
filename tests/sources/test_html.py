"""Web pages: title, date and text of an article, the articles of a listing, and pages that hold neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpugraph import articles, sources
from kpugraph.article_datelines import dateline
from kpugraph.errors import KpugraphError, SourceError
from kpugraph.sources.charset import decode
from kpugraph.sources.html import MAX_BYTES, read_html
from kpugraph.sources.webdates import is_dateline, read

FIRST = (
    "KPU Kabupaten Demak menggelar rapat koordinasi pemutakhiran data pemilih berkelanjutan di aula kantor bersama "
    "seluruh panitia pemilihan kecamatan."
)
SECOND = (
    "Rapat dibuka Ketua KPU Bambang Wiraguna. “Data yang bersih menenangkan semua pihak,” ujarnya di hadapan peserta."
)
ARTICLE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>KPU Demak Gelar Rakor DPB | KPU Kabupaten Demak</title>
<meta property="og:title" content="KPU Demak Gelar Rakor DPB"><meta property="og:type" content="article">
<link rel="canonical" href="https://kab-demak.kpu.go.id/blog/read/81_rakor"><script>var isi = 1;</script></head>
<body class="with-sidebar"><nav><a href="/">Beranda</a></nav><div class="row"><div class="col-md-8 blog-content">
<h2 class="title">KPU Demak Gelar Rakor DPB</h2><div class="post-meta"><span class="tanggal">Selasa, 12 April 2022</span> |
Dilihat 145 kali</div><figure><img src="a.jpg"><figcaption>Suasana rakor (foto: Idris)</figcaption></figure>
<div class="isi"><p><strong>Demak, kab-demak.kpu.go.id</strong>&nbsp;- {FIRST}</p><p>{SECOND}</p><p>Hadir pula:</p>
<ol><li>Sri Lestari - Divisi Teknis</li><li>Joko Prabawa - Divisi Hukum</li></ol><p>Penulis: Rina<br>Editor: Hasan</p></div>
<div class="share"><a href="#">Facebook</a></div><div class="comments">Komentar: bagus</div></div>
<div class="sidebar"><h3><a href="/1">KPU Demak Terima Audiensi</a></h3><p>{FIRST}</p></div></div>
<footer>Jl. Raya Demak</footer></body></html>"""
LISTING = f"""<html><head><title>Berita Terkini - KPU Kabupaten Demak</title></head><body>
<!-- saved from url=(0055)https://kab-demak.kpu.go.id/blog/category/104?page=3 --><h1>Berita Terkini</h1>
<div class="item"><h3><a href="/1">KPU Demak Gelar Rakor</a></h3><span class="date">12 April 2022</span><p>Demak - {FIRST}</p>
<p>{SECOND}</p><a class="btn" href="/1">Selengkapnya</a></div>
<div class="item"><h3><a href="/2">Apel Pagi Rutin</a></h3><span>145 kali dilihat</span><p>Demak - {FIRST}</p></div>
<div class="pagination"><a href="?page=4">Next</a></div></body></html>"""


def test_an_article_page_gives_title_date_and_text() -> None:
    """The rule for office sites takes the running text and nothing of the site; byline and caption stand apart behind it."""
    page = read_html(ARTICLE.encode(), "pages/rakor.html")
    assert (page.id, page.url) == ("rakor", "https://kab-demak.kpu.go.id/blog/read/81_rakor")
    assert (page.title, page.date) == ("KPU Demak Gelar Rakor DPB", "2022-04-12")
    assert page.text.split("\n\n") == [
        "KPU Demak Gelar Rakor DPB",
        f"Demak, kab-demak.kpu.go.id - {FIRST}",
        SECOND,
        "Hadir pula:",
        "1. Sri Lestari - Divisi Teknis\n2. Joko Prabawa - Divisi Hukum",
        "Penulis: Rina\nEditor: Hasan",
        "Suasana rakor (foto: Idris)",
    ]


def test_an_article_page_is_one_article_with_its_dateline() -> None:
    """What is read from a web page splits like any other page."""
    [article] = articles.split(read_html(ARTICLE.encode(), "rakor.html"))
    line = dateline(article)
    assert article.headline == "KPU Demak Gelar Rakor DPB"
    assert line is not None
    assert line.place is not None
    assert article.quote(line.place) == "Demak"


def test_a_listing_page_gives_an_article_for_each_headline() -> None:
    """Headlines that are links, with text below them, are articles; dates, counters and links between them are not."""
    page = read_html(LISTING.encode(), "list.html")
    assert page.url == "https://kab-demak.kpu.go.id/blog/category/104?page=3"
    assert [(a.headline, a.quote(a.body)) for a in articles.split(page)] == [
        ("KPU Demak Gelar Rakor", f"Demak - {FIRST} {SECOND}"),
        ("Apel Pagi Rutin", f"Demak - {FIRST}"),
    ]


def test_a_page_of_tables_is_read_and_its_headline_known_by_its_head() -> None:
    """Old sites lay pages out in tables and put their own name into the first heading."""
    page = read_html(
        f"<title>KPU Demak Gelar Rakor - KPU Kab. Demak</title><table><tr><td><h1>KPU Demak</h1><h2>KPU Demak Gelar Rakor</h2>"
        f"Demak - {FIRST}<br><br>{SECOND}</td><td><a href=1>Berita lain</a></td></tr></table>".encode(),
        "old.html",
    )
    assert page.title == "KPU Demak Gelar Rakor"
    assert page.text == f"KPU Demak Gelar Rakor\n\nDemak - {FIRST}\n{SECOND}"


def test_a_page_without_telling_names_is_read_by_trafilatura() -> None:
    """A paper's page that the rule does not know still gives title, date and text."""
    pytest.importorskip("trafilatura", reason="the extra named html is not installed")
    linked = '<script type="application/ld+json">{"@graph": [{"datePublished": "2023-05-07T10:00:00+07:00"}]}</script>'
    page = read_html(
        f"<html><head>{linked}<title>KPU Demak Buka Pendaftaran | Koran</title></head><body><div class=a1><div class=b2>"
        f"<h1>KPU Demak Buka Pendaftaran</h1><p>{FIRST}</p><p>{SECOND}</p><p>{FIRST} Lagi.</p></div></div></body></html>".encode(),
        "koran.html",
    )
    assert (page.title, page.date) == ("KPU Demak Buka Pendaftaran", "2023-05-07")
    assert page.text.split("\n\n") == ["KPU Demak Buka Pendaftaran", FIRST, SECOND, f"{FIRST} Lagi."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found(encoding: str) -> None:
    """Quotation marks come out right in every encoding that sites use, declared or not."""
    declared = "iso-8859-1" if encoding == "cp1252" else encoding
    head = f'<html><head><meta charset="{declared}"></head>'
    text = f'{head}<body><div id="konten"><h1>Rakor</h1><p>{FIRST}</p><p>{SECOND}</p></div></body></html>'
    assert SECOND in read_html(text.encode(encoding), "p.html").text
    assert SECOND in read_html(text.replace(f'<meta charset="{declared}">', "").encode(encoding), "p.html").text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (bytes(range(256)) * 20, "no text"),
        (b"<html>\0\0</html>", "no text"),
        (b"<html><body><p>Situs dalam perbaikan</p></body></html>", "no article"),
        (b"<div class=isi>" * 100_000 + b"teks " * 100, "no article"),
        (b"a" * (MAX_BYTES + 1), "larger than 20 MB"),
    ],
)
def test_a_page_without_an_article_is_one_clear_error(data: bytes, words: str) -> None:
    """Nothing but a SourceError with the page's name comes of bytes that hold no article."""
    with pytest.raises(SourceError, match=words) as caught:
        read_html(data, "broken.html")
    assert str(caught.value).startswith("broken.html: ")


def test_web_pages_are_a_source_like_any_other(tmp_path: Path) -> None:
    """A folder of web pages is read; the one that holds nothing is reported, the others done."""
    (tmp_path / "a.html").write_text(ARTICLE, "utf-8")
    (tmp_path / "b.htm").write_text("<p>kosong</p>", "utf-8")
    errors: list[KpugraphError] = []
    assert [page.id for page in sources.read([str(tmp_path)], errors.append)] == ["a"]
    assert len(errors) == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Selasa, 12 April 2022 | 08:00 WIB", "2022-04-12"),
        ("2022-04-12T08:00:00+07:00", "2022-04-12"),
        ("12/04/2022", "2022-04-12"),
        ("April 12, 2022", "2022-04-12"),
        ("30/2/2022", None),
        ("12 April", None),
    ],
)
def test_a_day_of_publication_is_read(text: str, day: str | None) -> None:
    """Only a full date that exists is one."""
    assert read(text) == day


def test_a_line_with_more_than_a_date_is_text() -> None:
    """Lines of a date, an hour and the site's account are left out of the text, sentences with a date are not."""
    assert is_dateline("Selasa, 12 April 2022 | 08:00 WIB | oleh admin")
    assert not is_dateline("Demak, 12 April 2022")


def test_an_encoding_that_nobody_knows_is_passed_over() -> None:
    """A page that declares an unknown encoding is read as UTF-8."""
    text = decode("<meta charset=utf-99><p>Rapat é</p>".encode(), "x.html")
    assert "Rapat é" in text
