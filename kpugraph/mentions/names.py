"""The grammar of a written name: titles before it, a run of name words, degrees behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpugraph.language import Language
from kpugraph.mentions.items import Item
from kpugraph.text import fold

_PARTICLES = {"bin", "binti", "br", "boru", "van", "de", "da", "dos", "al", "el", "ibn", "ibnu"}
_NUMERALS = {"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"}
_BEFORE = {"honorific", "degree", "rank"}
_DEGREE_LETTERS = {"S", "M", "A", "B", "D", "Ph", "Sp"}


@dataclass(frozen=True, slots=True)
class Candidate:
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

    @property
    def size(self) -> int:
        return len(self.words)


class NameGrammar:
    """Finds the candidates in one article's items."""

    def __init__(self, language: Language, text: str, local_words: frozenset[str]) -> None:
        self.language = language
        self.text = text
        self.local_words = local_words  # words that the page also writes in lower case

    def candidates(self, items: Sequence[Item]) -> list[Candidate]:
        """Every maximal run of name words, in order."""
        found: list[Candidate] = []
        i = 0
        while i < len(items):
            candidate = self._at(items, i)
            if candidate is None:
                i += 1
            else:
                found.append(candidate)
                i = max(candidate.after, i + 1)
        return found

    def _at(self, items: Sequence[Item], i: int) -> Candidate | None:
        first, honorific = self._titles(items, i)
        strong = bool(honorific) or (i > 0 and items[i - 1].kind == "post")
        last = self._run(items, first, strong=strong)
        if last == first:
            return None
        after, degree = self._degrees(items, last)
        form = " ".join(self.text[items[first].start : items[last - 1].end].split())
        if max((len(item.text) for item in items[first:last]), default=0) < 3:
            return None
        words = tuple(fold(item.text) for item in items[first:last] if item.text[0].isalpha())
        return Candidate(i, first, last, after, form, words, honorific, degree)

    def _titles(self, items: Sequence[Item], i: int) -> tuple[int, str]:
        """(index of the name, the class of the titles before it): "Drs. H.", "AKBP", "Bu"."""
        j, cls = i, ""
        while j < len(items) and items[j].kind == "titles":
            entry = items[j].entry("titles")
            if entry is None or not any(e.frame in _BEFORE for e in items[j].entries if e.cls == "titles"):
                break
            cls = "rank" if entry.frame == "rank" or cls == "rank" else (cls or entry.frame)
            j += 1
            while j < len(items) and items[j].text in {".", ","} and _followed(items, j, {"titles", "cap"}):
                j += 1
        return (j, cls) if j > i else (i, "")

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
        """Whether the name ends with an initial and its full stop, in the middle of a sentence: "Kuncoro Adi W. dan"."""
        if j - 2 <= i or j >= len(items) or items[j - 1].text != ".":
            return False
        letter = items[j - 2]
        joined = len(letter.text) == 1 and letter.text.isupper() and letter.end == items[j - 1].start
        return joined and items[j].text[0].islower()

    def _word(self, items: Sequence[Item], j: int, *, inside: bool, strong: bool) -> int:
        """How many items at ``j`` go on with the name: 0 where it ends."""
        item = items[j]
        if inside and items[j].start - items[j - 1].end > 3:
            return 0
        if item.kind == "cap":
            return self._capital(items, j, inside=inside, strong=strong)
        if not inside:
            return 1 if self._disguised(item) and strong else 0
        if item.text.lower().rstrip(".") in _PARTICLES and _followed(items, j, {"cap"}):
            return 1
        if item.text == "." and self._abbreviated(items[j - 1]) and _followed(items, j, {"cap", "titles"}):
            return 1
        if item.text == "-" and items[j - 1].end == item.start and _followed(items, j, {"cap"}):
            left, right = items[j - 1], items[j + 1]
            joined = right.start == item.end and (left.text == right.text or len(left.text) <= 3)
            return 1 if joined else 0
        return 1 if self._disguised(item) else 0

    def _capital(self, items: Sequence[Item], j: int, *, inside: bool, strong: bool) -> int:
        item = items[j]
        word = fold(item.text)
        if item.text in _NUMERALS:
            return 0
        if len(item.text) > 1 and item.text.isupper() and not self._shouted(items, j, strong):
            return 0
        if len(item.text) == 1:
            return 1 if inside or item.text == "I" or _initial(items, j) else 0
        if word in self.language.given_names or inside or (strong and not self._opens_list(items, j)):
            return 1
        return 0 if word in self.language.common or word in self.local_words or self._verbal(word) else 1

    def _opens_list(self, items: Sequence[Item], j: int) -> bool:
        """Whether a common word directly after a role goes on alone ("Ketua KPU Menurut …"): then it is no name."""
        word = fold(items[j].text)
        return word in self.language.common and not _followed(items, j, {"cap", "punct", "region", "titles"})

    def _abbreviated(self, item: Item) -> bool:
        """An initial or an abbreviated name, which a full stop may follow inside the name: "M.", "Moh.", "Dt."."""
        return item.capital and (len(item.text) == 1 or fold(item.text) in self.language.abbreviations)

    def _shouted(self, items: Sequence[Item], j: int, strong: bool) -> bool:
        """Whether a word in capitals is a name in capitals: after a title or role, beside another such word."""
        neighbours = (items[k] for k in (j - 1, j + 1) if 0 <= k < len(items))
        return strong and len(items[j].text) > 3 and any(n.kind == "cap" and n.text.isupper() for n in neighbours)

    def _verbal(self, word: str) -> bool:
        """Morphology of words that are no names: "Pelaksanaannya", "Mengingat"."""
        return len(word) > 6 and (
            (word.endswith(("nya", "kan", "lah")) and not word.endswith("llah"))
            or word.startswith(("meng", "meny", "memp", "memb", "menc", "mend", "ment", "menj", "diper"))
            or (word.startswith(("pe", "ke")) and word.endswith("an") and len(word) > 8)
        )

    def _disguised(self, item: Item) -> bool:
        """A known word that is a name here: "Abu", "Mas", "Imam", "Hakim", "Tanjung", "Daeng"."""
        if not item.capital or item.last - item.first != 1 or item.kind in {"body", "person", "break"}:
            return False
        if item.kind == "region":
            return True
        if item.kind == "titles":
            return any(e.frame == "honorific" for e in item.entries) and "." not in item.text
        return fold(item.text) in self.language.given_names

    def _degrees(self, items: Sequence[Item], j: int) -> tuple[int, bool]:
        """(index behind the degrees, whether there were any): ", S.Pd., M.Si", ",SE", " SH"."""
        end, found = j, False
        k = j
        while k < len(items):
            if items[k].text in {",", "."} and (items[k].text == "," or found):
                k += 1
                continue
            step = self._degree(items, k)
            if not step:
                break
            k += step
            end, found = k, True
        if (
            found
            and end < len(items)
            and items[end].text == "."
            and end + 1 < len(items)
            and items[end + 1].text == ","
        ):
            end += 1
        return end, found

    def _degree(self, items: Sequence[Item], k: int) -> int:
        item = items[k]
        entry = item.entry("titles")
        if entry is not None and any(e.frame == "suffix" for e in item.entries) and item.capital:
            return 1 if len(item.text) > 1 else 0
        # an unlisted degree of the same build: "S.Xyz", "M.Abc.D"
        if item.text in _DEGREE_LETTERS and k + 2 < len(items) and items[k + 1].text == ".":
            inner = items[k + 2]
            if inner.start == items[k + 1].end and inner.capital and len(inner.text) <= 5:
                return 3
        return 0


def _followed(items: Sequence[Item], j: int, kinds: set[str]) -> bool:
    return j + 1 < len(items) and items[j + 1].kind in kinds


def _initial(items: Sequence[Item], j: int) -> bool:
    return j + 2 < len(items) and items[j + 1].text == "." and items[j + 2].kind in {"cap", "titles"}
