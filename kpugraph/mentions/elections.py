"""Elections in normal form: "Pemilu 2024", "Pilkada 2020"; their polling days are data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kpugraph.errors import DataError
from kpugraph.lexicon import read_table, rules, tables
from kpugraph.mentions import date_grammar
from kpugraph.mentions.date_grammar import any_of
from kpugraph.mentions.words import by_first_word, words_of
from kpugraph.model import ElectionMention
from kpugraph.partial import is_valid
from kpugraph.text import fold

_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?![\d/]|\s*[-–]\s*\d{2,4})")
_GAP = re.compile(r"[^.;:\n()\"“”]{0,90}?(?=(?<![\d/.-])(?:19|20)\d\d(?![\d/]|\s*[-–]\s*\d{2,4}))")
_MORE = re.compile(r"\s*(?:,|dan|serta|maupun|&)\s*(?:tahun\s+)?((?:19|20)\d\d)(?![\d/]|\s*[-–]\s*\d{2,4})", re.I)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_BACK = 40  # characters before a name that are looked at


@dataclass(frozen=True, slots=True)
class _Name:
    """An election's name where it stands: its form in the list and the normal form that it gives."""

    start: int
    end: int
    form: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Grammar:
    names: Mapping[str, str]
    forms: re.Pattern[str]
    days: Mapping[str, str]
    months: Mapping[str, int]
    weekdays: frozenset[str]
    between: frozenset[str]
    breaks: frozenset[str]
    joined: re.Pattern[str]
    body_before: tuple[str, ...]
    polling: tuple[str, ...]
    coming: re.Pattern[str]
    short: re.Pattern[str]
    national: frozenset[str]
    national_years: frozenset[str]
    bare: re.Pattern[str]
    first: Mapping[str, tuple[str, ...]]
    candidacies: frozenset[str]
    full_day: re.Pattern[str]
    day_alone: re.Pattern[str]


@lru_cache(maxsize=8)
def _load(lexicon_dir: Path | None) -> _Grammar:
    names = {}
    for path in tables("elections", lexicon_dir):
        for _, row in read_table(path, ("form", "name"), ("form", "name")):
            names[fold(row["form"])] = row["name"]
    words, dates = rules("elections"), date_grammar.load(lexicon_dir)
    bare = re.escape(words["bare"]["form"])
    names[fold(words["bare"]["form"])] = words["bare"]["name"]
    return _Grammar(
        names=names,
        forms=re.compile(rf"(?<![^\W_])(?:{any_of(n for n in names if n != fold(bare))})|\b(?-i:{bare})\b", re.I),
        days=polling_days(lexicon_dir),
        months=dates.months,
        weekdays=frozenset(dates.weekdays),
        between=frozenset(words["between"]),
        breaks=frozenset(words["breaks"]),
        joined=re.compile(rf"\s*(?:{any_of(words['and'])})\s*\Z", re.I),
        body_before=tuple(words["body_before"]),
        polling=tuple(words["polling"]),
        coming=re.compile(rf"\s+{any_of(words['coming'])}", re.I),
        short=re.compile(rf"\s*\(\s*{any_of(names)}\s*\)", re.I),
        national=frozenset(words["national"]["kinds"]),
        national_years=frozenset(str(year) for year in words["national"]["years"]),
        bare=re.compile(rf"{bare}\s+(?:[Tt]ahun\s+)?(?=(?:19|20)\d\d)"),
        first=by_first_word(names),
        candidacies=frozenset(name for name in names if name.startswith("calon ")),
        day_alone=re.compile(
            rf"(?:\s+(?:{any_of(words['day_links'])}))*\s+(?P<d>\d{{1,2}}) (?P<m>{any_of(dates.months)})(?!,?\s+(?:tahun\s+)?\d)",
            re.I,
        ),
        full_day=re.compile(rf"(?<![\d/.-])\d{{1,2}} {any_of(dates.months)} (?:19|20)\d\d(?!\d)", re.I),
    )


@lru_cache(maxsize=8)
def polling_days(lexicon_dir: Path | None = None) -> dict[str, str]:
    """The polling day of each election, ISO 8601, from ``polling_days.csv``; DataError where one is no day."""
    days = {}
    for path in tables("polling_days", lexicon_dir):
        for line, row in read_table(path, ("name", "day"), ("name", "day")):
            if len(row["day"]) != 10 or not is_valid(row["day"]):
                raise DataError(f"no day: {row['day']}", where=f"{path.name}:{line}", todo="write it as 2024-02-14")
            days[row["name"]] = row["day"]
    return days


def find_elections(text: str, start: int, end: int, lexicon_dir: Path | None = None) -> list[ElectionMention]:
    """The elections named with a year in ``text[start:end]``, in order.

    The year stands behind the name, with places and offices between ("Pemilihan Bupati Lahat Tahun 2018"); a date behind
    it counts only as its polling day. Names side by side share a year, and a name can have several.
    """
    grammar = _load(lexicon_dir)
    found: list[ElectionMention] = []
    after: tuple[int, list[tuple[str, int]]] | None = None  # the name behind: where it starts, its years
    names = _names(text, start, end, grammar)
    for name in reversed(names):
        years = _years(text, name, end, grammar)
        if not years and after is not None and grammar.joined.match(text, name.end, after[0]):
            years = after[1][:1]
        if not _is_body(text, start, name.start, grammar):
            for year, stop in reversed(years):
                found += _of_year(name, year, stop, grammar)
        after = (name.start, years)
    return found[::-1] + _by_polling_day(text, start, end, names, found, grammar)


