"""The named queries as forms, with their results as a table and as CSV and JSON."""

from __future__ import annotations

from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpugraph import queries
from kpugraph.errors import KpugraphError
from kpugraph.serve import facts, render, replies
from kpugraph.serve.binding import bound
from kpugraph.serve.pages import grouped, known_queries
from kpugraph.workers import messages

_SHOWN = 500
_STYLES = {"csv": "csv", "json": "json", "xml": "xml", "tsv": "tsv"}


def routes() -> list[Route]:
    """The list of named queries and a page for each."""
    return [
        Route("/queries", listing, methods=["GET"]),
        Route("/queries/{name}", form, methods=["GET"]),
    ]


async def listing(request: Request) -> Response:
    """The named queries by their group."""
    return render.page(request, "queries.html", groups=grouped(request.app.state.settings.queries))


async def form(request: Request) -> Response:
    """A query's form; with its answer once the form is sent. An ending (.csv, .json …) gives the bare answer."""
    name, _, ending = request.path_params["name"].partition(".")
    known = known_queries(request.app.state.settings.queries)
    if name not in known or (ending and ending not in _STYLES):
        return render.page(request, "missing.html", 404)
    query = known[name]
    given = {p.name: request.query_params.get(p.name, "") for p in query.parameters}
    filled = {key: value for key, value in given.items() if value}
    if ending:
        return await _bare(request, query, filled, _STYLES[ending])
    ran = "run" in request.query_params
    columns, rows, problem = await _table(request, query, filled) if ran else ([], [], "")
    return render.page(
        request, "form.html", query=query, given=given, columns=columns, rows=rows[:_SHOWN], problem=problem,
        count=len(rows), ran=ran, address=urlencode(filled), styles=_STYLES,
    )  # fmt: skip


async def _bare(request: Request, query: queries.NamedQuery, given: dict[str, str], style: str) -> Response:
    try:
        text = await bound(request.app.state.pool, query, given)
    except KpugraphError as error:
        return replies.problem(400, str(error))
    return await replies.answer(request, messages.Request(text, rows=style))


async def _table(
    request: Request, query: queries.NamedQuery, given: dict[str, str]
) -> tuple[list[str], list[list[tuple[str, str]]], str]:
    """(columns, rows of (text, address), what is wrong)."""
    base = request.app.state.settings.base
    try:
        text = await bound(request.app.state.pool, query, given)
        found = await replies.while_connected(request, request.app.state.pool.run(messages.Request(text, rows="json")))
    except KpugraphError as error:
        return [], [], str(error)
    solutions = ox.parse_query_results(found.body, format=ox.QueryResultsFormat.JSON)
    if not isinstance(solutions, ox.QuerySolutions):
        return [], [], ""
    names = [variable.value for variable in solutions.variables]
    return names, [[_cell(each[name], base) for name in names] for each in solutions], ""


def _cell(term: object, base: str) -> tuple[str, str]:
    if isinstance(term, ox.NamedNode):
        return facts.short(term.value, base), facts.href(term.value, base)
    return (term.value, "") if isinstance(term, ox.Literal) else ("", "")
