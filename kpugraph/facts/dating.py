"""Gives dates the year that the article fixes, and an article the date of what it reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from kpugraph.facts.documents import own_date
from kpugraph.lexicon import rules
from kpugraph.mentions.links import captions
from kpugraph.model import Article, DateMention, DocumentMention, ElectionMention, Evidence, TermFact
from kpugraph.partial import is_valid

# Kinds of document that are cited for years: the year in their number says nothing about the activity.
_LAWS = {
    "Undang-Undang", "Peraturan", "Perppu", "Peraturan Pemerintah", "Peraturan Presiden", "Peraturan Menteri", "Putusan",
    "Keputusan Presiden", "Instruksi Presiden",
}  # fmt: skip
_NUMBER_YEAR = re.compile(r"(?P<by>/|tahun\s+)(?P<year>(?:19|20)\d\d)\Z", re.I)
_NATIONAL_ONLY = re.compile(
    r"(?:surat|keputusan|sk|ketua|kpu|komisi|pemilihan|umum|republik|indonesia|ri|nomor|no|[\s.():])*\Z", re.I
)
_ORDER = ("record", "date", "number", "month", "election", "term")
_SAME_YEAR = 183  # days within which a day is of the anchor's own year, whatever is nearer
_MONTH = (
    46  # days from the middle of a month that is named with its year, within which a day is of that month or beside
)
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
            within = (-150, 45) if d.value in polling else None
            within = _ahead_or_past(text, d) or within
            found.append(Anchor("date", int(d.value[:4]), d.value, d.start, text[d.start : d.end], 0.95, within))
        elif len(d.value) == 7 and d.value[:2] == "20":
            middle, around = f"{d.value}-15", (-_MONTH, _MONTH)
            found.append(Anchor("month", int(d.value[:4]), middle, d.start, text[d.start : d.end], 0.85, around))
    found += _numbers(text, documents)
    found += _elections(text[article.title.start : article.body.end], article.title.start, dates, elections)
    found += _terms(text, terms)
    return tuple(sorted(found, key=lambda a: (_ORDER.index(a.kind), a.within is not None)))


def _ahead_or_past(text: str, mention: DateMention) -> tuple[int, int] | None:
    """The days on which a day lies that is told beside one said to be to come or past: "17 April 2019 mendatang"."""
    behind = text[mention.end : mention.end + 20]
    if _choice("ahead").match(behind) is not None:
        return -_YEAR, 0
    return (0, _YEAR) if _choice("past").match(behind) is not None else None


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
        reach = int(_data()["reach"])
        near = folded[max(0, e.start - offset - reach) : e.end - offset + reach]
        near = _choice("voters").sub(" ", near)
        ahead = (
            _choice("ahead").match(text[e.end - offset : e.end - offset + 20]) is not None
        )  # "Pemilu 2024 mendatang"
        for stage in _data()["stage"]:
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
        if _has(near, "sworn_in") and not _has(near, "between_terms"):
            yield Anchor("term", term.start, None, base.start, base.exact, 0.7)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return rules("dating")


def fix_year(mention: DateMention, anchors: Sequence[Anchor]) -> DateMention:
    """The mention with the year that an anchor fixes, which one in ``steps``; the mention itself where none does.

    Of several anchors of one kind the one nearest in the text decides. A weekday that is not the fixed day's is noted and
    lowers the confidence; it never chooses a year (guideline 10).
    """
    if not mention.value.startswith("--"):
        return mention
    for kind in _ORDER:
        near = sorted((a for a in anchors if a.kind == kind), key=lambda a: abs(a.start - mention.start))
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


def resolve_relative(mention: DateMention, base: str) -> DateMention:
    """A relative mention ("besok", "sehari setelahnya", "Jumat pekan lalu") as the day it means, counted from the whole
    date ``base``; a weekday of another week is that weekday of the week before or after. Other mentions stay as they are."""
    match = re.fullmatch(r"(-?)P(\d+)D", mention.value)
    if len(base) != 10 or base.startswith("-"):
        return mention
    origin = date.fromisoformat(base)
    if match is not None:
        moved = origin + timedelta(days=int(match[2]) * (-1 if match[1] else 1))
        if mention.weekday is not None:
            moved += timedelta(days=mention.weekday - moved.weekday())
    elif mention.rule == "dates.weekday-next" and mention.weekday is not None:
        moved = origin + timedelta(days=(mention.weekday - origin.weekday() - 1) % 7 + 1)
    elif mention.rule == "dates.weekday-last" and mention.weekday is not None:
        moved = origin - timedelta(days=(origin.weekday() - mention.weekday - 1) % 7 + 1)
    else:
        return mention
    step = f"{mention.value or mention.rule} -> {moved.isoformat()}, counted from {base}"
    return replace(mention, value=moved.isoformat(), steps=(*mention.steps, step))


_CLAUSE = 70  # characters before a date in which a word can make it a plan
_CLAUSE_STARTS = re.compile(r"[.!?;]\s|\n|\d{4}|\d\)")
_IMPOSSIBLE = "dates.impossible"  # a day that no calendar has: its year is what is left of it (guideline 10)
_OF_A_NUMBER = re.compile(r"/(?:19|20)\d\d,?\s+(?:ter|ber)?(?:tanggal|tgl\.?)\W*\Z", re.I)
_CITATION = 220  # characters before a document's date in which a word says that it is only followed
_TERM = 150  # characters between a term and the word for an inauguration
_POSTING = 60  # characters beside a day in the line that says when a page was published
_DAYS_TO_TELL = 4  # from what happened to the dateline of its report
_YEAR = 366  # days from a day that is said to be past or to come to the day on which it is said
_LEAD = 400  # characters behind the first day in which another can be the reported one
_DATELINE = re.compile(r"[\[(]?(?:[A-Z][\w.'’-]*[\s,]*){0,6}[(–-]?\s*\Z")
_SENTENCE_ENDS = re.compile(r"[.!?][\s”\"]|\n")


def article_date(
    article: Article, dates: Sequence[DateMention], documents: Sequence[DocumentMention] = ()
) -> tuple[str, Evidence] | None:
    """The day of the reported activity with its evidence; ``dates`` have their years fixed already. None: no date.

    It is the dateline's date, else the first day of the body that is neither a document's, nor a plan or deadline
    ("akan digelar 3 Mei"); a day with its weekday comes before a period in the same sentence. An article that gives
    plans only is dated by the first (guideline 31), one about a postponement by its announcement (29). The headline's
    date counts where the body has none, and a document's that is not just followed ("sesuai Surat …").
    """
    text, start = article.page.text, article.body.start
    dated = [d for d in dates if is_valid(d.value) and (len(d.value) > 4 or d.rule == _IMPOSSIBLE)]
    dated = [d for d in dated if not d.value[0].isdigit() or int(d.value[:4]) >= _data()["earliest"]]
    papers = [own_date(text, document, dated) for document in documents]
    beside = [d for d in dated if d in papers]
    own = [d for d in dated if d not in beside and not is_cited(text, d) and not _has(_before(text, start, d), "never")]
    own = [d for d in own if not names_election(text, d) and not _far_poll(text, start, d)]
    own = [d for d in own if d.start >= start] or own
    shown = captions(article)
    own = [d for d in own if not any(caption.start <= d.start < caption.end for caption in shown)] or own
    days = [d for d in own if len(d.value) == 10 or (len(d.value) == 7 and d.value[0] == "-") or d.rule == _IMPOSSIBLE]
    if not (days or own):
        days = [
            d
            for d in beside
            if d.start >= start and len(d.value) == 10 and not _has(_cited(text, start, d), "followed")
        ]
    if not (days or own):
        return None
    told = [d for d in days if not _aside(text, start, d)]
    if not told and _undated(text, start, dates, days):
        return None
    chosen = _reported(text, start, told or days or own)
    if not told and beside and _has(text[article.title.start : article.body.end], "postponed"):
        chosen = beside[0]
    if _other_weekday(text, start, dates, chosen):
        return None
    evidence = Evidence(
        chosen.start, chosen.end, text[chosen.start : chosen.end], f"dating.{chosen.rule.split('.')[-1]}", chosen.confidence,
        "date", chosen.steps,
    )  # fmt: skip
    return chosen.value, evidence


def _other_weekday(text: str, start: int, dates: Sequence[DateMention], chosen: DateMention) -> bool:
    """Whether the first two sentences give the day by another weekday than the chosen one's, which stands further on."""
    if chosen.weekday is not None or not _whole(chosen) or chosen.start < start:
        return False
    stops = list(islice(_SENTENCE_ENDS.finditer(text, start), 2))
    end = stops[-1].start() if stops else len(text)
    alone = [d for d in dates if d.rule == "dates.weekday" and start <= d.start < min(end, chosen.start)]
    fits = any(d.weekday == date.fromisoformat(chosen.value).weekday() for d in alone)
    return bool(alone) and chosen.start > end and not fits


