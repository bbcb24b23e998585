"""The day of what an article reports, and the days that its words count from another ("besok")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from kpugraph.facts.counted import moved
from kpugraph.facts.dating_words import choice, dating_data, has
from kpugraph.facts.documents import own_date
from kpugraph.lexicon import pattern, rules
from kpugraph.mentions.elections import polling_days
from kpugraph.mentions.links import captions
from kpugraph.model import Article, DateMention, DocumentMention, Evidence, Quote
from kpugraph.partial import is_valid
from kpugraph.sayings import load_sayings

_COUNTED = re.compile(r"(-?)P(\d+)([DM])")
_CLAUSE = 70  # characters before a date in which a word can make it a plan
_CLAUSE_STARTS = re.compile(r"[.!?;]\s|\n|\d{4}|\d\)|”")  # a quote that closes ends a clause as well
_IMPOSSIBLE = "dates.impossible"  # a day that no calendar has: its year is what is left of it (guideline 10)
_PART = "dates.part-of-month"  # "akhir September 2021"
_OF_A_NUMBER = pattern("dating", r"/(?:19|20)\d\d,?\s+(?:ter|ber)?{frame.day}\W*\Z", re.I)
_CITATION = 220  # characters before a document's date in which a word says that it is only followed
_POSTING = 60  # characters beside a day in the line that says when a page was published
_LATE = 3  # ends of sentences before a paper's day from which on it is no news
_DAYS_TO_TELL = 4  # from what happened to the dateline of its report
_LEAD = 400  # characters behind the first day in which another can be the reported one
_DATELINE = re.compile(r"[\[(]?(?:[A-Z][\w.'’-]*[\s,]*){0,6}[(–-]?\s*\Z")
_TODAY = pattern("dating", r"\b{frame.now}\W*(?:pada\s+)?\Z", re.I)
_LATER_THAT_DAY = pattern("events_words", r"\s*(?:{later_that_day}|{same_day})\b", re.I)
_TODAY_REACH = 20
_MOVED = pattern("dating", r"\b{frame.moved}\s+(?:{frame.moved_day}\s+)*\Z")
_SENTENCE_ENDS = re.compile(r"[.!?\n](?:(?<=\n)|[\s”\"])")  # begins with a set of marks: the search leaps to them
_UP_TO = pattern(
    "dating",
    r"(?:\A|[.\n–—]|\s-)\s*(?i:{frame.up_to})(?:\s+dengan)?(?:\s+{frame.end_of}\b[^.;\d]{0,40})?\W*\Z",
)
_HAS_DONE = pattern(
    "dating",
    r"\)?\s*(?:(?:{time}|pukul\s[\d.:]+(?:\s\w+)?)\s*)?,[^.;\n]{0,120}\b{frame.has_done}\b",
    time=tuple(rules("dates")["words"]["time"]),
)
_RELATIVE_CLAUSE = re.compile(r"\byang\s+(?:telah\s+|sudah\s+)?di\w{3,}(?:\s+[^\s,]+){0,4}\s+\Z")
_SINCE_HOUR = pattern("dating", r"\bsejak\s+{frame.since_hour}\b", re.I)


def resolve_relative(mention: DateMention, base: str) -> DateMention:
    """A relative mention ("besok", "sehari setelahnya", "Jumat pekan lalu") as the day it means, counted from the whole
    date ``base``; a weekday of another week is that weekday of the week before or after. Other mentions stay as they are."""
    match = _COUNTED.fullmatch(mention.value)
    if len(base) == 7 and base.startswith("-") and match is not None and mention.weekday is None and match[3] == "D":
        value = moved(base, int(match[1] + match[2]))  # of a day without a year
        step = f"{mention.value} -> {value}, counted from {base}"
        return mention if value is None else replace(mention, value=value, steps=(*mention.steps, step))
    if len(base) != 10 or base.startswith("-"):
        return mention
    if match is not None and match[3] == "M":
        year, month = int(base[:4]), int(base[5:7])
        value = f"{year + month // 12}-{month % 12 + 1:02}"
        step = f"{mention.value} -> {value}, counted from {base}"
        return replace(mention, value=value, steps=(*mention.steps, step))
    origin = date.fromisoformat(base)
    if match is not None:
        day = origin + timedelta(days=int(match[1] + match[2]))
        if mention.weekday is not None:
            day += timedelta(days=mention.weekday - day.weekday())
    elif mention.rule == "dates.weekday-next" and mention.weekday is not None:
        day = origin + timedelta(days=(mention.weekday - origin.weekday() - 1) % 7 + 1)
    elif mention.rule == "dates.weekday-last" and mention.weekday is not None:
        day = origin - timedelta(days=(origin.weekday() - mention.weekday - 1) % 7 + 1)
    else:
        return mention
    step = f"{mention.value or mention.rule} -> {day.isoformat()}, counted from {base}"
    return replace(mention, value=day.isoformat(), steps=(*mention.steps, step))


def article_date(
    article: Article,
    dates: Sequence[DateMention],
    documents: Sequence[DocumentMention] = (),
    quotes: Sequence[Quote] = (),
) -> tuple[str, Evidence] | None:
    """The day of the reported activity with its evidence; ``dates`` have their years fixed already. None: no date.

    It is the dateline's date, else the first day of the body that is neither a document's, nor a plan or deadline
    ("akan digelar 3 Mei"); a day with its weekday comes before a period in the same sentence. An article that gives
    plans only is dated by the first (guideline 31), one about a postponement by its announcement (29). The headline's
    date counts where the body has none, and a document's that is not just followed ("sesuai Surat …").
    """
    text, start = article.page.text, article.body.start
    dated = [d for d in dates if is_valid(d.value) and (len(d.value) > 4 or d.rule == _IMPOSSIBLE)]
    dated = [d for d in dated if not d.value[0].isdigit() or int(d.value[:4]) >= dating_data()["earliest"]]
    papers = [own_date(text, document, dated) for document in documents]
    beside = [d for d in dated if d in papers]
    own = [d for d in dated if d not in beside and not is_cited(text, d) and not has(_before(text, start, d), "never")]
    own = [d for d in own if not names_election(text, d) and not _far_poll(text, start, d)]
    own = [d for d in own if not _only_said(text, d, quotes)]
    own = [d for d in own if len(d.value) != 7 or d.value[0] == "-" or not has(_before(text, start, d), "period")]
    own = [d for d in own if d.start >= start] or own
    posted = [
        d for d in own if d.rule == _IMPOSSIBLE and d.end + _POSTING < article.body.end and _posted(text, start, d)
    ]
    own = [d for d in own if d not in posted]  # "Tue, 11/26/2024"
    shown = captions(article)
    own = [d for d in own if not any(caption.start <= d.start < caption.end for caption in shown)] or own
    days = [d for d in own if len(d.value) == 10 or (len(d.value) == 7 and d.value[0] == "-") or d.rule == _IMPOSSIBLE]
    if not (days or own):
        days = [
            d
            for d in beside
            if d.start >= start
            and len(d.value) == 10
            and not has(_cited(text, start, d), "followed")
            and len(list(islice(_SENTENCE_ENDS.finditer(text, start, d.start), _LATE))) < _LATE
        ]
    if not (days or own):
        days = [d for d in dated if d.start >= start and len(d.value) == 10 and _same_day_after(text, d)]
    if not (days or own):
        return None
    told = [d for d in days if not _aside(text, start, d)]
    if not told and _undated(text, start, dates, days):
        return None
    months = [d for d in own if d.rule == _PART and d.start >= start and _aside(text, start, d)] if not told else []
    chosen = _reported(text, start, told or sorted([*days, *months], key=lambda d: d.start) or own)
    if not told and has(text[article.title.start : article.body.end], "postponed"):
        if not beside:
            return None  # what is told is no day of the announcement (guideline 29)
        chosen = beside[0]
    if _other_weekday(text, start, dates, chosen):
        return None
    evidence = Evidence(
        chosen.start, chosen.end, text[chosen.start : chosen.end], f"dating.{chosen.rule.split('.')[-1]}", chosen.confidence,
        "date", chosen.steps,
    )  # fmt: skip
    return chosen.value, evidence


def _same_day_after(text: str, mention: DateMention) -> bool:
    """Whether the next sentence goes on with the same day: "wafat Jumat (6/4/2018) dini hari. Siangnya KPU melayat"."""
    stop = _SENTENCE_ENDS.search(text, mention.end)
    return (
        stop is not None
        and stop.start() - mention.end < _TODAY_REACH
        and _LATER_THAT_DAY.match(text, stop.end()) is not None
    )


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
    """Whether a day is a part of an election's name: "Pemilu 17 April 2019", "Pemilihan Presiden RI 17 April 2019"."""
    before = text[max(0, mention.start - 40) : mention.start]
    if mention.weekday is not None:
        return False
    return has(before, "elections") or (mention.value in _polling() and has(before, "election_and_office"))


