"""From entities to N-Quads."""

from __future__ import annotations

import random
import string
from dataclasses import replace

import pyoxigraph as ox
import pytest
from builders import article, body, person, post, proof
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from kpugraph import quads, vocabulary
from kpugraph.entities import Entities, resolve
from kpugraph.errors import EvidenceError, KpugraphError
from kpugraph.model import ArticleFacts, Page, PersonFact
from kpugraph.quads.terms import escape
from kpugraph.regions import load_regions

EVIDENCE = "https://w3id.org/kpugraph/graph/evidence"
KG = "https://w3id.org/kpugraph/ontology#"


@pytest.fixture(scope="module")
def entities(gold_facts: list[ArticleFacts]) -> Entities:
    return resolve(gold_facts, load_regions())


@pytest.fixture(scope="module")
def lines(entities: Entities) -> list[str]:
    return sorted(set(quads.lines(entities)))


def parsed(lines: list[str]) -> list[ox.Quad]:
    return list(ox.parse("".join(lines).encode("utf-8"), format=ox.RdfFormat.N_QUADS))


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # within rdflib itself
def test_two_parsers_read_the_same_graph(lines: list[str]) -> None:
    """rdflib and Oxigraph read every line, strictly, and agree on the graph."""
    ours = parsed(lines)
    assert len(ours) == len(lines)
    theirs = Dataset()
    theirs.parse(data="".join(lines), format="nquads")
    flat, again = Graph(), Graph()
    for s, p, o, _ in theirs.quads():
        flat.add((s, p, o))
    again.parse(data="".join(f"{q.subject} {q.predicate} {q.object} .\n" for q in ours), format="nt")
    assert len(flat) > 1000
    assert isomorphic(flat, again)


def test_no_blank_nodes(lines: list[str]) -> None:
    """Everything has an IRI."""
    assert not [line for line in lines if line.startswith("_:") or " _:" in line]


def test_the_store_keeps_every_line_as_it_is(lines: list[str]) -> None:
    """Oxigraph's normalisations change nothing that we write: decimals, integers and tags are in its form already."""
    store = ox.Store()
    store.bulk_load("".join(lines).encode("utf-8"), format=ox.RdfFormat.N_QUADS)
    kept = sorted((store.dump(format=ox.RdfFormat.N_QUADS) or b"").decode("utf-8").split("\n"))
    assert kept[1:] == [line.rstrip("\n") for line in lines]


def test_the_evidence_is_a_graph_of_its_own(lines: list[str]) -> None:
    """Claims and spans stand in the evidence graph, facts in the default graph, and nothing stands in both."""
    for quad in parsed(lines):
        subject = quad.subject.value
        evidence = "/claim/" in subject or "/span/" in subject
        assert (quad.graph_name == ox.NamedNode(EVIDENCE)) == evidence, quad


def test_every_claimed_fact_stands_in_the_core(lines: list[str]) -> None:
    """The triple of each claim is a triple of the default graph."""
    every = parsed(lines)
    core = {(q.subject, q.predicate, q.object) for q in every if q.graph_name == ox.DefaultGraph()}
    claims: dict[ox.NamedNode, dict[str, object]] = {}
    for q in every:
        if "/claim/" in q.subject.value:
            claims.setdefault(q.subject, {})[q.predicate.value.rpartition("#")[2]] = q.object
    assert len(claims) > 90
    for claim in claims.values():
        assert (claim["subject"], claim["predicate"], claim["object"]) in core


def test_every_fact_read_from_text_is_claimed(lines: list[str]) -> None:
    """Each triple of a predicate that claims use has a claim, those apart that only follow from other facts."""
    every = parsed(lines)
    claimed = {(by["subject"], by["predicate"], by["object"]) for by in _claims(every)}
    predicates = {
        short: quads.PREFIXES[short.split(":")[0]] + short.split(":")[1] for short, _ in quads.PROPERTIES.values()
    }
    derived = {
        predicates["org:role"],  # of a post, which is what its memberships say
        predicates["kg:capacity"],  # definitive is the want of any word
        predicates["kg:start"],
        predicates["kg:end"],  # of a term: its years, claimed with it
        predicates["skos:prefLabel"],  # of concepts
    }
    for q in every:
        if q.graph_name == ox.DefaultGraph() and q.predicate.value in set(predicates.values()) - derived:
            assert (q.subject, q.predicate, q.object) in claimed, q


