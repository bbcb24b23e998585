"""The grammar of a written name: titles before it, a run of name words, degrees behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from kpugraph.language import Language, squash
from kpugraph.mentions import date_grammar
from kpugraph.mentions.body_parts import next_text
from kpugraph.mentions.degrees import degrees
from kpugraph.mentions.items import Item
from kpugraph.mentions.name_runs import (
    behind_station,
    behind_throne,
    closing_letters,
    does,
    doubled,
    ends_sentence,
    followed,
    hyphen,
    initial_at,
    inner_capital,
    introduced,
    letters_only,
    married,
    named,
    new_sentence,
    numbered_region,
    office_end,
    owned,
    regions,
    site,
    spoken,
    then,
    tied,
    title_at,
    verbal,
)
from kpugraph.name_words import name_words
from kpugraph.text import fold

_NUMERALS = {"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"}
_LISTS = {",", "dan", "serta", "antara lain", "yakni", "yaitu"}  # before a name of a list
_FIRST = {"cap", "titles", "cues", "region"}  # what a name begins with
_JOINED = re.compile(r"[a-z]{4}[A-Z]")  # words that lost the space between them: "AdvertorialKutai"


class Candidate(Struct, frozen=True, gc=False):
    """A run that may be a person's name: items ``first`` to ``last`` (excluded), titles from ``titled`` on.

    ``after`` is the item behind the degrees that follow; ``honorific`` tells titles before, ``degree`` behind.
    """

    titled: int
    first: int
    last: int
    after: int
    form: str
    words: tuple[str, ...]
    honorific: str = ""
    degree: bool = False
    doubtful: bool = False  # begins with an ordinary word: only a list of people makes it one

    @property
    def size(self) -> int:
        return len(self.words)


class NameGrammar:
    """Finds the candidates in one article's items."""

    def __init__(self, language: Language, text: str, local_words: frozenset[str]) -> None:
        self.language = language
        self.text = text
        self.local_words = local_words  # words that the page also writes in lower case
        self.known = name_words()
        self.press = tuple(self.known.press)

    def candidates(self, items: Sequence[Item]) -> list[Candidate]:
        """Every maximal run of name words, in order."""
        found: list[Candidate] = []
        i = 0
        while i < len(items):
            if not (items[i].text[:1].isupper() or items[i].kind == "titles"):  # most items are small words and marks
                i += 1
                continue
            end = office_end(items, i, self.known.offices)
            candidate = self._at(items, i) if end == i and self._may_begin(items, i) else None
            if candidate is None:
                i = max(end, i + 1)
            else:
                found.append(candidate)
                i = max(candidate.after, i + 1)
        return found

    def _may_begin(self, items: Sequence[Item], i: int) -> bool:
        """Whether a name may begin here: behind a post, or what says so, with any word; else with none that is ordinary."""
        item, word, before = items[i], fold(items[i].text), items[i - 1] if i else None
        if (before is not None and (before.kind == "post" or named(before))) or word in self.known.thrones:
            return True
        listed = len(word) < 3 or (before is not None and before.text in _LISTS)
        return item.kind in _FIRST and (item.kind != "cap" or listed or not self.language.is_plain(word))

    def _at(self, items: Sequence[Item], i: int) -> Candidate | None:
        first, honorific = self._titles(items, i)
        first = behind_throne(items, first, self.known.thrones, self.language.towns)
        first = behind_station(items, first, self.language.given_names)
        strong = bool(honorific) or (i > 0 and (items[i - 1].kind == "post" or named(items[i - 1])))
        strong = strong or introduced(items, i, self.language)
        if not honorific and self._placed_before(items, first):
            return None
        last = self._run(items, first, strong=strong)
        doubtful = last == first and not honorific and self._listed(items, i)
        if doubtful:
            last = self._run(items, first + 1, strong=False)
        if last == first:
            return None
        after, degree = degrees(items, last)
        form = " ".join(self.text[items[first].start : items[last - 1].end].split())
        if max((len(item.text) for item in items[first:last]), default=0) < 3:
            return None
        words = tuple(
            word.strip(".") for item in items[first:last] for word in fold(item.text).split() if word[0].isalpha()
        )
        if not self.known.foreign.isdisjoint(words) or then(items, first, words):
            return None
        if site(items, last) or doubled(items, last):
            return None
        if not honorific and (regions(items, first, last) or numbered_region(items, first, last)):
            return None
        if last - first > 1 and words[:1] and words[0] in self.known.thrones and regions(items, first + 1, last):
            return None
        return Candidate(i, first, last, after, form, words, honorific, degree, doubtful)

    def _placed_before(self, items: Sequence[Item], i: int) -> bool:
        """Whether a region stands between a party or role and a name of several words: "Ketua Partai X | Nisel | Juniar Taf".

        An abbreviation of a region is never a part of a name.
        """
        fixed = i > 0 and getattr(items[i - 1].value, "frame", "") == "fixed"  # "Wamendagri Bima Arya"
        if fixed or i + 2 >= len(items) or items[i].kind != "region":
            return False
        if fold(items[i].text) in self.language.given_names:
            return False
        key = squash(items[i].text)
        if all(key not in squash(region.name) for region in self.language.regions_named(items[i].text)):
            return True
        return all(item.kind == "cap" and item.text[1:].islower() for item in items[i + 1 : i + 3])

    def _listed(self, items: Sequence[Item], i: int) -> bool:
        """Whether an ordinary word may begin a name at the end of a list: "A, B, dan Titik Sutriningsih"."""
        if i < 2 or i + 1 >= len(items) or items[i - 1].text not in _LISTS:
            return False
        word, following = items[i], items[i + 1]
        if word.kind != "cap" or word.text.isupper() or len(word.text) < 3 or fold(word.text) in self.known.never:
            return False
        named = following.kind == "cap" and following.start == word.end + 1 and not following.text.isupper()
        plain = fold(following.text) not in self.language.common and fold(following.text) not in self.local_words
        return named and plain and not verbal(fold(word.text), self.language)

    def _titles(self, items: Sequence[Item], i: int) -> tuple[int, str]:
        """(index of the name, the class of the titles before it): "Drs. H.", "AKBP", "Bu"."""
        j, cls = i, ""
        while j < len(items) and (frame := title_at(items, j)):
            cls = "rank" if frame == "rank" or cls == "rank" else (cls or frame)
            j = self._corps(items, j + 1) if frame == "rank" else j + 1
            while j < len(items) and items[j].text in {".", ","} and followed(items, j, {"titles", "cap"}):
                j += 1
        return (j, cls) if j > i else (i, "")

    def _corps(self, items: Sequence[Item], j: int) -> int:
        """Past the corps behind a rank: "Inf.", "Laut (P)"."""
        if j + 2 < len(items) and items[j].text == "(" and fold(items[j + 1].text) in self.known.corps:
            return j + 3
        if j >= len(items) or not items[j].capital or fold(items[j].text) not in self.known.corps:
            return j
        j += 1
        if j + 2 < len(items) and items[j].text == "(" and items[j + 2].text == ")":
            j += 3
        return j + 1 if j < len(items) and items[j].text == "." else j

    def _run(self, items: Sequence[Item], i: int, *, strong: bool) -> int:
        j = i
        while j < len(items):
            step = self._word(items, j, inside=j > i, strong=strong)
            if not step:
                break
            j += step
        while j > i and items[j - 1].text in {".", "-"} and not self._last_initial(items, i, j):
            j -= 1
        if j > i and self._last_initial(items, i, j + 1):
            j += 1
        return j

    def _last_initial(self, items: Sequence[Item], i: int, j: int) -> bool:
        """Whether the name ends with an initial and its full stop, inside a sentence: "Kuncoro Adi W. dan", "Sabri N., Kabag"."""
        if j - 2 <= i or j >= len(items) or items[j - 1].text != ".":
            return False
        letter = items[j - 2]
        joined = len(letter.text) == 1 and letter.text.isupper() and letter.end == items[j - 1].start
        return joined and (items[j].text[0].islower() or items[j].text in {",", "(", ")"})

    def _word(self, items: Sequence[Item], j: int, *, inside: bool, strong: bool) -> int:
        """How many items at ``j`` go on with the name: 0 where it ends."""
        item = items[j]
        if inside and (items[j].start - items[j - 1].end > 3 or item.text == items[j - 1].text):
            return 0
        if item.kind == "cap":
            return self._capital(items, j, inside=inside, strong=strong)
        if item.kind == "cues" and self._born(items, j):
            return 1
        if item.kind == "titles" and self._written_short(items, j, inside=inside):
            return 1
        if not inside:
            return 1 if self._disguised(item) and (strong or self._listed_region(items, j)) else 0
        if item.text.lower().rstrip(".") in self.known.particles:
            if followed(items, j, {"cap"}) or (item.text in {"bin", "binti"} and followed(items, j, {"titles"})):
                return 1
            if next_text(items, j + 1) == "." and followed(items, j + 1, {"cap"}):  # "Rehulina br. Ginting"
                return 2
        if item.text in self.known.hyphenated and tied(items, j + 1):  # "Said al-Idrus"
            return 1
        if inner_capital(item):
            return 1
        if (
            item.text == "."
            and self._abbreviated(items[j - 1])
            and not ends_sentence(items, j, self.language.given_names)
        ):
            further = followed(items, j, {"cap", "titles"}) and not new_sentence(items, j, self.language.common)
            return int(further or (j + 1 < len(items) and self._disguised(items[j + 1])))  # "A.A. Istri Rai"
        if item.text == "-":
            return int(strong and married(items, j)) or hyphen(items, j, self.known.hyphenated)
        return 1 if self._disguised(item) else 0

    def _listed_region(self, items: Sequence[Item], j: int) -> bool:
        """Whether a region that is a name too stands in a list before another name word: "Noor Baehaki dan Bima Wibisana"."""
        known = items[j].kind == "region" and fold(items[j].text) in self.language.given_names
        return known and j > 0 and items[j - 1].text in {"dan", "serta"} and followed(items, j, {"cap"})

    def _capital(self, items: Sequence[Item], j: int, *, inside: bool, strong: bool) -> int:
        item = items[j]
        word = fold(item.text)
        if item.text in _NUMERALS or (j and items[j - 1].text in {"#", "@"}):
            return 0
        if (
            word in self.known.labels
            or self._no_word(word)
            or (not item.text[1:].islower() and _JOINED.search(item.text))
            or does(word, self.language.common, self.language.given_names, self.known)
        ):
            return 0
        if j and items[j - 1].kind == "num" and word in date_grammar.load().months:
            return 0
        if len(item.text) == 1:
            if j and fold(items[j - 1].text) in self.known.lettered:  # "Teradu I Sarno"
                return 0
            if inside and item.text == "I" and followed(items, j, {"region"}):  # "Laporan Muhammad Nazar I Pidie"
                return 0
            # "Letkol M. Gowa"
            region = strong and next_text(items, j + 1) == "." and followed(items, j + 1, {"region"})
            return 1 if inside or item.text == "I" or region or self._first_letter(items, j) else 0
        if item.text.isupper() and not self._shouted(items, j, inside=inside, strong=strong):
            return 0
        if inside and (word in self.known.weekdays or word in self.known.small):
            return 0
        if word in self.language.given_names or inside:
            return 1
        job = word.endswith("tor") and len(word) > 6  # "Mediator Hery Ladoe"
        if word in self.known.never or job or owned(word, self.language):
            return 0
        if strong and not self._opens_list(items, j):
            return 1
        return self._unsaid(items, j, word)

    def _unsaid(self, items: Sequence[Item], j: int, word: str) -> int:
        """Whether a word opens a name although nothing before it says so."""
        known = followed(items, j, {"cap"}) and fold(items[j + 1].text) in self.language.given_names
        if len(word) == 2 and known and word not in self.known.letters and not items[j].text.isupper():
            return 1  # "Is Rahmanto"
        if word in self.language.common or word in self.local_words:
            return 0
        noun = word.startswith(("pem", "pen")) and word.endswith("an")  # "Pembacaan Panca Prasetya"
        return 0 if verbal(word, self.language) and (noun or not known) else 1

    def _born(self, items: Sequence[Item], j: int) -> bool:
        """Whether a word that no name begins with stands before a birth name of Bali: "Sang Nyoman Sedana Arta"."""
        return items[j].text == "Sang" and followed(items, j, {"cap"}) and fold(items[j + 1].text) in self.known.birth

    def _no_word(self, word: str) -> bool:
        """Sums ("Rp36") and news sites ("Sumbarnews") are no words of a name."""
        return word.endswith(self.press) or (not word.isalpha() and any(letter.isdigit() for letter in word))

    def _opens_list(self, items: Sequence[Item], j: int) -> bool:
        """Whether a common word directly after a role goes on alone ("Ketua KPU Menurut …"): then it is no name."""
        word = fold(items[j].text)
        if word in self.known.never or verbal(word, self.language):
            return True
        if word not in self.language.common:
            return False
        if not followed(items, j, {"cap", "punct", "region", "titles"}):
            return True
        following = items[j + 1]
        return following.kind == "cap" and self.language.is_plain(fold(following.text))

    def _first_letter(self, items: Sequence[Item], j: int) -> bool:
        """Whether a single letter opens a name: "M. Zarkoni", "P.H. Hariyanto", "A Munawar"; not "Model A Kabupaten"."""
        if j and fold(items[j - 1].text) in self.known.lettered:
            return False
        if initial_at(items, j):  # not "C.Hasil"
            word = fold(items[j + 2].text)
            return word not in self.language.common or word in self.language.given_names
        if not followed(items, j, {"cap"}) or len(items[j + 1].text) < 3 or items[j + 1].text.isupper():
            return False
        word = fold(items[j + 1].text)
        return word in self.language.given_names or not (word in self.language.common or word in self.local_words)

    def _written_short(self, items: Sequence[Item], j: int, *, inside: bool) -> bool:
        """A title that is part of a name: "Anak Agung", "Iwan H. Manoppo", "M.P. Nasution", "St. Maryam"."""
        item = items[j]
        if any(e.frame == "part" for e in item.entries):
            return True
        if not followed(items, j, {"cap"}) and not (
            j + 2 < len(items) and items[j + 1].text == "." and items[j + 2].kind == "cap"
        ):
            return False
        short = fold(item.text).strip(".")
        if short in self.known.shortened and not item.text.strip(".").isupper():
            return True
        if inside:
            return short in {"h", "hi", "hj"}
        return letters_only(item)

    def _abbreviated(self, item: Item) -> bool:
        """An initial or an abbreviated name, which a full stop may follow inside the name: "M.", "Moh.", "Dt."."""
        short = fold(item.text).rstrip(".")
        return item.capital and (
            len(short) == 1
            or short in self.language.abbreviations
            or short in self.known.shortened
            or letters_only(item)
            or (len(short) == 2 and item.text.isupper())
        )

    def _shouted(self, items: Sequence[Item], j: int, *, inside: bool, strong: bool) -> bool:
        """Whether a word in capitals is a name in capitals: after a title or role, or a known name, beside another one.

        Inside a name two letters stand for words of it: "Otlief JR Wewo".
        """
        item = items[j]
        if (
            not inside
            and fold(item.text) in self.known.shortened
            and (initial_at(items, j) or followed(items, j, {"cap"}))
        ):
            return True  # "RR. Sri Rahayu", "FX Hadi"
        if len(item.text) == 2:
            if inside and closing_letters(items, j, self.known.letters, self.language.given_names):
                return True
            at = j + 1 if j + 2 < len(items) and items[j + 1].text == "." else j  # "Mansyur AR. Hentu"
            return inside and followed(items, at, {"cap"}) and not items[at + 1].text.isupper()
        if not inside and len(item.text) > 3 and self._alone(items, j, strong=strong):
            return True
        neighbours = (items[k] for k in (j - 1, j + 1) if 0 <= k < len(items))
        beside = any(n.kind == "cap" and n.text.isupper() and len(n.text) > 2 for n in neighbours)
        initial = inside and items[j - 1].text == "." and len(items[j - 2].text) == 1  # "M.YUSUF"
        if inside and (items[j - 1].text.isupper() or initial) and len(item.text) > 2:
            return True
        if strong and fold(item.text) in self.known.shortened:
            return True
        if (strong or items[j].start == items[j - 1].end) and spoken(items, j):
            return True
        if not beside or len(item.text) < 3:
            return False
        named = {fold(item.text), fold(items[j + 1].text) if j + 1 < len(items) else ""}
        return (strong and len(item.text) > 3) or not named.isdisjoint(self.language.given_names)

    def _alone(self, items: Sequence[Item], j: int, *, strong: bool) -> bool:
        """ "Ketua KPU X, ZULKIFLI, S.H.", "Sekretaris NATSIR": one word in capitals, a known name or with a degree."""
        word = fold(items[j].text)
        titled = j + 1 < len(items) and items[j + 1].text == "," and degrees(items, j + 1)[1]
        known = word in self.language.given_names and word not in self.language.common
        listed = j > 1 and items[j - 1].text == "," and items[j - 2].kind == "cap" and items[j - 2].text.isupper()
        return (known and (strong or titled or listed)) or (titled and sum(letter in "aiueo" for letter in word) > 1)

    def _disguised(self, item: Item) -> bool:
        """A known word that is a name here: "Abu", "Mas", "Imam", "Hakim", "Tanjung", "Daeng"."""
        if not item.capital or item.last - item.first != 1 or item.kind in {"body", "person", "break"}:
            return False
        if item.kind == "region":
            return True
        if item.kind == "titles":
            return any(e.frame == "honorific" for e in item.entries) and "." not in item.text
        return fold(item.text) in self.language.given_names
