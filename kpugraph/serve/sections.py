"""The sections of a thing's page: what ``sections.toml`` says for its classes, with the sentences behind each row."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request

from kpugraph import quads
from kpugraph.serve import charts, evidence, reading, render

LIMIT = 100  # rows of a section


@dataclass(frozen=True, slots=True)
class Line:
    """A row as shown: its cells, the sentences that say so, and the fact that an error report is about."""

    cells: list[reading.Cell]
    quotes: list[evidence.Quote]
    fact: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A section with its rows; ``more`` where there are rows that are not shown."""

    name: str
    title: str
    columns: list[str]
    lines: list[Line]
    chart: str
    more: bool


@cache
def table() -> dict[str, dict[str, Any]]:
    """The sections, their class as an IRI."""
    found = tomllib.loads((Path(__file__).parent / "sections.toml").read_text("utf-8"))
    for section in found.values():
        prefix, _, name = section["class"].partition(":")
        section["class"] = quads.PREFIXES[prefix] + name
    return found


async def about(request: Request, iri: str, classes: Iterable[str], lang: str) -> list[Shown]:
    """The sections of a thing that have rows."""
    known = set(classes)
    wanted = {name: section for name, section in table().items() if section["class"] in known}
    shown = await asyncio.gather(*(_section(request, iri, name, section, lang) for name, section in wanted.items()))
    return [section for section in shown if section.lines]


async def _section(request: Request, iri: str, name: str, section: dict[str, Any], lang: str) -> Shown:
    words = render.words(lang)
    query = section["query"]
    for key, value in {"lang": lang, **{part: words[part] for part in ("leader", "attendee", "organizer")}}.items():
        query = query.replace("{" + key + "}", value)
    found = await reading.rows(request, f"{query} LIMIT {LIMIT + 1}", iri)
    rows = found[:LIMIT]
    fact, other = section.get("fact", ""), section.get("about", "")
    quotes = await evidence.of(request, (_iri(row, fact, iri) for row in rows) if fact else ())
    columns = [column for column in section["columns"] if any(column["name"] in row for row in rows)]
    lines = [
        Line(
            [_cell(row, column) for column in columns],
            evidence.sentences(quotes.get(_iri(row, fact, iri), ()), _iri(row, other, iri) if other else ""),
            _iri(row, fact, iri) if fact else "",
        )
        for row in rows
    ]
    chart = charts.spans(rows, section["chart"], lang) if "chart" in section else ""
    return Shown(name, section["title"][lang], [c[lang] for c in columns], lines, chart, len(found) > LIMIT)


def _iri(row: reading.Row, name: str, this: str) -> str:
    return this if name == "this" else row[name].iri if name in row else ""


def _cell(row: reading.Row, column: dict[str, str]) -> reading.Cell:
    cell = row.get(column["name"], reading.Cell(""))
    target = row.get(column.get("href", ""))
    return reading.Cell(cell.text, cell.iri, target.href if target else cell.href)
