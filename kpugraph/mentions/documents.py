"""Numbered documents: a kind ("Surat Edaran", "PKPU") and a number behind "Nomor" or directly."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kpugraph.lexicon import pattern, read_table, rules, tables
from kpugraph.mentions.words import Words, by_first_word, words_of
from kpugraph.model import DocumentMention
from kpugraph.text import fold

# "7 Tahun 2017", "87P Tahun 2016", "33 P Tahun 2022", "108/P Tahun 2024"
_YEARLY = r"\d+(?:\.\d+){0,5}(?:-\d+)?(?:\s?/?\s?[A-Z])?\s+(?:tahun|thn|th)\.?\s+(?:19|20)\d\d"
_PART = r"[A-Za-z0-9][\w.]*(?:[ \t]?[-–][ \t]?[A-Za-z0-9][\w.]*(?=[-–/ \t]))*(?:[-–][A-Za-z0-9][\w.]*)*"
# "491/PK.02.1-Und/03/2022", "B-12/KPU/II/2021", "135-PKE-DKPP/XII/2023", "12 / PL.01 - SD/04/2022"
_LETTER = r"(?:[ \t](?-i:[A-Z])(?=/[A-Z]))?"  # "23 P/HUM/2024"
_HEAD = (
    r"(?:(?-i:[A-Z]{1,3}-[A-Z]{1,4}(?=\.)|[A-Z]{1,5}|Sprin|Und|Mak|Kep)[ \t]?[-./][ \t]?)?\d[\w.]*"
    + _LETTER
    + r"(?:[ \t]?[-–][ \t]?[A-Za-z0-9][\w.]*)*"
)
_SLASHED = (
    rf"{_HEAD}(?:[ \t]?/[ \t]?{_PART})+(?:(?:(?<=tahun)|\s+tahun)\s+(?:19|20)\d\d|(?<=/PN)\s(?-i:[A-Z][a-z][a-z])\b)?"
)
_ASSEMBLY = r"(?-i:[IVXL]+)/MPRS?/(?:19|20)\d\d"  # "XI/MPR/1998"
_HYPHENED = r"\d[\d.]*(?:-[\d.]*\d){1,4}"  # "100-112-2024"
_SHARING = (
    r"(?:\s*,\s*\d+)*\s*,?\s*(?:dan|serta|&)\s+\d+(?P<year>\s+tahun\s+(?:19|20)\d\d)"  # "8[, 9 dan 10 Tahun 2024]"
)
_SHARED = re.compile(_SHARING, re.I)
_MARK = r"(?<![^\W\d_])(?:(?:ber)?nomor|nomer|no)(?![^\W\d_])\.?\s*[:;]?\s*"
_NAME = r"\(?(?-i:[A-Z])[\w./]*\)?"
_RUN_ON = re.compile(r"(/(?:19|20)\d\d)[.]?[A-Z][a-z].*\Z", re.S)  # "…/2021.Salinannya": the space is missing
_SLASHED_AT = re.compile(_SLASHED, re.I)
_PAPER = pattern("documents", r"\b{frame.paper}\s+bernomor\s+", re.I)
_PACT = pattern("documents", r"\b{frame.pacts}\b", re.I)
_PACT_REACH = 400  # characters before a paper in which stands which pact it is
_REACH = 130  # characters between a kind and its number: the issuer's name
_SENTENCE = re.compile(r"[a-z]{4,}[.!?]\s+[A-Z]")  # and no abbreviation: "Kab. Belu"
_DAY = re.compile(r"(?:ter|ber)?(?:tanggal|tgl)\.?\s*\d[\d/.-]*(?:\s+[^\W\d_]+\s+\d{4})?", re.I)
_NAMES = re.compile(rf"(?:\s+(?:{_NAME}|dan|dari|oleh|[-–/]))*\s*[,:]?\s*\Z", re.I)


@dataclass(frozen=True, slots=True)
class _Grammar:
    kinds: Mapping[str, str]
    first: Mapping[str, tuple[str, ...]]
    kind: re.Pattern[str]
    marked: re.Pattern[str]
    unmarked: re.Pattern[str]
    chained: re.Pattern[str]
    other: re.Pattern[str]  # words that make the number behind them something else's
    no_document: re.Pattern[str]  # words that make the kind before them something else


@lru_cache(maxsize=8)
def _load(lexicon_dir: Path | None) -> _Grammar:
    kinds: dict[str, str] = {}
    for path in tables("document_kinds", lexicon_dir):
        for _, row in read_table(path, ("form", "kind"), ("form", "kind")):
            kinds[fold(row["form"])] = row["kind"]
    words = rules("documents")["citation"]
    forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(kinds, key=len, reverse=True))
    strong = rf"(?P<number>{_YEARLY}|{_SLASHED}|{_ASSEMBLY})"

    def pattern(source: str) -> re.Pattern[str]:
        return re.compile(source, re.I)

    return _Grammar(
        kinds=kinds,
        first=by_first_word(kinds),
        kind=pattern(rf"(?<![\w-])(?P<kind>{forms})(?![\w-])"),
        marked=pattern(
            rf"(?P<between>[^;\n]{{0,{_REACH}}}?){_MARK}(?P<number>{_YEARLY}|{_SLASHED}|{_ASSEMBLY}|{_HYPHENED}|\d+)"
        ),
        unmarked=pattern(rf"(?:\s+(?!No\b){_NAME}){{0,8}}?\s+(?!No\b){strong}"),
        chained=pattern(
            rf"\s*(?:tentang\s[^.;\n]{{3,120}}?\s(?:dan|serta)\s+"
            rf"{_MARK}(?P<titled>{_YEARLY}|{_SLASHED}|\d+(?=\s+tentang\b))|(?:(?:,|dan|serta|maupun|jo\.?|juncto|&)\s*)+(?<=\s)"
            rf"(?:{_MARK}{strong}|(?P<shared>\d+(?={_SHARING}))|(?P<yearly>{_YEARLY}|(?=\d+/[A-Z]){_SLASHED})))"
        ),
        other=pattern(rf"\b(?:{'|'.join(map(re.escape, words['other_numbers']))})\b"),
        no_document=pattern(rf"\s+(?:{'|'.join(map(re.escape, words['no_documents']))})\b"),
    )


def find_documents(
    text: str, start: int, end: int, lexicon_dir: Path | None = None, words: Words | None = None
) -> list[DocumentMention]:
    """The documents cited by number in ``text[start:end]``, in order. Case numbers are none (guideline 8).

    A number follows its kind at once ("PKPU 8/2022") or behind "Nomor", the issuer's name between; further numbers of the
    same kind may follow ("Nomor 7 Tahun 2017 dan 5 Tahun 2018", "Nomor 15 tentang Kampanye dan Nomor 18 tentang …").
    ``words`` are those of a stretch with this one in it, where they are known. Raises DataError where the lexicon is not
    valid.
    """
    grammar = _load(lexicon_dir)
    found: list[DocumentMention] = []
    done = start
    starts = [at for at in (words or words_of(text, start, end)).starts(grammar.first) if at >= start]
    for at in starts:
        head = grammar.kind.match(text, at, end) if at >= done else None
        if head is None or not _is_kind(head, grammar):
            continue
        match = _number(text, head, end, grammar, starts)
        if match is not None:
            kind = grammar.kinds[fold(head["kind"])]
            for mention in _cited(kind, head, match, end, grammar):
                found.append(mention)
                done = mention.end
    return sorted([*found, *_papers(text, start, end, grammar, found)], key=lambda mention: mention.start)


def _papers(
    text: str, start: int, end: int, grammar: _Grammar, found: Sequence[DocumentMention]
) -> Iterator[DocumentMention]:
    """ "meneken perjanjian kerja sama … Dokumen bernomor 4/HK.05-PKS/2024": a number of the pact told before."""
    if "bernomor" not in text[start:end]:
        return
    for paper in _PAPER.finditer(text, start, end):
        number = _SLASHED_AT.match(text, paper.end(), end)
        pacts = list(_PACT.finditer(text, max(start, paper.start() - _PACT_REACH), paper.start()))
        if number is None or not pacts or any(m.start <= paper.end() < m.number_end for m in found):
            continue
        kind = grammar.kinds.get(fold(" ".join(pacts[-1].group().split())))
        if kind is not None:
            value = " ".join(number.group().rstrip(".-/ ").split())
            stop = number.start() + len(number.group().rstrip(".-/ "))
            yield DocumentMention(
                paper.start(), stop, kind, value, number.start(), stop, "documents.pact", kind_end=paper.end()
            )


def _is_kind(head: re.Match[str], grammar: _Grammar) -> bool:
    """Abbreviations of two letters are written in capitals ("SE", not "se"); "surat suara" is no letter."""
    word = head["kind"]
    return (len(word) > 2 or word.isupper()) and grammar.no_document.match(head.string, head.end()) is None


def _number(text: str, head: re.Match[str], end: int, grammar: _Grammar, starts: Sequence[int]) -> re.Match[str] | None:
    """The number that the kind governs."""
    match = grammar.unmarked.match(text, head.end(), end)
    if match is not None and (match["number"].count("/") != 1 or re.search(r"/(?:19|20)\d\d\.?\Z", match["number"])):
        return match
    match = grammar.marked.match(text, head.end(), end)
    if match is None or not _governs(match["between"], match["number"], grammar):
        return None
    inside = starts[bisect_left(starts, head.end()) : bisect_left(starts, match.end("between"))]
    for at in inside:  # "berdasarkan Surat KPU RI serta Keputusan KPU Nomor 7": the later kind has it
        later = grammar.kind.match(text, at, match.end("between"))
        if later is not None and _is_kind(later, grammar):
            return None
    return match


def _governs(between: str, number: str, grammar: _Grammar) -> bool:
    """Whether nothing between kind and number takes the number away: a sentence's end, a case, a street, other figures."""
    if _SENTENCE.search(f"{between}N") or grammar.other.search(between):
        return False
    if number.isdigit():  # a bare number is anything's unless only a name stands between
        return _NAMES.match(between) is not None
    return re.search(r"\d/|\d{4}", _DAY.sub("", between)) is None


def _cited(
    kind: str, head: re.Match[str], match: re.Match[str], end: int, grammar: _Grammar
) -> Iterator[DocumentMention]:
    first, start, group = True, head.start(), "number"
    while True:
        raw = _RUN_ON.sub(r"\1", match[group]).rstrip(".-/ ")
        at, stop = match.start(group), match.start(group) + len(raw)
        number = " ".join(raw.split())
        shared = _SHARED.match(match.string, stop, end) if number.isdigit() else None
        if shared is not None:  # "Nomor 8 dan 10 Tahun 2024"
            number += " " + " ".join(shared["year"].split())
        kind_end = head.end() if first else -1
        yield DocumentMention(start, stop, kind, number, at, stop, "documents.number", kind_end=kind_end)
        further = grammar.chained.match(match.string, stop, end)
        if further is None:
            return
        match, group = further, next(name for name in ("number", "yearly", "titled", "shared") if further[name])
        start, first = match.start(group), False
