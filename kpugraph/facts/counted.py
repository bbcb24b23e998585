"""Days counted from something else that is told: "sehari setelah dilantik", "(18/4), sehari sebelum pemungutan suara"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date as day_of
from datetime import timedelta
from functools import lru_cache

from kpugraph.lexicon import at_start, pattern, rules
from kpugraph.mentions.elections import polling_days
from kpugraph.mentions.words import WordSets, word_sets, words_of
from kpugraph.model import DateMention, Mentions
from kpugraph.partial import is_valid
from kpugraph.sayings import load_sayings

RULE = "dates.counted"
_BESIDE = re.compile(r"[\s,()–-]{0,5}")  # between a day and the phrase that counts from it
_ATTRIBUTION = 70  # characters before a day in which stands who said something
_POLLS = pattern("events_words", r"(?:hari\s+)?{polls}(?!\s+{other_polls})", re.I)
_DASHED = re.compile(
    r"(?:[^.\n]{0,60}?[–—-]+\.?\s*|[A-Z][\w ]{2,20}\.\s*)?"
)  # a dateline may stand before what opens a text
_OPENING = 200  # characters of the body in which the day of what is told stands
_NEAR = 60  # characters from the polls to the election or the day that says which
_POLLING = pattern("events_words", r"\s+(?:{day_leads}\s+)*")  # between the polls and their day
_LEAP = "2024"  # stands in for a year that is missing


@lru_cache(maxsize=1)
def _phrase() -> re.Pattern[str]:
    """ "sehari setelah dilantik": how many days, which way, and verbs that may stand before what it counts from."""
    data = rules("dating")["counted"]
    number, ways = at_start(tuple(data["days"]), re.IGNORECASE), ("after", "before", "done")
    after, before, done = ("|".join(map(re.escape, data[key])) for key in ways)
    return re.compile(
        rf"(?P<days>{number})\s+(?:(?P<after>{after})|(?P<before>{before}))\s+(?:(?:{done})\s+)*", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _counts() -> WordSets:
    return word_sets(rules("dating")["counted"]["days"])


def moved(value: str, days: int) -> str | None:
    """A whole day or one without a year ("--04-18"), so many days on; None where that depends on the year."""
    yearless = value.startswith("--")
    whole = f"{_LEAP}{value[1:]}" if yearless else value
    if len(whole) != 10 or not is_valid(whole):
        return None
    result = (day_of.fromisoformat(whole) + timedelta(days=days)).isoformat()
    if not yearless:
        return result
    leap = result[5:] == "02-29" or (value[2:] < "02-29") != (result[5:] < "02-29")  # whether there was such a day
    return None if leap or result[:4] != _LEAP else f"-{result[4:]}"


def _days(match: re.Match[str]) -> int:
    count: int = rules("dating")["counted"]["days"][" ".join(match["days"].lower().split())]
    return count


def counted_dates(mentions: Mentions, dates: Sequence[DateMention]) -> Iterator[DateMention]:
    """The days of phrases like "sehari setelah dilantik", counted from the last day that is told before them; none where
    their own sentence gives the day."""
    text, body = mentions.article.page.text, mentions.article.body
    if not words_of(text, mentions.article.title.start, body.end).may_hold(_counts()):
        return
    for match in _phrase().finditer(text, body.start, body.end):
        sentence = next((s for s in mentions.sentences if s.start <= match.start() < s.end), body)
        if any(sentence.start <= d.start < sentence.end and len(d.value) == 10 for d in dates):
            continue
        told = [d for d in dates if d.end <= match.start() and len(d.value) == 10]
        told = [d for d in told if not _said_on(text, d.start)] or told  # "kata ketua, Kamis (25/1)"
        if told and _POLLS.match(text, match.end()) and told[-1].value not in polling_days().values():
            continue  # "sehari setelah pemungutan suara" counts from no other day
        value = moved(told[-1].value, _days(match) if match["after"] else -_days(match)) if told else None
        if value is not None:
            step = f"{match.group().strip()}: counted from {told[-1].value}"
            yield DateMention(match.start(), match.end(), value, rule=RULE, confidence=0.75, steps=(step,))


def _said_on(text: str, at: int) -> bool:
    """Whether a day is that on which something was said."""
    clause = re.split(r"[.!?]\s", text[max(0, at - _ATTRIBUTION) : at])[-1]
    return load_sayings().attributes(clause)


def from_polls(mentions: Mentions, dates: Sequence[DateMention]) -> list[DateMention]:
    """The day that the beginning of an article counts from the polls of a named election, or from a day behind them:
    "Sehari menjelang pencoblosan Pilkada 2024", "Dua hari usai pemungutan suara 27 November 2024"."""
    text, body = mentions.article.page.text, mentions.article.body
    reach = min(body.end, body.start + _OPENING)
    if not words_of(text, body.start, reach).may_hold(_counts()):
        return []
    for match in _phrase().finditer(text, body.start, reach):
        polls = _polls().match(text, match.end())
        if polls is None:
            continue
        named = [
            (e.start, e.day)
            for e in mentions.elections
            if e.day and e.start <= polls.end() + _NEAR and e.end > match.end()
        ]
        days = [
            (d.start, d.value)
            for d in dates
            if len(d.value) == 10 and d.start > polls.end() and _POLLING.fullmatch(text, polls.end(), d.start)
        ]
        told = [*days, *named]
        value = moved(told[0][1], _days(match) if match["after"] else -_days(match)) if told else None
        if value is not None:
            step = f"{match.group().strip()}: counted from the polls of {told[0][1]}"
            return [DateMention(match.start(), polls.end(), value, rule=RULE, confidence=0.75, steps=(step,))]
    return []


@lru_cache(maxsize=1)
def _polls() -> re.Pattern[str]:
    words = "|".join(map(re.escape, rules("dating")["choice"]["polls"]))
    return re.compile(rf"(?:hari\s+)?(?:{words})\b", re.IGNORECASE)


def counted_day(
    text: str, start: int, at: int, end: int, stop: int, dates: Sequence[DateMention]
) -> DateMention | None:
    """The day of what is named at ``at`` … ``end``, where the text counts from it to a day beside: "(18/4), sehari sebelum
    pemungutan suara" is the day before the polls."""
    low = max(start, at - 60)
    near = _phrase().finditer(text, low, at) if "hari" in text[low:at].lower() else ()
    match = next((m for m in near if m.end() == at), None)
    if match is None:
        return None
    opens = _DASHED.fullmatch(text, start, match.start()) is not None
    beside = [d for d in dates if d.end <= match.start() and _BESIDE.fullmatch(text, d.end, match.start())]
    behind = [d for d in dates if end <= d.start and _BESIDE.fullmatch(text, end, d.start)]
    if any(d.value in polling_days().values() for d in behind):
        return None  # "Sepekan jelang pencoblosan Pilkada 27 November 2024": its own day
    beside += behind
    if not beside and opens:  # "Tujuh hari setelah simulasi, giliran Bupati … Rabu (7/2)"
        beside = [d for d in dates if end <= d.start < stop and d.weekday is not None][:1]
    value = moved(beside[0].value, -_days(match) if match["after"] else _days(match)) if beside else None
    if value is None:
        return None
    step = f"{match.group().strip()}: counted from {beside[0].value}"
    return DateMention(match.start(), match.end(), value, rule=RULE, confidence=0.75, steps=(step,))
