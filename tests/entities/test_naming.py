"""Which names can be one person's."""

from __future__ import annotations

import pytest

from kpugraph.entities.naming import alike, parse, sound


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("fauzy", "fauzi"), ("choirul", "khoirul"), ("mochammad", "muhammad"), ("moh", "muhammad"), ("yusup", "yusuf"),
        ("soedarto", "sudarto"), ("azis", "aziz"), ("nurjannah", "nurjanah"), ("achmad", "ahmad"), ("abd", "abdul"),
    ],
)  # fmt: skip
def test_spellings_of_one_sound(a: str, b: str) -> None:
    """Old and new spelling, doubled letters and short forms of first names sound alike."""
    assert sound(a) == sound(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ratna", "Ratna Dwi Anggorowati"),
        ("Ratna Anggorowati", "Ratna Dwi Anggorowati"),
        ("Herman T. Susanto", "Herman Tri Susanto"),
        ("Kuncoro Adi W.", "Kuncoro Adi Wibisono"),
        ("M. Fauzi", "Muhammad Fauzi Hidayat"),
        ("Muhamad Fauzy", "Muhammad Fauzi Hidayat"),
        ("Nuraini Sari", "Nur Aini Sari"),
        ("Mardi", "Sumardi Hadiwijaya"),
        ("Kusumastutri Endah", "Kusumastuti Endah"),
    ],
)
def test_forms_of_one_name(a: str, b: str) -> None:
    """Parts, initials, spellings, one wrong letter in a long word, and call names agree, whichever comes first."""
    assert alike(a, b) is not None
    assert alike(b, a) is not None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Siti Nurjanah", "Siti Maryamah"),
        ("Agus Setiawan", "Agus Salim"),
        ("Muhammad Yusuf", "Muhammad Fauzi"),
        ("Budi", "Budiman Santoso"),
        ("A. Rahman", "B. Rahman"),
        ("Rina", "Rini"),
    ],
)
def test_names_of_two_people(a: str, b: str) -> None:
    """A shared first name, "Muhammad", a beginning or a short word that differs in one letter is no agreement."""
    assert alike(a, b) is None


def test_muhammad_tells_nobody_apart() -> None:
    """The words that tell a person leave out initials and the first names of very many."""
    assert parse("M. Fauzi Hidayat").telling == ("fausi", "hidaiat")
    assert parse("Muhammad").telling == ("muhammad",)
