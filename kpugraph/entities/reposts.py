"""Reposts: the same text published again, word for word or with small local edits (another dateline, a date in full).

Two articles are one text where at least ``SAME`` of their word triples are shared (Jaccard), a short one where every
word is the same, unless the days that they report differ: what an office writes anew each month in the same words is
no repost. Candidates are found by keys that each article has by itself (min-hashes in bands), so that no article is
compared with the whole corpus and the answer depends on the texts alone.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kpugraph.model import ArticleFacts
from kpugraph.partial import bounds, is_valid
from kpugraph.text import fold

if TYPE_CHECKING:
    import numpy as np

SAME = 0.6
SHORTEST, EXACT = 24, 8  # words: shorter texts than the first must agree to the word, than the second say too little
_BANDS, _ROWS = 28, 4  # finds 98 of 100 pairs that share 0.6 of their triples, and 3 of 1,000 that share 0.1
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of an article: its word triples, the day it reports; ``order`` puts the first published first."""

    article: str
    triples: frozenset[int]
    keys: frozenset[str]
    day: str | None
    order: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Repost:
    """That ``article`` repeats ``original``: ``shared`` of the ``all`` word triples of both stand in both."""

    article: str
    original: str
    shared: int
    all: int

    @property
    def similarity(self) -> float:
        return self.shared / self.all


def text_of(path: str, facts: ArticleFacts) -> Text:
    """What is compared of the article at ``path``; without keys where its text is too short to tell."""
    article = facts.article
    words = _WORD.findall(fold(article.page.text[article.body.start : article.body.end]))
    triples = frozenset(zlib.crc32(" ".join(words[i : i + 3]).encode()) for i in range(len(words) - 2))
    day = facts.date if facts.date and is_valid(facts.date) else None
    published = (article.page.date or day or "9999")[:10]
    return Text(path, triples, _keys(words, triples), day, (published, path))


def find(texts: Iterable[Text]) -> dict[str, Repost]:
    """The reposts among the texts, by article. The original of each is the first published of those that are one text."""
    copies: dict[tuple[frozenset[int], str | None], list[Text]] = {}
    for text in sorted(texts, key=lambda text: text.order):
        if text.keys:
            copies.setdefault((text.triples, text.day), []).append(text)
    groups = [[*same] for same in copies.values()]
    root = list(range(len(groups)))

    def top(index: int) -> int:
        while root[index] != index:
            index = root[index]
        return index

    for a, b in _candidates([group[0] for group in groups]):
        low, high = sorted((top(a), top(b)))
        if low != high and is_same(groups[a][0], groups[b][0]):
            root[high] = low
    found: dict[str, Repost] = {}
    for index, group in enumerate(groups):
        original = groups[top(index)][0]  # the groups stand in the order of their first texts
        found.update((text.article, _repost(text, original)) for text in group if text is not original)
    return found


def _candidates(texts: list[Text]) -> list[tuple[int, int]]:
    """The pairs of texts that share a key."""
    buckets: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        for key in text.keys:
            buckets.setdefault(key, []).append(index)
    pairs = {(a, b) for bucket in buckets.values() for at, b in enumerate(bucket) for a in bucket[:at]}
    return sorted(pairs)


def is_same(a: Text, b: Text) -> bool:
    """Whether two texts that share a key are one."""
    if (a.day is None) != (b.day is None):  # nothing tells last month's from this month's
        return a.triples == b.triples
    if a.day and b.day and not _may_agree(a.day, b.day):
        return False
    return len(a.triples & b.triples) >= SAME * len(a.triples | b.triples)


def _may_agree(a: str, b: str) -> bool:
    """Whether two partial dates can mean one day."""
    one, other = bounds(a), bounds(b)
    if one is None or other is None:
        return a.removeprefix("-")[-5:] == b.removeprefix("-")[-5:]
    return one[0] <= other[1] and other[0] <= one[1]


def _repost(text: Text, original: Text) -> Repost:
    return Repost(
        text.article, original.article, len(text.triples & original.triples), len(text.triples | original.triples)
    )


def _keys(words: list[str], triples: frozenset[int]) -> frozenset[str]:
    """The keys under which a text meets those like it."""
    if len(words) < EXACT:
        return frozenset()
    if len(words) < SHORTEST:
        return frozenset({f"x|{zlib.crc32(' '.join(words).encode()):08x}"})
    import numpy as np

    multipliers, increments = _permutations()
    numbers = np.fromiter(triples, dtype=np.uint64, count=len(triples))
    lowest = ((numbers[None, :] * multipliers[:, None] + increments[:, None]) >> np.uint64(32)).min(axis=1)
    bands = lowest.astype("<u4").reshape(_BANDS, _ROWS)
    return frozenset(f"r|{band:x}|{zlib.crc32(row.tobytes()):08x}" for band, row in enumerate(bands))


@cache
def _permutations() -> tuple[np.ndarray, np.ndarray]:
    """Multipliers (odd) and increments of the hash functions: the same on every machine and in every run."""
    import numpy as np

    seeds = [hashlib.blake2b(f"kpugraph reposts {i}".encode(), digest_size=16).digest() for i in range(_BANDS * _ROWS)]
    numbers = np.frombuffer(b"".join(seeds), dtype="<u8").astype(np.uint64).reshape(-1, 2)
    return numbers[:, 0] | np.uint64(1), numbers[:, 1]
