"""Rows of the pages' own queries, run by the workers under the same bounds as everybody's."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from starlette.requests import Request

from kpugraph.serve import facts, replies
from kpugraph.workers import messages


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a row: its text, and the IRI where it is a thing."""

    text: str
    iri: str = ""
    href: str = ""


Row = dict[str, Cell]


async def rows(request: Request, query: str, this: str = "") -> list[Row]:
    """The rows of a query, with ``?this`` bound to an IRI. KpugraphError where the bounds do not allow it."""
    bound = query
    if this:
        values = f"VALUES ?this {{ {ox.NamedNode(this)} }}"
        head, brace, rest = query.partition("WHERE {")
        bound = f"{head}{brace} {values} {rest}"
    asked = messages.Request(bound, rows="json")
    found = await replies.while_connected(request, request.app.state.pool.run(asked))
    solutions = ox.parse_query_results(found.body, format=ox.QueryResultsFormat.JSON)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    base = request.app.state.settings.base
    return [{name: _cell(term, base) for name in names if (term := each[name]) is not None} for each in solutions]


def _cell(term: object, base: str) -> Cell:
    if isinstance(term, ox.NamedNode):
        return Cell(term.value, term.value, facts.href(term.value, base))
    assert isinstance(term, ox.Literal | ox.BlankNode)
    return Cell(term.value)
