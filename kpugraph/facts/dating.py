"""Gives dates the year that the article fixes, and an article the date of what it reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from kpugraph.lexicon import rules
from kpugraph.model import Article, DateMention, DocumentMention, ElectionMention, Evidence, TermFact
from kpugraph.partial import is_valid

_LAWS = {
    "Undang-Undang",
    "Peraturan",
    "Perppu",
    "Peraturan Pemerintah",
    "Peraturan Presiden",
    "Peraturan Menteri",
    "Putusan",
}
_NUMBER_YEAR = re.compile(r"(?:/|tahun\s+)((?:19|20)\d\d)\Z", re.I)
_ORDER = ("record", "date", "number", "election")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something in the article that fixes a missing year: a whole ``day``, or a ``year`` only."""

    kind: str  # record, date, number, election
    year: int
    day: str | None
    start: int
    exact: str
    confidence: float = 1.0


def find_anchors(
    article: Article,
    dates: Sequence[DateMention],
    documents: Sequence[DocumentMention] = (),
    elections: Sequence[ElectionMention] = (),
    terms: Sequence[TermFact] = (),
) -> tuple[Anchor, ...]:
    """What fixes a year in this article, the surest first (guideline 10): the record's own date, a whole date, the year
    in the number of a letter or decree, and the year of an election where the article is about one of its stages."""
    found: list[Anchor] = []
    published = article.page.date
    if published and is_valid(published[:10]):
        found.append(Anchor("record", int(published[:4]), published[:10], article.title.start, published, 0.95))
    for d in dates:
        if len(d.value) == 10 and d.value[:4].isdigit():
            found.append(Anchor("date", int(d.value[:4]), d.value, d.start, _exact(article, d.start, d.end), 0.95))
    for doc in documents:
        match = _NUMBER_YEAR.search(" ".join(doc.number.split()))
        if match and doc.kind not in _LAWS:
            found.append(Anchor("number", int(match[1]), None, doc.start, doc.number, 0.85))
    text = article.page.text[article.title.start : article.body.end].casefold()
    if elections and any(word in text for word in _stages()):
        for e in elections:
            found.append(Anchor("election", int(e.name[-4:]), e.day, e.start, e.name, 0.8))
    return tuple(sorted(found, key=lambda a: _ORDER.index(a.kind)))


@lru_cache(maxsize=1)
def _stages() -> tuple[str, ...]:
    return tuple(rules("dating")["stages"])


def _exact(article: Article, start: int, end: int) -> str:
    return article.page.text[start:end]


def fix_year(mention: DateMention, anchors: Sequence[Anchor]) -> DateMention:
    """The mention with the year that an anchor fixes, which one in ``steps``; the mention itself where none does."""
    if not mention.value.startswith("--") or not anchors:
        return mention
    kind = anchors[0].kind
    anchor = min((a for a in anchors if a.kind == kind), key=lambda a: abs(a.start - mention.start))
    year = _nearest_year(mention.value, anchor)
    value = f"{year}{mention.value[1:]}"
    if not is_valid(value):
        return mention
    end = mention.end_value
    if end and end.startswith("--"):
        end = f"{year + (end < mention.value)}{end[1:]}"
    step = f"{mention.value} -> {value}, the year by {anchor.exact}"
    return replace(
        mention, value=value, end_value=end, steps=(*mention.steps, step),
        confidence=min(mention.confidence, anchor.confidence),
    )  # fmt: skip


def _nearest_year(value: str, anchor: Anchor) -> int:
    """The year in which the day is nearest to the anchor's; a record's own date comes after what it reports."""
    if anchor.day is None or len(value) < 7 or anchor.kind == "election":
        return anchor.year
    base = date.fromisoformat(anchor.day)

    def distance(year: int) -> int:
        try:
            return abs((date(year, int(value[2:4]), int(value[5:7])) - base).days)
        except ValueError:
            return 10_000

    return min((anchor.year, anchor.year - 1, anchor.year + 1), key=distance)


def resolve_relative(mention: DateMention, base: str) -> DateMention:
    """A relative mention ("besok", "sehari setelahnya") as the day it means, counted from the whole date ``base``."""
    match = re.fullmatch(r"(-?)P(\d+)D", mention.value)
    if match is None or len(base) != 10 or base.startswith("-"):
        return mention
    days = int(match[2]) * (-1 if match[1] else 1)
    value = (date.fromisoformat(base) + timedelta(days=days)).isoformat()
    return replace(mention, value=value, steps=(*mention.steps, f"{mention.value} -> {value}, counted from {base}"))


_CITED = re.compile(r"(?:ter|ber)?(?:tanggal|tgl)\.?\s*\Z", re.I)


def article_date(
    article: Article, dates: Sequence[DateMention], documents: Sequence[DocumentMention] = ()
) -> tuple[str, Evidence] | None:
    """The day of the reported activity with its evidence; ``dates`` have their years fixed already. None: no date.

    It is the first day that the article gives, its dateline's before others, those beside a document apart.
    """
    text = article.page.text
    own = [d for d in dates if _dated(d) and not _beside(text, d, documents)]
    own = [d for d in own if d.start >= article.body.start] or own
    if not own:
        return None
    chosen = next(
        (d for d in own if len(d.value) in {7, 10} and (len(d.value) == 10 or d.value.startswith("--"))), own[0]
    )
    evidence = Evidence(
        chosen.start, chosen.end, text[chosen.start : chosen.end], f"dating.{chosen.rule.split('.')[-1]}", chosen.confidence,
        "date", chosen.steps,
    )  # fmt: skip
    return chosen.value, evidence


def _dated(mention: DateMention) -> bool:
    return is_valid(mention.value) and len(mention.value) > 4


def _beside(text: str, mention: DateMention, documents: Sequence[DocumentMention]) -> bool:
    """Whether the date is that of a cited document: it follows its number, as "tanggal …"."""
    return any(
        doc.number_end <= mention.start < doc.number_end + 30
        and (
            _CITED.search(text[doc.number_end : mention.start])
            or "tanggal" in text[mention.start : mention.start + 14].lower()
        )
        for doc in documents
    )
