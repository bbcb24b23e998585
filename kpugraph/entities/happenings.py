"""Events and documents under one identity each, across articles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kpugraph.entities.claims import Ledger, most_common, supporting
from kpugraph.entities.model import Document, Event
from kpugraph.ids import digest, name_slug
from kpugraph.model import ArticleFacts, DocumentFact, EventFact, Evidence
from kpugraph.partial import bounds, is_valid
from kpugraph.text import fold

_SPACES = re.compile(r"\s+")
_AROUND_MARKS = re.compile(r"\s*([/.\-])\s*")


@dataclass
class _Group:
    """What all articles say of one event or document."""

    names: list[str] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    kinds: list[str] = field(default_factory=list)
    told: list[tuple[str, str, Evidence]] = field(default_factory=list)


def _span(days: set[str]) -> tuple[str | None, str | None]:
    pairs = [pair for day in days if is_valid(day) and (pair := bounds(day))]
    return (min(p[0] for p in pairs), max(p[1] for p in pairs)) if pairs else (None, None)


class EventIndex:
    """Events by kind, day, organizer and name; one that lacks a day or an organizer belongs to its article alone."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._groups: dict[str, _Group] = {}

    def add(self, article: str, facts: ArticleFacts, parties: Mapping[str, str], numbers: Mapping[str, str]) -> None:
        """Enters the events of an article; ``parties`` gives paths of names, ``numbers`` those of documents."""
        paths: dict[str, str] = {}
        taken: set[str] = set()
        for index, event in enumerate(facts.events):
            path = _event_path(article, index, event, parties, taken)
            taken.add(path)
            paths.setdefault(event.name, path)
            self._enter(article, path, event)
            self._claim(article, path, event, parties, numbers)
        for event in facts.events:
            if event.within and event.within in paths and paths[event.within] != paths[event.name]:
                evidence = supporting(event.evidence, "within", event.within)
                self._ledger.add(paths[event.name], "within", paths[event.within], article, evidence)

    def _enter(self, article: str, path: str, event: EventFact) -> None:
        group = self._groups.setdefault(path, _Group())
        group.names.append(event.name)
        group.sources.add(article)
        group.days |= {day for day in (event.date, event.end) if day}

    def _claim(
        self, article: str, path: str, event: EventFact, parties: Mapping[str, str], numbers: Mapping[str, str]
    ) -> None:
        def claim(prop: str, value: str | None, name: str, index: int | None = None) -> None:
            if value is not None:
                self._ledger.add(path, prop, value, article, supporting(event.evidence, name, value, index))

        claim("event_name", event.name, "")
        claim("event_kind", event.kind, "kind")
        realisation = "held" if event.status == "held" else "announced"
        self._groups[path].told.append((realisation, article, supporting(event.evidence, "status", event.status)))
        if event.date and is_valid(event.date):
            claim("event_start", event.date, "date")
        if event.end and is_valid(event.end):
            claim("event_end", event.end, "end")
        claim("event_place", event.place, "place")
        claim("stage", event.stage, "stage")
        for prop, name, value in (("organizer", "organizer", event.organizer), ("leader", "leader", event.leader)):
            if value in parties:
                self._ledger.add(
                    path, prop, parties[value or ""], article, supporting(event.evidence, name, value or "")
                )
        for index, name in enumerate(event.participants):
            if name in parties:
                evidence = supporting(event.evidence, "participants", name, index)
                self._ledger.add(path, "participant", parties[name], article, evidence)
        for number in event.basis:
            if number in numbers:
                self._ledger.add(path, "basis", numbers[number], article, supporting(event.evidence, "basis", number))

    def all(self) -> tuple[Event, ...]:
        """The events, sorted by path. One that any article reports as held was held."""
        for path, group in self._groups.items():
            final = "held" if any(told[0] == "held" for told in group.told) else "announced"
            for realisation, article, evidence in group.told:
                if realisation == final:
                    self._ledger.add(path, "realisation", final, article, evidence)
        return tuple(
            Event(path, most_common(g.names), tuple(sorted(g.sources)), *_span(g.days))
            for path, g in sorted(self._groups.items())
        )


def _event_path(article: str, index: int, event: EventFact, parties: Mapping[str, str], taken: set[str]) -> str:
    day, organizer = event.date, parties.get(event.organizer or "")
    if day and organizer and len(day) == 10 and is_valid(day):
        path = f"event/{day}/{name_slug(event.kind)}-{digest(organizer, fold(event.name), size=4)}"
        if path not in taken:
            return path
    dated = day if day and is_valid(day) and not day.startswith("--") else "undated"
    return f"event/{dated}/{name_slug(event.kind)}-{digest(article, str(index), event.name, size=6)}"


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
