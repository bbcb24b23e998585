"""Records as rows of a CSV file: columns ``id`` and ``text``, and where there are any ``url``, ``title`` and ``date``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from kpugraph.errors import SourceError
from kpugraph.model import Page
from kpugraph.sources import records
from kpugraph.sources.files import MAX_BYTES, Report, text_of

_DELIMITERS = (",", ";", "\t")  # spreadsheets set to Indonesian write semicolons


def read_file(path: Path, report: Report) -> Iterator[Page]:
    """The rows of a .csv file. SourceError for a header without id and text; a bad row is reported and passed over."""
    text = text_of(path.read_bytes(), str(path))
    header = text.split("\n", 1)[0].rstrip("\r")
    delimiter = max(_DELIMITERS, key=header.count)
    csv.field_size_limit(MAX_BYTES)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip().lower() for name in next(rows)]
        _check(columns, path)
        for cells in rows:
            if cells:
                yield from _record(columns, cells, f"{path}:{rows.line_num}", report)
    except csv.Error as error:
        where = f"{path}:{rows.line_num}"
        raise SourceError(
            f"no CSV: {error}", where=where, todo="quote cells that hold quotes or line breaks"
        ) from error


def _check(columns: list[str], path: Path) -> None:
    for name in ("id", "text"):
        if columns.count(name) != 1:
            todo = "the first line names the columns: id,url,text and optionally title,date"
            raise SourceError(f"needs one column {name}", where=f"{path}:1", todo=todo)


def _record(columns: list[str], cells: list[str], where: str, report: Report) -> Iterator[Page]:
    try:
        if len(cells) != len(columns):
            raise SourceError(f"expected {len(columns)} cells, got {len(cells)}", where=where, todo="mend the row")
        yield records.page(dict(zip(columns, cells, strict=True)), where)
    except SourceError as error:
        report(error)
