"""``ontology.html``: the ontology for readers, in Indonesian and English, with diagrams, made from the Turtle alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kpugraph import assets, ids, quads
from kpugraph.export import diagrams
from kpugraph.export.pages import render

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

Text = dict[str, str]
_LANGUAGES = ("id", "en")


@dataclass(slots=True)
class Term:
    """A class, property or concept: its short name, labels and comments by language, and what it is tied to."""

    name: str
    iri: str
    label: Text
    comment: Text
    own: bool
    above: list[str] = field(default_factory=list)
    domain: list[str] = field(default_factory=list)
    range: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a shape asks of a class: the property, how often, and the class of its values."""

    path: str
    least: int
    most: int | None
    of: tuple[str, ...]
    message: Text

    @property
    def often(self) -> str:
        return f"{self.least}..{'*' if self.most is None else self.most}"


@dataclass(frozen=True, slots=True)
class Scheme:
    term: Term
    concepts: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything that the page shows."""

    title: Text
    description: Text
    version: str
    iri: str
    licence: str
    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    rules: dict[str, list[Rule]]
    schemes: tuple[Scheme, ...]
    links: tuple[diagrams.Link, ...]


def write(path: Path) -> Path:
    """Writes the page."""
    ontology = read()
    labels = {term.name: term.label for term in ontology.classes}
    text = render(
        "ontology.html.jinja",
        o=ontology,
        prefixes=dict(sorted(quads.PREFIXES.items())),
        overview=diagrams.overview(ontology.links, labels),
        labels=labels,
        main_arrows=diagrams.main_arrows(ontology.links, labels),
        arrows_of={term.name: diagrams.arrows_of(term.name, ontology.links) for term in ontology.classes},
        around={
            term.name: diagrams.around(term.name, ontology.links, labels)
            for term in ontology.classes
            if any(term.name in (link.source, link.target) for link in ontology.links)
        },
    )
    path.write_text(text, "utf-8")
    return path


@lru_cache(maxsize=1)
def read() -> Ontology:
    """The ontology, its concepts and its shapes from their Turtle files."""
    from rdflib import DCTERMS, OWL, RDF, Graph, URIRef

    graph, shapes, concepts = (
        Graph().parse(assets.path("ontology", name), format="turtle")
        for name in ("kpugraph.ttl", "shapes.ttl", "concepts.ttl")
    )
    head = URIRef(ids.ONTOLOGY.rstrip("#"))
    first = {name: number for number, name in enumerate(diagrams.order())}
    classes = tuple(sorted(_terms(graph, [OWL.Class]), key=lambda term: first.get(term.name, len(first))))
    properties = _terms(graph, [OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property])
    _used(properties, Graph().parse(assets.path("ontology", "usage.ttl"), format="turtle"))
    rules = _rules(shapes)
    return Ontology(
        title=_texts(graph, head, DCTERMS.title),
        description=_texts(graph, head, DCTERMS.description),
        version=str(graph.value(head, OWL.versionInfo) or ""),
        iri=str(head),
        licence=str(graph.value(head, DCTERMS.license) or ""),
        classes=classes,
        properties=properties,
        rules=rules,
        schemes=tuple(_schemes(concepts)),
        links=_links(properties, rules),
    )


def short(iri: str) -> str:
    """An IRI with its prefix, or as it stands."""
    for prefix, namespace in quads.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _texts(graph: Graph, subject: Node, *predicates: Node) -> Text:
    from rdflib import Literal

    found: Text = {}
    for predicate in predicates:
        for value in graph.objects(subject, predicate):
            if isinstance(value, Literal):
                found.setdefault(value.language or "", str(value))
    return found


def _terms(graph: Graph, kinds: list[Node]) -> tuple[Term, ...]:
    from rdflib import RDF, RDFS, BNode

    found = {}
    for kind in kinds:
        for subject in graph.subjects(RDF.type, kind):
            if isinstance(subject, BNode):
                continue
            values = {
                name: sorted(
                    short(str(value)) for value in graph.objects(subject, predicate) if not isinstance(value, BNode)
                )
                for name, predicate in (("domain", RDFS.domain), ("range", RDFS.range))
            }
            above = {*graph.objects(subject, RDFS.subClassOf), *graph.objects(subject, RDFS.subPropertyOf)}
            found[str(subject)] = Term(
                name=short(str(subject)),
                iri=str(subject),
                label=_texts(graph, subject, RDFS.label),
                comment=_texts(graph, subject, RDFS.comment),
                own=str(subject).startswith(ids.ONTOLOGY),
                above=sorted(short(str(value)) for value in above if not isinstance(value, BNode)),
                **values,
            )
    return tuple(sorted(found.values(), key=lambda term: (not term.own, term.name.lower())))


def _used(properties: tuple[Term, ...], usage: Graph) -> None:
    """Adds where the graph uses properties that state no domain and range of their own."""
    from rdflib import Namespace, URIRef

    schema = Namespace(quads.PREFIXES["schema"])
    for term in properties:
        for values, predicate in ((term.domain, schema.domainIncludes), (term.range, schema.rangeIncludes)):
            found = {short(str(value)) for value in usage.objects(URIRef(term.iri), predicate)}
            values[:] = sorted({*values, *found})


def _rules(shapes: Graph) -> dict[str, list[Rule]]:
    from rdflib import SH, URIRef

    found: dict[str, list[Rule]] = defaultdict(list)
    for shape, target in shapes.subject_objects(SH.targetClass):
        for constraint in shapes.objects(shape, SH.property):
            path = shapes.value(constraint, SH.path)
            if not isinstance(path, URIRef):
                continue
            most = shapes.value(constraint, SH.maxCount)
            found[short(str(target))].append(
                Rule(
                    path=short(str(path)),
                    least=int(str(shapes.value(constraint, SH.minCount) or 0)),
                    most=int(str(most)) if most is not None else None,
                    of=tuple(sorted(short(str(value)) for value in shapes.objects(constraint, SH["class"]))),
                    message=_texts(shapes, constraint, SH.message),
                )
            )
    for rules in found.values():
        rules.sort(key=lambda rule: (rule.path, rule.of))
    return dict(sorted(found.items()))


def _schemes(concepts: Graph) -> list[Scheme]:
    from rdflib import RDF, SKOS

    found = []
    for scheme in concepts.subjects(RDF.type, SKOS.ConceptScheme):
        members = sorted(concepts.subjects(SKOS.inScheme, scheme), key=str)
        found.append(Scheme(_concept(concepts, scheme), tuple(_concept(concepts, member) for member in members)))
    return sorted(found, key=lambda scheme: scheme.term.name)


def _concept(concepts: Graph, node: Node) -> Term:
    from rdflib import SKOS

    iri = str(node)
    return Term(
        name=iri.removeprefix(ids.CONCEPTS),
        iri=iri,
        label=_texts(concepts, node, SKOS.prefLabel),
        comment=_texts(concepts, node, SKOS.definition),
        own=True,
    )


def _links(properties: tuple[Term, ...], rules: dict[str, list[Rule]]) -> tuple[diagrams.Link, ...]:
    """Which class leads to which by which property: from domain and range, and from the shapes."""
    found = {
        diagrams.Link(source, term.name, target)
        for term in properties
        for source in term.domain
        for target in term.range
        if not target.startswith(("xsd:", "rdf:", "rdfs:"))
    }
    found |= {
        diagrams.Link(source, rule.path, target)
        for source, constraints in rules.items()
        for rule in constraints
        for target in rule.of
    }
    return tuple(sorted(found))
