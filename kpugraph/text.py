"""Text without meaning: tokens, sentences and matching forms. Nothing here changes the text, so offsets stay true."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpugraph.model import Span, Token

# A word is a run of letters and digits, apostrophes inside it included ("Jum'at", "Asy’ari"); a number keeps its
# thousands separators ("1.203"); everything else that is not space is a mark of its own. The first of the alternatives
# finds nothing that the second would not: it is quick at most words.
_TOKEN = re.compile(
    r"[A-Za-z]++(?=[ .,\n])|[^\W\d_]+(?:['’‘`´][^\W\d_]+)*\d*|\d+(?:\.\d{3})+(?!\d)|\d+|\n+|[^\w\s]|_",
    re.UNICODE,
)
_start, _first = attrgetter("start"), itemgetter(0)
_APOSTROPHES = str.maketrans("’‘`´", "''''")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Matching form: NFKC, case folded, one kind of apostrophe, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).casefold().split())


@lru_cache(maxsize=65536)
def first_word(text: str) -> str:
    """Matching form of the first word of a text."""
    return fold(text).partition(" ")[0]


@lru_cache(maxsize=256)
def first_words(forms: frozenset[str]) -> frozenset[str]:
    """Matching forms of the first words of a list."""
    return frozenset(map(first_word, forms))


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of ``text[start:end]`` with offsets into ``text``. A run of line breaks is one token."""
    from kpugraph.model import Token  # a query folds names, and starts without the model of the stages

    stop = len(text) if end is None else end
    find, at = text.find, start
    tokens = []
    for word in _TOKEN.findall(text, start, stop):  # only spaces stand between them
        first = find(word, at)
        at = first + len(word)
        tokens.append(Token(word, first, at, fold(word)))
    return tokens


@lru_cache(maxsize=64)  # the finders of mentions and of facts read the headlines of a page in turn
def tokens_of(text: str, start: int, end: int) -> Sequence[Token]:
    """The tokens of a stretch of text that several look at."""
    return tokenize(text, start, end)


def united(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap or touch as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def covers(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether an offset stands in one of the spans, which are in order and apart."""
    number = bisect_right(spans, at, key=_first) - 1
    return number >= 0 and at < spans[number][1]


def sentences(tokens: list[Token], abbreviations: Iterable[str] = ()) -> list[Span]:
    """Sentences as spans. A full stop ends one unless it follows an abbreviation, an initial, or precedes lower case."""
    from kpugraph.model import Span

    known = abbreviations if isinstance(abbreviations, (set, frozenset)) else set(abbreviations)
    spans: list[Span] = []
    first = 0
    for i, token in enumerate(tokens):
        if token.text[0] in _ENDERS and _ends_sentence(tokens, i, known):
            last = i
            if tokens[last].text[0] == "\n":
                last -= 1
            if last >= first:
                spans.append(Span(tokens[first].start, tokens[last].end))
            first = i + 1
    if first < len(tokens):
        spans.append(Span(tokens[first].start, tokens[-1].end))
    return spans


def sentence_at(sentences: Sequence[Span], at: int) -> int:
    """The number of the sentence that begins last at or before an offset; -1 before the first."""
    return bisect_right(sentences, at, key=_start) - 1


_CLOSERS = {'"', "”", "’", "'", ")", "»"}
_ENDERS = {"\n", ".", "!", "?"} | _CLOSERS


def _ends_sentence(tokens: list[Token], i: int, known: Iterable[str]) -> bool:
    mark = tokens[i].text
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if mark[0] == "\n":
        return i > 0
    if mark in _CLOSERS:
        return i > 0 and tokens[i - 1].text in {".", "!", "?"} and _starts_upper(following) and following is not None
    if mark not in {".", "!", "?"}:
        return False
    if following is None:
        return True
    if following.text in _CLOSERS or following.text in {",", ".", ";"}:
        return False
    if not _starts_upper(following):
        return False
    if mark != ".":
        return True
    previous = tokens[i - 1] if i else None
    if following.start == tokens[i].end and not _runs_on(previous, following):
        return False
    if previous is None or previous.end != tokens[i].start or _closes_degree(tokens, i):
        return True
    return not (previous.fold in known or (len(previous.text) == 1 and previous.text.isupper()))


def _closes_degree(tokens: list[Token], i: int) -> bool:
    """Whether the stop at ``i`` ends a sentence behind a degree: ", S.Sos. Kegiatan", ", ST. Divisi"; not ", S.H. M.Kn"."""
    following = tokens[i + 1]
    if len(following.text) < 4 or (i + 2 < len(tokens) and tokens[i + 2].text == "."):
        return False
    k = i - 1
    while k > 0 and tokens[k - 1].end == tokens[k].start and (tokens[k - 1].text == "." or tokens[k].text == "."):
        k -= 1
    first = tokens[k].text
    dotted = i - k > 1 and len(first) == 1
    short = i - k == 1 and first.isupper() and 1 < len(first) < 5
    return first[0] in "SMA" and (dotted or short) and k > 0 and tokens[k - 1].text == ","


def _runs_on(previous: Token | None, following: Token) -> bool:
    """Whether a stop without a space behind it still ends a sentence: "selesai.Jumlah", "(24/3).Pertemuan"."""
    words = previous is not None and ((len(previous.text) > 3 and previous.text[0].isalpha()) or previous.text == ")")
    return words and len(following.text) > 3 and following.text[0].isalpha()


def _starts_upper(token: Token | None) -> bool:
    return token is None or not token.text[0].islower()


def made_of(word: str, name: str) -> bool:
    """Whether the letters of a word stand in a name, in its order: "jokowi" in "jokowidodo"."""
    letters = iter(name)
    return all(letter in letters for letter in word)
