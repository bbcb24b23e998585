"""Events and documents under one identity each, across articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kpugraph.entities.claims import Ledger, most_common, supporting
from kpugraph.entities.gatherings import Told, distinct, event_key, gather
from kpugraph.entities.model import Document, Entities, Event, part
from kpugraph.entities.views import ArticleView, office_anchor
from kpugraph.ids import name_slug
from kpugraph.model import ArticleFacts, DocumentFact, EventFact
from kpugraph.partial import bounds, is_valid
from kpugraph.text import fold

_SPACES = re.compile(r"\s+")
_AROUND_MARKS = re.compile(r"\s*([/.\-])\s*")


@dataclass
class _Group:
    """What all articles say of one document."""

    names: list[str] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    kinds: list[str] = field(default_factory=list)


def _span(days: set[str]) -> tuple[str | None, str | None]:
    pairs = [pair for day in days if is_valid(day) and (pair := bounds(day))]
    return (min(p[0] for p in pairs), max(p[1] for p in pairs)) if pairs else (None, None)


Numbers = Mapping[tuple[str, str], str]  # the document that a number in an article means
Named = Callable[[str], Mapping[str, str]]  # what the names of an article mean


def document_key(document: DocumentFact) -> str:
    """The key of the block that a document belongs to."""
    return f"k|{_SPACES.sub('', document.number).casefold()}"


def of_documents(views: Iterable[ArticleView], keys: Container[str]) -> tuple[Entities, dict[tuple[str, str], str]]:
    """The documents of whole blocks, given the articles that hold them, and the path of each number in each article."""
    ledger = Ledger()
    index = DocumentIndex(ledger)
    paths: dict[tuple[str, str], str] = {}
    for view in views:
        facts = replace(view.facts, documents=tuple(d for d in view.facts.documents if document_key(d) in keys))
        paths |= {(view.path, number): path for number, path in index.add(view.path, facts, view.bodies).items()}
    return part(documents=index.all(), claims=ledger.sorted()), paths


def told_by(view: ArticleView) -> list[Told]:
    """The activities of an article."""
    events = view.facts.events
    office = office_anchor(view.facts.office, view.path)
    return [
        Told(view.path, n, event, view.bodies.get(event.organizer or ""), office)
        for n, event in enumerate(_sworn_by_others(event) for event in events)
    ]


def _sworn_by_others(event: EventFact) -> EventFact:
    """An office whose members "dilantik" does not hold their swearing in: it takes part."""
    if event.kind != "pelantikan" or not event.organizer or not fold(event.name).startswith("dilantik"):
        return event
    moved = tuple(replace(e, field="participants") if e.field == "organizer" else e for e in event.evidence)
    return replace(event, organizer=None, participants=(*event.participants, event.organizer), evidence=moved)


def event_keys(view: ArticleView) -> frozenset[str]:
    """The keys of the blocks that an article's events belong to."""
    return frozenset(event_key(told) for told in told_by(view))


@dataclass(frozen=True, slots=True)
class Gathered:
    """The events of whole blocks by path: the activities that each is, and the larger events that articles put it in."""

    groups: Mapping[str, tuple[Told, ...]]
    within: Mapping[str, tuple[tuple[str, str, EventFact], ...]]  # article, path of the larger one, the part as told

    def token(self, path: str) -> tuple[object, ...]:
        """What an event says but for the words of its articles; nothing where there is none at the path."""
        members = tuple(told.key for told in self.groups.get(path, ()))
        return members, tuple((article, whole) for article, whole, _ in self.within.get(path, ()))

    def articles(self, path: str) -> set[str]:
        return {told.article for told in self.groups.get(path, ())}


def gathered(views: Iterable[ArticleView], keys: Container[str]) -> Gathered:
    """The events of whole blocks, given the articles that hold them."""
    held = list(views)
    blocks: dict[str, list[Told]] = {}
    for view in held:
        for told in told_by(view):
            if event_key(told) in keys:
                blocks.setdefault(event_key(told), []).append(told)
    groups: dict[str, tuple[Told, ...]] = {}
    where: dict[tuple[str, str, str], str] = {}
    for key in sorted(blocks):
        for path, group in distinct(gather(blocks[key])).items():
            groups[path] = group
            where |= {(told.article, told.fact.name, told.fact.date or ""): path for told in group}
    within: dict[str, list[tuple[str, str, EventFact]]] = {}
    for view in held:
        for child, whole, event in _parts(view, where):
            within.setdefault(child, []).append((view.path, whole, event))
    return Gathered(groups, {child: tuple(told) for child, told in within.items()})


def of_events(found: Gathered, wanted: Iterable[str], bodies: Named, people: Named, numbers: Numbers) -> Entities:
    """Some of the events, by path; ``bodies`` and ``people`` give what the names of an article mean."""
    ledger = Ledger()
    events: list[Event] = []
    for path in wanted:
        group = found.groups.get(path, ())
        if not group:
            continue
        events.append(_event(path, group))
        for told in group:
            _claim_event(path, told, {**bodies(told.article), **people(told.article)}, numbers, ledger)
        _claim_realisation(path, group, ledger)
        for article, whole, event in found.within.get(path, ()):
            ledger.add(path, "within", whole, article, supporting(event.evidence, "within", event.within or ""))
    return part(events=events, claims=ledger.sorted())


