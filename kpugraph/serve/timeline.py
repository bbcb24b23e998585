"""Events over time: counts by year or month, and the events of a stretch of time, of a kind or of a body."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpugraph import ids
from kpugraph.errors import KpugraphError
from kpugraph.partial import bounds, is_valid
from kpugraph.serve import charts, reading, render, replies, search, vocabulary

PAGE = 100
_FIELDS = ("from", "to", "kind", "body", "state")
_COUNTS = """
SELECT ?period (COUNT(?event) AS ?count) WHERE {
  { SELECT ?event (SUBSTR(STR(?day), 1, %d) AS ?period) WHERE { %s } }
} GROUP BY ?period ORDER BY ?period
"""
_EVENTS = """
SELECT DISTINCT ?event ?name ?date ?day ?kind ?state ?organizer ?organizerIRI WHERE {
  { SELECT ?event ?day WHERE { %s } ORDER BY DESC(?day) ?event LIMIT %d OFFSET %d }
  ?event rdfs:label ?name
  OPTIONAL { ?event schema:startDate ?date } OPTIONAL { ?event kg:eventKind ?kind } OPTIONAL { ?event kg:realisation ?state }
  OPTIONAL { ?event schema:organizer ?organizerIRI . ?organizerIRI rdfs:label ?organizer }
} ORDER BY DESC(?day) ?event
"""


def routes() -> list[Route]:
    """The timeline."""
    return [Route("/timeline", page, methods=["GET"])]


async def page(request: Request) -> Response:
    """The events that the form's fields choose."""
    lang = render.language(request)
    given = {name: request.query_params.get(name, "").strip() for name in _FIELDS}
    number = request.query_params.get("page", "1")
    at = max(1, int(number)) if number.isdecimal() and len(number) < 7 else 1
    try:
        pattern, problem = await _pattern(request, given)
        events = await reading.rows(request, _EVENTS % (pattern, PAGE + 1, (at - 1) * PAGE))
        months = bool(given["from"] and given["to"]) and given["to"][:4] == given["from"][:4]
        counts = {
            row["period"].text: int(row["count"].text)
            for row in await reading.rows(request, _COUNTS % (7 if months else 4, pattern))
        }
    except KpugraphError as error:
        return replies.refused(error)
    links = {period: _address({**given, "from": period, "to": period}) for period in counts}
    return render.page(
        request, "timeline.html", given=given, problem=problem, events=[_event(row, lang) for row in events[:PAGE]],
        chart=charts.columns(counts, render.words(lang)["timeline"], links), total=sum(counts.values()),
        kinds=_concepts("event-kind", lang), states=_concepts("realisation", lang),
        earlier=_address({**given, "page": str(at + 1)}) if len(events) > PAGE else "",
        later=_address({**given, "page": str(at - 1)}) if at > 1 else "",
    )  # fmt: skip


async def _pattern(request: Request, given: Mapping[str, str]) -> tuple[str, str]:
    """The graph pattern that chooses events, and the field that could not be read ("" where all could)."""
    parts, problem = ["?event a schema:Event ; kg:earliest ?day ."], ""
    for name, edge, sign in (("from", 0, ">="), ("to", 1, "<=")):
        pair = bounds(given[name]) if is_valid(given[name]) else None
        if pair and pair[edge]:
            parts.append(f'FILTER(?day {sign} "{pair[edge]}"^^xsd:date)')
        elif given[name]:
            problem = name
    for name, scheme, property_ in (("kind", "event-kind", "kg:eventKind"), ("state", "realisation", "kg:realisation")):
        concept = f"{ids.CONCEPTS}{scheme}/{given[name]}"
        if given[name] and concept in vocabulary.terms():
            parts.append(f"?event {property_} <{concept}> .")
        elif given[name]:
            problem = name
    if given["body"]:
        hits = await search.find(request, given["body"], 1, "body")
        if hits:
            parts.append(f"?event schema:organizer|schema:attendee {ox.NamedNode(hits[0].iri)} .")
        else:
            problem = "body"
    return " ".join(parts), problem


def _event(row: reading.Row, lang: str) -> dict[str, str]:
    def text(name: str) -> str:
        return row[name].text if name in row else ""

    return {
        "name": text("name"), "href": row["event"].href, "date": text("date") or text("day"), "organizer": text("organizer"),
        "organizer_href": row["organizerIRI"].href if "organizerIRI" in row else "",
        "kind": vocabulary.label(text("kind"), lang) if text("kind") else "",
        "state": vocabulary.label(text("state"), lang) if text("state") else "",
        "month": text("day")[:7],
    }  # fmt: skip


def _concepts(scheme: str, lang: str) -> dict[str, str]:
    start = f"{ids.CONCEPTS}{scheme}/"
    named = {
        iri.removeprefix(start): vocabulary.label(iri, lang) for iri in vocabulary.terms() if iri.startswith(start)
    }
    return dict(sorted(named.items(), key=lambda item: item[1].casefold()))


def _address(fields: Mapping[str, str]) -> str:
    return "/timeline?" + urlencode({name: value for name, value in fields.items() if value})
