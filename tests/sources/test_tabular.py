"""Records as rows of a CSV file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpugraph.errors import KpugraphError
from kpugraph.model import Page
from kpugraph.sources import read

ROW = 'kab-x-1,"Apel Pagi\n\nUngaran - KPU menggelar apel, Senin.",https://kab-semarang.kpu.go.id/1,2022-04-12\n'


def read_csv(tmp_path: Path, content: str | bytes) -> tuple[list[Page], list[str]]:
    path = tmp_path / "pages.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    errors: list[KpugraphError] = []
    return list(read([str(path)], errors.append)), [str(error) for error in errors]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_row_is_a_page_whatever_the_spreadsheet_wrote(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """Columns in any order, commas, semicolons or tabs, with or without a byte order mark give the same page."""
    row = delimiter.join(['"Apel Pagi\n\nUngaran - KPU menggelar apel, Senin."', "kab-x-1", "2022-04-12", "catatan"])
    header = delimiter.join(["Text", "id", "date", "extra"])
    pages, errors = read_csv(tmp_path, f"{header}\r\n{row}\r\n".encode(encoding))
    assert errors == []
    (page,) = pages
    assert (page.id, page.date) == ("kab-x-1", "2022-04-12")
    assert page.text == "Apel Pagi\n\nUngaran - KPU menggelar apel, Senin."


@pytest.mark.parametrize(
    ("content", "line", "complaint"),
    [
        ("id,url\na,b\n", 1, "needs one column text"),
        ("id,text,id\na,b,c\n", 1, "needs one column id"),
        ('id,text\na,"never closed\n', 2, "no CSV"),
    ],
)
def test_a_file_that_is_no_table_of_pages_is_one_line(tmp_path: Path, content: str, line: int, complaint: str) -> None:
    """A header without id or text, and a quote that never closes, are reported with file and line."""
    pages, errors = read_csv(tmp_path, content)
    assert pages == []
    assert len(errors) == 1
    assert f"pages.csv:{line}" in errors[0]
    assert complaint in errors[0]


@pytest.mark.parametrize(("bad", "complaint"), [("only-an-id\n", "expected 4 cells"), ("x,,,\n", "without text")])
def test_a_bad_row_is_named_and_the_good_ones_are_read(tmp_path: Path, bad: str, complaint: str) -> None:
    """A row of too few cells or without text is reported by its line; the others are pages."""
    pages, errors = read_csv(tmp_path, f"id,text,url,date\n{ROW}{bad}{ROW.replace('x-1', 'x-2')}")
    assert [page.id for page in pages] == ["kab-x-1", "kab-x-2"]
    assert len(errors) == 1
    assert "pages.csv:5" in errors[0]
    assert complaint in errors[0]
