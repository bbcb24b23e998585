"""Who is the same person."""

from __future__ import annotations

import pytest
from builders import article, body, person, post

from kpugraph.entities import resolve
from kpugraph.entities.naming import person_key
from kpugraph.model import ArticleFacts
from kpugraph.regions import load_regions


def persons(*articles: ArticleFacts) -> list[str]:
    return [p.path for p in resolve(articles, load_regions()).persons]


def chair(page: str, name: str, of: str, office: str = "33.22") -> ArticleFacts:
    return article(page, person(name), body(of), post(name, "Ketua", of), office=office)


@pytest.mark.parametrize("form", ["Asy’ari", "Asy'ari", "ASYARI", "  asyari "])
def test_spellings_of_a_name_have_one_key(form: str) -> None:
    """Case, apostrophes and spaces do not tell people apart."""
    assert person_key(form) == "asyari"


def test_one_name_in_one_regency_is_one_person() -> None:
    """Two articles that give a person of one name a post in one regency mean one person."""
    of = "KPU Kabupaten Semarang"
    assert persons(chair("a", "Maskup Asyadi", of), chair("b", "Maskup Asyadi", of)) == ["person/maskup-asyadi-33.22"]


def test_one_name_in_two_regencies_is_two_persons() -> None:
    """A name alone joins nobody, not even within a province."""
    found = persons(
        chair("a", "Agus Setiawan", "KPU Kabupaten Semarang"),
        chair("b", "Agus Setiawan", "KPU Kabupaten Magelang", office="33.08"),
        chair("c", "Agus Setiawan", "KPU Kota Magelang", office="33.71"),
    )
    assert found == ["person/agus-setiawan-33.08", "person/agus-setiawan-33.22", "person/agus-setiawan-33.71"]


def test_a_national_officer_is_one_person_wherever_told_of() -> None:
    """A post in a national body joins the articles of any office."""
    found = persons(
        chair("a", "Hasyim Asy’ari", "KPU RI", office="33.22"),
        chair("b", "Hasyim Asy'ari", "KPU RI", office="73.08"),
        article("c", person("Hasyim Asyari"), office="11.01"),
    )
    assert found == ["person/hasyim-asyari-kpu-ri"]


def test_a_mention_without_post_belongs_to_the_only_one_near() -> None:
    """A full name without a post on an office's page is the person of that name with a post there or in its province."""
    provincial = chair("a", "Paulus Widiyantoro", "KPU Provinsi Jawa Tengah", office="33.22")
    assert persons(provincial, article("b", person("Paulus Widiyantoro"), office="33.08")) == [
        "person/paulus-widiyantoro-33"
    ]
    far = article("b", person("Paulus Widiyantoro"), office="73.08")
    assert len(persons(provincial, far)) == 2


def test_a_mention_that_could_be_two_stays_by_itself() -> None:
    """Between two people of one name near an office, a mention without a post is neither."""
    two = [
        chair("a", "Siti Aminah", "KPU Kabupaten Semarang", office="33.22"),
        chair("b", "Siti Aminah", "KPU Kabupaten Magelang", office="33.08"),
    ]
    assert len(persons(*two, article("c", person("Siti Aminah"), office="33"))) == 3


def test_a_single_word_reaches_no_further_than_its_office() -> None:
    """A one-word name joins only within one regency."""
    found = persons(chair("a", "Suharto", "KPU Provinsi Jawa Tengah"), article("b", person("Suharto"), office="33.08"))
    assert len(found) == 2


def test_two_posts_in_one_article_join_their_places() -> None:
    """A person whom one article gives posts in two places is one, wherever else the person is met."""
    both = article(
        "a",
        person("Sri Lestari"),
        body("KPU Kabupaten Semarang"),
        body("KPU Provinsi Jawa Tengah"),
        post("Sri Lestari", "Anggota", "KPU Kabupaten Semarang", status="former"),
        post("Sri Lestari", "Anggota", "KPU Provinsi Jawa Tengah"),
    )
    assert len(persons(both, chair("b", "Sri Lestari", "KPU Kabupaten Semarang"))) == 1


def test_the_most_common_spelling_is_the_name_and_others_are_aliases() -> None:
    """One person has one name; other spellings and short forms are aliases, each with its claim."""
    of = "KPU Kabupaten Semarang"
    found = resolve(
        [chair(page, name, of) for page, name in (("a", "Asy'ari"), ("b", "Asyari"), ("c", "Asyari"))], load_regions()
    )
    assert [p.name for p in found.persons] == ["Asyari"]
    forms = {(c.property, c.value) for c in found.claims if c.property in {"name", "alias"}}
    assert forms == {("name", "Asyari"), ("alias", "Asy'ari")}
