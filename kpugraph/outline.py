"""Where things stand among the items of an article, so that the readers of facts need not go through all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outline:
    """``words``: the matching form of each item's first word, ``said``: which of them there are; few articles hold the
    words of most of the rules. ``valued``: the numbers of the items that hold a body, post or person; most hold none."""

    words: Sequence[str]
    said: frozenset[str]
    valued: Sequence[int]

    def at(self, words: frozenset[str]) -> list[int]:
        """The numbers of the items that begin with one of the words, in order."""
        if self.said.isdisjoint(words):
            return []
        return [i for i, word in enumerate(self.words) if word in words]
