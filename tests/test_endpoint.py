"""Remote endpoints: two servers that others wrote, and a small one that misbehaves as servers do."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kpugraph import push, queries, results
from kpugraph.endpoint import Endpoint
from kpugraph.errors import QueryError
from kpugraph.store import Queryable, Reader

FACTS = "https://w3id.org/kpugraph/graph/facts"
ROWS = {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "1"}}]}}


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets what the environment says of credentials, and nothing else of them."""
    for name in ("TOKEN", "USER", "PASSWORD"):
        monkeypatch.delenv(f"KPUGRAPH_ENDPOINT_{name}", raising=False)

    def put(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"KPUGRAPH_ENDPOINT_{name.upper()}", value)

    return put


# ------------------------------------------------------------ real servers


@pytest.fixture(scope="module")
def on_oxigraph(published_store: Path, oxigraph_server: str) -> str:
    """The published page on an oxigraph server; gives the address for queries."""
    target = push.Target(f"{oxigraph_server}/store", "gsp", replace=True)
    push.push(Reader.open(published_store), target, published_store.with_name("oxigraph.json"))
    return f"{oxigraph_server}/query"


@pytest.fixture(scope="module")
def on_virtuoso(published_store: Path, virtuoso_server: str) -> str:
    """The published page on a Virtuoso server; gives the address for queries."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KPUGRAPH_ENDPOINT_USER", "dba")
        patch.setenv("KPUGRAPH_ENDPOINT_PASSWORD", "dba")
        target = push.Target(f"{virtuoso_server}/sparql-auth", graph=FACTS)
        push.push(Reader.open(published_store), target, published_store.with_name("virtuoso.json"))
    return f"{virtuoso_server}/sparql"


def cells(graph: Queryable, sparql: str) -> list[list[str]]:
    return results.table(queries.run(sparql, graph), graph)[1]


@pytest.mark.parametrize(
    "name", ["officeholders", "events", "documents", "terms", "bodies", "timeline", "divisions", "conflicts"]
)
def test_named_queries_answer_on_oxigraph_as_here(published_store: Path, on_oxigraph: str, name: str) -> None:
    """The same rows, labels and all, come from the remote server as from the store."""
    _alike(name, Reader.open(published_store), Endpoint(f"{on_oxigraph}?union-default-graph"))


@pytest.mark.parametrize(
    "name", ["officeholders", "events", "documents", "terms", "bodies", "timeline", "divisions", "evidence"]
)
def test_named_queries_answer_on_virtuoso_as_here(published_store: Path, on_virtuoso: str, name: str) -> None:
    """The same rows come from another engine altogether."""
    _alike(name, Reader.open(published_store), Endpoint(on_virtuoso))


def _alike(name: str, here: Queryable, there: Queryable) -> None:
    query = queries.get(name)
    given = {"thing": "KPU Kab. Semarang"} if name == "timeline" else {}
    mine, others = (
        sorted([_parts(cell) for cell in row] for row in cells(graph, queries.bind(query, given, graph)))
        for graph in (here, there)
    )
    assert mine == others
    assert mine or name == "conflicts"


def _parts(cell: str) -> list[str]:
    """What GROUP_CONCAT joined, in an order of our own: the standard leaves the order open."""
    return sorted(cell.split("; "))


@pytest.mark.parametrize("server", ["on_oxigraph", "on_virtuoso"])
def test_every_form_of_query_answers(request: pytest.FixtureRequest, server: str) -> None:
    """ASK gives true and false, CONSTRUCT and DESCRIBE triples, as a store does."""
    import io

    graph = Endpoint(request.getfixturevalue(server))
    assert bool(queries.run("ASK { ?s a schema:Person }", graph)) is True
    assert bool(queries.run("ASK { ?s a schema:Persan }", graph)) is False
    for text in (
        "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a schema:Person ; rdfs:label ?l }",
        f"DESCRIBE <{_semarang()}>",
    ):
        out = io.BytesIO()
        results.write(queries.run(text, graph), "nt", out, graph)
        assert len(out.getvalue().splitlines()) >= 5


def _semarang() -> str:
    return "https://w3id.org/kpugraph/body/kpu-kabupaten-semarang"


@pytest.mark.parametrize("server", ["on_oxigraph", "on_virtuoso"])
def test_a_long_query_goes_through(request: pytest.FixtureRequest, server: str) -> None:
    """A query longer than any address may be is posted."""
    graph = Endpoint(request.getfixturevalue(server))
    values = " ".join(f"<http://x/{number}>" for number in range(400))
    assert cells(graph, f"SELECT ?s {{ VALUES ?s {{ {values} <{_semarang()}> }} ?s a org:FormalOrganization }}")


@pytest.mark.parametrize("server", ["on_oxigraph", "on_virtuoso"])
def test_a_syntax_error_there_is_one_line_here(request: pytest.FixtureRequest, server: str) -> None:
    """What the server says of a bad query is shown in one line with its status."""
    with pytest.raises(QueryError) as caught:
        queries.run("SELECT * {", Endpoint(request.getfixturevalue(server)))
    assert "400" in str(caught.value)
    assert "\n" not in str(caught.value)


# ------------------------------------------------------------ a server that misbehaves


class Script:
    """A server on the loopback address that answers requests one after the other as told, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[Callable[[BaseHTTPRequestHandler], None]] = []
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        script = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                script.asked.append((self.command, self.path, dict(self.headers.items()), body))
                number = min(len(script.asked), len(script.answers)) - 1
                script.answers[number](self)

            do_POST = do_GET  # noqa: N815 - the name that the library looks for

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/sparql"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def script() -> Iterator[Script]:
    made = Script()
    yield made
    made.close()


