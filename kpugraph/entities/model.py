"""Entities under one identity each, and the claims that carry every fact read from a text.

An entity is known by its path below the base IRI ("body/kpu-kabupaten-semarang"). What an entity *is* stands in its
node; what texts *say* of it are claims, one per fact, article and quoted span.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from kpugraph.model import ArticleFacts, Evidence, Region


@dataclass(frozen=True, slots=True)
class Claim:
    """That ``subject`` has ``value`` for ``property``, as the article at path ``article`` says with this evidence.

    ``property`` is a key of ``quads.PROPERTIES``; ``value`` is a path, a literal, a partial date or a concept's name.
    """

    subject: str
    property: str
    value: str
    article: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ArticleNode:
    """An article; ``publisher`` is the path of the publishing body, or None.

    ``links`` are bodies with Wikidata items, as decisions on the article give them.
    """

    path: str
    facts: ArticleFacts
    publisher: str | None
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation. ``parent`` is a path; ``name`` its canonical name."""

    path: str
    name: str
    kind: str = ""
    level: str = ""
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A division of a body."""

    path: str
    name: str
    body: str


@dataclass(frozen=True, slots=True)
class Person:
    """``same_as`` are Wikidata items that decisions give."""

    path: str
    name: str
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """A seat: role, body and division. It exists when vacant."""

    path: str
    label: str
    role: str
    body: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person's time in one post. Days are partial dates, None where nothing states them."""

    path: str
    label: str
    post: str | None
    capacity: str
    sources: tuple[str, ...]
    first: str | None = None
    last: str | None = None
    start: str | None = None
    end: str | None = None
    start_is_actual: bool = False
    end_is_actual: bool = False

    @property
    def interval(self) -> str:
        """Path of its interval."""
        return "interval/" + self.path.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office of a body, by its years."""

    path: str
    label: str
    start: int
    end: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    path: str
    name: str
    sources: tuple[str, ...]
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A numbered document; ``kind`` in the words of the texts decides its class."""

    path: str
    label: str
    kind: str
    sources: tuple[str, ...]
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Direct speech in one article."""

    path: str
    label: str
    article: str


@dataclass(frozen=True, slots=True)
class Election:
    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Identity:
    """That the person named ``form`` in ``article`` is ("same") or may be ("unsure") the one of another article, and why.

    ``person`` and ``other`` are paths, equal where the two are one.
    """

    verdict: str
    person: str
    other: str
    article: str
    form: str
    other_article: str
    other_form: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """A decision of people on one article: applied, or ``stale`` and why. ``about`` are the persons or the body concerned."""

    id: str
    action: str
    page: str
    quote: str
    field: str
    value: str
    by: str
    on: str
    why: str
    article: str
    about: tuple[str, ...] = ()
    stale: str = ""


@dataclass(frozen=True, slots=True)
class Entities:
    """Everything that a graph holds, each part sorted by path, the claims by subject, property, value and place."""

    articles: tuple[ArticleNode, ...]
    regions: tuple[Region, ...]
    bodies: tuple[Body, ...]
    units: tuple[Unit, ...]
    persons: tuple[Person, ...]
    posts: tuple[Post, ...]
    tenures: tuple[Tenure, ...]
    terms: tuple[Term, ...]
    events: tuple[Event, ...]
    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    elections: tuple[Election, ...]
    claims: tuple[Claim, ...]
    identities: tuple[Identity, ...] = ()
    decisions: tuple[Applied, ...] = ()
    sources: tuple[
        tuple[str, str], ...
    ] = ()  # a tenure and an article that tells of it, where it does not name them itself


def part(**kinds: Iterable[Any]) -> Entities:
    """Entities of these kinds and no others."""
    empty: dict[str, tuple[Any, ...]] = {field.name: () for field in fields(Entities)}
    return Entities(**{**empty, **{name: tuple(items) for name, items in kinds.items()}})
