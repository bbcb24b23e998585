"""Numbered documents: a kind ("Surat Edaran", "PKPU") and a number behind "Nomor" or directly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kpugraph.lexicon import read_table, tables
from kpugraph.mentions.words import by_first_word, words_of
from kpugraph.model import DocumentMention
from kpugraph.text import fold

_YEARLY = r"\d+[A-Z]?\s+tahun\s+\d{4}"
_SLASHED = r"\d[\w.]*(?:[ \t]?[-/][ \t]?[A-Za-z0-9][\w.]*)*[ \t]?/[ \t]?[A-Za-z0-9][\w.]*(?:[-/][A-Za-z0-9][\w.]*)*"
_MARK = r"(?:\bnomor|\bno|\bbernomor)\b\.?\s*:?\s*"
_REACH = 130  # characters between a kind and its number: the issuer's name
_SENTENCE = re.compile(r"[a-z]{4,}[.!?]\s+[A-Z]")  # and no abbreviation: "Kab. Belu"
_NOT_LETTER = re.compile(r"\s+(?:suara|kabar|kuasa|jalan|cinta|keterangan dokter)\b", re.I)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document. ``own``: an office issues it itself, so that the year in its number is near the activity."""

    name: str
    issuer: str | None
    own: bool


@lru_cache(maxsize=8)
def kinds(lexicon_dir: Path | None = None) -> dict[str, Kind]:
    """The kinds by folded form, from ``document_kinds.csv``."""
    found = {}
    for path in tables("document_kinds", lexicon_dir):
        for _, row in read_table(path, ("form", "kind", "issuer", "own"), ("form", "kind", "own")):
            found[fold(row["form"])] = Kind(row["kind"], row["issuer"] or None, row["own"] == "yes")
    return found


@lru_cache(maxsize=8)
def _pattern(lexicon_dir: Path | None) -> re.Pattern[str]:
    forms = "|".join(
        re.escape(form).replace(r"\ ", r"\s+") for form in sorted(kinds(lexicon_dir), key=len, reverse=True)
    )
    return re.compile(
        rf"(?<![\w-])(?P<kind>{forms})(?![\w-])"
        rf"(?:(?P<between>[^;\n]{{0,{_REACH}}}?){_MARK}(?P<number>{_YEARLY}|{_SLASHED}|\d+)"
        rf"|\s+(?P<short>{_YEARLY}|\d+/\d{{4}}))",
        re.I,
    )


@lru_cache(maxsize=8)
def _first_words(lexicon_dir: Path | None) -> dict[str, tuple[str, ...]]:
    return by_first_word(kinds(lexicon_dir))


def find_documents(text: str, start: int, end: int, lexicon_dir: Path | None = None) -> list[DocumentMention]:
    """The documents cited by number in ``text[start:end]``, in order. Case numbers are none (guideline 8)."""
    known = kinds(lexicon_dir)
    found: list[DocumentMention] = []
    done = start
    starts = words_of(text, start, end).starts(_first_words(lexicon_dir))
    for at in starts:
        match = _pattern(lexicon_dir).match(text, at, end) if at >= done else None
        if match is None or _later_kind(match, starts, lexicon_dir):
            continue
        group = "number" if match["number"] else "short"
        between = match["between"] or ""
        if _NOT_LETTER.match(text, match.end("kind")) or _crosses(f"{between}N"):
            continue
        number = " ".join(match[group].rstrip(".-/").split())
        first = match.start(group)
        kind = known[fold(match["kind"])]
        number_end = first + len(match[group].rstrip(".-/"))
        found.append(
            DocumentMention(match.start(), number_end, kind.name, number, first, number_end, "documents.number")
        )
        done = number_end
    return found


def _later_kind(match: re.Match[str], starts: Sequence[int], lexicon_dir: Path | None) -> bool:
    """Whether a later kind has the same number: "berdasarkan Surat KPU RI serta Keputusan KPU Nomor 7"."""
    if not match["between"]:
        return False
    for at in starts:
        if match.end("kind") <= at < match.end("between"):
            inner = _pattern(lexicon_dir).match(match.string, at, match.end())
            if inner is not None and inner.end() == match.end():
                return True
    return False


def _crosses(between: str) -> bool:
    """Whether a sentence ends between the kind and the number, or a case is numbered there."""
    return bool(_SENTENCE.search(between)) or "perkara" in between.lower() or "pengaduan" in between.lower()