def _claims(every: list[ox.Quad]) -> list[dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for q in every:
        if "/claim/" in q.subject.value:
            found.setdefault(q.subject.value, {})[q.predicate.value.rpartition("#")[2]] = q.object
    return list(found.values())


def test_a_span_carries_the_rest_of_its_sentence(lines: list[str]) -> None:
    """Prefix, quote and suffix together are the sentence that the quote stands in."""
    parts: dict[str, dict[str, str]] = {}
    for q in parsed(lines):
        if q.subject.value.endswith("/quote"):
            parts.setdefault(q.subject.value, {})[q.predicate.value.rpartition("#")[2]] = q.object.value
    wholes = {part["prefix"] + part["exact"] + part["suffix"] for part in parts.values()}
    assert (
        "Kegiatan rapat tersebut dipimpin secara langsung oleh Ketua KPU Kabupaten Semarang, Maskup Asyadi." in wholes
    )


def test_a_false_quote_stops_everything(entities: Entities) -> None:
    """A claim whose quote does not stand at its offsets is an error that names the article and the rule."""
    claim = entities.claims[0]
    moved = replace(claim, evidence=replace(claim.evidence, start=claim.evidence.start + 1))
    with pytest.raises(EvidenceError, match=r"does not stand at .*report the rule"):
        list(quads.lines(replace(entities, claims=(moved,))))


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 4), (5, 2)])
def test_an_empty_or_backward_span_is_no_quote(entities: Entities, start: int, end: int) -> None:
    """A quote has at least one character, inside the text."""
    claim = entities.claims[0]
    text = entities.articles[0].facts.article.page.text
    bad = replace(claim, evidence=replace(claim.evidence, start=start, end=end, exact=text[start:end]))
    with pytest.raises(EvidenceError):
        list(quads.lines(replace(entities, claims=(bad,))))


def test_hostile_text_stays_text() -> None:
    """Quotes, backslashes, control characters, line separators and other scripts in a name come back as they were."""
    random.seed(7)
    marks = string.printable + "\x00\x01\x1f\x7f\x85\u2028\u2029\u202e\ufeff“”’é東🗳" + '\\"<>{}'
    for _ in range(300):
        text = "".join(random.choice(marks) for _ in range(random.randrange(1, 12)))
        (quad,) = parsed([f'<a:s> <a:p> "{escape(text)}" .\n'])
        assert quad.object.value == text


def test_a_lone_surrogate_is_refused() -> None:
    """Half a character cannot be stored, and is not dropped silently."""
    with pytest.raises(EvidenceError, match=r"lone surrogate U\+D800"):
        escape("KPU \ud800 RI")


BAD_BASES = [
    "",
    "kpugraph",
    "https://example.org",
    "https://exa mple.org/",
    "javascript:alert(1)/",
    "https://e.org/?a/",
]


@pytest.mark.parametrize("base", [*BAD_BASES, 'https://e.org/">/'])
def test_a_base_that_makes_no_iris_is_refused(base: str, entities: Entities) -> None:
    """The base is an http address that ends in a slash."""
    with pytest.raises(KpugraphError, match="no base"):
        list(quads.lines(entities, base))


def test_another_base_moves_entities_but_no_vocabulary(entities: Entities) -> None:
    """Entities stand below the given base; terms and concepts do not move."""
    every = parsed(sorted(set(quads.lines(entities, "https://data.example.org/pemilu/"))))
    subjects = {q.subject.value for q in every}
    assert "https://data.example.org/pemilu/person/maskup-asyadi-33.22" in subjects
    assert not [s for s in subjects if s.startswith("https://w3id.org/kpugraph/") and "/concept/" not in s]
    assert {q.predicate.value for q in every if q.predicate.value.startswith(KG)}


def test_steps_keep_their_order() -> None:
    """More than one step is numbered."""
    steps = ("b", "a", "c")
    facts = article("a", PersonFact("Sri Lestari", (), proof("", *steps)))
    found = [
        q.object.value
        for q in parsed(list(quads.lines(resolve([facts], load_regions()))))
        if q.predicate.value == f"{KG}step"
    ]
    assert sorted(found) == ["1. b", "2. a", "3. c"]


def test_a_date_of_publication_is_a_date() -> None:
    """A day is an xsd:date, also where the record gives a time of day; anything else stays a string."""
    for given, value, kind in (
        ("2022-04-13", "2022-04-13", "date"),
        ("2022-04-13T08:00:00+07:00", "2022-04-13", "date"),
        ("2022", "2022", "gYear"),
        ("kemarin", "kemarin", "string"),
    ):
        facts = article("a", person("Sri Lestari"), published=given)
        (found,) = [
            q.object
            for q in parsed(list(quads.lines(resolve([facts], load_regions()))))
            if q.predicate.value == "https://schema.org/datePublished"
        ]
        assert (found.value, found.datatype.value.rpartition("#")[2]) == (value, kind)


def test_known_concepts_bring_both_labels_and_others_their_own_name() -> None:
    """A role of the vocabulary is labelled in id and en; an unknown one bears its name in the text."""
    of = "KPU Kabupaten Semarang"
    facts = article("a", person("Sri"), body(of), post("Sri", "Ketua", of), post("Sri", "Juru Bicara", of))
    labels = {
        (q.subject.value.rpartition("/")[2], q.object.value, q.object.language)
        for q in parsed(list(quads.lines(resolve([facts], load_regions()))))
        if "/concept/role/" in q.subject.value and q.predicate.value.endswith("prefLabel")
    }
    assert labels == {("ketua", "Ketua", "id"), ("ketua", "Chair", "en"), ("juru-bicara", "Juru Bicara", "id")}
    assert len(vocabulary.concepts()) > 100


def test_two_pages_of_like_ids_do_not_mix() -> None:
    """Pages whose ids differ only in marks are two."""
    facts = article("a", person("Sri Lestari"))
    twin = replace(facts, article=replace(facts.article, page=replace(facts.article.page, id="A")))
    assert isinstance(twin.article.page, Page)
    found = resolve([facts, twin], load_regions())
    assert len({a.path for a in found.articles}) == 2
