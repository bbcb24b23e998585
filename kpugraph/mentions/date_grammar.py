"""The patterns of dates, compiled once from ``data/rules/dates.toml`` and the tables of months and weekdays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kpugraph import lexicon
from kpugraph.errors import DataError
from kpugraph.mentions.words import by_first_word
from kpugraph.text import fold

GAP = r"[^\S\n]{0,4}"  # spaces within a line; bounded, as every repetition here, so that no text is slow
SPACE = r"[^\S\n]{1,4}"
YEAR = r"(?:19|20)\d\d(?!\d)"
NOT_LETTER = r"(?![^\W\d_])"
AFTER_NO_LETTER = r"(?<![^\W\d_])"


@dataclass(frozen=True, slots=True)
class Grammar:
    """Patterns that are matched at a number, at a month's name, or backwards from either."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    long_months: Mapping[str, tuple[str, ...]]  # names that are no other word; they count without a day or year
    weekday_forms: Mapping[str, tuple[str, ...]]  # by first word, as the month's names and the relative phrases
    relative_forms: Mapping[str, tuple[str, ...]]
    relatives: Mapping[str, str]  # "besok" counts P1D from the text's own day
    named: re.Pattern[str]
    single: re.Pattern[str]
    no_year: re.Pattern[str]
    days_of_month: re.Pattern[str]
    day_to_day: re.Pattern[str]
    iso: re.Pattern[str]
    weekday_before: re.Pattern[str]
    day_word_before: re.Pattern[str]
    no_day_before: re.Pattern[str]
    year_word_before: re.Pattern[str]
    month_before: re.Pattern[str]
    months_before: re.Pattern[str]
    month_at: re.Pattern[str]
    closes: re.Pattern[str]
    week_after: re.Pattern[str]
    weeks: Mapping[str, str]
    fraction: re.Pattern[str]
    spelt: re.Pattern[str]
    spelt_days: Mapping[str, int]


