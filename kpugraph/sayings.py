"""Verbs of saying: their roots are data, their forms follow from Indonesian morphology."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kpugraph.errors import DataError
from kpugraph.lexicon import read_table, tables
from kpugraph.text import fold

_WORD = re.compile(r"[^\W\d_]+")
_COLUMNS = ("root", "forms", "note")


@dataclass(frozen=True, slots=True)
class Sayings:
    """Folded forms: ``bare`` ("ujar") and ``pronominal`` ("ujarnya") stand behind a quote, the others mostly before."""

    bare: frozenset[str]
    pronominal: frozenset[str]
    active: frozenset[str]
    passive: frozenset[str]

    def says(self, word: str) -> bool:
        """True for any form of a verb of saying."""
        return word in self.bare or word in self.pronominal or word in self.active or word in self.passive

    def attributes(self, text: str) -> bool:
        """Whether a stretch of text attributes speech: "kata ketua", "ujarnya"."""
        return any(word in self.bare or word in self.pronominal for word in map(fold, _WORD.findall(text)))

    def tells(self, text: str) -> bool:
        """Whether an active verb of saying stands in it: "Ketua mengatakan nilai diumumkan"."""
        return any(fold(word) in self.active for word in _WORD.findall(text))


def load_sayings(extra: Path | None = None) -> Sayings:
    """The verbs of ``saying.csv``, those of a user's folder added. DataError with file and line for an unknown form."""
    return _load(extra)


@lru_cache(maxsize=8)
def _load(extra: Path | None) -> Sayings:
    sets: dict[str, set[str]] = {"bare": set(), "pronominal": set(), "active": set(), "passive": set()}
    for path in tables("saying", extra):
        for line, row in read_table(path, _COLUMNS, required=("root", "forms")):
            for form in row["forms"].split():
                if form not in _FORMS:
                    raise DataError(
                        f"unknown form {form}", where=f"{path.name}:{line}", todo=f"use one of {' '.join(_FORMS)}"
                    )
                kind, prefix, suffix = _FORMS[form]
                sets[kind].update(_derive(row["root"], prefix, suffix))
    return Sayings(*(frozenset(sets[kind]) for kind in ("bare", "pronominal", "active", "passive")))


_FORMS = {
    "bare": ("bare", "", ""),
    "nya": ("pronominal", "", "nya"),
    "self": ("active", "", ""),  # as it stands: "nyeletuk"
    "ber": ("active", "ber", ""),
    "meN": ("active", "meN", ""),
    "meN-kan": ("active", "meN", "kan"),
    "meN-i": ("active", "meN", "i"),
    "di": ("passive", "di", ""),
    "di-kan": ("passive", "di", "kan"),
    "di-i": ("passive", "di", "i"),
}


def _derive(root: str, prefix: str, suffix: str) -> list[str]:
    """ "tutur" with meN and kan: "menuturkan"; a passive also with the agent's -nya: "dikatakannya"."""
    stem = active(root) if prefix == "meN" else prefix + root
    forms = [stem + suffix]
    if prefix == "di":
        forms.append(stem + suffix + "nya")
    return forms


_NASAL = {"p": "mem", "t": "men", "k": "meng", "s": "meny"}  # the first letter is dropped
_KEPT = (("bfv", "mem"), ("cdjz", "men"), ("gh", "meng"), ("aeiou", "meng"), ("lmnrwy", "me"))


def active(root: str) -> str:
    """The meN- form of a root: "tutur" gives "menutur", "harap" "mengharap", "rinci" "merinci"."""
    first = root[0]
    if first in _NASAL and not root.startswith(("pr", "kl", "kr", "pl", "tr", "sk", "st")):
        return _NASAL[first] + root[1:]
    if first in _NASAL:
        return {"p": "mem", "t": "men", "k": "meng", "s": "men"}[first] + root
    return next(prefix for letters, prefix in _KEPT if first in letters) + root
