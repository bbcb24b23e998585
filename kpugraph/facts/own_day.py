"""The days of one article's activities: that of its own, and how each stands to the day of telling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as day_of
from datetime import timedelta

from kpugraph.facts.counted import counted_dates
from kpugraph.facts.dating import resolve_relative
from kpugraph.facts.main_event import holds_day, is_of_telling
from kpugraph.facts.same_event import group, later
from kpugraph.facts.trigger_words import Trigger, event_words
from kpugraph.facts.triggers import find_triggers
from kpugraph.lexicon import pattern, rules
from kpugraph.model import DateMention, Evidence, Mentions
from kpugraph.sayings import load_sayings
from kpugraph.text import fold, sentence_at

_NEAR = 60  # characters before a day in which stands that it is one of telling

_LASTING = pattern("events_words", r"\)?,?\s+selama\s+(?P<days>{lasting})\b", re.I)
Dated = tuple[str, Evidence] | None


class OwnDay:
    """The words for activities of one article with their days, and the day of its own activity."""

    def __init__(self, mentions: Mentions, dates: Sequence[DateMention], dated: Dated) -> None:
        self.m = mentions
        self.text = mentions.article.page.text
        self.day = dated
        base = dated[0] if dated else ""
        told = [resolve_relative(date, base) for date in dates]
        self.dates = sorted([*told, *counted_dates(mentions, told)], key=lambda date: date.start)
        found = find_triggers(mentions, self.dates)
        self.moved = [t for t in found if t.fate == "postponed" and t.day is None and t.cls == "noun"]
        self.put_off_kinds = {t.kind for t in found if t.fate}
        self.dropped = any(t.fate and t.day is None for t in found)
        self._delayed = next((t for t in found if t.fate == "postponed" and t.first and t.cls == "noun"), None)
        self.triggers = [t for t in found if not (t.fate and t.day is None)]

    def lasting(self, main: Trigger) -> Trigger:
        """The article's own activity by the words that give all its days, where the article's day is only one of telling
        among them: "bimtek yang digelar 26 hingga 30 Januari … ujarnya di sela-sela kegiatan, Minggu (28/1)"."""
        if not is_of_telling(self.m, self.day) or self.day is None:
            return main
        for t in self.triggers:
            last = t.day.end_value if t.day and t.kind == main.kind and t.cls != "weak" and not t.purpose else None
            if t.day and last and t.day.value <= self.day[0] <= last and t.day.start != self.day[1].start:
                return t
        return main

    def main_day(self, main: Trigger) -> Dated:
        """The article's day; the new one of what is postponed, and the later one of what is announced."""
        if main.day is None:
            undated = main.future and self.day is not None and not holds_day(self.m, self.day, main)
            return self.dated(self._given_later(main) or self._told_again(main)) or (None if undated else self.day)
        ahead = main.future and self.day is not None and len(main.day.value) == 10 and main.day.value > self.day[0]
        whole = len(main.day.value) == 10 and self.day is not None and later(main.day.value, self.day[0])
        ahead = ahead or (whole and self.dropped and not holds_day(self.m, self.day, main))  # held instead of what was
        ahead = ahead or (whole and main.day.end_value is not None and not holds_day(self.m, self.day, main))
        ahead = ahead or (
            whole and main.kind in self.put_off_kinds
        )  # "Sebagai gantinya, simulasi dilaksanakan … 20 November"
        own = main.fate == "postponed" or ahead or self._has_own_day(main) or self._lasts(main)
        return self.dated(main.day) if own else self.day

    def telling(self) -> Dated:
        """The day on which something was said ("…, katanya, Kamis (17/10)"), where the article's day is another."""
        for date in self.dates:
            n = sentence_at(self.m.sentences, date.start)
            if n < 0 or len(date.value) != 10 or self.day is None or date.start == self.day[1].start:
                continue
            if load_sayings().attributes(self.text[max(self.m.sentences[n].start, date.start - _NEAR) : date.start]):
                return self.dated(date)
        return None

    def _lasts(self, main: Trigger) -> bool:
        """Whether its own days are more than the article's one, which is among them and told apart from it."""
        last = main.day.end_value if main.day else None
        if main.day is None or last is None or self.day is None:
            return False
        line = self.m.dateline
        if not is_of_telling(self.m, self.day) and (line is None or self.day[1].start >= line.end):
            return False
        return main.day.value <= self.day[0] <= last

    def _has_own_day(self, main: Trigger) -> bool:
        """Whether it is told as held on a whole day of its own, and the article's day stands elsewhere, for no activity:
        "Para anggota purnatugas per 24 Oktober 2023. … Serah terima digelar Rabu (1/11/2023)"."""
        if (
            main.day is None
            or not main.held
            or len(main.day.value) != 10
            or main.day.weekday is None
            or self.day is None
        ):
            return False
        of_another = any(t.day is not None and t.day.start == self.day[1].start for t in self.triggers)
        return not of_another and not holds_day(self.m, self.day, main)

    def _given_later(self, main: Trigger) -> DateMention | None:
        """The day of what lies ahead, where the next sentence goes on about it: "Acara ini akan berlangsung Kamis (9/1)"."""
        if not main.future or main.sentence + 1 >= len(self.m.sentences):
            return None
        span = self.m.sentences[main.sentence + 1]
        if event_words().again.match(self.text, span.start, span.end) is None:
            return None
        days = [d for d in self.dates if span.start <= d.start < span.end and len(d.value) == 10]
        return days[0] if days and self.day is not None and days[0].value >= self.day[0] else None

    def _told_again(self, main: Trigger) -> DateMention | None:
        """The day to come on which it is told once more, where the article's day is only that of telling: "memasuki masa
        seleksi tertulis … kata ketua, Senin (5/3). Seleksi tertulis akan dilaksanakan Rabu (7/3)"."""
        telling = main.future or is_of_telling(self.m, self.day)
        if self.day is None or not telling or holds_day(self.m, self.day, main):
            return None
        name = fold(self.text[main.start : main.end])
        for other in self.triggers:
            told = fold(self.text[other.start : other.end])
            same = other.kind == main.kind and (told.startswith(name) or name.startswith(told))
            if same and other.start > main.end and other.day is not None and later(other.day.value, self.day[0]):
                return other.day
        return None

    def dated(self, date: DateMention | None) -> Dated:
        if date is None:
            return None
        exact = self.text[date.start : date.end]
        evidence = Evidence(date.start, date.end, exact, f"events.{date.rule}", date.confidence, "date", date.steps)
        return date.value, evidence

    def last_day(self, trigger: Trigger, value: str | None, *, main: bool) -> str | None:
        """The last day: of the range whose first day is ``value``, or announced without a first one."""
        listed = next((d for d in trigger.more if d.value == value), None)
        if listed is not None:
            return listed.end_value
        if value is None or (trigger.until is None and trigger.day is not None and trigger.day.value != value):
            return None
        same = self.triggers if main else [t for t in self.triggers if t.start >= trigger.start]
        until = next((t.until for t in same if t.until and group(t.kind) == group(trigger.kind)), None)
        if not main and trigger.day is None and until is None:
            return None
        ranged = next(
            (d.end_value for d in self.dates if d.value == value and d.end_value and self._may_last(d, trigger)), None
        )
        if ranged is not None:
            return ranged
        if until is None and len(value) == 10 and value[0].isdigit():
            return self._counted_end(value)
        longer = until is not None and len(until.value) == len(value) and until.value > value
        return until.value if until is not None and longer else None

    def _counted_end(self, value: str) -> str | None:
        """The last day of what takes so many days from its first: "dimulai 6 September selama tiga hari"."""
        for date in self.dates:
            found = _LASTING.match(self.text, date.end) if date.value == value else None
            if found is not None:
                days = rules("events_words")["lasting"].index(" ".join(found["days"].lower().split()))
                return (day_of.fromisoformat(value) + timedelta(days=days)).isoformat() if days else None
        return None

    def _may_last(self, date: DateMention, trigger: Trigger) -> bool:
        """Whether a range can be the activity's: it is no other's, nor how long somebody serves ("Masa kerja KPPS …")."""
        owner = next((t for t in self.triggers if t.day is date), None)
        if owner and trigger.day not in {None, date} and group(owner.kind) != group(trigger.kind):
            return False
        number = max(0, sentence_at(self.m.sentences, date.start))
        low = self.m.sentences[number].start if self.m.sentences else date.start
        return event_words().serving.search(self.text, low, date.start) is None
