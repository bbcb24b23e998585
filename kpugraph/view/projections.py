"""Other networks made from the whole one: people and bodies, who appeared with whom, one career, one body's officers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from kpugraph import quads
from kpugraph.errors import KpugraphError
from kpugraph.store import Reader
from kpugraph.view import proofs
from kpugraph.view.model import Fact, Left, Network

# how a projection is drawn when the page opens; the others open as a network
DRAWN = {"hierarchy": "tree", "career": "chart", "officers": "chart", "map": "map"}
TOGETHER = "kg:appearedWith"  # a relation of this view alone: no triple of the graph says it
_MOST = 60  # people of one article beyond which it is a list of names, not an appearance
_SENTENCES = 8  # articles of which the sentences are shown
_PRESENT = ("kg:leader", "schema:attendee")
_MENTIONS = "SELECT ?person ?article { ?person a schema:Person ; kg:mentionedIn ?article } ORDER BY ?article ?person"


def project(network: Network, name: str, reader: Reader, centre: str | None) -> tuple[Network, list[Left]]:
    """The network as the projection ``name`` shows it, and how many nodes it has no place for.

    KpugraphError where a projection of one person or body is asked for without a focus of that kind.
    """
    made = _MAKERS[name](network, reader, centre)
    gone = len(network.graph) - len(made.graph)
    return made, [Left("as", gone, name)] if gone else []


def _full(network: Network, _reader: Reader, _centre: str | None) -> Network:
    return network


def _people_bodies(network: Network, _reader: Reader, _centre: str | None) -> Network:
    return network.within({node.id for node in network.nodes() if node.kind in ("person", "body")})


def _career(network: Network, _reader: Reader, centre: str | None) -> Network:
    return _posts(network, _focus(network, centre, "career", "person"))


def _officers(network: Network, _reader: Reader, centre: str | None) -> Network:
    return _posts(network, _focus(network, centre, "officers", "body"))


def _focus(network: Network, centre: str | None, name: str, kind: str) -> str:
    if centre is None or network.node(centre).kind != kind:
        raise KpugraphError(f"--as {name} shows one {kind}", todo=f"name the {kind} with --focus")
    return centre


def _posts(network: Network, centre: str) -> Network:
    """One node, and what it is joined to by posts."""
    posts = [
        fact for fact in network.facts() if fact.relation == "org:member" and centre in (fact.subject, fact.object)
    ]
    if not posts:
        raise KpugraphError(
            f"no post of {network.node(centre).label} is known", todo="focus on another, or add sources"
        )
    found = network.within({centre, *(f.subject for f in posts), *(f.object for f in posts if f.object)})
    for source, target, key, data in list(found.graph.edges(keys=True, data=True)):
        if data["fact"].relation == "org:member" and centre not in (source, target):
            found.graph.remove_edge(source, target, key)
    return found


# ---------------------------------------------------------------- who appeared with whom


def _co_appearance(network: Network, reader: Reader, _centre: str | None) -> Network:
    """People alone, joined where an article names both or an event had both; the weight counts articles and events."""
    people = network.within({node.id for node in network.nodes() if node.kind == "person"})
    articles: dict[tuple[str, str], list[str]] = {}
    for pair, article in _pairs(_mentioned(people, reader)):
        articles.setdefault(pair, []).append(article)
    events: dict[tuple[str, str], list[str]] = {}
    for pair, event in _pairs(_present(network)):
        events.setdefault(pair, []).append(network.node(event).label)
    people.graph.remove_edges_from(list(people.graph.edges(keys=True)))
    for a, b in sorted({*articles, *events}):
        shared = articles.get((a, b), [])
        fact = Fact(
            a,
            TOGETHER,
            b,
            details=tuple(events.get((a, b), ())[:5]),
            weight=max(len(shared), len(events.get((a, b), ()))),
            claims=tuple((person, proofs.MENTIONED, article) for article in shared[:_SENTENCES] for person in (a, b)),
        )
        people.graph.add_edge(a, b, fact=fact)
    return people


def _mentioned(people: Network, reader: Reader) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in reader.rows(_MENTIONS, prefixes=quads.PREFIXES):
        if row["person"].value in people.graph:
            found.setdefault(row["article"].value, set()).add(row["person"].value)
    return found


def _present(network: Network) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for fact in network.facts():
        if fact.relation in _PRESENT and fact.object and network.node(fact.object).kind == "person":
            found.setdefault(fact.subject, set()).add(fact.object)
    return found


def _pairs(groups: dict[str, set[str]]) -> Iterator[tuple[tuple[str, str], str]]:
    for name, people in sorted(groups.items()):
        if len(people) <= _MOST:
            for pair in combinations(sorted(people), 2):
                yield pair, name


_MAKERS: dict[str, Callable[[Network, Reader, str | None], Network]] = {
    "full": _full,
    "people-bodies": _people_bodies,
    "co-appearance": _co_appearance,
    "hierarchy": _people_bodies,
    "career": _career,
    "officers": _officers,
    "map": _full,
}
