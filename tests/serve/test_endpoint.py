"""The SPARQL endpoint of a running server, beside what W3C's tests say of it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from serving import Server, serving

from kpugraph.store import Reader

FORM = "application/x-www-form-urlencoded"
PEOPLE = "SELECT ?name { ?p a schema:Person ; rdfs:label ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def server(published_store: Path) -> Iterator[Server]:
    with serving(published_store) as running:
        yield running


def test_rdf_files_are_served_in_place_of_a_store(published_store: Path, tmp_path: Path) -> None:
    """Several files, one gzipped and one of another name for its format, are one graph to the endpoint and the pages."""
    lines = Reader.open(published_store).nquads()
    first, second = tmp_path / "a.nq.gz", tmp_path / "b.data"
    first.write_bytes(gzip.compress("".join(lines[::2]).encode()))
    second.write_text("".join(lines[1::2]), "utf-8")
    options = ("--file", str(first), "--file", str(second), "--input-format", "nq")
    with serving(tmp_path / "no store", *options) as running:
        assert len(running.rows(PEOPLE)) == 5
        every = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        (found,) = Reader.open(published_store).rows(every)
        assert running.rows(every) == [{"n": found["n"].value}]
        page = running.ask("/body/kpu-kabupaten-semarang", Accept="text/html")
        assert "KPU Kabupaten Semarang" in page.text


def test_queries_come_by_get_form_and_direct_post(server: Server) -> None:
    """The three ways give the same rows, with the project's prefixes known."""
    by_get = server.query(PEOPLE)
    form = server.ask("/sparql", "POST", urlencode({"query": PEOPLE}).encode(), Content_Type=FORM)
    direct = server.ask("/sparql", "POST", PEOPLE.encode(), Content_Type="application/sparql-query")
    assert by_get.status == form.status == direct.status == 200
    assert by_get.body == form.body == direct.body
    assert len(json.loads(by_get.body)["results"]["bindings"]) == 5


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/*;q=0.3, application/json;q=0.2", "text/csv"),
        ("*/*", "application/sparql-results+json"),
        ("image/png, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_rows_come_in_the_format_that_is_liked_best(server: Server, accept: str, kind: str) -> None:
    """Weights and wildcards decide between the four formats of rows."""
    reply = server.query(PEOPLE, accept)
    assert (reply.status, reply.kind) == (200, kind)


@pytest.mark.parametrize(
    "kind",
    [
        "text/turtle",
        "application/n-triples",
        "application/rdf+xml",
        "application/ld+json",
        "application/trig",
        "application/n-quads",
    ],
)
def test_graphs_come_in_five_formats(server: Server, kind: str) -> None:
    """Each format of a graph holds the same triples."""
    reply = server.query("CONSTRUCT { ?p rdfs:label ?n } { ?p a schema:Person ; rdfs:label ?n }", kind)
    assert (reply.status, reply.kind) == (200, kind)
    form = ox.RdfFormat.from_media_type(kind)
    assert form is not None
    assert len({quad.triple for quad in ox.parse(reply.body, format=form)}) == 5


def test_what_cannot_be_given_is_406(server: Server) -> None:
    """No format in common, or one of the wrong kind of answer, is said so."""
    assert server.query(PEOPLE, "image/png").status == 406
    assert server.query(PEOPLE, "text/turtle").status == 406
    assert server.query("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv").status == 406


def test_a_wrong_query_is_400_with_line_and_column(server: Server) -> None:
    """The reply shows where the mistake stands."""
    reply = server.query("SELECT * {\n  ?s ?p\n}")
    assert reply.status == 400
    assert reply.text.startswith("line 2, column 3: syntax error")
    assert "?s ?p\n" in reply.text


@pytest.mark.parametrize(
    ("method", "path", "body", "kind", "status"),
    [
        ("POST", "/sparql", b"update=CLEAR+ALL", FORM, 403),
        ("POST", "/sparql", b"CLEAR ALL", "application/sparql-update", 403),
        ("POST", "/sparql", b"DROP ALL", "application/sparql-query", 403),
        ("GET", "/sparql?update=CLEAR+ALL", None, "", 403),
        ("PUT", "/sparql", b"", "", 405),
        ("DELETE", "/sparql", None, "", 405),
        ("POST", "/sparql", b"ASK {}", "text/plain", 415),
        ("POST", "/sparql", b"", FORM, 400),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, "", 400),
        ("GET", "/sparql?query=%FF", None, "", 400),
        ("POST", "/sparql", b"\xff", "application/sparql-query", 400),
        ("POST", "/sparql", b"query=" + b"x" * 300_000, FORM, 413),
        ("POST", "/sparql", b"#" * 70_000 + b"\nASK {}", "application/sparql-query", 400),
    ],
)
def test_other_requests_get_their_status(
    server: Server, method: str, path: str, body: bytes | None, kind: str, status: int
) -> None:
    """Updates, other methods, media types, and malformed or large requests are refused with a sentence."""
    reply = server.ask(path, method, body, **({"Content_Type": kind} if kind else {}))
    assert reply.status == status
    assert reply.text.strip()


