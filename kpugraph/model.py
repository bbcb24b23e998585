"""The values that travel between the stages, which nothing changes: dataclasses, not frozen where many are made (it takes
four times as long), and msgspec's, which are made in a quarter of that again, where there are most.
Every offset counts characters of the page's text as it was read: ``page.text[start:end]`` is the quoted text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from msgspec import Struct

from kpugraph.outline import Outline


@dataclass(frozen=True, slots=True)
class Page:
    """One input record. ``source`` says where it was read, as "file" or "file:line"."""

    id: str
    url: str
    text: str
    title: str | None = None
    date: str | None = None
    source: str = ""


class Span(Struct, frozen=True, gc=False):
    """A stretch of the page's text: characters ``start`` to ``end``, the latter excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """A headline and its body within a page. A headline repeated at the start of the body is not part of ``body``."""

    page: Page
    index: int
    title: Span
    body: Span

    def quote(self, span: Span) -> str:
        """The text that the span covers."""
        return self.page.text[span.start : span.end]

    @property
    def headline(self) -> str:
        """The headline as the text has it, or the record's own where the text lacks it."""
        return self.quote(self.title) or self.page.title or ""

    @property
    def id(self) -> str:
        return f"{self.page.id}#{self.index + 1}"


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the first sentence: place, source, day. ``end`` is where the sentence begins."""

    start: int
    end: int
    place: Span | None = None
    host: Span | None = None  # "kab-belu.kpu.go.id", "KPU Kab. Belu"
    date: Span | None = None  # text that the date grammar reads
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A province, regency or city with its Kemendagri code ("33", "33.22")."""

    code: str
    type: str  # provinsi, kabupaten, kota
    name: str  # short name: "Semarang"
    province: str  # code of its province
    host: str = ""  # host of its commission's site
    capital: str = ""
    wikidata: str = ""

    @property
    def full_name(self) -> str:
        """Name with its type: "Kabupaten Semarang", "Provinsi Jawa Tengah"."""
        return f"{self.type.capitalize()} {self.name}"


class Token(Struct, frozen=True, gc=False):
    """A word, a number or one punctuation mark. ``fold`` is its matching form."""

    text: str
    start: int
    end: int
    fold: str


@dataclass(slots=True, unsafe_hash=True)
class Evidence:
    """Why a fact, or one field of it, is believed: a quoted span, the rule that read it, and how sure the rule is.

    ``field`` names the attribute of the fact that it supports ("" for the fact itself), with an index where the
    attribute has several values ("participants.1", "aliases.0");
    ``steps`` say how the quoted form became the value ("kab. -> Kabupaten").
    """

    start: int
    end: int
    exact: str
    rule: str
    confidence: float = 1.0
    field: str = ""
    steps: tuple[str, ...] = ()


@dataclass(slots=True, unsafe_hash=True)
class DateMention:
    """A date as written. ``value`` and ``end_value`` are ISO 8601 at the precision of the text; "--02-11" lacks a year."""

    start: int
    end: int
    value: str
    end_value: str | None = None
    weekday: int | None = None  # 0 is Monday
    rule: str = ""
    confidence: float = 1.0
    steps: tuple[str, ...] = ()


@dataclass(slots=True, unsafe_hash=True)
class BodyMention:
    """An organisation as written, with its canonical name.

    ``kind`` is the family (commission, supervisor, government, police, party…), ``level`` is national, province,
    regency, district, village or "" and ``region`` a Kemendagri code. A mention with ``specific=False`` names a class
    ("KPU Kabupaten/Kota") or depends on who publishes; it is then no entity of its own.
    """

    start: int
    end: int
    name: str
    kind: str = ""
    level: str = ""
    region: str | None = None
    parent: str | None = None
    specific: bool = True
    rule: str = ""
    confidence: float = 1.0
    steps: tuple[str, ...] = ()


@dataclass(slots=True, unsafe_hash=True)
class PersonMention:
    """A person's name as written, without honorifics and degrees; ``name`` is the fullest form known in the page."""

    start: int
    end: int
    form: str
    name: str
    rule: str = ""
    confidence: float = 1.0
    steps: tuple[str, ...] = ()


@dataclass(slots=True, unsafe_hash=True)
class RolePhrase:
    """A post as written. ``body`` is None where the text leaves it out; ``division`` None where it names none."""

    start: int
    end: int
    role: str
    frame: str
    status: str = "current"
    division: str | None = None
    body: BodyMention | None = None
    period: str | None = None
    kinds: tuple[str, ...] = ()  # kinds of body that the role belongs to; empty for any organisation's
    steps: tuple[str, ...] = ()

    @property
    def elliptical(self) -> bool:
        """Whether the body has to come from the context."""
        return self.body is None and self.frame in {"open", "commission", "watchdog"}


