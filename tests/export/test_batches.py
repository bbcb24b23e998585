"""Queries asked for some things at a time give what they give when asked at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpugraph import quads
from kpugraph.export import batches, tables
from kpugraph.store import Reader


@pytest.mark.parametrize("table", tables.load(), ids=lambda table: table.name)
def test_rows_are_those_of_the_whole_query(
    citizens_store: Path, table: tables.Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every table's query gives the same rows in the same order for two things at a time as for all at once."""
    monkeypatch.setattr(batches, "_AT_ONCE", 2)
    reader = Reader.open(citizens_store)
    whole = list(reader.rows(table.query, prefixes=quads.PREFIXES))
    found = list(batches.of_kind(reader, table.query, table.columns[0].name, table.kind))
    assert found == whole
    assert found or table.name == "terms"


def test_rows_stand_beside_those_of_their_key() -> None:
    """Others of a key that no row has are passed over, and a row without others has none."""
    rows = [{"k": "b"}, {"k": "c"}, {"k": "e"}]
    others = [
        {"k": "a", "n": "1"},
        {"k": "b", "n": "2"},
        {"k": "b", "n": "3"},
        {"k": "d", "n": "4"},
        {"k": "e", "n": "5"},
    ]
    found = [(row["k"], [other["n"] for other in group]) for row, group in batches.beside(rows, others, "k")]
    assert found == [("b", ["2", "3"]), ("c", []), ("e", ["5"])]
