"""The words of ``data/rules/events.toml``, and a word for an activity as it stands in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kpugraph.lexicon import any_word, rules, word_lists
from kpugraph.mentions.words import WordSets, word_sets
from kpugraph.model import DateMention


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of ``data/rules/events.toml``, each by its name there."""

    holding: frozenset[str]
    planned: re.Pattern[str]
    ahead: re.Pattern[str]
    soon: re.Pattern[str]  # planned or ahead
    goods: re.Pattern[str]
    chained: frozenset[str]
    parts: frozenset[str]
    stop: frozenset[str]
    purpose: frozenset[str]
    doers: frozenset[str]
    offering: frozenset[str]
    at_its_end: re.Pattern[str]
    several: frozenset[str]
    own_lead: frozenset[str]
    names: frozenset[str]
    idle: frozenset[str]
    beside: frozenset[str]
    going_on: frozenset[str]
    apart: re.Pattern[str]
    cancelled: re.Pattern[str]
    postponed: re.Pattern[str]
    moved: re.Pattern[str]  # either of the two
    moving: WordSets  # the words of each form of the two
    original: re.Pattern[str]
    new_day: re.Pattern[str]
    serving: re.Pattern[str]
    again: re.Pattern[str]
    done: re.Pattern[str]
    only_for: frozenset[str]
    signed_papers: frozenset[str]
    negations: frozenset[str]
    urging: re.Pattern[str]
    asking: re.Pattern[str]
    asked: re.Pattern[str]
    after: re.Pattern[str]
    polled: re.Pattern[str]
    votes: re.Pattern[str]
    earlier: re.Pattern[str]
    joins: frozenset[str]
    headline_for: frozenset[str]
    vehicles: frozenset[str]


@lru_cache(maxsize=1)
def event_words() -> Words:
    data = rules("events")
    ahead = any_word([word for key in ("postponed", "planned", "new_day") for word in data[key]])
    soon = any_word([*data["planned"], *data["ahead"]])
    moved = any_word([*data["cancelled"], *data["postponed"]])
    moving = word_sets([*data["cancelled"], *data["postponed"]])
    return word_lists(Words, data, "events.toml", new_day=ahead, soon=soon, moved=moved, moving=moving)


@dataclass(eq=False)
class Trigger:
    """A word for an activity: kind, name, sentence, and what stands beside it.

    ``held``: a verb of holding; ``chained``: it follows another, ``joined``: it is held with another; ``part``: it is a
    part of another; ``purpose``: it is only what something else is for. ``day`` is the day of its own clause, ``more``
    are those listed behind it, ``until`` is a last day without a first; ``fate`` is "cancelled" or "postponed", and
    ``first`` the day of which it was put off; ``ordinary``: a word that names an activity only where it is held;
    ``asked``: its sentence only asks for it.
    """

    kind: str
    cls: str
    start: int
    end: int
    sentence: int
    held: bool = False
    chained: bool = False
    joined: bool = False
    part: bool = False
    purpose: bool = False
    future: bool = False
    day: DateMention | None = None
    more: tuple[DateMention, ...] = ()
    until: DateMention | None = None
    fate: str = ""
    first: DateMention | None = None
    ordinary: bool = False
    asked: bool = False

    @property
    def rank(self) -> int:
        """How well it names an activity: a noun that is held, a noun, a verb, a word that often means something else."""
        return (2 if self.cls == "noun" else 1 if self.cls == "verb" else 0) + (2 if self.held else 0)
