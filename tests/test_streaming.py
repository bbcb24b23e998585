"""The triples of a store as a process of its own reads them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kpugraph import store, streaming
from kpugraph.errors import StoreError

EVIDENCE = "https://example.org/graph"
TEXTS = ("a", "b\nc", "d\re", "f\u2028g", 'h"i', "é😀", " .")


@pytest.fixture
def filled(tmp_path: Path) -> store.Reader:
    """A store on disk with texts that are hard to cut into lines, in two graphs."""
    subject, verb = ox.NamedNode("https://example.org/s"), ox.NamedNode("https://example.org/p")
    graphs = (ox.DefaultGraph(), ox.NamedNode(EVIDENCE))
    quads = [ox.Quad(subject, verb, ox.Literal(text), graph) for text in TEXTS for graph in graphs]
    given = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert given is not None
    store.write(tmp_path / "store", given.decode("utf-8").splitlines(keepends=True))
    return store.Reader.open(tmp_path / "store")


def texts(lines: list[str]) -> list[str]:
    return sorted(triple.object.value for triple in ox.parse("".join(lines), format=ox.RdfFormat.N_TRIPLES))  # type: ignore[union-attr]


@pytest.mark.parametrize("graphs", [[""], [EVIDENCE], ["", EVIDENCE]])
def test_each_graph_is_read_line_by_line(filled: store.Reader, graphs: list[str]) -> None:
    """Every triple of the graphs that were asked for comes as one whole line, and no other."""
    with filled.lines(graphs) as found:
        lines = list(found)
    assert all(line.endswith(" .\n") for line in lines)
    assert texts(lines) == sorted(TEXTS * len(graphs))


def test_a_store_that_was_replaced_is_read_here(filled: store.Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another process cannot open the store any more, this one, which has it open, reads it."""
    monkeypatch.setattr(filled, "directory", Path("/nowhere"))
    with filled.lines([""]) as found:
        assert texts(list(found)) == sorted(TEXTS)


def test_without_processes_it_is_read_here(filled: store.Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process can be started the lines are the same."""
    monkeypatch.setattr(streaming.sys, "executable", "/nowhere/python")
    with filled.lines([""]) as found:
        assert texts(list(found)) == sorted(TEXTS)


def test_half_a_store_is_no_store(filled: store.Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies after its first lines is an error, never a shorter graph."""
    dying = streaming._READ + "sys.stdout.buffer.flush(); import os; os._exit(9)\n"
    monkeypatch.setattr(streaming, "_READ", dying)
    with filled.lines([""]) as found, pytest.raises(StoreError, match="died"):
        list(found)


def test_what_reads_ends_with_the_context(filled: store.Reader) -> None:
    """A reader that stops early leaves no process behind."""
    assert filled.directory is not None
    stream = streaming.Stream(filled._store, filled.directory, [""])
    with stream as found:
        next(found)
    assert stream._process is not None
    assert stream._process.poll() is not None
