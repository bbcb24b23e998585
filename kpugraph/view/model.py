"""What a view draws: nodes, facts between them, and the sentences behind each fact. Plain values, no RDF, no drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    import networkx as nx

    Graph: TypeAlias = "nx.MultiDiGraph[str]"


class Rows(Protocol):
    """What a network is read from: a store, or the server's workers over one."""

    def rows(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Iterator[dict[str, Any]]:
        """The rows of SELECT."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Indonesian and in English."""

    id: str
    en: str


Text: TypeAlias = "str | Words"
Claim: TypeAlias = tuple[str, str, str]  # subject and object as they stand, the predicate with its prefix


@dataclass(frozen=True, slots=True)
class Source:
    """An article that facts were read in."""

    id: str
    title: str
    url: str = ""
    publisher: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A sentence of an article with the spans that say so, the rules that read them with how sure each is, and the steps
    by which a quoted form became the value."""

    source: str
    text: str
    marks: tuple[tuple[int, int], ...]
    rules: tuple[tuple[str, float], ...]
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A person, body, event or document. ``note`` says what it is more exactly than its kind does, ``regions`` are the
    codes of the regions it belongs to: its own, or those of the bodies it is tied to."""

    id: str
    kind: str
    label: str
    note: Text | None = None
    aliases: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """What is said of ``subject``: a line to the node ``object``, or, without one, a ``value`` of its own.

    ``name`` is the fact's own name where it has one ("Ketua"), ``details`` what narrows it (a division, a term),
    ``status`` what qualifies it (acting, former), ``start`` and ``end`` the partial dates between which it is
    evidenced, ``stated`` the start and end of the tenure or of its term where a text states them, ``claims`` the
    triples of the graph that it stands for, ``weight`` how many things it counts where it counts, ``unshown`` how many
    sentences there are beside ``proofs``.
    """

    subject: str
    relation: str
    object: str | None = None
    name: Text | None = None
    value: Text | None = None
    details: tuple[Text, ...] = ()
    status: Text | None = None
    start: str = ""
    end: str = ""
    stated: tuple[str, str] = ("", "")
    weight: int = 0
    claims: tuple[Claim, ...] = ()
    proofs: tuple[Proof, ...] = ()
    unshown: int = 0

    @property
    def confidence(self) -> float | None:
        """Of the surest sentence behind it, which is as sure as the surest rule that read it; None without one."""
        return max((sure for proof in self.proofs for _, sure in proof.rules), default=None)


@dataclass(frozen=True, slots=True)
class Left:
    """How many nodes (or facts, for "unsure") a view leaves out, and why: focus, dates, undated, kinds, unsure, many, as.

    ``name`` completes the sentence: what is focused on, the period as "2022-04/2023", the number of nodes kept.
    """

    why: str
    count: int
    name: str = ""


@dataclass(slots=True)
class Network:
    """A graph whose nodes carry ``node`` (Node) and ``facts`` (those without an object) and whose edges carry ``fact``."""

    graph: Graph
    sources: dict[str, Source] = field(default_factory=dict)

    def node(self, name: str) -> Node:
        found: Node = self.graph.nodes[name]["node"]
        return found

    def nodes(self) -> Iterator[Node]:
        """The nodes in the order of their names, whatever order they were added in."""
        return (self.node(name) for name in sorted(self.graph))

    def facts(self) -> Iterator[Fact]:
        """Every fact, in an order that depends on content alone."""
        own = [fact for name in self.graph for fact in self.graph.nodes[name]["facts"]]
        between = [data["fact"] for _, _, data in self.graph.edges(data=True)]
        return iter(sorted([*own, *between], key=_order))

    def change(self, how: Callable[[Fact], Fact]) -> None:
        """Puts another fact in the place of each."""
        for name in self.graph:
            self.graph.nodes[name]["facts"] = [how(fact) for fact in self.graph.nodes[name]["facts"]]
        for _, _, data in self.graph.edges(data=True):
            data["fact"] = how(data["fact"])

    def within(self, names: set[str]) -> Network:
        """The part of the network on these nodes."""
        return Network(self.graph.subgraph(names).copy(), dict(self.sources))

    def touching(self, names: set[str]) -> Network:
        """What is said of these nodes, with the nodes at the other ends."""
        away = [edge for edge in self.graph.edges(keys=True) if not names & {edge[0], edge[1]}]
        found = Network(self.graph.copy())
        found.graph.remove_edges_from(away)
        found.graph.remove_nodes_from([one for one in found.graph if one not in names and not found.graph.degree(one)])
        for name in set(found.graph) - names:
            found.graph.nodes[name]["facts"] = []
        return found


def _order(fact: Fact) -> tuple[str, ...]:
    return (fact.subject, fact.relation, fact.start, fact.object or "", repr(fact.name), repr(fact.value), repr(fact))
