"""Which persons, events and documents are compared at all: those that share a key. What shares none is decided apart.

A block is a connected component over shared keys, and its decisions depend on its members alone. So a changed
article asks only for the blocks that hold one of its old or new keys to be decided again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from kpugraph.entities.naming import call_names, parse
from kpugraph.entities.nodes import Facet

if TYPE_CHECKING:
    from kpugraph.entities.matching import Cluster

T = TypeVar("T")
_SPACES = re.compile(r"\s+")


def facet_keys(facet: Facet) -> frozenset[str]:
    """Keys of a person around one region: the telling words of the name, and what the first can be cut to."""
    name = parse(facet.node.name)
    words = {*name.telling, *(w for form in facet.node.forms for w in parse(form).telling)}
    words |= set(call_names(name.words[0])) if name.words else set()
    words |= {a + b for a, b in pairwise(name.telling)}  # "Nur Aini" and "Nuraini"
    return frozenset(f"p|{facet.anchor}|{word}" for word in words)


def cluster_keys(cluster: Cluster) -> frozenset[str]:
    """Keys of a person across regions: first and last telling word of each full name, and articles that tell of two places."""
    keys: set[str] = set()
    for text in cluster.names:
        telling = parse(text).telling
        if not telling:
            continue
        if len(parse(text).words) > 1:
            keys.add(f"u|{telling[0]}|{telling[-1]}")
        else:
            keys.add(f"u|{cluster.anchor}|{telling[0]}")
    for facet in cluster.facets:
        if len(facet.node.anchors) > 1:
            keys.add(f"n|{facet.node.profile}")
        keys |= {f"d|{decision}" for decision in facet.node.decided}
    return frozenset(keys)


def components(items: Iterable[T], keys: Callable[[T], Iterable[str]]) -> list[list[T]]:
    """The items in blocks: connected over shared keys. Items keep their order within a block, blocks that of their first."""
    given = list(items)
    parent = list(range(len(given)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    first: dict[str, int] = {}
    for n, item in enumerate(given):
        for key in keys(item):
            a, b = root(first.setdefault(key, n)), root(n)
            parent[max(a, b)] = min(a, b)
    blocks: dict[int, list[T]] = {}
    for n, item in enumerate(given):
        blocks.setdefault(root(n), []).append(item)
    return list(blocks.values())
