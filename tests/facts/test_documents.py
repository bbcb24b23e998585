"""What an article says about the documents that it cites, read by the whole pipeline."""

from __future__ import annotations

import pytest

from kpugraph.model import DocumentFact, Page
from kpugraph.pipeline import extract


def documents(body: str, url: str = "https://kab-lahat.kpu.go.id/") -> list[DocumentFact]:
    text = f"Berita\n\nKPU Lahat Gelar Rapat\n\nLahat - {body}"
    facts = list(extract([Page("p", url, text)]))
    for fact in facts[0].documents:
        for evidence in fact.evidence:
            assert text[evidence.start : evidence.end] == evidence.exact
    return list(facts[0].documents)


def only(body: str) -> DocumentFact:
    found = documents(body)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("body", "kind", "issuer"),
    [
        ("Rapat menindaklanjuti Surat Ketua KPU RI Nomor 412/PL.02-SD/01/2021 tanggal 6 Mei 2021.", "Surat", "Ketua KPU RI"),
        ("Dasarnya Keputusan KPU Kabupaten Lahat Nomor 83/HK.03.1-Kpt/1604/2018.", "Keputusan", "KPU Kabupaten Lahat"),
        ("Dasarnya SK KPU Kabupaten Lahat Nomor 83/HK.03.1-Kpt/1604/2018.", "Keputusan", "KPU Kabupaten Lahat"),
        ("Dasarnya Surat Undangan Ketua KPU Kabupaten Lahat Nomor 3/PW.01-Und/1604/2018.", "Surat", "Ketua KPU Kabupaten Lahat"),
        ("Rapat berpedoman pada PKPU Nomor 1 Tahun 2025.", "Peraturan", "KPU RI"),
        ("Rapat berpedoman pada Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum.", "Undang-Undang", None),
        ("Itu amar Putusan Nomor 141/PHPU.BUP-XXIII/2025 tanggal 4 Februari 2025.", "Putusan", "Mahkamah Konstitusi"),
        ("Sanksi itu ada dalam Putusan Nomor 81-PKE-DKPP/VI/2023.", "Putusan", "DKPP"),
        ("Hasilnya dalam Berita Acara Nomor 11/PL.02.1-BA/1604/2021.", "Berita Acara", None),
        ("KPU Lahat menerbitkan Pengumuman Nomor 61/PP.04.2-Pu/1604/2024.", "Pengumuman", "KPU Kabupaten Lahat"),
        ("Izinnya Surat Sekretaris Jenderal Komisi Pemilihan Umum Nomor 3/RT.01/17/2025.", "Surat", "Sekretaris Jenderal KPU RI"),
        ("KPU RI melantik anggota baru. Pengangkatannya lewat Keputusan KPU Nomor 1902 Tahun 2024.", "Keputusan", "KPU RI"),
    ],
)  # fmt: skip
def test_the_issuer_is_named_or_well_understood(body: str, kind: str, issuer: str | None) -> None:
    """The issuer stands between kind and number, follows from the number or the context, or is left out."""
    fact = only(body)
    assert (fact.kind, fact.issuer) == (kind, issuer)


def test_number_date_and_subject_are_those_beside_it() -> None:
    """The date is the one behind "tanggal", the subject goes from "perihal" to its natural end, each with its quote."""
    fact = only(
        "Gudang bocor menurut Surat KPU Kabupaten Lahat Nomor 63/RT.01-SD/1604/2021 tanggal 4 Februari 2021 perihal "
        "Permohonan Perbaikan Gudang, kata Bupati."
    )
    assert (fact.number, fact.date, fact.subject) == (
        "63/RT.01-SD/1604/2021",
        "2021-02-04",
        "Permohonan Perbaikan Gudang",
    )
    assert {e.field for e in fact.evidence} == {"", "date", "issuer", "subject"}


def test_a_subject_ends_before_the_next_document_of_its_kind() -> None:
    """Two titles joined by "dan" are two subjects; "di Lingkungan KPU" belongs to one."""
    first, second = documents(
        "Rapat membahas Peraturan KPU Nomor 15 tentang Kampanye dan Nomor 18 tentang Etika di Lingkungan KPU."
    )
    assert (first.subject, second.subject) == ("Kampanye", "Etika di Lingkungan KPU")


@pytest.mark.parametrize(
    ("citation", "want"),
    [
        ("Surat KPU RI tanggal 5 Maret 2022 Nomor 12/PL.01/01/2022 perihal Rapat", "2022-03-05"),
        ("Surat KPU RI Nomor 12/PL.01/01/2022 perihal Rapat Kerja tertanggal 5 Maret 2022", "2022-03-05"),
        ("Surat KPU RI Nomor 12/PL.01/01/2022 tgl. 5 Maret", "2022-03-05"),
        ("Surat KPU RI Nomor 12/PL.01/01/2022 (5 Maret 2022)", "2022-03-05"),
        ("Surat KPU RI Nomor 12/PL.01/01/2022, Senin (7/3/2022) rapat digelar", None),
    ],
)
def test_a_citations_own_date_stands_before_or_behind_its_number(citation: str, want: str | None) -> None:
    """ "tanggal" before or behind the number, "tertanggal" in its clause or brackets give the date; a weekday does not."""
    assert only(f"Rapat 7 Maret 2022 dibahas. Dasarnya {citation}.").date == want


def test_a_year_inside_a_number_gives_a_date_only_to_a_letter_that_alone_has_a_year() -> None:
    """Guideline 9: the year of "59 Tahun 2023" is no date, and a letter's only where nothing else in the article has one."""
    assert only("Dasarnya Keputusan KPU Kabupaten Lahat Nomor 59 Tahun 2023.").date is None
    assert only("Dasarnya Surat KPU RI Nomor 12/PW.01/33/2022 perihal Zona.").date == "2022"
    assert only("Senin (1/3/2021) dibahas Surat KPU RI Nomor 12/PW.01/01/2021 perihal Zona.").date is None


@pytest.mark.parametrize(
    ("number", "month", "agrees"),
    [("83/HK.03.1-SD/1604/VII/2018", "5 Juli 2018", True), ("83/HK.03.1-SD/3322/VII/2018", "5 Mei 2018", False)],
)
def test_the_numbers_own_area_and_month_are_checked(number: str, month: str, agrees: bool) -> None:
    """The number's area code and Roman month are compared with the issuer's region and the date, in the steps."""
    base = only(f"Dasarnya Surat KPU Kabupaten Lahat Nomor {number} tanggal {month}.").evidence[0]
    word = "agrees" if agrees else "disagrees"
    assert len([step for step in base.steps if f" {word} " in step]) == 2
    assert (base.confidence == 1.0) is agrees


def test_two_citations_of_a_document_are_one() -> None:
    """A document that is cited again keeps what the first citation said and gains what it lacked."""
    fact = only(
        "Dasarnya PKPU Nomor 3 Tahun 2022. Menurut Peraturan KPU Nomor 3 Tahun 2022 tentang Tahapan, rapat wajib digelar."
    )
    assert fact.subject == "Tahapan"
    assert len([e for e in fact.evidence if e.field == ""]) == 2


def test_a_case_number_is_no_document() -> None:
    """Guideline 8: only rulings are documents, a case that is heard is none."""
    assert documents("DKPP menyidangkan perkara nomor 77-PKE-DKPP/V/2023 pada Senin, 12 Juni 2023.") == []
