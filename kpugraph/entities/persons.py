"""Persons under one identity each: blocks around each region, then blocks across regions."""

from __future__ import annotations

from collections.abc import Iterable

from kpugraph.entities.blocking import cluster_keys, components, facet_keys
from kpugraph.entities.matching import Apart, Cluster, decide, never
from kpugraph.entities.nodes import PersonNode, facets
from kpugraph.entities.uniting import PersonGroup, unite


def resolve_persons(nodes: Iterable[PersonNode], apart: Apart = never) -> tuple[PersonGroup, ...]:
    """The persons of all nodes, by path. The order in which the nodes come makes no difference."""
    clusters: list[Cluster] = []
    for block in components(facets(nodes), facet_keys):
        clusters += decide(block, apart)
    clusters.sort(key=lambda c: (c.key, c.anchor))
    groups: list[PersonGroup] = []
    for joined in components(clusters, cluster_keys):
        groups += unite(joined, apart)
    return tuple(sorted(groups, key=lambda group: group.path))
