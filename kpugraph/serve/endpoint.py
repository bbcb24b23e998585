"""The SPARQL 1.1 Protocol, read-only: queries by GET, form and direct POST at ``/sparql``."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kpugraph.serve import description, negotiate, protocol, replies
from kpugraph.serve.kept import Kept
from kpugraph.serve.settings import Settings
from kpugraph.workers import messages


def routes() -> list[Route]:
    """The endpoint."""
    return [
        Route("/sparql", endpoint, methods=["GET", "POST"]),
        Route("/sparql/", endpoint, methods=["GET", "POST"]),
        Route("/sparql.ttl", description.respond, methods=["GET"]),
    ]


async def endpoint(request: Request) -> Response:
    """Answers a query, describes the service where there is none, and says what is wrong otherwise."""
    kept: Kept = request.app.state.kept
    pool = request.app.state.pool
    headers = request.headers
    try:
        body = await protocol.body_of(request)
        key = (request.method, request.scope["query_string"], body, headers.get("content-type"), headers.get("accept"))
        await pool.refresh()
        version = pool.version
        known = kept.get(version, key, headers.get("if-none-match"))
        if known is not None:
            return known
        reply = await _reply(request, protocol.fields(request, body))
    except protocol.ProtocolError as error:
        return replies.problem(error.status, str(error))
    if pool.version == version:
        kept.put(version, key, reply)
    return reply


async def _reply(request: Request, fields: protocol.Fields) -> Response:
    accept = request.headers.get("accept")
    reading = request.method in {"GET", "HEAD"}
    if reading and not fields:
        return await description.respond(request)
    query = protocol.query(fields)
    rows, graph = negotiate.best(accept, negotiate.ROWS), negotiate.best(accept, negotiate.GRAPHS)
    if reading and negotiate.best(accept, negotiate.ROWS, negotiate.GRAPHS, negotiate.HTML) == "html":
        return RedirectResponse(f"/query?query={quote(query)}", 303, {"Vary": "Accept"})
    if rows is None and graph is None:
        return replies.problem(406, f"none of these formats can be given: {accept}")
    settings: Settings = request.app.state.settings
    asked = messages.Request(
        query,
        rows,
        graph,
        protocol.values(fields, "default-graph-uri"),
        protocol.values(fields, "named-graph-uri"),
        settings.union,
        settings.base,  # so that DESCRIBE <person/…> finds what is at that path here
    )
    return await replies.answer(request, asked)
