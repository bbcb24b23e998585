"""The vocabulary: ontology, concepts, shapes and looks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef

from kpugraph import assets, ids, quads
from kpugraph.store import Reader

ROOT = Path(__file__).parent.parent
OKABE_ITO = {"#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#000000", "#999999"}


def graph(name: str) -> Graph:
    return Graph().parse(assets.path("ontology", f"{name}.ttl"), format="turtle")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return graph("kpugraph")


@pytest.mark.parametrize("name", ["kpugraph", "concepts", "shapes", "view"])
def test_rdflib_and_oxigraph_read_every_file(name: str) -> None:
    """Two parsers find the same number of triples."""
    path = assets.path("ontology", f"{name}.ttl")
    assert len(graph(name)) == len(set(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))) > 10


def test_every_rule_is_told_in_both_languages() -> None:
    """Each message of the shapes stands in Indonesian and in English, for the page that documents them."""
    shapes = graph("shapes")
    for constraint in set(shapes.subjects(SH.message)):
        values = [value for value in shapes.objects(constraint, SH.message) if isinstance(value, Literal)]
        assert sorted(str(value.language) for value in values) == ["en", "id"], values


def test_the_ontology_has_a_header_with_its_version(ontology: Graph) -> None:
    """One owl:Ontology with version, title and description in two languages."""
    (header,) = ontology.subjects(RDF.type, OWL.Ontology)
    assert ontology.value(header, OWL.versionInfo)
    for name in ("title", "description"):
        values = ontology.objects(header, URIRef(f"http://purl.org/dc/terms/{name}"))
        assert {value.language for value in values if isinstance(value, Literal)} == {"id", "en"}


def test_every_term_has_label_and_comment_in_both_languages(ontology: Graph) -> None:
    """Each class and property says in Indonesian and in English what it is."""
    kinds = (OWL.Class, OWL.DatatypeProperty, OWL.ObjectProperty, RDF.Property)
    terms = {term for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    assert len(terms) > 100
    for term in terms:
        for predicate in (RDFS.label, RDFS.comment):
            texts = {v.language: str(v) for v in ontology.objects(term, predicate) if isinstance(v, Literal)}
            assert set(texts) == {"id", "en"}, (term, predicate)
            assert all(texts.values())


def test_own_terms_have_one_kind(ontology: Graph) -> None:
    """A term is a class, a datatype property or an object property, never two of them."""
    kinds = (OWL.Class, OWL.DatatypeProperty, OWL.ObjectProperty)
    every = [term for kind in kinds for term in ontology.subjects(RDF.type, kind)]
    assert len(every) == len(set(every))


def used_in_code() -> set[str]:
    text = "".join(path.read_text("utf-8") for path in (ROOT / "kpugraph" / "quads").glob("*.py"))
    prefixes = "|".join(quads.PREFIXES)
    names = set(re.findall(rf"""["']((?:{prefixes}):[A-Za-z]\w*)["']""", text))
    return {n for n in names if not n.startswith("xsd:")}


def test_every_term_that_the_graph_uses_is_declared(ontology: Graph, gold_store: Path) -> None:
    """What the code can write, and what a built graph holds, stands in the ontology."""
    declared = set(ontology.subjects(RDFS.label, None))
    for name in used_in_code():
        prefix, _, local = name.partition(":")
        assert URIRef(quads.PREFIXES[prefix] + local) in declared, name
    reader = Reader.open(gold_store)
    for sparql in ("SELECT DISTINCT ?x { ?s ?x ?o }", "SELECT DISTINCT ?x { ?s a ?x }"):
        for row in reader.rows(sparql):
            assert URIRef(row["x"].value) in declared, row["x"]


def test_no_declared_own_property_is_a_stranger_to_the_code(ontology: Graph) -> None:
    """Each own term is written by the code, or by the vocabulary's own files."""
    used = used_in_code()
    used |= set(re.findall(r"kg:\w+", "".join(p.read_text("utf-8") for p in (ROOT / "ontology").glob("[cv]*.ttl"))))
    own = {t for t in ontology.subjects(RDFS.label, None) if str(t).startswith(ids.ONTOLOGY)}
    assert {f"kg:{str(t).removeprefix(ids.ONTOLOGY)}" for t in own} <= used


def test_every_concept_is_labelled_and_in_a_scheme() -> None:
    """Each concept has a label in id and en and stands in a labelled scheme below the concept base."""
    concepts = graph("concepts")
    schemes = set(concepts.subjects(RDF.type, SKOS.ConceptScheme))
    found = set(concepts.subjects(RDF.type, SKOS.Concept))
    assert {str(s).removeprefix(ids.CONCEPTS) for s in schemes} == set(quads.SCHEMES)
    for concept in found | schemes:
        languages = [v.language for v in concepts.objects(concept, SKOS.prefLabel) if isinstance(v, Literal)]
        assert sorted(languages) == ["en", "id"], concept
    for concept in found:
        (scheme,) = concepts.objects(concept, SKOS.inScheme)
        assert scheme in schemes
        assert str(concept).startswith(f"{scheme}/")


def test_a_concepts_iri_is_that_of_its_name() -> None:
    """Roles and kinds of documents are found by the words of the texts."""
    concepts = graph("concepts")
    for concept in concepts.subjects(RDF.type, SKOS.Concept):
        scheme = str(concepts.value(concept, SKOS.inScheme)).removeprefix(ids.CONCEPTS)
        if scheme in {"role", "document-kind"}:
            (name,) = [v for v in concepts.objects(concept, SKOS.prefLabel) if getattr(v, "language", "") == "id"]
            assert str(concept) == ids.concept(scheme, str(name))


def test_all_kinds_of_events_are_concepts(gold: Path) -> None:
    """The closed list of the annotation guidelines is the scheme of kinds."""
    text = (gold / "check.py").read_text("utf-8")
    match = re.search(r'KINDS = set\("""(.*?)"""', text, re.DOTALL)
    assert match
    kinds = {ids.concept("event-kind", kind) for kind in match[1].split()}
    found = {str(s) for s in graph("concepts").subjects(SKOS.inScheme, URIRef(ids.CONCEPTS + "event-kind"))}
    assert found == kinds


def test_every_state_of_the_facts_is_a_concept(gold: Path) -> None:
    """Each capacity and realisation that a gold page leads to has its concept."""
    known = {str(s) for s in graph("concepts").subjects(RDF.type, SKOS.Concept)}
    for status in ("definitive", "acting", "former", "candidate", "elected", "replacement"):
        assert ids.concept("capacity", status) in known
    for state in ("announced", "held", "postponed", "cancelled"):
        assert ids.concept("realisation", state) in known
    page = json.loads((gold / "dev" / "kab-semarang-104-37.json").read_text("utf-8"))
    roles = {post["role"] for item in page["articles"] for post in item["posts"]}
    assert {ids.concept("role", role) for role in roles} <= known


def test_looks_are_colour_safe_and_named_in_both_languages(ontology: Graph) -> None:
    """Every kind of thing in the views has a colour of Okabe and Ito's palette and a label in id and en."""
    view = graph("view")
    kg = ids.ONTOLOGY
    coloured = list(view.subject_objects(URIRef(f"{kg}color")))
    assert len(coloured) >= 8
    for thing, colour in coloured:
        assert str(colour).upper() in {c.upper() for c in OKABE_ITO}, thing
        assert {v.language for v in view.objects(thing, RDFS.label) if isinstance(v, Literal)} == {"id", "en"}
        assert (thing, RDFS.label, None) in ontology, thing
