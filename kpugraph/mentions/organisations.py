"""Organisations that no list has, between a role and its holder: "Ketua Komunitas Sungai Jernih (KSJ) Pati, Sarno, …".

What stands there is a name where its words say so (``data/rules/organisations.toml``: what the names of organisations
begin with, or hold), where an abbreviation is explained, or where nothing but ordinary words makes it up; and where it
ends at the comma, the title or the name of whoever holds the post.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kpugraph.language import Language
from kpugraph.lexicon import rules, word_lists
from kpugraph.mentions.beside_names import holder_at
from kpugraph.mentions.body_parts import NUMERALS, text_of
from kpugraph.mentions.items import Item
from kpugraph.mentions.name_runs import does
from kpugraph.mentions.places import longest_place
from kpugraph.model import BodyMention
from kpugraph.name_words import name_words
from kpugraph.text import fold, made_of

_PARTS = {
    "cap", "region", "levels", "agencies", "divisions", "venues", "bodies", "parties", "events", "cues", "elections", "roles",
}  # fmt: skip
_JOINS = {"dan", "&", "-", "/", "untuk", "di", "bagi", "'", "se"}  # inside a name, before a capital
_PAIRS = {"Pasangan", "Paslon"}  # who stands for election, not a part of a team's name
_UNITS = {"Bidang", "Bagian", "Urusan", "Divisi", "Seksi"}  # parts of an organisation, and none of its name
_NAMED = {
    "cap",
    "region",
    "venues",
    "events",
    "agencies",
    "cues",
}  # what a name without an organisation's word is made of
_INITIALS = {"FX", "RR", "AA", "HM", "ST", "SY", "RA", "RM", "TB", "AM", "AR"}  # that names begin with
_MOST = 14  # items of a name
_BEFORE = {"honorific", "degree", "rank"}  # titles that stand before a holder's name


@dataclass(frozen=True, slots=True)
class OrganisationWords:
    """What names of organisations begin with, words within them, and roles that no organisation of this kind has."""

    heads: frozenset[str]
    within: frozenset[str]
    closed: frozenset[str]
    media: frozenset[str]
    chiefs: frozenset[str]
    kinds: frozenset[str]
    jobs: frozenset[str]
    tasks: frozenset[str]
    acts: frozenset[str]
    closers: frozenset[str]
    realms: frozenset[str]
    no_task: frozenset[str]
    of_staff: frozenset[str]


@lru_cache(maxsize=1)
def organisation_words() -> OrganisationWords:
    """The lists, read once. DataError where one lacks, or is no list of words."""
    return word_lists(OrganisationWords, rules("organisations"), "organisations.toml")


def begins_group(word: str, given_names: Collection[str]) -> bool:
    """Whether a word begins names of organisations, and of nobody: "Ketua Ranting", "Ketua Pengurus Cabang"."""
    return word in organisation_words().heads and word not in given_names


@dataclass(frozen=True, slots=True)
class Organisations:
    """Reads such a name behind a role, among the items of one article before its bodies are read."""

    language: Language

    def read(self, items: Sequence[Item], i: int) -> tuple[int, BodyMention | None]:
        """(end, mention) of the name that begins at ``i``, right behind a role."""
        role = items[i - 1]
        prefix = _office_word(role)
        if not (prefix or self._leads(role)) or items[i].text in _UNITS | NUMERALS:
            return i, None
        end, brackets = self._run(items, i)
        end = self._holder_at(items, i, end)
        if end == i or not self._held(items, i, end):
            return i, None
        name_end = brackets[0] if brackets and brackets[1] == end else end
        if not prefix and not self._is_organisation(items, i, name_end, brackets, role):
            return i, None
        if brackets and brackets[1] < end:
            name = f"{text_of(items, i, brackets[0])} {text_of(items, brackets[1], end)}"
        else:
            name = text_of(items, i, name_end)
        if prefix:
            name = f"{prefix} {name}"
        kind = "agency" if prefix else "media" if role.entries[0].value in organisation_words().media else "association"
        return end, BodyMention(items[i].start, items[end - 1].end, name, kind, rule="bodies.unlisted", confidence=0.8)

    def whole(self, items: Sequence[Item], i: int, end: int, mention: BodyMention) -> tuple[int, BodyMention]:
        """A listed one with what its name goes on with, up to its holder's comma: "GMKI | Cabang Tobelo, Sarno", "Kompas TV |
        Atambua, Sarno", "Lembaga Pemberdayaan Perempuan | dan Anak (LPPA) Belu, Sarno"."""
        at = end + 1 if end < len(items) and items[end].text in {"dan", "&"} else end
        if (
            at >= len(items)
            or not items[at].capital
            or items[at].kind in {"titles", "roles"}
            or items[at].text in _UNITS
        ):
            return end, mention
        word = fold(items[at].text)
        ordinary = word in organisation_words().within or self.language.is_plain(word)
        further, brackets = self._run(items, i)
        held = (
            further > at
            and items[further : further + 1]
            and items[further].text == ","
            and holder_at(items, further + 1)
        )
        if not held or word in self.language.given_names or (at > end and not ordinary):
            return end, mention
        name = f"{text_of(items, i, further)}"
        if brackets:
            name = (
                f"{text_of(items, i, brackets[0])} {text_of(items, brackets[1], further)}"
                if brackets[1] < further
                else text_of(items, i, brackets[0])
            )
        steps = (f"{mention.name} -> {name}, up to the holder",)
        return further, replace(
            mention, end=items[further - 1].end, name=name, region=None, level="", steps=steps, confidence=0.8
        )

    def _leads(self, role: Item) -> bool:
        """Whether a role is one of organisations of any kind, and no part of a sentence that tells of many of them."""
        entry = role.entry("roles") if role.kind == "roles" else None
        if entry is None or entry.frame != "open" or entry.value in organisation_words().closed:
            return False
        if entry.extra == "must" and entry.value not in organisation_words().media:
            return False
        return not entry.head or not organisation_words().kinds.isdisjoint(entry.head.split("|"))

    def _run(self, items: Sequence[Item], i: int) -> tuple[int, tuple[int, int] | None]:
        """(end, the bracket in it) of a run of capitals with the small words between them."""
        brackets: tuple[int, int] | None = None
        end = j = i
        while j < len(items) and j < i + _MOST:
            item = items[j]
            if (
                _of_election(items, i, j)
                or item.text in _PAIRS
                or (j > i and item.kind == "roles" and items[j - 1].text in {"dan", "&"})
            ):
                break
            if item.kind == "num" or (item.kind in _PARTS and item.capital):
                j = end = j + 1
            elif item.text == "(" and j > i and brackets is None and (close := _closed(items, j)):
                brackets = (j, close)
                j = end = close
            elif item.text in _JOINS and j > i and j + 1 < len(items) and items[j + 1].capital:
                j += 1
            else:
                break
        return end, brackets

    def _holder_at(self, items: Sequence[Item], i: int, end: int) -> int:
        """Where a holder without a comma begins within the run, behind words that are no names; else ``end``."""
        mark = items[end] if end < len(items) else None
        if mark is not None and (mark.kind == "titles" or (mark.text == "," and self._is_holder(items, end + 1))):
            return end
        for k in range(i + 1, end):
            if items[k].kind == "cap" and self._names(items, k, end) and self._ends_before(items, i, k):
                return k
        return end

    def _names(self, items: Sequence[Item], k: int, end: int) -> bool:
        """Whether two to four words of a name close the run from ``k`` on, one of them a given name."""
        words = [fold(item.text) for item in items[k:end]]
        plain = all(item.kind == "cap" and item.text[1:].islower() for item in items[k:end])
        given = self.language.given_names
        known = organisation_words()
        never = (self.language.common, known.within, known.heads)
        placed = items[k - 1].kind == "region"  # "Ketua LAMR Bengkalis | Datuk Sofyan Said"
        return (
            plain
            and 1 < len(words) < 5
            and (placed or words[0] in given)
            and not any(words[0] in each for each in never)
        )

    def _ends_before(self, items: Sequence[Item], i: int, k: int) -> bool:
        """Whether the name may end before ``k``: behind a place, an abbreviation, or ordinary words alone."""
        last = items[k - 1]
        if last.kind in {"region", "levels", "num", "bodies"} or (last.text.isupper() and len(last.text) > 1):
            return True
        if last.text == ")" or fold(last.text) in organisation_words().closers:  # "Direktur Profetik Institute | Sarno"
            return True
        places: tuple[Mapping[str, str], ...] = (self.language.towns, self.language.districts(""))
        for at in range(max(i + 1, k - 3), k):
            if any((found := longest_place(items, at, known)) is not None and found[0] == k for known in places):
                return True
        return all(self._ordinary(item) for item in items[i:k])

    def _ordinary(self, item: Item) -> bool:
        word = fold(item.text)
        words = organisation_words()
        return item.kind != "cap" or word in words.heads or word in words.within or self.language.is_plain(word)

    def _held(self, items: Sequence[Item], i: int, end: int) -> bool:
        """Whether the holder stands behind the name, or right before the role whose organisation ends at a mark."""
        if end >= len(items):
            return False
        mark = items[end]
        if mark.kind in {"titles", "cap"}:
            return True
        before = i > 2 and items[i - 2].text in {",", "("} and items[i - 3].kind in {"cap", "titles"}
        tied = i > 2 and items[i - 2].text.lower() in {"selaku", "sebagai"} and items[i - 3].kind in {"cap", "titles"}
        if (before or tied) and mark.text in {",", ".", ")", ";"}:
            return True
        return mark.text == "," and self._is_holder(items, end + 1)

    def _is_holder(self, items: Sequence[Item], j: int) -> bool:
        """Whether a name stands behind the comma: a title, or up to five capitals of which the first is no ordinary word."""
        if j >= len(items):
            return False
        if items[j].kind == "titles":
            return any(entry.frame in _BEFORE for entry in items[j].entries)
        k, first = _past_name(items, j), items[j]
        if k == j or (first.text.isupper() and len(first.text) > 3):
            return False
        word = fold(first.text)
        if self.language.is_plain(word) or word in organisation_words().heads:
            return False
        return k >= len(items) or items[k].kind != "bodies"

    def _apposed(self, items: Sequence[Item], i: int, end: int) -> bool:
        """ "Ketua Aura Lentera, Windoyo, membawa …": a name between commas before a verb says that no name stands before it."""
        given = self.language.given_names
        words = [fold(item.text) for item in items[i:end]]
        placed = len(words) > 2 and items[end - 1].kind == "region"  # "Ketua Parsadaan Purba Simalungun, …"
        named = any(word in given for word in words) and not placed
        if (
            len(words) > 5
            or named
            or (len(words) == 1 and words[0] in self.language.common)
            or not all(item.kind in _NAMED for item in items[i:end])
        ):
            return False
        k = _past_name(items, end + 1)
        if k == end + 1 or k + 1 >= len(items) or items[k].text != ",":
            return False
        verb = items[k + 1].text
        if verb in {"dan", "serta"} and k + 2 < len(items) and items[k + 2].kind == "roles":
            return _then_holder(items, k + 3)  # "Ketua Aura Lentera, Windoyo, dan Sekretaris X, Sarno": a row of such
        active = len(verb) > 5 and verb.startswith(("me", "ber", "di")) and verb.islower()
        return active or verb in organisation_words().acts

    def _is_organisation(
        self, items: Sequence[Item], i: int, end: int, brackets: tuple[int, int] | None, role: Item
    ) -> bool:
        words = organisation_words()
        first = fold(items[i].text)
        head = first.split()[0]
        if items[i].kind == "bodies" and end == i + 1:
            return False  # what the lists know alone
        parish = head == "distrik" and "religion" in role.entries[0].head  # "Praeses Distrik XI Toba"
        if head in words.heads or parish or items[i].kind == "bodies":
            return end > i + 1
        if does(first, self.language.common, self.language.given_names, name_words()):
            return False  # "Ketua Pimpin Upacara"
        least = 2 if role.entries[0].head == "education" and end > i + 1 else 3  # "Rektor IT Del, Sarno"
        short = _abbreviated(items, i, end, least)
        mark = brackets[1] if brackets and brackets[0] == end else end
        if items[mark].text != ",":
            closed = fold(items[end - 1].text) in words.closers
            placed = items[end].kind == "cap" and items[end - 1].kind == "region"
            return closed or (short and (placed or items[end].text in {".", ")", ";"}))
        if fold(items[end - 1].text) in words.closers and end > i + 1:
            return True
        if brackets and _explains(items, i, brackets):
            return True
        campus = (
            role.entries[0].head == "education" and end == i + 1
        )  # "Dekan FISIP, Sarno": of the university named elsewhere
        if (not campus and short) or (first not in self.language.given_names and self._apposed(items, i, end)):
            return True
        if role.entries[0].value in words.media:
            chief = role.entries[0].value in words.chiefs  # "Wartawan Senior, Sarno" has no paper
            if role.entries[0].extra == "must":  # "Kepala Biro Antara Sumatera Barat", not "Kepala Biro Umum"
                return items[end - 1].kind == "region" and items[i].kind in {"cap", "cues"} and end > i + 1
            return items[i].kind == "cap" and (chief or not self.language.is_plain(first))
        if first in self.language.given_names:
            return False
        within = any(fold(item.text) in words.within for item in items[i:end])
        ordinary = self.language.is_plain(first) and items[i].kind == "cap" and end > i + 2  # not "Ketua Lama Pamit, …"
        return end > i + 1 and (within or ordinary) and items[i].kind in {"cap", "events", "venues"}


