"""The triples around one thing, arranged for a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from kpugraph import ids
from kpugraph.prefixes import PREFIXES
from kpugraph.serve import vocabulary

_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")
_NAMES = (_LABEL, ox.NamedNode(PREFIXES["skos"] + "prefLabel"))
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


@dataclass(frozen=True, slots=True)
class Value:
    """A value as text, with the address that it leads to if it does."""

    text: str
    href: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing with its classes and, by property, what it is said to be and what refers to it."""

    name: str
    kinds: list[str]
    classes: list[str] = field(default_factory=list)
    facts: dict[str, list[Value]] = field(default_factory=dict)
    incoming: dict[str, list[Value]] = field(default_factory=dict)


def about(iri: str, triples: Iterable[ox.Triple], lang: str, base: str) -> Thing:
    """The thing of an IRI from the triples in which it stands, and the labels of its neighbours."""
    node, names = ox.NamedNode(iri), _names(triples, lang)
    kinds: list[str] = []
    thing = Thing(names.get(node) or vocabulary.label(iri, lang), kinds)
    for triple in sorted(set(triples), key=str):
        if triple.subject == node and triple.predicate == _TYPE and isinstance(triple.object, ox.NamedNode):
            kind = vocabulary.label(triple.object.value, lang)
            kinds += [kind] if kind not in kinds else []
            thing.classes.append(triple.object.value)
        elif triple.subject == node and triple.predicate not in _NAMES:
            property_ = vocabulary.label(triple.predicate.value, lang)
            thing.facts.setdefault(property_, []).append(_value(triple.object, names, lang, base))
        elif triple.object == node:
            property_ = vocabulary.label(triple.predicate.value, lang)
            thing.incoming.setdefault(property_, []).append(_value(triple.subject, names, lang, base))
    return thing


def _names(triples: Iterable[ox.Triple], lang: str) -> dict[object, str]:
    """The label of each thing, in the language where it has one."""
    found: dict[object, str] = {}
    for triple in triples:
        name = triple.object
        if triple.predicate not in _NAMES or not isinstance(name, ox.Literal):
            continue
        if triple.subject not in found or name.language == lang:
            found[triple.subject] = name.value
    return found


def _value(term: object, names: dict[object, str], lang: str, base: str) -> Value:
    if isinstance(term, ox.Literal):
        return Value(term.value, lang=term.language or "")
    if isinstance(term, ox.NamedNode):
        known = term.value in vocabulary.terms()
        return Value(
            names.get(term) or (vocabulary.label(term.value, lang) if known else short(term.value, base)),
            href(term.value, base),
        )
    return Value(str(term))


def short(iri: str, base: str) -> str:
    """An IRI below the base without it."""
    return iri.removeprefix(base)


def href(iri: str, base: str) -> str:
    """Where an IRI leads: to this server for what is ours, to the web for other web addresses, nowhere for the rest."""
    for start, path in ((ids.CONCEPTS, "/concept/"), (ids.ONTOLOGY, "/ontology#"), (base, "/")):
        if iri.startswith(start):
            return path + iri[len(start) :]
    return iri if iri.startswith(("https://", "http://")) else ""
