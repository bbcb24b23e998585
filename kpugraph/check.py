"""Checks of a graph: its SHACL shapes, conflicts, unsure identities, stale decisions, vacant seats, single sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kpugraph import assets, quads, queries, sentences
from kpugraph.sentences import Sentence
from kpugraph.store import Reader

# Shapes run in rdflib, some thousand triples a second: beyond this many quads they would take many minutes.
SHAPES_LIMIT = 500_000

_SINGLE = """
SELECT ?membership ?label (SAMPLE(?text) AS ?article) WHERE {
  ?membership a org:Membership ; rdfs:label ?label ; prov:wasDerivedFrom ?source .
  OPTIONAL { ?source kg:repostOf ?original }
  BIND(COALESCE(?original, ?source) AS ?text)  # a text that is published twice is one source
} GROUP BY ?membership ?label HAVING (COUNT(DISTINCT ?text) = 1) ORDER BY ?label ?membership
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
    """Two persons (IRIs) evidenced in one seat on one day, with a sentence for each."""

    role: str
    body: str
    on: str
    a: str
    b: str
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsure:
    """Two persons (IRIs) who may be one and are left apart: a form on a page and another elsewhere."""

    person: str
    form: str
    page: str
    other: str
    other_form: str
    other_page: str
    score: float


@dataclass(frozen=True, slots=True)
class Stale:
    """A decision of people that was not applied, since its quote has changed or names nobody."""

    action: str
    page: str
    quote: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A seat of one that was left on a stated day; ``next`` is when somebody is known in it again, if ever."""

    role: str
    body: str
    left: str
    person: str
    next: str


@dataclass(frozen=True, slots=True)
class Seats:
    """A body with fewer known members on its last evidenced day than it has seats: vacant, or only untold."""

    body: str
    day: str
    seats: int
    known: int


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
    unsure: tuple[Unsure, ...] = ()
    stale: tuple[Stale, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    seats: tuple[Seats, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong; what is unsure, vacant or of one source is worth knowing but no fault."""
        return not (self.violations or self.conflicts or self.stale)


def check_graph(reader: Reader, *, shapes_limit: int = SHAPES_LIMIT) -> Report:
    """Checks the graph; single sources are worth knowing but no fault. Larger graphs than the limit skip the shapes."""
    broken = violations(reader, shapes_limit)
    return Report(
        violations=broken or (),
        conflicts=tuple(conflicts(reader)),
        single_source=tuple(
            SingleSource(*(row[key].value for key in ("membership", "label", "article")))
            for row in reader.rows(_SINGLE, prefixes=quads.PREFIXES)
        ),
        shapes_checked=broken is not None,
        unsure=tuple(_doubt(cell) for cell in _cells("unsure", reader)),
        stale=tuple(
            dict.fromkeys(
                Stale(*(cell(key) for key in ("action", "page", "quote", "stale")))
                for cell in _cells("decisions", reader)
                if cell("stale")
            )
        ),
        vacancies=tuple(
            Vacancy(*(cell(key) for key in ("role", "body", "left", "person", "next")))
            for cell in _cells("vacancies", reader)
        ),
        seats=tuple(
            Seats(cell("body"), cell("day"), int(cell("seats")), int(cell("known"))) for cell in _cells("seats", reader)
        ),
    )


def _doubt(cell: Callable[[str], str]) -> Unsure:
    person, form, page = cell("person"), cell("form"), cell("page")
    return Unsure(person, form, page, cell("other"), cell("otherForm"), cell("otherPage"), float(cell("score")))


def _cells(name: str, reader: Reader) -> Iterator[Callable[[str], str]]:
    """The rows of a named query, each as a function from a column to its value ("" for none)."""
    query = queries.find(name, queries.load())
    for row in reader.rows(queries.bind(query, {}, reader), prefixes=quads.PREFIXES):
        yield lambda key, row=row: row[key].value if key in row else ""  # type: ignore[misc]


def conflicts(reader: Reader) -> Iterator[Conflict]:
    """Two holders of one seat on one day, with a sentence for each."""
    named = queries.find("conflicts", queries.load())
    for row in reader.rows(queries.bind(named, {}, reader), prefixes=quads.PREFIXES):
        role, body, on, a, b = (row[key].value for key in ("role", "body", "on", "a", "b"))
        told = [found[0] for person in (a, b) if (found := sentences.of_holder(reader, person, body, role, on))]
        yield Conflict(role, body, on, a, b, tuple(told))


