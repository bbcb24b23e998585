"""The words of ``data/rules/posts.toml``: how roles and names stand beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kpugraph.errors import DataError
from kpugraph.lexicon import rules, word_lists


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of the file, by name."""

    forward: frozenset[str]
    holds: frozenset[str]
    backward: frozenset[str]
    ties: frozenset[str]
    spread: frozenset[str]
    past: frozenset[str]
    outgoing: frozenset[str]
    numbered: frozenset[str]
    counters: frozenset[str]
    numbers: frozenset[str]
    list: frozenset[str]
    chain: frozenset[str]
    plural: frozenset[str]
    crowd: frozenset[str]
    replaced: frozenset[str]
    passing_on: frozenset[str]
    replacement: frozenset[str]
    retires: frozenset[str]
    absent: frozenset[str]
    standing_in: frozenset[str]
    aides: frozenset[str]
    resigning: frozenset[str]
    dismisses: frozenset[str]
    elliptical: frozenset[str]
    contests: frozenset[str]
    substitutes: frozenset[str]
    points: frozenset[str]
    proposed: frozenset[str]
    after: frozenset[str]
    joined: frozenset[str]
    parties: frozenset[str]
    company: frozenset[str]
    tickets: frozenset[str]
    early_tickets: frozenset[str]
    own_ticket: frozenset[str]
    leaving: frozenset[str]
    members: frozenset[str]
    pronouns: frozenset[str]
    filled: frozenset[str]
    in_charge: frozenset[str]
    coordinates: frozenset[str]
    leads: frozenset[str]
    opens_list: frozenset[str]
    made_up: frozenset[str]
    bodiless: frozenset[str]
    of_pair: frozenset[str]
    moves: frozenset[str]
    since: frozenset[str]
    seats: frozenset[str]
    gives: frozenset[str]
    among: frozenset[str]
    deputies: frozenset[str]
    vacant: frozenset[str]
    unreal: frozenset[str]
    becoming: frozenset[str]
    chaired: frozenset[str]
    chairs: frozenset[str]
    receives: frozenset[str]
    departures: frozenset[str]
    runs: frozenset[str]
    own_seats: frozenset[str]
    given: frozenset[str]
    contest: frozenset[str]
    later: frozenset[str]
    kin: frozenset[str]
    handovers: frozenset[str]
    letters: frozenset[str]
    prospects: frozenset[str]
    entrusted: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words, read once. DataError where the file lacks a list."""
    return word_lists(Words, rules("posts"), "posts.toml")


@lru_cache(maxsize=1)
def units() -> dict[str, tuple[str, ...]]:
    """By how a role begins, what the names of its bodies begin with. DataError where the file lacks the table."""
    return {start: tuple(heads) for start, heads in _part("units").items()}


@lru_cache(maxsize=1)
def teams() -> frozenset[tuple[str, str]]:
    """Teams by their two words, the second "" where there is none. DataError where the file lacks the list."""
    parts = [name.partition(" ") for name in _part("teams")]
    return frozenset((first, second) for first, _, second in parts)


@lru_cache(maxsize=1)
def directorates() -> dict[str, str]:
    """The ministry of each directorate general by its subject. DataError where the file lacks the table."""
    return {subject: ministry for ministry, subjects in _part("directorates").items() for subject in subjects}


@lru_cache(maxsize=1)
def local_officers() -> dict[str, str]:
    """What the place of an officer is called, by his role. DataError where the file lacks the table."""
    return dict(_part("local_officers"))


def _part(name: str) -> Any:
    try:
        return rules("posts")[name]
    except KeyError as error:
        raise DataError(f"has no list {error}", where="posts.toml", todo="add it") from error
