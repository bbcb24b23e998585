"""Activities: what the article reports, and others that it names with a day of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from kpugraph.facts.dating import resolve_relative
from kpugraph.facts.parties import Parties, read_parties
from kpugraph.lexicon import rules
from kpugraph.model import DateMention, EventFact, Evidence, Mentions, Span, TextItem
from kpugraph.text import fold

_LONGEST_NAME = 14  # items
_FOLLOWS = re.compile(r"menindaklanjuti|tindak lanjut|berdasarkan|mendasarkan|sesuai|berpedoman", re.I)
_PLENARY = {"rapat-pleno", "penetapan", "rekapitulasi"}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``data/rules/events.toml``."""

    holding: frozenset[str]
    planned: frozenset[str]
    chained: frozenset[str]
    stop: frozenset[str]
    postponed: frozenset[str]
    done: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> Words:
    data = rules("events")
    return Words(*(frozenset(data[key]) for key in ("holding", "planned", "chained", "stop", "postponed", "done")))


@dataclass
class Trigger:
    """A word for an activity where it stands: its kind, name, sentence, and whether a verb of holding is beside it."""

    kind: str
    cls: str
    start: int
    end: int
    sentence: int
    held: bool
    chained: bool

    @property
    def rank(self) -> int:
        """How well it names an activity: a noun that is held, a noun, a verb, a word that often means something else."""
        return (2 if self.cls == "noun" else 1 if self.cls == "verb" else 0) + (2 if self.held else 0)


def read_events(
    mentions: Mentions, dates: Sequence[DateMention], dated: tuple[str, Evidence] | None
) -> list[EventFact]:
    """The activities of an article: its own first, then those that have a day of their own or follow it that day."""
    reader = _Reader(mentions, dates, dated)
    main = reader.main()
    if main is None:
        return []
    own = reader.fact(main, reader.announced(main) or reader.day, main=True)
    return [reader.settled(own, main), *(reader.fact(t, d) for t, d in reader.others(main))]