def violations(reader: Reader, limit: int = SHAPES_LIMIT) -> tuple[Violation, ...] | None:
    """What does not have the shape that it should; None where the graph is too large to say."""
    return tuple(_violations(reader)) if len(reader) <= limit else None


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
            for name, term in (("node", SH.focusNode), ("path", SH.resultPath), ("value", SH.value))
        }
        said = sorted(found for found in results.objects(node, SH.resultMessage) if found.language in (None, "en"))
        yield Violation(message=str(said[0]) if said else "", **first)


def iris(report: Report) -> set[str]:
    """The persons and bodies that the report speaks of."""
    found = {iri for c in report.conflicts for iri in (c.body, c.a, c.b)}
    found |= {iri for v in report.vacancies for iri in (v.body, v.person)}
    return found | {body.body for body in report.seats}


def as_text(report: Report, names: Mapping[str, str] | None = None, *, most: int | None = None) -> Iterator[str]:
    """The report as lines for people: faults first, then what is worth knowing, then counts. ``names`` are labels by IRI.

    Faults are told in full. Of each kind of what is only worth knowing, ``most`` lines, the most telling first: the
    likeliest identities, the latest vacancies, the boards that lack the fewest.
    """

    def called(iri: str) -> str:
        return (names or {}).get(iri, iri)

    for violation in report.violations:
        value = f" has {violation.value}" if violation.value else ""
        yield f"shape: {violation.message} {violation.node}{value}"
    for conflict in report.conflicts:
        who = f"{called(conflict.a)} and {called(conflict.b)}"
        yield f"conflict: {conflict.role} of {called(conflict.body)} on {conflict.on}: {who}"
        for sentence in conflict.sentences:
            yield f"    {sentence.page}: “{sentence.shown()}”"
    for stale in report.stale:
        yield f"stale decision: {stale.action} on {stale.page}, not applied: {stale.why_not}: “{stale.quote}”"
    for lines, what in (
        (_unsure_lines(report), "unsure identities"), (_vacancy_lines(report, called), "vacancies"),
        (_seat_lines(report, called), "boards"),
    ):  # fmt: skip
        yield from lines[:most]
        if most is not None and len(lines) > most:
            yield f"    … and {len(lines) - most} more {what} (--all)"
    shapes = f"{len(report.violations)} violations of shapes" if report.shapes_checked else "too large for the shapes"
    yield (
        f"{shapes}, {len(report.conflicts)} conflicts, {len(report.stale)} stale decisions, "
        f"{len(report.unsure)} unsure identities, {len(report.vacancies)} vacancies, "
        f"{len(report.seats)} boards not known in full, {len(report.single_source)} posts of a single source"
    )


def _unsure_lines(report: Report) -> list[str]:
    """The likeliest first, and of one score those of longer names, which fewer people bear."""
    doubts = sorted(report.unsure, key=lambda d: (-d.score, -min(len(d.form.split()), len(d.other_form.split()))))
    return [f"unsure: {d.form} ({d.page}) may be {d.other_form} ({d.other_page}), score {d.score:.2f}" for d in doubts]


def _vacancy_lines(report: Report, called: Callable[[str], str]) -> list[str]:
    lines: list[str] = []
    for vacancy in sorted(report.vacancies, key=lambda v: v.left, reverse=True):
        until = f"until {vacancy.next}" if vacancy.next else "and nobody is known since"
        left = f"left by {called(vacancy.person)} on {vacancy.left}"
        lines.append(f"vacant: {vacancy.role} of {called(vacancy.body)}, {left} {until}")
    return lines


def _seat_lines(report: Report, called: Callable[[str], str]) -> list[str]:
    """Boards that lack one member first: where hardly anybody is known, the articles are few and no seat need be empty."""
    boards = sorted(report.seats, key=lambda b: (b.seats - b.known, called(b.body)))
    return [f"seats: {called(b.body)} has {b.seats}, {b.known} known on {b.day}" for b in boards]
