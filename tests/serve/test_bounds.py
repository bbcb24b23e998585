"""What a running server bears: queries without end, attacks, many clients, a store that changes, signals."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
from serving import Server, serving

from kpugraph import store

TRIPLES = "".join(f"<http://x/{i}> <http://x/p> <http://x/{(i * 7) % 600}> .\n" for i in range(600))
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"
DOUBLING = (
    'SELECT ?a30 { BIND("aaaaaaaaaaaaaaaa" AS ?a0) '
    + " ".join(f"BIND(CONCAT(?a{i},?a{i}) AS ?a{i + 1})" for i in range(30))
    + " }"
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of some triples that are no graph of news."""
    path = tmp_path_factory.mktemp("bounds") / "store"
    store.write(path, TRIPLES.splitlines(keepends=True))
    return path


@pytest.fixture(scope="module")
def server(small: Path) -> Iterator[Server]:
    with serving(small, "--timeout", "2", "--memory", "400", "--max-rows", "1000", "--workers", "2") as running:
        yield running


def good(server: Server) -> bool:
    return server.query("ASK { <http://x/1> ?p ?o }").status == 200


def test_a_query_without_end_is_503_in_time_and_the_next_is_answered(server: Server) -> None:
    """The deadline holds within a second, and the reply says what happened."""
    begun = time.monotonic()
    reply = server.query(ENDLESS)
    assert reply.status == 503
    assert "longer than 2 s" in reply.text
    assert reply.headers["retry-after"] == "5"
    assert time.monotonic() - begun < 4
    assert good(server)


def test_a_query_that_eats_memory_is_413_and_the_next_is_answered(small: Path) -> None:
    """The memory of a worker ends before that of the machine."""
    with serving(small, "--memory", "400", "--workers", "1") as server:
        reply = server.query(DOUBLING)
        assert (reply.status, "400 MiB of memory" in reply.text) == (413, True)
        assert good(server)


def test_more_rows_than_allowed_are_413_in_every_format(server: Server) -> None:
    """No answer is cut: with one row too many there is none."""
    for accept in (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ):
        full = server.query("SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 1000", accept)
        over = server.query("SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 1001", accept)
        assert (full.status, over.status) == (200, 413), accept
        assert "more than 1,000 rows" in over.text
    graph = server.query("CONSTRUCT { ?a <http://x/q> ?d } { ?a ?b ?c . ?d ?e ?f }", "text/turtle")
    assert graph.status == 413


