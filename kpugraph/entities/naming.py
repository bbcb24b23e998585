"""Names of persons compared: spellings of one sound, initials, parts of a name, call names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kpugraph.errors import DataError
from kpugraph.lexicon import rules

_DROPPED = re.compile(r"[^\w\s]|_", re.UNICODE)
_VOWELS = frozenset("aeiou")
_LONG = 6  # letters from which one wrong letter does not make another word


@lru_cache(maxsize=65536)
def person_key(name: str) -> str:
    """Folded name: case, accents, apostrophes and full stops apart. "Asy’ari", "Asy'ari" and "Asyari" are one."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return " ".join(_DROPPED.sub("", "".join(c for c in plain if not unicodedata.combining(c))).split())


@dataclass(frozen=True, slots=True)
class Rules:
    """``data/rules/identity.toml``: ``weights`` by table and name, the rest ready to use."""

    weights: Mapping[str, Mapping[str, float]]
    exclusive: frozenset[str]
    members: frozenset[str]
    single: frozenset[str]
    spelling: tuple[tuple[re.Pattern[str], str], ...]
    given: Mapping[str, str]
    beginnings: tuple[str, ...]
    shortest: int
    common: frozenset[str]

    def weight(self, table: str, name: str) -> float:
        return self.weights[table][name]


@lru_cache(maxsize=1)
def identity_rules() -> Rules:
    """The rules, read once. DataError where the file lacks something or has no number for a weight."""
    data = rules("identity")
    try:
        spelling = tuple((re.compile(row["from"]), str(row["to"])) for row in data["spelling"])
        return Rules(
            weights={name: _numbers(data[name], name) for name in ("thresholds", "names", "places", "posts")},
            exclusive=frozenset(data["exclusive"]["kinds"]),
            members=frozenset(data["exclusive"]["members"]),
            single=frozenset(data["seats"]["single"]),
            spelling=spelling,
            given={form: full for full, forms in data["given"].items() for form in forms},
            beginnings=tuple(data["nicknames"]["beginnings"]),
            shortest=int(data["nicknames"]["shortest"]),
            common=frozenset(_spelled(word, spelling) for word in data["common"]["words"]),
        )
    except (KeyError, TypeError, re.error) as error:
        raise DataError(f"lacks or cannot use {error}", where="identity.toml", todo="mend the file") from error


def _numbers(table: Mapping[str, Any], name: str) -> dict[str, float]:
    for key, value in table.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise DataError(f"{name}.{key} is no number", where="identity.toml", todo="give a number")
    return {key: float(value) for key, value in table.items()}


