"""What is told of a query's text without running it, and how a mistake in it is shown."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kpugraph import queries, results, sparql
from kpugraph.errors import QueryError
from kpugraph.store import Reader

EMPTY = Reader(ox.Store(), "nothing")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("select * {}", "select"),
        ("PREFIX a: <http://a/> BASE <http://b/> ASK {}", "ask"),
        ("# SELECT\nPREFIX select: <http://a/>\nCONSTRUCT WHERE { ?s ?p ?o }", "construct"),
        ("DESCRIBE <http://a/>", "describe"),
        ("INSERT DATA {}", ""),
        ("", ""),
    ],
)
def test_the_form_is_the_first_word_after_the_prologue(text: str, form: str) -> None:
    """Comments, PREFIX and BASE are passed over."""
    assert sparql.form(text) == form


@pytest.mark.parametrize(
    ("text", "limited"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT * { ?s ?p ?o }\nLIMIT 5"),
        ("SELECT * { ?s ?p ?o } LIMIT 3 OFFSET 1", "SELECT * { ?s ?p ?o } LIMIT 3 OFFSET 1"),
        ("SELECT * { ?s ?p ?o } LIMIT 30", "SELECT * { ?s ?p ?o } LIMIT 5"),
        ("SELECT * { ?s ?p ?o } LIMIT 007", "SELECT * { ?s ?p ?o } LIMIT 5"),
        ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 9 } }", "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 9 } }\nLIMIT 5"),
        ("SELECT * { ?s ?p ?x } VALUES ?x { 1 }", "SELECT * { ?s ?p ?x } LIMIT 5 VALUES ?x { 1 }"),
        ("SELECT * { ?s ?p ?o } # LIMIT 3", "SELECT * { ?s ?p ?o } # LIMIT 3\nLIMIT 5"),
        ("ASK { ?s ?p ?o }", "ASK { ?s ?p ?o }"),
    ],
)
def test_a_limit_only_ever_narrows(text: str, limited: str) -> None:
    """A limit is put where the grammar has it, and a smaller one of the query's own stands."""
    assert sparql.limited(text, 5) == limited
    queries.run(limited, EMPTY)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("SELECT * { ?s ?p ?o }", ["s", "p", "o"]),
        ("PREFIX x: <http://x/> SELECT DISTINCT * { ?z x:a ?b BIND(?z * 2 AS ?a) }", ["z", "b", "a"]),
        ("SELECT * { # ?o\n ?s ?p '?o' . ?s $q <http://x/?o> . ?o ?q ?s }", ["s", "p", "q", "o"]),
        ("SELECT * { { SELECT ?b ?a { ?a ?c ?b } } }", ["b", "a"]),
        ("SELECT * { ?s ?p [ ?q ?o ] } LIMIT 1", ["s", "p", "q", "o"]),
        ("SELECT ?o ?s { ?s ?p ?o }", ["o", "s"]),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", ["n"]),
        ("SELECT * {}", []),
    ],
)
def test_columns_of_a_star_come_as_the_text_has_them(text: str, columns: list[str]) -> None:
    """Not in the order of the alphabet, in which the engine gives them; other queries keep theirs."""
    result = queries.run(text, EMPTY)
    assert results.table(result, EMPTY, text)[0] == columns


def test_only_prefixes_that_are_used_and_not_declared_are_added() -> None:
    """Names in strings and IRIs, and the user's own declarations, add none."""
    text = "PREFIX org: <http://mine/>\nSELECT * { ?s org:a kg:b ; <http://x/foaf:y> 'oa:z' ; rdf:type _:n }"
    added = sparql.with_prefixes(text)
    assert added.endswith(text)
    head = added[: -len(text)]
    assert "PREFIX kg: <" in head
    assert "PREFIX rdf: <" in head
    assert head.count("PREFIX") == 2
    assert "\n" not in head


@pytest.mark.parametrize(
    ("text", "where", "what", "under"),
    [
        ("SELECT * {", "line 1, column 10", "this { is never closed", "{"),
        ("SELECT * { ?s ?p ?o } }", "line 1, column 23", "this } closes nothing", "}"),
        ("SELECT ?x\nWHERE {\n  ?x skoz:a ?y }", "line 3, column 6", "did you mean skos:?", "s"),
        ("SELCT * {}", "line 1, column 1", "did you mean SELECT?", "S"),
        ("SELECT * { ?s ?p 'abc }", "line 1, column 18", "this string is never closed", "'"),
        ("SELECT *\n{ ?s ?p ?o .\n  ?s org:x ?\n}", "line 4, column 1", "unexpected '}'", "}"),
        ("SELECT * { ?s ?p ?o FILTER(foo(?o)) }", "line 1, column 21", "not valid from 'FILTER' on", "F"),
        ("SELECT * { ?東京 ?p ?o . '東京' } }", "line 1, column 31", "this } closes nothing", "}"),
        ("", "line 1, column 1", "the query is empty", ""),
    ],
)
def test_a_mistake_is_shown_at_its_place_in_the_users_text(text: str, where: str, what: str, under: str) -> None:
    """Line and column of the text as it was typed, a reason in words, and the line with a caret under the place."""
    with pytest.raises(QueryError) as caught:
        queries.run(text, EMPTY)
    assert caught.value.where == where
    message, line, caret = str(caught.value).split("\n")
    assert what in message
    column = int(where.rsplit(" ", 1)[1]) - 1
    assert line[2:][column : column + 1] == under
    from rich.cells import cell_len

    assert cell_len(line[: 2 + column]) == len(caret) - 1


def test_a_message_stays_short() -> None:
    """The engine's dump of its grammar does not reach the user."""
    with pytest.raises(QueryError) as caught:
        queries.run("SELECT * WHERE { ?s ?p ?o . ?s } # " + "x" * 5000, EMPTY)
    assert len(str(caught.value)) < 400
