"""Whether an answer is the expected one: rows as a bag, blank nodes up to their names, numbers and truth by value."""

from __future__ import annotations

import csv
import io
from collections import Counter
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from suite import FORMATS, first

XSD = "http://www.w3.org/2001/XMLSchema#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RESULTS = {"srx": ox.QueryResultsFormat.XML, "srj": ox.QueryResultsFormat.JSON, "tsv": ox.QueryResultsFormat.TSV}
Rows = list[dict[str, object]]


def same(expected: bytes, iri: str, body: bytes, style: str) -> bool:
    """Whether an answer in XML (rows), N-Triples (a graph) or CSV is what the file at ``iri`` holds."""
    ending = iri.rsplit(".", 1)[-1]
    if ending == "csv":
        return _same_rows(_csv(expected), _csv(body))
    if style == "nt":
        return isomorphic(_graph(expected, ending, iri), _graph(body, "nt", iri))
    wanted = _result_set(expected, ending, iri) if ending in FORMATS else _parsed(expected, RESULTS[ending])
    found = _parsed(body, RESULTS["tsv"] if style == "tsv" else RESULTS["srx"])
    if isinstance(wanted, bool) or isinstance(found, bool):
        return wanted is found
    return _same_rows(wanted, found)


def _parsed(body: bytes, kind: ox.QueryResultsFormat) -> Rows | bool:
    result = ox.parse_query_results(body, format=kind)
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    assert isinstance(result, ox.QuerySolutions)
    names = [variable.value for variable in result.variables]
    return [{name: row[name] for name in names if row[name] is not None} for row in result]


def _result_set(body: bytes, ending: str, iri: str) -> Rows | bool:
    """Rows that are written as a graph."""
    store = ox.Store()
    store.load(body, format=FORMATS[ending], base_iri=iri)
    truth = list(store.quads_for_pattern(None, ox.NamedNode(RS + "boolean"), None))
    if truth:
        return truth[0].object.value == "true"
    rows: Rows = []
    for solution in store.quads_for_pattern(None, ox.NamedNode(RS + "solution"), None):
        bindings = store.quads_for_pattern(solution.object, ox.NamedNode(RS + "binding"), None)
        rows.append(
            {first(store, b.object, RS + "variable").value: first(store, b.object, RS + "value") for b in bindings}
        )
    return rows


def _csv(body: bytes) -> Rows:
    header, *rows = csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
    return [{name: _cell(cell) for name, cell in zip(header, row, strict=True)} for row in rows]


def _cell(text: str) -> ox.BlankNode | ox.Literal:
    """A cell of CSV, which does not tell numbers from words: what reads as a number counts by its value."""
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    try:
        return ox.Literal(repr(float(text)))
    except ValueError:
        return ox.Literal(text)


def _same_rows(wanted: Rows, found: Rows) -> bool:
    """Rows as a graph, so that blank nodes are matched across rows; how often a row comes is part of it."""
    return isomorphic(_as_graph(wanted), _as_graph(found))


def _as_graph(rows: Rows) -> Graph:
    graph = Graph()
    blank = [row for row in rows if any(isinstance(term, ox.BlankNode) for term in row.values())]
    times = Counter(
        tuple(sorted((name, _term(term).n3()) for name, term in row.items())) for row in rows if row not in blank
    )
    for row in rows:
        if row in blank:
            node: BNode | URIRef = BNode()
            graph.add((node, URIRef("urn:row"), Literal("")))
        else:
            key = tuple(sorted((name, _term(term).n3()) for name, term in row.items()))
            node = URIRef(f"urn:{abs(hash(key))}")
            graph.add((node, URIRef("urn:times"), Literal(times[key])))
        for name, term in row.items():
            graph.add((node, URIRef(f"urn:{name}"), _term(term)))
    return graph


def _term(term: object) -> URIRef | BNode | Literal:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return Literal(term.value, lang=term.language.lower())
    kind = term.datatype.value
    return Literal(
        _number(term.value, kind), datatype=None if kind == XSD + "string" else URIRef(kind), normalize=False
    )


def _number(text: str, kind: str) -> str:
    """A number or truth value in one spelling: a store keeps values, not how they were written."""
    try:
        if kind in {XSD + "double", XSD + "float"}:
            return repr(float(text))
        if kind == XSD + "boolean":
            return {"0": "false", "1": "true"}.get(text, text)
        if kind == XSD + "decimal" or "nteger" in kind:
            return format(Decimal(text).normalize(), "f")
    except (ValueError, InvalidOperation):
        pass
    return text


def _graph(body: bytes, ending: str, iri: str) -> Graph:
    graph = Graph()
    for quad in ox.parse(body, format=FORMATS[ending], base_iri=iri):
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph
