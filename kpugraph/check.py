"""Checks of a graph: its SHACL shapes, conflicts between facts, and facts that rest on a single article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kpugraph import assets, quads, queries
from kpugraph.store import Reader

# Shapes run in rdflib, some thousand triples a second: beyond this many quads they would take many minutes.
SHAPES_LIMIT = 500_000

_SINGLE = """
SELECT ?membership ?label (SAMPLE(?source) AS ?article) WHERE {
  ?membership a org:Membership ; rdfs:label ?label ; prov:wasDerivedFrom ?source .
} GROUP BY ?membership ?label HAVING (COUNT(?source) = 1) ORDER BY ?label ?membership
"""


@dataclass(frozen=True, slots=True)
class Violation:
    """A node that does not have the shape that it should; ``path`` is the property and ``value`` what it has."""

    message: str
    node: str
    path: str
    value: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two persons (IRIs) evidenced in one seat on one day."""

    role: str
    body: str
    on: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class SingleSource:
    """A post that only one article states."""

    membership: str
    label: str
    article: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. ``shapes_checked`` is false where the graph is too large for them."""

    violations: tuple[Violation, ...]
    conflicts: tuple[Conflict, ...]
    single_source: tuple[SingleSource, ...]
    shapes_checked: bool

    @property
    def ok(self) -> bool:
        return not (self.violations or self.conflicts)


def check_graph(reader: Reader, *, shapes_limit: int = SHAPES_LIMIT) -> Report:
    """Checks the graph; single sources are worth knowing but no fault. Larger graphs than the limit skip the shapes."""
    small = len(reader) <= shapes_limit
    return Report(
        violations=tuple(_violations(reader)) if small else (),
        conflicts=tuple(_conflicts(reader)),
        single_source=tuple(
            SingleSource(*(row[key].value for key in ("membership", "label", "article")))
            for row in reader.rows(_SINGLE, prefixes=quads.PREFIXES)
        ),
        shapes_checked=small,
    )


def _conflicts(reader: Reader) -> Iterator[Conflict]:
    named = queries.find("conflicts", queries.load())
    for row in reader.rows(queries.bind(named, {}, reader), prefixes=quads.PREFIXES):
        yield Conflict(*(row[key].value for key in ("role", "body", "on", "a", "b")))


def _violations(reader: Reader) -> Iterator[Violation]:
    """What pySHACL finds, in a fixed order."""
    import pyshacl
    from rdflib import Graph

    data = Graph()
    data.parse(data=_triples(reader), format="nt")
    shapes = Graph().parse(assets.path("ontology", "shapes.ttl"), format="turtle")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=False, inference="none")
    yield from sorted(set(_results(results)), key=lambda v: (v.message, v.node, v.path, v.value))


def _triples(reader: Reader) -> bytes:
    """All triples of the store, the graphs as one."""
    lines = {f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in reader.quads()}
    return "".join(lines).encode("utf-8")


def _results(results: Any) -> Iterator[Violation]:
    from rdflib import RDF, SH

    for node in results.subjects(RDF.type, SH.ValidationResult):
        first = {
            name: str(results.value(node, term) or "")
            for name, term in (
                ("message", SH.resultMessage),
                ("node", SH.focusNode),
                ("path", SH.resultPath),
                ("value", SH.value),
            )
        }
        yield Violation(**first)


def as_text(report: Report) -> Iterator[str]:
    """The report as lines for people: faults first, then a line of counts."""
    for violation in report.violations:
        value = f" has {violation.value}" if violation.value else ""
        yield f"shape: {violation.message} {violation.node}{value}"
    for conflict in report.conflicts:
        yield f"conflict: {conflict.role} of {conflict.body} on {conflict.on}: {conflict.a} and {conflict.b}"
    shapes = f"{len(report.violations)} violations of shapes" if report.shapes_checked else "too large for the shapes"
    yield f"{shapes}, {len(report.conflicts)} conflicts, {len(report.single_source)} posts of a single source"
