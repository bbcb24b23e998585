"""The division behind a role: "Divisi Hukum dan Pengawasan", "Kordiv PHL", "Bidang Teknis", "Komisi II"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz

from kpugraph.language import Language
from kpugraph.lexicon import read_table, rules, tables
from kpugraph.mentions.body_parts import skip_acronym
from kpugraph.mentions.body_words import body_words
from kpugraph.mentions.items import Item
from kpugraph.text import fold

_SEPARATORS = {",", "dan", "&", "/", "serta", "-", "–"}
_HEADS = {"divisi", "devisi", "bidang", "bagian", "subbagian", "subbag", "subag", "seksi", "sub"}
_COMMITTEES = frozenset(
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", *"ABCDE1234"]
)
_HEADED = _HEADS | {"kabid", "kasi", "kabag", "kasubbid"}  # roles that a division's name follows
_CHIEFS = (
    "kasubbag",
    "kasubag",
    "kasubbid",
    "kabag",
    "kabid",
    "kasi",
    "kepala bidang",
    "kepala bagian",
    "kepala seksi",
    "kepala sub",
)
_PARTS = {"cap", "divisions", "agencies", "events", "venues", "elections"}  # of a division's name
_MOST = 9  # items of it
_ALIKE = 85  # per cent of letters
_IN_CHARGE = {"membidangi", "mengampu", "membawahi", "menangani"}


@lru_cache(maxsize=8)
def _long_words(extra: Path | None) -> tuple[str, ...]:
    """The words of seven letters and more in the names of divisions."""
    rows = (row["form"] for path in tables("divisions", extra) for _, row in read_table(path, ("form",)))
    return tuple(sorted({word for form in rows for word in fold(form).split() if len(word) > 6}))


@lru_cache(maxsize=1)
def _blends() -> re.Pattern[str]:
    """Short names of divisions, made of the beginnings of their words."""
    return re.compile(f"(?=.{{6}})(?:{'|'.join(rules('posts')['division_parts'])}){{2,}}")


@dataclass(frozen=True, slots=True)
class DivisionReader:
    """Reads divisions in one article's items. Their words come from a closed list, so that no name goes with them."""

    language: Language
    text: str

    def read(self, items: Sequence[Item], j: int, *, bare: bool) -> tuple[int, str | None]:
        """(end, division) after "Divisi", or directly where ``bare``; (j, None) where there is none."""
        k = j
        headed = bracket = False
        if k + 1 < len(items) and items[k].text in {"di", "dari", "pada"} and fold(items[k + 1].text) in _HEADS:
            k += 1
        if k < len(items) and items[k].text == "(" and k + 1 < len(items) and items[k + 1].text.lower() == "divisi":
            k += 1
            bracket = True
        while k < len(items) and items[k].text.lower() in _HEADS:
            headed = True
            k += 1
            if k < len(items) and items[k].text == ".":
                k += 1
        first = k
        end = self._words(items, k) if headed or bare else k
        if end == first:
            return j, None
        while end < len(items) and items[end].text.isalpha() and items[end].start == items[end - 1].end:
            end += 1  # "P3S" is read as "P3" and "S"
        division = " ".join(self.text[items[first].start : items[end - 1].end].split())
        if bracket and end < len(items) and items[end].text == ")":
            end += 1
        return skip_acronym(items, end), division

    def _words(self, items: Sequence[Item], k: int) -> int:
        """The end of a run of division words with commas and "dan" between them."""
        if (whole := self._before_body(items, k)) > k:
            return whole
        end = k
        headed = k > 0 and not _HEADED.isdisjoint(items[k - 1].text.lower().split())
        while k < len(items):
            if self._listed(items[k]) or (headed and (self._misspelt(items, k) or self._last(items, k))):
                end = k + 1
            elif not self._common(items, k):
                break
            k += 1
            after = skip_acronym(items, k)  # "Hubungan Masyarakat (Humas) Data dan Informasi"
            if after > k and after < len(items) and self._listed(items[after]):
                k = after
            while k < len(items) and items[k].text.lower() in _SEPARATORS:
                k += 1
        return end

    def _before_body(self, items: Sequence[Item], k: int) -> int:
        """The end of a run of capitals between the role of a division's head and a body: "Kasi Penegakan Perda | Satpol PP X".

        No word of it is a given name; ``k`` where no such run stands.
        """
        if not k or not items[k - 1].text.lower().startswith(_CHIEFS):
            return k
        for end in range(k, min(k + _MOST, len(items))):
            item = items[end]
            if item.kind == "body":
                last = end - (items[end - 1].text == "Sekretariat")  # "Kabag Persidangan | Sekretariat DPRD X"
                return last if last > k and items[last - 1].capital else k
            named = item.kind in _PARTS and item.capital and fold(item.text) not in self.language.given_names
            if not named and item.text not in _SEPARATORS:
                return k
        return k

    def _last(self, items: Sequence[Item], k: int) -> bool:
        """A word of what agencies are for, alone or at the end of a list: "Bidang Ekonomi", "Bidang Hukum dan Politik"."""
        before = items[k - 1].text.lower()
        known = items[k].capital and items[k].text in body_words().subjects and items[k].kind != "region"
        return known and (before.split()[-1] in _HEADED or before in {"dan", "&"})

    def _misspelt(self, items: Sequence[Item], k: int) -> bool:
        """A long word one or two letters off one of divisions, beside a listed one: "Sosialiasasi dan SDM"."""
        word = fold(items[k].text)
        further = k + 2 if k + 2 < len(items) and items[k + 1].text in _SEPARATORS else k + 1
        if items[k].kind != "cap" or len(word) < 7 or word in self.language.given_names or further >= len(items):
            return False
        return (self._listed(items[further]) or self._listed(items[k - 1])) and any(
            fuzz.ratio(word, known) >= _ALIKE for known in _long_words(self.language.extra)
        )

    def _listed(self, item: Item) -> bool:
        """A listed word of divisions, or an abbreviation that can be nothing else here ("PHL", "HP2H", "Tekparhubmas")."""
        if item.kind == "body":
            return False
        if item.entry("divisions") is not None or (item.entry("agencies") is not None and item.capital):
            return True
        short = item.kind == "cap" and item.text.isupper() and 2 <= len(item.text) <= 8
        blend = item.kind == "cap" and _blends().fullmatch(fold(item.text)) is not None
        return (short or blend) and fold(item.text) not in self.language.given_names

    def _common(self, items: Sequence[Item], k: int) -> bool:
        """An ordinary word inside a division's name, directly before a listed one: "Dukungan Teknis"."""
        word = fold(items[k].text)
        ordinary = items[k].kind == "cap" and word in self.language.common and word not in self.language.given_names
        further = k + 2 if k + 2 < len(items) and items[k + 1].text == "dan" else k + 1
        return ordinary and further < len(items) and self._listed(items[further])

    def in_charge_of(self, items: Sequence[Item], j: int) -> tuple[int, str | None]:
        """ "anggota KPU yang membidangi Sosdiklih": a division said by a verb."""
        k = j
        while k < len(items) and k < j + 2 and items[k].text.lower() in {",", "yang"}:
            k += 1
        if k < len(items) and k > j and items[k].text.lower() in _IN_CHARGE:
            end, division = self.read(items, k + 1, bare=True)
            return (end, division) if division else (j, None)
        return j, None

    def part_of_parliament(self, items: Sequence[Item], j: int) -> tuple[int, str | None]:
        """ "Komisi II", "Komisi A", "Fraksi Golkar" behind a role: a part of a parliament."""
        named = self._organ(items, j)
        if named > j:
            return named, " ".join(self.text[items[j].start : items[named - 1].end].split())
        if j + 1 >= len(items) or items[j].text not in {"Komisi", "Fraksi"}:
            return j, None
        following = items[j + 1]
        numeral = items[j].text == "Komisi" and following.text in _COMMITTEES
        party = items[j].text == "Fraksi" and following.kind in {"cap", "body"}
        if not (numeral or party):
            return j, None
        return j + 2, " ".join(self.text[items[j].start : following.end].split())

    def _organ(self, items: Sequence[Item], j: int) -> int:
        """Past an organ that only parliaments have: "Badan Kehormatan", "Bapemperda"; ``j`` where none stands."""
        if j >= len(items) or items[j].text[:1] not in {"B", "P"}:
            return j
        start = items[j].start
        for organ in rules("posts")["organs"]:
            end = start + len(organ)
            if self.text[start:end] == organ:
                after = next((k for k in range(j, min(j + 6, len(items))) if items[k].end >= end), j)
                return after + 1 if items[after].end == end else j
        return j
