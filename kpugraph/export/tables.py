"""The graph as CSV tables, each filled by a query and described column by column in ``data/export/tables.toml``."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kpugraph import assets
from kpugraph.errors import DataError
from kpugraph.export import batches
from kpugraph.export.profile import places
from kpugraph.store import Reader

FOLDER = "tables"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet run a cell
_BOM = "\ufeff"
_NONE = "tidak ada"  # said of a column that has no classification or unit, so that none is left open
_FORMS = {"date": "ISO 8601", "any": "ISO 8601, seteliti sumbernya", "boolean": "true, false"}
Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type, titles and definitions by language, and what Satu Data Indonesia asks of it."""

    name: str
    type: str
    title: Text
    definition: Text
    key: bool
    required: bool
    ref: str
    classification: str
    measure: str
    unit: str


@dataclass(frozen=True, slots=True, eq=False)  # each is one of its kind: a key of dictionaries
class Table:
    name: str
    title: Text
    description: Text
    kind: str  # the class of what the first column names
    query: str
    columns: tuple[Column, ...]

    @property
    def keys(self) -> list[str]:
        return [column.name for column in self.columns if column.key]


@lru_cache(maxsize=1)
def load() -> tuple[Table, ...]:
    """The tables of the data file. DataError where it is not valid."""
    path = assets.path("data", "export", "tables.toml")
    try:
        rows = tomllib.loads(path.read_text("utf-8"))["tables"]
        return tuple(
            Table(
                row["name"], row["title"], row["description"], row["kind"], row["query"], tuple(map(_column, row["columns"]))
            )
            for row in rows
        )  # fmt: skip
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise DataError(f"not valid: {error}", where=path.name, todo="mend the file") from error


def _column(row: dict[str, Any]) -> Column:
    return Column(
        name=row["name"],
        type=row["type"],
        title=dict(zip(("id", "en"), row["title"], strict=True)),
        definition=dict(zip(("id", "en"), row["definition"], strict=True)),
        key=row.get("key", False),
        required=row.get("required", False) or row.get("key", False),
        ref=row.get("ref", ""),
        classification=row.get("klasifikasi", ""),
        measure=row.get("ukuran", ""),
        unit=row.get("satuan", ""),
    )


def rows(table: Table, reader: Reader) -> Iterator[dict[str, str]]:
    """The rows of a table as texts, "" where there is no value."""
    regions = places() if table.name == "regions" else {}
    for solution in batches.of_kind(reader, table.query, table.columns[0].name, table.kind):
        row = {column.name: _value(solution.get(column.name)) for column in table.columns}
        if place := regions.get(row.get("kode_kemendagri", "")):
            row |= {"kode_bps": place.bps, "geonames": place.geonames}
        yield row


def _value(term: Any) -> str:
    return str(term.value) if term is not None else ""


def guarded(value: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def write(table: Table, reader: Reader, folder: Path, *, bom: bool = False) -> tuple[Path, int]:
    """Writes a table as RFC 4180 has it (CR LF, quotes doubled) and gives its path and number of rows."""
    path = folder / f"{table.name}.csv"
    numbers = {column.name for column in table.columns if column.type in {"integer", "number"}}
    count = 0
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(_BOM if bom else "")
        writer = csv.writer(out)
        writer.writerow([column.name for column in table.columns])
        for row in rows(table, reader):
            writer.writerow([value if name in numbers else guarded(value) for name, value in row.items()])
            count += 1
    return path, count


def dictionary(path: Path, *, bom: bool = False) -> Path:
    """``kamus_data.csv``: concept, definition, classification, size and unit of every column, in Indonesian."""
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(_BOM if bom else "")
        writer = csv.writer(out)
        writer.writerow(["tabel", "kolom", "konsep", "definisi", "klasifikasi", "ukuran", "satuan", "tipe", "wajib"])
        for table in load():
            for column in table.columns:
                writer.writerow(
                    [
                        *(table.name, column.name, column.title["id"], column.definition["id"]),
                        column.classification or _FORMS.get(column.type, _NONE),
                        *(column.measure, column.unit or _NONE, column.type),
                        "ya" if column.required else "tidak",
                    ]
                )
    return path


def engine() -> Any:
    """DuckDB, which writes Parquet. DataError where the extra is not installed."""
    try:
        import duckdb
    except ImportError as error:
        raise DataError("Parquet needs DuckDB", todo="pip install 'kpugraph[parquet]'") from error
    return duckdb


def parquet(csv_file: Path, table: Table) -> Path:
    """The table as Parquet, its texts without the apostrophe that guards a spreadsheet."""
    kinds = {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
    columns = ", ".join(f"'{column.name}': '{kinds.get(column.type, 'VARCHAR')}'" for column in table.columns)
    values = ", ".join(
        f'"{column.name}"'
        if column.type in kinds
        else f"regexp_replace(\"{column.name}\", '^''([=+\\-@\t\r])', '\\1') AS \"{column.name}\""
        for column in table.columns
    )
    target = csv_file.with_suffix(".parquet")
    with engine().connect() as database:
        database.execute("SET threads = 1")  # the order of rows, and so the bytes, must not depend on the machine
        database.execute(
            f"COPY (SELECT {values} FROM read_csv(?, header = true, columns = {{{columns}}}, nullstr = '')) "
            f"TO '{str(target).replace(chr(39), chr(39) * 2)}' (FORMAT parquet, COMPRESSION zstd)",
            [str(csv_file)],
        )
    return target
