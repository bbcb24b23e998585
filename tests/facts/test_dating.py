"""The year that an article fixes, and the day of what it reports."""

from __future__ import annotations

import pytest

from kpugraph.errors import DataError
from kpugraph.facts.dating import article_date, resolve_relative
from kpugraph.facts.years import find_anchors, fix_year
from kpugraph.mentions.dates import find_dates
from kpugraph.mentions.documents import find_documents
from kpugraph.mentions.elections import find_elections
from kpugraph.model import Article, DateMention, Evidence, Page, Span
from kpugraph.pipeline import extract


def dated(text: str, title: str = "Judul", published: str | None = None) -> tuple[str, Evidence] | None:
    """The article's date, by all stages before it."""
    page = Page("p", "https://kab-contoh.kpu.go.id/", f"{title}\n\n{text}", date=published)
    article = Article(page, 0, Span(0, len(title)), Span(len(title) + 2, len(page.text)))
    start, end = 0, len(page.text)
    dates, documents = find_dates(page.text, start, end), find_documents(page.text, start, end)
    anchors = find_anchors(article, dates, documents, find_elections(page.text, start, end))
    found = article_date(article, [fix_year(date, anchors) for date in dates], documents)
    if found is not None:
        assert page.text[found[1].start : found[1].end] == found[1].exact
        assert found[1].field == "date"
    return found


def value(text: str, title: str = "Judul", published: str | None = None) -> str | None:
    found = dated(text, title, published)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Ungaran (11/2) KPU rapat. Dasarnya Surat Ketua KPU RI Nomor 12/PW.01/33/2022 perihal Zona.", "2022-02-11"),
        ("Apel digelar Senin (14/2). Ia menyebut Surat Dinas Nomor 277/TU.02/04/2022 tanggal 8 Februari 2022.", "2022-02-14"),
        ("Amlapura (2/5) - KPPS dilatih. Pencoblosan Pilgub Bali 15 Mei 2013.", "2013-05-02"),
        ("Debat publik Pemilihan Bupati dan Wakil Bupati Lahat Tahun 2018 digelar Sabtu (5/5).", "2018-05-05"),
        ("Banjarnegara (17/2), sosialisasi Pemilu Legislatif 2014. Pemungutan suara dilaksanakan 9 April.", "2014-02-17"),
        ("PPS dilantik kamis (11/1). Keputusan KPU Kabupaten Garut Nomor 7 Tahun 2024 dibacakan.", "2024-01-11"),
        ("Rapat Senin (28/12). Berkas diserahkan 4 Januari 2021.", "2020-12-28"),
        ("Rapat pleno DPB bulan September 2022 digelar Jumat (30/9).", "2022-09-30"),
        ("Pleno digelar Selasa (30/11) menindaklanjuti Surat KPU RI Nomor 4/PL.02/V/2021 tanggal 6 Mei 2021.", "2021-11-30"),
    ],
)  # fmt: skip
def test_a_missing_year_is_fixed_by_something_in_the_article(text: str, want: str) -> None:
    """A letter's number or date, a whole date, a polling day or a stage of a named election fixes the year; steps say so."""
    found = dated(text)
    assert found is not None
    assert found[0] == want
    assert any("the year by" in step for step in found[1].steps)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Watampone (3/2). KPU audiensi ke Dukcapil.", "--02-03"),
        ("Jum'at 22 Oktober sertifikat diserahkan.", "--10-22"),
        ("Rabu (16/2) KPU membahas hibah untuk Pemilihan Serentak 2024.", "--02-16"),
        ("Senin (14/6) KPU mengingatkan UU Nomor 7 Tahun 2017 dan PKPU Nomor 3 Tahun 2022.", "--06-14"),
        ("Senin (14/6) dijelaskan Keputusan KPU Nomor 27 Tahun 2023.", "--06-14"),
        ("Kamis (25/8) mahasiswa belajar. Pemungutan suara Pemilu 2024 pada 14 Februari 2024.", "--08-25"),
    ],
)
def test_nothing_is_guessed(text: str, want: str) -> None:
    """A weekday, a law, a national decree or an election far ahead fix no year."""
    assert value(text) == want