class TextItem(Protocol):
    """One thing of a text in reading order: a token, a known form, or what a reader made of several."""

    kind: str
    start: int
    end: int
    text: str
    value: object
    entries: tuple[Any, ...]  # its readings from the word lists


@dataclass(frozen=True, slots=True)
class DocumentMention:
    """A numbered document: kind, number without "Nomor", the span of the number, and where the word of its kind ends."""

    start: int
    end: int
    kind: str
    number: str
    number_start: int
    number_end: int
    rule: str = ""
    confidence: float = 1.0
    steps: tuple[str, ...] = ()
    kind_end: int = -1


@dataclass(frozen=True, slots=True)
class ElectionMention:
    """A named election in normal form: "Pemilu 2024", "Pilkada 2020"; ``day`` is its polling day where known."""

    start: int
    end: int
    name: str
    day: str | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class StageMention:
    """A stage of an election as written; ``stage`` is the name of its concept ("masa-kampanye")."""

    start: int
    end: int
    stage: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct speech: the span between the marks, ``closed`` unless the page ends before the closing mark."""

    start: int
    end: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Office:
    """The commission whose site published the page, or that a press article is about; a national one has no region."""

    body: str
    region: str | None
    rule: str = ""

    @property
    def publishes(self) -> bool:
        return not self.rule.startswith("press.")


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of one article, in text order; ``items`` is the reading of the body that posts and events are made
    from, ``headline`` that of the headline."""

    article: Article
    office: Office | None
    dateline: Dateline | None
    items: tuple[TextItem, ...]
    headline: tuple[TextItem, ...]
    sentences: tuple[Span, ...]
    bodies: tuple[BodyMention, ...]
    people: tuple[PersonMention, ...]
    dates: tuple[DateMention, ...]
    documents: tuple[DocumentMention, ...]
    elections: tuple[ElectionMention, ...]
    quotes: tuple[Quote, ...]
    outline: Outline  # of the items
    stages: tuple[StageMention, ...] = ()


@dataclass(slots=True, unsafe_hash=True)
class PersonFact:
    name: str
    aliases: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    late: bool = False  # the text says that the person has died


@dataclass(slots=True, unsafe_hash=True)
class BodyFact:
    name: str
    kind: str = ""
    level: str = ""
    region: str | None = None
    parent: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(slots=True, unsafe_hash=True)
class PostFact:
    """Who holds which post where. ``status``: current, acting, former, candidate, elected.

    ``start`` and ``end`` are days on which the text says that the post began or ended; a term's years are ``period``.
    ``ongoing``: it began before the day of the report and the text has the person in it on that day too ("Ketua sejak
    2021"). ``capacity`` is "replacement" for one who came in the middle of a term (PAW). ``before`` is the predecessor.
    """

    person: str
    role: str
    body: str | None
    division: str | None = None
    status: str = "current"
    period: str | None = None
    evidence: tuple[Evidence, ...] = ()
    start: str | None = None
    end: str | None = None
    ongoing: bool = False
    capacity: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class EventFact:
    """An activity. ``basis``: numbers of the documents that it follows; ``within``: a larger one; ``stage``: a concept."""

    kind: str
    name: str
    date: str | None = None
    end: str | None = None
    place: str | None = None
    organizer: str | None = None
    leader: str | None = None
    participants: tuple[str, ...] = ()
    status: str = "held"
    basis: tuple[str, ...] = ()
    within: str | None = None
    evidence: tuple[Evidence, ...] = ()
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentFact:
    kind: str
    number: str
    date: str | None = None
    issuer: str | None = None  # as the text has it: "Ketua KPU Provinsi Jawa Tengah"
    issuer_body: str | None = None
    subject: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementFact:
    """Direct speech: ``quote`` is its whole text; ``speaker`` a person's or a body's name, or None."""

    speaker: str | None
    quote: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ElectionFact:
    name: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class StageFact:
    """A stage of an election that an article names, by the name of its concept."""

    stage: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class TermFact:
    """A term of office: years ``start`` to ``end`` of the body ``holder``."""

    holder: str
    start: int
    end: int
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """Everything that one article says."""

    article: Article
    office: Office | None = None
    place: str | None = None
    date: str | None = None
    persons: tuple[PersonFact, ...] = ()
    bodies: tuple[BodyFact, ...] = ()
    posts: tuple[PostFact, ...] = ()
    events: tuple[EventFact, ...] = ()
    documents: tuple[DocumentFact, ...] = ()
    statements: tuple[StatementFact, ...] = ()
    elections: tuple[ElectionFact, ...] = ()
    terms: tuple[TermFact, ...] = ()
    evidence: tuple[Evidence, ...] = ()  # of the article's own fields: place, date
    sentences: tuple[Span, ...] = field(default=(), repr=False)
    stages: tuple[StageFact, ...] = ()
