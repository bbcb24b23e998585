"""Named queries with their parameters bound, where the names that users give are looked up by the workers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any, cast

import pyoxigraph as ox

from kpugraph import queries
from kpugraph.store import Reader
from kpugraph.workers.messages import Request
from kpugraph.workers.pool import Pool


class _Rows:
    """What looking up a name needs of a reader: rows of a query, which a worker runs."""

    def __init__(self, pool: Pool, loop: asyncio.AbstractEventLoop) -> None:
        self._pool, self._loop = pool, loop

    def rows(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Iterator[dict[str, Any]]:
        work = self._pool.run(Request(sparql, rows="json"))
        found = asyncio.run_coroutine_threadsafe(work, self._loop).result()
        solutions = ox.parse_query_results(found.body, format=ox.QueryResultsFormat.JSON)
        assert isinstance(solutions, ox.QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            yield {name: term for name in names if (term := solution[name]) is not None}


async def bound(pool: Pool, query: queries.NamedQuery, given: Mapping[str, str]) -> str:
    """The query's text for an editor: parameters bound as terms, without the header."""
    reader = cast(Reader, _Rows(pool, asyncio.get_running_loop()))
    text = await asyncio.to_thread(queries.bind, query, given, reader)
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#+")).strip() + "\n"