def test_the_records_own_date_fixes_the_year_first() -> None:
    """A report is dated near the day on which its record was published, over New Year too."""
    assert value("Rabu (30/12) apel digelar.", published="2021-01-03") == "2020-12-30"


def test_a_weekday_that_does_not_fit_is_noted() -> None:
    """The weekday checks a fixed year, lowers the confidence where it disagrees, and never chooses it."""
    found = dated("Senin (12/4) apel digelar. Dasarnya Surat KPU RI Nomor 1/PW.01/04/2022.")
    assert found is not None
    assert found[0] == "2022-04-12"
    assert found[1].confidence <= 0.6


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Pleno akan digelar pada 30-31 Maret 2023. Untuk itu KPU, Rabu (29/3/2023), mengundang PPK.", "2023-03-29"),
        ("Masa kampanye 26 September - 5 Desember 2020 memasuki hari kesembilan, Minggu (4/10).", "2020-10-04"),
        ("Debat yang sedianya digelar 26 Oktober diundur menjadi Sabtu, 2 November 2024, menurut Pengumuman Nomor "
         "118/PL.02.4-Pu/3207/2024 tertanggal 23 Oktober 2024.", "2024-10-23"),
        ("KPU akan menggelar kursus pada 6 - 8 November 2023.", "2023-11-06"),
        ("KPU memulai tes wawancara, 3-5 Januari 2019.", "2019-01-03"),
        ("Berdasarkan Surat Nomor 1/PL.01/13/2022 tertanggal 2 Desember 2022 rapat digelar Kamis (8/12/2022).", "2022-12-08"),
        ("KPU menerima kunjungan.", None),
        ("Tahapan kampanye dimulai 28 November 2023. Untuk itu KPU, Selasa (21/11/2023), menggelar rakor.", "2023-11-21"),
        ("Batas akhir pendaftaran 14 Mei 2023. KPU menerima berkas PKS, Senin (8/5/2023).", "2023-05-08"),
        ("KPU menggelar bimtek 18-20 Mei 2018. Sebelumnya, Senin (14/5/2018), KPU rapat.", "2018-05-18"),
        ("KPU mengevaluasi pelaksanaan Pemilu 17 April 2019, Senin (5/8/2019).", "2019-08-05"),
        ("Dilantik pada 24 September 2018 lalu, anggota KPU, Senin (5/11/2018), menggelar pleno.", "2018-11-05"),
        ("Surat DPRD tertanggal 4 Februari 2021 dibahas KPU, Senin (8/2/2021).", "2021-02-08"),
        ("Sukadana, (11/03/2023). KPU mengunjungi Kejari pada Jumat, (10/03/2023), untuk bekerja sama.", "2023-03-10"),
        ("Sukadana, (11/03/2023). KPU menggelar rapat. Sebelumnya, Jumat (10/03/2023), KPU apel.", "2023-03-11"),
        ("Hasilnya dituangkan dalam Berita Acara Nomor 4/PL.01-BA/33/2022 tanggal 3 Mei 2022.", "2022-05-03"),
        ("Rapat itu sesuai Surat Nomor 4/PL.01-SD/33/2022 tertanggal 3 Mei 2022.", None),
        ("KPU menggelar rapat, Rabu (30/2/2022), di aula.", "2022"),
        ("Pria kelahiran 3 Mei 1970 itu dilantik.", None),
    ],
)  # fmt: skip
def test_the_date_is_that_of_the_reported_activity(text: str, want: str | None) -> None:
    """Not a plan's, a deadline's or a document's; a postponement by its announcement, a future event by itself."""
    assert value(text) == want


def test_the_headline_dates_an_article_whose_body_does_not() -> None:
    """A date in the headline counts where the body has none."""
    assert value("Pegawai berkumpul di halaman.", "Apel Senin 22 September 2025") == "2025-09-22"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("besok", "2024-05-01"), ("sehari sebelumnya", "2024-04-29"), ("pada hari yang sama", "2024-04-30"),
        ("Jumat pekan lalu", "2024-04-26"), ("Rabu mendatang", "2024-05-01"), ("Selasa lalu", "2024-04-23"),
    ],
)  # fmt: skip
def test_relative_days_count_from_a_whole_date(text: str, want: str) -> None:
    """A relative word is the day that it means, counted from the base; the base stands in its steps."""
    resolved = resolve_relative(find_dates(text, 0, len(text))[0], "2024-04-30")
    assert resolved.value == want
    assert "2024-04-30" in resolved.steps[-1]


