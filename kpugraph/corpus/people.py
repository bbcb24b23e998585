"""Which persons a change touches: the blocks that hold an old or new key of a changed article, decided again.

First the persons around one region, then those across regions. Blocks that no key reaches stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kpugraph.corpus.database import Database, Item
from kpugraph.entities.blocking import cluster_keys, components, facet_keys
from kpugraph.entities.matching import Apart, Cluster, decide
from kpugraph.entities.nodes import Facet, PersonNode, facets
from kpugraph.entities.uniting import PersonGroup, unite
from kpugraph.entities.views import ArticleView

_BETWEEN = "\t"

Views = Callable[[str], ArticleView]


@dataclass(frozen=True, slots=True)
class Regrouped:
    """The persons of all touched blocks, as they were and as they are."""

    before: tuple[PersonGroup, ...]
    after: tuple[PersonGroup, ...]


def regroup(
    db: Database, before: Sequence[ArticleView], after: Sequence[ArticleView], views: Views, apart: Apart
) -> Regrouped:
    """Decides again what the change touches, and keeps the new keys. ``views`` gives the articles that stay."""
    return _Regrouping(db, {view.path for view in (*before, *after)}, views, apart).run(before, after)


def _nodes(views: Iterable[ArticleView]) -> list[PersonNode]:
    return [node for view in views for node in view.people]


def _item(facet: Facet) -> Item:
    return facet.node.article, f"{facet.node.name}{_BETWEEN}{facet.anchor}"


class _Regrouping:
    def __init__(self, db: Database, changed: set[str], views: Views, apart: Apart) -> None:
        self._db = db
        self._changed = changed
        self._views = views
        self._apart = apart
        self._facets: dict[str, dict[Item, Facet]] = {}
        self._local: dict[Item, tuple[Cluster, ...]] = {}  # what was decided around facets that stay as they are

    def run(self, before: Sequence[ArticleView], after: Sequence[ArticleView]) -> Regrouped:
        old, new = facets(_nodes(before)), facets(_nodes(after))
        seeds = {key for facet in (*old, *new) for key in facet_keys(facet)}
        around = self._around(seeds)
        were = self._decide([*old, *around])
        are = self._decide([*new, *around])
        touched = {_item(facet) for facet in (*old, *new, *around)}
        keys = {key for cluster in (*were, *are) for key in cluster_keys(cluster)}
        beyond = self._beyond(keys, touched)
        self._keep(old, new, were, are)
        return Regrouped(self._unite([*were, *beyond]), self._unite([*are, *beyond]))

    def _decide(self, found: Sequence[Facet]) -> list[Cluster]:
        ordered = sorted(found, key=lambda f: (f.node.key, f.anchor))
        return [cluster for block in components(ordered, facet_keys) for cluster in decide(block, self._apart)]

    def _unite(self, clusters: Sequence[Cluster]) -> tuple[PersonGroup, ...]:
        ordered = sorted(clusters, key=lambda c: (c.key, c.anchor))
        groups = [group for block in components(ordered, cluster_keys) for group in unite(block, self._apart)]
        return tuple(sorted(groups, key=lambda group: group.path))

    # ------------------------------------------------------ what stays

    def _around(self, seeds: Iterable[str]) -> list[Facet]:
        """The facets of unchanged articles that are connected with the keys."""
        found: dict[Item, Facet] = {}
        open_, seen = list(seeds), set(seeds)
        while open_:
            for item in self._db.meeting(open_.pop()):
                if item[0] in self._changed or item in found:
                    continue
                found[item] = facet = self._facet(item)
                fresh = facet_keys(facet) - seen
                seen |= fresh
                open_ += fresh
        return list(found.values())

    def _facet(self, item: Item) -> Facet:
        path = item[0]
        if path not in self._facets:
            self._facets[path] = {_item(facet): facet for facet in facets(self._views(path).people)}
        return self._facets[path][item]

    def _beyond(self, keys: set[str], touched: set[Item]) -> list[Cluster]:
        """The clusters of untouched blocks that are connected with the keys."""
        found: dict[Item, Cluster] = {}
        open_, seen = list(keys), set(keys)
        while open_:
            for item in self._db.meeting(open_.pop()):
                if item in touched or item in found:
                    continue
                cluster = self._cluster_of(item)
                found.update((_item(facet), cluster) for facet in cluster.facets)
                fresh = cluster_keys(cluster) - seen
                seen |= fresh
                open_ += fresh
        return list({id(cluster): cluster for cluster in found.values()}.values())

    def _cluster_of(self, item: Item) -> Cluster:
        """The cluster of a facet that stays as it is."""
        if item not in self._local:
            block = self._around(facet_keys(self._facet(item)))
            clusters = tuple(self._decide(block))
            for facet in block:
                self._local[_item(facet)] = clusters
        return next(c for c in self._local[item] if any(_item(facet) == item for facet in c.facets))

    # ------------------------------------------------------ what is kept

    def _keep(
        self, old: Sequence[Facet], new: Sequence[Facet], were: Sequence[Cluster], are: Sequence[Cluster]
    ) -> None:
        gone = {(key, _item(facet)) for facet in old for key in facet_keys(facet)}
        come = {(key, _item(facet)) for facet in new for key in facet_keys(facet)}
        gone |= {(key, _item(facet)) for c in were for key in cluster_keys(c) for facet in c.facets}
        come |= {(key, _item(facet)) for c in are for key in cluster_keys(c) for facet in c.facets}
        self._db.part(gone - come)
        self._db.meet(come - gone)
