"""Who held which post: on a day as far as texts go, in three values.

*evidenced*: the day lies between the first and last evidence of a tenure, or between its actual start and end.
*extrapolated*: it lies within the stated term (both ends known, an actual one before a year) but outside that.
*unknown*: otherwise; then nobody is answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kpugraph import ids, names, quads, vocabulary
from kpugraph.errors import NotFoundError, QueryError
from kpugraph.partial import bounds, is_valid
from kpugraph.store import Reader
from kpugraph.text import fold

STATUSES = ("evidenced", "extrapolated", "unknown")
_NEVER_HELD = frozenset({"candidate", "elected"})
_TENURES = """
SELECT ?membership ?person ?name ?post ?role ?single ?body ?bodyName ?division ?state ?capacity ?interval WHERE {
  %s
  ?membership a org:Membership ; org:member ?person ; org:organization ?body ; org:role ?post ; kg:capacity ?state .
  ?person rdfs:label ?name .
  ?post skos:prefLabel ?role . FILTER(LANG(?role) = "id")
  OPTIONAL { ?post kg:singleSeat ?single }
  OPTIONAL { ?body rdfs:label ?bodyName }
  OPTIONAL { ?state skos:prefLabel ?capacity . FILTER(LANG(?capacity) = "id") }
  OPTIONAL { ?membership kg:division/rdfs:label ?division }
  OPTIONAL { ?membership org:memberDuring ?interval }
} ORDER BY ?bodyName ?role ?name ?membership ?division
"""
_DAYS = """
SELECT ?interval ?property ?value WHERE {
  %s
  VALUES ?property { kg:firstEvidenced kg:lastEvidenced kg:start kg:end kg:startIsActual kg:endIsActual
    kg:firstEvidencedLatest kg:lastEvidencedEarliest kg:startEarliest kg:startLatest kg:endEarliest kg:endLatest }
  ?membership org:member ?person ; org:organization ?body ; org:role ?post ; org:memberDuring ?interval .
  ?interval ?property ?value .
}
"""
_SOURCES = """
SELECT ?membership ?id WHERE {
  %s
  ?membership a org:Membership ; org:member ?person ; org:organization ?body ; org:role ?post ; prov:wasDerivedFrom ?article .
  ?article schema:identifier ?id .
} ORDER BY ?membership ?id
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """One tenure and how sure it is; days as the texts give them, None where none does."""

    person: str
    name: str
    role: str
    body: str
    division: str | None
    capacity: str
    status: str
    first_evidenced: str | None
    last_evidenced: str | None
    start: str | None
    end: str | None
    articles: tuple[str, ...]
    start_is_actual: bool = False
    end_is_actual: bool = False
    membership: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """An answer with what is needed to judge a day."""

    answer: Answer
    body_iri: str
    single: bool
    days: Mapping[str, str]


def who(
    reader: Reader,
    *,
    body: str | None = None,
    role: str | None = None,
    person: str | None = None,
    on: str | None = None,
) -> list[Answer]:
    """The tenures of a body, a role, a person: those that reach a status on the day ``on``, else all.

    Without a day, a tenure is evidenced where a text gives a day on which it was held, extrapolated where only a term
    is stated. NotFoundError for a body, role or person that the graph does not know, QueryError for a wrong date.
    """
    day = _day(on)
    rows = list(_rows(reader, _values(reader, body, role, person)))
    if day is None:
        return [replace(row.answer, status=_undated(row)) for row in rows]
    judged = [replace(row.answer, status=_judge(row, *day)) for row in rows]
    return _best(zip(rows, judged, strict=True))


def beside(answers: Sequence[Answer], on: str) -> tuple[Answer | None, Answer | None]:
    """The tenures evidenced last before a day and first after it, of those given without a day."""
    before = [a for a in answers if a.last_evidenced and a.last_evidenced < on]
    after = [a for a in answers if a.first_evidenced and a.first_evidenced > on]
    return (
        max(before, key=lambda a: (a.last_evidenced or "", a.name), default=None),
        min(after, key=lambda a: (a.first_evidenced or "", a.name), default=None),
    )


def _day(on: str | None) -> tuple[str, str] | None:
    if on is None:
        return None
    pair = bounds(on) if is_valid(on) else None
    if pair is None:
        raise QueryError(f"{on!r} is no date", todo="give a day as 2024-02-14, or a month or year")
    return pair


