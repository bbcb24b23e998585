"""Named queries with their parameters bound, where the names that users give are looked up by the workers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from kpugraph import queries
from kpugraph.solutions import solutions
from kpugraph.workers.messages import Request
from kpugraph.workers.pool import Pool


class Pooled:
    """What looking up a name needs of a graph: queries, which a worker runs."""

    remote, source = False, "the server"

    def __init__(self, pool: Pool, loop: asyncio.AbstractEventLoop) -> None:
        self._pool, self._loop = pool, loop

    def query(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Any:
        """The answer to SELECT or ASK; the project's prefixes are known to the workers."""
        found = asyncio.run_coroutine_threadsafe(self._pool.run(Request(sparql)), self._loop).result()
        return ox.parse_query_results(found.body, format=ox.QueryResultsFormat.JSON)

    def rows(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Iterator[dict[str, Any]]:
        """The rows of SELECT."""
        return solutions(self.query(sparql))


async def bound(pool: Pool, query: queries.NamedQuery, given: Mapping[str, str]) -> str:
    """The query's text for an editor: parameters bound as terms, without the header."""
    graph = Pooled(pool, asyncio.get_running_loop())
    text = await asyncio.to_thread(queries.bind, query, given, graph)
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip() + "\n"
