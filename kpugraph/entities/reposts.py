"""Reposts: the same text published again, word for word, with small local edits (another dateline, a date in full), or cut.

Two articles are one text where at least ``SAME`` of their word triples are shared (Jaccard), a short one where every
word is the same, unless the days that they report differ: what an office writes anew each month in the same words is
no repost. An *excerpt* is an article nearly all of whose word triples, ``CONTAINED`` of them, stand in a longer one that
reports the same day, at least one whole sentence among them: two reporters of one event share quotes and names, far less
than that. Candidates are found by keys that each article has by itself (min-hashes in bands; long sentences with their
day), so that no article is compared with the whole corpus and the answer depends on the texts alone.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kpugraph.model import ArticleFacts
from kpugraph.partial import bounds, is_valid
from kpugraph.text import fold

if TYPE_CHECKING:
    import numpy as np

SAME = 0.6
CONTAINED = 0.85
SENTENCE = 8  # words from which on a sentence that two articles of one day share makes them worth comparing
SHORTEST, EXACT = 24, 8  # words: shorter texts than the first must agree to the word, than the second say too little
_BANDS, _ROWS = 28, 4  # finds 98 of 100 pairs that share 0.6 of their triples, and 3 of 1,000 that share 0.1
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of an article: its word triples, the day it reports; ``order`` puts the first published first,
    of one day the longest.

    ``mark`` says with which others it can be one text at all: see ``may_meet``.
    """

    article: str
    triples: frozenset[int]
    keys: frozenset[str]
    day: str | None
    order: tuple[str, int, str]
    mark: str


@dataclass(frozen=True, slots=True)
class Repost:
    """That ``article`` repeats ``original``: ``shared`` of the ``all`` word triples of both stand in both.

    Where it is an ``excerpt``, ``all`` counts its own triples only.
    """

    article: str
    original: str
    shared: int
    all: int
    excerpt: bool = False

    @property
    def similarity(self) -> float:
        return self.shared / self.all


def text_of(path: str, facts: ArticleFacts) -> Text:
    """What is compared of the article at ``path``; without keys where its text is too short to tell."""
    article = facts.article
    words = _words(article.page.text[article.body.start : article.body.end])
    triples = frozenset(zlib.crc32(" ".join(words[i : i + 3]).encode()) for i in range(len(words) - 2))
    day = facts.date if facts.date and is_valid(facts.date) else None
    published = (article.page.date or day or "9999")[:10]
    keys = _keys(words, triples)
    if len(words) >= SHORTEST and _is_whole(day):
        keys |= _sentence_keys(facts, day or "")
    mark = f"{day or ''}|{hashlib.blake2b(repr(sorted(triples)).encode(), digest_size=6).hexdigest()}"
    return Text(path, triples, keys, day, (published, -len(triples), path), mark)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _is_whole(day: str | None) -> bool:
    return day is not None and len(day) == 10 and not day.startswith("-")


def _sentence_keys(facts: ArticleFacts, day: str) -> frozenset[str]:
    body, text = facts.article.body, facts.article.page.text
    sentences = (_words(text[s.start : s.end]) for s in facts.sentences if body.start <= s.start and s.end <= body.end)
    long = (" ".join(words).encode() for words in sentences if len(words) >= SENTENCE)
    return frozenset(f"s|{day}|{hashlib.blake2b(words, digest_size=6).hexdigest()}" for words in long)


def find(texts: Iterable[Text]) -> dict[str, Repost]:
    """The reposts among the texts, by article. The original of each is the first published of those that are one text,
    of an excerpt the longer text."""
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

    candidates = _candidates([group[0] for group in groups])
    for a, b in candidates:
        low, high = sorted((top(a), top(b)))
        if low != high and is_same(groups[a][0], groups[b][0]):
            root[high] = low
    whole = _wholes([group[0] for group in groups], {(top(a), top(b)) for a, b in candidates})
    found: dict[str, Repost] = {}
    for index, group in enumerate(groups):
        original = groups[whole.get(top(index), top(index))][0]  # the groups stand in the order of their first texts
        found.update((text.article, _repost(text, original)) for text in group if text is not original)
    return found


