"""The network page and its neighbours as a browser asks for them, over a real server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from benchmarks.neighbours import lines
from serving import Server, serving

from kpugraph import assets, store
from kpugraph.ids import BASE


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over a made-up country of 800 things, whose centre has more neighbours than any page shows."""
    path = tmp_path_factory.mktemp("country") / "store"
    store.write(path, lines(800))
    with serving(path) as running:
        yield running


def data(server: Server, query: str = "", lang: str = "en") -> dict[str, Any]:
    reply = server.ask(f"/network?{query}", Accept="text/html", Accept_Language=lang)
    assert reply.status == 200, reply.text
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', reply.text, re.DOTALL)
    assert found is not None
    content: dict[str, Any] = json.loads(found[1])
    return content


def around(*names: str, **more: str) -> str:
    return urlencode([("around", BASE + name) for name in names] + list(more.items()))


def names(content: dict[str, Any]) -> set[str]:
    return {node["id"].removeprefix(BASE) for node in content["nodes"]}


def joined(content: dict[str, Any]) -> set[tuple[str, str, str]]:
    """The lines between nodes by their names."""
    nodes = content["nodes"]
    return {
        (nodes[fact["s"]]["id"], fact["r"], nodes[fact["o"]]["id"])
        for fact in content["facts"]
        if fact["o"] is not None
    }


def test_a_page_shows_what_touches_a_thing_and_how_much_there_is(server: Server) -> None:
    """A person's page has exactly its neighbours, each fact with its sentence, each node with its reach in the whole graph."""
    content = data(server, around("person/77"))
    asked = "SELECT ?b { { ?x org:member <%s> ; org:organization ?b } UNION { ?b kg:leader|schema:attendee <%s> } }"
    rows = server.rows(asked % (f"{BASE}person/77", f"{BASE}person/77"))
    assert names(content) == {"person/77"} | {row["b"].removeprefix(BASE) for row in rows}
    assert all(fact["e"] for fact in content["facts"] if fact["o"] is not None)
    reach = {node["id"].removeprefix(BASE): node["reach"] for node in content["nodes"]}
    assert reach["person/77"] == len(names(content)) - 1
    count = "SELECT (COUNT(DISTINCT ?b) AS ?n) { { ?b org:subOrganizationOf <%(b)s> } UNION { <%(b)s> org:subOrganizationOf ?b }"
    count += " UNION { ?m org:organization <%(b)s> ; org:member ?b } UNION { ?b schema:organizer <%(b)s> } }"
    assert reach["body/37"] == int(server.rows(count % {"b": f"{BASE}body/37"})[0]["n"])


def test_without_a_thing_it_is_the_best_connected(server: Server) -> None:
    """The page by itself is around the body that most posts and events are tied to, and is bounded."""
    content = data(server)
    assert content["nodes"][content["around"][0]]["id"] == f"{BASE}body/0"
    assert len(content["nodes"]) == 35
    assert content["nodes"][content["around"][0]]["reach"] > 70


def test_depth_and_kinds_choose_what_is_around(server: Server) -> None:
    """Two lines deep holds one line deep and more, at most 300 things; kinds leave out the others."""
    near, far = data(server, around("person/77")), data(server, around("person/77", depth="2"))
    assert names(near) < names(far)
    assert len(far["nodes"]) <= 300
    bodies = data(server, around("person/77", kinds="body"))
    assert {node["kind"] for node in bodies["nodes"]} == {"person", "body"}
    assert data(server, around("person/77", depth="9", kinds="nonsense"))["depth"] == 1


def test_neighbours_joined_are_what_a_reload_would_show(server: Server) -> None:
    """A page and the neighbours of one more have together the nodes and lines of the page around both."""
    first = data(server, around("body/5"))
    reply = server.ask(f"/network/neighbours?{around('body/5', of=f'{BASE}body/0')}")
    assert reply.kind == "application/json"
    more = json.loads(reply.body)
    both = data(server, around("body/5", "body/0"))
    assert names(first) | names(more) == names(both)
    assert joined(first) | joined(more) == joined(both)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_name_will_do_and_an_unknown_one_is_said(server: Server, lang: str) -> None:
    """around may be a name as typed; one that nothing bears is a page that says so, and is shown as text."""
    content = data(server, "around=Orang%20Nomor%2077", lang)
    assert content["nodes"][content["around"][0]]["id"] == f"{BASE}person/77"
    for wrong in ("Zzyzx", f"{BASE}person/none", "<img src=x>", f"{BASE}person/1> }} #"):
        reply = server.ask(f"/network?around={quote(wrong, safe='')}", Accept="text/html", Accept_Language=lang)
        assert reply.status == 404
        assert "<img src=x>" not in reply.text
        assert ("No person" if lang == "en" else "Tidak ada orang") in reply.text


def test_neighbours_of_nothing_are_none(server: Server) -> None:
    """What is not drawn has no neighbours: 404 and a sentence, whatever is asked for."""
    for of in ("", "x", f"{BASE}membership/3", "https://example.org/"):
        reply = server.ask(f"/network/neighbours?{urlencode({'of': of})}")
        assert reply.status == 404
        assert reply.kind == "text/plain"


def test_the_page_may_ask_its_server_alone_and_the_file_nobody(server: Server) -> None:
    """The page's policy lets it connect to itself and run scripts of this server only; the file's bundle knows no address."""
    reply = server.ask("/network", Accept="text/html")
    policy = dict(part.strip().split(" ", 1) for part in reply.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert not re.search(r"<script(?! type=\"application/json\")[^>]*>[^<]", reply.text)
    for name in ("view.js", "view-large.js"):
        assert "/network/neighbours" not in assets.path("web", name).read_text("utf-8")


def test_pages_of_things_lead_to_the_network(server: Server) -> None:
    """People, bodies and events have a link to the network around them, posts have none; the start page leads there too."""
    for name in ("person/3", "body/3", "event/3"):
        reply = server.ask(f"/{name}", Accept="text/html")
        address = f"/network?around={quote(BASE + name)}"
        assert f'href="{address}"' in reply.text
        assert server.ask(address, Accept="text/html").status == 200
    assert "/network?around=" not in server.ask("/membership/3", Accept="text/html").text
    assert 'href="/network"' in server.ask("/", Accept="text/html").text


def test_an_empty_graph_says_so(tmp_path: Path) -> None:
    """Where there is nothing to draw the page says it."""
    store.write(tmp_path / "store", [f'<{BASE}x> <https://schema.org/name> "x" .\n'])
    with serving(tmp_path / "store") as running:
        reply = running.ask("/network", Accept="text/html", Accept_Language="en")
    assert reply.status == 404
    assert "nothing to draw" in reply.text


def test_long_addresses_do_not_overflow_a_query(tmp_path: Path) -> None:
    """A body with many neighbours of long addresses is shown, though all of them do not fit into one query."""
    long = "x" * 600
    changed = (re.sub(r"/(person|event)/(\d+)>", rf"/\1/{long}-\2>", line) for line in lines(400))
    store.write(tmp_path / "store", changed)
    with serving(tmp_path / "store") as running:
        content = data(running, around("body/0", "body/1", "body/2", depth="2"))
    assert len(content["nodes"]) > 100
    assert all(fact["e"] for fact in content["facts"] if fact["o"] is not None)