def _undated(text: str, start: int, dates: Sequence[DateMention], days: Sequence[DateMention]) -> bool:
    """Whether the first sentence gives the day by its weekday alone ("…, Jumat, menerima logistik"), and what has a date
    is a plan further on: then nothing says when it was."""
    stop = _SENTENCE_ENDS.search(text, start)
    end = stop.start() if stop else len(text)
    alone = any(d.rule == "dates.weekday" and start <= d.start < end for d in dates)
    return alone and all(d.start > end for d in days)


def names_election(text: str, mention: DateMention) -> bool:
    """Whether a day is a part of an election's name: "Pemilu 17 April 2019"."""
    return mention.weekday is None and _has(text[max(0, mention.start - 40) : mention.start], "elections")


def _far_poll(text: str, start: int, mention: DateMention) -> bool:
    """Whether it is a polling day that the article comes to only further on."""
    stops = list(islice(_SENTENCE_ENDS.finditer(text, start), 2))
    far = len(stops) == 2 and mention.start > stops[-1].end()
    return far and _has(_before(text, start, mention), "polls")


def is_cited(text: str, mention: DateMention) -> bool:
    """Whether a day stands behind a number, and so is that paper's: "Nomor; 210/…/2020 tanggal 16 Oktober 2020"."""
    return _OF_A_NUMBER.search(text, max(0, mention.start - 30), mention.start) is not None


