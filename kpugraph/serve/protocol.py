"""Requests of the SPARQL 1.1 Protocol as their fields."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

from kpugraph import guard

MAX_BODY = 4 * guard.MAX_BYTES  # a form writes some characters as three
Fields = list[tuple[str, str]]


class ProtocolError(Exception):
    """A request that is none of the protocol."""

    def __init__(self, status: int, what: str) -> None:
        self.status = status
        super().__init__(what)


async def body_of(request: Request) -> bytes:
    """The body of a POST. ProtocolError where it is too large."""
    if request.method != "POST":
        return b""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY:
            raise ProtocolError(413, f"the request is larger than {MAX_BODY >> 10} KiB")
        parts.append(part)
    return b"".join(parts)


def fields(request: Request, body: bytes) -> Fields:
    """The fields of the address, of a form, or with the body as the query."""
    found = _decoded(request.scope["query_string"])
    if request.method != "POST":
        return found
    kind, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    charset = parameters.partition("charset=")[2].strip(' "')
    if charset not in {"", "utf-8", "utf8"}:
        raise ProtocolError(400, f"a query is written in UTF-8, not in {charset}")
    match kind.strip():
        case "application/x-www-form-urlencoded":
            return found + _decoded(body)
        case "application/sparql-query":
            try:
                return [*found, ("query", body.decode("utf-8"))]
            except UnicodeDecodeError as error:
                raise ProtocolError(400, "the query is not valid UTF-8") from error
        case "application/sparql-update":
            raise ProtocolError(403, "the graph is read-only: updates are not allowed")
    raise ProtocolError(415, "send application/sparql-query or application/x-www-form-urlencoded")


def _decoded(text: bytes) -> Fields:
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise ProtocolError(400, "the fields are not valid UTF-8 in percent encoding") from error


def query(found: Fields) -> str:
    """The one query among the fields."""
    if any(name == "update" for name, _ in found):
        raise ProtocolError(403, "the graph is read-only: updates are not allowed")
    given = [value for name, value in found if name == "query"]
    if len(given) != 1:
        raise ProtocolError(400, "give one query" if given else "there is no query")
    return given[0]


def values(found: Fields, wanted: str) -> tuple[str, ...]:
    """Every value of a field."""
    return tuple(value for name, value in found if name == wanted)
