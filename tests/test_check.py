"""Shapes and consistency."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from builders import article, body, person, post
from rdflib import RDF, SH, Graph, URIRef

from kpugraph import assets, check, entities, quads, store
from kpugraph.model import ArticleFacts
from kpugraph.regions import load_regions

SHAPE = "https://w3id.org/kpugraph/shape/"
CHAIR = "KPU Kota Magelang"


def without(path: str, kind: str = "") -> str:
    """An update that takes away a property, of nodes of one class if given."""
    return f"DELETE {{ ?x {path} ?v }} WHERE {{ ?x {path} ?v {of(kind)} }}"


def instead(path: str, value: str, kind: str = "") -> str:
    """An update that gives a property another value."""
    return f"DELETE {{ ?x {path} ?v }} INSERT {{ ?x {path} {value} }} WHERE {{ ?x {path} ?v {of(kind)} }}"


def besides(path: str, value: str, kind: str) -> str:
    """An update that gives nodes of a class one more value."""
    return f"INSERT {{ ?x {path} {value} }} WHERE {{ ?x a {kind} }}"


def of(kind: str) -> str:
    return f". ?x a {kind}" if kind else ""


BODY, MEMBERSHIP, TERM, OLD = "org:FormalOrganization", "org:Membership", "kg:TermOfOffice", "'1999-01-01'^^xsd:date"
# For each property of each shape, an update that breaks it in a good graph.
BROKEN = [
    ("Article", "schema:headline", without("schema:headline")),
    ("Article", "schema:identifier", without("schema:identifier")),
    ("Article", "kg:page", besides("kg:page", "'b'", "schema:NewsArticle")),
    ("Article", "kg:textSha256", instead("kg:textSha256", "'abc'")),
    ("Person", "foaf:name", besides("foaf:name", "'Another'", "schema:Person")),
    ("Person", "kg:mentionedIn", without("kg:mentionedIn")),
    ("Body", "rdfs:label", without("rdfs:label", BODY)),
    ("Body", "org:subOrganizationOf", besides("org:subOrganizationOf", "<https://e.org/x>", BODY)),
    ("Body", "dct:spatial", besides("dct:spatial", "?x", BODY)),
    ("Region", "skos:notation", instead("skos:notation", "'3322'")),
    ("Unit", "org:unitOf", without("org:unitOf")),
    ("Post", "org:postIn", without("org:postIn")),
    ("Post", "org:role", without("org:role", "org:Post")),
    ("Membership", "org:member", without("org:member")),
    ("Membership", "org:organization", besides("org:organization", "?x", MEMBERSHIP)),
    ("Membership", "org:role", without("org:role", MEMBERSHIP)),
    ("Membership", "kg:capacity", besides("kg:capacity", "<https://e.org/x>", MEMBERSHIP)),
    ("Membership", "prov:wasDerivedFrom", without("prov:wasDerivedFrom", MEMBERSHIP)),
    ("Interval", "kg:firstEvidencedEarliest", instead("kg:lastEvidencedLatest", OLD)),
    (
        "Interval",
        "kg:startEarliest",
        besides("kg:startEarliest", f"'2020-01-01'^^xsd:date ; kg:endLatest {OLD}", "time:ProperInterval"),
    ),
    ("Term", "kg:ofBody", without("kg:ofBody")),
    ("Term", "kg:start", without("kg:start", TERM)),
    ("Term", "kg:end", without("kg:end", TERM)),
    ("Term", "kg:earliest", instead("kg:latest", OLD, TERM)),
    ("Event", "kg:eventKind", without("kg:eventKind")),
    ("Event", "kg:realisation", without("kg:realisation")),
    ("Event", "kg:earliest", instead("kg:latest", OLD, "schema:Event")),
    ("Document", "dct:identifier", without("dct:identifier")),
    ("Document", "kg:documentKind", without("kg:documentKind")),
    ("Statement", "schema:text", without("schema:text")),
    ("Statement", "schema:isPartOf", without("schema:isPartOf")),
    ("Concept", "skos:prefLabel", besides("skos:prefLabel", "'Lain'@id", "skos:Concept")),
    ("Claim", "rdf:subject", without("rdf:subject")),
    ("Claim", "rdf:predicate", without("rdf:predicate")),
    ("Claim", "rdf:object", besides("rdf:object", "'b'", "kg:Claim")),
    ("Claim", "kg:rule", without("kg:rule")),
    ("Claim", "kg:confidence", instead("kg:confidence", "1.5")),
    ("Claim", "prov:wasDerivedFrom", without("prov:wasDerivedFrom", "kg:Claim")),
    ("Claim", "oa:hasTarget", without("oa:hasTarget")),
    ("Target", "oa:hasSource", without("oa:hasSource")),
    ("Target", "oa:hasSelector", "INSERT { ?x oa:hasSelector ?x } WHERE { ?x oa:hasSelector ?v }"),
    ("Position", "oa:start", instead("oa:start", "999999")),
    ("Position", "oa:end", besides("oa:end", "'b'", "oa:TextPositionSelector")),
    ("Quote", "oa:exact", instead("oa:exact", "''")),
]


def expanded(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(quads.PREFIXES[prefix] + local)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(assets.path("ontology", "shapes.ttl"), format="turtle")


@pytest.fixture(scope="module")
def good(gold_store: Path) -> list[ox.Quad]:
    """A good graph small enough to check often: the published page's core, and the claims of one person."""
    every = [ox.Quad(q.subject, q.predicate, q.object) for q in store.Reader.open(gold_store).quads()]
    claims = {q.subject for q in every if q.predicate.value.endswith("#subject") and "/maskup-asyadi" in q.object.value}
    spans = {q.object.value for q in every if q.subject in claims and q.predicate.value.endswith("#hasTarget")}
    return [
        q
        for q in every
        if ("/claim/" not in q.subject.value and "/span/" not in q.subject.value)
        or q.subject in claims
        or any(q.subject.value == s or q.subject.value.startswith(f"{s}/") for s in spans)
    ]