def _event(path: str, group: Sequence[Told]) -> Event:
    days = {day for told in group for day in (told.fact.date, told.fact.end) if day}
    name = most_common(told.fact.name for told in group)
    return Event(path, name, tuple(sorted({told.article for told in group})), *_span(days))


def _claim_event(path: str, told: Told, parties: Mapping[str, str], numbers: Numbers, ledger: Ledger) -> None:
    event, article = told.fact, told.article

    def claim(prop: str, value: str | None, name: str, raw: str | None = None, index: int | None = None) -> None:
        if value is not None:
            ledger.add(path, prop, value, article, supporting(event.evidence, name, raw or value, index))

    claim("event_name", event.name, "")
    claim("event_kind", event.kind, "kind")
    claim("event_start", event.date if event.date and is_valid(event.date) else None, "date")
    claim("event_end", event.end if event.end and is_valid(event.end) else None, "end")
    claim("event_place", event.place, "place")
    claim("stage", event.stage, "stage")
    for prop, value in (("organizer", event.organizer), ("leader", event.leader)):
        claim(prop, parties.get(value or ""), prop, value)
    for index, name in enumerate(event.participants):
        claim("participant", parties.get(name), "participants", name, index)
    for number in event.basis:
        claim("basis", numbers.get((article, number)), "basis", number)


_REALISED = ("held", "postponed", "announced")  # the first that any article tells


def _claim_realisation(path: str, group: Sequence[Told], ledger: Ledger) -> None:
    """Held where any article reports it, else put off where one says so, else announced."""
    states = {told.key: "announced" if told.fact.status == "planned" else told.fact.status for told in group}
    final = next((state for state in _REALISED if state in states.values()), "announced")
    for told in group:
        if states[told.key] == final:
            evidence = supporting(told.fact.evidence, "status", told.fact.status)
            ledger.add(path, "realisation", final, told.article, evidence)


def _parts(view: ArticleView, where: Mapping[tuple[str, str, str], str]) -> Iterator[tuple[str, str, EventFact]]:
    """Parts with the larger activity. Both fall on one day, so that they are of one block; other parts are not told."""
    for event in view.facts.events:
        if not event.within or not event.date:
            continue
        child, whole = (where.get((view.path, name, event.date)) for name in (event.name, event.within))
        if child and whole and child != whole:
            yield child, whole, event


class DocumentIndex:
    """Documents by kind, number without spaces, and issuing body."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._groups: dict[str, _Group] = {}

    def add(self, article: str, facts: ArticleFacts, bodies: Mapping[str, str]) -> dict[str, str]:
        """Enters the documents of an article; gives the path of each number as the article writes it."""
        numbers: dict[str, str] = {}
        for document in facts.documents:
            issuer = bodies.get(document.issuer_body or "")
            path = _document_path(document, issuer)
            numbers[document.number] = path
            group = self._groups.setdefault(path, _Group())
            group.names.append(_title(document))
            group.kinds.append(document.kind)
            group.sources.add(article)
            group.days |= {document.date} if document.date else set()
            self._claim(article, path, document, issuer)
        return numbers

    def _claim(self, article: str, path: str, document: DocumentFact, issuer: str | None) -> None:
        def claim(prop: str, value: str | None, name: str) -> None:
            if value is not None:
                self._ledger.add(path, prop, value, article, supporting(document.evidence, name, value))

        claim("number", _number(document), "number")
        claim("document_kind", document.kind, "kind")
        if document.date and is_valid(document.date):
            claim("issued", document.date, "date")
        claim("issuer", issuer, "issuer")
        claim("issuer_text", document.issuer, "issuer")
        claim("subject", document.subject, "subject")

    def all(self) -> tuple[Document, ...]:
        """The documents, sorted by path."""
        return tuple(
            Document(path, most_common(g.names), most_common(g.kinds), tuple(sorted(g.sources)), *_span(g.days))
            for path, g in sorted(self._groups.items())
        )


def _number(document: DocumentFact) -> str:
    """The number as it is spaced in most texts: "487/ PL.02-SD /14/2022" -> "487/PL.02-SD/14/2022"."""
    return _SPACES.sub(" ", _AROUND_MARKS.sub(r"\1", document.number)).strip()


def _title(document: DocumentFact) -> str:
    return f"{document.kind} Nomor {_number(document)}"


def _document_path(document: DocumentFact, issuer: str | None) -> str:
    number = name_slug(_SPACES.sub("", document.number).replace("Tahun", "-"))
    by = f"-{issuer.partition('/')[2]}" if issuer else ""
    return f"document/{name_slug(document.kind)}-{number}{by}"
