"""Queries to a store on disk that a process of its own answers.

They fill the engine's caches, and that memory comes back only when the process ends: so this process ends with them.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from kpugraph.errors import StoreError
from kpugraph.store import Reader

_ANSWER = """
import itertools, pickle, sys, pyoxigraph as ox
store = ox.Store.read_only(sys.argv[1])
out = sys.stdout.buffer
out.write(b"+"), out.flush()
while True:
    try:
        sparql, prefixes = pickle.load(sys.stdin.buffer)
    except EOFError:
        break
    found = store.query(sparql, prefixes=prefixes, use_default_graph_as_union=True)
    names = [variable.value for variable in found.variables]
    rows = ({name: term for name in names if (term := row[name]) is not None} for row in found)
    while some := list(itertools.islice(rows, 1000)):
        pickle.dump(some, out)
    pickle.dump(None, out), out.flush()
"""


@contextmanager
def asked(reader: Reader) -> Iterator[Reader]:
    """The same graph, its queries answered beside us; where no process can open it, by this one."""
    try:
        answers = _Answers(reader.directory) if reader.directory else None
    except OSError:
        answers = None
    if answers is None:
        yield reader
        return
    with closing(answers):
        yield _Beside(reader, answers)


class _Beside(Reader):
    def __init__(self, reader: Reader, answers: _Answers) -> None:
        super().__init__(reader._store, reader.source, reader.directory)
        self._answers = answers

    def rows(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Iterator[dict[str, Any]]:
        yield from self._answers.rows(sparql, prefixes or {})


class _Answers:
    """The rows of queries to the store in a directory, as a context: what answers them beside us ends with it."""

    def __init__(self, directory: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _ANSWER, str(directory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._turn = 0  # how many queries were asked
        self._open = False  # whether rows of the last query are unread
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._asked, self._told = self._process.stdin, self._process.stdout
        if self._told.read(1) != b"+":
            self.close()
            raise OSError("the store cannot be opened beside this process")

    def _next(self) -> list[dict[str, Any]] | None:
        some: list[dict[str, Any]] | None = pickle.load(self._told)
        self._open = some is not None
        return some

    def _skip(self) -> None:
        while self._open:
            self._next()

    def close(self) -> None:
        """Ends the process that answers."""
        self._process.kill()
        self._process.wait()
        self._told.close()
        try:
            self._asked.close()
        except OSError:  # it died with a question unread
            return

    def rows(self, sparql: str, prefixes: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """The solutions of a SELECT query, one query after the other; what is not read of one is thrown away."""
        try:
            self._skip()
            pickle.dump((sparql, dict(prefixes)), self._asked)
            self._asked.flush()
            self._open = True
            self._turn = turn = self._turn + 1
            while (some := self._next()) is not None:
                yield from some
                if turn != self._turn:
                    raise StoreError("two queries were read in turn", todo="report this")
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise StoreError("the process that answered died", todo="try again") from error
