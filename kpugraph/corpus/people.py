"""Which persons a change touches: the blocks that hold an old or new key of a changed article, decided again.

First the persons around one region, then those across regions. Blocks that no key reaches stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kpugraph.corpus.crowd import Crowd
from kpugraph.corpus.database import Database
from kpugraph.entities.blocking import cluster_keys, components, facet_keys
from kpugraph.entities.matching import Apart, Cluster, decide, never
from kpugraph.entities.nodes import Facet, facets
from kpugraph.entities.uniting import PersonGroup, unite

Item = tuple[str, str]  # a profile and an anchor of it


def _item(facet: Facet) -> Item:
    return facet.node.profile, facet.anchor


class Regrouping:
    """The persons of all blocks that a change touches, decided again: ``before`` as they were, ``after`` as they are."""

    def __init__(self, db: Database, old: Crowd, new: Crowd, apart: Apart = never) -> None:
        self._db = db
        self._changed = old.profiles | new.profiles
        self._crowd = new  # profiles that do not change are the same on both sides
        self._apart = apart
        self._facets: dict[str, dict[Item, Facet]] = {}
        self._local: dict[Item, tuple[Cluster, ...]] = {}  # what was decided around facets that stay as they are
        self._old, self._new = facets(old.touched(new.profiles)), facets(new.touched(old.profiles))
        self._were: list[Cluster] = []
        self._are: list[Cluster] = []
        self.whole: set[str] = set()  # profiles whose blocks around their regions were all decided
        self.before: tuple[PersonGroup, ...] = ()
        self.after: tuple[PersonGroup, ...] = ()

    def decide(self, besides: Iterable[str] = ()) -> None:
        """Decides the touched blocks, and those of more profiles."""
        wanted = set(besides) - self._changed
        more = [facet for profile in sorted(wanted) for facet in self._facets_of(profile).values()]
        seeds = {key for facet in (*self._old, *self._new, *more) for key in facet_keys(facet)}
        around = self._around(seeds)
        held = Counter(facet.node for facet in around)
        self.whole = wanted | self._changed
        self.whole |= {node.profile for node, found in held.items() if found == max(1, len(node.anchors))}
        self._were = self._decide([*self._old, *around])
        self._are = self._decide([*self._new, *around])
        touched = {_item(facet) for facet in (*self._old, *self._new, *around)}
        keys = {key for cluster in (*self._were, *self._are) for key in cluster_keys(cluster)}
        beyond = self._beyond(keys, touched)
        self.before, self.after = self._unite([*self._were, *beyond]), self._unite([*self._are, *beyond])

    def keep(self) -> None:
        """Keeps the new keys."""
        gone = {(key, _item(facet)) for facet in self._old for key in facet_keys(facet)}
        come = {(key, _item(facet)) for facet in self._new for key in facet_keys(facet)}
        gone |= {(key, _item(facet)) for c in self._were for key in cluster_keys(c) for facet in c.facets}
        come |= {(key, _item(facet)) for c in self._are for key in cluster_keys(c) for facet in c.facets}
        self._db.part_facets(gone - come)
        self._db.meet_facets(come - gone)

    def _decide(self, found: Sequence[Facet]) -> list[Cluster]:
        ordered = sorted(found, key=lambda f: (f.node.key, f.anchor))
        return [cluster for block in components(ordered, facet_keys) for cluster in decide(block, self._apart)]

    def _unite(self, clusters: Sequence[Cluster]) -> tuple[PersonGroup, ...]:
        ordered = sorted(clusters, key=lambda c: (c.key, c.anchor))
        groups = [group for block in components(ordered, cluster_keys) for group in unite(block, self._apart)]
        return tuple(sorted(groups, key=lambda group: group.path))

    # ------------------------------------------------------ what stays

    def _around(self, seeds: Iterable[str]) -> list[Facet]:
        """The facets of unchanged profiles that are connected with the keys."""
        found: dict[Item, Facet] = {}
        open_, seen = list(seeds), set(seeds)
        while open_:
            for item in self._db.facets(open_.pop()):
                if item[0] in self._changed or item in found:
                    continue
                found[item] = facet = self._facet(item)
                fresh = facet_keys(facet) - seen
                seen |= fresh
                open_ += fresh
        return list(found.values())

    def _facet(self, item: Item) -> Facet:
        return self._facets_of(item[0])[item]

    def _facets_of(self, profile: str) -> dict[Item, Facet]:
        if profile not in self._facets:
            self._facets[profile] = {_item(facet): facet for facet in facets([self._crowd.standing(profile)])}
        return self._facets[profile]

    def _beyond(self, keys: set[str], touched: set[Item]) -> list[Cluster]:
        """The clusters of untouched blocks that are connected with the keys."""
        found: dict[Item, Cluster] = {}
        open_, seen = list(keys), set(keys)
        while open_:
            for item in self._db.facets(open_.pop()):
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
