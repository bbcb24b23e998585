"""Lists of places behind one head: "PPK Srengat, Wonodadi dan Panggungrejo" are three committees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpugraph.mentions.items import Item
from kpugraph.mentions.places import longest_place

_AND = {"dan", "serta", "&"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A further place of a list: items ``first`` to ``last`` (excluded), and its name."""

    first: int
    last: int
    name: str


def listed_places(items: Sequence[Item], at: int, known: Mapping[str, str]) -> list[Listed]:
    """The places that a list goes on with at ``at``; none unless each is in ``known`` and "dan" stands before the last."""
    found: list[Listed] = []
    closed = False
    while not closed and at < len(items) and items[at].text in {",", *_AND}:
        closed = items[at].text in _AND
        at += 1
        if not closed and at < len(items) and items[at].text in _AND:
            closed = True
            at += 1
        place = longest_place(items, at, dict(known)) if at < len(items) and items[at].capital else None
        if place is None:
            return []
        found.append(Listed(at, place[0], place[1]))
        at = place[0]
    return found if closed else []
