"""What a page says of bodies and people beyond one sentence: its office, its units, its articles."""

from __future__ import annotations

import pytest

from kpugraph.errors import DataError
from kpugraph.mentions import body_words
from kpugraph.model import ArticleFacts, Page
from kpugraph.pipeline import extract

OFFICE = "https://kab-pati.kpu.go.id/"
PRESS = "https://wartakita.example/"


def read(url: str, text: str) -> list[ArticleFacts]:
    return list(extract([Page("x", url, text)]))


def bodies(url: str, body: str) -> set[str]:
    return {fact.name for facts in read(url, f"Apel\n\n{body}") for fact in facts.bodies}


def test_the_letters_of_a_medium_in_a_dateline_are_no_body() -> None:
    """Capitals between a dateline's place and its dash name the medium, whatever body bears them elsewhere."""
    assert bodies(PRESS, "KUALA KAPUAS, MK - Sebanyak 51 pengawas dilantik.") == set()


def test_the_only_region_of_a_press_article_places_bare_forms() -> None:
    """Without an office, "KPU" and "Satpol PP" are those of the one regency that the article names."""
    found = bodies(PRESS, "JAMBI – Rapat di Kabupaten Merangin dihadiri Satpol PP. Dana untuk KPU sudah siap.")
    assert found == {"Satpol PP Kabupaten Merangin", "KPU Kabupaten Merangin"}


def test_a_guessed_region_organizes_nothing() -> None:
    """Where a press article names no election body, the commission of its region takes no part in what it tells."""
    found = bodies(PRESS, "JAMBI – Satpol PP Kabupaten Merangin menggelar apel siaga, Senin (4/11/2024).")
    assert found == {"Satpol PP Kabupaten Merangin"}


def test_a_unit_bears_the_number_that_the_page_gives_elsewhere() -> None:
    """ "Dandim Pati" commands the unit that another article of the page calls "Kodim 0718/Pati"."""
    text = (
        "KPU Bertamu\n\nPati - KPU Pati bertamu ke Makodim 0718/Pati, Senin (8/5/2023).\n\n"
        "Apel Pagi\n\nPati - Dandim Pati Letkol Inf Budi Santoso memimpin apel, Selasa (9/5/2023)."
    )
    assert "Kodim 0718/Pati" in {fact.name for facts in read(OFFICE, text) for fact in facts.bodies}


def test_a_name_shortened_in_another_article_is_the_same_person() -> None:
    """A later article that leaves out words in the middle of a name means the person of the earlier one."""
    text = (
        "Rapat Rutin\n\nPati - Ketua KPU Pati I Wayan Gede Mertajaya membuka rapat, Senin (8/5/2023).\n\n"
        "Diskusi Santai\n\nPati - Wayan Mertajaya mengatakan pihaknya terbuka, Selasa (9/5/2023)."
    )
    assert {person.name for facts in read(OFFICE, text) for person in facts.persons} == {"I Wayan Gede Mertajaya"}


def test_the_police_of_a_district_called_kota_keep_its_whole_name() -> None:
    """ "Kapolsek Kota Agung" heads the police of the district Kota Agung, not of "Agung"."""
    text = (
        "Rapat Rutin\n\nLahat - KPU Lahat menggelar rapat, Senin (8/5/2023). Hadir Kapolsek Kota Agung Iptu Bambang Setyaji "
        "dan Danramil Kota Agung Kapten Inf Bowo Laksono."
    )
    found = bodies("https://kab-lahat.kpu.go.id/berita", text)
    assert {"Polsek Kota Agung", "Koramil Kota Agung"} <= found
    assert not {"Polsek Agung", "Koramil Agung"} & found


def test_the_only_regency_of_an_article_about_its_province_makes_no_office() -> None:
    """Where an article names bodies of a province more often than its only regency, a bare "KPU" is not the regency's."""
    text = (
        "PEKANBARU – Enam anggota DPRD Riau maju. Pemprov Riau menunggu, kata Gubernur Riau. "
        "Di Kabupaten Rokan Hulu Rusli maju, sesuai keputusan KPU."
    )
    assert "KPU Kabupaten Rokan Hulu" not in bodies(PRESS, text)


def test_a_list_of_words_that_lacks_is_told_with_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words beside bodies are lists of strings; what is none is told with the file and the list's name."""
    monkeypatch.setattr(body_words, "rules", lambda name: {"short_parties": "Demokrat"})
    body_words.body_words.cache_clear()
    with pytest.raises(DataError, match=r"short_parties is no list of words"):
        body_words.body_words()
    body_words.body_words.cache_clear()