def _past_name(items: Sequence[Item], j: int) -> int:
    """Past up to five words of a name with its titles and initials."""
    k = j
    while k < len(items) and items[k].kind in {"cap", "titles"} and k < j + 6:
        initial = k + 1 < len(items) and items[k + 1].text == "." and len(items[k].text) < 3
        k += 2 if initial else 1
    return k


def _then_holder(items: Sequence[Item], j: int) -> bool:
    """Whether a body and a comma with a name behind it follow a role: "dan Ketua | Dewan Adat X, Sarno"."""
    for k in range(j, min(j + 9, len(items) - 1)):
        if items[k].text == ",":
            return k > j and holder_at(items, k + 1)
        if items[k].text in {".", ";"} or items[k].kind in {"word", "titles"}:
            return False
    return False


def _abbreviated(items: Sequence[Item], i: int, end: int, least: int) -> bool:
    """Whether an abbreviation begins the name: "Kepala PLBN Badau, Agato Litama", with no other of its length behind."""
    word = items[i].text
    short = items[i].kind == "cap" and word.isupper() and least <= len(word) < 10 and not set(word) <= set("IVX")
    if word in _INITIALS:
        return False
    return short and not any(item.text.isupper() and len(item.text) > 3 for item in items[i + 1 : end])


def _office_word(role: Item) -> str:
    """The word for an office that a role ends with: "Kantor" of "Kepala Kantor | Wilayah Pegadaian Bali"."""
    entry = role.entry("roles") if role.kind == "roles" else None
    return entry.head if entry is not None and entry.frame == "agency" else ""


