"""Where the nodes of a whole network stand, computed before the page is opened: seeded, and the same in every run.

Distances on paper follow distances in the graph (stress majorisation: Gansner, Koren and North, "Graph Drawing by
Stress Majorization", 2004), started from networkx's spring layout. Beyond a few hundred nodes each community is laid
out by itself, as the work grows with the square of the nodes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

Point = tuple[float, float]
_SEED = 7
_EDGE = 150.0  # length of a line, in pixels at full size
_APART = 2.6  # distance between nodes that no path joins, in lines
_LARGE = 250
_FEW = 60  # more nodes than this take longer than a reader who loads them on demand should wait
_PART = 4
_ROUNDS = 120
_STILL = 0.004  # lines; less movement than this in a round is none


def positions(graph: nx.Graph[str]) -> dict[str, tuple[int, int]]:
    """A place for each node of a simple graph: nodes that touch near each other, nodes that do not apart."""
    import networkx as nx

    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in graph.edges()))
    laid = _stress(ordered) if len(ordered) <= _LARGE else _communities(ordered)
    return {name: (round(x), round(y)) for name, (x, y) in laid.items()}


def surroundings(graph: nx.Graph[str], around: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Places for a part that is read on demand: few nodes as ``positions`` has them, more at once in rings.

    The nodes asked for stand on a circle, each new neighbour around the first that it touches, away from the middle.
    """
    if len(graph) <= _FEW:
        return positions(graph)
    places: dict[str, Point] = {}
    wide = 3 * _EDGE * len(around) / math.pi if len(around) > 1 else 0.0
    for i, name in enumerate(around):
        places[name] = _polar(wide, 2 * math.pi * i / len(around))
    waiting = list(around) + sorted(set(graph) - set(around))
    for name in waiting:
        x, y = places.setdefault(name, _polar(wide + 4 * _EDGE, 2 * math.pi * len(places) / len(graph)))
        fresh = sorted(other for other in graph[name] if other not in places)
        away, turn = math.atan2(y, x), 2 * math.pi if name in around else math.pi / 2
        for i, other in enumerate(fresh):
            ring = 1 + i % 3
            dx, dy = _polar(ring * _EDGE, away + turn * ((i + 0.5) / len(fresh) - 0.5))
            places[other] = (x + dx, y + dy)
    return {name: (round(x), round(y)) for name, (x, y) in places.items()}


def _polar(far: float, angle: float) -> Point:
    return far * math.cos(angle), far * math.sin(angle)


def _stress(graph: nx.Graph[str]) -> dict[str, Point]:
    """Places whose mutual distances come nearest to the graph's own."""
    import networkx as nx
    import numpy as np

    names = list(graph)
    if len(names) < 2:
        return dict.fromkeys(names, (0.0, 0.0))
    wished = np.full((len(names), len(names)), _APART)
    number = {name: i for i, name in enumerate(names)}
    for name, lengths in nx.all_pairs_shortest_path_length(graph):
        for other, length in lengths.items():
            wished[number[name], number[other]] = length
    np.fill_diagonal(wished, 1.0)
    weights = wished**-2.0
    np.fill_diagonal(weights, 0.0)
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    start = nx.spring_layout(graph, pos=nx.circular_layout(graph), seed=_SEED, iterations=60, method="force", scale=2)
    places = np.array([start[name] for name in names])
    wished *= -weights
    for _ in range(_ROUNDS):
        squares = (places**2).sum(axis=1)
        distances = np.sqrt(np.maximum(squares[:, None] + squares[None] - 2 * places @ places.T, 1e-12))
        pull = wished / distances
        np.fill_diagonal(pull, 0.0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        moved = inverse @ (pull @ places)
        done = np.abs(moved - places).max() < _STILL
        places = moved
        if done:
            break
    return {name: (float(x) * _EDGE, float(y) * _EDGE) for name, (x, y) in zip(names, places, strict=True)}


def _communities(graph: nx.Graph[str]) -> dict[str, Point]:
    """Each community by itself, and the communities among each other like large nodes."""
    import networkx as nx

    groups = _groups(graph)
    home = {name: i for i, group in enumerate(groups) for name in group}
    above: nx.Graph[str] = nx.Graph()
    above.add_nodes_from(str(i) for i in range(len(groups)))
    above.add_edges_from(sorted({(str(home[a]), str(home[b])) for a, b in graph.edges() if home[a] != home[b]}))
    inner = [_stress(graph.subgraph(group).copy()) for group in groups]
    wished = _stress(above)
    centres = _discs([wished[str(i)] for i in range(len(groups))], [_radius(laid) for laid in inner])
    return {
        name: (x + centres[i][0], y + centres[i][1]) for i, laid in enumerate(inner) for name, (x, y) in laid.items()
    }


def _groups(graph: nx.Graph[str]) -> list[list[str]]:
    """The communities, the largest first; parts of a node or three that touch nothing else come together as one."""
    import networkx as nx

    small = [name for part in nx.connected_components(graph) if len(part) < _PART for name in part]
    rest = graph.subgraph(sorted(set(graph) - set(small)))
    groups = [sorted(group) for group in nx.community.louvain_communities(nx.Graph(rest), seed=_SEED)]
    groups.sort(key=lambda group: (-len(group), group[0]))
    return [*groups, *(sorted(small)[i : i + _LARGE] for i in range(0, len(small), _LARGE))]


def _radius(laid: dict[str, Point]) -> float:
    """How far most of a community reaches: nine of ten nodes, as a few that stick out may stand between others."""
    away = sorted(math.hypot(x, y) for x, y in laid.values())
    return away[len(away) * 9 // 10] + _EDGE / 2


def _discs(wished: list[Point], reach: list[float]) -> list[Point]:
    """Discs near their wished places, pushed apart until they hardly overlap."""
    places = [(x, y) for x, y in wished]
    for _ in range(_ROUNDS):
        for i in range(len(places)):
            for j in range(i):
                (ax, ay), (bx, by) = places[i], places[j]
                away = math.dist(places[i], places[j]) or 1.0
                short = (reach[i] + reach[j] - away) / 2
                if short > 0:
                    dx, dy = (ax - bx) / away * short, (ay - by) / away * short
                    places[i], places[j] = (ax + dx, ay + dy), (bx - dx, by - dy)
    return places
