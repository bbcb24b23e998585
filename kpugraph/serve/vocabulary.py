"""The ontology and the concepts as the server shows them: their triples, and labels for properties and classes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from kpugraph import assets
from kpugraph.prefixes import PREFIXES
from kpugraph.serve import negotiate

FILES = ("kpugraph.ttl", "concepts.ttl")
FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
assert set(FORMATS) == set(negotiate.GRAPHS)
_LABELS = tuple(PREFIXES[p] + n for p, n in (("skos", "prefLabel"), ("rdfs", "label")))
_COMMENTS = tuple(PREFIXES[p] + n for p, n in (("skos", "definition"), ("rdfs", "comment")))
_TYPE = PREFIXES["rdf"] + "type"
_OWL = PREFIXES["owl"]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology with its words by language ("" where they have none)."""

    iri: str
    kind: str
    labels: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)


@cache
def triples() -> tuple[ox.Triple, ...]:
    """All triples of the ontology and the concepts."""
    found: list[ox.Triple] = []
    for name in FILES:
        found += (quad.triple for quad in ox.parse(path=str(assets.path("ontology", name)), format=ox.RdfFormat.TURTLE))
    return tuple(found)


@cache
def by_subject() -> dict[str, tuple[ox.Triple, ...]]:
    """The triples about each thing."""
    found: dict[str, list[ox.Triple]] = {}
    for triple in triples():
        if isinstance(triple.subject, ox.NamedNode):
            found.setdefault(triple.subject.value, []).append(triple)
    return {subject: tuple(about) for subject, about in found.items()}


@cache
def terms() -> dict[str, Term]:
    """Everything that the ontology and the concepts name, by IRI."""
    return {iri: _term(iri, about) for iri, about in sorted(by_subject().items())}


def _term(iri: str, about: Iterable[ox.Triple]) -> Term:
    term, kind = Term(iri, ""), ""
    for triple in about:
        predicate, value = triple.predicate.value, triple.object
        if predicate == _TYPE and isinstance(value, ox.NamedNode):
            kind = _kind(value.value) or kind
        elif isinstance(value, ox.Literal):
            words = term.labels if predicate in _LABELS else term.comments if predicate in _COMMENTS else None
            if words is not None:
                words[value.language or ""] = value.value
    return Term(iri, kind, term.labels, term.comments)


def _kind(kind: str) -> str:
    if kind.startswith(_OWL) and kind.endswith("Property"):
        return "properties"
    if kind == f"{_OWL}Class":
        return "classes"
    return "concepts" if kind == PREFIXES["skos"] + "Concept" else ""


def label(iri: str, lang: str) -> str:
    """A term's label in a language, else the last part of its IRI."""
    term = terms().get(iri)
    words = term.labels if term else {}
    return words.get(lang) or words.get("") or next(iter(words.values()), "") or _last(iri)


def _last(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1] or iri


def serialize(found: Iterable[ox.Triple], style: str) -> bytes:
    """Triples in a graph format, sorted, so that equal graphs give equal bytes."""
    ordered = sorted(set(found), key=str)
    return ox.serialize(ordered, format=FORMATS[style], prefixes=PREFIXES) or b""
