"""A user's own rows beside the shipped tables of months, documents and elections."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpugraph.errors import DataError
from kpugraph.mentions.dates import find_dates
from kpugraph.mentions.documents import find_documents
from kpugraph.mentions.elections import find_elections


def test_a_users_rows_are_read_beside_the_shipped_ones(tmp_path: Path) -> None:
    """A month, a kind of document, a name of an election and a polling day of one's own work as the shipped ones do."""
    (tmp_path / "months.csv").write_text("form,month\npuasa,4\n", "utf-8")
    (tmp_path / "document_kinds.csv").write_text("form,kind\nWarkat,Surat\n", "utf-8")
    (tmp_path / "elections.csv").write_text("form,name\nPilkadut,Pilkada\n", "utf-8")
    (tmp_path / "polling_days.csv").write_text("name,day\nPilkada 2013,2013-05-15\n", "utf-8")
    text = "Pada 12 Puasa 2022 dibaca Warkat Nomor 4/PL.01/33/2022 tentang Pilkadut 2013."
    assert [d.value for d in find_dates(text, 0, len(text), tmp_path)] == ["2022-04-12"]
    assert [(d.kind, d.number) for d in find_documents(text, 0, len(text), tmp_path)] == [("Surat", "4/PL.01/33/2022")]
    assert [(e.name, e.day) for e in find_elections(text, 0, len(text), tmp_path)] == [("Pilkada 2013", "2013-05-15")]
    assert find_documents(text, 0, len(text)) == find_elections(text, 0, len(text)) == []


@pytest.mark.parametrize(
    ("table", "content", "line"),
    [("document_kinds", "form\nWarkat\n", 1), ("polling_days", "name,day\nPilkada 2013,kemarin\n", 2)],
)
def test_a_row_that_is_not_valid_is_named(tmp_path: Path, table: str, content: str, line: int) -> None:
    """A wrong header or value is an error with the file's name and line."""
    (tmp_path / f"{table}.csv").write_text(content, "utf-8")
    find = find_documents if table == "document_kinds" else find_elections
    with pytest.raises(DataError) as error:
        find("Surat Nomor 1/2/2022", 0, 20, tmp_path)
    assert error.value.where == f"{table}.csv:{line}"
