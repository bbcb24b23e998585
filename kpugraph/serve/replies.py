"""Answers of workers as replies: with headers that let a client keep them, or with what went wrong."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kpugraph import guard
from kpugraph.errors import KpugraphError, StoreError
from kpugraph.serve import negotiate
from kpugraph.workers import errors, messages
from kpugraph.workers.pool import Pool

T = TypeVar("T")
_WATCH_AFTER = 0.2  # seconds after which it is worth asking whether the client is still there
_CHANGING = ("rand", "now", "uuid", "bnode")  # functions whose value differs each time
_VOLATILE = re.compile(rf"\b(?:str)?(?:{'|'.join(_CHANGING)})\s*\(", re.IGNORECASE)
_STATUS: dict[type[KpugraphError], int] = {
    errors.TooLongError: 503, errors.BusyError: 503, errors.CrashedError: 503, StoreError: 503,
    errors.TooLargeError: 413, errors.NotAcceptableError: 406, guard.RefusedError: 403,
}  # fmt: skip


async def answer(request: Request, asked: messages.Request) -> Response:
    """The answer to a query, from the client's own copy where that is still right."""
    pool: Pool = request.app.state.pool
    await pool.refresh()
    headers = {"Vary": "Accept", "Cache-Control": "no-store"}
    if not _volatile(asked.query):
        tag = _tag(pool.version, asked)
        headers |= {"ETag": tag, "Cache-Control": "no-cache"}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
    try:
        found = await while_connected(request, pool.run(asked))
    except KpugraphError as error:
        return refused(error)
    return Response(found.body, media_type=negotiate.media_type(found.style), headers=headers)


def _volatile(query: str) -> bool:
    """Whether the answer may differ each time. Words are looked for first: a tenth of the pattern's time."""
    lower = query.lower()
    return any(word in lower for word in _CHANGING) and _VOLATILE.search(query) is not None


def _tag(version: str, asked: messages.Request) -> str:
    digest = hashlib.blake2b(f"{version} {asked!r}".encode("utf-8", "replace"), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


def refused(error: KpugraphError) -> Response:
    """An error as the reply."""
    status = _STATUS.get(type(error), 400)
    return problem(status, str(error), {"Retry-After": "5"} if status == 503 else {})


def problem(status: int, what: str, headers: dict[str, str] | None = None) -> Response:
    """A plain sentence as the reply."""
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
