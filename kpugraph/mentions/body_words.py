"""The words of ``data/rules/bodies.toml``: what beside a body's name says what it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kpugraph.errors import DataError
from kpugraph.lexicon import rules


@dataclass(frozen=True, slots=True)
class BodyWords:
    """Short names of parties, and words beside parties, police and army, and faculties,
    and what agencies are for."""

    short_parties: frozenset[str]
    party_cues: frozenset[str]
    members: frozenset[str]
    clauses: frozenset[str]
    subjects: frozenset[str]


@lru_cache(maxsize=1)
def body_words() -> BodyWords:
    """The lists, read once. DataError where one lacks, or is no list of words."""
    data = rules("bodies")
    found: list[frozenset[str]] = []
    for name in BodyWords.__slots__:
        words = data.get(name)
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            raise DataError(f"{name} is no list of words", where="bodies.toml", todo="give it as a list of strings")
        found.append(frozenset(words))
    return BodyWords(*found)
