"""The guard in front of the query engine."""

from __future__ import annotations

import pytest

from kpugraph import guard
from kpugraph.errors import QueryError

NETWORK = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service<http://127.0.0.1:9/>{ ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "PREFIX x: <http://127.0.0.1:9/> SELECT * { SERVICE x:a { ?s ?p ?o } }",
    "SELECT * { VALUES ?u { <http://127.0.0.1:9/> } SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } } }",
    "SELECT * { { SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } } } }",
    "SELECT * { SERVICE # comment\n <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { ?s ex:a\\# ?o . SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
    "SELECT * { ?s ex:a\\' ?o . SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } FILTER(?a = \"'\") }",
    "SELECT * { # comment\r SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
    "LOAD <http://127.0.0.1:9/>",
    "LOAD SILENT <http://127.0.0.1:9/> INTO GRAPH <http://g/>",
    "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
]


@pytest.mark.parametrize("query", NETWORK)
def test_no_writing_of_a_query_reaches_the_network(query: str) -> None:
    """SERVICE, LOAD and FROM are refused in every way of writing them."""
    with pytest.raises(QueryError, match="disabled"):
        guard.check(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <http://x/>" }',
        "SELECT * { ?s <http://x/SERVICE> ?o } # SERVICE",
        "SELECT ?service ?load { ?service ?load ?o }",
        "SELECT * { ?s ?p '''LOAD and FROM''' }",
    ],
)
def test_the_words_may_stand_in_strings_iris_comments_and_variables(query: str) -> None:
    """What only looks like SERVICE or LOAD is left alone."""
    guard.check(query)


@pytest.mark.parametrize(
    "query",
    [
        "{" * 3000,
        "SELECT * { ?s ?p ?o FILTER(" + "(" * 10_000,
        "ASK { FILTER(" + "!" * 100_000,
        "SELECT * { ?s ex:a" + "\\)" * 2000 + " ?o . " + "{" * 2000 + "}" * 2000 + "}",
    ],
)
def test_a_query_that_nests_too_deeply_never_reaches_the_engine(query: str) -> None:
    """Nesting that would end the process is refused."""
    with pytest.raises(QueryError, match=r"deeper|larger"):
        guard.check(query)


@pytest.mark.parametrize("link", ["+1", "||1", ") MINUS{} FILTER(1"])
def test_a_long_flat_chain_never_reaches_the_engine(link: str) -> None:
    """A chain without brackets overflows the engine's stack as nesting does, and is refused too."""
    with pytest.raises(QueryError, match="parts"):
        guard.check("ASK { FILTER(1" + link * 3000 + ") }")


def test_a_long_list_of_values_is_let_through() -> None:
    """Two thousand values in one query are no attack."""
    guard.check("SELECT * { VALUES ?s { " + "<http://x/> " * 2000 + "} ?s ?p ?o }")


HIDDEN = [
    "SELECT * { SERVICE:x { ?s ?p ?o } }",
    "SELECT * { SERVICEex:x { ?s ?p ?o } }",
    "SELECT * { SERVICESILENTex:x { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1e5SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1 .SERVICE:x { ?s ?p ?o } }",
    "SELECT * { ?s ?p ex:.SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '\\u005C' SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #'\n }",
    "SELECT * { FILTER(?a<?b)SERVICE?x#>\n{ ?s ?p ?o } }",
    "SELECT * { FILTER(?a<'''>''')SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o }} #'''",
    "SELECT * { FILTER(?a<?b&&EXISTS#>\n{SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o }}) }",
]


@pytest.mark.parametrize("query", HIDDEN)
def test_service_is_not_hidden_by_what_reads_in_two_ways(query: str) -> None:
    """SERVICE glued to a name or number, behind a comparison that looks like an IRI, or behind an escape is refused."""
    with pytest.raises(guard.RefusedError, match="SERVICE is disabled"):
        guard.check(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s <http://x/a-service> ?o ; <http://x/service#b> ?service FILTER(?o < ?s && ?s > 1) }",
        "PREFIX ex: <http://x/Service#> SELECT * { ?s ex:service ?o . FILTER(ex:service_of(?o) < 3) } # service",
        "SELECT (COUNT(*) AS ?n) { VALUES (?a ?b) { (<http://x/service> <http://x/service#x>) } }",
    ],
)
def test_names_may_hold_the_word(query: str) -> None:
    """IRIs, local names, variables and comments with the word in them are no SERVICE, beside comparisons too."""
    guard.check(query)


def test_the_graphs_of_a_query_are_read_with_its_prologue() -> None:
    """FROM and FROM NAMED give the names as they are written, and the lines that say what the prefixes mean."""
    head = "BASE <http://x/>\nPREFIX ex.y: <http://y/> PREFIX : <z#>"
    text = f"{head} # from\nSELECT ?from FROM <a> FROM NAMED ex.y:b FROM :c {{ ?from ex:from ?o }}"
    assert guard.graphs(text) == (head, ["<a>", "ex.y:b", ":c"])


def test_reading_takes_a_time_that_grows_with_the_length() -> None:
    """A text that forks at every mark is read once per place, not once per combination."""
    guard.check("SELECT * { FILTER(" + "?a<?b>1&&" * 400 + "1) } # service")
