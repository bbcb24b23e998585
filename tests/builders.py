"""Small articles with facts, for tests of the resolution."""

from __future__ import annotations

from kpugraph.model import (
    Article,
    ArticleFacts,
    BodyFact,
    DocumentFact,
    EventFact,
    Evidence,
    Office,
    Page,
    PersonFact,
    PostFact,
    Span,
)
from kpugraph.regions import load_regions

TEXT = "Berita\n\nSatu dua tiga."


def proof(field: str = "", *steps: str) -> tuple[Evidence, ...]:
    """Evidence that quotes "Satu"."""
    return (Evidence(8, 12, "Satu", "test.rule", 0.9, field, steps),)


def person(name: str, *aliases: str) -> PersonFact:
    return PersonFact(name, aliases, proof())


def body(name: str, level: str = "", kind: str = "") -> BodyFact:
    return BodyFact(name, kind=kind, level=level, evidence=proof())


def post(name: str, role: str, of: str, **more: str | None) -> PostFact:
    return PostFact(name, role, of, evidence=proof(), **more)


def event(kind: str, name: str, date: str | None, organizer: str | None = None, status: str = "held") -> EventFact:
    return EventFact(kind, name, date, organizer=organizer, status=status, evidence=proof())


def document(kind: str, number: str, issuer: str | None = None, date: str | None = None) -> DocumentFact:
    return DocumentFact(kind, number, date, issuer, issuer, evidence=proof())


def article(
    page: str, *facts: object, office: str = "33.22", date: str | None = None, published: str | None = None
) -> ArticleFacts:
    """An article on the site of an office, by the office's region code, "" for the national one."""
    where = load_regions().by_code.get(office)
    publisher = Office(f"KPU {where.full_name}" if where else "KPU RI", where.code if where else None)
    source = Article(Page(page, f"https://example.org/{page}", TEXT, date=published), 0, Span(0, 6), Span(8, len(TEXT)))
    return ArticleFacts(
        source,
        publisher,
        date=date,
        persons=tuple(f for f in facts if isinstance(f, PersonFact)),
        bodies=tuple(f for f in facts if isinstance(f, BodyFact)),
        posts=tuple(f for f in facts if isinstance(f, PostFact)),
        events=tuple(f for f in facts if isinstance(f, EventFact)),
        documents=tuple(f for f in facts if isinstance(f, DocumentFact)),
        evidence=proof("date") if date else (),
        sentences=(Span(8, len(TEXT)),),
    )
