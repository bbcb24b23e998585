"""The corpus before and after a change: its changed articles as each side has them, the others read from what is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kpugraph.corpus.database import Database, Item
from kpugraph.corpus.records import unpack
from kpugraph.entities import happenings
from kpugraph.entities.bodies import merged
from kpugraph.entities.decisions import Decisions
from kpugraph.entities.model import Body, Entities, part
from kpugraph.entities.pieces import Piece
from kpugraph.entities.reposts import Repost
from kpugraph.entities.uniting import PersonGroup
from kpugraph.entities.views import ArticleView, view
from kpugraph.model import Evidence
from kpugraph.quads.claims import Text
from kpugraph.regions import Regions

DOCUMENT = "document"  # a kind of outcomes that are kept


class Kept:
    """The articles that stay as they are, and what was decided of them, each read once."""

    def __init__(self, db: Database, regions: Regions, decisions: Decisions) -> None:
        self._db = db
        self._regions = regions
        self._decisions = decisions
        self._views: dict[str, ArticleView] = {}
        self._outcomes: dict[tuple[str, str], dict[str, str]] = {}
        self._persons: dict[str, str] = {}

    def view(self, path: str) -> ArticleView:
        if path not in self._views:
            page = self._db.page(self._db.page_of(path) or "")
            assert page is not None  # an article is kept with its page
            for facts in unpack(page).articles:
                found = view(facts, self._regions, self._decisions)
                self._views[found.path] = found
        return self._views[path]

    def outcomes(self, path: str, kind: str) -> dict[str, str]:
        if (path, kind) not in self._outcomes:
            self._outcomes[path, kind] = self._db.outcomes(path, kind)
        return self._outcomes[path, kind]

    def person(self, profile: str) -> str:
        """The person that the mentions of a profile mean."""
        if profile not in self._persons:
            self._persons[profile] = self._db.person(profile) or ""
        return self._persons[profile]


class Side:
    """The corpus as it was, or as it is. What is decided anew overrides what is kept."""

    def __init__(self, db: Database, kept: Kept, views: Iterable[ArticleView], bodies: Mapping[str, Body]) -> None:
        self.views = {found.path: found for found in views}
        self.bodies = _Bodies(db, bodies)
        self.texts = _Texts(self)
        self.speaking: dict[str, tuple[str, Evidence] | None] = {}  # what speaks for each touched body
        self.groups: tuple[PersonGroup, ...] = ()
        self.people: dict[str, str] = {}  # the person of each profile that was decided anew
        self.pieces: dict[Piece, None] = {}  # of persons, those that this side has and the other has not
        self.documents: Entities = part()
        self.numbers: dict[Item, str] = {}
        self.told = happenings.gathered((), ())  # the events of the touched blocks
        self.events: list[str] = []  # paths of those that this side has otherwise than the other
        self.copies: dict[str, Repost] = {}
        self._kept = kept

    def view(self, path: str) -> ArticleView:
        return self.views[path] if path in self.views else self._kept.view(path)

    def all_views(self, paths: Iterable[str]) -> Sequence[ArticleView]:
        """The views of the articles, in the order of their pages."""
        return sorted(
            (self.view(path) for path in paths), key=lambda v: (v.facts.article.page.id, v.facts.article.index)
        )

    def person(self, article: str, name: str) -> str | None:
        """The person that a name of an article means; None where the article has no such name."""
        profile = next((node.profile for node in self.view(article).people if node.name == name), None)
        return self.person_of(profile) if profile else None

    def person_of(self, profile: str) -> str:
        """The person that the mentions of a profile mean."""
        return self.people[profile] if profile in self.people else self._kept.person(profile)

    def take_groups(self, groups: Iterable[PersonGroup]) -> None:
        self.groups = tuple(groups)
        self.people = {node.profile: group.path for group in self.groups for node in group.nodes}

    def people_of(self, path: str) -> dict[str, str]:
        """The person that each name of an article means."""
        return {node.name: self.person_of(node.profile) for node in self.view(path).people}

    def numbers_of(self, path: str) -> dict[Item, str]:
        """The document that each number of an article means."""
        keys = [(path, document.number) for document in self.view(path).facts.documents]
        kept = self._kept.outcomes
        return {key: self.numbers[key] if key in self.numbers else kept(path, DOCUMENT)[key[1]] for key in keys}


class _Bodies(dict[str, Body]):
    """Bodies by path, those that do not change read when they are asked for."""

    def __init__(self, db: Database, known: Mapping[str, Body]) -> None:
        super().__init__(known)
        self._db = db

    def __missing__(self, path: str) -> Body:
        self[path] = merged(self._db.readings(path))
        return self[path]


class _Texts(dict[str, Text]):
    """The texts that claims quote, made when they are asked for."""

    def __init__(self, side: Side) -> None:
        super().__init__()
        self._side = side

    def __missing__(self, path: str) -> Text:
        self[path] = Text(self._side.view(path).facts)
        return self[path]