def test_graphs_can_be_named_beside_the_query(server: Server) -> None:
    """default-graph-uri and FROM restrict what is seen; a graph that is not here is refused, not taken for empty."""
    evidence = "https://w3id.org/kpugraph/graph/evidence"
    claims, people = "ASK { ?c a kg:Claim }", "ASK { ?p a schema:Person }"
    assert json.loads(server.query(claims, **{"default-graph-uri": evidence}).body)["boolean"] is True
    assert json.loads(server.query(people, **{"default-graph-uri": evidence}).body)["boolean"] is False
    assert json.loads(server.query(f"ASK FROM <{evidence}> {{ ?p a schema:Person }}").body)["boolean"] is False
    reply = server.query(people, **{"default-graph-uri": "http://127.0.0.1:9/x"})
    assert (reply.status, "no graph here is named" in reply.text) == (403, True)
    assert server.query("ASK FROM <http://127.0.0.1:9/x> {}").status == 403


def test_head_gives_the_headers_of_get(server: Server) -> None:
    """HEAD has the same headers and no body."""
    path = "/sparql?" + urlencode({"query": PEOPLE})
    head, get = server.ask(path, "HEAD", Accept="text/csv"), server.ask(path, Accept="text/csv")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"] == str(len(get.body))


def test_a_client_that_has_the_answer_is_told_so(server: Server) -> None:
    """The ETag of an answer makes the next one 304; a query that differs each time has none."""
    first = server.query(PEOPLE)
    path = "/sparql?" + urlencode({"query": PEOPLE})
    again = server.ask(path, Accept="application/sparql-results+json", If_None_Match=first.headers["etag"])
    other = server.ask(path, Accept="text/csv", If_None_Match=first.headers["etag"])
    assert (again.status, again.body, other.status) == (304, b"", 200)
    now = server.query("SELECT (NOW() AS ?t) {}")
    assert "etag" not in now.headers
    assert now.headers["cache-control"] == "no-store"


def test_the_endpoint_describes_itself(server: Server) -> None:
    """Without a query it gives a service description with its own address, its graphs and formats."""
    reply = server.ask("/sparql", Accept="application/n-triples")
    store = ox.Store()
    store.load(reply.body, format=ox.RdfFormat.N_TRIPLES)
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> "
    assert store.query(
        f"{sd} ASK {{ ?s a sd:Service ; sd:endpoint <{server.address}/sparql> ; sd:feature sd:UnionDefaultGraph ;"
        " sd:defaultDataset/sd:namedGraph/sd:name <https://w3id.org/kpugraph/graph/evidence> }"
    )
    assert server.ask("/sparql", Accept="text/html").status == 303


def test_a_browser_is_led_to_the_editor_with_its_query(server: Server) -> None:
    """A query from a browser's address bar opens the query page."""
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    reply = server.query("ASK {}", browser)
    assert (reply.status, reply.headers["location"]) == (303, "/query?query=ASK%20%7B%7D")
