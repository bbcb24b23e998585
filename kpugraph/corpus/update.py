"""One change of a corpus: the parts of the graph that the old and new facts of some pages touch, made again.

The order follows what depends on what: bodies, persons, documents, events, reposts, and at last the lines.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kpugraph import ids, quads
from kpugraph.corpus.copies import recopy
from kpugraph.corpus.crowd import Crowd, keep
from kpugraph.corpus.database import Database, Item, Mention
from kpugraph.corpus.lines import Sum
from kpugraph.corpus.people import Regrouping
from kpugraph.corpus.records import unpack
from kpugraph.corpus.sides import DOCUMENT, Kept, Side
from kpugraph.entities import happenings, parts, pieces
from kpugraph.entities.bodies import is_ranked, merged
from kpugraph.entities.decisions import NONE, Decisions
from kpugraph.entities.model import Applied, Body, Entities
from kpugraph.entities.uniting import PersonGroup
from kpugraph.entities.views import ArticleView, view
from kpugraph.model import Evidence
from kpugraph.regions import Regions
from kpugraph.store import Change


class Update:
    """One change of the pages kept in ``db``: a page's packed facts by its id, None where it is to go.

    ``decisions`` are those of people before and after; the pages on which they differ must be among ``pages``.
    First ``added`` gives the lines that come to the graph, then ``change`` all that changes in it; the database has
    taken the change by then, but for its commit.
    """

    def __init__(
        self,
        db: Database,
        regions: Regions,
        pages: Mapping[str, bytes | None],
        decisions: tuple[Decisions, Decisions] = (NONE, NONE),
        base: str = ids.BASE,
    ) -> None:
        self._db, self._regions, self._base = db, regions, base
        self._shared: tuple[list[str], list[str]] = ([], [])
        self.tally: defaultdict[str, set[str]] = defaultdict(set)  # paths of the new parts by kind
        self.claims = 0
        self.applied: list[Applied] = []  # what became of the decisions on the new articles
        self._kept = Kept(db, regions, decisions[1])
        old = [v for page in pages if (data := db.page(page)) for v in self._views(data, decisions[0])]
        new = [v for data in pages.values() if data for v in self._views(data, decisions[1])]
        self._take_pages(pages, old, new)
        self._changed = {v.path for v in (*old, *new)}
        self._sum = Sum(self._changed, base)
        self._renamed: set[str] = set()  # articles that name a body whose name is another now
        self._moved_in: set[str] = set()  # unchanged articles in which a name means another person than before
        self._old, self._new = self._sides = self._bodies(old, new)
        self._stale = self._changed | self._renamed
        self._persons()
        self._documents()
        moved = self._moved()
        self._events(moved)
        self._touched = self._stale | moved | self._copies()

    def _views(self, data: bytes, decisions: Decisions) -> Iterator[ArticleView]:
        for facts in unpack(data).articles:
            yield view(facts, self._regions, decisions)

    def _take_pages(
        self, pages: Mapping[str, bytes | None], old: Iterable[ArticleView], new: Iterable[ArticleView]
    ) -> None:
        urls = {v.facts.article.page.id: v.facts.article.page.url for v in new}
        for page, data in pages.items():
            if data is None:
                self._db.drop_page(page)
            else:
                self._db.keep_page(page, urls.get(page) or unpack(data).page.url, data)
        self._db.keep_articles((v.path, v.facts.article.page.id) for v in new)

    # ------------------------------------------------------------ bodies

    def _bodies(self, old: list[ArticleView], new: list[ArticleView]) -> tuple[Side, Side]:
        """Both sides with the bodies that change. What speaks for a body is looked up while its side is the current one."""
        counts: Counter[Body] = Counter()
        for sign, views in ((-1, old), (1, new)):
            for v in views:
                for body in v.readings.values():
                    counts[body] += sign
        counts = Counter({body: count for body, count in counts.items() if count})
        paths = {body.path for body in counts}
        gone, come = ({row for v in views for row in self._mentions(v)} for views in (old, new))
        touched = sorted(paths | {row[0] for row in gone | come})
        before = self._side(old, paths, touched)
        self._db.count_readings(counts)
        self._db.mention(come - gone, gone - come)
        self._meet(self._named(old), self._named(new))
        after = self._side(new, paths, touched)
        for path in paths:
            names = [side.bodies.get(path) for side in (before, after)]
            if all(names) and names[0] != names[1]:
                self._renamed |= {item[0] for item in self._db.meeting(f"b|{path}")}
        return before, after

    def _side(self, views: Iterable[ArticleView], changing: Iterable[str], touched: Iterable[str]) -> Side:
        known = {path: merged(readings) for path in changing if (readings := self._db.readings(path))}
        side = Side(self._db, self._kept, views, known)
        for body in touched:
            if self._db.readings(body):
                place = self._db.speaks_for(body)
                side.speaking[body] = self._quoted(side, body, *place) if place else None
        return side

    def _quoted(self, side: Side, body: str, article: str, below: bool, via: str) -> tuple[str, Evidence]:
        return article, parts.mentions(side.view(article), self._regions)[body, below, via]

    def _mentions(self, v: ArticleView) -> Iterator[Mention]:
        for (body, below, via), evidence in parts.mentions(v, self._regions).items():
            yield body, below, v.path, evidence.start, via

    def _named(self, views: Iterable[ArticleView]) -> set[tuple[str, Item]]:
        """The keys of bodies whose names are only what texts make of them."""
        return {
            (f"b|{path}", (v.path, ""))
            for v in views
            for path, body in v.readings.items()
            if not is_ranked(body, self._regions)
        }

    def _meet(self, gone: set[tuple[str, Item]], come: set[tuple[str, Item]]) -> None:
        self._db.part(gone - come)
        self._db.meet(come - gone)

    # -------------------------------------------------- what is touched

    def _persons(self) -> None:
        """The pieces of persons that are not the same on both sides, or that quote a changed article."""
        changed = frozenset(self._changed)
        old, new = (Crowd(self._db, changed, side.views.values()) for side in self._sides)
        regrouping = Regrouping(self._db, old, new)
        named = {node.profile for path in self._renamed for node in self._kept.view(path).people if node.held}
        besides, telling = set(named), set[tuple[str, str]]()  # who may be told of as another now, and all around
        while True:
            regrouping.decide(besides)
            self._old.take_groups(regrouping.before)
            self._new.take_groups(regrouping.after)
            moved = self._moved_persons()
            self._moved_in = {member.article for profile in moved for member in new.staying(profile)}
            telling = {told for path in self._moved_in for told in self._telling(path)}
            more = ({profile for _, profile in telling} - self._new.people.keys()) | (moved - regrouping.whole)
            more |= self._compared() - besides
            if not more:
                break
            besides |= more
        regrouping.keep()
        keep(self._db, old, new)
        profiles = besides | old.profiles | new.profiles | {profile for _, profile in telling}
        self._piece((old, new), profiles, {path for path, _ in telling})

    def _compared(self) -> set[str]:
        """The profiles of those with whom somebody of a side is compared, but who are in none of its groups."""
        found = set()
        for side in self._sides:
            inside = {node.key for group in side.groups for node in group.nodes}
            told = {key for group in side.groups for v in group.verdicts for key in (v.node, v.other)}
            outside = told - inside
            found |= {
                n.profile
                for article in {key[0] for key in outside}
                for n in side.view(article).people
                if n.key in outside
            }
        return found

    def _telling(self, path: str) -> Iterator[tuple[str, str]]:
        """The persons, as article and profile, whose posts in this article tell of another person."""
        view = self._kept.view(path)
        tell = {post.person for post in view.facts.posts if post.before}
        return ((path, node.profile) for node in view.people if node.name in tell)

    def _piece(self, crowds: Sequence[Crowd], profiles: set[str], telling: set[str]) -> None:
        """Finds the pieces of the persons that differ, or that hold one of these profiles."""
        names = [{node.key: group.path for group in side.groups for node in group.nodes} for side in self._sides]
        told = [
            [self._told(group, paths) for group in side.groups] for side, paths in zip(self._sides, names, strict=True)
        ]
        known, stale = [set(side) for side in told], self._stale | telling
        for side, paths, mine, others, crowd in zip(self._sides, names, told, known[::-1], crowds, strict=True):
            for group, said in zip(side.groups, mine, strict=True):
                if said not in others or any(node.profile in profiles for node in group.nodes):
                    side.pieces.update(dict.fromkeys(pieces.of_person(group, crowd, paths, side.bodies)))
        same = self._old.pieces.keys() & self._new.pieces.keys()
        same = {piece for piece in same if stale.isdisjoint(piece.articles)}
        for side in self._sides:
            side.pieces = {piece: None for piece in side.pieces if piece not in same}

    @staticmethod
    def _told(group: PersonGroup, paths: Mapping[tuple[str, str], str]) -> tuple[object, ...]:
        """What is told of a person, but for the facts of its articles."""
        verdicts = tuple((v, paths[v.node], paths[v.other]) for v in group.verdicts)
        return group.path, group.name, group.nodes, verdicts

    def _documents(self) -> None:
        """The documents of the blocks that a changed article holds a key of."""
        held = [
            {(happenings.document_key(d), (v.path, d.number)) for v in side.views.values() for d in v.facts.documents}
            for side in self._sides
        ]
        keys = {key for rows in held for key, _ in rows}
        around = {item[0] for key in keys for item in self._db.meeting(key)} - self._changed
        self._meet(*held)
        for side in self._sides:
            side.documents, side.numbers = happenings.of_documents(side.all_views(around | side.views.keys()), keys)

    def _moved_persons(self) -> set[str]:
        """The profiles that mean another person than before."""
        before, after = self._old.people, self._new.people
        return {profile for profile in before.keys() & after.keys() if before[profile] != after[profile]}

    def _moved(self) -> set[str]:
        """Unchanged articles in which a name or a number means another person or document than before."""
        before, after = self._old.numbers, self._new.numbers
        numbers = {key[0] for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        return (self._moved_in | numbers) - self._changed

    def _events(self, moved: set[str]) -> None:
        """The events of the blocks that a changed article, or one in which a name means another, holds a key of."""
        held = [
            {(key, (v.path, "")) for v in side.views.values() for key in happenings.event_keys(v)}
            for side in self._sides
        ]
        keys = {key for rows in held for key, _ in rows}
        keys |= {key for path in moved for key in happenings.event_keys(self._kept.view(path))}
        around = {item[0] for key in keys for item in self._db.meeting(key)} - self._changed
        self._meet(*held)
        for side in self._sides:
            side.told = happenings.gathered(side.all_views(around | side.views.keys()), keys)
        old, new = self._old.told, self._new.told
        touched = self._changed | moved
        for path in sorted(old.groups.keys() | new.groups.keys()):
            if old.token(path) != new.token(path) or not touched.isdisjoint(old.articles(path) | new.articles(path)):
                for side in self._sides:
                    side.events.append(path)

    def _copies(self) -> set[str]:
        """Looks for reposts again; gives the unchanged articles that are one now, or are none any more, or of another."""
        found = recopy(self._db, self._old.views.values(), self._new.views.values(), self._kept.view)
        self._old.copies, self._new.copies = found
        return {path for path in found[0].keys() | found[1].keys() if found[0].get(path) != found[1].get(path)}

    # ------------------------------------------------------------- lines

    def added(self) -> Iterator[str]:
        """The lines that come to the graph, in chunks, shared ones left out."""
        for each in self._parts(self._old):
            self._sum.take(quads.chunks(each, self._base, self._old.texts))
        for each in self._parts(self._new):
            self._count(each)
            yield from self._sum.fresh(quads.chunks(each, self._base, self._new.texts))

    def _parts(self, side: Side) -> Iterator[Entities]:
        """The touched parts of the graph on one side."""
        for body, mention in side.speaking.items():
            yield parts.of_body(side.bodies[body], self._regions, mention)
        for piece in side.pieces:
            yield piece.make(side.view, side.person)
        for path in sorted(self._touched):
            if path in side.views or path not in self._changed:
                yield parts.of_article(side.view(path), side.people_of(path), side.bodies, side.copies.get(path))
        yield from parts.each(side.documents)
        telling = {article for path in side.events for article in side.told.articles(path)}
        numbers = {key: document for article in telling for key, document in side.numbers_of(article).items()}
        yield from parts.each(
            happenings.of_events(side.told, side.events, lambda path: side.view(path).bodies, side.people_of, numbers)
        )

    def change(self, added: list[str]) -> Change:
        """All that changes in the graph, given the lines of ``added``."""
        self.finish()
        came, went = self._shared
        return self._sum.change(added, came, went)

    def finish(self) -> list[str]:
        """Keeps what was decided. Call it after ``added``; gives the shared lines that come."""
        before, after = self._old.numbers, self._new.numbers
        self._db.forget(DOCUMENT, before.keys() - after.keys())
        self._db.decide(DOCUMENT, {item: value for item, value in after.items() if before.get(item) != value})
        were = self._old.people
        self._db.name_persons({key: path for key, path in self._new.people.items() if were.get(key) != path})
        self._db.drop_articles(self._old.views.keys() - self._new.views.keys())
        self._shared = self._db.count_lines({line: count for line, count in self._sum.counts.items() if count})
        return self._shared[0]

    def _count(self, each: Entities) -> None:
        for kind in ("articles", "persons", "bodies", "posts", "tenures", "events", "documents", "statements"):
            self.tally[kind].update(item.path for item in getattr(each, kind))
        self.claims += len(each.claims)
        self.applied += each.decisions