def reply(
    status: int = 200,
    body: bytes = json.dumps(ROWS).encode(),
    media: str = "application/sparql-results+json",
    **headers: str,
) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def rows(url: str, sparql: str = "SELECT ?x {}", **options: Any) -> list[str]:
    return [row["x"].value for row in Endpoint(url, **options).rows(sparql)]


def test_a_short_query_is_got_and_a_long_one_posted(script: Script) -> None:
    """GET carries the text in the address, POST as a form; both say which answers are understood."""
    script.answers = [reply()]
    assert rows(script.url) == ["1"]
    assert rows(f"{script.url}?named=1", "SELECT ?x { # " + "x" * 3000 + "\n}") == ["1"]
    (first, second) = script.asked
    assert first[0] == "GET"
    assert parse_qs(urlsplit(first[1]).query)["query"] == ["SELECT ?x {}"]
    assert "application/sparql-results+json" in first[2]["Accept"]
    assert second[0] == "POST"
    assert second[1] == "/sparql?named=1"
    assert second[2]["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(second[3].decode())["query"][0].startswith("SELECT ?x { # xxx")


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again(script: Script, status: int) -> None:
    """Too many requests and unavailable are tried again after the time that the server names."""
    script.answers = [reply(status, b"busy", "text/plain", Retry_After="1"), reply()]
    begun = time.monotonic()
    assert rows(script.url) == ["1"]
    assert time.monotonic() - begun >= 1
    assert len(script.asked) == 2


def test_a_server_that_stays_busy_is_given_up(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    """After some tries the last answer is shown."""
    monkeypatch.setattr("kpugraph.endpoint._BACKOFF", 0.02)
    script.answers = [
        reply(
            503,
            b"<html><head><title>x</title></head><body><h1>Come back\nlater</h1></body></html>",
            "text/html",
            Retry_After="0",
        )
    ]
    with pytest.raises(QueryError, match=r"503 .*: Come back later \(try later\)"):
        rows(script.url)
    assert 3 <= len(script.asked) <= 6


def test_a_redirect_is_followed_but_not_with_a_token_to_another_host(
    script: Script, credentials: Callable[..., None]
) -> None:
    """The address may move; a token given for one server is not told to another."""
    credentials(token="secret")
    other = Script()
    other.answers = [reply()]
    script.answers = [
        reply(302, b"", Location=script.url + "2"),
        reply(307, b"", Location=other.url.replace("127.0.0.1", "localhost")),
    ]
    try:
        assert rows(script.url) == ["1"]
        assert [asked[2].get("Authorization") for asked in script.asked] == ["Bearer secret", "Bearer secret"]
        assert "Authorization" not in other.asked[0][2]
    finally:
        other.close()


@pytest.mark.parametrize("status", [301, 302, 307])
def test_what_is_posted_is_not_sent_on_to_another_address(script: Script, status: int) -> None:
    """A redirect of a POST is told to the user: followed as browsers do, it would lose what was to be sent."""
    script.answers = [reply(status, b"", Location="https://elsewhere.example/sparql"), reply()]
    with pytest.raises(QueryError, match=r"has moved to https://elsewhere\.example/sparql"):
        Endpoint(script.url).send("POST", script.url, data=b"INSERT DATA {}")
    assert len(script.asked) == 1


def test_a_password_is_not_told_because_another_host_asks(script: Script, credentials: Callable[..., None]) -> None:
    """Where a redirect leads to a host that asks for a password, neither host gets it."""
    credentials(user="ani", password="rahasia")
    other = Script()
    other.answers = [reply(401, b"", WWW_Authenticate='Basic realm="x"')]
    script.answers = [reply(302, b"", Location=other.url.replace("127.0.0.1", "localhost"))]
    try:
        with pytest.raises(QueryError, match="401"):
            rows(script.url)
        assert not [asked for asked in (*script.asked, *other.asked) if "Authorization" in asked[2]]
    finally:
        other.close()


def test_an_endless_redirect_ends(script: Script) -> None:
    """A server that sends one round and round is given up."""
    script.answers = [reply(302, b"", Location=script.url)]
    with pytest.raises(QueryError, match="redirects"):
        rows(script.url)


def test_name_and_password_are_told_only_when_asked_for(script: Script, credentials: Callable[..., None]) -> None:
    """The first request has none; the answer to a challenge has."""
    credentials(user="ani", password="rahasia")
    script.answers = [reply(401, b"", WWW_Authenticate='Basic realm="x"'), reply()]
    assert rows(script.url) == ["1"]
    assert "Authorization" not in script.asked[0][2]
    assert script.asked[1][2]["Authorization"] == "Basic " + base64.b64encode(b"ani:rahasia").decode()


def test_without_credentials_a_refusal_says_where_to_put_them(script: Script, credentials: Callable[..., None]) -> None:
    """401 names the variables of the environment."""
    credentials()
    script.answers = [reply(401, b"who are you?", "text/plain")]
    with pytest.raises(QueryError, match=r"401 Unauthorized: who are you.*KPUGRAPH_ENDPOINT_TOKEN"):
        rows(script.url)


def test_a_silent_server_is_not_waited_for_without_end(script: Script) -> None:
    """After the time given the query fails and says so."""
    script.answers = [lambda handler: time.sleep(8)]
    begun = time.monotonic()
    with pytest.raises(QueryError, match=r"longer than 0\.3 s"):
        rows(script.url, timeout=0.3)
    assert time.monotonic() - begun < 5


def _cut_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/sparql-results+json")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(json.dumps(ROWS).encode())
    handler.close_connection = True


@pytest.mark.parametrize(
    "answer",
    [
        reply(body=b"<html>welcome to our portal</html>", media="text/html"),
        reply(body=json.dumps(ROWS).encode()[:-20]),
        _cut_off,
        reply(body=b""),
    ],
)
def test_half_an_answer_or_none_is_an_error(script: Script, answer: Callable[[BaseHTTPRequestHandler], None]) -> None:
    """What is no result, or ends early, is never taken for rows."""
    script.answers = [answer]
    with pytest.raises(QueryError) as caught:
        rows(script.url)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("ftp://x/sparql", "no address"), ("sparql", "no address"), ("http://", "no address"), ("http://[::1", "no address"),
        ("http://ani:rahasia@127.0.0.1:9/", "must not hold"),
    ],
)  # fmt: skip
def test_a_bad_address_is_refused_before_anything_is_sent(url: str, complaint: str) -> None:
    """Only http and https, and no password for all to see."""
    with pytest.raises(QueryError, match=complaint) as caught:
        Endpoint(url)
    assert "rahasia" not in str(caught.value)


def test_nobody_there() -> None:
    """A closed port is named with the reason."""
    with pytest.raises(QueryError, match="Connection refused"):
        rows("http://127.0.0.1:9/sparql")
