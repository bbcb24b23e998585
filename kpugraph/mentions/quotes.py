"""Direct speech, apart from the themes, slogans, nicknames and single words that also stand in quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kpugraph.lexicon import rules, word_lists
from kpugraph.mentions.marks import Pair, pairs
from kpugraph.model import Quote
from kpugraph.sayings import Sayings, load_sayings
from kpugraph.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_AFTER = re.compile(r"[\s,.;:!?–—\"”“’'-]*([^\W\d_][\w-]*)")
_TERMINAL = (".", ",", "!", "?", "…")
_BOUNDARY = re.compile(r"[.!?…][\"”“’')]*\s+(?=[^\sa-z])")
_LONGEST = 4000  # characters: nobody is quoted at such length in the news
_ENDS = re.compile(r"[.!?\n][\s\"“”‘’']*\Z")  # a sentence or a line before the opening mark
_LEADING = " \t\n‘’'`´"  # marks of another kind that a site sets before the opening one: ‘’Kami siap,’’
_INSIDE = 2  # words in marks inside a sentence that are no quote
_THROUGH = (["lewat"], ["melalui"], ["dalam"], ["via"], ["di"], ["pada"])  # before what words come by
_FEW_WORDS = 4  # before the colon of a dialogue
_FOLLOWING = 60  # characters behind a quote in which its subject and verb stand
_REACH = 400  # characters before a quote in which its introduction may stand


@dataclass(frozen=True, slots=True)
class _Words:
    cues: frozenset[str]
    fillers: frozenset[str]
    adverbs: frozenset[str]
    not_saying: frozenset[str]
    abbreviations: frozenset[str]
    occasions: frozenset[str]
    releases: frozenset[str]
    speech: frozenset[str]
    urging: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = rules("quotes")
    return word_lists(_Words, {**data["attribution"], **data["naming"]}, "quotes.toml")


def find_quotes(text: str, start: int, end: int, sayings: Sayings | None = None) -> list[Quote]:
    """The direct speech in ``text[start:end]``, spans without marks and outer spaces.

    A quote whose closing mark lacks ends before its attribution ("…, kata Arsad") or, where the text is cut, at
    ``end`` with ``closed`` false.
    """
    reader = _Reader(text, start, end, sayings or load_sayings(), _words())
    quotes: list[Quote] = []
    for pair in pairs(text, start, end):
        if not pair.opened and quotes and reader.goes_on(quotes[-1], pair):
            quotes[-1] = Quote(quotes[-1].start, pair.end)
            continue
        quote = reader.speech(pair, quotes[-1].end if quotes else start)
        if quote is not None and (not quotes or quote.start >= quotes[-1].end):
            quotes.append(quote)
    return quotes


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    start: int
    end: int
    sayings: Sayings
    words: _Words

    def speech(self, pair: Pair, last: int) -> Quote | None:
        """The quote that a pair of marks holds, else None; the quote before it ended at ``last``."""
        if pair.opened and pair.end - pair.start > _LONGEST:
            return None
        if not pair.opened:
            return self._unopened(pair)
        if not pair.closed:
            return self._unclosed(pair)
        content = self.text[pair.start : pair.end].strip()
        if not content or self._is_named(pair.start, content) or self._is_somebody(pair, content):
            return None
        between = self.text[last : pair.start] if self.start < last else ""
        goes_on = bool(between) and self._sentence_start(pair.start) <= last
        # “Distribusi jalan terus,” putus Verena, “besok pagi giliran Joerat.”
        split = between.rstrip(" \"“‘'”’").endswith(",") and len(between.split()) <= _FEW_WORDS + 2
        goes_on = goes_on and (self._said_after(last) or split)
        inside = (
            len(content.split()) <= _INSIDE
            and not self._begins_sentence(pair.start)
            and not content.endswith(_TERMINAL)
        )
        inside = inside and self.text[self.start : pair.start].rstrip(" \"“‘'”’").endswith(
            tuple("abcdefghijklmnopqrstuvwxyz")
        )
        # 'Pemilu adalah "pesta rakyat", kata Taufik': words that a reporter borrows
        said = not inside and self._said_after(pair.after)
        if goes_on or said or self._is_introduced(pair.start, content):
            return self._quote(pair.start, pair.end)
        return self._quote(pair.start, pair.end) if self._stands_alone(pair, content) else None

    def goes_on(self, quote: Quote, pair: Pair) -> bool:
        """Whether a closing mark belongs to a quote opened in the paragraph before: “Ada dua hal. ⏎ Kedua, …,” sebut Budi."""
        between = self.text[quote.end : pair.start]
        open_still = not between.strip() and "\n" in between
        return open_still and pair.end - quote.start < _LONGEST and self._said_after(pair.after)

    def _quote(self, start: int, end: int, closed: bool = True) -> Quote | None:
        exact = self.text[start:end]
        start += len(exact) - len(exact.lstrip(_LEADING))
        end -= len(exact) - len(exact.rstrip())
        return Quote(start, end, closed) if end > start else None

    # -------------------------------------------------------- a mark without its partner

    def _unopened(self, pair: Pair) -> Quote | None:
        """'Kita harus siap" ujar Budi': the sentence before the mark."""
        if not self._said_after(pair.after):
            return None
        start = self._sentence_start(pair.end)
        words = [fold(word) for word in _WORD.findall(self.text, start, pair.end)]
        told = any(
            word in self.sayings.active for word in words[:_FEW_WORDS]
        )  # "Pasca rapat, Budi menegaskan, …,” tegasnya"
        return self._quote(start, pair.end) if len(words) > 2 and not told else None

    def _unclosed(self, pair: Pair) -> Quote | None:
        content = self.text[pair.start : pair.end].strip()
        if not content or self.sayings.says(fold(content.strip("., "))):  # a closing mark too many: 'amanah.”tuturnya'
            return None
        stop = self._attribution_inside(pair)
        if stop is not None:
            return self._quote(pair.start, stop)
        starts = self._begins_sentence(pair.start)
        if not pair.double and (content.endswith(_TERMINAL) or not starts or len(content.split()) < 3):
            return None  # an apostrophe at the start of a name: 'Aisyiyah
        if pair.end < self.end and self.text[pair.end] != "\n":
            return self._first_sentence(pair) if starts or self._is_introduced(pair.start, content, cut=True) else None
        if content.endswith("…") and len(content.split()) < _FEW_WORDS:
            return None  # the teaser of a list of news
        if self._is_named(pair.start, content) or not (starts or self._is_introduced(pair.start, content, cut=True)):
            return None
        return self._quote(pair.start, pair.end, closed=pair.end < self.end)

    def _first_sentence(self, pair: Pair) -> Quote | None:
        """Another quote opens before this one ends: its first sentence is all that is sure to be its own."""
        for found in _BOUNDARY.finditer(self.text, pair.start, pair.end):
            if not self._is_abbreviation(_word_before(self.text, pair.start, found.start())):
                return self._quote(pair.start, found.start() + 1)
        return self._quote(pair.start, pair.end) if self.text[: pair.end].rstrip().endswith(".") else None

    def _attribution_inside(self, pair: Pair) -> int | None:
        """Where "…, kata Arsad" or "…, ujarnya" stands behind a quote that no mark closes."""
        for found in re.finditer(r"[,.!?]\s*(?=([^\W\d_]+)\s*([A-Z.,]|$))", self.text[pair.start : pair.end]):
            word = fold(found.group(1))
            bare = word in self.sayings.bare and found.group(1).islower() and found.group(2).isupper()
            if bare or (word in self.sayings.pronominal and word not in self.words.not_saying):
                return pair.start + found.start() + 1
        return None

    # -------------------------------------------------------- is it speech?

    def _is_named(self, start: int, content: str) -> bool:
        """A title, theme, slogan or name: the word before says so."""
        before = [fold(word) for word in _WORD.findall(self.text, max(self.start, start - 60), start)]
        if len(content.split()) > 40 or _ENDS.search(self.text, max(self.start, start - 6), start):
            return False
        if before and before[-1] in {"sebagai", "menjadi"}:  # 'menyebut noken sebagai "kearifan lokal"'
            return True
        while before and before[-1] in self.words.fillers:
            before.pop()
        lead = self.text[max(self.start, start - 60) : start].rstrip(" \"“‘'”’")
        if lead.endswith(":") and before[-2:-1] in _THROUGH:
            return False  # "menitip pesan lewat video: “Awasi …”"
        if lead.endswith(",") and before and not before[-1].startswith(("ber", "tema", "judul", "slogan", "mot")):
            return False  # "kata Hermanus seusai acara, “dan itu …”"
        return bool(before) and before[-1] in self.words.cues

    def _is_somebody(self, pair: Pair, content: str) -> bool:
        """A name in marks that speaks itself: 'Ketua KPU "Budi Santoso", mengatakan …'."""
        if len(content.split()) > _FEW_WORDS or content.endswith(_TERMINAL) or not _is_name(content):
            return False
        found = _AFTER.match(self.text, pair.after, self.end)
        return (
            found is not None and fold(found.group(1)) in self.sayings.active and not self._begins_sentence(pair.start)
        )

    def _said_after(self, after: int) -> bool:
        """A verb of saying behind the closing mark: "ujar Budi", "katanya", "demikian disampaikan …"."""
        found = _AFTER.match(self.text, after, self.end)
        if found is None:
            return False
        if "." in self.text[after : found.start(1)] and found.group(1)[0].isupper():
            return self._capital_verb(found)
        first = True
        while found is not None and fold(found.group(1)) in self.words.adverbs | self.words.releases:
            first = fold(found.group(1)) in {"begitu", "demikian"}
            if fold(found.group(1)) in self.words.releases:
                return True
            found = _AFTER.match(self.text, found.end(1), self.end)
        if found is None or fold(found.group(1)) in self.words.not_saying:
            return False
        # An unknown verb speaks with -nya ("candanya") where it stands at once behind the quote.
        return self.sayings.says(fold(found.group(1))) or (
            first and re.match(r"[a-z]+nya\b", found.group(1)) is not None
        )

    def _capital_verb(self, found: re.Match[str]) -> bool:
        """'…evaluasi.” Kata Mauludini': a new sentence in writing, an attribution in truth."""
        word = fold(found.group(1))
        behind = self.text[found.end(1) : found.end(1) + 2].strip()
        return word in self.sayings.pronominal or (word in self.sayings.bare and behind[:1].isupper())

    def _is_introduced(self, start: int, content: str, *, cut: bool = False) -> bool:
        """A colon or a verb of saying before the opening mark, in the same sentence, and words that say something."""
        if self._begins_sentence(start):
            return False
        lead = self.text[self._sentence_start(start) : start].rstrip(" \"“‘'”’")
        words = [fold(word) for word in _WORD.findall(lead)]
        says = any(self.sayings.says(word) or word in self.words.occasions for word in words)
        given = self.words.speech | self.words.releases  # "Sesuai rilis Polres Pati, “situasi aman.”"
        says = says or (lead.endswith(",") and not given.isdisjoint(words))
        size = len(content.split())
        if lead.endswith(":"):
            dialogue = content.endswith(_TERMINAL) and (size > 1 or len(words) <= _FEW_WORDS)  # Budi: "Kita mulai."
            return says or size > 3 or dialogue
        if lead.endswith(",") and content[0].isupper() and content.endswith((".", "!", "?")) and size > 3:
            return True  # "Hamidah berbagi kiat, “Nomori boksnya dulu.”"
        if not says and not {"menurut", "menurutnya"} & set(words):
            return False
        # mengingatkan agar ketua “jangan jalan sendiri”
        urged = size > 2 and fold(content.split(maxsplit=1)[0]) in self.words.urging
        return cut or urged or content.endswith(_TERMINAL) or (size > 3 and not _is_name(content))

    def _stands_alone(self, pair: Pair, content: str) -> bool:
        """A sentence of its own in marks, or one whose speaker follows in words that no list has."""
        if not self._begins_sentence(pair.start):
            return False
        size = len(content.split())
        found = _AFTER.match(self.text, pair.after, self.end)
        if found is None or found.group(1)[0].isupper() or "." in self.text[pair.after : found.start(1)]:
            if self.text.startswith(",", pair.after) and self._goes_on_saying(pair.after):
                return True
            return size > 1 and (content.endswith(_TERMINAL) or (size > 2 and not _is_name(content)))
        follows = self.text[found.end(1) : found.end(1) + 2].strip()
        named = follows[:1].isupper() and size > 2  # "keluh Budi"
        return named or (content.endswith(_TERMINAL) and size > 3)

    def _goes_on_saying(self, after: int) -> bool:
        """“Satu lagi”, Taufik menambahkan, “…”: a comma and a subject with its verb of saying."""
        words = _WORD.findall(self.text, after, min(self.end, after + _FOLLOWING))[:_FEW_WORDS]
        return any(fold(word) in self.sayings.active for word in words)

    # -------------------------------------------------------- sentences

    def _begins_sentence(self, start: int) -> bool:
        before = self.text[max(self.start, start - 12) : start].rstrip(" \t\"“‘'”’`´")
        if start - len(before) <= self.start and not before.strip():
            return True
        if not before or before.endswith(("\n", "!", "?", "…", ")")):
            return True
        if not before.endswith("."):
            return False
        return not self._is_abbreviation(_word_before(before, 0, len(before) - 1))

    def _sentence_start(self, position: int) -> int:
        """Where the sentence begins that holds what stands before ``position``."""
        low = max(self.start, position - _REACH)
        line = self.text.rfind("\n", low, position)
        low = line + 1 if line >= 0 else low
        best = low
        for found in _BOUNDARY.finditer(self.text, low, position):
            end = found.start()
            if self.text[end] != "." or not self._is_abbreviation(_word_before(self.text, low, end)):
                best = found.end()
        return best

    def _is_abbreviation(self, word: str) -> bool:
        return len(word) == 1 or "." in word or fold(word) in self.words.abbreviations


def _word_before(text: str, low: int, end: int) -> str:
    """The word that ends at an offset, with the full stops in it; "" where none does."""
    start = end
    while start > low and (text[start - 1].isalnum() or text[start - 1] in "._"):
        start -= 1
    return text[start:end]


def _is_name(content: str) -> bool:
    """Whether the words have capitals as a title's do: "Saring Sebelum Sharing"."""
    words = [word for word in _WORD.findall(content) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) * 3 >= len(words) * 2
