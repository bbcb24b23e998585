"""The graph as sorted N-Triples lines: the one stream that every file of a package is made from.

Lines are sorted in runs on disk that are merged, so that memory stays flat however large the graph is.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

_RUN = 8_000_000  # letters sorted in memory at a time: some 15 MB
_FILES = 200  # runs merged at a time: a process may not have many more files open
_BETWEEN = "\r"  # between the lines of a subject while they are sorted; N-Triples writes one in a text as an escape


class Line(NamedTuple):
    """A triple in N-Triples syntax."""

    subject: str
    predicate: str
    object: str


def split(line: str) -> Line:
    """The parts of an N-Triples line as Oxigraph writes it: one space between them, `` .`` and a line end after them."""
    return tuple.__new__(Line, line[:-3].split(" ", 2))  # faster than by name, and this is done for every line


def read(path: Path) -> Iterator[Line]:
    """The lines of a file, one after the other."""
    with path.open(encoding="utf-8", newline="\n", buffering=1 << 20) as lines:  # texts may hold other line ends
        yield from map(split, lines)


def blocks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines of each subject together, where they stand together."""
    subject, block = "", list[Line]()
    for line in lines:
        if line[0] != subject:
            if block:
                yield block
            subject, block = line[0], []
        block.append(line)
    if block:
        yield block


class Sorter:
    """Writes blocks of lines to a file, sorted by their bytes, each line once."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._records: list[str] = []
        self._size = 0
        self._runs: list[Path] = []
        self._made = 0

    def add(self, block: Iterable[Line]) -> None:
        """Takes lines of one subject. One that comes in several blocks is joined."""
        record = _BETWEEN.join(sorted([f"{subject} {verb} {value} ." for subject, verb, value in block]))
        self._records.append(f"{record}\n")
        self._size += len(record)
        if self._size > _RUN:
            self._end_run()

    def finish(self) -> Path:
        """Writes the file and gives its path."""
        self._end_run()
        while len(self._runs) > _FILES:
            some, self._runs = self._runs[:_FILES], self._runs[_FILES:]
            self._runs.append(_merged(some, self._new(), iter))
        return _merged(self._runs, self._target, _joined)

    def _new(self) -> Path:
        self._made += 1
        return self._target.with_name(f"{self._target.name}.run{self._made}")

    def _end_run(self) -> None:
        path = self._new()
        self._records.sort()  # letters and bytes have one order
        with path.open("w", encoding="utf-8", newline="\n", buffering=1 << 20) as out:
            out.writelines(self._records)
        self._runs.append(path)
        self._records, self._size = [], 0


def _merged(runs: Iterable[Path], target: Path, passed: Callable[[Iterator[bytes]], Iterable[bytes]]) -> Path:
    """Merges sorted files into one, which takes their place."""
    try:
        with ExitStack() as stack, target.open("wb") as out:
            files = [stack.enter_context(path.open("rb")) for path in runs]
            out.writelines(passed(heapq.merge(*files)))
    finally:
        for path in runs:
            path.unlink(missing_ok=True)
    return target


def _joined(records: Iterable[bytes]) -> Iterator[bytes]:
    """Each subject's lines, from one record or from several."""
    between = _BETWEEN.encode()
    for _, same in groupby(records, key=lambda record: record[: record.index(b" ")]):
        first, *others = same
        if others:
            lines = {line for record in (first, *others) for line in record[:-1].split(between)}
            yield b"\n".join(sorted(lines)) + b"\n"
        else:
            yield first.replace(between, b"\n")
