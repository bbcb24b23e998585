"""Which activities told by several articles are one: an announcement and the report after it, two offices' reports of one.

A block is what falls on one day; in it, what is of one family of kinds is compared. Two activities of one article never become one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

from kpugraph.entities.naming import alike
from kpugraph.errors import DataError
from kpugraph.ids import digest, name_slug
from kpugraph.lexicon import rules
from kpugraph.model import EventFact
from kpugraph.partial import is_valid
from kpugraph.text import fold

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Told:
    """One activity of one article: ``organizer`` is a path, ``office`` the anchor of the publisher."""

    article: str
    index: int
    fact: EventFact
    organizer: str | None
    office: str

    @property
    def key(self) -> tuple[str, int]:
        return self.article, self.index


@dataclass(frozen=True, slots=True)
class _Weights:
    weights: Mapping[str, float]
    family: Mapping[str, str]
    heads: frozenset[str]


@lru_cache(maxsize=1)
def _rules() -> _Weights:
    data: dict[str, Any] = rules("identity")
    try:
        table = data["events"]
        weights = {key: float(value) for key, value in table.items() if isinstance(value, (int, float))}
        family = {kind: group[0] for group in table["families"] for kind in group}
        return _Weights(weights, family, frozenset(table["heads"]))
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"lacks or cannot use {error}", where="identity.toml", todo="mend [events]") from error


def event_key(told: Told) -> str:
    """The block of an activity: its day, since a part of a larger one is of another kind; one without a day stands alone."""
    day = told.fact.date
    if day and is_valid(day) and len(day) == 10:
        return f"e|{day}"
    return f"e|{told.article}|{told.index}"


def gather(block: Sequence[Told]) -> list[tuple[Told, ...]]:
    """The activities of one block, each as all that tell of it, in a fixed order."""
    members = sorted(block, key=lambda told: told.key)
    groups: list[set[int]] = [{n} for n in range(len(members))]
    where = list(range(len(members)))
    same = _rules().weights["same"]
    scored = [
        (score, a, b)
        for a, b in combinations(range(len(members)), 2)
        if _comparable(members[a], members[b]) and (score := _score(members[a], members[b])) >= same
    ]
    for _, a, b in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        first, second = groups[where[a]], groups[where[b]]
        if where[a] == where[b] or not _fit([members[n] for n in first | second]):
            continue
        first |= second
        for n in second:
            where[n] = where[a]
        second.clear()
    return [tuple(members[n] for n in sorted(group)) for group in groups if group]


def _comparable(a: Told, b: Told) -> bool:
    family = _rules().family
    alike_kinds = family.get(a.fact.kind, a.fact.kind) == family.get(b.fact.kind, b.fact.kind)
    return a.article != b.article and alike_kinds


def _fit(members: Sequence[Told]) -> bool:
    """Whether these can be one: each of another article, and no two organizers."""
    organizers = {told.organizer for told in members if told.organizer}
    return len({told.article for told in members}) == len(members) and len(organizers) <= 1


def _score(a: Told, b: Told) -> float:
    w = _rules().weights
    total = w["kind"] if a.fact.kind == b.fact.kind else w["alike_kind"]
    if a.organizer and b.organizer:
        total += w["organizer"] if a.organizer == b.organizer else w["other_organizer"]
    total += _name(a.fact.name, b.fact.name, announced=_announced(a, b))
    if a.fact.place and b.fact.place:
        left, right = fold(a.fact.place), fold(b.fact.place)
        here = left in right or right in left
        total += w["place"] if here else w["other_place"]
        if here and all(fold(told.fact.name).startswith("dilantik") for told in (a, b)):
            total += w["sworn"]
    if a.fact.leader and b.fact.leader and alike(a.fact.leader, b.fact.leader):
        total += w["leader"]
    total += w["announced"] if _announced(a, b) else 0
    return round(total + _nearness(a.office, b.office), 3)


def _announced(a: Told, b: Told) -> bool:
    return (a.fact.status == "held") != (b.fact.status == "held")


def _nearness(a: str, b: str) -> float:
    w = _rules().weights
    if a == b:
        return w["office"]
    if a[:1].isdigit() and b[:1].isdigit():
        return w["province"] if a[:2] == b[:2] else w["far"]
    return 0.0


def _name(a: str, b: str, *, announced: bool) -> float:
    w, left, right = _rules().weights, _words(a), _words(b)
    if {x for x in left if x.isdigit()} != {x for x in right if x.isdigit()}:
        return w["other_number"]
    if not left or not right:
        return w["unnamed"] if left == right else 0.0
    shared = left & right
    if len(shared) >= 0.6 * min(len(left), len(right)):
        return w["name"]
    return 0.0 if shared or announced else w["other_name"]


def _words(name: str) -> frozenset[str]:
    heads = _rules().heads
    return frozenset(word for word in _WORD.findall(fold(name)) if word not in heads and not _year(word))


def _year(word: str) -> bool:
    return word.isdigit() and len(word) == 4


def path_of(group: Sequence[Told]) -> str:
    """The path of an activity: of day, kind, organizer and name of the first that has them all, else of its article."""
    return min(_path(told) for told in group)


def _path(told: Told) -> str:
    event, day = told.fact, told.fact.date
    if day and told.organizer and len(day) == 10 and is_valid(day):
        return f"event/{day}/{name_slug(event.kind)}-{digest(told.organizer, fold(event.name), size=4)}"
    dated = day if day and is_valid(day) and not day.startswith("--") else "undated"
    return f"event/{dated}/{name_slug(event.kind)}-{digest(told.article, str(told.index), event.name, size=6)}"


def distinct(groups: Sequence[tuple[Told, ...]]) -> dict[str, tuple[Told, ...]]:
    """The groups of one block by path; of several that would share one, all but the first are named by their article."""
    found: dict[str, tuple[Told, ...]] = {}
    for group in sorted(groups, key=lambda g: g[0].key):
        path = path_of(group)
        if path in found:
            path += f"-{digest(group[0].article, str(group[0].index), size=4)}"
        found[path] = group
    return found