@lru_cache(maxsize=8)
def load(lexicon_dir: Path | None = None) -> Grammar:
    """The grammar with the user's own months and weekdays; DataError for a row or rule that is not valid."""
    words = lexicon.rules("dates")
    months = dict(_numbered("months", "month", range(1, 13), lexicon_dir))
    weekdays = dict(_numbered("weekdays", "weekday", range(7), lexicon_dir))
    parts = {key: any_of(values) for key, values in words["words"].items()}
    month, weekday = any_of(months), any_of(weekdays)
    to, and_, day = parts["to"], parts["and"], parts["day"]
    year = rf"(?:{parts['year']}{GAP})?"
    tail_year = rf"[.,]?{GAP}{year}"
    weekday_to = rf"(?:(?:hari{SPACE})?{weekday}[,(\s]{{0,3}})?(?:{day}{GAP})?"
    mon = rf"(?:bulan{SPACE})?"
    compiled = re.compile

    def pattern(source: str) -> re.Pattern[str]:
        return compiled(source, re.IGNORECASE)

    relatives = {phrase: value for value, phrases in words["relative"].items() for phrase in phrases}
    return Grammar(
        months=months,
        weekdays=weekdays,
        long_months=by_first_word(form for form in months if len(form) > 4 or form in {"mei", "juni", "juli"}),
        weekday_forms=by_first_word(weekdays),
        relative_forms=by_first_word(relatives),
        relatives=relatives,
        named=pattern(
            rf"(?P<d>\d{{1,2}})(?P<more>(?:{GAP}(?:,{GAP}{and_}|,|{to}|{and_}){GAP}(?:{weekday}{GAP},?{GAP})?(?:{day}{GAP})?\d{{1,2}}(?!\d)){{0,9}})"
            rf"{GAP}[-./]?{GAP}{mon}(?P<m>{month}){NOT_LETTER}(?:[-/]?{tail_year}(?P<y>{YEAR}|['’]\d\d(?!\d)))?"
            rf"(?:\)?{GAP}(?:(?P<to>{to})|(?P<and>{and_})){GAP}{weekday_to}"
            rf"(?P<d2>\d{{1,2}}){GAP}[-.]?{GAP}{mon}(?P<m2>{month}){NOT_LETTER}(?:{tail_year}(?P<y2>{YEAR}))?)?"
        ),
        single=pattern(r"(?P<d>\d{1,2})\s?(?P<s>[/.-])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<y>\d{4}|['’]?\d\d)(?![\d/])"),
        no_year=pattern(r"(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})(?![\d/])"),
        days_of_month=pattern(
            rf"(?P<d>\d{{1,2}}){GAP}(?:{to}|{and_}){GAP}(?P<d2>\d{{1,2}})\s?(?P<s>[/.-])\s?(?P<m>\d{{1,2}})"
            rf"(?:\s?(?P=s)\s?(?P<y>\d{{4}}|\d\d))?(?![\d/])"
        ),
        day_to_day=pattern(
            rf"(?P<d>\d{{1,2}})\s?/\s?(?P<m>\d{{1,2}})(?:\s?/\s?(?P<y>\d{{4}}|\d\d))?\)?{GAP}{to}{GAP}{weekday_to}"
            rf"(?P<d2>\d{{1,2}})\s?/\s?(?P<m2>\d{{1,2}})(?:\s?/\s?(?P<y2>\d{{4}}|\d\d))?(?![\d/])"
        ),
        iso=pattern(r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])"),
        weekday_before=pattern(
            rf"{AFTER_NO_LETTER}(?P<w>{weekday}){NOT_LETTER}(?:{GAP}(?:{to}|{and_}|,|/){GAP}{weekday}{NOT_LETTER})?"
            rf"(?:{SPACE}{parts['time']})?[,.:/\s]{{0,3}}(?:{day}{GAP})?(?P<open>\(?){GAP}(?:{day}{GAP})?\Z"
        ),
        day_word_before=pattern(rf"{AFTER_NO_LETTER}{day}{GAP}:?{GAP}\Z"),
        no_day_before=pattern(rf"{AFTER_NO_LETTER}{any_of(words['words']['not_before'])}{GAP}[.:]?{GAP}\Z"),
        year_word_before=pattern(rf"{AFTER_NO_LETTER}(?:{parts['year']}){GAP}\Z"),
        month_before=pattern(
            rf"{AFTER_NO_LETTER}(?:(?:(?P<week>{parts['week']}{SPACE}{parts['ordinal']}){SPACE}(?:di{SPACE})?"
            rf"|(?P<part>{parts['part']}){SPACE})(?:bulan{SPACE})?|(?P<intro>{parts['month']}){SPACE})"
            rf"(?:(?P<m0>{month}){GAP}{to}{GAP}{mon})?\Z"
        ),
        months_before=pattern(rf"{AFTER_NO_LETTER}(?P<m0>{month}){GAP}{to}{GAP}{mon}\Z"),
        month_at=pattern(
            rf"(?P<m>{month})(?!{GAP}{to}{GAP}{mon}{month})(?:{GAP},?{GAP}{year}(?P<y>{YEAR})(?!{GAP}[-–/]{GAP}\d))?"
        ),
        closes=pattern(rf"{GAP}{parts['time']}?{GAP}[),;]"),
        week_after=pattern(rf"{SPACE}(?P<week>{any_of(_week_words(words['week']))}){NOT_LETTER}"),
        weeks={fold(word): key for key, values in words["week"].items() for word in values},
        spelt=pattern(
            rf"{AFTER_NO_LETTER}{day}{SPACE}(?P<spelt>{parts['spelt']}){SPACE}(?:bulan{SPACE})?\Z"
        ),  # "tanggal dua belas bulan "
        spelt_days={word: day for day, word in enumerate(words["words"]["spelt"], 1)},
        fraction=pattern(rf"{any_of(words['words']['fraction'])}{GAP}\({GAP}\Z"),
    )


def any_of(words: Iterable[str]) -> str:
    """An alternation of words, the longest first: any run of spaces for a space, any apostrophe for an apostrophe."""
    return "(?:" + "|".join(_literal(word) for word in sorted(words, key=len, reverse=True)) + ")"


def _literal(word: str) -> str:
    source = re.escape(word).replace(r"\ ", SPACE).replace("'", "['’‘`´]")
    return source + (NOT_LETTER if word[-1].isalpha() else "")


def _week_words(week: Mapping[str, Iterable[str]]) -> Iterator[str]:
    for words in week.values():
        yield from words


def _numbered(table: str, column: str, allowed: range, extra: Path | None) -> Iterator[tuple[str, int]]:
    for path in lexicon.tables(table, extra):
        for line, row in lexicon.read_table(path, ("form", column), ("form", column)):
            if not row[column].isascii() or not row[column].isdigit() or int(row[column]) not in allowed:
                what = f"{column} must be {allowed[0]} to {allowed[-1]}, not {row[column]!r}"
                raise DataError(what, where=f"{path.name}:{line}")
            yield fold(row["form"]), int(row[column])
