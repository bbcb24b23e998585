"""Where a statement of change stands: its sentence, the day that it names or points to, the people that it lists."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date as day_of
from datetime import timedelta
from functools import cached_property

from kpugraph.facts.belonging import Belonging
from kpugraph.facts.change_words import ChangeWords, Cue, change_words, phrase_at, word
from kpugraph.model import DateMention, Evidence, Mentions, PersonMention, RolePhrase, Span, TextItem
from kpugraph.text import sentence_at

_ASIDE = {".", ")", "(", "nama", "atas"}


@dataclass(frozen=True, slots=True)
class Day:
    """A day with the words that give it."""

    value: str
    evidence: Evidence


def mention_of(item: TextItem) -> PersonMention:
    """The person that an item of kind person is."""
    assert isinstance(item.value, PersonMention)
    return item.value


def person_before(items: Sequence[TextItem], i: int, start: int) -> int | None:
    """The last person from item ``start`` on before item ``i``."""
    return next((k for k in range(i - 1, start - 1, -1) if isinstance(items[k].value, PersonMention)), None)


@dataclass
class ChangeText:
    """One article's text as statements of change are read in it. ``dates`` have their years."""

    mentions: Mentions
    dates: list[DateMention]
    cues: Sequence[Cue]
    sworn_day: Day | None = None  # the swearing in that the text told of last
    items: Sequence[TextItem] = field(init=False)
    text: str = field(init=False)
    words: ChangeWords = field(init=False)

    def __post_init__(self) -> None:
        self.items, self.text, self.words = self.mentions.items, self.mentions.article.page.text, change_words()

    @cached_property
    def _belonging(self) -> Belonging:
        return Belonging(self.items, self.mentions.sentences, self.mentions.office)

    def quoted(self, cue: Cue) -> bool:
        at = self.items[cue.first].start
        return any(quote.start <= at < quote.end for quote in self.mentions.quotes)

    def sentence(self, i: int) -> tuple[int, int]:
        """First and last (excluded) item of the sentence that holds item ``i``."""
        at = self.items[i].start
        n = sentence_at(self.mentions.sentences, at)
        span = self.mentions.sentences[n] if n >= 0 and at < self.mentions.sentences[n].end else Span(0, len(self.text))
        return self.item_at(span.start), self.item_at(span.end)

    def item_at(self, offset: int) -> int:
        """The first item that begins at ``offset`` or behind it; their number where none does."""
        return bisect_left(self.items, offset, key=lambda item: item.start)

    def day(self, cue: Cue) -> Day | None:
        """The day of a change: behind the verb, pointed to, before it in the sentence, or that of the meeting before."""
        first, last = self.sentence(cue.first)
        start, end = self.items[first].start, self.items[last - 1].end
        at, behind = self.items[cue.first].start, self.items[cue.last - 1].end
        following = [self.items[other.first].start for other in self.cues if cue.first < other.first < last]
        inside = [d for d in self.dates if start <= d.start < end and not self.bounded(d)]
        after = [d for d in inside if d.start >= behind and d.start < min([end, *following])]
        if cue.past:
            counted = [day for d in inside if d.start < at and (day := self.counted(cue, self.of(d)))]
            return counted[-1] if counted else None
        if self.sworn_day and self.points(cue, first, last, "swearing"):
            return self.sworn_day
        if self.points(cue, first, last, "same_day"):
            earlier = [d for d in self.dates if d.start < at]
            return self.of(earlier[-1]) if earlier else None
        if after:
            return self.of(after[0])
        before = [d for d in inside if d.start < at]
        if before:
            return self.of(before[-1])
        later = [d for d in inside if d.start >= behind]
        if later and cue.kind != "died":
            return self.of(later[0])
        if self.points(cue, first, last, "same_meeting") or self.points(cue, first, last, "meeting"):
            earlier = [d for d in self.dates if d.start < start and not self.bounded(d)]
            return self.of(earlier[-1]) if earlier else None
        return None

    def counted(self, cue: Cue, day: Day) -> Day | None:
        """ "Selasa (25/9), sehari setelah dilantik": the day before."""
        before = " ".join(word(item) for item in self.items[max(0, cue.first - 3) : cue.first])
        for phrase, days in self.words.counted.items():
            if any(before.endswith(f"{phrase} {then}") for then in ("setelah", "usai", "pasca", "sesudah")):
                if len(day.value) < 10:
                    return None
                moved = (day_of.fromisoformat(day.value) - timedelta(days=days)).isoformat()
                step = f"{day.value} -> {moved}, {phrase} before"
                return Day(moved, replace(day.evidence, steps=(*day.evidence.steps, step)))
        return None

    def points(self, cue: Cue, first: int, last: int, name: str) -> bool:
        """Whether a phrase of the list stands in the sentence, up to a few words behind the verb."""
        near = name in {"same_day", "swearing"}
        start, stop = (max(first, cue.first - 8), min(last, cue.last + 4)) if near else (first, last)
        return any(phrase_at(self.items, k, self.words[name]) > k for k in range(start, stop))

    def bounded(self, date: DateMention) -> bool:
        """Whether "sejak" or "sampai" stands before the date: it is then a post's, or something else's."""
        before = self.text[max(0, date.start - 24) : date.start].lower().split()
        tail = [w for w in before[-3:] if w not in {"tanggal", "tgl", "hari", "("}]
        if not tail or tail[-1] not in (self.words["until"] | self.words["since"]) - {"per", "mulai"}:
            return False
        return tail[-1] in self.words["until"] or (tail[-1] in {"sejak", "semenjak"} and self.behind_post(date))

    def behind_post(self, date: DateMention) -> bool:
        """Whether a post stands directly before "sejak" and the date: "Plt. Ketua sejak 16 Februari 2021"."""
        near = [item for item in self.items if item.start < date.start][-4:]
        return any(item.kind == "post" or word(item) in self.words["being"] for item in near)

    def of(self, date: DateMention) -> Day:
        exact = self.text[date.start : date.end]
        return Day(
            date.value,
            Evidence(
                date.start, date.end, exact, f"changes.{date.rule.rpartition('.')[2]}", date.confidence, "", date.steps
            ),
        )

    def listed_before(self, k: int, first: int) -> int | None:
        if k - 2 < first or word(self.items[k - 1]) not in self.words["marks"]:
            return None
        j = k - 2
        while j > first and word(self.items[j]) in self.words["marks"]:
            j -= 1
        return j if isinstance(self.items[j].value, PersonMention) else None

    def list_behind(self, start: int, last: int) -> list[int]:
        """The people of a list behind "yakni", "di antaranya", in one sentence."""
        k = next((k for k in range(start, last) if word(self.items[k]) in self.words["lists"]), None)
        if k is None:
            return []
        found: list[int] = []
        for j in range(k + 1, last):
            item = self.items[j]
            if isinstance(item.value, PersonMention):
                found.append(j)
            elif not (word(item) in self.words["marks"] or item.kind in {"num", "titles"} or item.text in _ASIDE):
                break
        return found

    def taken_up(self, start: int) -> list[int]:
        """ "Kelimanya yaitu A, B dan C", "Mereka adalah …": those sworn in, listed in the next sentence."""
        if start >= len(self.items):
            return []
        first, last = self.sentence(start)
        counted = phrase_at(self.items, first, self.words["counters"])
        return self.list_behind(counted, last) if counted > first else []

    def holders(self, first: int, last: int) -> set[str]:
        return {mention_of(item).name for item in self.items[first:last] if isinstance(item.value, PersonMention)}

    def phrase(self, i: int) -> RolePhrase:
        value = self.items[i].value
        assert isinstance(value, RolePhrase)
        return value

    def body(self, i: int) -> tuple[str, str] | None:
        body, how = self._belonging.body(self.phrase(i), i)
        return (body.name, how) if body is not None else None
