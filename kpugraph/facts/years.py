"""Gives dates the year that something in the article fixes (guideline 10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from kpugraph.facts.dating import is_cited
from kpugraph.facts.dating_words import choice, dating_data, has
from kpugraph.lexicon import pattern
from kpugraph.mentions.words import WordSets, word_sets, words_of
from kpugraph.model import Article, DateMention, DocumentMention, ElectionMention, TermFact
from kpugraph.partial import is_valid
from kpugraph.text import fold

# Kinds of document that are cited for years: the year in their number says nothing about the activity.
_LAWS = {
    "Undang-Undang", "Peraturan", "Perppu", "Peraturan Pemerintah", "Peraturan Presiden", "Peraturan Menteri", "Putusan",
    "Keputusan Presiden", "Instruksi Presiden",
}  # fmt: skip
_NUMBER_YEAR = re.compile(r"(?P<by>/|tahun\s+)(?P<year>(?:19|20)\d\d)\Z", re.I)
_NATIONAL_ONLY = pattern("dating", r"(?:{frame.national}|[\s.():])*\Z", re.I)
_ORDER = ("record", "date", "number", "month", "election", "term")
_SAME_YEAR = 183  # days within which a day is of the anchor's own year, whatever is nearer
_MONTH = 46  # days from the middle of a month named with its year, within which a day is of that month or beside
_AROUND_POLLS = (-150, 45)  # days from the polls on which a day beside them lies
_PREPARED = 240  # days before the polls of a regional election from which on it is told of
_LEFT_OVER = 36  # characters before an election in which stands that something is left from it
_TERM = 150  # characters between a term and the word for an inauguration
_YEAR = 366  # days from a day that is said to be past or to come to the day on which it is said
_MONTHS = 12
_NEW_YEAR = 75  # days from the anchor within which a day may lie in the year beside it


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something in the article that fixes a missing year: a whole ``day``, or a ``year`` only.

    ``within`` limits the days from ``day`` on which it says something; ``only`` limits it to that one day of a year.
    """

    kind: str  # record, date, number, month, election, term
    year: int
    day: str | None
    start: int
    exact: str
    confidence: float = 1.0
    within: tuple[int, int] | None = None
    cited: bool = False  # a paper's day


def find_anchors(
    article: Article,
    dates: Sequence[DateMention],
    documents: Sequence[DocumentMention] = (),
    elections: Sequence[ElectionMention] = (),
    terms: Sequence[TermFact] = (),
) -> tuple[Anchor, ...]:
    """What fixes a year in this article, the surest first (guideline 10): the record's own date, a whole date, the year
    in the number of a letter or decree, a named election by its polling day or one of its stages, and a term that begins
    with the inauguration told of."""
    found: list[Anchor] = []
    published = article.page.date
    if published and is_valid(published[:10]) and len(published) >= 10:
        found.append(Anchor("record", int(published[:4]), published[:10], article.title.start, published[:10], 0.95))
    text = article.page.text
    polling = {e.day for e in elections if e.day}
    for d in dates:
        if len(d.value) == 10 and d.value[:2] == "20":
            within = _AROUND_POLLS if d.value in polling else None
            if within and any(e.day == d.value and e.name.startswith("Pilkada") for e in elections):
                within = (-_PREPARED, within[1])
            within = _ahead_or_past(text, d) or within
            cited = is_cited(text, d)
            found.append(Anchor("date", int(d.value[:4]), d.value, d.start, text[d.start : d.end], 0.95, within, cited))
        elif len(d.value) == 7 and d.value[:2] == "20":
            middle, around = f"{d.value}-15", (-_MONTH, _MONTH)
            found.append(Anchor("month", int(d.value[:4]), middle, d.start, text[d.start : d.end], 0.85, around))
    found += _quarters(text, article.title.start, article.body.end)
    found += _numbers(text, documents)
    found += _elections(text[article.title.start : article.body.end], article.title.start, dates, elections)
    found += _terms(text, terms)
    return tuple(sorted(found, key=lambda a: (_ORDER.index(a.kind), a.within is not None)))


def _ahead_or_past(text: str, mention: DateMention) -> tuple[int, int] | None:
    """The days on which a day lies that is told beside one said to be to come or past: "17 April 2019 mendatang"."""
    behind = text[mention.end : mention.end + 20]
    if choice("ahead").match(behind) is not None:
        return -_YEAR, 0
    return (0, _YEAR) if choice("past").match(behind) is not None else None


def _quarters(text: str, start: int, end: int) -> Iterable[Anchor]:
    """A quarter or half of a year in whose data a day's meeting ends: "DPB Triwulan II Tahun 2025, Rabu (2/7)"."""
    data = dating_data()["quarter"]
    if not words_of(text, start, end).may_hold(_parts()):
        return
    for found in _quarter().finditer(text, start, end):
        length = data["months"][fold(found["part"])]
        last = length * data["ordinals"][fold(found["nth"])]
        if last <= _MONTHS:
            day = f"{found['year']}-{last:02}-28"
            yield Anchor("month", int(day[:4]), day, found.start(), found.group(), 0.8, (-31 * length, _MONTH))


@lru_cache(maxsize=1)
def _parts() -> WordSets:
    return word_sets(dating_data()["quarter"]["months"])


