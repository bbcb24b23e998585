"""The SPARQL 1.1 Protocol, read-only: queries by GET, form and direct POST at ``/sparql``."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Coroutine
from dataclasses import astuple
from typing import Any, TypeVar
from urllib.parse import parse_qsl, quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kpugraph import guard
from kpugraph.errors import KpugraphError, QueryError, StoreError
from kpugraph.serve import description, negotiate
from kpugraph.serve.settings import Settings
from kpugraph.sparql import explained
from kpugraph.workers import errors, messages
from kpugraph.workers.pool import Pool

T = TypeVar("T")
MAX_BODY = 4 * guard.MAX_BYTES  # a form writes some characters as three
_WATCH_AFTER = 0.2  # seconds after which it is worth asking whether the client is still there
_VOLATILE = re.compile(r"\b(?:RAND|NOW|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)
_STATUS: dict[type[KpugraphError], int] = {
    errors.TooLongError: 503, errors.BusyError: 503, errors.CrashedError: 503, StoreError: 503,
    errors.TooLargeError: 413, errors.NotAcceptableError: 406, guard.RefusedError: 403,
}  # fmt: skip


class ProtocolError(Exception):
    """A request that is none of the protocol."""

    def __init__(self, status: int, what: str) -> None:
        self.status = status
        super().__init__(what)


def routes() -> list[Route]:
    """The endpoint."""
    return [
        Route("/sparql", endpoint, methods=["GET", "POST"]),
        Route("/sparql/", endpoint, methods=["GET", "POST"]),
        Route("/sparql.ttl", description.respond, methods=["GET"]),
    ]


async def endpoint(request: Request) -> Response:
    """Answers a query, describes the service where there is none, and says what is wrong otherwise."""
    accept = request.headers.get("accept")
    try:
        fields = await _fields(request)
        if request.method in {"GET", "HEAD"} and not fields:
            return await description.respond(request)
        query = _query(fields)
    except ProtocolError as error:
        return problem(error.status, str(error))
    rows, graph = negotiate.best(accept, negotiate.ROWS), negotiate.best(accept, negotiate.GRAPHS)
    if rows is None and graph is None:
        return problem(406, f"none of these formats can be given: {accept}")
    if request.method == "GET" and negotiate.best(accept, negotiate.ROWS, negotiate.GRAPHS, negotiate.HTML) == "html":
        return RedirectResponse(f"/query?query={quote(query)}", 303, {"Vary": "Accept"})
    settings: Settings = request.app.state.settings
    asked = messages.Request(
        query,
        rows,
        graph,
        tuple(value for name, value in fields if name == "default-graph-uri"),
        tuple(value for name, value in fields if name == "named-graph-uri"),
        settings.union,
        settings.base,  # so that DESCRIBE <person/…> finds what is at that path here
    )
    return await answer(request, asked)


async def answer(request: Request, asked: messages.Request) -> Response:
    """The answer to a query with its headers, from the client's own copy where that is still right."""
    pool: Pool = request.app.state.pool
    await pool.refresh()
    headers = {"Vary": "Accept", "Cache-Control": "no-store"}
    if not _VOLATILE.search(asked.query):
        tag = _tag(pool.version, asked)
        headers |= {"ETag": tag, "Cache-Control": "no-cache"}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
    try:
        found = await while_connected(request, pool.run(asked))
    except KpugraphError as error:
        return refused(error, asked.query)
    return Response(found.body, media_type=negotiate.media_type(found.style), headers=headers)


def refused(error: KpugraphError, query: str) -> Response:
    """An error as the answer, with the line and column of a wrong query."""
    status = _STATUS.get(type(error), 400)
    if isinstance(error, errors.InvalidError):
        error = explained(error, query)
        if "syntax error" not in error.what:  # no place is known
            error = QueryError(f"syntax error: {error.what}", where=error.where, todo=error.todo)
    headers = {"Retry-After": "5"} if status == 503 else {}
    return problem(status, str(error), headers)


def problem(status: int, what: str, headers: dict[str, str] | None = None) -> Response:
    """A plain sentence as the answer."""
    return PlainTextResponse(f"{what}\n", status, {"Cache-Control": "no-store", **(headers or {})})


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of the work, which is given up once the client has gone."""
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=_WATCH_AFTER)
        if not done:
            gone = asyncio.ensure_future(_gone(request))
            await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
            gone.cancel()
            if not task.done():
                raise errors.TooLongError("the client has gone")
        return task.result()
    finally:
        task.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _tag(version: str, asked: messages.Request) -> str:
    digest = hashlib.blake2b("\0".join(map(str, (version, *astuple(asked)))).encode("utf-8", "replace"), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


async def _fields(request: Request) -> list[tuple[str, str]]:
    """The protocol's fields: of the address, of a form, or with the body as the query."""
    fields = _decoded(request.scope["query_string"])
    if request.method != "POST":
        return fields
    kind, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    charset = parameters.partition("charset=")[2].strip(' "')
    if charset not in {"", "utf-8", "utf8"}:
        raise ProtocolError(400, f"a query is written in UTF-8, not in {charset}")
    body = await _body(request)
    if kind.strip() == "application/x-www-form-urlencoded":
        return _decoded(body)
    if kind.strip() == "application/sparql-query":
        try:
            return [*fields, ("query", body.decode("utf-8"))]
        except UnicodeDecodeError as error:
            raise ProtocolError(400, "the query is not valid UTF-8") from error
    if kind.strip() == "application/sparql-update":
        raise ProtocolError(403, "the graph is read-only: updates are not allowed")
    raise ProtocolError(415, "send application/sparql-query or application/x-www-form-urlencoded")


async def form(request: Request) -> dict[str, str]:
    """The fields of a form that was sent; of a field given twice the last. ProtocolError where they cannot be read."""
    return dict(_decoded(await _body(request)))


def _decoded(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise ProtocolError(400, "the fields are not valid UTF-8 in percent encoding") from error


async def _body(request: Request) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY:
            raise ProtocolError(413, f"the request is larger than {MAX_BODY >> 10} KiB")
        parts.append(part)
    return b"".join(parts)


def _query(fields: list[tuple[str, str]]) -> str:
    names = [name for name, _ in fields]
    if "update" in names:
        raise ProtocolError(403, "the graph is read-only: updates are not allowed")
    given = [value for name, value in fields if name == "query"]
    if len(given) != 1:
        raise ProtocolError(400, "give one query" if given else "there is no query")
    return given[0]
