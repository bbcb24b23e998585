"""The query layer of the server: one query over a store, as a complete answer in a format, or an error that says why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import IO, Any, cast

import pyoxigraph as ox

from kpugraph import guard
from kpugraph.errors import QueryError
from kpugraph.prefixes import PREFIXES
from kpugraph.sparql import explained
from kpugraph.workers.errors import InvalidError, NotAcceptableError, TooLargeError
from kpugraph.workers.limits import Limits
from kpugraph.workers.messages import Answer, Request

ROW_STYLES = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPH_STYLES = {
    "turtle": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


def answer(store: ox.Store, request: Request, limits: Limits) -> Answer:
    """Runs a query. QueryError for one that is not valid, and its children for one that is refused or too large."""
    _allowed(request.query)
    result = _run(store, request)
    _known_graphs(store, request)
    graph = isinstance(result, ox.QueryTriples)
    style = request.graph if graph else request.rows
    if style is None:
        kind = "a graph" if graph else "rows or a truth value"
        raise NotAcceptableError(f"the answer is {kind}: no format that was asked for holds it")
    sink = _Sink(limits.answer_bytes)
    try:
        if graph:
            triples = _distinct(result, limits.rows)
            ox.serialize(triples, cast(IO[bytes], sink), format=GRAPH_STYLES[style], prefixes=PREFIXES)
        else:
            result.serialize(sink, format=ROW_STYLES[style])
    except (OSError, RuntimeError, ValueError) as error:
        if sink.full:
            raise TooLargeError(
                f"the answer is larger than {limits.answer_bytes >> 20} MiB", todo="narrow it, or ask in parts"
            ) from error
        raise QueryError(f"the query failed: {error}") from error
    body = sink.body()
    if not graph and limits.rows and len(body) > limits.rows and count_rows(body, style) > limits.rows:
        raise _too_many("rows", limits.rows)
    return Answer(style, body)


@lru_cache(maxsize=256)
def _allowed(query: str) -> None:
    guard.check(query, datasets=True)


def _too_many(what: str, bound: int) -> TooLargeError:
    return TooLargeError(
        f"the answer has more than {bound:,} {what}", todo="narrow it, or ask in parts by LIMIT and OFFSET"
    )


def _distinct(triples: Iterable[ox.Triple], bound: int) -> Iterator[ox.Triple]:
    """Each triple once, as it comes: the engine gives one for every row that has it."""
    seen: set[ox.Triple] = set()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            if bound and len(seen) > bound:
                raise _too_many("triples", bound)
            yield triple


def _explained(error: InvalidError, query: str) -> InvalidError:
    """The engine's complaint with its place. It is looked for here, where it cannot take longer than a query may."""
    told = explained(error, query)
    what = told.what if "syntax error" in told.what else f"syntax error: {told.what}"
    return InvalidError(what, where=told.where, todo=told.todo)


def _run(store: ox.Store, request: Request) -> Any:
    # the engine would let the union go before FROM
    dataset: dict[str, Any] = {"use_default_graph_as_union": request.union and not _own_graphs(request.query)[1]}
    if request.default_graphs or request.named_graphs:
        dataset = {
            "default_graph": [ox.NamedNode(iri) for iri in request.default_graphs],
            "named_graphs": [ox.NamedNode(iri) for iri in request.named_graphs],
        }
    try:
        return store.query(request.query, prefixes=PREFIXES, base_iri=request.base, **dataset)
    except SyntaxError as error:
        raise _explained(InvalidError(str(error)), request.query) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(str(error)) from error


def _known_graphs(store: ox.Store, request: Request) -> None:
    """RefusedError for a graph, by the query or beside it, that the store does not have; nothing is fetched."""
    names = [*request.default_graphs, *request.named_graphs, *_written_graphs(store, request)]
    try:
        missing = [name for name in names if not store.contains_named_graph(ox.NamedNode(name))]
    except ValueError as error:
        raise QueryError(f"a graph's name is no IRI: {error}") from error
    if missing:
        raise guard.RefusedError(
            f"no graph here is named {missing[0]}, and none is fetched", todo="leave it out to see all graphs"
        )


@lru_cache(maxsize=256)
def _own_graphs(query: str) -> tuple[str, list[str]]:
    return guard.graphs(query) if "from" in query.lower() else ("", [])


def _written_graphs(store: ox.Store, request: Request) -> list[str]:
    """The graphs of FROM and FROM NAMED; the engine says what a name with a prefix or a relative IRI is in full."""
    head, written = _own_graphs(request.query)
    try:
        rows = [
            next(iter(_run(store, Request(f"{head}\nSELECT ({name} AS ?g) {{}}", base=request.base))))
            for name in written
        ]
    except QueryError:
        return []  # the query itself is not valid, and the engine says better where
    return [row["g"].value for row in rows]


class _Sink:
    """Takes what the engine writes, up to a bound."""

    def __init__(self, bound: int) -> None:
        self._chunks: list[bytes] = []
        self._left = bound or None
        self.full = False

    def write(self, data: bytes) -> int:
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                self.full = True
                raise ValueError("full")
        self._chunks.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def body(self) -> bytes:
        return b"".join(self._chunks)


def count_rows(body: bytes, style: str) -> int:
    """The rows of a result, by the marks that its format never has in a value."""
    if style == "xml":
        return body.count(b"<result>")
    if style == "tsv":
        return body.count(b"\n") - 1
    if style == "csv":
        return sum(part.count(b"\r\n") for part in _outside(body)) - 1
    marks = b"".join(_outside(body.replace(b"\\\\", b"").replace(b'\\"', b"")))
    return marks.count(b"[{") + marks.count(b",{")


def _outside(body: bytes) -> Iterable[bytes]:
    """The parts outside of quotation marks."""
    return body.split(b'"')[::2]