KILLERS = [
    "{" * 3000,
    "SELECT * { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }",
    "ASK { FILTER(" + "!" * 60_000 + "1) }",
    "SELECT * { {} " + "UNION {} " * 9_000 + "}",
    "ASK { FILTER(1" + "||1" * 20_000 + ") }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "SELECT * { ?a (((<http://x/p>*)*)*)/(<http://x/p>*)/(<http://x/p>*) ?b . ?b <http://x/p>* ?c . ?d <http://x/p>* ?e }",
    ENDLESS,
    DOUBLING,
]


@pytest.mark.parametrize("query", KILLERS, ids=range(len(KILLERS)))
def test_no_query_ends_the_server(server: Server, query: str) -> None:
    """Each is refused or stopped within the deadline and a second, by the same process that answers the next one."""
    before = server.process.pid
    begun = time.monotonic()
    reply = server.ask("/sparql", "POST", query.encode(), Content_Type="application/sparql-query")
    assert reply.status in {400, 413, 503}
    assert time.monotonic() - begun < 4
    assert good(server)
    assert server.process.poll() is None
    assert server.process.pid == before


@pytest.mark.skipif(sys.platform != "linux", reason="reads the processes from /proc")
def test_workers_that_something_else_ends_are_replaced(small: Path) -> None:
    """With all its workers killed from outside, the server answers the next query."""
    with serving(small, "--workers", "2") as server:
        for child in Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)
        time.sleep(0.3)
        assert [good(server) for _ in range(4)] == [True] * 4


def test_one_query_that_dies_does_not_touch_the_others(small: Path) -> None:
    """While some queries kill their workers, every other client has its rows."""
    with (
        serving(small, "--timeout", "20", "--memory", "400", "--workers", "2") as server,
        ThreadPoolExecutor(8) as clients,
    ):

        def ask(number: int) -> int:
            return server.query(DOUBLING if number % 10 == 0 else f"SELECT * {{ <http://x/{number}> ?p ?o }}").status

        statuses = list(clients.map(ask, range(1, 51)))
    assert [status for i, status in enumerate(statuses, 1) if i % 10] == [200] * 45
    assert {status for i, status in enumerate(statuses, 1) if i % 10 == 0} == {413}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        "PREFIX : <{url}> SELECT * {{ SERVICE:x {{ ?s ?p ?o }} }}",
        "SELECT * {{ BIND(1 AS ?a) FILTER(?a<'''>''')SERVICE<{url}>{{ ?s ?p ?o }}}} #'''",
        "LOAD <{url}>",
        "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
    ],
)
def test_no_query_reaches_the_network(server: Server, query: str) -> None:
    """What would fetch is 403, and nobody is called."""
    with socket.create_server(("127.0.0.1", 0)) as sink:
        sink.settimeout(0.3)
        url = f"http://127.0.0.1:{sink.getsockname()[1]}/"
        reply = server.query(query.format(url=url))
        assert reply.status == 403
        with pytest.raises(TimeoutError):
            sink.accept()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes sockets from a process")
def test_a_worker_has_no_way_to_the_network_even_unguarded(small: Path) -> None:
    """Behind the guard, the system refuses a worker's sockets, and the engine's SERVICE fails."""
    code = (
        "import socket, sys, pyoxigraph as ox\n"
        "from kpugraph.workers import confine\n"
        "assert confine.no_network()\n"
        "socket.socketpair()\n"
        "try: socket.socket()\n"
        "except PermissionError: print('refused')\n"
        "try: list(ox.Store().query(f'SELECT * {{ SERVICE <{sys.argv[1]}> {{ ?s ?p ?o }} }}'))\n"
        "except Exception: print('failed')\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as sink:
        sink.settimeout(0.3)
        url = f"http://127.0.0.1:{sink.getsockname()[1]}/"
        done = subprocess.run([sys.executable, "-c", code, url], capture_output=True, text=True, check=False)
        assert done.stdout == "refused\nfailed\n", done.stderr
        with pytest.raises(TimeoutError):
            sink.accept()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example:80"}, 421),
        ({"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "cors", "Origin": "https://evil.example"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}, 200),
        ({"Sec_Fetch_Site": "same-origin", "Sec_Fetch_Mode": "cors"}, 200),
        ({"Host": "localhost"}, 200),
        ({"Host": "[::1]:80"}, 200),
    ],
)
def test_pages_of_other_sites_are_kept_out(server: Server, headers: dict[str, str], status: int) -> None:
    """Another name or another site's script gets nothing; every reply carries a policy and no leave for other origins."""
    reply = server.ask("/sparql?query=ASK%7B%7D", Accept="application/json", **headers)
    assert reply.status == status
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in reply.headers


def test_sites_that_were_named_may_ask(small: Path) -> None:
    """With --cors the named origin is answered, and others are not."""
    with serving(small, "--cors", "https://yasgui.example", "--workers", "1") as server:
        headers = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "cors"}
        named = server.ask("/sparql?query=ASK%7B%7D", Origin="https://yasgui.example", **headers)
        other = server.ask("/sparql?query=ASK%7B%7D", Origin="https://evil.example", **headers)
    assert (named.status, named.headers["access-control-allow-origin"]) == (200, "https://yasgui.example")
    assert other.status == 403


def test_idle_connections_do_not_keep_others_out(server: Server) -> None:
    """With 200 connections that say nothing, and one that speaks slowly, the next client is answered."""
    with contextlib.ExitStack() as stack:
        for _ in range(200):
            stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
        slow = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
        slow.sendall(b"GET /sparql HTTP/1.1\r\nHos")
        assert good(server)


def test_a_client_that_hangs_up_stops_its_query(small: Path) -> None:
    """The worker of a query whose client is gone is ended, long before the deadline."""
    with serving(small, "--timeout", "60", "--workers", "1") as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        connection.request("GET", "/sparql?" + urlencode({"query": ENDLESS}))
        time.sleep(0.7)
        connection.close()
        begun = time.monotonic()
        assert good(server)
        assert time.monotonic() - begun < 5


def test_a_new_version_of_the_store_is_followed_whole(tmp_path: Path) -> None:
    """Clients that ask all the while see the old graph or the new one, never half of one and never an error."""
    path = tmp_path / "store"

    def write(version: int, size: int = 300) -> None:
        store.write(path, [f'<http://x/{i}> <http://x/v> "{version}" .\n' for i in range(size)])

    write(0)
    seen: list[tuple[str, str]] = []
    failures: list[str] = []
    with serving(path, "--workers", "2") as server:
        ending = threading.Event()

        def ask() -> None:
            while not ending.is_set():
                reply = server.query("SELECT (MIN(?v) AS ?a) (MAX(?v) AS ?b) (COUNT(*) AS ?n) { ?s <http://x/v> ?v }")
                if reply.status == 200:
                    (row,) = json.loads(reply.body)["results"]["bindings"]
                    seen.append((row["a"]["value"] + row["b"]["value"], row["n"]["value"]))
                else:
                    failures.append(reply.text)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for version in range(1, 6):
            write(version)
            (now,) = server.rows("SELECT DISTINCT ?v { ?s <http://x/v> ?v }")
            assert now == {"v": str(version)}
            time.sleep(0.1)
        ending.set()
        for thread in threads:
            thread.join()
    assert failures == []
    assert {pair for pair, _ in seen} <= {f"{v}{v}" for v in range(6)}
    assert {count for _, count in seen} == {"300"}
    assert sorted(p.name.partition("-")[0] for p in path.iterdir()) == ["kpugraph", "lock", "version"]


def test_a_damaged_new_version_leaves_the_old_one_served(tmp_path: Path) -> None:
    """Where the store is broken or gone, what was good is served on."""
    path = tmp_path / "store"
    store.write(path, ['<http://x/1> <http://x/v> "good" .\n'])
    with serving(path, "--workers", "1") as server:
        (path / store.MARK).write_text("version-none\n")
        assert server.rows("SELECT ?v { ?s ?p ?v }") == [{"v": "good"}]
        (path / store.MARK).unlink()
        assert server.rows("SELECT ?o { ?s ?p ?o }") == [{"o": "good"}]


def _ask_in_vain(server: Server) -> None:
    with contextlib.suppress(OSError, http.client.HTTPException):
        server.query(ENDLESS)


@pytest.mark.parametrize(("kind", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_signals_end_the_server_and_its_workers(small: Path, kind: signal.Signals, code: int) -> None:
    """Both end it within seconds, in the middle of a query too, with no process and no snapshot left."""
    with serving(small, "--timeout", "60", "--workers", "2") as server:
        workers = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
        children = workers.read_text().split() if workers.exists() else []
        client = threading.Thread(target=_ask_in_vain, args=(server,))
        client.start()
        time.sleep(0.3)
        server.process.send_signal(kind)
        assert server.process.wait(10) == code
        for child in children:
            assert not Path(f"/proc/{child}").exists()
        client.join()
    assert not list(small.glob(f"serving-{server.process.pid}-*"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_a_killed_server_leaves_no_workers_and_the_next_one_clears_up(small: Path) -> None:
    """After kill -9 the workers are gone, and its snapshot goes when the next server starts."""
    with serving(small, "--workers", "2") as server:
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
        server.process.kill()
        server.process.wait()
        left = [p for p in small.iterdir() if p.name.startswith(f"serving-{server.process.pid}-")]
        assert left
        end = time.monotonic() + 5
        while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < end:
            time.sleep(0.05)
        assert not any(Path(f"/proc/{child}").exists() for child in children)
    with serving(small, "--workers", "1"):
        assert not left[0].exists()


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--store", "/no/such/store"], "no kpugraph store here"),
        (["--port", "PORT"], "cannot listen: address already in use"),
        (["--file", "/no/such/file.ttl"], "/no/such/file.ttl: cannot be read"),
    ],
)
def test_what_keeps_it_from_starting_is_one_line(small: Path, options: list[str], complaint: str) -> None:
    """A missing store and a port in use are said in a line, with exit code 2."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        arguments = [port if option == "PORT" else option for option in options]
        command = [sys.executable, "-m", "kpugraph", "serve", "--store", str(small), "--port", "0", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ}, timeout=30)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert len(done.stderr.splitlines()) == 1