def _reported(text: str, start: int, dates: Sequence[DateMention]) -> DateMention:
    """The first; but a day with its weekday before a period named without one in the same sentence, and before a later
    day, which then lay ahead ("Kampanye dimulai 28 November. Untuk itu KPU, Selasa (21/11), …")."""
    first = dates[0]
    if _posted(text, start, first):
        return _told_later(text, start, dates)
    if first.weekday is not None:
        return first
    if _DATELINE.match(text, start, first.start):
        return _told_later(text, start, dates)
    if _has(_clause(text, start, first), "background"):
        return next((d for d in dates if d.weekday is not None and d.value and d.value >= first.value), first)
    stop = _SENTENCE_ENDS.search(text, first.end)
    end = stop.start() if stop else len(text)
    for other in dates[1:]:
        if other.weekday is None or other.start > first.end + _LEAD:
            continue
        past = (
            first.end_value is not None and len(other.value) == len(first.end_value) and other.value > first.end_value
        )
        inside = first.end_value is not None and (other.start < end or (past and other.end_value is None))
        ahead = len(first.value) == len(other.value) and other.value < first.value
        if inside or (ahead and not _has(_clause(text, start, other), "background")):
            return other
    return first


def _posted(text: str, start: int, mention: DateMention) -> bool:
    """Whether the day stands in a line without a sentence, above the text: it says when the site published it."""
    first, last = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.end)
    beside = text[max(first, start) : mention.start] + text[mention.end : last if last >= 0 else len(text)]
    return last >= 0 and len(beside) < _POSTING and not _SENTENCE_ENDS.search(beside)


def _told_later(text: str, start: int, dates: Sequence[DateMention]) -> DateMention:
    """A dateline's day; but where the first sentence gives a weekday of the days before, that is what is reported."""
    first = dates[0]
    below = re.compile(r"\s*").match(text, text.find("\n", first.end)) if _posted(text, start, first) else None
    stop = _SENTENCE_ENDS.search(text, below.end() if below else first.end + 2)
    end = stop.start() if stop else len(text)
    for other in dates[1:]:
        if other.weekday is None or other.start > end or len(other.value) != 10 or len(first.value) != 10:
            continue
        gap = (date.fromisoformat(first.value) - date.fromisoformat(other.value)).days if _whole(first, other) else 0
        if 0 < gap <= _DAYS_TO_TELL and not _has(_clause(text, start, other), "background"):
            return other
    return first


def _whole(*dates: DateMention) -> bool:
    return all(len(d.value) == 10 and d.value[0].isdigit() and is_valid(d.value) for d in dates)


def _aside(text: str, start: int, mention: DateMention) -> bool:
    """Whether the day is a plan's, a deadline's, an election's by name, or one long past."""
    if _has(_clause(text, start, mention), "planned"):
        return True
    beside = any(_choice(name).match(text, mention.end) is not None for name in ("past", "ahead"))
    return beside or _has(_before(text, start, mention), "polls")


def _clause(text: str, start: int, mention: DateMention) -> str:
    """What stands before the day in its own clause."""
    before = text[max(start, mention.start - _CLAUSE) : mention.start]
    cuts = [m.end() for m in _CLAUSE_STARTS.finditer(before)]
    return before[cuts[-1] :] if cuts else before


def _cited(text: str, start: int, mention: DateMention) -> str:
    """The words before a document's date in its sentence, its citation and what leads to it."""
    before = text[max(start, mention.start - _CITATION) : mention.start]
    cuts = [m.end() for m in _SENTENCE_ENDS.finditer(before)]
    return before[cuts[-1] :] if cuts else before


def _before(text: str, start: int, mention: DateMention) -> str:
    return text[max(start, mention.start - 40) : mention.start]


@lru_cache(maxsize=16)
def _choice(name: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in _data()["choice"][name])
    frame = {
        "never": r"\b(?:%s)\W*\Z",
        "elections": r"\b(?:%s)\s+(?:(?:tanggal|tgl\.?)\s+)*\Z",
        "polls": r"\b(?:%s)\W+(?:(?:tanggal|tgl|hari|pada)\W+)*\Z",
        "past": r"\)?\s*(?:%s)\b",
        "ahead": r"\)?\s*(?:%s)\b",
    }
    return re.compile(frame.get(name, r"\b(?:%s)\b") % words, re.I)


def _has(text: str, name: str) -> bool:
    return _choice(name).search(text) is not None
