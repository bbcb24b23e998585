"""Finds dates as they are written. Nothing is guessed: a date without a year stays without one.

The finder goes from number to number and from month's name to month's name, and tries the patterns of
``date_grammar`` only there. Values are ISO 8601: "2022-04-12", "2022-04", "2022"; "--02-11" and "--04" lack a year;
"P1D" ("besok") counts days from the day of the text; "" is a weekday alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from kpugraph.mentions import date_grammar
from kpugraph.mentions.date_grammar import Grammar
from kpugraph.mentions.words import words_of
from kpugraph.model import DateMention
from kpugraph.partial import is_valid
from kpugraph.text import fold

_DIGITS = re.compile(r"\d+")
_NAME = re.compile(r"\b(?!Pada\b)([A-Z][\w.]*)\s+\Z")  # a name directly before a number
_BACK = 48  # characters that are looked at before a day
_DATELINE = re.compile(r"[\[(]?(?:(?:[A-Z][\w.'-]*\s?){1,4},\s*){1,2}\Z")
_DATELINE_ENDS = re.compile(r"\s*(?:\([A-Za-z][\w. ]{1,20}\)\s*)?[-–—,:]")
_COUNT_BEFORE = re.compile(r"(?:\d|\d\s?[A-Z]|\d/[A-Z])\s*\Z")  # "7 Tahun 2017", "33 P Tahun 2022"
_PERIOD_BEHIND = re.compile(r"\s*[-–/]\s*\d")
_SAME_DAY = re.compile(r"[\s,(]{1,3}(?:tanggal\s+|yakni\s+|yaitu\s+)?[\s(]{0,2}", re.I)
_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_NO_SINGLE_DAY = ("setiap ", "tiap ", "saban ", "pekan ")


def find_dates(text: str, start: int, end: int, lexicon_dir: Path | None = None) -> list[DateMention]:
    """Dates in ``text[start:end]``, in reading order: days, ranges, months, years, relative days, weekdays alone.

    ``rule`` says which form it was; ``weekday`` is the one written beside it, and where it contradicts a full date,
    ``steps`` says so. Raises DataError where the lexicon is not valid.
    """
    return _Finder(text, start, end, date_grammar.load(lexicon_dir)).find()


class _Finder:
    def __init__(self, text: str, start: int, end: int, grammar: Grammar) -> None:
        self.text, self.start, self.end, self.grammar = text, start, end, grammar
        self.found: list[DateMention] = []
        self.words = words_of(text, start, end)
        self.lowered = self.words.lowered

    def find(self) -> list[DateMention]:
        self._numbers()
        for form in self.words.present(self.grammar.long_months):
            for at in self._hits(form):
                self._month(at)
        phrases = self.words.present(self.grammar.relative_forms)
        for phrase in sorted(phrases, key=len, reverse=True):
            for at in self._hits(phrase):
                self._add(at, at + len(phrase), self.grammar.relatives[phrase], rule="dates.relative")
        for form in self.words.present(self.grammar.weekday_forms):
            for at in self._hits(form):
                self._weekday(at, at + len(form))
        self.found.sort(key=lambda mention: mention.start)
        following = [*self.found[1:], None]
        return [date for date, behind in zip(self.found, following, strict=False) if not self._told(date, behind)]

    def _told(self, date: DateMention, behind: DateMention | None) -> bool:
        """Whether a relative day is only what the day behind it says: "besok (20/12)", "hari ini, Selasa (27/6/2023)"."""
        if behind is None or date.rule != "dates.relative" or len(behind.value) < 7 or behind.value.startswith("P"):
            return False
        return _SAME_DAY.fullmatch(self.text[date.end : behind.start]) is not None

    # ------------------------------------------------------------- numbers

    def _numbers(self) -> None:
        position = self.start
        for digits in _DIGITS.finditer(self.text, self.start, self.end):
            at, length = digits.start(), digits.end() - digits.start()
            if at < position or length not in {1, 2, 4} or not self._stands_alone(at):
                continue
            found = self._day(at) if length < 3 else self._year(at)
            if found is not None:
                position = found

    def _stands_alone(self, at: int) -> bool:
        """False for a number that goes on to the left: "B-12", "PM.06", "0714/10"."""
        if at == self.start:
            return True
        before = self.text[at - 1]
        if before in "/-.,":
            further = self.text[at - 2] if at - 2 >= self.start else " "
            if before == "." and further.isupper():
                return False
            if before == "/" and further.isalpha():  # "(Jumat/7 Juni 2024)"
                return self.grammar.weekday_before.search(self.text, max(self.start, at - _BACK), at) is not None
            return not further.isdigit() and (before not in "/-" or further.isspace())
        return not (before.isalnum() or before == "_")

    def _day(self, at: int) -> int | None:
        """Tries the forms that begin with a day; gives the end of what it found."""
        grammar = self.grammar
        if match := grammar.named.match(self.text, at, self.end):
            return None if self._counts_before(match) else self._named(match)
        before = self.text[max(self.start, at - _BACK) : at]
        if grammar.no_day_before.search(before):
            return None
        if match := grammar.day_to_day.match(self.text, at, self.end):
            return self._numeric_range(match, match["m2"], match["y2"])
        if match := grammar.single.match(self.text, at, self.end):
            short = match["s"] != "/" and len(match["y"]) != 4
            if short and match["s"] == ".":
                return None
            value = _iso(_century(match["y"]), match["m"], match["d"])
            return self._put(match, value, None, "dates.numeric", framed=short)
        if match := grammar.days_of_month.match(self.text, at, self.end):
            return self._numeric_range(match, match["m"], match["y"]) if match["s"] == "/" or match["y"] else None
        if match := grammar.no_year.match(self.text, at, self.end):
            return self._put(match, _iso(None, match["m"], match["d"]), None, "dates.no-year", framed=True)
        return None

    def _counts_before(self, match: re.Match[str]) -> bool:
        """Whether the first number of a list is none of its days: "SMAN 9, Senin, 11 Maret" has a weekday for the second only,
        "SMA Negeri 2, 11 s/d 13 Mei" a name before the first."""
        before = self.text[max(self.start, match.start() - _BACK) : match.start()]
        named = _NAME.search(before) if match["more"].lstrip().startswith(",") else None
        if named is not None and not self._names_weekday(named[1]) and not self.grammar.day_word_before.search(before):
            return True
        return self._names_weekday(match["more"]) and not self._names_weekday(before)

    def _names_weekday(self, text: str) -> bool:
        return any(fold(word) in self.grammar.weekdays for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text))

    def _named(self, match: re.Match[str]) -> int | None:
        """Day and month in words, several days of a month, or two such days."""
        year = _century(match["y"])
        last_year = match["y2"] or year
        month = self.grammar.months[fold(match["m"])]
        if match["d2"]:
            last_month = self.grammar.months[fold(match["m2"])]
            first_year = year or (_before(last_year, month > last_month) if last_year else None)
            first = _iso(first_year, month, match["d"])
            last = _iso(last_year, last_month, match["d2"])
            if match["to"]:
                return self._put(match, first, last, "dates.range")
            cut = match.end("y") if year else match.end("m")
            self._put(match, first, None, "dates.list", end=cut)
            self._put(match, last, None, "dates.list", start=match.start("d2"))
            return match.end()
        days = [int(day) for day in _DIGITS.findall(match["more"])]
        if not days:
            return self._put(match, _iso(year, month, match["d"]), None, "dates.written")
        series = [int(match["d"]), *days]
        steady = series == list(range(series[0], series[0] + len(series)))
        if steady or (len(days) == 1 and not re.search(r"[,&]|dan|serta", match["more"], re.IGNORECASE)):
            return self._put(match, _iso(year, month, series[0]), _iso(year, month, series[-1]), "dates.range")
        return self._list(match, series, year, month)

    def _list(self, match: re.Match[str], days: list[int], year: str | None, month: int) -> int:
        """Days of one month that do not follow each other: "3, 10 dan 17 Maret"."""
        spans = [(m.start(), m.end()) for m in _DIGITS.finditer(self.text, match.start(), match.end("more"))]
        for (start, end), day in zip(spans, days, strict=True):
            last = match.end() if day == days[-1] else end
            self._put(match, _iso(year, month, day), None, "dates.list", start=start, end=last)
        return match.end()

    def _numeric_range(self, match: re.Match[str], month: str, year: str | None) -> int | None:
        last_year = _century(year)
        own = match.groupdict().get("y") if year is None else match["y"]
        first_year = _century(own) or (_before(last_year, int(match["m"]) > int(month)) if last_year else None)
        first, last = _iso(first_year, match["m"], match["d"]), _iso(last_year or first_year, month, match["d2"])
        return self._put(match, first, last, "dates.range", framed=last_year is None)

    def _put(
        self, match: re.Match[str], value: str | None, last: str | None, rule: str, *,
        framed: bool = False, start: int = -1, end: int = -1,
    ) -> int | None:  # fmt: skip
        """Enters a day with the weekday before it. ``framed``: it must stand in brackets or behind a weekday."""
        at, stop = start if start >= 0 else match.start(), end if end >= 0 else match.end()
        before = self.text[max(self.start, at - _BACK) : at]
        named = self.grammar.weekday_before.search(before)
        if framed and not (named or self._framed(before, stop)):
            return None
        if value is None or len(value) == 4:
            return self._impossible(at, stop, value)
        if last is not None and (not is_valid(last) or (last < value and value[0] != "-")):
            last = None
        begin, weekday = at, None
        if named:
            begin, weekday = at - len(before) + named.start(), self.grammar.weekdays[fold(named["w"])]
            closing = self.text[stop : stop + 2].strip()
            if named["open"] and closing.startswith(")"):
                stop = self.text.index(")", stop) + 1
        self._add(begin, stop, value, last, weekday, rule)
        return stop

    def _framed(self, before: str, stop: int) -> bool:
        """Whether figures like 11/2 are a day and not a fraction: in brackets, behind "tanggal", in a dateline."""
        if before.rstrip().endswith("("):
            closed = self.grammar.closes.match(self.text, stop, self.end)
            return bool(closed) and not self.grammar.fraction.search(before)
        if self.grammar.day_word_before.search(before):
            return True
        return bool(_DATELINE.match(before.rpartition("\n")[2]) and _DATELINE_ENDS.match(self.text, stop, self.end))

    def _impossible(self, start: int, end: int, year: str | None) -> int | None:
        """A day that no calendar has keeps its year, if it has one (guideline 10)."""
        if year is not None:
            self._add(start, end, year, rule="dates.impossible", confidence=0.5, steps=("no such day: only the year",))
        return end if year else None

    def _year(self, at: int) -> int | None:
        if match := self.grammar.iso.match(self.text, at, self.end):
            return self._put(match, _iso(match["y"], match["m"], match["d"]), None, "dates.iso")
        if self.text[at : at + 2] not in {"19", "20"}:
            return None
        before = self.text[max(self.start, at - 12) : at]
        word = self.grammar.year_word_before.search(before)
        if (
            not word
            or _PERIOD_BEHIND.match(self.text, at + 4, self.end)
            or _COUNT_BEFORE.search(before[: word.start()])
        ):
            return None
        self._add(at - len(before) + word.start(), at + 4, self.text[at : at + 4], rule="dates.year")
        return at + 4

    # --------------------------------------------------------------- words

    def _hits(self, form: str) -> list[int]:
        """Places where the form stands as a word of its own, outside of what is found already."""
        return [at for at in self.words.places(form) if not self._covered(at)]

    def _covered(self, at: int) -> bool:
        return any(mention.start <= at < mention.end for mention in self.found)

    def _month(self, at: int) -> None:
        """A month without a day: with its year, or behind "bulan", "awal", "minggu ketiga"."""
        match = self.grammar.month_at.match(self.text, at, self.end)
        if match is None:
            return
        before = self.text[max(self.start, at - _BACK) : at]
        year = match["y"]
        spelt = self.grammar.spelt.search(before)
        if spelt is not None:
            day = self.grammar.spelt_days[" ".join(spelt["spelt"].lower().split())]
            value = _iso(year, self.grammar.months[fold(match["m"])], day)
            self.found = [found for found in self.found if not at < found.start < match.end()]  # "tahun 2024"
            self._put(match, value, None, "dates.spelt", start=at - len(before) + spelt.start("spelt"), end=match.end())
            return
        frame = self.grammar.month_before.search(before)
        if not (year or frame) or (not year and self.text[match.end() : match.end() + 2].strip()[:1].isupper()):
            return
        if not year and not self.text[at].isupper() and frame and not (frame["week"] or frame["part"]):
            frame = frame if fold(frame["intro"]) in {"bulan", "periode"} else None
            if frame is None:
                return
        value, last, begin, rule = _iso_month(year, self.grammar.months[fold(match["m"])]), None, at, "dates.month"
        steps: tuple[str, ...] = ()
        to = frame if frame and frame["m0"] else self.grammar.months_before.search(before) if year else None
        if to:
            first = self.grammar.months[fold(to["m0"])]
            value, last = _iso_month(_before(year, value[-2:] < f"{first:02}") if year else None, first), value
            begin = at - len(before) + to.start("m0")
        if frame:
            if frame["week"] or frame["part"]:
                begin = at - len(before) + frame.start()
                rule = "dates.week-of-month" if frame["week"] else "dates.part-of-month"
                steps = (f"{frame['week'] or frame['part']}: only the month",)
            elif fold(frame["intro"]) == "bulan":
                begin = at - len(before) + frame.start()
        self._add(begin, match.end(), value, last, rule=rule, steps=steps)

    def _weekday(self, at: int, stop: int) -> None:
        """A weekday alone, with "pekan lalu" or "mendatang" behind it if it stands there."""
        before = self.lowered[max(0, at - self.start - 7) : at - self.start]
        if not self.text[at].isupper() or before.endswith(_NO_SINGLE_DAY):
            return
        number = self.grammar.weekdays[self.lowered[at - self.start : stop - self.start]]
        value, rule = "", "dates.weekday"
        if match := self.grammar.week_after.match(self.text, stop, self.end):
            key = self.grammar.weeks[fold(match["week"])]
            stop = match.end()
            value, rule = (key, "dates.weekday-of-week") if key[-1] == "D" else ("", f"dates.weekday-{key}")
        self._add(at, stop, value, weekday=number, rule=rule)

    # ------------------------------------------------------------ mentions

    def _add(
        self, start: int, end: int, value: str, last: str | None = None, weekday: int | None = None, rule: str = "",
        confidence: float = 1.0, steps: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        mention = DateMention(start, end, value, last, weekday, rule, confidence, steps)
        self.found.append(check_weekday(mention))


def check_weekday(mention: DateMention) -> DateMention:
    """Notes in ``steps`` where the weekday beside a full date is not that date's."""
    if mention.weekday is None or len(mention.value) != 10:
        return mention
    actual = date.fromisoformat(mention.value).weekday()
    if actual == mention.weekday:
        return mention
    step = f"{mention.value} is {_WEEKDAYS[actual]}, the text says {_WEEKDAYS[mention.weekday]}"
    return replace(mention, confidence=min(mention.confidence, 0.8), steps=(*mention.steps, step))


def _century(year: str | None) -> str | None:
    """Four figures for two: "22" is 2022, "98" is 1998."""
    year = year.lstrip("'’") if year is not None else None
    if year is None or len(year) == 4:
        return year
    return ("20" if int(year) < 60 else "19") + year


def _before(year: str, earlier: bool) -> str:
    """The year, or the one before it where the range crosses New Year."""
    return str(int(year) - 1) if earlier else year


def _iso(year: str | None, month: str | int, day: str | int) -> str | None:
    """The date; only its year where no calendar has that day; None where not even a year is left."""
    if year is not None and not 1900 <= int(year) < 2100:
        return None
    value = f"{year or '-'}-{int(month):02}-{int(day):02}"
    return value if is_valid(value) else year


def _iso_month(year: str | None, month: int) -> str:
    return f"{year or '-'}-{month:02}"
