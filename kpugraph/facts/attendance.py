"""The bodies that an article says were at an activity: those that attend it, and those listed as present."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpugraph.lexicon import rules
from kpugraph.model import BodyMention, Mentions, PersonMention, RolePhrase, TextItem
from kpugraph.text import fold

_LONGEST = 90  # items of a list of those present
_ENDS = {".", ";", ":", "?", "!", "“", '"', "”"}


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of ``data/rules/attendance.toml``."""

    present: frozenset[str]
    ends: frozenset[str]
    venues: frozenset[str]
    all_of: frozenset[str]
    standing_in: frozenset[str]
    asides: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    return _Words(**{key: frozenset(values) for key, values in rules("attendance").items()})


def attending_bodies(mentions: Mentions, low: int, high: int) -> Iterator[BodyMention]:
    """The bodies said to be there between two offsets, or in a sentence further on that begins with "Hadir …"."""
    openings = {span.start for span in mentions.sentences}
    for i, item in enumerate(mentions.items):
        if fold(item.text).partition(" ")[0] not in _words().present or item.start < low:
            continue
        if item.start < high or not openings.isdisjoint(other.start for other in mentions.items[max(0, i - 2) : i + 1]):
            yield from _listed(mentions, i)


def _listed(mentions: Mentions, i: int) -> Iterator[BodyMention]:
    """The bodies in the list behind item ``i``: each that is there itself, by all its members or by somebody unnamed."""
    items, words = mentions.items, _words()
    for k in range(i + 1, min(i + 1 + _LONGEST, len(items))):
        item = items[k]
        word = fold(item.text).partition(" ")[0]
        if item.kind == "break" or item.text in _ENDS or word in words.ends:
            return
        body = _present(items, k)
        if body is not None and not any(q.start <= body.start < q.end for q in mentions.quotes):
            yield body


def _present(items: Sequence[TextItem], k: int) -> BodyMention | None:
    """The body that item ``k`` names as present; None where a person of it is named, or a place in its house."""
    value, before = items[k].value, fold(items[k - 1].text)
    if isinstance(value, RolePhrase):
        body = value.body if fold(value.role) in _words().all_of else None
    else:
        body = value if isinstance(value, BodyMention) else None
    if body is None or not body.specific or body.kind == "place":
        return None
    from_there = before == "dari" and k > 1 and isinstance(items[k - 2].value, PersonMention)
    if from_there or before in _words().venues | _words().asides or _has_person(items, k):
        return None
    return body


def _has_person(items: Sequence[TextItem], k: int) -> bool:
    """Whether the person who stands for the body is named: "Bawaslu X, Nama", "Kapolres X yang diwakili …"."""
    near = [item for item in items[k + 1 : k + 4] if item.text not in {",", "("}][:2]
    named = isinstance(items[k - 1].value, PersonMention) and fold(items[k].text) not in {",", "dan"}
    if not near:
        return named
    stands_in = len(near) > 1 and fold(near[1].text).partition(" ")[0] in _words().standing_in
    return named or isinstance(near[0].value, PersonMention) or (fold(near[0].text) == "yang" and stands_in)
