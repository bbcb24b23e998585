"""Whether and when an activity takes place: the day of its own clause, its last day, the day to which it was moved."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, partial
from itertools import pairwise
from operator import attrgetter

from kpugraph.facts.counted import RULE as COUNTED
from kpugraph.facts.counted import counted_day
from kpugraph.facts.dating import is_cited, names_election
from kpugraph.facts.trigger_words import Trigger, event_words
from kpugraph.lexicon import column, pattern, rules
from kpugraph.mentions.words import word_sets, words_of
from kpugraph.model import DateMention, Mentions
from kpugraph.sayings import load_sayings
from kpugraph.text import fold

_REACH = 3  # sentences behind that of a postponement in which the new day stands
_WEEKDAYS = column("weekdays", ("form", "weekday"))
_words = partial(pattern, "events_words")
_BECOMES = _words(r"\b{shifted_to}\s+(?:{day_leads}\s+)*\(?\Z", re.I)
# "mundur dari jadwal awal 21 Oktober": the day that it was
_FROM_DAY = re.compile(r"\bdari\b(?:(?!\b(?:ke|menjadi)\b)[^,.;]){0,24}\Z", re.I)
# "dibuka selama 13 hari sejak 2 September": the day on which it began is its own.
_SINCE = _words(r"\b{under_way}\b[^,.;]{0,30}?\bsejak\b", re.I)
_PERIOD = _words(r"\b{period}\b", re.I)
_UNTIL = _words(r"\b{until}\s+(?:{day_names}\s+)?(?:\w+,?\s+\(?)?\Z", re.I)
_ENDS = _words(r"\b(?:dan\s+)?{ends}(?:\s+{day_names})?\s+(?:\w+,?\s+\(?)?\Z")
_PAPERS = _words(r"\b{dated_paper}\s*\Z", re.I)
_LISTED = _words(
    r"\s*\)?\s*(?:,\s*{joining}?|{joining})(?:\s+(?:yang\s+)?{further})?"
    r"(?:\s+{elsewhere}\s+[A-Z][^,.;\d]{2,40}?)?\s*(?:,|{dated_on})?\s*(?:tanggal\s*)?\(?",
    re.I,
)
_AS_DAY = _words(r"\s*\)?\s*sebagai\s+{given_as}\b[^,.;:]*\Z", re.I)
_start = attrgetter("start")
_RESIGNS = _words(r"\b{resigns}\b|\b{goes_on}\s+ke\s+(?!{time_units}|{weekdays}|\d)", re.I, weekdays=_WEEKDAYS)
_BEFORE_IT = 18  # characters before a verb in which stands that its day is a deadline
_TELLING = 70  # characters before a day in which stands that somebody says something on it
_BESIDE = 3  # characters between a name and the day of what stands last in it
_ABOUT = _words(r"\b{about}\b", re.I)
_IT_WILL = _words(r"\s*,?\s*yang\s+{will}\b")
_DEADLINE = _words(r"\b{deadline}\b", re.I)
_SHIFTS = word_sets(f"{verb}{ending}" for verb in rules("events_words")["shifts"] for ending in ("", "kan"))
# "menggeser pelantikan dari Senin (23/1) ke hari Kamis"
_SHIFTED = _words(
    r"\b{shifts}(?:kan)?\b[^.;]{0,70}?\b{shifted_to}\s+(?:{day_names}\s+)?(?:(?=[A-Z])(?i:{weekdays})|\d{1,2}\s+[A-Z])",
    weekdays=_WEEKDAYS,
)
_MOVES = _words(r"\b(?:{no_name}|me[a-z]{4,}|di[a-z]{4,})\b")
WORD = re.compile(r"[^\W\d_]+")
VERB = re.compile(r"\b(?:me(?:m|n|ng|ny)?|ber|di)[a-z]{3,}\b")

_ANNOUNCED = _words(r"\b{putting_off}(?:\s+{pointers})?\s+{announced}\b", re.I)
_MOVES_TO = _words(r"\b{shifts}(?:kan)?\s+{shifted_to}\s+(?:{day_names}\s+)?\Z", re.I)
_ITS_NEW = _words(r"\)?\s*(?:{pointers}\s+)?(?:kini\s+|lalu\s+)?menjadi\s+(?:{day_leads}\s+)*\(?", re.I)
_ANEW = _words(r"\b{set_anew}\b", re.I)
_AT_LAST = _words(r"\b{at_last}\b")
_FOLLOWED = _words(r"\b{followed}\s+\Z", re.I)
_NEVER = _words(r"\b{never}\s+\Z")


class Days:
    """The days of the activities of one article."""

    def __init__(self, mentions: Mentions, dates: Sequence[DateMention]) -> None:
        self.m, self.dates = mentions, dates
        self.text = mentions.article.page.text
        self.words = event_words()
        self.sayings = load_sayings().bare  # "…, kata ketua, Senin (5/3)": the day of telling

    @cached_property
    def moved(self) -> bool:
        """Whether the article tells of something cancelled or postponed."""
        body = self.m.article.body
        said = words_of(self.text, self.m.article.title.start, body.end)
        patterns = ((self.words.moving, self.words.moved), (_SHIFTS, _SHIFTED))
        return any(
            pattern.search(self.text, body.start, body.end) for forms, pattern in patterns if said.may_hold(forms)
        )

    def span(self, trigger: Trigger) -> tuple[int, int]:
        """The sentence of a trigger."""
        if trigger.sentence < len(self.m.sentences):
            span = self.m.sentences[trigger.sentence]
            return span.start, span.end
        return trigger.start, trigger.end + 120

    def _dates(self, low: int, high: int) -> Sequence[DateMention]:
        """The dates that begin between two offsets."""
        return self.dates[bisect_left(self.dates, low, key=_start) : bisect_left(self.dates, high, key=_start)]

    def fate(self, trigger: Trigger, found: Sequence[Trigger]) -> str:
        """ "cancelled" or "postponed" where its own clause says so (guideline 15); ``found`` are those of its sentence."""
        if not self.moved:
            return ""
        start, end = self.span(trigger)
        low = max([start, *(t.end for t in found if t.end <= trigger.start and t.cls == "noun")])
        following = (t.start for t in found if t.start > trigger.end and t.cls == "noun" and t.kind != trigger.kind)
        clause = self.text[low : trigger.start] + " " + self.text[trigger.end : min([end, *following])]
        clause = _ANNOUNCED.sub(" ", _RESIGNS.sub(" ", clause))
        if any(_NEVER.search(clause, 0, found.start()) is None for found in self.words.cancelled.finditer(clause)):
            return "cancelled"
        if self.words.postponed.search(clause) or _SHIFTED.search(self.text[start:end]):
            return "postponed"
        said = self.words.original.search(clause)
        return "cancelled" if said and not _AT_LAST.search(clause, said.end()) else ""

    def own_day(self, trigger: Trigger, beside: Sequence[Trigger], found: Sequence[Trigger]) -> DateMention | None:
        """The day in the trigger's clause: the nearest behind it in its sentence, before another activity; else the
        last before it. That of a postponed one is the last day of its sentence. ``beside`` are those of its sentence."""
        start, limit = self.span(trigger)
        stop = limit if trigger.cls == "noun" else trigger.end
        counted = counted_day(self.text, start, trigger.start, trigger.end, stop, self.dates)
        if counted is not None:
            return counted
        same = [t for t in beside if t.cls == "noun" and t is not trigger]
        end = min([limit, *(t.start for t in same if t.start > trigger.end and not self._repeated(trigger, t))])
        near = [d for d in self._dates(trigger.start, end) if self._tells(d, trigger.kind, trigger.start)]
        if trigger.fate == "cancelled":
            return self._set_anew(trigger, limit)
        if trigger.fate == "postponed":
            near = [d for d in near if not self._of_telling(trigger.end, d)] or near
            if len(near) > 1 or (near and self._moved_to(trigger, near[0])):
                return near[-1]
            named = [d for d in self.dates if start <= d.start and _AS_DAY.match(self.text[d.end : trigger.start])]
            if named:
                return named[-1]
            trigger.first = near[0] if near else None
            return self._new_day(trigger) if trigger.cls == "noun" else None
        near = self._of_itself(trigger, self._moved_again(self._after_all(trigger, start, near)))
        if near and near[0].weekday is None and near[0].start - trigger.end < _BESIDE:
            about = _ABOUT.search(self.text, trigger.start, trigger.end)
            near = near[1:] if about else near  # "jumpa pers tentang jadwal pemungutan suara 14 Februari 2024"
        if near and self._is_of_what_came(trigger, start, near[0]):
            return None
        if near and len(near[0].value) == 7:
            near = [
                d for d in near if len(d.value) == 10
            ] or near  # "SPIP bulan Februari di ruang rapat, Rabu (1/3/2023)"
        if near and not self._apart(trigger, near[0]):
            if self._is_end(trigger, near[0], found):
                trigger.until = near[0]
                return None
            if len(near) > 1 and _ENDS.search(self.text, near[0].end, near[1].start):
                trigger.until = near[1]  # "dimulai esok harinya dan berakhir 29 Mei"
            trigger.more = self._further(near)
            return near[0]
        if near:
            return None
        low = max([start, *(t.end for t in same if t.end <= trigger.start)])
        before = [
            d
            for d in self._dates(low, trigger.start)
            if d.end <= trigger.start and self._tells(d, trigger.kind, trigger.start)
        ]
        before = [d for d in before if not (d.rule == COUNTED and d.end == trigger.start)]  # it is what they count from
        claimed = [d for t in found for d in (t.day, t.until, *t.more)] if before else []
        free = [d for d in before if d not in claimed and not _UNTIL.search(self.text, start, d.start)]
        free = [d for d in free if self.words.apart.search(self.text, d.end, trigger.start) is None]
        return free[-1] if free else None

    def _after_all(self, trigger: Trigger, start: int, near: list[DateMention]) -> list[DateMention]:
        """Without the days that had been meant at first, where another follows: "semula 3 Mei, akhirnya 5 Mei"."""
        if len(near) < 2 or not self.words.original.search(self.text, start, near[-1].start):
            return near
        return [d for d in near if not self._was_meant(start, d)] or near

    def _moved_again(self, near: list[DateMention]) -> list[DateMention]:
        """From the new day on, where the first was only meant: "yang dijadwalkan 12 Maret itu menjadi 19 Maret"."""
        moved = len(near) > 1 and _ITS_NEW.fullmatch(self.text, near[0].end, near[1].start)
        return near[1:] if moved else near

    def _of_itself(self, trigger: Trigger, near: list[DateMention]) -> list[DateMention]:
        """Without the first day, where it is that of what a meeting is only about: "rakor persiapan pelantikan PPK yang akan
        digelar 16 Mei"."""
        if not near or trigger.cls != "noun" or _ABOUT.search(self.text, trigger.start, trigger.end) is None:
            return near
        return near[1:] if _IT_WILL.match(self.text, trigger.end) else near

    def _is_of_what_came(self, trigger: Trigger, start: int, date: DateMention) -> bool:
        """Whether a day is only a deadline, or that of what an activity led to: "Menindaklanjuti rakor, tim berangkat 3 Mei"."""
        if "," in self.text[trigger.end : date.start] and _FOLLOWED.search(self.text, start, trigger.start):
            return True
        low = max(start, trigger.start - _BEFORE_IT) if date.start - trigger.end < _BESIDE else trigger.end
        return trigger.cls == "verb" and _DEADLINE.search(self.text, low, date.start) is not None

    def _tells(self, date: DateMention, kind: str = "", at: int = -1) -> bool:
        """Whether a date can be that of an activity named at ``at``: no document's, none of direct speech elsewhere, and no
        month that only names a period's data."""
        if not is_day(date) or self._cited(date) or is_cited(self.text, date):
            return False
        if any(s.start <= date.start < s.end and not s.start <= at < s.end for s in self.m.quotes):
            return False
        if kind and kind != "pemungutan-suara" and names_election(self.text, date):
            return False
        if _PAPERS.search(self.text, max(0, date.start - 14), date.start):
            return False
        month = len(date.value) == 7 and date.value[0] != "-"
        return not (month and _PERIOD.search(self.text[max(0, date.start - 16) : date.start + 8]))

    def _repeated(self, trigger: Trigger, other: Trigger) -> bool:
        """ "Pemungutan Suara Ulang (PSU) …": the same activity by its short name."""
        return other.kind == trigger.kind and self.text[trigger.end : other.start].strip() == "("

    def _is_end(self, trigger: Trigger, date: DateMention, found: Sequence[Trigger]) -> bool:
        """Whether the text gives only the last day: "akan berlangsung sampai 4 November", "Pendaftaran ditutup Selasa (28/7)"
        of what is told before."""
        again = any(t.kind == trigger.kind and t.start < trigger.start for t in found)
        if again and _ENDS.search(self.text, trigger.end, date.start):
            return True
        return _UNTIL.search(self.text, trigger.end, date.start) is not None

    def _further(self, near: Sequence[DateMention]) -> tuple[DateMention, ...]:
        """The days behind the first in a list of days and places: "di A tanggal 24 dan di B tanggal 26 Februari"."""
        further: list[DateMention] = []
        for earlier, later in pairwise(near):
            if not _LISTED.fullmatch(self.text[earlier.end : later.start]):
                break
            further.append(later)
        return tuple(further)

    def _moved_to(self, trigger: Trigger, date: DateMention) -> bool:
        """Whether the one day of a sentence about a postponement is the new one: the word or "menjadi" stands before it."""
        between = self.text[trigger.end : date.start]
        if _FROM_DAY.search(between) is not None:
            return False
        moved = (self.words.postponed, _BECOMES, _MOVES_TO)
        return any(pattern.search(between) is not None for pattern in moved)

    def _set_anew(self, trigger: Trigger, limit: int) -> DateMention | None:
        """The new day of what was cancelled, where the next sentence sets one: "urung digelar … menjadwalkannya kembali 27 Mei"."""
        following = self.m.sentences[trigger.sentence + 1 : trigger.sentence + 2]
        if trigger.cls != "noun" or not any(_ANEW.search(self.text, limit, span.end) for span in following):
            return None
        trigger.fate = "postponed"
        return self._new_day(trigger)

    def _new_day(self, trigger: Trigger) -> DateMention | None:
        """The day to which an activity is moved, where one of the next sentences gives it ("Kini dijadwalkan 24 Mei")."""
        for span in self.m.sentences[trigger.sentence + 1 : trigger.sentence + 1 + _REACH]:
            found = self.words.new_day.finditer(self.text, span.start, span.end)
            said = _ANNOUNCED.search(self.text, span.start, span.end)
            found = (w for w in found if said is None or w.start() >= said.end())
            word = next((w for w in found if not any(q.start <= w.start() < q.end for q in self.m.quotes)), None)
            days = [d for d in self._dates(word.end(), span.end) if self._tells(d)] if word else []
            days = [d for d in days if not (self._was_meant(span.start, d) or self._of_telling(span.start, d))]
            becomes = [d for d in days if _BECOMES.search(self.text, span.start, d.start)]
            days = becomes or days
            if days and (trigger.first is None or days[-1].value != trigger.first.value):
                return days[-1]
        return None

    def _of_telling(self, start: int, date: DateMention) -> bool:
        """Whether a day is that on which something is said: "…, ujar Ketua KPU X, Nama, Selasa (1/10)"."""
        words = map(fold, WORD.findall(self.text, max(start, date.start - _TELLING), date.start))
        return not self.sayings.isdisjoint(words)

    def _was_meant(self, start: int, date: DateMention) -> bool:
        """Whether the clause of a date says that it was the first one: "semula direncanakan 12 November"."""
        clause = re.split(r"[,;]", self.text[start : date.start])[-1]
        said = self.words.original.search(clause)
        return said is not None and _AT_LAST.search(clause, said.end()) is None

    def _apart(self, trigger: Trigger, date: DateMention) -> bool:
        """Whether a clause of its own stands between a word for an activity and a day."""
        between = _SINCE.sub(" ", self.text[trigger.end : date.start])
        if self.words.apart.search(between) or not self.sayings.isdisjoint(map(fold, WORD.findall(between))):
            return True
        return trigger.cls == "verb" and len(VERB.findall(between)) > 1

    def _cited(self, date: DateMention) -> bool:
        near = [doc for doc in self.m.documents if doc.number_end <= date.start < doc.number_end + 30]
        return any(_MOVES.search(self.text, doc.number_end, date.start) is None for doc in near)


def is_day(date: DateMention) -> bool:
    """A day, or a month where a text plans no nearer ("2022-04"); a year is none."""
    return len(date.value) in {7, 10} and (date.value[:2].isdigit() or date.value.startswith("--"))
