"""Queries about many things, asked for some of them at a time: the engine holds an answer in memory until it is read.

The things come in the order of their IRIs, so that a query that sorts its rows by them gives the same rows in the same
order as if it were asked once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from kpugraph import quads
from kpugraph.export import lines
from kpugraph.store import Reader

T = TypeVar("T")
Row = dict[str, str]
_AT_ONCE = 500


def of_kind(reader: Reader, sparql: str, thing: str, kind: str) -> Iterator[dict[str, Any]]:
    """The rows of a query whose variable ``thing`` is a thing of this class ("schema:Person")."""
    yield from about(reader, sparql, thing, _subjects(reader, "rdf:type", kind))


def linked(reader: Reader, sparql: str, thing: str, predicate: str) -> Iterator[dict[str, Any]]:
    """The rows of a query whose variable ``thing`` is the subject of this predicate."""
    yield from about(reader, sparql, thing, _subjects(reader, predicate))


def about(reader: Reader, sparql: str, thing: str, iris: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The rows of a query for these values of its variable ``thing``, in the order that they are given in."""
    for some in several(iris):
        values = " ".join(f"<{iri}>" for iri in some)
        asked = sparql.replace("WHERE {", f"WHERE {{ VALUES ?{thing} {{ {values} }}", 1)
        yield from reader.rows(asked, prefixes=quads.PREFIXES)


def several(items: Iterable[T]) -> Iterator[list[T]]:
    """The items, some at a time."""
    given = iter(items)
    while some := list(islice(given, _AT_ONCE)):
        yield some


def beside(rows: Iterable[Row], others: Iterable[Row], key: str) -> Iterator[tuple[Row, list[Row]]]:
    """Each row with the others of the same key; both are sorted by it."""
    groups = groupby(others, itemgetter(key))
    at, group = next(groups, (None, iter(())))
    for row in rows:
        while at is not None and at < row[key]:
            at, group = next(groups, (None, iter(())))
        yield row, list(group) if at == row[key] else []


def _subjects(reader: Reader, predicate: str, kind: str | None = None) -> Iterator[str]:
    """The IRIs that have the predicate (with this object), sorted on disk, each once."""
    with TemporaryDirectory(dir=reader.directory and reader.directory.parent, prefix="things-") as folder:
        sorter = lines.Sorter(Path(folder) / "iris")
        for iri in reader.subjects(quads.name(predicate), quads.name(kind) if kind else None):
            sorter.add([lines.Line(iri, ".", ".")])
        for line in lines.read(sorter.finish()):
            yield line[0]