class _Reader:
    def __init__(self, mentions: Mentions, dates: Sequence[DateMention], dated: tuple[str, Evidence] | None) -> None:
        self.m = mentions
        self.text = mentions.article.page.text
        self.day = dated
        base = dated[0] if dated else ""
        self.dates = [resolve_relative(date, base) for date in dates]
        self.triggers = list(self._triggers())

    # ------------------------------------------------------------ finding

    def _triggers(self) -> Iterator[Trigger]:
        words = _words()
        items = self.m.items
        for i, item in enumerate(items):
            entry = _entry(item)
            if entry is None or self._quoted(item.start) or self._in_name(i):
                continue
            before = [fold(other.text) for other in items[max(0, i - 4) : i]]
            after = [fold(other.text) for other in items[i + 1 : i + 6]]
            held = any(word in words.holding for word in [*before[-3:], *after])
            chained = entry[1] == "noun" and any(word in words.chained for word in before[-3:])
            end = item.end if entry[1] == "verb" else self._name_end(i)
            yield Trigger(entry[0], entry[1], item.start, end, self._sentence(item.start), held, chained)

    def _in_name(self, i: int) -> bool:
        """Whether the word stands in the name of a regulation, form or place ("Peraturan …", "Ruang Rapat")."""
        before = self.m.items[i - 1] if i else None
        return before is not None and (
            before.kind == "venues" or fold(before.text) in {"ruang", "aula", "tentang", "perihal"}
        )

    def _quoted(self, at: int) -> bool:
        return any(quote.start <= at < quote.end for quote in self.m.quotes)

    def _sentence(self, at: int) -> int:
        return max((n for n, span in enumerate(self.m.sentences) if span.start <= at), default=0)

    def _name_end(self, i: int) -> int:
        """The end of the noun's phrase: up to a mark, a person, a day or a word that begins something else."""
        stop = _words().stop
        end = self.m.items[i].end
        items = self.m.items
        for k in range(i + 1, min(i + _LONGEST_NAME, len(items))):
            item = items[k]
            if _joins_posts(items, k):
                continue
            if item.kind in {"punct", "break", "person", "num"} or fold(item.text) in stop or _held_post(items, k):
                break
            if any(date.start <= item.start < date.end for date in self.dates):
                break
            end = item.end
        return end

    # ------------------------------------------------------------ choosing

    def main(self) -> Trigger | None:
        """The article's own activity: the best word in its first sentences, else the headline's, else any."""
        lead = [t for t in self.triggers if t.sentence <= 1]
        plain = [t for t in lead if not self._future(t)] or lead
        own = (
            [t for t in plain if t.held and t.cls == "noun"]
            or plain
            or [t for t in self.triggers if t.held or t.cls == "noun"]
        )
        own = [t for t in own if not (self._told(t) and self._another_day(t))] or own
        if own:
            return max(own[:6], key=lambda t: (t.rank, -t.sentence, -t.start))
        return self._headline()

    def _another_day(self, trigger: Trigger) -> bool:
        """Whether its sentence gives it a day that is not the article's ("Sehari berselang, Kamis (25/10), … rapat pleno")."""
        own = self._own_day(trigger) or self._day_before(trigger)
        return own is not None and self.day is not None and own[0] != self.day[0]

    def _headline(self) -> Trigger | None:
        """The longest word for an activity in the headline, where the article has a day at all."""
        named = [(item, entry) for item in self.m.headline if (entry := _entry(item)) and entry[1] != "weak"]
        if not named or self.day is None:
            return None
        item, (kind, _) = max(named, key=lambda pair: len(pair[0].text.split()))
        return Trigger(kind, "verb", item.start, item.end, 0, held=True, chained=False)

    def others(self, main: Trigger) -> Iterator[tuple[Trigger, tuple[str, Evidence] | None]]:
        """Activities with a day of their own, and those that follow the main one on its day."""
        seen: set[tuple[str, str]] = {(_group(main.kind), self.day[0] if self.day else "")}
        for trigger in self.triggers:
            if trigger is main or trigger.cls == "weak":
                continue
            day = self._own_day(trigger) or (self._day_before(trigger) if self._told(trigger) else None)
            if day is not None and (self.day is None or day[0] != self.day[0]):
                key = (_group(trigger.kind), day[0])
            elif day is None and self._between_bodies(trigger) and trigger.kind != main.kind:
                key = (_group(trigger.kind), f"undated {trigger.start}")
            elif trigger.chained and trigger.kind != main.kind and self.day is not None:
                day = self.day
                key = (_group(trigger.kind), self.day[0])
            else:
                continue
            if key not in seen:
                seen.add(key)
                yield trigger, day

    def _own_day(self, trigger: Trigger) -> tuple[str, Evidence] | None:
        """The day in the trigger's clause: the nearest behind it in its sentence, before another activity."""
        limit = (
            self.m.sentences[trigger.sentence].end if trigger.sentence < len(self.m.sentences) else trigger.end + 120
        )
        following = [
            t.start
            for t in self.triggers
            if t.start > trigger.end and t.sentence == trigger.sentence and t.cls == "noun"
        ]
        end = min([limit, *following])
        near = [d for d in self.dates if trigger.start <= d.start < end and _is_day(d) and not self._cited(d)]
        if not near:
            return None
        date = near[0]
        exact = self.text[date.start : date.end]
        return date.value, Evidence(
            date.start, date.end, exact, f"events.{date.rule}", date.confidence, "date", date.steps
        )

    def _day_before(self, trigger: Trigger) -> tuple[str, Evidence] | None:
        """The day that its sentence names before it, with no other activity between the two."""
        if trigger.sentence >= len(self.m.sentences):
            return None
        begin = self.m.sentences[trigger.sentence].start
        between = [t.end for t in self.triggers if t.sentence == trigger.sentence and t.start < trigger.start]
        begin = max([begin, *between])
        near = [d for d in self.dates if begin <= d.start < trigger.start and _is_day(d) and not self._cited(d)]
        if not near or len(near[-1].value) != 10:
            return None
        date = near[-1]
        exact = self.text[date.start : date.end]
        return date.value, Evidence(
            date.start, date.end, exact, f"events.{date.rule}", date.confidence, "date", date.steps
        )

    def announced(self, trigger: Trigger) -> tuple[str, Evidence] | None:
        """The day of the article's own activity where that lies ahead of the day that the article has."""
        own = self._own_day(trigger) if self._future(trigger) else None
        return own if own and self.day and own[0] > self.day[0] else None

    def settled(self, event: EventFact, trigger: Trigger) -> EventFact:
        """The article's own activity with its status: put off without a new day, or still ahead when it was published."""
        published = self.m.article.page.date or ""
        span = self.m.sentences[trigger.sentence] if trigger.sentence < len(self.m.sentences) else None
        told = self.text[trigger.start : span.end] if span else ""
        off = _words().postponed
        at = next((m.end() for word in off if (m := re.search(rf"\b{word}\b", told, re.I))), None)
        later = at is not None and any(trigger.start + at <= d.start < (span.end if span else 0) for d in self.dates)
        if at is not None and not later:
            return replace(event, status="postponed")
        if event.date and len(event.date) == 10 and len(published) >= 10 and event.date > published[:10]:
            return replace(event, status="planned")
        return event

    def _between_bodies(self, trigger: Trigger) -> bool:
        """Whether the activity is told by those who met ("rapat koordinasi antara KPU X dengan …"): then it needs no day."""
        behind = self.text[trigger.end : trigger.end + 9].lower().strip()
        return (
            trigger.cls == "noun"
            and behind.startswith("antara")
            and any(b.specific and 0 < b.start - trigger.end < 14 for b in self.m.bodies)
        )

    def _cited(self, date: DateMention) -> bool:
        return any(doc.number_end <= date.start < doc.number_end + 30 for doc in self.m.documents)

    def _future(self, trigger: Trigger) -> bool:
        """Whether words before it in its clause, or right behind it, say that it lies ahead."""
        start = self.m.sentences[trigger.sentence].start if trigger.sentence < len(self.m.sentences) else 0
        before = self.text[max(start, trigger.start - 60) : trigger.start].casefold()
        behind = self.text[trigger.end : trigger.end + 45].casefold().split(",")[0]
        return any(_has(word, before) or _has(word, behind) for word in _words().planned)

    # ------------------------------------------------------------ the fact

    def fact(self, trigger: Trigger, day: tuple[str, Evidence] | None, *, main: bool = False) -> EventFact:
        """The event of a trigger; only the main one takes the article's people as participants."""
        name = " ".join(self.text[trigger.start : trigger.end].split())
        parties = read_parties(self.m, Span(trigger.start, trigger.end), trigger.sentence) if main else Parties()
        evidence = [
            Evidence(
                trigger.start,
                trigger.end,
                self.text[trigger.start : trigger.end],
                "events.noun" if trigger.cls == "noun" else "events.verb",
                0.9,
            )
        ]
        evidence += parties.evidence
        if not main and day is None:
            parties = self._meeting(trigger)
            evidence += parties.evidence
        value = day[0] if day else None
        if day is not None:
            evidence.append(replace(day[1], field="date"))
        end = self._range_end(value)
        return EventFact(
            kind=trigger.kind, name=name, date=value, end=end, place=parties.place, organizer=parties.organizer,
            leader=parties.leader, participants=parties.participants, status=self._status(trigger, value, main=main),
            basis=self._basis(trigger, main=main), evidence=tuple(evidence),
        )  # fmt: skip

    def _meeting(self, trigger: Trigger) -> Parties:
        """Those between whom an undated activity took place."""
        end = min(trigger.end + 110, self.m.sentences[trigger.sentence].end)
        met = [b for b in self.m.bodies if b.specific and trigger.end <= b.start < end]
        evidence = tuple(
            Evidence(b.start, b.end, self.text[b.start : b.end], "events.between", 0.8, "participants", b.steps)
            for b in met
        )
        return Parties(participants=tuple(dict.fromkeys(b.name for b in met)), evidence=evidence)

    def _range_end(self, value: str | None) -> str | None:
        return next((d.end_value for d in self.dates if d.value == value and d.end_value), None) if value else None

    def _status(self, trigger: Trigger, value: str | None, *, main: bool) -> str:
        if value and self.day and len(value) == len(self.day[0]) and value > self.day[0]:
            return "held" if self._told(trigger) else "planned"
        if main or (value and self.day and value <= self.day[0]):
            return "planned" if main and self._future(trigger) and "akan" in self._clause(trigger) else "held"
        return "planned" if self._future(trigger) else "held"

    def _told(self, trigger: Trigger) -> bool:
        """Whether a later activity is told as past: it chose or swore in somebody, or a year stands by its day."""
        if self._future(trigger) or trigger.sentence >= len(self.m.sentences):
            return False
        said = self.text[trigger.start : self.m.sentences[trigger.sentence].end].casefold()
        return any(_has(word, said) for word in _words().done)

    def _clause(self, trigger: Trigger) -> list[str]:
        return self.text[max(0, trigger.start - 40) : trigger.end + 30].casefold().split()

    def _basis(self, trigger: Trigger, *, main: bool) -> tuple[str, ...]:
        """The documents that the article's own activity follows ("menindaklanjuti Surat …")."""
        if not main:
            return ()
        return tuple(
            doc.number for doc in self.m.documents if _FOLLOWS.search(self.text[max(0, doc.start - 60) : doc.start])
        )


def _entry(item: TextItem) -> tuple[str, str] | None:
    entries: Sequence[Any] = getattr(item, "entries", ())
    return next(((e.value, e.frame) for e in entries if e.cls == "events"), None)


def _held_post(items: Sequence[TextItem], k: int) -> bool:
    """A role with its holder behind it: it tells of a person, and is no part of an activity's name."""
    return items[k].kind == "post" and any(item.kind == "person" for item in items[k + 1 : k + 3])


def _joins_posts(items: Sequence[TextItem], k: int) -> bool:
    """ "dan" between two roles of one name: "Serah Terima Jabatan Anggota … dan Anggota …"."""
    return fold(items[k].text) == "dan" and k + 1 < len(items) and items[k - 1].kind == items[k + 1].kind == "post"


def _is_day(date: DateMention) -> bool:
    return len(date.value) in {7, 10} and (date.value[:2].isdigit() or date.value.startswith("--"))


def _group(kind: str) -> str:
    return "rapat-pleno" if kind in _PLENARY else kind


def _has(word: str, text: str) -> bool:
    return re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", text) is not None