def _spelled(word: str, spelling: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, replacement in spelling:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """One form for all spellings of a folded word: "fauzy" and "fauzi", "choirul" and "khoirul", "moch" and "muhammad"."""
    found = identity_rules()
    full = found.given.get(word)
    return full or _spelled(word, found.spelling) or word


@dataclass(frozen=True, slots=True)
class Name:
    """A name as words: ``words`` folded, ``sounds`` in one form each."""

    words: tuple[str, ...]
    sounds: tuple[str, ...]

    @property
    def telling(self) -> tuple[str, ...]:
        """The sounds that tell a person: no initials, no "Muhammad" where something else is left."""
        return _telling(self.sounds)


@lru_cache(maxsize=65536)
def _telling(sounds: tuple[str, ...]) -> tuple[str, ...]:
    given = set(identity_rules().given.values())
    full = tuple(s for s in sounds if len(s) > 1)
    return tuple(s for s in full if s not in given) or full or sounds


@lru_cache(maxsize=65536)
def parse(name: str) -> Name:
    """The words of a name."""
    words = tuple(person_key(name).split())
    return Name(words, tuple(sound(word) for word in words))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two names agree: the telling words that both have, whether one is a part of the other, how many words drift."""

    shared: tuple[str, ...]
    part: bool
    drift: int
    given: bool = False
    nickname: bool = False

    def score(self) -> tuple[float, str]:
        """The weight of the agreement and its reason in words."""
        found = identity_rules()
        if self.nickname:
            return found.weight("names", "nickname"), "a call name"
        count = {0: "one", 1: "one", 2: "two"}.get(len(self.shared), "three")
        total = found.weight("names", count)
        said = ["one telling word of the name" if count == "one" else f"{len(self.shared)} telling words of the name"]
        if self.part and len(self.shared) > 1:
            total += found.weight("names", "part")
        if self.part:
            said.append("one form is shorter")
        if self.drift:
            total += found.weight("names", "drift") * min(self.drift, 2)
            said.append("spelled otherwise")
        if count == "one" and not self.part and self.shared[0] not in found.common:
            total += found.weight("names", "whole")
            said.append("the whole of both")
        if self.given:
            total += found.weight("names", "given")
            said.append("and the first name before it")
        if len(self.shared) > 1 and sum(word in found.common for word in self.shared) <= 1:
            total += found.weight("names", "rare")
            said.append("no common ones")
        return total, ", ".join(said)


@lru_cache(maxsize=262144)
def alike(a: str, b: str) -> Likeness | None:
    """How two names agree, None where they cannot be one person's."""
    left, right = parse(a), parse(b)
    if len(left.words) > len(right.words):
        left, right = right, left
    nickname = _nickname(left, right)
    if nickname:
        return Likeness((left.sounds[0],), part=True, drift=0, nickname=True)
    pairs = _align(left, right)
    if pairs is None:
        whole = "".join(left.sounds) == "".join(right.sounds) and len("".join(left.sounds)) >= _LONG
        return Likeness(right.telling, part=False, drift=1) if whole else None
    names = set(identity_rules().given.values())
    telling = set(left.telling) | set(right.telling)
    shared = tuple(right.sounds[j] for i, j in pairs if len(left.words[i]) > 1 and right.sounds[j] in telling)
    given = any(right.sounds[j] in names and right.sounds[j] not in telling for _, j in pairs)
    drift = sum(
        left.words[i] != right.words[j] and len(left.sounds[i]) > 1 and left.sounds[i] not in names for i, j in pairs
    )
    initials = any((len(left.sounds[i]) == 1) != (len(right.sounds[j]) == 1) for i, j in pairs)
    if not shared:
        return None
    return Likeness(shared, initials or len(left.words) < len(right.words), drift, given)


def _align(short: Name, long: Name) -> list[tuple[int, int]] | None:
    """Each word of the shorter name with its own of the longer, in order; None where one finds none."""
    pairs: list[tuple[int, int]] = []
    j = 0
    for i in range(len(short.words)):
        while j < len(long.words) and not _same_word(short, i, long, j):
            j += 1
        if j == len(long.words):
            return _without_given(short, long)
        pairs.append((i, j))
        j += 1
    return pairs


def _without_given(short: Name, long: Name) -> list[tuple[int, int]] | None:
    """The same without a "Muhammad" that only the shorter name has: "M. Fauzi" may be "Fauzi Rahman"'s full first names."""
    given = set(identity_rules().given.values())
    if len(short.words) < 3 or short.sounds[0] not in given or long.sounds[0] in given:
        return None
    rest = Name(short.words[1:], short.sounds[1:])
    pairs = _align(rest, long)
    return [(i + 1, j) for i, j in pairs] if pairs else None


def _same_word(a: Name, i: int, b: Name, j: int) -> bool:
    left, right = a.sounds[i], b.sounds[j]
    if left == right:
        return True
    if len(a.words[i]) == 1 or len(b.words[j]) == 1:
        return a.words[i][0] == b.words[j][0]
    long = _LONG if min(len(a.words), len(b.words)) == 1 else _LONG - 1
    return min(len(left), len(right)) >= long and left[0] == right[0] and _one_off(left, right)


def _one_off(a: str, b: str) -> bool:
    """Whether one letter more or less, two exchanged, or another vowel makes one word of the other.

    The last letter must agree: Supriyanti is not Supriyanto.
    """
    if a[-1] != b[-1] and len(a) == len(b):
        return False
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    first = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[first:] == b[first + 1 :]
    vowels = a[first : first + 1] in _VOWELS and b[first : first + 1] in _VOWELS
    rest = vowels and a[first + 1 :] == b[first + 1 :]
    swapped = a[first : first + 2] == b[first : first + 2][::-1] and a[first + 2 :] == b[first + 2 :]
    return rest or swapped


def _nickname(short: Name, long: Name) -> bool:
    """Whether the only word of one is the end of the other's first: "Mardi", "Sumardi Hadiwijaya"."""
    return len(short.words) == 1 and short.words[0] in call_names(long.words[0])


@lru_cache(maxsize=65536)
def call_names(word: str) -> tuple[str, ...]:
    """What a first name may be cut to: "sumardi" -> "mardi"."""
    found = identity_rules()
    cut = (word[len(begin) :] for begin in found.beginnings if word.startswith(begin))
    return tuple(sorted({rest for rest in cut if len(rest) >= found.shortest}))