def _far_poll(text: str, start: int, mention: DateMention) -> bool:
    """Whether it is a polling day that the article comes to only further on."""
    named = has(_before(text, start, mention), "polls") or (mention.weekday is None and mention.value in _polling())
    stops = list(islice(_SENTENCE_ENDS.finditer(text, start), 2)) if named else []
    return len(stops) == 2 and mention.start > stops[-1].end()


def _only_said(text: str, mention: DateMention, quotes: Sequence[Quote]) -> bool:
    """Whether a day stands in direct speech and is not said to be that of speaking: "Hari ini (16/5) kami …"."""
    inside = any(quote.start <= mention.start < quote.end for quote in quotes)
    return inside and not has(text[max(0, mention.start - 20) : mention.start], "today")


@lru_cache(maxsize=1)
def _polling() -> frozenset[str]:
    return frozenset(polling_days().values())


def is_cited(text: str, mention: DateMention) -> bool:
    """Whether a day stands behind a number, and so is that paper's: "Nomor; 210/…/2020 tanggal 16 Oktober 2020"."""
    return _OF_A_NUMBER.search(text, max(0, mention.start - 30), mention.start) is not None


def _reported(text: str, start: int, dates: Sequence[DateMention]) -> DateMention:
    """The first; but a day with its weekday before a period named without one in the same sentence, and before a later
    day, which then lay ahead ("Kampanye dimulai 28 November. Untuk itu KPU, Selasa (21/11), …")."""
    first = dates[0]
    if _posted(text, start, first):
        return _told_later(text, start, dates)
    if (later := _behind_lead(text, start, dates)) is not None:
        return later
    if (now := next((d for d in dates[1:] if _is_today(text, start, d)), None)) is not None:
        return now
    if first.weekday is not None:
        return _told_on(text, dates) or first
    if (now := _nth_of_several(text, dates)) is not None:
        return now
    if (now := _goes_on(text, start, dates)) is not None:
        return now
    if _DATELINE.match(text, start, first.start):
        return _told_later(text, start, dates)
    if has(_clause(text, start, first), "background"):
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
        if inside or (ahead and not has(_clause(text, start, other), "background")):
            return other
    return first


