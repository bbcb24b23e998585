"""A text as a sequence of items: every token or known form once, with its reading from the word lists.

The readers of bodies, roles and people work on this sequence, one after the other; each replaces what it understood
by one item, so that the next sees "Ketua" · body · name instead of ten tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from kpugraph.language import CAPITAL, UPPER, Entry, Language
from kpugraph.model import Token
from kpugraph.text import fold

_BLEND = 8  # letters: shorter abbreviations may be words


class Item(Struct, gc=False):
    """One or more tokens read as one thing.

    ``kind``: a list's name (bodies, roles, …), cap (capitalised word), word, num, punct, break; later body, post,
    person. ``first`` and ``last`` are token indices, ``last`` excluded.
    """

    kind: str
    first: int
    last: int
    start: int
    end: int
    text: str
    entries: tuple[Entry, ...] = ()
    value: object = None

    def entry(self, cls: str) -> Entry | None:
        """The reading from one list, if the form stands in it."""
        for entry in self.entries:
            if entry.cls == cls:
                return entry
        return None

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


def scan(tokens: Sequence[Token], text: str, language: Language) -> list[Item]:
    """The items of the tokens of ``text``, by longest match in the word lists."""
    items: list[Item] = []
    match, first_words = language.gazetteer.match, language.gazetteer.first_words
    i, n = 0, len(tokens)
    while i < n:
        token = tokens[i]
        found = match(tokens, i) if token.fold in first_words else None
        if found is not None:
            end, entries = found
            kept = _readings(entries, token)
            if end - i > 1 and kept and kept[0].cls in {"roles", "cues"}:
                end, kept = _shortened(tokens, i, end, kept, language)
            if kept:
                last = tokens[end - 1]
                items.append(Item(kept[0].cls, i, end, token.start, last.end, text[token.start : last.end], kept))
                i = end
                continue
        word = "–" if token.text == "—" else token.text  # one dash is as good as the other
        items.append(Item(_plain(word), i, i + 1, token.start, token.end, word))
        i += 1
    return items


def _readings(entries: Sequence[Entry], token: Token) -> tuple[Entry, ...]:
    """The entries of a form that count as it is written: in small letters, with a capital, in capitals alone."""
    small, upper = token.text[0].islower(), token.text.isupper()
    kept = [
        entry
        for entry in entries
        if (upper or entry.extra != UPPER) and not (small and entry.cls in CAPITAL and not _small(entry, token))
    ]
    return tuple(kept)


def _shortened(
    tokens: Sequence[Token], i: int, end: int, role: tuple[Entry, ...], language: Language
) -> tuple[int, tuple[Entry, ...]]:
    """A role without its last words where they begin the name of an organisation: "Kepala | Kantor Imigrasi".

    So where they are a part of its head ("Ketua | Majelis Ulama Indonesia", beside "Ketua Majelis"), and with a word for
    one of the public: "Ketua | Panitia Pengawas Pemilu", beside "Ketua Panitia".
    """
    if (
        role[0].cls == "cues"
        and tokens[end - 1].text[0].isupper()
        and end < len(tokens)
        and tokens[end].text[0].isupper()
    ):
        group = language.gazetteer.match(
            tokens, i, i + 1
        )  # "Ketua | Kelompok Sadar Wisata X", beside "ketua kelompok Sarno"
        kept = _readings(group[1], tokens[i]) if group is not None else ()
        if kept and kept[0].cls == "roles" and tokens[end].fold not in language.given_names:
            return i + 1, kept
    wanted = "open" if role[0].cls == "roles" else "commission"
    for k in range(i + 1, end):
        name = language.gazetteer.match(tokens, k)
        frames = {e.frame for e in name[1] if e.cls == "bodies"} if name is not None else set()
        if name is None or not frames or name[0] < end:
            continue
        beyond = wanted == "open" and name[0] > end and "class" not in frames
        if wanted not in frames and not beyond:
            continue
        if wanted == "open" and name[0] == end and not _named(tokens, end, language):
            continue
        short = language.gazetteer.match(tokens, i, k)
        if short is not None and short[0] == k and (kept := _readings(short[1], tokens[i])) and kept[0].cls == "roles":
            return k, kept
    return end, role


def _named(tokens: Sequence[Token], at: int, language: Language) -> bool:
    """Whether the head that ends at ``at`` has a name behind it, and not its holder: "Direktur | RSUD Depati Hamzah"."""
    run = tokens[at : at + 2]
    if len(run) < 2 or not all(token.text[0].isupper() and token.text[1:].islower() for token in run):
        return False
    found = language.gazetteer.match(tokens, at)
    other = found is not None and any(entry.cls in {"titles", "bodies"} for entry in found[1])
    return not other and run[0].fold not in language.given_names


def _small(entry: Entry, token: Token) -> bool:
    """What is written small, too: a title ("dr.", "pak"), a long abbreviation of an agency ("dispendukcapil")."""
    if entry.cls == "titles":
        return entry.value[:1].islower()
    blend = entry.frame == "agency" and len(token.text) >= _BLEND and not fold(entry.value).startswith(token.fold)
    return entry.cls == "bodies" and blend


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    first = text[0]
    if first == "\n":
        return "break"
    if first.isdigit():
        return "num"
    if first.isalpha():
        return "cap" if first.isupper() else "word"
    return "punct"