def _values(reader: Reader, body: str | None, role: str | None, person: str | None) -> str:
    import pyoxigraph as ox

    lines = []
    for name, kind, value in (("body", "body", body), ("person", "person", person)):
        if value is not None:
            try:
                lines.append(f"VALUES ?{name} {{ {ox.NamedNode(names.lookup(value, kind, reader))} }}")
            except ValueError as error:
                raise NotFoundError(f"{value!r} is no IRI", todo="give a name or an IRI of the graph") from error
    if role is not None:
        lines.append(f"VALUES ?post {{ {' '.join(str(ox.NamedNode(iri)) for iri in _roles(reader, role))} }}")
    return " ".join(lines)


def _roles(reader: Reader, role: str) -> list[str]:
    """The roles of a name in any language. NotFoundError with those that the graph knows."""
    if "://" in role:
        return [role.strip("<>")]
    labels: dict[str, set[str]] = {}
    sparql = "SELECT DISTINCT ?r ?l WHERE { ?m a org:Membership ; org:role ?r . ?r skos:prefLabel ?l }"
    for row in reader.rows(sparql, prefixes=quads.PREFIXES):
        labels.setdefault(fold(row["l"].value), set()).add(row["r"].value)
    if fold(role) in labels:
        return sorted(labels[fold(role)])
    known = ids.concept("role", role)
    if known in vocabulary.concepts() or any(known in iris for iris in labels.values()):
        return [known]  # a role of the vocabulary that nobody of the graph holds is no mistake
    raise names.not_found("role", role, sorted(labels), "give a role of the graph")


def _rows(reader: Reader, values: str) -> Iterator[_Row]:
    days: dict[str, dict[str, str]] = {}
    for row in reader.rows(_DAYS % values, prefixes=quads.PREFIXES):
        days.setdefault(row["interval"].value, {})[row["property"].value.rpartition("#")[2]] = row["value"].value
    sources: dict[str, list[str]] = {}
    for row in reader.rows(_SOURCES % values, prefixes=quads.PREFIXES):
        sources.setdefault(row["membership"].value, []).append(row["id"].value)
    seen: dict[str, _Row] = {}
    for row in reader.rows(_TENURES % values, prefixes=quads.PREFIXES):
        membership = row["membership"].value
        if membership not in seen and not row["state"].value.endswith(tuple(f"/{s}" for s in _NEVER_HELD)):
            found = days.get(row["interval"].value if "interval" in row else "", {})
            seen[membership] = _Row(_answer(row, found, sources), row["body"].value, "single" in row, found)
    yield from seen.values()


def _answer(row: Mapping[str, Any], days: Mapping[str, str], sources: Mapping[str, list[str]]) -> Answer:
    return Answer(
        person=row["person"].value,
        name=row["name"].value,
        role=row["role"].value,
        body=row["bodyName"].value if "bodyName" in row else row["body"].value,
        division=row["division"].value if "division" in row else None,
        capacity=row["state"].value.rpartition("/")[2],
        status="unknown",
        first_evidenced=days.get("firstEvidenced"),
        last_evidenced=days.get("lastEvidenced"),
        start=days.get("start"),
        end=days.get("end"),
        articles=tuple(sources.get(row["membership"].value, ())),
        start_is_actual=days.get("startIsActual") == "true",
        end_is_actual=days.get("endIsActual") == "true",
        membership=row["membership"].value,
    )


def _undated(row: _Row) -> str:
    if row.answer.first_evidenced:
        return "evidenced"
    return "extrapolated" if row.answer.start and row.answer.end else "unknown"


def _judge(row: _Row, first: str, last: str) -> str:
    """The status of a tenure for some day from ``first`` to ``last``."""
    a, days = row.answer, row.days
    if a.first_evidenced and days["firstEvidencedLatest"] <= last and first <= days["lastEvidencedEarliest"]:
        return "evidenced"
    if a.start_is_actual and a.end_is_actual and days["startLatest"] <= last and first <= days["endEarliest"]:
        return "evidenced"
    if a.start and a.end and days["startEarliest"] <= last and first <= days["endLatest"]:
        return "extrapolated"
    return "unknown"


def _best(judged: Iterable[tuple[_Row, Answer]]) -> list[Answer]:
    """Each person once per post with the best status; in a seat of one, its evidenced holder leaves no room for terms."""
    found: dict[tuple[str, str, str], tuple[_Row, Answer]] = {}
    for row, answer in judged:
        if answer.status == "unknown":
            continue
        key = (answer.person, answer.role, row.body_iri)
        if key not in found or STATUSES.index(answer.status) < STATUSES.index(found[key][1].status):
            found[key] = (row, answer)
    taken = {
        (answer.role, row.body_iri, answer.division)
        for row, answer in found.values()
        if row.single and answer.status == "evidenced" and answer.capacity in {"definitive", "replacement"}
    }
    return [
        answer
        for row, answer in found.values()
        if answer.status == "evidenced" or (answer.role, row.body_iri, answer.division) not in taken
    ]
