"""Query results in the formats that users ask for: a table for people, W3C's formats for programs."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from kpugraph import quads
from kpugraph.errors import QueryError
from kpugraph.store import Reader

if TYPE_CHECKING:
    import pyoxigraph as ox

ROW_FORMATS = ("table", "csv", "tsv", "json", "xml", "md")
GRAPH_FORMATS = ("turtle", "nt", "nq", "trig", "jsonld", "xml")
_NARROWEST = 14  # columns for one column of a table; with less, a row becomes a block
FORMATS = tuple(dict.fromkeys((*ROW_FORMATS, *GRAPH_FORMATS)))


def write(result: Any, style: str, out: TextIO, reader: Reader) -> None:
    """Writes a query's result to ``out``. QueryError where its kind has no such format."""
    import pyoxigraph as ox

    if isinstance(result, ox.QueryTriples):
        out.write(_graph(result, "turtle" if style == "table" else style))
    elif isinstance(result, ox.QueryBoolean):
        out.write(_boolean(bool(result), result, style))
    elif style in {"table", "md"}:
        names, rows = table(result, reader)
        out.write(markdown(names, rows) if style == "md" else text(names, rows))
    else:
        out.write(_rows(result, style))


@contextmanager
def _fetching() -> Iterator[None]:
    """Turns what the engine says while it gives rows into a QueryError: it works only as they are fetched."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query failed: {error}", todo="narrow it") from error


def _graph(triples: ox.QueryTriples, style: str) -> str:
    import pyoxigraph as ox

    kinds = {
        "turtle": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "nq": ox.RdfFormat.N_QUADS,
        "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD, "xml": ox.RdfFormat.RDF_XML,
    }  # fmt: skip
    if style not in kinds:
        raise QueryError(f"a graph cannot be written as {style}", todo=f"use one of {', '.join(GRAPH_FORMATS)}")
    with _fetching():
        ordered = sorted(set(triples), key=str)
    data = ox.serialize(ordered, format=kinds[style], prefixes=quads.PREFIXES)
    return (data or b"").decode("utf-8")


def _boolean(value: bool, result: ox.QueryBoolean, style: str) -> str:
    if style in {"json", "xml"}:
        return _rows(result, style)
    return f"{str(value).lower()}\n"


def _rows(result: Any, style: str) -> str:
    import pyoxigraph as ox

    kinds = {
        "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV,
        "json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML,
    }  # fmt: skip
    if style not in kinds:
        raise QueryError(f"rows cannot be written as {style}", todo=f"use one of {', '.join(ROW_FORMATS)}")
    with _fetching():
        data = result.serialize(format=kinds[style]).decode("utf-8")
    return str(data) if data.endswith("\n") else f"{data}\n"


def table(result: Any, reader: Reader) -> tuple[list[str], list[list[str]]]:
    """Column names and cells for people: labels in place of IRIs, plain values in place of literals."""
    names = [variable.value for variable in result.variables]
    with _fetching():
        terms = [[solution[name] for name in names] for solution in result]
    names_of = labels({term.value for row in terms for term in row if _is_iri(term)}, reader)
    return names, [[_cell(term, names_of) for term in row] for row in terms]


def _is_iri(term: Any) -> bool:
    import pyoxigraph as ox

    return isinstance(term, ox.NamedNode)


def labels(iris: set[str], reader: Reader) -> dict[str, str]:
    """The label of each IRI that has one."""
    import pyoxigraph as ox

    found: dict[str, str] = {}
    every = sorted(iris)
    for at in range(0, len(every), 500):
        values = " ".join(str(ox.NamedNode(iri)) for iri in every[at : at + 500])
        sparql = f"SELECT ?s ?l WHERE {{ VALUES ?s {{ {values} }} ?s rdfs:label|skos:prefLabel ?l }}"
        for row in reader.rows(sparql, prefixes=quads.PREFIXES):
            if row["l"].language == "id" or row["s"].value not in found:  # Indonesian before English
                found[row["s"].value] = row["l"].value
    return found


def _cell(term: Any, labels: Mapping[str, str]) -> str:
    if term is None:
        return ""
    if not _is_iri(term):
        return str(getattr(term, "value", term))
    return labels.get(term.value) or compact(term.value)


def compact(iri: str) -> str:
    """An IRI by its prefix ("kg:Claim"), or its last part for a concept."""
    for prefix, namespace in quads.PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri.rsplit("/", 1)[-1] if "/concept/" in iri else iri


def text(names: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None) -> str:
    """A table that fits the terminal (or ``width`` columns), long cells folded; a block a row where it cannot fit.

    Where the output is no terminal, lines may be 240 columns long.
    """
    wide = width or (shutil.get_terminal_size().columns if sys.stdout.isatty() or "COLUMNS" in os.environ else 240)
    shown = _grid(names, rows, wide) if wide >= _NARROWEST * len(names) else _blocks(names, rows)
    return f"{shown}\n{len(rows)} row{'' if len(rows) == 1 else 's'}\n"


def _grid(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    buffer = io.StringIO()
    console = Console(file=buffer, width=width, color_system=None, highlight=False)
    grid = Table(box=SIMPLE, pad_edge=False, show_edge=False)
    for name in names:
        grid.add_column(Text(name), overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    console.print(grid)
    lines = [line.rstrip() for line in buffer.getvalue().splitlines()]
    return "\n".join(line for line in lines if line) + "\n"


def _blocks(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Each row as lines of a name and a value, empty values left out."""
    widest = max((len(name) for name in names), default=0)
    blocks = [
        "".join(f"{name:{widest}}  {cell}\n" for name, cell in zip(names, row, strict=True) if cell) for row in rows
    ]
    return "\n".join(blocks)


def markdown(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [names, ["---"] * len(names), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |\n" for line in lines
    )


def as_json(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A list of objects, one a row."""
    return json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False, indent=2) + "\n"
