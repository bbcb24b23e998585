"""Query results in the formats that users ask for: a table for people, W3C's formats for programs."""

from __future__ import annotations

from kpugraph import tables
from kpugraph.errors import QueryError
from kpugraph.prefixes import PREFIXES, compact
from kpugraph.tables import as_json, markdown, text

TYPE_CHECKING = False  # not from typing: see kpugraph.express
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import IO, Any, Protocol

    import pyoxigraph as ox

    class Labelled(Protocol):
        """What knows the labels of things."""

        remote: bool

        def rows(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Iterable[Any]:
            """The solutions of a SELECT query, each with its terms by name."""


ROW_FORMATS = ("table", "csv", "tsv", "json", "xml", "md")
GRAPH_FORMATS = ("turtle", "nt", "nq", "trig", "jsonld", "rdfxml")
ALIASES = {"markdown": "md", "ttl": "turtle", "ntriples": "nt", "nquads": "nq", "json-ld": "jsonld", "rdf": "rdfxml"}
FORMATS = (*ROW_FORMATS, *GRAPH_FORMATS, *ALIASES)
_FOR_GRAPHS = {"table": "turtle", "json": "jsonld", "xml": "rdfxml"}  # what a format of rows means for a graph
_LABELS_AT_ONCE = 500


def write(result: Any, style: str, out: IO[bytes], graph: Labelled | None, sparql: str = "") -> None:
    """Writes a query's result to ``out``. QueryError where its kind has no such format.

    A table has the labels that ``graph`` knows, and its columns in the order of the query, where that is given.
    """
    import pyoxigraph as ox

    style = ALIASES.get(style, style)
    if isinstance(result, ox.QueryTriples):
        write_graph(result, style, out)
    elif isinstance(result, ox.QueryBoolean) and style not in {"json", "xml"}:
        out.write(f"{str(bool(result)).lower()}\n".encode())
    elif style in {"table", "md"}:
        names, rows = table(result, graph, sparql)
        shown = markdown(names, rows) if style == "md" else text(names, rows, bold=tables.coloured())
        out.write(shown.encode("utf-8", "replace"))
    else:
        _rows(result, style, out)


class _Fetching:
    """Turns what the engine says while it gives rows into a QueryError: it works only as they are fetched."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, (OSError, RuntimeError, ValueError)) and not isinstance(error, BrokenPipeError):
            raise QueryError(f"the query failed: {error}", todo="narrow it") from error


def write_graph(triples: ox.QueryTriples, style: str, out: IO[bytes]) -> None:
    """Writes the answer to CONSTRUCT or DESCRIBE, sorted. QueryError where the format is none for graphs."""
    import pyoxigraph as ox

    style = ALIASES.get(style, style)
    style = _FOR_GRAPHS.get(style, style)
    kinds = {
        "turtle": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "nq": ox.RdfFormat.N_QUADS,
        "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD, "rdfxml": ox.RdfFormat.RDF_XML,
    }  # fmt: skip
    if style not in kinds:
        raise QueryError(f"a graph cannot be written as {style}", todo=f"use one of {', '.join(GRAPH_FORMATS)}")
    with _Fetching():
        ordered = sorted(set(triples), key=str)
    shown = "".join(map(str, ordered))
    used = {prefix: namespace for prefix, namespace in PREFIXES.items() if namespace in shown}
    out.write(ox.serialize(ordered, format=kinds[style], prefixes=used) or b"")


def _rows(result: Any, style: str, out: IO[bytes]) -> None:
    import pyoxigraph as ox

    kinds = {
        "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV,
        "json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML,
    }  # fmt: skip
    if style not in kinds:
        raise QueryError(f"rows cannot be written as {style}", todo=f"use one of {', '.join(ROW_FORMATS)}")
    with _Fetching():
        result.serialize(out, format=kinds[style])
    if style in {"json", "xml"}:
        out.write(b"\n")


def table(result: Any, graph: Labelled | None, sparql: str = "") -> tuple[list[str], list[list[str]]]:
    """Column names and cells for people: labels in place of IRIs, plain values in place of literals."""
    names = [variable.value for variable in result.variables]
    if "*" in sparql:
        from kpugraph.sparql import in_order

        names = in_order(sparql, names)
    with _Fetching():
        terms = [[solution[name] for name in names] for solution in result]
    iris = {term.value for row in terms for term in row if _is_iri(term)}
    names_of = labels(iris, graph) if graph is not None else {iri: iri for iri in iris}
    return names, [[_cell(term, names_of) for term in row] for row in terms]


def _is_iri(term: Any) -> bool:
    import pyoxigraph as ox

    return isinstance(term, ox.NamedNode)


def labels(iris: set[str], graph: Labelled) -> dict[str, str]:
    """The label of each IRI that has one: Indonesian before one without a language before English."""
    import pyoxigraph as ox

    found: dict[str, tuple[int, str]] = {}
    every = sorted(iris)
    for at in range(0, len(every), _LABELS_AT_ONCE):
        values = " ".join(str(ox.NamedNode(iri)) for iri in every[at : at + _LABELS_AT_ONCE])
        sparql = (
            f"SELECT ?s ?l WHERE {{ VALUES ?s {{ {values} }} ?s rdfs:label|skos:prefLabel ?l "
            'FILTER(LANG(?l) IN ("id", "", "en")) }'
        )
        try:
            for row in graph.rows(sparql, prefixes=PREFIXES):
                rank = ("id", "", "en").index(row["l"].language or "")
                best = found.get(row["s"].value)
                found[row["s"].value] = min(best or (9, ""), (rank, row["l"].value))
        except QueryError:
            if not graph.remote:
                raise
            break  # a table without labels is better than none
    return {iri: label for iri, (_, label) in found.items()}


def _cell(term: Any, labels: Mapping[str, str]) -> str:
    if term is None:
        return ""
    if not _is_iri(term):
        return str(getattr(term, "value", term))
    return labels.get(term.value) or compact(term.value)


__all__ = [
    "FORMATS",
    "GRAPH_FORMATS",
    "ROW_FORMATS",
    "as_json",
    "compact",
    "labels",
    "markdown",
    "table",
    "text",
    "write",
]