def _of_election(items: Sequence[Item], i: int, j: int) -> bool:
    """Whether a body at ``j`` is a commission, a committee of it, or a part of a parliament: the lists know them all.

    What their staff found for themselves bears their name: "Ketua KPRI Sejahtera KPU Pati".
    """
    item, following = items[j], items[j + 1].text if j + 1 < len(items) else ""
    if item.text == "Fraksi" or (item.text == "Komisi" and (len(following) == 1 or following in NUMERALS)):
        return True
    if j > i and fold(items[i].text) in organisation_words().of_staff:
        return False
    frame = item.entries[0].frame if item.kind == "bodies" else ""
    return frame == "commission" or frame.startswith("adhoc")


def _closed(items: Sequence[Item], j: int) -> int:
    """The end of a short bracket at ``j`` that holds an abbreviation or a word; 0 where it holds something else."""
    for k in range(j + 1, min(j + 5, len(items))):
        if items[k].text == ")":
            return k + 1 if k > j + 1 else 0
        if not items[k].capital and items[k].text not in {"-", "/"}:
            return 0
    return 0


def _explains(items: Sequence[Item], i: int, brackets: tuple[int, int]) -> bool:
    """Whether what stands in the brackets is short for the words before them."""
    short = fold("".join(item.text for item in items[brackets[0] + 1 : brackets[1] - 1]))
    name = fold("".join(item.text for item in items[i : brackets[0]])).replace(" ", "")
    return len(short) > 1 and short[0] == name[0] and made_of(short, name)
