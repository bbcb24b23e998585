"""Elections and terms of office as facts."""

from __future__ import annotations

from kpugraph.facts.terms import read_elections, read_terms
from kpugraph.mentions.elections import find_elections, polling_days
from kpugraph.model import BodyMention, Office


def body(text: str, name: str, rule: str = "bodies.region", canonical: str = "") -> BodyMention:
    at = text.rindex(name)
    return BodyMention(at, at + len(name), canonical or name, "commission", rule=rule)


def test_a_term_without_a_body_is_the_publishing_offices() -> None:
    """An office without a body beside it belongs to the commission whose site it is."""
    text = "Ketua periode 2018-2023 hadir"
    facts = read_terms(text, 0, len(text), (), Office("KPU Kota Bitung", "71.72"))
    assert [(f.holder, f.start, f.end) for f in facts] == [("KPU Kota Bitung", 2018, 2023)]
    assert facts[0].evidence[0].exact in text


def test_a_bare_body_takes_the_one_whose_term_the_article_names() -> None:
    """ "KPU Periode 2017-2022" beside "KPU RI Periode 2022-2027" is the national commission's, not the publisher's."""
    text = "Anggota KPU RI Periode 2022-2027 dan Anggota KPU  Periode 2017-2022"
    bodies = [body(text, "KPU RI"), body(text, "KPU ", "bodies.office", "KPU Kabupaten Semarang")]
    facts = read_terms(text, 0, len(text), bodies, Office("KPU Kabupaten Semarang", "33.22"))
    assert {(f.holder, f.start) for f in facts} == {("KPU RI", 2022), ("KPU RI", 2017)}


def test_a_class_of_bodies_has_no_term_of_its_own() -> None:
    """ "KPU Kabupaten/Kota Periode 2018-2023" names a class, so nobody's term is known from it."""
    text = "Anggota KPU Kabupaten/Kota Periode 2018-2023"
    bodies = [BodyMention(8, 26, "KPU", specific=False, rule="bodies.class")]
    assert read_terms(text, 0, len(text), bodies, Office("KPU RI", None)) == []


def test_an_election_named_twice_is_one_fact() -> None:
    """Forms of one election are one fact with each form as evidence, in the order of first mention."""
    text = "Pemilihan Umum Tahun 2024 dan Pilkada 2020; Pemilu 2024"
    facts = read_elections(text, find_elections(text, 0, len(text)))
    assert [(f.name, len(f.evidence)) for f in facts] == [("Pemilu 2024", 2), ("Pilkada 2020", 1)]


def test_polling_days_are_known() -> None:
    """The polling day of a national election comes with its mention."""
    text = "Pemilu 2024"
    assert find_elections(text, 0, len(text))[0].day == "2024-02-14"
    assert set(polling_days()) >= {"Pemilu 2019", "Pilkada 2018", "Pilkada 2020", "Pilkada 2024"}
