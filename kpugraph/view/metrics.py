"""How the network hangs together: who has most neighbours, who stands between others, which communities there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpugraph.view.model import Network

if TYPE_CHECKING:
    import networkx as nx

_SEED = 7
_EXACT = 600  # beyond so many nodes betweenness is estimated from the paths of a sample
_SAMPLE = 128


@dataclass(frozen=True, slots=True)
class Metrics:
    """By node: the number of its neighbours, its share of all shortest paths, and the number of its community."""

    degree: dict[str, int]
    between: dict[str, float]
    community: dict[str, int]
    estimated: bool

    def best(self) -> list[str]:
        """The nodes with most neighbours first; among equals by name."""
        return sorted(self.degree, key=lambda name: (-self.degree[name], name))


def simple(network: Network) -> nx.Graph[str]:
    """The network with one line between two nodes, however many facts join them, in an order that content decides."""
    import networkx as nx

    found: nx.Graph[str] = nx.Graph()
    found.add_nodes_from(node.id for node in network.nodes())
    pairs = ((f.subject, f.object) for f in network.facts() if f.object and f.object != f.subject)
    found.add_edges_from(sorted({(min(pair), max(pair)) for pair in pairs}))
    return found


def measure(graph: nx.Graph[str]) -> Metrics:
    """The metrics of a simple graph, the same in every run. Communities are Louvain's, numbered from the largest."""
    import networkx as nx

    estimated = len(graph) > _EXACT
    between = nx.betweenness_centrality(graph, k=_SAMPLE if estimated else None, seed=_SEED)
    groups = nx.community.louvain_communities(graph, seed=_SEED) if len(graph) else []
    ordered = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group[0]))
    community = {name: number for number, group in enumerate(ordered) for name in group}
    return Metrics(dict(graph.degree()), between, community, estimated)


def unmeasured(graph: nx.Graph[str]) -> Metrics:
    """The number of neighbours alone, for a part of a network."""
    return Metrics(dict(graph.degree()), dict.fromkeys(graph, 0.0), dict.fromkeys(graph, 0), estimated=True)


def summary(network: Network, most: int = 10) -> dict[str, Any]:
    """What ``kpugraph stats --network`` says: sizes, parts, communities, and the nodes that stand out."""
    import networkx as nx

    graph = simple(network)
    found = measure(graph)
    parts = sorted((len(part) for part in nx.connected_components(graph)), reverse=True)
    betweenness = sorted(found.between, key=lambda name: (-found.between[name], name))
    return {
        "nodes": len(graph),
        "lines": graph.number_of_edges(),
        "facts": sum(1 for fact in network.facts() if fact.object),
        "density": round(nx.density(graph), 6),
        "parts": len(parts),
        "largest_part": parts[0] if parts else 0,
        "without_lines": sum(1 for degree in found.degree.values() if not degree),
        "communities": len({number for name, number in found.community.items() if found.degree[name]}),
        "betweenness_estimated": found.estimated,
        "best_connected": [_row(network, found, name) for name in found.best()[:most]],
        "most_between": [_row(network, found, name) for name in betweenness[:most] if found.between[name] > 0],
    }


def _row(network: Network, metrics: Metrics, name: str) -> dict[str, Any]:
    node = network.node(name)
    return {
        "node": name,
        "label": node.label,
        "kind": node.kind,
        "neighbours": metrics.degree[name],
        "betweenness": round(metrics.between[name], 6),
        "community": metrics.community[name] + 1,
    }