def _of_year(name: _Name, year: str, stop: int, grammar: _Grammar) -> Iterator[ElectionMention]:
    """The elections of a name and a year: two where the name joins them ("Pemilu Legislatif dan Presiden 2019")."""
    for kind in reversed(name.kind.split("/")):
        full = f"{kind} {year}"
        if kind not in grammar.national or year in grammar.national_years:
            yield ElectionMention(name.start, stop, full, grammar.days.get(full), "elections.year")


def _by_polling_day(
    text: str, start: int, end: int, names: Sequence[_Name], found: Sequence[ElectionMention], grammar: _Grammar
) -> list[ElectionMention]:
    """Elections named without a year whose polling day the text gives in full: "Pilkada" and "27 November 2024"."""
    bare: dict[str, _Name] = {}
    for name in names:
        if name.form not in grammar.candidacies and not _is_body(text, start, name.start, grammar):
            bare.setdefault(name.kind, name)
    for mention in found:
        bare.pop(mention.name.partition(" ")[0], None)
    if not bare:
        return []
    days = {match.group().casefold() for match in grammar.full_day.finditer(text, start, end)}
    out: list[ElectionMention] = []
    for full, day in grammar.days.items():
        known = bare.get(full.partition(" ")[0])
        if known is None or not any(_is_day(written, day, grammar) for written in days):
            continue
        out.append(ElectionMention(known.start, known.end, full, day, "elections.polling-day", 0.9))
    return out + list(_by_day_alone(text, start, end, bare, grammar))


def _by_day_alone(
    text: str, start: int, end: int, bare: Mapping[str, _Name], grammar: _Grammar
) -> Iterator[ElectionMention]:
    """Elections whose polling day stands behind the name without a year, where only one has such a day ("Pilkada 27
    November") and the text names no other year alone."""
    years = set(_YEAR.findall(text, start, end))
    for kind, name in bare.items():
        found = grammar.day_alone.match(text, name.end, end)
        if found is None:
            continue
        day = f"-{grammar.months[fold(found['m'])]:02}-{int(found['d']):02}"
        full = [known for known, held in grammar.days.items() if held.endswith(day) and known.startswith(f"{kind} ")]
        if len(full) == 1 and (not years or full[0][-4:] in years):
            yield ElectionMention(
                name.start, found.end(), full[0], grammar.days[full[0]], "elections.polling-day", 0.85
            )


def _is_day(written: str, day: str, grammar: _Grammar) -> bool:
    number, month, year = written.split()
    return f"{year}-{grammar.months.get(fold(month), 0):02}-{int(number):02}" == day


def last_name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the last name of an election stands in ``text[start:end]``, with or without a year; None where none does."""
    grammar = _load(None)
    names = [name for name in _names(text, start, end, grammar) if not _is_body(text, start, name.start, grammar)]
    return (names[-1].start, names[-1].end) if names else None


def _names(text: str, start: int, end: int, grammar: _Grammar) -> list[_Name]:
    """The names of elections, each with the abbreviation in brackets behind it: "Pemilihan Umum (Pemilu)"."""
    found: list[_Name] = []
    for at in words_of(text, start, end).starts(grammar.first):
        hit = grammar.forms.match(text, at, end)
        if hit is not None and (not found or at >= found[-1].end):
            short = grammar.short.match(text, hit.end(), end)
            form = fold(hit.group())
            found.append(_Name(at, short.end() if short else hit.end(), form, grammar.names[form]))
    return found


def _years(text: str, name: _Name, end: int, grammar: _Grammar) -> list[tuple[str, int]]:
    """The years of the name with where each ends; none where what stands between belongs to something else."""
    if name.form == "pemilihan" and not grammar.bare.match(text, name.start, end):
        return []
    gap = _GAP.match(text, name.end, end)
    if gap is None or grammar.forms.search(text, name.end, gap.end()):
        return []
    year = _YEAR.match(text, gap.end(), end)
    if year is None or not _fits(text, name, gap.group(), year, grammar):
        return []
    years, stop = [(year[1], year.end())], year.end()
    while more := _MORE.match(text, stop, end):
        years.append((more[1], more.end()))
        stop = more.end()
    return years


def _fits(text: str, name: _Name, gap: str, year: re.Match[str], grammar: _Grammar) -> bool:
    """Whether the year is the election's: only names, offices and "tahun" between, or its polling day."""
    day, month, plain = 0, 0, True
    for word in _WORD.findall(gap):
        folded = fold(word)
        if word.isdigit():
            day = int(word)
        elif folded in grammar.months:
            month = grammar.months[folded]
        elif folded in grammar.breaks:
            return False
        elif not (word[0].isupper() or folded in grammar.between or folded in grammar.weekdays):
            plain = False
    if not (day or month):
        return plain
    known = grammar.days.get(f"{name.kind} {year[1]}", "")
    if known.startswith(f"{year[1]}-{month:02}-{day:02}" if day else f"{year[1]}-{month:02}"):
        return True
    before = text[max(0, name.start - _BACK) : name.start].casefold()
    return plain and (any(word in before for word in grammar.polling) or bool(grammar.coming.match(text, year.end())))


def _is_body(text: str, start: int, at: int, grammar: _Grammar) -> bool:
    """Whether the name is a part of a body's: "Komisi Pemilihan Umum", "Badan Pengawas Pemilu"."""
    before = " ".join(text[max(start, at - _BACK) : at].casefold().split())
    return before.endswith(grammar.body_before)
