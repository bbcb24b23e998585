"""The query layer: complete answers, and errors that say why there is none."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kpugraph.errors import QueryError
from kpugraph.workers.answer import answer, count_rows
from kpugraph.workers.errors import InvalidError, NotAcceptableError, TooLargeError
from kpugraph.workers.limits import Limits
from kpugraph.workers.messages import Request

NASTY = ('a "b"', "a\\", '\\"', "{}", "},{", "[{", ',{"x":', "a\r\nb", "\n", "<result>", "", "a\tb", "'", '"\r\n"')


@pytest.fixture
def store() -> ox.Store:
    store = ox.Store()
    for number, text in enumerate(NASTY):
        store.add(ox.Quad(ox.NamedNode(f"http://x/{number}"), ox.NamedNode("http://x/p"), ox.Literal(text)))
    return store


@pytest.mark.parametrize("style", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("limit", [0, 1, 2, len(NASTY)])
@pytest.mark.parametrize("names", ["?o", "?s ?o", "?o ?none", "?none"])
def test_rows_are_counted_whatever_stands_in_them(store: ox.Store, style: str, limit: int, names: str) -> None:
    """Quotes, braces, tags and line ends in values do not count as rows, and rows without a value do."""
    found = answer(store, Request(f"SELECT {names} {{ ?s ?p ?o }} LIMIT {limit}", style), Limits())
    assert count_rows(found.body, style) == limit


def test_one_row_too_many_is_no_answer(store: ox.Store) -> None:
    """The bound is inclusive, for rows, triples and bytes."""
    exact = Limits(rows=len(NASTY))
    assert answer(store, Request("SELECT * { ?s ?p ?o }"), exact).body
    assert answer(store, Request("CONSTRUCT WHERE { ?s ?p ?o }"), exact).body
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        with pytest.raises(TooLargeError, match="more than 13"):
            answer(store, Request(query), Limits(rows=len(NASTY) - 1))
        with pytest.raises(TooLargeError, match="larger than"):
            answer(store, Request(query), Limits(answer_bytes=200))


def test_a_graph_has_each_triple_once(store: ox.Store) -> None:
    """Rows that give the same triple do not repeat it."""
    found = answer(store, Request("CONSTRUCT { <http://x/s> <http://x/p> 1 } { ?s ?p ?o }", graph="nt"), Limits())
    assert found.body.count(b"\n") == 1


def test_an_answer_without_a_format_is_said_so(store: ox.Store) -> None:
    """Rows asked for as a graph only, and a graph as rows only, are not acceptable."""
    with pytest.raises(NotAcceptableError, match="rows"):
        answer(store, Request("ASK {}", rows=None), Limits())
    with pytest.raises(NotAcceptableError, match="graph"):
        answer(store, Request("DESCRIBE <http://x/1>", graph=None), Limits())


def test_what_is_no_sparql_is_told_from_what_cannot_be_done(store: ox.Store) -> None:
    """A syntax error has a place; an unknown function is another error."""
    with pytest.raises(InvalidError) as caught:
        answer(store, Request("SELECT * {"), Limits())
    assert caught.value.where.startswith("line 1")
    with pytest.raises(QueryError, match="function") as other:
        answer(store, Request("SELECT (<http://x/f>(1) AS ?x) {}"), Limits())
    assert not isinstance(other.value, InvalidError)


def test_from_holds_in_the_union_too() -> None:
    """A query's own FROM is what it sees, by a full, prefixed or relative name."""
    store = ox.Store()
    for name in "ab":
        node = ox.NamedNode(f"http://x/{name}")
        store.add(ox.Quad(node, node, node, node))
    for name in ("<http://x/a>", "x:a", "<a>"):
        text = f"BASE <http://x/> PREFIX x: <http://x/> SELECT ?s FROM {name} {{ ?s ?p ?o }}"
        assert answer(store, Request(text, "csv"), Limits()).body == b"s\r\nhttp://x/a\r\n"
