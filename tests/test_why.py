"""The evidence behind facts."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from builders import article, body, person, post
from click.testing import CliRunner

from kpugraph import entities, quads, queries, store
from kpugraph.cli import cli
from kpugraph.errors import NotFoundError
from kpugraph.model import ArticleFacts
from kpugraph.regions import load_regions
from kpugraph.store import Reader
from kpugraph.why import Reason, as_record, as_text, why

BASE = "https://w3id.org/kpugraph/"
CHAIR = "Kegiatan rapat tersebut dipimpin secara langsung oleh Ketua KPU Kabupaten Semarang, Maskup Asyadi."


@pytest.fixture(scope="module")
def reader(gold_store: Path) -> Reader:
    return Reader.open(gold_store)


def about(reasons: list[Reason]) -> set[tuple[str, str]]:
    return {(r.predicate, r.object) for r in reasons}


def test_a_person_answers_with_sentence_article_date_and_rule(reader: Reader) -> None:
    """A name gives the claims of the person and of the person's posts, each with the whole sentence around its span."""
    reasons = why(reader, "Maskup Asyadi")
    assert {("foaf:name", "Maskup Asyadi"), ("skos:altLabel", "Maskup"), ("org:role", "Ketua")} <= about(reasons)
    assert ("kg:firstEvidenced", "2022-02-11") in about(reasons)
    (role,) = [r for r in reasons if r.predicate == "org:role"]
    assert role.before + role.exact + role.after == CHAIR
    assert role.exact == "Ketua"
    assert (role.date, role.title) == ("2022-02-11", "KPU Kabupaten Semarang Persiapkan Pembangunan Zona Integritas")
    assert role.url == "https://kab-semarang.kpu.go.id/index.php/blog/category/104?page=37"
    assert (role.rule, role.confidence) == ("gold.role", 0.9)


def test_every_reasons_span_stands_in_the_page(reader: Reader, gold_facts: list[ArticleFacts]) -> None:
    """The sentence of each reason is a stretch of the page's text."""
    text = gold_facts[0].article.page.text
    for name in ("Maskup Asyadi", "KPU Kabupaten Semarang", "KPU RI"):
        for reason in why(reader, name):
            assert reason.before + reason.exact + reason.after in text


def test_a_name_is_found_however_it_is_written(reader: Reader) -> None:
    """Case, an abbreviated "Kabupaten" and an alias find the same thing as the full name."""
    assert why(reader, "maskup  ASYADI") == why(reader, "Maskup Asyadi") == why(reader, "Maskup")
    assert why(reader, "KPU Kab. Semarang") == why(reader, "KPU Kabupaten Semarang")


def test_a_parent_that_no_text_names_says_which_law_gives_it(reader: Reader) -> None:
    """The claim quotes the mention of the body below, and its steps name the law and the region's code."""
    reasons = why(reader, f"{BASE}body/kpu-provinsi-jawa-tengah")
    (parent,) = [r for r in reasons if r.predicate == "org:subOrganizationOf" and r.object == "KPU RI"]
    assert parent.rule == "bodies.hierarchy"
    assert parent.steps == ("1. KPU Provinsi Jawa Tengah -> KPU RI: UU 7/2017", "2. region 33")


@pytest.mark.parametrize(
    ("path", "fact"),
    [
        ("post/kpu-kabupaten-semarang/ketua", ("org:member", "Maskup Asyadi")),
        ("membership/maskup-asyadi-33.22/ketua/kpu-kabupaten-semarang", ("kg:lastEvidenced", "2022-02-11")),
        ("term/kpu-ri/2022-2027", ("kg:ofBody", "KPU RI")),
        ("election/pemilu-2024", ("schema:about", "Pemilu 2024")),
    ],
)
def test_an_iri_of_any_kind_answers(reader: Reader, path: str, fact: tuple[str, str]) -> None:
    """A post, a membership, a term and an election have their evidence too."""
    assert fact in about(why(reader, BASE + path))


def test_an_edge_answers_by_predicate_and_value(reader: Reader) -> None:
    """Subject, predicate and value by name, short name or IRI give the claims of that edge and no others."""
    edges = why(reader, "Maskup Asyadi", "org:role", "Ketua")
    assert about(edges) == {("org:role", "Ketua")}
    assert edges == why(reader, "maskup asyadi", "role", "ketua")
    iri = "http://www.w3.org/ns/org#role"
    assert edges == why(
        reader, f"{BASE}person/maskup-asyadi-33.22", iri, "https://w3id.org/kpugraph/concept/role/ketua"
    )
    with pytest.raises(NotFoundError, match="there is Ketua"):
        why(reader, "Maskup Asyadi", "org:role", "Anggota")
    with pytest.raises(NotFoundError, match="org:role"):
        why(reader, "Maskup Asyadi", "org:rule")


@pytest.mark.parametrize("name", ["Ketua, KPU Kabupaten Semarang", "ketua KPU Kab. Semarang"])
def test_a_post_answers_by_name(reader: Reader, name: str) -> None:
    """The name of a post, with or without its comma, gives its holders."""
    assert ("org:member", "Maskup Asyadi") in about(why(reader, name))


def test_a_reason_holds_all_that_there_is_to_say(reader: Reader, gold_facts: list[ArticleFacts]) -> None:
    """JSON has sentence, span, article, day, address, rule, steps, confidence and decisions, IRIs beside labels."""
    (role,) = [as_record(r) for r in why(reader, "Maskup Asyadi", "org:role")]
    text = gold_facts[0].article.page.text
    assert text[role["start"] : role["end"]] == role["exact"] == "Ketua"
    assert role["sentence"] == CHAIR
    assert role["subject_iri"] == f"{BASE}membership/maskup-asyadi-33.22/ketua/kpu-kabupaten-semarang"
    assert role["object_iri"].endswith("/concept/role/ketua")
    assert {"article", "title", "url", "date", "rule", "steps", "confidence", "decisions"} <= role.keys()


def test_the_named_query_tells_the_same(reader: Reader) -> None:
    """Each claim of a membership has the same cells in ``kpugraph query evidence`` as in ``kpugraph why``."""
    subject = f"{BASE}membership/maskup-asyadi-33.22/ketua/kpu-kabupaten-semarang"
    query = queries.find("evidence", queries.load())
    rows = {
        row["claim"].value: row
        for row in reader.rows(queries.bind(query, {"subject": subject}, reader), prefixes=quads.PREFIXES)
    }
    told = {r.claim: r for r in why(reader, subject) if r.subject_iri == subject}
    assert rows.keys() == told.keys()
    for claim, row in rows.items():
        r, cell = told[claim], {name: term.value for name, term in row.items()}
        assert (cell["prefix"], cell["exact"], cell["suffix"], cell["rule"]) == (r.before, r.exact, r.after, r.rule)
        assert (int(cell["start"]), int(cell["end"]), cell["title"], cell["url"]) == (r.start, r.end, r.title, r.url)
        assert (cell["date"], cell["steps"]) == (r.date, "; ".join(r.steps))


def test_a_name_of_several_lists_them(tmp_path: Path) -> None:
    """Two people of one name are listed with IRI and posts, as JSON too, with exit code 2."""
    pages = [
        article(name, person("Agus Setiawan"), body(f"KPU {region}"), post("Agus Setiawan", role, f"KPU {region}"), office=code)
        for name, region, role, code in (("a", "Kabupaten Pati", "Ketua", "33.18"), ("b", "Kabupaten Bone", "Anggota", "73.08"))
    ]  # fmt: skip
    store.write(tmp_path / "s", quads.lines(entities.resolve(pages, load_regions())))
    done = CliRunner().invoke(cli, ["why", "Agus Setiawan", "--json", "--store", str(tmp_path / "s")])
    assert done.exit_code == 2
    found = json.loads(done.stdout)["ambiguous"]
    assert [each["posts"] for each in found] == [
        ["Agus Setiawan, Ketua, KPU Kabupaten Pati"], ["Agus Setiawan, Anggota, KPU Kabupaten Bone"],
    ]  # fmt: skip
    assert all(each["iri"] in done.stderr for each in found)


def test_a_regency_and_a_city_of_one_name_are_both_listed(tmp_path: Path) -> None:
    """ "KPU Semarang" may be either: why lists both with their IRIs and says how to ask."""
    both = [
        article(level, person(name), body(f"KPU {level} Semarang"), post(name, "Ketua", f"KPU {level} Semarang"))
        for level, name in (("Kabupaten", "Maskup Asyadi"), ("Kota", "Henry Gultom"))
    ]
    store.write(tmp_path / "s", quads.lines(entities.resolve(both, load_regions())))
    done = CliRunner().invoke(cli, ["why", "KPU Semarang", "--store", str(tmp_path / "s")])
    assert done.exit_code == 2
    assert "may be KPU Kabupaten Semarang or KPU Kota Semarang (say which: write Kabupaten or Kota" in done.stderr
    assert all(f"body/kpu-{level}-semarang" in done.stderr for level in ("kabupaten", "kota"))


def test_one_edge_answers_by_its_claim(reader: Reader) -> None:
    """The IRI of a claim gives that claim alone."""
    (role,) = [r for r in why(reader, "Maskup Asyadi") if r.predicate == "org:role"]
    assert why(reader, role.claim) == [role]


@pytest.mark.parametrize("name", ["Maskup Asyady", "KPU Kabupaten Semarag"])
def test_an_unknown_name_gets_the_nearest(reader: Reader, name: str) -> None:
    """A name that nothing bears is an error that suggests what may be meant."""
    with pytest.raises(NotFoundError, match=r"nearest: .*(?i:maskup asyadi|semarang)"):
        why(reader, name)


@pytest.mark.parametrize(
    "name", ['x" } # ', "> <https://e.org/> ?p ?o . <", "https://e.org/unknown", "\\", "", "https://e.org/a b"]
)
def test_what_is_no_name_is_a_clear_error(reader: Reader, name: str) -> None:
    """Hostile and empty names are not found; they do not change the query or break it."""
    with pytest.raises(NotFoundError):
        why(reader, name)


def test_reasons_are_json(reader: Reader) -> None:
    """Each reason becomes JSON as it is."""
    reasons = why(reader, "Maskup Asyadi")
    assert json.loads(json.dumps([asdict(r) for r in reasons]))[0]["claim"].startswith(f"{BASE}claim/")


def test_the_text_marks_the_span(reader: Reader) -> None:
    """For people, the span stands in brackets inside its sentence, under its article."""
    text = "\n".join(as_text(why(reader, "Maskup Asyadi")))
    assert "oleh [Ketua] KPU Kabupaten Semarang, Maskup Asyadi." in text
    assert text.startswith("KPU Kabupaten Semarang Persiapkan Pembangunan Zona Integritas · 2022-02-11 · https://")