def _is_today(text: str, start: int, mention: DateMention) -> bool:
    """Whether the article's first two sentences say that a day is that of telling: "hari ini, Kamis (9/5/2024)"."""
    stops = list(islice(_SENTENCE_ENDS.finditer(text, start), 2))
    near = mention.start < (stops[-1].start() if len(stops) == 2 else len(text))
    return near and _TODAY.search(text, max(start, mention.start - _TODAY_REACH), mention.start) is not None


def _behind_lead(text: str, start: int, dates: Sequence[DateMention]) -> DateMention | None:
    """The later day of a sentence whose first day belongs to what it goes on from: "Setelah dilantik 4 Januari 2023, PPK …",
    "Menyikapi putusan yang dibacakan 24 Februari 2025, KPU …"."""
    first = dates[0]
    stop = _SENTENCE_ENDS.search(text, first.end)
    end = stop.start() if stop else len(text)
    later = next(
        (d for d in dates[1:] if d.start < end and len(d.value) == len(first.value) and d.value > first.value), None
    )
    if later is None:
        return None
    cuts = [cut.end() for cut in _SENTENCE_ENDS.finditer(text, start, first.start)]
    lead = text[max(cuts[-1] if cuts else start, first.start - _CITATION) : first.start]
    settled = has(lead, "settled") or (
        first.weekday is None and later.weekday is not None and _RELATIVE_CLAUSE.search(lead) is not None
    )  # "Tes yang digelar 6 Mei 2024 diumumkan Jumat (10/5/2024)"
    opens = choice("leads").search(lead) is not None and re.match(r"\s*\)?\s*,", text[first.end : later.start])
    return later if settled or opens else None


