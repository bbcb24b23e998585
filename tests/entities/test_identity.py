"""How mentions become persons: the decisions on blocks, and what they never join."""

from __future__ import annotations

import random

from builders import article, body, person, post

from kpugraph.entities import resolve
from kpugraph.entities.blocking import components, facet_keys
from kpugraph.entities.model import Entities
from kpugraph.entities.nodes import facets
from kpugraph.entities.views import view
from kpugraph.model import ArticleFacts
from kpugraph.regions import load_regions

KAB, KOTA = "KPU Kabupaten Magelang", "KPU Kota Magelang"


def told(
    page: str, name: str, role: str, of: str, office: str = "33.08", date: str = "2020-05-01", **more: str
) -> ArticleFacts:
    return article(
        page, person(name), body(of, kind="commission"), post(name, role, of, **more), office=office, date=date
    )


def resolved(*articles: ArticleFacts) -> Entities:
    return resolve(articles, load_regions())


def people(found: Entities) -> list[str]:
    return [p.name for p in found.persons]


def test_a_short_name_with_the_same_role_is_the_full_one() -> None:
    """ "Ketua Endah" of one body is the Endah who chairs it, and the verdict says why, with its score."""
    found = resolved(told("a", "Endah Puspita Kusumastuti", "Ketua", KAB), told("b", "Endah", "Ketua", KAB))
    assert people(found) == ["Endah Puspita Kusumastuti"]
    (verdict,) = found.identities
    assert (verdict.verdict, verdict.form, verdict.other_form) == ("same", "Endah", "Endah Puspita Kusumastuti")
    assert verdict.score >= 0.7
    assert any("the same role, Ketua (+0.15)" in reason for reason in verdict.reasons)


def test_a_short_name_that_two_bear_is_neither() -> None:
    """Between two members of one first name nothing is decided: three persons, and both doubts are recorded."""
    found = resolved(
        told("a", "Siti Nurjanah", "Anggota", KAB),
        told("b", "Siti Maryamah", "Anggota", KAB),
        told("c", "Siti", "Anggota", KAB),
    )
    assert len(found.persons) == 3
    assert {(v.verdict, v.other_form) for v in found.identities} == {
        ("unsure", "Siti Nurjanah"),
        ("unsure", "Siti Maryamah"),
    }


def test_a_role_tells_two_of_one_first_name_apart() -> None:
    """ "Ketua Siti" is the one who is chair."""
    found = resolved(
        told("a", "Siti Nurjanah", "Ketua", KAB),
        told("b", "Siti Maryamah", "Anggota", KAB),
        told("c", "Siti", "Ketua", KAB),
    )
    assert people(found) == ["Siti Maryamah", "Siti Nurjanah"]


def test_a_term_that_has_passed_leaves_one() -> None:
    """Of two members of one first name, the one whose stated term is over is not meant."""
    found = resolved(
        told("a", "Siti Nurjanah", "Anggota", KAB, date="2014-02-01", period="2013-2018"),
        told("b", "Siti Maryamah", "Anggota", KAB, date="2019-02-01", period="2018-2023"),
        told("c", "Siti", "Anggota", KAB, date="2021-05-01"),
    )
    assert len(found.persons) == 2


def test_regency_and_city_of_one_name_never_join() -> None:
    """A name of three rare words in Kabupaten Magelang and in Kota Magelang is two persons."""
    found = resolved(
        told("a", "Wasis Kuncoroadi Palupi", "Anggota", KAB),
        told("b", "Wasis Kuncoroadi Palupi", "Ketua", KOTA, "33.71"),
    )
    assert len(found.persons) == 2


def test_far_regions_never_join_by_name() -> None:
    """One name in two provinces is two persons, however rare it is."""
    found = resolved(
        told("a", "Hernimus Wolobele Tukan", "Anggota", KAB),
        told("b", "Hernimus Wolobele Tukan", "Anggota", "KPU Kabupaten Ende", "53.08"),
    )
    assert len(found.persons) == 2


def test_posts_held_at_one_time_in_two_bodies_are_two_people() -> None:
    """A member of the commission chairs no ad hoc body in the same month, though name and regency agree."""
    found = resolved(
        told("a", "Muhammad Fauzi", "Anggota", KAB),
        article(
            "b", person("Muhammad Fauzi"), body("PPK Kecamatan Secang", level="district", kind="adhoc"),
            post("Muhammad Fauzi", "Ketua", "PPK Kecamatan Secang"), office="33.08", date="2020-05-20",
        ),
    )  # fmt: skip
    assert len(found.persons) == 2


def test_members_and_staff_of_one_body_are_two() -> None:
    """A common name among the members and among the secretariat's staff in one month is two persons."""
    found = resolved(
        told("a", "Agus Setiawan", "Anggota", KAB), told("b", "Agus Setiawan", "Sekretaris", KAB, date="2020-05-20")
    )
    assert len(found.persons) == 2


def test_one_who_moves_to_the_province_is_one() -> None:
    """A rare full name in a regency and later in its province is one person; at one time it is two."""
    name, province = "Endah Puspita Kusumastuti", "KPU Provinsi Jawa Tengah"
    later = told("b", name, "Anggota", province, "33", date="2024-05-01")
    assert len(resolved(told("a", name, "Ketua", KAB), later).persons) == 1
    assert len(resolved(told("a", name, "Ketua", KAB, date="2024-04-20"), later).persons) == 2


def test_an_article_that_names_two_means_two() -> None:
    """Two names of one article are not joined by a first name that they share."""
    found = resolved(
        article(
            "a", person("Agus"), person("Agus Setiawan"), body(KAB), post("Agus", "Staf", KAB),
            post("Agus Setiawan", "Staf", KAB), office="33.08", date="2020-05-01",
        )
    )  # fmt: skip
    assert len(found.persons) == 2


def test_blocks_of_two_regions_share_no_key() -> None:
    """What is decided around one region depends on the mentions there alone."""
    nodes = [
        node
        for facts in (
            told("a", "Agus Setiawan", "Anggota", KAB),
            told("b", "Agus Setiawan", "Anggota", KOTA, "33.71"),
            told("c", "Agus Salim", "Anggota", KAB),
        )
        for node in view(facts, load_regions()).people
    ]
    blocks = components(facets(nodes), facet_keys)
    assert sorted(sorted(f.node.article for f in block) for block in blocks) == [
        ["article/a-1", "article/c-1"],
        ["article/b-1"],
    ]


def test_paths_and_verdicts_do_not_depend_on_order() -> None:
    """Any order of articles gives the same persons, with the same IRIs and verdicts."""
    facts = [
        told("a", "Siti Nurjanah", "Anggota", KAB), told("b", "Siti Maryamah", "Anggota", KAB), told("c", "Siti", "Anggota", KAB),
        told("d", "Siti", "Anggota", KAB, date="2020-06-01"), told("e", "M. Fauzi", "Ketua", KAB),
        told("f", "Muhammad Fauzi Hidayat", "Ketua", KAB),
        told("g", "Muhammad Fauzi Hidayat", "Anggota", "KPU Provinsi Jawa Tengah", "33", "2024-01-01"),
    ]  # fmt: skip
    first = resolved(*facts)
    assert len({p.path for p in first.persons}) == len(first.persons)
    for seed in range(10):
        random.Random(seed).shuffle(facts)
        assert resolved(*facts) == first
