"""Gives dates the year that the article fixes, and an article the date of what it reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpugraph.model import Article, DateMention, DocumentMention, ElectionMention, Evidence, TermFact


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something in the article that fixes a missing year. ``first`` to ``last`` are the days among which the date must lie."""

    kind: str  # date, record, letter, number, polling, stage, term
    first: str
    last: str
    start: int = -1
    end: int = -1
    exact: str = ""
    confidence: float = 1.0


def find_anchors(
    article: Article,
    dates: Sequence[DateMention],
    documents: Sequence[DocumentMention] = (),
    elections: Sequence[ElectionMention] = (),
    terms: Sequence[TermFact] = (),
) -> tuple[Anchor, ...]:
    """What fixes a year in this article, the surest first (guideline 10; the record's own date is one of them)."""
    return ()


def fix_year(mention: DateMention, anchors: Sequence[Anchor]) -> DateMention:
    """The mention with the year that an anchor fixes, which one in ``steps``; the mention itself where none does."""
    return mention


def resolve_relative(mention: DateMention, base: str) -> DateMention:
    """A relative mention ("besok", "Jumat pekan lalu") as the day it means, counted from ``base``."""
    return mention


def article_date(
    article: Article, dates: Sequence[DateMention], documents: Sequence[DocumentMention] = ()
) -> tuple[str, Evidence] | None:
    """The day of the reported activity with its evidence; ``dates`` have their years fixed already. None: no date."""
    return None