def found(triples: list[ox.Quad], shapes: Graph) -> set[tuple[str, URIRef | None]]:
    """The (shape, path) pairs that a graph violates."""
    data = Graph()
    data.parse(data="".join(f"{q.subject} {q.predicate} {q.object} .\n" for q in triples), format="nt")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    assert isinstance(results, Graph)
    pairs = set()
    for node in results.subjects(RDF.type, SH.ValidationResult):
        source = results.value(node, SH.sourceShape)
        path = results.value(node, SH.resultPath)
        told = set(results.objects(node, SH.resultMessage))
        owner = next(s for p, s in _owners(shapes) if told == set(shapes.objects(p, SH.message)))
        assert source is not None
        pairs.add((owner, path if isinstance(path, URIRef) else None))
    return pairs


def _owners(shapes: Graph) -> list[tuple[object, str]]:
    return [(p, str(s).removeprefix(SHAPE)) for s, p in shapes.subject_objects(SH.property)]


def test_the_published_page_conforms(good: list[ox.Quad], shapes: Graph, gold_store: Path) -> None:
    """A graph of good facts violates no shape."""
    assert found(good, shapes) == set()
    report = check.check_graph(store.Reader.open(gold_store))
    assert report.ok
    assert report.shapes_checked
    assert report.violations == report.conflicts == ()


def test_every_property_of_every_shape_has_a_violating_case(shapes: Graph) -> None:
    """The list of broken graphs reaches each property of each shape."""
    tried = {(shape, expanded(path)) for shape, path, _ in BROKEN}
    assert tried == {(owner, shapes.value(p, SH.path)) for p, owner in _owners(shapes)}


def test_every_shape_has_nodes_in_the_good_graph(good: list[ox.Quad], shapes: Graph) -> None:
    """Each shape is tried on something: its class has members, its property has objects."""
    data = Graph()
    data.parse(data="".join(f"{q.subject} {q.predicate} {q.object} .\n" for q in good), format="nt")
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        classes = list(shapes.objects(shape, SH.targetClass))
        objects = list(shapes.objects(shape, SH.targetObjectsOf))
        assert any((None, RDF.type, c) in data for c in classes) or any((None, p, None) in data for p in objects), shape


@pytest.mark.parametrize(("shape", "path", "update"), BROKEN, ids=[f"{s}-{p}" for s, p, _ in BROKEN])
def test_a_broken_graph_violates_its_shape(
    good: list[ox.Quad], shapes: Graph, shape: str, path: str, update: str
) -> None:
    """Breaking one property violates the shape at that property."""
    broken = ox.Store()
    broken.extend(good)
    broken.update(update, prefixes=quads.PREFIXES)
    assert (shape, expanded(path)) in found(list(broken), shapes)


def told(page: str, name: str, date: str, of: str = CHAIR, role: str = "Ketua", **more: str | None) -> ArticleFacts:
    return article(page, person(name), body(of), post(name, role, of, **more), office="33.71", date=date)


