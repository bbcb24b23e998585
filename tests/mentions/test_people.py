"""Who is read as a person, by what stands beside the name."""

from __future__ import annotations

import pytest

from kpugraph.model import Page
from kpugraph.pipeline import extract

URL = "https://kab-pati.kpu.go.id/"


def people(body: str) -> set[str]:
    (facts,) = extract([Page("x", URL, f"Apel\n\n{body}")])
    return {person.name for person in facts.persons}


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Ketua KPU Pati, Budi Santoso, hadir.", {"Budi Santoso"}),
        ("Hadir Drs. H. Undang Saripudin, M.Si. dalam apel.", {"Undang Saripudin"}),
        ("Hadir Kapolres Pati AKBP Ferdinand Situmorang, S.I.K.", {"Ferdinand Situmorang"}),
        ("Anggota KPU Pati Rina Wati, Dody dan I Made Sueta Dana hadir.", {"Rina Wati", "Dody", "I Made Sueta Dana"}),
        ("Siti Maimunah selaku Ketua Panwaslu Kabupaten Pati hadir.", {"Siti Maimunah"}),
        ("Anggota KPU Pati yaitu 1) Zaenal Abidin 2) Suparno dan 3) Ngadiman hadir.", {"Zaenal Abidin", "Suparno", "Ngadiman"}),
    ],
)  # fmt: skip
def test_evidence_beside_a_name_makes_a_person(body: str, names: set[str]) -> None:
    """A role, title, rank, degree or an accepted neighbour in a list makes a run of name words a person."""
    assert people(body) == names


@pytest.mark.parametrize(
    "body",
    [
        "Apel digelar di Lapangan Imam Bonjol, Jalan Ahmad Yani, Desa Ponelo.",
        "Kegiatan bertempat di Hotel Grand Zuri Lahat dan Gedung Paris Barantai.",
        "Calon Gubernur, Bupati dan Wakil Bupati dipilih serentak.",
        "Rapat Pleno Rekapitulasi Daftar Pemilih Tetap berlangsung tertib.",
    ],
)
def test_houses_streets_and_titles_of_elections_are_nobody(body: str) -> None:
    """Names of places, buildings and events are no persons."""
    assert people(body) == set()


def test_a_count_that_opens_a_sentence_numbers_no_list() -> None:
    """Behind a person, a sentence that begins with a count does not make its next words a second person."""
    assert people("Hadir Drs. Budi Santoso. 120 Meranti Jatiwaringin dibagikan.") == {"Budi Santoso"}


def test_a_link_to_other_news_is_no_part_of_an_article() -> None:
    """Names in a line "Baca juga: …" are not the article's, whatever stands in them."""
    text = (
        "Rapat\n\nKetua KPU Pati Budi Santoso membuka rapat, Senin (8/5/2023).\n\nBaca juga: Gubernur Ani Wijaya"
        " Lantik Bupati Citra Dewi\n\nRapat usai siang hari."
    )
    (facts,) = extract([Page("x", "https://kab-pati.kpu.go.id/", text)])
    assert [person.name for person in facts.persons] == ["Budi Santoso"]
