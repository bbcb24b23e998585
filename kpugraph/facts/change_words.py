"""The words of ``data/rules/changes.toml``, and the statements of change that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpugraph.errors import DataError
from kpugraph.lexicon import rules
from kpugraph.model import Mentions, TextItem
from kpugraph.text import first_words

_LONGEST = 6  # words of a phrase


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of change: items ``first`` to ``last`` (excluded). ``kind`` is sworn, chosen, stays, ended or died.

    ``past``: the sentence tells of a later day ("setelah dilantik").
    """

    kind: str
    active: bool
    first: int
    last: int
    past: bool = False


@dataclass(frozen=True)
class ChangeWords:
    """Verbs by phrase, and the lists of words by name."""

    verbs: Mapping[str, tuple[str, bool]]
    phrases: frozenset[str]  # of the verbs
    lists: Mapping[str, frozenset[str]]
    late: frozenset[str]
    counted: Mapping[str, int]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


@lru_cache(maxsize=1)
def change_words() -> ChangeWords:
    """The words, read once. DataError where the file lacks a list."""
    data = rules("changes")
    try:
        verbs = {
            phrase: (kind, way == "active")
            for kind in ("sworn", "chosen")
            for way in ("passive", "active")
            for phrase in data[kind][way]
        }
        verbs |= {phrase: (kind, False) for kind in ("ended", "died") for phrase in data[kind]["words"]}
        verbs |= dict.fromkeys(data["stays"]["passive"], ("stays", False))
        verbs |= dict.fromkeys(data["ended"]["active"], ("ended", True))
        verbs |= dict.fromkeys(data["ended"]["final"], ("ended", False))
        counted = {phrase: int(days) for days, phrases in data["before_then"].items() for phrase in phrases}
        lists = {name: frozenset(words) for name, words in data["words"].items()}
        lists["final"], lists["final_of"] = frozenset(data["ended"]["final"]), frozenset(data["ended"]["of"])
        lists["choosing"] = frozenset(data["chosen"]["active"])
        lists["nouns"] = frozenset(data["sworn"]["noun"])
        return ChangeWords(verbs, frozenset(verbs), lists, frozenset(data["died"]["before"]), counted)
    except (KeyError, ValueError, AttributeError) as error:
        raise DataError(f"lacks or cannot use {error}", where="changes.toml", todo="mend the file") from error


def word(item: TextItem) -> str:
    return _small(item.text)


@lru_cache(maxsize=8192)
def _small(text: str) -> str:
    return " ".join(text.lower().split())


@lru_cache(maxsize=64)
def _beginnings(phrases: frozenset[str]) -> frozenset[str]:
    """The words with which the phrases begin, one, two and more of them: most items begin none."""
    parts = (phrase.split() for phrase in phrases)
    return frozenset(" ".join(words[:n]) for words in parts for n in range(1, len(words) + 1))


def phrase_at(items: Sequence[TextItem], i: int, phrases: frozenset[str]) -> int:
    """The end of the longest of the phrases that begins at item ``i``; ``i`` itself where none does."""
    beginnings = _beginnings(phrases)
    said, found = "", i
    for k in range(i, min(i + _LONGEST, len(items))):
        further = word(items[k])
        said = f"{said} {further}".strip()
        if not further or said not in beginnings:  # a break between lines has no word
            break
        if said in phrases:
            found = k + 1
    return found


def _ends_what(items: Sequence[TextItem], i: int, nouns: frozenset[str]) -> bool:
    """Whether what ends stands in the sentence before the verb."""
    for k in range(i - 1, max(-1, i - 16), -1):
        if items[k].text in {".", "!", "?", "\n"}:
            return False
        if phrase_at(items, k, nouns) > k:
            return True
    return False


def cues(mentions: Mentions) -> list[Cue]:
    """The verbs of change that are not plans or denials, in order."""
    words, items = change_words(), mentions.items
    found: list[Cue] = []
    end = 0
    for i in mentions.outline.at(first_words(words.phrases)):
        if i < end or items[i].kind in {"num", "punct", "body", "person", "post"}:
            continue
        end = phrase_at(items, i, words.phrases)
        if end == i:
            continue
        said = " ".join(word(item) for item in items[i:end])
        if not any(word(item) in words["not_yet"] for item in items[max(0, i - 3) : i]):
            past = i > 0 and word(items[i - 1]) in words["after"]
            if said not in words["final"] or _ends_what(items, i, words["final_of"]):
                found.append(Cue(*words.verbs[said], i, end, past))
    return found
