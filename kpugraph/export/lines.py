"""The graph as sorted N-Quads lines: the one stream that every file of a package is made from.

Lines are sorted in runs on disk that are merged, so that memory stays flat however large the graph is.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from pathlib import Path
from typing import NamedTuple

_RUN = 150_000  # lines sorted in memory at a time: some 30 MB


class Line(NamedTuple):
    """A quad in N-Quads syntax; ``graph`` is empty for the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str = ""

    def text(self) -> str:
        """The line with its line end."""
        graph = f" {self.graph}" if self.graph else ""
        return f"{self.subject} {self.predicate} {self.object}{graph} .\n"


_MAKE = Line._make  # faster than by name, and this is done for every line


def split(line: str) -> Line:
    """The parts of an N-Quads line as Oxigraph writes it: one space between them, `` .`` and a line end after them."""
    subject, predicate, rest = line.split(" ", 2)
    at = rest.rindex(" .")
    # the text of a literal ends at the last quote: neither languages, datatypes nor graphs hold one
    space = rest.find(" ", rest.rindex('"') if rest[0] == '"' else 0)
    if space == at:
        return _MAKE((subject, predicate, rest[:at], ""))
    return _MAKE((subject, predicate, rest[:space], rest[space + 1 : at]))


def sort(source: Path, target: Path) -> None:
    """Writes the lines of one file to another, sorted by their bytes, each once."""
    runs: list[Path] = []
    try:
        with source.open("rb") as lines:
            while run := sorted(set(islice(lines, _RUN))):
                path = target.with_name(f"{target.name}.run{len(runs)}")
                path.write_bytes(b"".join(run))
                runs.append(path)
        if len(runs) == 1:
            runs.pop().replace(target)
            return
        with ExitStack() as stack, target.open("wb") as out:
            files = [stack.enter_context(path.open("rb")) for path in runs]
            out.writelines(line for line, _ in groupby(heapq.merge(*files)))
    finally:
        for path in runs:
            path.unlink(missing_ok=True)


def read(path: Path) -> Iterator[Line]:
    """The lines of a file, one after the other."""
    with path.open(encoding="utf-8", newline="\n", buffering=1 << 20) as lines:  # texts may hold other line ends
        yield from map(split, lines)


def blocks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines of each subject together, where they stand together."""
    for _, block in groupby(lines, key=lambda line: line.subject):
        yield list(block)
