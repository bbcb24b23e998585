"""Work that a second process does."""

import os
from pathlib import Path

import pytest

from kpugraph import store
from kpugraph.errors import DataError, StoreError
from kpugraph.lexicon import read_table
from kpugraph.second import Second
from kpugraph.store import Reader


def test_results_come_from_another_process_in_any_order() -> None:
    """Each task's own result is told, whichever is asked for first, and it was made elsewhere."""
    with Second() as second:
        one, two, where = (
            second.start(divmod, 7, 2),
            second.start(sorted, [3, 1], reverse=True),
            second.start(os.getpid),
        )
        assert where() != os.getpid()
        assert (two(), one()) == ([3, 1], (3, 1))


def test_an_error_is_raised_where_the_result_is_asked_for(tmp_path: Path) -> None:
    """The error of a task keeps its kind and words, and the tasks after it are done."""
    with Second() as second:
        wrong, missing = second.start(os.listdir, tmp_path / "none"), second.start(_columns, tmp_path / "none.csv")
        right = second.start(len, "abc")
        with pytest.raises(FileNotFoundError):
            wrong()
        with pytest.raises((DataError, OSError), match=r"none\.csv"):
            missing()
        assert right() == 3


def _columns(path: Path) -> object:
    return list(read_table(path, ("a",)))


def test_a_store_on_disk_is_read_over_there(tmp_path: Path) -> None:
    """A store on disk can be sent; its graph is the same there."""
    store.write(tmp_path / "store", ['<http://example.org/1> <http://example.org/p> "1" .\n'])
    with Second() as second:
        assert second.start(len, Reader.open(tmp_path / "store"))() == 1


def test_what_cannot_be_sent_is_done_here(tmp_path: Path) -> None:
    """A graph in memory, and a store that is gone, are read by this process."""
    file = tmp_path / "graph.nt"
    file.write_text('<http://example.org/1> <http://example.org/p> "1" .\n', "utf-8")
    store.write(tmp_path / "store", [file.read_text("utf-8")])
    reader = Reader.open(tmp_path / "store")
    reader.directory = tmp_path / "gone"
    with Second() as second:
        assert second.start(len, Reader.of_file(file))() == 1
        assert second.start(len, reader)() == 1


def test_a_process_that_dies_is_told() -> None:
    """Work that was cut is an error, never taken for done."""
    with Second() as second:
        cut = second.start(os._exit, 1)
        with pytest.raises(StoreError, match="died"):
            cut()
