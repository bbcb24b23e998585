"""Queries answered by a process beside ours."""

from pathlib import Path

import pytest

from kpugraph import beside, store
from kpugraph.errors import StoreError
from kpugraph.store import Reader

_ALL = "SELECT ?s ?o { ?s <http://example.org/p> ?o } ORDER BY ?s"
_MANY = 2500  # more than are told at a time


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    lines = (f'<http://example.org/{n:04}> <http://example.org/p> "é\\n{n}"@id .\n' for n in range(_MANY))
    store.write(tmp_path / "store", lines)
    return Reader.open(tmp_path / "store")


def test_the_rows_are_those_of_the_store(reader: Reader) -> None:
    """A process beside us tells the same terms in the same order."""
    with beside.asked(reader) as apart:
        assert apart is not reader
        assert list(apart.rows(_ALL)) == list(reader.rows(_ALL))


def test_a_query_may_be_left_half_read(reader: Reader) -> None:
    """What is not read of one query does not come as an answer to the next."""
    with beside.asked(reader) as apart:
        assert any(apart.rows(_ALL))
        assert [set(row) for row in apart.rows("SELECT (1 AS ?one) {}")] == [{"one"}]
        assert len(list(apart.rows(_ALL))) == _MANY


def test_a_graph_of_files_and_a_store_that_is_gone_are_asked_here(reader: Reader, tmp_path: Path) -> None:
    """Where no process can open the graph, this one answers."""
    file = tmp_path / "graph.nt"
    file.write_text('<http://example.org/1> <http://example.org/p> "1" .\n', "utf-8")
    with beside.asked(Reader.of_file(file)) as apart:
        assert len(list(apart.rows(_ALL))) == 1
    reader.directory = tmp_path / "gone"
    with beside.asked(reader) as apart:
        assert apart is reader


def test_a_process_that_dies_is_told(reader: Reader) -> None:
    """An answer that was cut is an error, never taken for a whole one."""
    with beside.asked(reader) as apart, pytest.raises(StoreError):
        list(apart.rows("no SPARQL"))


def test_the_rows_of_two_queries_are_never_mixed(reader: Reader) -> None:
    """A query that goes on after another was asked is an error: its rows would be those of the other."""
    with beside.asked(reader) as apart:
        first = apart.rows(_ALL)
        next(first)
        assert next(apart.rows(_ALL))["s"] == next(reader.rows(_ALL))["s"]
        with pytest.raises(StoreError, match="in turn"):
            list(first)