def _wholes(texts: Sequence[Text], pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The text that each excerpt among the originals is of: of several the one with most of it, then the longest."""
    above: dict[int, list[int]] = {}
    for pair in pairs:
        for short, long in (pair, pair[::-1]):
            if short != long and is_excerpt(texts[short], texts[long]):
                above.setdefault(short, []).append(long)
    best = {
        short: min(longs, key=lambda n: (-len(texts[short].triples & texts[n].triples), -len(texts[n].triples), n))
        for short, longs in above.items()
    }
    return {short: _last(best, short) for short in best}


def _last(best: dict[int, int], index: int) -> int:
    """The end of the way from excerpts to longer texts, which grow at each step."""
    while index in best:
        index = best[index]
    return index


def _candidates(texts: Sequence[Text]) -> list[tuple[int, int]]:
    """The pairs of texts that share a key and can be one text at all."""
    buckets: dict[str, list[int]] = {}
    equal: dict[frozenset[int], list[int]] = {}
    for index, text in enumerate(texts):
        equal.setdefault(text.triples, []).append(index)
        for key in text.keys if text.day else ():
            buckets.setdefault(key, []).append(index)
    pairs = {pair for same in equal.values() for pair in _pairs(same, same)}
    for bucket in buckets.values():
        if len(bucket) > 1:
            by_day: dict[str, list[int]] = {}
            for index in bucket:
                day = texts[index].day or ""
                by_day.setdefault(day if _is_whole(day) else "", []).append(index)
            loose = by_day.pop("", [])
            for same in by_day.values():
                pairs.update(_pairs(same, same))
            pairs.update(_pairs(loose, bucket))
    return sorted(pairs)


def _pairs(some: Sequence[int], others: Sequence[int]) -> Iterator[tuple[int, int]]:
    return ((min(a, b), max(a, b)) for a in some for b in others if a != b)


def may_meet(text: Text, mark: str) -> bool:
    """Whether a text can be one with another that shares a key and has this mark: the days agree, or all the words do."""
    day, _, words = mark.partition("|")
    if not text.day or not day:
        return text.mark.rpartition("|")[2] == words
    return text.day == day or (not (_is_whole(text.day) and _is_whole(day)) and _may_agree(text.day, day))


def is_linked(a: Text, b: Text) -> bool:
    """Whether two texts that share a key are one, or one an excerpt of the other."""
    return is_same(a, b) or is_excerpt(a, b) or is_excerpt(b, a)


def is_same(a: Text, b: Text) -> bool:
    """Whether two texts that share a key are one."""
    if (a.day is None) != (b.day is None):  # nothing tells last month's from this month's
        return a.triples == b.triples
    if a.day and b.day and not _may_agree(a.day, b.day):
        return False
    return len(a.triples & b.triples) >= SAME * len(a.triples | b.triples)


def is_excerpt(short: Text, long: Text) -> bool:
    """Whether the first of two texts that share a key is cut from the second, which is longer."""
    if not _is_whole(short.day) or short.day != long.day or len(short.triples) >= len(long.triples):
        return False
    if len(short.triples) < SHORTEST - 2 or not any(key.startswith("s|") for key in short.keys & long.keys):
        return False
    return len(short.triples & long.triples) >= CONTAINED * len(short.triples)


def _may_agree(a: str, b: str) -> bool:
    """Whether two partial dates can mean one day."""
    one, other = bounds(a), bounds(b)
    if one is None or other is None:
        return a.removeprefix("-")[-5:] == b.removeprefix("-")[-5:]
    return one[0] <= other[1] and other[0] <= one[1]


def _repost(text: Text, original: Text) -> Repost:
    shared, every = len(text.triples & original.triples), len(text.triples | original.triples)
    if not is_same(text, original) and is_excerpt(text, original):
        return Repost(text.article, original.article, shared, len(text.triples), excerpt=True)
    return Repost(text.article, original.article, shared, every)


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
