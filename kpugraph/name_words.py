"""The words of ``data/rules/people.toml``: what belongs to a name, and what speaks for one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from kpugraph.lexicon import rules, word_lists


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words inside and before a written name."""

    particles: frozenset[str]
    hyphenated: frozenset[str]
    shortened: frozenset[str]
    lettered: frozenset[str]
    offices: frozenset[str]
    never: frozenset[str]
    foreign: frozenset[str]
    weekdays: frozenset[str]
    verbs: frozenset[str]
    roots: frozenset[str]
    labels: frozenset[str]
    small: frozenset[str]
    press: frozenset[str]
    corps: frozenset[str]
    birth: frozenset[str]
    lineage: frozenset[str]
    thrones: frozenset[str]
    letters: frozenset[str]


@dataclass(frozen=True, slots=True)
class EvidenceWords:
    """Words beside a name that say that it is one."""

    glue: frozenset[str]
    systems: frozenset[str]
    links: frozenset[str]
    list: frozenset[str]
    place: frozenset[str]
    streets: frozenset[str]
    houses: frozenset[str]
    listing: frozenset[str]
    things: frozenset[str]
    origin: frozenset[str]
    sent: frozenset[str]
    joining: frozenset[str]
    counts: frozenset[str]
    behind: frozenset[str]
    ties: frozenset[str]
    public: frozenset[str]
    called: frozenset[str]
    familiar: frozenset[str]
    suffered: frozenset[str]
    does: frozenset[str]
    adverbs: frozenset[str]
    clause: frozenset[str]
    numbered: frozenset[str]
    numerals: frozenset[str]


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """The table ``[name]``, read once. DataError where it lacks a list."""
    return word_lists(NameWords, rules("people").get("name", {}), "people.toml")


@lru_cache(maxsize=1)
def evidence_words() -> EvidenceWords:
    """The table ``[evidence]``, read once. DataError where it lacks a list.

    A name may also stand behind what says that its post was held before: "Sekretaris lama A".
    """
    found = word_lists(EvidenceWords, rules("people").get("evidence", {}), "people.toml")
    return replace(found, links=found.links | frozenset(rules("posts").get("outgoing", ())))