def _nth_of_several(text: str, dates: Sequence[DateMention]) -> DateMention | None:
    """The day among those of a range that a text tells of: "berlangsung 24 Juni s/d 12 Juli. Di hari ketiga, 26 Juni, …"."""
    first = dates[0]
    if first.end_value is None:
        return None
    inside = (d for d in dates[1:] if len(d.value) == len(first.value) and first.value <= d.value <= first.end_value)
    return next((d for d in inside if choice("nth_day").search(text, max(0, d.start - _CLAUSE), d.start)), None)


def _told_on(text: str, dates: Sequence[DateMention]) -> DateMention | None:
    """The earlier day of the first day's sentence on which somebody says what lies ahead: "Pendaftaran dibuka Selasa (27/8),
    kata Ketua KPU di sela rakor, Senin (19/8)"."""
    first = dates[0]
    stop = _SENTENCE_ENDS.search(text, first.end)
    end = stop.start() if stop else len(text)
    earlier = (
        d for d in dates[1:] if d.weekday is not None and len(d.value) == len(first.value) and d.value < first.value
    )
    said = (d for d in earlier if d.start < end and load_sayings().attributes(text[first.end : d.start]))
    return next(said, None)


def _goes_on(text: str, start: int, dates: Sequence[DateMention]) -> DateMention | None:
    """The day with its weekday of an article whose first day only tells when what goes on began, or of what a result is:
    "kampanye yang dimulai 26 September …, Kamis (5/11)", "Hasil pleno 9 November …, Jumat (11/11)"; so too the day of a
    sentence that says that it was because of what begins later: "Pendaftaran dimulai 27 Agustus. Untuk itu …, 20 Agustus"."""
    first, before = dates[0], text[max(start, dates[0].start - _CLAUSE) : dates[0].start]
    later = next((d for d in dates[1:] if d.weekday is not None and d.value and d.value > first.value), None)
    if later is not None and (has(before, "began") or has(before, "result")):
        return later
    stop = _SENTENCE_ENDS.search(text, first.end)
    because = stop is not None and choice("because").match(text, stop.end()) is not None
    earlier = next((d for d in dates[1:] if len(d.value) == len(first.value) and d.value < first.value), None)
    return earlier if because and earlier is not None and stop and earlier.start > stop.end() else None


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
        if 0 < gap <= _DAYS_TO_TELL and not has(_clause(text, start, other), "background"):
            return other
    return first


def _whole(*dates: DateMention) -> bool:
    return all(len(d.value) == 10 and d.value[0].isdigit() and is_valid(d.value) for d in dates)


def _aside(text: str, start: int, mention: DateMention) -> bool:
    """Whether the day is a plan's, a deadline's, an election's by name, or one long past."""
    clause = _SINCE_HOUR.sub(" ", _clause(text, start, mention))
    if has(clause, "planned") and not _so_far(text, start, mention):
        return True
    lead = _cited(text, start, mention)
    if _MOVED.search(lead) and has(lead, "postponed"):  # "menunda rapat dari 15 Oktober menjadi 18 Oktober"
        return True
    beside = any(choice(name).match(text, mention.end) is not None for name in ("past", "ahead"))
    return beside or has(_before(text, start, mention), "polls")


def _so_far(text: str, start: int, mention: DateMention) -> bool:
    """Whether a sentence opens by saying up to which day it tells: "Hingga hari terakhir, Kamis (29/8), tiga calon telah …"."""
    opened = _UP_TO.search(text, max(start, mention.start - _CLAUSE), mention.start) is not None
    return opened and _HAS_DONE.match(text, mention.end) is not None


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