def report(tmp_path: Path, *articles: ArticleFacts) -> check.Report:
    target = tmp_path / "s"
    store.write(target, quads.lines(entities.resolve(articles, load_regions())))
    return check.check_graph(store.Reader.open(target))


def test_two_chairs_on_one_day_are_a_conflict(tmp_path: Path) -> None:
    """Two people whose evidence in one seat covers one day are reported once, with that day."""
    result = report(
        tmp_path,
        told("a", "Retno Palupi", "2023-11-14"),
        told("b", "Dwi Hartanto", "2023-11-01"),
        told("c", "Dwi Hartanto", "2023-11-20"),
    )
    (conflict,) = result.conflicts
    assert (conflict.role, conflict.on) == ("Ketua", "2023-11-14")
    assert {c.rpartition("/")[2] for c in (conflict.a, conflict.b)} == {"dwi-hartanto-33.71", "retno-palupi-33.71"}
    assert not result.ok
    assert re.search(r"conflict: Ketua of .*kpu-kota-magelang on 2023-11-14", "\n".join(check.as_text(result)))


def test_what_may_be_shared_or_follows_is_no_conflict(tmp_path: Path) -> None:
    """Members, chairs on different days, an acting beside a definitive chair, and coarse dates are no conflict."""
    result = report(
        tmp_path,
        told("a", "Satu Dua", "2023-11-14", role="Anggota"),
        told("b", "Tiga Empat", "2023-11-14", role="Anggota"),
        told("c", "Lima Enam", "2023-11-13"),
        told("d", "Tujuh Delapan", "2023-11-15"),
        told("e", "Sembilan Sepuluh", "2023-11-15", status="acting"),
        told("f", "Sebelas Duabelas", "2023"),
    )
    assert result.conflicts == ()


def test_a_handover_day_is_no_conflict(tmp_path: Path) -> None:
    """On the day on which one leaves and another comes, both are in the seat."""
    result = report(
        tmp_path,
        told("a", "Lima Enam", "2023-01-13", end="2023-10-24"),
        told("b", "Tujuh Delapan", "2023-10-24", start="2023-10-24"),
    )
    assert result.conflicts == ()


def test_posts_of_a_single_source_are_listed(tmp_path: Path) -> None:
    """A post that one article states is listed with it; one that two state is not. It is no fault."""
    result = report(
        tmp_path,
        told("a", "Lima Enam", "2023-01-13"),
        told("b", "Lima Enam", "2023-02-13"),
        told("c", "Tujuh Delapan", "2023-01-13", role="Anggota"),
    )
    (single,) = result.single_source
    assert single.article.endswith("/article/c-1")
    assert single.label == "Tujuh Delapan, Anggota, KPU Kota Magelang"
    assert result.ok


def test_a_large_graph_says_that_its_shapes_were_left_out(gold_store: Path) -> None:
    """Beyond the limit the shapes are not checked, and the report says so instead of calling the graph sound."""
    result = check.check_graph(store.Reader.open(gold_store), shapes_limit=10)
    assert not result.shapes_checked
    assert "too large for the shapes" in "\n".join(check.as_text(result))


def test_what_is_no_fault_is_told_in_short_and_the_most_telling_first() -> None:
    """Without ``most`` every line; with it so many of each kind, likeliest identities and fullest boards first, and a count."""
    doubts = tuple(check.Unsure("a", name, "p1", "b", name, "p2", score) for name, score in
                   (("Rekno", 0.5), ("Rekno Wilis", 0.5), ("Sundari Pamuji", 0.7)))  # fmt: skip
    boards = tuple(check.Seats(body, "2024-01-01", 5, known) for body, known in (("A", 1), ("B", 4), ("C", 0)))
    report = check.Report((), (), (), True, unsure=doubts, seats=boards)
    short = list(check.as_text(report, most=2))
    assert [line.split(" (")[0] for line in short[:2]] == ["unsure: Sundari Pamuji", "unsure: Rekno Wilis"]
    assert short[2].strip() == "… and 1 more unsure identities (--all)"
    assert short[3:5] == ["seats: B has 5, 4 known on 2024-01-01", "seats: A has 5, 1 known on 2024-01-01"]
    assert "3 unsure identities" in short[-1]
    assert "3 boards not known in full" in short[-1]
    assert sum(line.startswith(("unsure", "seats")) for line in check.as_text(report)) == 6
