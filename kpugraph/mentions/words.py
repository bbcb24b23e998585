"""Finds where known forms can begin, by the words of the text: cheaper than an alternation tried at every character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = re.compile(r"[^\W\d_]+")
_SMALL = re.compile(r"[a-z]+")  # the same of a lowered text in ASCII, in half the time
WordSets = Mapping[str, tuple[frozenset[str], ...]]  # the words of forms, by their first words
_APOSTROPHES = "’‘`´"
_MARKS = "“”–—…\u00a0"  # without them most texts are ASCII


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text in lower case, character for character, with the set of its words."""

    lowered: str
    offset: int
    known: frozenset[str]

    def present(self, index: Mapping[str, tuple[str, ...]]) -> list[str]:
        """The forms of the index whose first word occurs, in the order of the index."""
        if index.keys().isdisjoint(self.known):
            return []
        return [form for word, forms in index.items() if word in self.known for form in forms]

    def may_hold(self, forms: WordSets) -> bool:
        """Whether the words of one of the forms all occur, wherever: where none do, no pattern of the forms matches."""
        return any(form <= self.known for word in self.known.intersection(forms) for form in forms[word])

    def places(self, form: str) -> list[int]:
        """Offsets into the whole text at which the form stands with no letter beside it."""
        found: list[int] = []
        at = self.lowered.find(form)
        while at >= 0:
            stop = at + len(form)
            if not (self.lowered[at - 1 : at].isalpha() or self.lowered[stop : stop + 1].isalpha()):
                found.append(self.offset + at)
            at = self.lowered.find(form, stop)
        return found

    def starts(self, index: Mapping[str, tuple[str, ...]]) -> list[int]:
        """Offsets at which a form of the index may begin: those of its first word, in text order."""
        return sorted(at for word in self.known.intersection(index) for at in self.places(word))


@lru_cache(maxsize=64)  # the finders of mentions and of facts read the articles of a page in turn
def words_of(text: str, start: int, end: int) -> Words:
    """The words of ``text[start:end]``."""
    part = text[start:end]
    lowered = part.lower()
    for mark in _APOSTROPHES:
        lowered = lowered.replace(mark, "'")
    if len(lowered) != len(part):  # a letter whose lower case is longer
        lowered = "".join(small if len(small := letter.lower()) == 1 else letter for letter in part)
    plain = lowered
    for mark in _MARKS:
        plain = plain.replace(mark, " ")
    letters = _SMALL if plain.isascii() else _LETTERS
    return Words(lowered, start, frozenset(letters.findall(plain)))


def word_sets(forms: Iterable[str]) -> WordSets:
    """The words of each form, in lower case, under its first."""
    index = by_first_word(form.lower() for form in forms)
    return {first: tuple(frozenset(_LETTERS.findall(form)) for form in same) for first, same in index.items()}


def by_first_word(forms: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Forms grouped under their first word; forms and groups in the order given."""
    index: dict[str, tuple[str, ...]] = {}
    for form in forms:
        match = _LETTERS.match(form)
        if match is not None:
            index[match.group()] = (*index.get(match.group(), ()), form)
    return index
