"""Entities: the facts of all articles under one identity for each person, body, post, event and document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kpugraph.entities.bodies import BodyIndex
from kpugraph.entities.claims import Ledger, most_common, supporting
from kpugraph.entities.happenings import DocumentIndex, EventIndex
from kpugraph.entities.model import (
    ArticleNode,
    Election,
    Entities,
    Person,
    Post,
    Statement,
    Tenure,
    Term,
    Unit,
)  # fmt: skip
from kpugraph.entities.persons import Node, PersonIndex, anchor_of, office_anchor
from kpugraph.entities.tenures import Holding, group, reported_day, tenure_of, term_path
from kpugraph.errors import DataError
from kpugraph.ids import digest, name_slug, page_slug
from kpugraph.model import ArticleFacts, BodyFact, Evidence, PersonFact, Region
from kpugraph.partial import is_valid
from kpugraph.regions import Regions
from kpugraph.text import fold

__all__ = ["Entities", "resolve"]


def resolve(facts: Iterable[ArticleFacts], regions: Regions) -> Entities:
    """The entities and claims of the articles' facts. The order in which the facts come makes no difference.

    The same page twice counts once. Raises EvidenceError for a fact without evidence, DataError where two pages that
    differ have one id.
    """
    resolver = _Resolver(regions)
    for article in _each_once(facts):
        resolver.enter(article)
    return resolver.result()


def _each_once(facts: Iterable[ArticleFacts]) -> list[ArticleFacts]:
    """The articles in the order of their ids."""
    found: dict[tuple[str, int], ArticleFacts] = {}
    for item in facts:
        page = item.article.page
        known = found.setdefault((page.id, item.article.index), item).article.page
        if known.text != page.text:
            raise DataError(f"two pages have the id {page.id!r}", where=page.source or known.source, todo="rename one")
    return [found[key] for key in sorted(found)]


@dataclass
class _Entry:
    """One article with the paths of the bodies and the nodes of the persons that it names."""

    path: str
    facts: ArticleFacts
    publisher: str | None
    bodies: dict[str, str]
    people: dict[str, Node]


class _Resolver:
    def __init__(self, regions: Regions) -> None:
        self.regions = regions
        self.ledger = Ledger()
        self.bodies = BodyIndex(regions)
        self.people = PersonIndex()
        self.entries: list[_Entry] = []

    def enter(self, facts: ArticleFacts) -> None:
        """First pass: every body and person of an article is made known."""
        path = f"article/{page_slug(facts.article.page.id)}-{facts.article.index + 1}"
        region = facts.office.region if facts.office else None
        bodies: dict[str, str] = {}
        for fact in facts.bodies:
            bodies[fact.name] = self.bodies.add(fact, region)
            self.bodies.mention(self.ledger, path, bodies[fact.name], fact)
        publisher = None
        if facts.office is not None:
            publisher = self.bodies.add(BodyFact(facts.office.body, region=region), region)
        anchors: dict[str, set[str]] = {}
        for post in facts.posts:
            if post.body in bodies:
                anchors.setdefault(post.person, set()).add(anchor_of(self.bodies[bodies[post.body]]))
        office = office_anchor(facts.office, path)
        people = {p.name: self.people.add(p.name, anchors.get(p.name, ()), office) for p in facts.persons}
        self.entries.append(_Entry(path, facts, publisher, bodies, people))

    def result(self) -> Entities:
        """Second pass: everything that refers to bodies and persons."""
        self.bodies.claim_parents(self.ledger)
        names = self._names()
        holdings: list[Holding] = []
        events, documents = EventIndex(self.ledger), DocumentIndex(self.ledger)
        statements: list[Statement] = []
        elections: dict[str, Election] = {}
        terms: dict[str, Term] = {}
        for entry in self.entries:
            people = {name: self.people.path(node) for name, node in entry.people.items()}
            self._persons(entry, people, names)
            holdings += self._holdings(entry, people)
            parties = {**entry.bodies, **people}
            numbers = documents.add(entry.path, entry.facts, entry.bodies)
            events.add(entry.path, entry.facts, parties, numbers)
            statements += self._statements(entry, parties)
            self._elections(entry, elections)
            self._terms(entry, terms)
            self._article(entry)
        tenures, posts, units = self._tenures(holdings)
        return Entities(
            articles=tuple(ArticleNode(e.path, e.facts, e.publisher) for e in self.entries),
            regions=self._regions(),
            bodies=tuple(sorted(self.bodies.all(), key=lambda b: b.path)),
            units=units,
            persons=tuple(Person(path, names[path]) for path in sorted(names)),
            posts=posts,
            tenures=tenures,
            terms=tuple(terms[path] for path in sorted(terms)),
            events=events.all(),
            documents=documents.all(),
            statements=tuple(sorted(statements, key=lambda s: s.path)),
            elections=tuple(elections[path] for path in sorted(elections)),
            claims=self.ledger.sorted(),
        )

    def _names(self) -> dict[str, str]:
        """The name of each person: the one that most articles use."""
        names: dict[str, list[str]] = {}
        for entry in self.entries:
            for name, node in entry.people.items():
                names.setdefault(self.people.path(node), []).append(name)
        return {path: most_common(found) for path, found in names.items()}

    def _persons(self, entry: _Entry, people: dict[str, str], names: dict[str, str]) -> None:
        """A claim for each form of a name that the article writes: the person's name, or another form of it."""
        for fact in entry.facts.persons:
            path = people[fact.name]
            for evidence in fact.evidence or (supporting(fact.evidence),):
                form = _alias_of(fact, evidence) or fact.name
                self.ledger.add(path, "name" if form == names[path] else "alias", form, entry.path, evidence)

    def _holdings(self, entry: _Entry, people: dict[str, str]) -> list[Holding]:
        day = reported_day(entry.facts)
        out: list[Holding] = []
        for post in entry.facts.posts:
            if post.body is None or post.person not in people:
                continue
            body = entry.bodies[post.body]
            evidence = next((e for e in entry.facts.evidence if e.field == "date"), supporting(post.evidence))
            dated = (day, evidence) if day else None
            out.append(Holding(people[post.person], post.person, body, self.bodies[body].name, entry.path, post, dated))
        return out

    def _tenures(self, holdings: list[Holding]) -> tuple[tuple[Tenure, ...], tuple[Post, ...], tuple[Unit, ...]]:
        tenures: dict[str, Tenure] = {}
        posts: dict[str, Post] = {}
        units: dict[str, Unit] = {}
        for held in group(holdings):
            tenure, post, unit = tenure_of(held, self.ledger)
            tenures[tenure.path] = tenure
            if post:
                posts[post.path] = post
            if unit:
                units[unit.path] = unit
        return (
            tuple(tenures[path] for path in sorted(tenures)),
            tuple(posts[path] for path in sorted(posts)),
            tuple(units[path] for path in sorted(units)),
        )

    def _statements(self, entry: _Entry, parties: dict[str, str]) -> list[Statement]:
        out: list[Statement] = []
        for fact in entry.facts.statements:
            evidence = supporting(fact.evidence)
            path = f"statement/{digest(entry.path, fact.quote)}"
            out.append(Statement(path, fact.quote, entry.path))
            self.ledger.add(path, "text", fact.quote, entry.path, evidence)
            if fact.speaker in parties:
                speaker = supporting(fact.evidence, "speaker", fact.speaker or "")
                self.ledger.add(path, "speaker", parties[fact.speaker or ""], entry.path, speaker)
        return out

    def _elections(self, entry: _Entry, elections: dict[str, Election]) -> None:
        for fact in entry.facts.elections:
            path = f"election/{name_slug(fact.name)}"
            elections[path] = Election(path, fact.name)
            self.ledger.add(entry.path, "about", path, entry.path, supporting(fact.evidence))
        for stage in entry.facts.stages:
            self.ledger.add(entry.path, "stage", stage.stage, entry.path, supporting(stage.evidence))

    def _terms(self, entry: _Entry, terms: dict[str, Term]) -> None:
        for fact in entry.facts.terms:
            region = entry.facts.office.region if entry.facts.office else None
            body = entry.bodies.get(fact.holder) or self.bodies.add(BodyFact(fact.holder), region)
            path = term_path(body, fact.start, fact.end)
            label = f"{fact.holder} {fact.start}–{fact.end}"
            known = terms.get(path)
            sources = {*(known.sources if known else ()), entry.path}
            terms[path] = Term(path, label, fact.start, fact.end, tuple(sorted(sources)))
            self.ledger.add(path, "of_body", body, entry.path, supporting(fact.evidence, "holder", fact.holder))

    def _article(self, entry: _Entry) -> None:
        for field, value in (("place", entry.facts.place), ("date", entry.facts.date)):
            evidence = [e for e in entry.facts.evidence if e.field == field]
            if value and evidence and (field != "date" or is_valid(value)):
                self.ledger.add(entry.path, f"article_{field}", value, entry.path, evidence[0])

    def _regions(self) -> tuple[Region, ...]:
        """The regions that bodies lie in, with the provinces above them."""
        codes = {body.region[:5] for body in self.bodies.all() if body.region}
        codes |= {code[:2] for code in codes}
        return tuple(self.regions.by_code[code] for code in sorted(codes) if code in self.regions.by_code)


def _alias_of(fact: PersonFact, evidence: Evidence) -> str | None:
    """The alias that the evidence quotes, or None where it quotes the name or something else that means it."""
    form = fold(evidence.exact)
    return None if form == fold(fact.name) else next((a for a in fact.aliases if fold(a) == form), None)
