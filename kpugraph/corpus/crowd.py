"""The profiles of a corpus before and after a change: which articles hold each, and the mention that stands for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kpugraph.corpus.database import Database
from kpugraph.corpus.records import pack_node, unpack_node
from kpugraph.entities.nodes import PersonNode
from kpugraph.entities.profiles import Member, is_alone, standing_for, template
from kpugraph.entities.views import ArticleView


class Crowd(Mapping[str, list[Member]]):
    """The members of each profile on one side of a change: what is kept of other articles, and the changed ones."""

    def __init__(self, db: Database, changed: frozenset[str], views: Iterable[ArticleView]) -> None:
        self._db = db
        self._changed = changed
        self.nodes = [node for view in views for node in view.people]
        self._common = {node.profile: template(node) for node in self.nodes}
        self._members: dict[str, list[Member]] = {}
        self._standing: dict[str, PersonNode] = {}
        self._own: dict[str, list[Member]] = {}
        for node in self.nodes:
            self._own.setdefault(node.profile, []).append(Member(node.article, node.day))

    def __getitem__(self, profile: str) -> list[Member]:
        if profile not in self._members:
            self._members[profile] = self.staying(profile) + self._own.get(profile, [])
        return self._members[profile]

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)

    def staying(self, profile: str) -> list[Member]:
        """The members in articles that do not change."""
        if is_alone(profile) and profile in self._own:
            return []
        rows = self._db.members(profile)
        return [Member(article, day) for article, day in rows if article not in self._changed]

    def standing(self, profile: str) -> PersonNode:
        """The mention that stands for a profile."""
        if profile not in self._standing:
            common = self._common.get(profile) or unpack_node(self._db.profile(profile))
            self._standing[profile] = standing_for(common, self[profile])
        return self._standing[profile]

    def touched(self, others: Iterable[str]) -> list[PersonNode]:
        """The mentions that stand for the profiles of changed articles of either side, those that this side has."""
        return [self.standing(profile) for profile in sorted({*self._own, *others}) if self[profile]]

    @property
    def profiles(self) -> set[str]:
        return set(self._own)


def keep(db: Database, old: Crowd, new: Crowd) -> None:
    """Keeps the new members in place of the old ones. Profiles without members go."""
    gone = {(node.profile, node.article, node.day) for node in old.nodes}
    come = {(node.profile, node.article, node.day) for node in new.nodes}
    db.drop_members(gone - come)
    fresh = {node.profile: pack_node(template(node)) for node in new.nodes}
    db.keep_members(come - gone, fresh)
    db.drop_profiles(profile for profile in old.profiles - new.profiles if not new[profile])