def test_a_relative_day_counted_from_a_day_without_a_year_has_none() -> None:
    """The day before a day without a year has no year either; from a year alone or across a leap day nothing is counted."""
    mention = DateMention(0, 5, "P1D", rule="dates.relative")
    assert resolve_relative(mention, "--04-30").value == "--05-01"
    assert resolve_relative(mention, "--02-28") is mention
    assert resolve_relative(mention, "2024-04") is mention


def test_a_month_to_come_is_counted_as_a_month() -> None:
    """ "bulan depan" is the month behind that of the base, across New Year too; without a year it stays."""
    mention = DateMention(0, 11, "P1M", rule="dates.relative")
    assert [resolve_relative(mention, base).value for base in ("2024-08-01", "2024-12-31")] == ["2024-09", "2025-01"]
    assert resolve_relative(mention, "--08-01") is mention


def test_a_users_month_that_is_no_month_is_refused_with_its_line(tmp_path: object) -> None:
    """A row of a lexicon file that is not valid names the file and the line."""
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "months.csv").write_text("form,month\nsura,13\n", "utf-8")
    with pytest.raises(DataError, match=r"months\.csv:2"):
        find_dates("1 Sura 2022", 0, 11, folder)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Anggota KPU Pati periode 2018-2023 dilantik di Semarang, Senin (14/6).", "2018-06-14"),
        (
            "Anggota KPU RI Periode 2017-2022 dan Anggota KPU RI Periode 2022-2027 sertijab, Selasa (12/4).",
            "2022-04-12",
        ),
        ("Anggota KPU Pati pengganti antarwaktu periode 2018-2023 dilantik, Senin (14/6).", "--06-14"),
        ("Anggota KPU Pati periode 2018-2023 mengikuti apel, Senin (14/6).", "--06-14"),
    ],
)
def test_a_term_fixes_the_year_of_the_inauguration_that_begins_it(text: str, want: str) -> None:
    """Only a swearing-in at the beginning of a term lies in its first year; where two terms meet, in that year."""
    (facts,) = extract([Page("p", "https://kab-pati.kpu.go.id/", f"Kabar dari Pati\n\n{text}")])
    assert facts.date == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Coklit Pilkada 2024 dimulai Senin (24/6).", "2024-06-24"),
        ("Pendaftaran pasangan calon Pilkada 2017 dibuka Rabu (21/9).", "2016-09-21"),
        ("Coklit Pemilu 2024 dimulai Minggu (12/2).", "--02-12"),
    ],
)
def test_an_early_stage_of_a_regional_election_fixes_the_year(text: str, want: str) -> None:
    """Those of a national election begin a year and more before, and fix none."""
    assert value(text) == want


@pytest.mark.parametrize(
    "text",
    [
        "Ketua KPU, Sragen 16 Juni 1963, Islam, tinggal di Wates.",
        "Pleno berdasar Keputusan, Nomor; 210/HK.03.1-Kpu/9206/KPU-Kab/X/2020 tanggal 16 Oktober 2020.",
    ],
)
def test_a_birthday_or_the_day_of_a_paper_is_not_the_articles(text: str) -> None:
    """No day before the commission was founded, nor one behind the number of a paper, dates an article."""
    assert value(text) is None


def test_whoever_brings_a_case_does_not_lead_the_hearing() -> None:
    """ "oleh" leads to a leader only within the sentence of the activity."""
    text = "DKPP akan menggelar sidang, Selasa (9/2/2021). Perkara ini diadukan oleh Rekno Wilis."
    (facts,) = extract([Page("p", "https://dkpp.go.id/x", f"Judul Berita\n\n{text}")])
    assert [event.leader for event in facts.events] == [None]
