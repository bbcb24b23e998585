"""A day of a range told by its number: "Hari kedua diisi simulasi …"."""

from __future__ import annotations

import re
from datetime import date as day_of
from datetime import timedelta

from kpugraph.facts.trigger_words import Trigger
from kpugraph.lexicon import pattern, rules
from kpugraph.model import EventFact, Evidence, Mentions
from kpugraph.text import fold

_DAY = pattern("events_words", r"\bhari\s+({nth}|{last_day})\b", re.I)


def nth_day(mentions: Mentions, trigger: Trigger, own: EventFact) -> tuple[str, Evidence] | None:
    """ "Hari kedua diisi simulasi …": a day of a range that the article's own activity takes."""
    if own.date is None or own.end is None or len(own.date) != 10 or trigger.sentence >= len(mentions.sentences):
        return None
    span = mentions.sentences[trigger.sentence]
    match = next(reversed(list(_DAY.finditer(mentions.article.page.text, span.start, trigger.start))), None)
    if match is None or not (own.date[0].isdigit() and own.end[0].isdigit()):
        return None
    word = fold(match[1])
    nth = rules("events_words")["nth"]
    first = day_of.fromisoformat(own.date)
    value = (first + timedelta(days=nth.index(word))).isoformat() if word in nth else own.end
    if value > own.end:
        return None
    step = f"{match.group()} -> {value}, of {own.date} to {own.end}"
    return value, Evidence(match.start(), match.end(), match.group(), "events.nth-day", 0.85, "date", (step,))
