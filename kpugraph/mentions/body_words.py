"""The words of ``data/rules/bodies.toml``: what beside a body's name says what it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kpugraph.lexicon import rules, word_lists


@dataclass(frozen=True, slots=True)
class BodyWords:
    """Short names of parties, and words beside parties, police and army, and faculties,
    what agencies are for, and ends of names of places."""

    short_parties: frozenset[str]
    party_cues: frozenset[str]
    members: frozenset[str]
    clauses: frozenset[str]
    subjects: frozenset[str]
    place_endings: frozenset[str]


@lru_cache(maxsize=1)
def body_words() -> BodyWords:
    """The lists, read once. DataError where one lacks, or is no list of words."""
    return word_lists(BodyWords, rules("bodies"), "bodies.toml")
