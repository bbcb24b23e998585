"""The triples of a store on disk as they are read by a process of its own.

Reading a store costs as much time as all that an export does with its lines, and the engine lets no other thread work
meanwhile: so the two go side by side. Where no process can be started, or the store has been replaced, this one reads.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from kpugraph.errors import StoreError

if TYPE_CHECKING:
    import pyoxigraph as ox

_READ = """
import sys, pyoxigraph as ox
store = ox.Store.read_only(sys.argv[1])
for name in sys.argv[2:]:
    graph = ox.NamedNode(name) if name else ox.DefaultGraph()
    store.dump(sys.stdout.buffer, from_graph=graph, format=ox.RdfFormat.N_TRIPLES)
"""


class Stream:
    """The N-Triples lines of some graphs, as a context: what reads them beside us ends with it."""

    def __init__(self, store: ox.Store, directory: Path, graphs: Sequence[str]) -> None:
        self._store, self._graphs = store, graphs
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _READ, str(directory), *graphs],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            return

    def __enter__(self) -> Iterator[str]:
        return self._lines()

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            assert self._process.stdout is not None
            self._process.stdout.close()

    def _lines(self) -> Iterator[str]:
        seen = 0
        if self._process is not None:
            assert self._process.stdout is not None
            for line in TextIOWrapper(self._process.stdout, "utf-8", newline="\n"):  # texts may hold other line ends
                seen += 1
                yield line
            if self._process.wait() == 0:
                return
        if seen:
            raise StoreError("the process that read the store died", todo="try again")
        yield from lines(self._store, self._graphs)


def lines(store: ox.Store, graphs: Sequence[str]) -> Iterator[str]:
    """The N-Triples lines of some graphs, "" being the default graph, as this process reads them."""
    import pyoxigraph as ox

    for name in graphs:
        graph = ox.NamedNode(name) if name else ox.DefaultGraph()
        for quad in store.quads_for_pattern(None, None, None, graph):
            yield f"{quad.subject} {quad.predicate} {quad.object} .\n"
