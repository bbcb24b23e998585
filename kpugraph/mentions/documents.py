"""Numbered documents: a kind ("Surat Edaran", "PKPU") and a number behind "Nomor" or directly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kpugraph.lexicon import read_table, tables
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


def find_documents(text: str, start: int, end: int, lexicon_dir: Path | None = None) -> list[DocumentMention]:
    """The documents cited by number in ``text[start:end]``, in order. Case numbers are none (guideline 8)."""
    known = kinds(lexicon_dir)
    found: list[DocumentMention] = []
    at = start
    while (match := _pattern(lexicon_dir).search(text, at, end)) is not None:
        at = match.start() + 1
        inner = _last_kind(match, lexicon_dir)
        if inner is not None:  # "berdasarkan Surat … Keputusan KPU Nomor 7": the nearest kind has the number
            at = inner
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
        at = number_end
    return found


def _last_kind(match: re.Match[str], lexicon_dir: Path | None) -> int | None:
    """Where a later kind with the same number begins, if one stands between."""
    if not match["between"]:
        return None
    inner = _pattern(lexicon_dir).search(match.string, match.start() + 1, match.end())
    later = inner.start() if inner and inner.end() == match.end() else None
    return later if later is not None and later >= match.end("kind") else None


def _crosses(between: str) -> bool:
    """Whether a sentence ends between the kind and the number, or a case is numbered there."""
    return bool(_SENTENCE.search(between)) or "perkara" in between.lower() or "pengaduan" in between.lower()