@lru_cache(maxsize=1)
def _quarter() -> re.Pattern[str]:
    data = dating_data()["quarter"]
    part, nth = ("|".join(map(re.escape, data[name])) for name in ("months", "ordinals"))
    return re.compile(rf"\b(?P<part>{part})\s+(?P<nth>{nth})\s+(?:tahun\s+)?(?P<year>20\d\d)\b", re.I)


def _numbers(text: str, documents: Sequence[DocumentMention]) -> Iterable[Anchor]:
    """The years in the numbers of letters and decrees; a national decree may be years old."""
    for doc in documents:
        match = _NUMBER_YEAR.search(" ".join(doc.number.split()))
        if match is None or doc.kind in _LAWS:
            continue
        if doc.kind == "Keputusan" and match["by"] != "/" and _NATIONAL_ONLY.match(text, doc.start, doc.number_start):
            continue
        yield Anchor("number", int(match["year"]), None, doc.start, doc.number, 0.85)


def _elections(
    text: str, offset: int, dates: Sequence[DateMention], elections: Sequence[ElectionMention]
) -> Iterable[Anchor]:
    """A named election whose polling day the article gives as a day, or one of whose stages it names beside it."""
    folded = text.casefold() if elections else ""
    for e in elections:
        if e.day is not None and any(d.value == f"-{e.day[4:]}" for d in dates):
            yield Anchor("election", int(e.name[-4:]), e.day, e.start, f"{e.name}, {e.day}", 0.9, (-150, 45))
        reach = int(dating_data()["reach"])
        near = folded[max(0, e.start - offset - reach) : e.end - offset + reach]
        near = choice("voters").sub(" ", near)
        ahead = choice("ahead").match(text[e.end - offset : e.end - offset + 20]) is not None  # "Pemilu 2024 mendatang"
        left_over = e.day is None and has(text[max(0, e.start - offset - _LEFT_OVER) : e.start - offset], "left_over")
        for stage in dating_data()["stage"] if not left_over else ():
            if ahead and stage["days"][0] >= 0:
                continue
            if e.name.split()[0] not in stage.get("kinds", [e.name.split()[0]]):
                continue
            if any(re.search(rf"\b{word}\b", near) for word in stage["words"] if word in near):
                low, high = stage["days"]
                within = (low, high) if e.day else None
                confidence = 0.8 if e.day else 0.7
                yield Anchor("election", int(e.name[-4:]), e.day, e.start, e.name, confidence, within)


def _terms(text: str, terms: Sequence[TermFact]) -> Iterable[Anchor]:
    """The first year of a term at whose beginning somebody is sworn in; where two meet, the year of both."""
    ends = {term.end for term in terms}
    meet = [term for term in terms if term.start in ends] or (list(terms) if len({t.start for t in terms}) == 1 else [])
    for term in meet:
        base = term.evidence[0]
        near = text[max(0, base.start - _TERM) : base.end + _TERM]
        if has(near, "sworn_in") and not has(near, "between_terms"):
            yield Anchor("term", term.start, None, base.start, base.exact, 0.7)


def fix_year(mention: DateMention, anchors: Sequence[Anchor]) -> DateMention:
    """The mention with the year that an anchor fixes, which one in ``steps``; the mention itself where none does.

    Of several anchors of one kind the one nearest in the text decides. A weekday that is not the fixed day's is noted and
    lowers the confidence; it never chooses a year (guideline 10).
    """
    if not mention.value.startswith("--"):
        return mention
    for kind in _ORDER:
        near = sorted((a for a in anchors if a.kind == kind), key=lambda a: (a.cited, abs(a.start - mention.start)))
        for anchor in near:
            year = _year(mention.value, anchor)
            if year is not None and is_valid(f"{year}{mention.value[1:]}"):
                return _fixed(mention, year, anchor)
    return mention


def _fixed(mention: DateMention, year: int, anchor: Anchor) -> DateMention:
    value, end = f"{year}{mention.value[1:]}", mention.end_value
    if end and end.startswith("--"):
        end = f"{year + (end < mention.value)}{end[1:]}"
    steps = [*mention.steps, f"{mention.value} -> {value}, the year by {anchor.kind} {anchor.exact}"]
    confidence = min(mention.confidence, anchor.confidence)
    if mention.weekday is not None and len(value) == 10 and date.fromisoformat(value).weekday() != mention.weekday:
        steps.append(f"{value} is another weekday than the text says")
        confidence = min(confidence, 0.6)
    return replace(mention, value=value, end_value=end, steps=tuple(steps), confidence=confidence)


def _year(value: str, anchor: Anchor) -> int | None:
    """The year of ``value`` ("--02-11", "--04") by the anchor: its own, or the one beside it around New Year."""
    if anchor.day is None:
        return anchor.year
    base = date.fromisoformat(anchor.day)
    month, day = int(value[2:4]), int(value[5:7] or 15)
    distance: dict[int, int] = {}
    for year in (anchor.year, anchor.year - 1, anchor.year + 1):
        try:
            distance[year] = (date(year, month, day) - base).days
        except ValueError:
            continue
    if anchor.within is not None:
        low, high = anchor.within
        return next((year for year, days in distance.items() if low <= days <= high), None)
    if abs(distance.get(anchor.year, 0)) > _SAME_YEAR:
        beside = [year for year, days in distance.items() if abs(days) <= _NEW_YEAR]
        return beside[0] if beside else anchor.year
    return anchor.year
