"""Pushing a graph to remote stores that others wrote."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kpugraph import push
from kpugraph.endpoint import Endpoint
from kpugraph.errors import QueryError, StoreError
from kpugraph.store import Reader

FACTS = (
    "https://w3id.org/kpugraph/graph/facts"  # as in the tests of endpoints: a triple of two graphs would count twice
)
EVIDENCE = "https://w3id.org/kpugraph/graph/evidence"


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KPUGRAPH_ENDPOINT_TOKEN", raising=False)
    monkeypatch.setenv("KPUGRAPH_ENDPOINT_USER", "dba")
    monkeypatch.setenv("KPUGRAPH_ENDPOINT_PASSWORD", "dba")


def held(url: str, *graphs: str) -> dict[str, set[str]]:
    """What a remote store holds in each graph, as lines."""
    import io

    from kpugraph import results

    found = {}
    for graph in graphs:
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        if not graph:
            text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
        out = io.BytesIO()
        results.write(Endpoint(url).query(text), "nt", out, None)
        found[graph] = set(out.getvalue().decode().splitlines(keepends=True))
    return found


def own(store: Path, facts: str) -> dict[str, set[str]]:
    return {name or facts: set(lines) for name, lines in Reader.open(store).triples()}


@pytest.mark.parametrize(("protocol", "path"), [("update", "update"), ("gsp", "store")])
def test_oxigraph_holds_what_was_pushed(
    published_store: Path, oxigraph_server: str, tmp_path: Path, protocol: str, path: str
) -> None:
    """By either protocol, and a second time, the server has exactly the store's triples in their graphs."""
    target = push.Target(f"{oxigraph_server}/{path}", protocol, batch=400, replace=protocol == "gsp")
    reader, state = Reader.open(published_store), tmp_path / "state.json"
    for _ in range(2):
        done = push.push(reader, target, state)
        assert done.triples == len(reader)
        assert done.skipped == 0
        assert not state.exists()
        assert held(f"{oxigraph_server}/query", "", EVIDENCE) == own(published_store, "")


@pytest.mark.parametrize(("protocol", "path"), [("update", "sparql-auth"), ("gsp", "sparql-graph-crud-auth")])
@pytest.mark.usefixtures("password")
def test_virtuoso_holds_what_was_pushed(
    published_store: Path, virtuoso_server: str, tmp_path: Path, protocol: str, path: str
) -> None:
    """The same on Virtuoso, which asks for its password by digest and has no default graph of its own."""
    target = push.Target(f"{virtuoso_server}/{path}", protocol, graph=FACTS, replace=True)
    for _ in range(2):
        push.push(Reader.open(published_store), target, tmp_path / "state.json")
        counts = {name: len(lines) for name, lines in held(f"{virtuoso_server}/sparql", FACTS, EVIDENCE).items()}
        assert counts == {name: len(lines) for name, lines in own(published_store, FACTS).items()}


class BrokenError(Exception):
    """Stands for a network that goes away."""


def test_a_push_goes_on_where_it_was_broken_off(published_store: Path, oxigraph_server: str, tmp_path: Path) -> None:
    """After a break only the rest is sent; another graph, or another address, begins from the start."""
    reader, state = Reader.open(published_store), tmp_path / "state.json"
    target = push.Target(f"{oxigraph_server}/update", batch=200, replace=True)
    sent = []

    def stop(done: int, of: int) -> None:
        sent.append(of)
        if done == 4:
            raise BrokenError

    with pytest.raises(BrokenError):
        push.push(reader, target, state, stop)
    assert json.loads(state.read_text())["done"] == 4
    assert held(f"{oxigraph_server}/query", "", EVIDENCE) != own(published_store, "")
    done = push.push(reader, target, state)
    assert (done.skipped, done.requests) == (4, sent[0] - 4)
    assert held(f"{oxigraph_server}/query", "", EVIDENCE) == own(published_store, "")

    with pytest.raises(BrokenError):
        push.push(reader, target, state, stop)
    other = push.push(reader, push.Target(f"{oxigraph_server}/update", batch=100, replace=True), state)
    assert other.skipped == 0


def test_a_refusal_keeps_the_state_and_says_so(published_store: Path, oxigraph_server: str, tmp_path: Path) -> None:
    """A server that does not take the first batch is named, and nothing counts as sent."""
    state = tmp_path / "state.json"
    with pytest.raises(QueryError, match=r"404.*the same command goes on"):
        push.push(Reader.open(published_store), push.Target(f"{oxigraph_server}/nothing"), state)
    assert not state.exists()


def test_blank_nodes_are_refused_before_anything_is_sent(oxigraph_server: str, tmp_path: Path) -> None:
    """They would be new ones with every push; a literal that looks like one is none."""
    file = tmp_path / "a.ttl"
    for text, good in (
        ("<http://x/s> <http://x/p> [] .", False),
        ("[] <http://x/p> 1 .", False),
        ("<http://x/s> <http://x/p> 'a _:b' .", True),
    ):
        file.write_text(text)
        send: Callable[[], object] = lambda: push.push(  # noqa: E731
            Reader.of_file(file), push.Target(f"{oxigraph_server}/update"), tmp_path / "state.json"
        )
        if good:
            send()
        else:
            with pytest.raises(StoreError, match="blank nodes"):
                send()


def test_a_state_file_that_is_none_is_not_written_over(
    published_store: Path, oxigraph_server: str, tmp_path: Path
) -> None:
    """A file of the user's that stands in the place stays as it is."""
    state = tmp_path / "notes.txt"
    state.write_text("my notes")
    with pytest.raises(StoreError, match="no state of a push"):
        push.push(Reader.open(published_store), push.Target(f"{oxigraph_server}/update"), state)
    assert state.read_text() == "my notes"
