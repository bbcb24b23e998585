"""Whether an activity has been held or lies ahead, from the article's point of view."""

from __future__ import annotations

import re

from kpugraph.facts.same_event import later
from kpugraph.facts.trigger_words import Trigger, event_words
from kpugraph.lexicon import pattern
from kpugraph.model import Evidence, Mentions
from kpugraph.sayings import load_sayings

_AFTERWARDS = pattern("events_words", r"\b{afterwards}", re.I)
_AHEAD = {"akan", "menjadwalkan", "dijadwalkan", "jadwalkan", "direncanakan", "rencananya", "berencana", "bakal"}

_Dated = tuple[str, Evidence] | None


def event_status(mentions: Mentions, trigger: Trigger, day: _Dated, told: _Dated, *, main: bool) -> str:
    """ "held" or "planned" of an activity on ``day``, in an article of the day ``told``; ``main``: it is its own."""
    value = day[0] if day else None
    published = (mentions.article.page.date or "")[:10]
    unborn = value is not None and len(value) == len(published) == 10 and value > published
    if trigger.fate == "postponed" or (main and unborn):
        return "planned"
    if value and told and later(value, told[0]):
        relative = day is not None and _AFTERWARDS.search(day[1].exact) is not None and not _said(mentions, trigger)
        over = len(published) == 10 and value <= published  # when the text was published it was past
        listed = any(date.value == value for date in trigger.more)  # "dihelat dua kali, yakni 3 dan 10 Februari"
        nth = listed or (day is not None and day[1].rule == "events.nth-day")
        return "held" if (relative or nth or over or _done(mentions, trigger)) and not trigger.future else "planned"
    if not main and value and told and trigger.future and told[0].startswith(value):
        return "planned"  # "dijadwalkan tiba akhir Oktober", told in October
    if main or (value and told and value <= told[0]):
        ahead = main and trigger.future and not _AHEAD.isdisjoint(_clause(mentions, trigger))
        return "planned" if ahead else "held"
    return "planned" if trigger.future else "held"


def _said(mentions: Mentions, trigger: Trigger) -> bool:
    """Whether its sentence only says so: "Ketua mengatakan nilai diumumkan dua hari kemudian"."""
    if trigger.sentence >= len(mentions.sentences):
        return False
    before = mentions.article.page.text[mentions.sentences[trigger.sentence].start : trigger.start]
    return load_sayings().tells(before)


def _done(mentions: Mentions, trigger: Trigger) -> bool:
    """Whether its sentence tells it as past: it chose or swore in somebody, and no other part of it lies ahead."""
    if trigger.sentence >= len(mentions.sentences):
        return False
    span, text = mentions.sentences[trigger.sentence], mentions.article.page.text
    if event_words().planned.search(text, span.start, trigger.start) is not None:
        return False  # "Hasil akan diumumkan 8 Desember, sedangkan wawancara digelar 11 Desember"
    first = trigger.end if trigger.cls == "verb" else trigger.start
    return event_words().done.search(text[first : span.end].casefold()) is not None


def _clause(mentions: Mentions, trigger: Trigger) -> list[str]:
    return mentions.article.page.text[max(0, trigger.start - 40) : trigger.end + 45].casefold().split()
