"""A pool for programs that are not asynchronous: its loop runs in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
import weakref
from collections.abc import Callable, Coroutine, Iterator, Mapping
from pathlib import Path
from typing import Any

from kpugraph import guard
from kpugraph.solutions import solutions
from kpugraph.workers.limits import Limits
from kpugraph.workers.messages import Answer, Request
from kpugraph.workers.pool import Pool

_PATIENCE = 10  # seconds for the workers to end


class Bounded:
    """Runs queries over the store at ``path`` in a process of their own. Use ``close`` when done with it.

    A query sees the store's current version. ``on_close`` is called once the process has ended.
    """

    def __init__(self, path: Path, limits: Limits, on_close: Callable[[], object] = lambda: None) -> None:
        self.path = path
        self._loop = asyncio.new_event_loop()
        thread = threading.Thread(target=self._loop.run_forever, name="kpugraph-queries", daemon=True)
        thread.start()
        self._pool = Pool(path, limits, size=1)
        # at the end of the program too
        self.close = weakref.finalize(self, _close, self._pool, self._loop, thread, on_close)
        try:
            self._done(self._pool.start())
        except BaseException:
            self.close()
            raise

    def run(self, request: Request, seconds: float) -> Answer:
        """The answer to a query. QueryError, with its child for each bound, where there is none."""
        answer: Answer = self._done(self._pool.run(request, seconds))
        return answer

    def _done(self, work: Coroutine[Any, Any, Any]) -> Any:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except BaseException:  # Ctrl-C among them: the query ends with the wait for it
            future.cancel()
            raise


class Within:
    """A graph whose queries ``bounded`` runs, none longer than some seconds."""

    remote = False

    def __init__(self, bounded: Bounded, seconds: float) -> None:
        self._bounded, self._seconds, self.source = bounded, seconds, str(bounded.path)

    def query(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Any:
        """The answer as pyoxigraph reads it; a graph as N-Triples in bytes. The project's prefixes are known."""
        guard.check(sparql)
        found = self._bounded.run(Request(sparql, rows="json", graph="nt"), self._seconds)
        if found.style == "nt":
            return found.body
        import pyoxigraph as ox

        return ox.parse_query_results(found.body, format=ox.QueryResultsFormat.JSON)

    def rows(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Iterator[dict[str, Any]]:
        """The solutions of a SELECT query as dictionaries of terms, unbound variables left out."""
        yield from solutions(self.query(sparql))


def _close(
    pool: Pool, loop: asyncio.AbstractEventLoop, thread: threading.Thread, on_close: Callable[[], object]
) -> None:
    asyncio.run_coroutine_threadsafe(pool.close(), loop).result(_PATIENCE)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(_PATIENCE)
    loop.close()
    on_close()
