"""Activities: what the article reports, and others that it names with a day of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kpugraph.facts.days_ahead import deeds_ahead
from kpugraph.facts.event_status import event_status
from kpugraph.facts.main_event import choose_main
from kpugraph.facts.nth_days import nth_day
from kpugraph.facts.organizers import host_words
from kpugraph.facts.own_day import Dated, OwnDay
from kpugraph.facts.parties import Parties, read_parties
from kpugraph.facts.same_event import family, group, held_with, inside, is_doubtful, later, same_day
from kpugraph.facts.side_parties import side_parties
from kpugraph.facts.trigger_words import Trigger, event_words
from kpugraph.lexicon import pattern
from kpugraph.model import DateMention, EventFact, Evidence, Mentions, Span
from kpugraph.text import fold

_FOLLOWS = pattern("events_words", "{follows}", re.I)
_SINCE = pattern("events_words", r"\b{since}\b[^.;]{0,20}\Z", re.I)
_WHILE = pattern("events_words", r",\s*{meanwhile}\b")
_LISTED = re.compile(r"\s+(?:[a-z]+\s+){1,5}(?:dan|serta)\s+")  # "dilaksanakan pembacaan sumpah janji dan …"
_THAT_DAY = pattern("events_words", r"\b(?:{later_that_day}|{same_day})\b", re.I)
_AMONG = re.compile(r"\s*antara\b(?!\s+lain)", re.I)
_SAME_PLACE = pattern("events_words", r"\bdi\s+{same_place}\s+yang\s+sama\b", re.I)
_JUST_AFTER = pattern("events_words", r"\b{just_after}\s+(?:mengikuti\s+|menghadiri\s+|menggelar\s+)?\Z", re.I)
_UP_TO_DAY = re.compile(r"[^,.;:]{0,60},?\s*")  # the rest of a name, before its day
_MEANWHILE = pattern("events_words", r"\b{meanwhile_at}\b[^.;,]{0,30}?\b{attends}\s+\Z")
_CLAUSE = 60  # characters behind an activity in which stands that it came before
_THEN = 30  # characters behind an activity in which stands that it was later that day
_SITTING = 4  # sentences behind what was set in which an article names the meeting


def read_events(
    mentions: Mentions, dates: Sequence[DateMention], dated: tuple[str, Evidence] | None
) -> list[EventFact]:
    """The activities of an article: its own first, then those that have a day of their own or follow it that day."""
    reader = _Reader(mentions, dates, dated)
    main = choose_main(mentions, reader.triggers, dated, dropped=reader.dropped)
    if main is None:
        return reader.put_off(main=True) or reader.days_ahead()
    main = reader.lasting(main)
    own = reader.fact(main, reader.main_day(main), main=True)
    reader.home = own.place
    beside = ((t, reader.fact(t, d, within=w)) for t, d, w in reader.others(main, own))
    shared = (held_with(own, fact, _shared(t)) for t, fact in beside)
    delayed = (e for e in reader.put_off() if (e.kind, e.date) != (own.kind, own.date))
    found = [own, *shared, *delayed]
    deeds = deeds_ahead(mentions, reader.triggers, reader.dates, own)
    return found + [
        reader.fact(t, reader.dated(t.day)) for t in deeds if t.day and t.day.value not in {e.date for e in found}
    ]


def _shared(trigger: Trigger) -> tuple[str, ...]:
    """What an activity of the same day has in common with the article's own: who holds it; the place where they are one."""
    if trigger.joined:
        return ("organizer", "place")
    return () if trigger.kind in host_words()["ownerless"] else ("organizer",)


class _Reader(OwnDay):
    home: str | None = None  # where the article's own activity is

    def put_off(self, *, main: bool = False) -> list[EventFact]:
        """What was put off without a new day, at its first day."""
        delayed = [self._delayed] if self._delayed is not None else []
        return [replace(self.fact(t, self.dated(t.first), main=main), status="postponed") for t in delayed]

    def days_ahead(self) -> list[EventFact]:
        """What lies ahead on a day of its own, in an article that reports no activity itself."""
        ahead = [t for t in self.triggers if t.cls == "noun" and t.day and self.day and later(t.day.value, self.day[0])]
        first = {group(t.kind): t for t in reversed(ahead)}
        return [self.fact(t, self.dated(t.day)) for t in ahead if first[group(t.kind)] is t]

    def others(self, main: Trigger, own: EventFact) -> Iterator[tuple[Trigger, Dated, str | None]]:
        """(trigger, day, larger event) of activities with a day of their own, and those on the main one's day."""
        seen: set[tuple[str, str]] = {(self._told_as(main), own.date or "")}
        for trigger in self.triggers:
            if (trigger.cls == "weak" and (trigger.day is None or trigger.kind == "lainnya")) or (
                trigger.asked and trigger.day is None
            ):
                continue
            listed = [(self.dated(date), date.value, None) for date in trigger.more]
            rows = listed if trigger is main else [self._beside(trigger, main, own), *listed]
            for day, key, within in rows:
                told = self._told_as(trigger), key
                if key and told not in seen:
                    seen.add(told)
                    yield trigger, day, within

    def _told_as(self, trigger: Trigger) -> str:
        """What two words for one activity of a day share: the group of kinds; its name where it is of no kind."""
        return fold(self.text[trigger.start : trigger.end]) if trigger.kind == "lainnya" else group(trigger.kind)

    def _beside(self, trigger: Trigger, main: Trigger, own: EventFact) -> tuple[Dated, str, str | None]:
        """(day, key, larger event) of an activity beside the main one; no key where it is none of its own."""
        nth = nth_day(self.m, trigger, own)
        if nth is not None and family(trigger.kind) != family(main.kind):
            return nth, nth[0], own.name
        day = self.dated(trigger.day)
        if trigger is main or self._names_a_day(trigger) or self._is_short_for(trigger, day, own):
            return None, "", None
        evening = self._later_that_day(trigger) if day is None else None
        if evening is not None:
            return evening, evening[0], None
        same = day is not None and family(trigger.kind) == family(main.kind)
        if same and day is not None and (inside(day[0], own) or self._spans(trigger, own) or self._began(trigger, own)):
            return None, "", None
        if day is not None and (own.date is None or not same_day(day[0], own.date)) and not self._is_purpose(trigger):
            before = "sebelum" in day[1].exact  # "sehari sebelumnya", not "kemarin"
            unsure = trigger.day is not None and is_doubtful(
                trigger.day, own, future=trigger.future and trigger.until is None, same=same and not before
            )
            return (None, "", None) if unsure else (day, day[0], None)
        again = (
            trigger.kind == main.kind and trigger.sentence == main.sentence
        )  # "audiensi dan silaturahmi antara X dan Y"
        if day is None and not again and (self._between_bodies(trigger) or self._next_step(trigger)):
            return None, f"undated {trigger.start}", None
        if family(trigger.kind) == family(main.kind) and not (trigger.kind == "lainnya" and trigger.chained):
            return None, "", None
        if day is not None and (self._says_day_again(trigger, main) or self._just_before(trigger)):
            return day, day[0], None
        if own.date is None or (trigger.cls == "verb" and trigger.purpose):  # "mengimbau agar tetap memantau"
            return None, "", None
        if fold(self.text[trigger.start : trigger.start + 10]) == "penyerahan":
            return None, "", None  # "ditutup dengan penyerahan cinderamata"
        led = self._followed(trigger) if trigger.chained else None
        if led is not None and led.value != own.date:
            return self.dated(led), led.value, None
        if self._goes_with(trigger, main, own.date):
            return self.main_day(main), own.date, own.name if trigger.part else None
        return None, "", None

    def _goes_with(self, trigger: Trigger, main: Trigger, date: str) -> bool:
        """Whether it is of the day of the article's own, unless that lies ahead and it is not told as being to come."""
        if self.day is not None and later(date, self.day[0]) and not trigger.future:
            return False
        return trigger.chained or trigger.part or self._led_apart(trigger) or self._staged(trigger, main)

    def _is_short_for(self, trigger: Trigger, day: Dated, own: EventFact) -> bool:
        """ "musyawarah terbuka penyelesaian sengketa … Musyawarah dipimpin …": the article's own by a part of its name."""
        last = trigger.day.end_value if trigger.day else None
        if day is not None and not (own.date is not None and last is not None and day[0] <= own.date <= last):
            return False
        return fold(own.name).startswith(fold(self.text[trigger.start : trigger.end]))

    def _followed(self, trigger: Trigger) -> DateMention | None:
        """The day of what it follows in its sentence: "Pelantikan dijadwalkan 25 Januari dan dilanjutkan bimtek"."""
        told = [t for t in self.triggers if t.sentence == trigger.sentence and t.start < trigger.start and t.day]
        return told[-1].day if told else None

    def _later_that_day(self, trigger: Trigger) -> Dated:
        """The day of another activity of its sentence: "dilantik di Jakarta, Senin (30/10), dan malam harinya … rapat pleno";
        the article's own where it is told as held then: "Pentas seni digelar malam harinya"."""
        if trigger.cls != "noun" or trigger.future:
            return None
        if self.day is not None and self._of_the_absent(trigger):
            return self.day
        told = [t for t in self.triggers if t.sentence == trigger.sentence and t.day and t.start < trigger.start]
        other = told[-1].day if told else None
        if other is not None and other.start < trigger.start and len(other.value) == 10:
            return self._that_day(_THAT_DAY.search(self.text, other.end, trigger.start), other.value)
        start = self.m.sentences[trigger.sentence].start
        opens = _THAT_DAY.match(self.text, start) if self.day and trigger.sentence and len(self.day[0]) == 10 else None
        if opens is not None and self.day and trigger.start - start < _CLAUSE:
            return self._that_day(opens, self.day[0])
        reach = min(trigger.end + _THEN, self.m.sentences[trigger.sentence].end)
        behind = _THAT_DAY.search(self.text, trigger.end, reach) if trigger.held and self.day else None
        return self._that_day(behind, self.day[0]) if self.day else None

    def _that_day(self, said: re.Match[str] | None, value: str) -> Dated:
        if said is None:
            return None
        step = f"{said.group()}: {value}, the day of what is told before"
        return value, Evidence(said.start(), said.end(), said.group(), "events.that-day", 0.85, "date", (step,))

    def _names_a_day(self, trigger: Trigger) -> bool:
        """Whether a past verb has a day to come: it is what was set, not when ("telah menetapkan 14 Februari 2024")."""
        if trigger.cls != "verb" or trigger.future or trigger.day is None or self.day is None:
            return False
        return trigger.kind == "penetapan" and later(trigger.day.value, self.day[0])

    def _spans(self, trigger: Trigger, own: EventFact) -> bool:
        """Whether it is the article's own activity again, told with all its days ("berlangsung 1 hingga 3 Desember")."""
        last = trigger.day.end_value if trigger.day else None
        name = " ".join(self.text[trigger.start : trigger.end].split())
        within = (
            own.date is not None
            and last is not None
            and trigger.day is not None
            and trigger.day.value <= own.date <= last
        )
        return within and fold(name).startswith(fold(own.name))

    def _began(self, trigger: Trigger, own: EventFact) -> bool:
        """Whether it only tells when the article's own activity began: "pendaftaran dibuka sejak 27 Agustus"."""
        if (
            trigger.day is None
            or own.date is None
            or trigger.day.value > own.date
            or family(trigger.kind) != family(own.kind)
        ):
            return False
        return _SINCE.search(self.text, trigger.end, trigger.day.start) is not None

    def _says_day_again(self, trigger: Trigger, main: Trigger) -> bool:
        """Whether it gives the main one's day in words of its own ("… pada hari yang sama")."""
        given = [self.day[1].start if self.day else -1, main.day.start if main.day else -1]
        return (
            trigger.day is not None and trigger.cls == "noun" and trigger.day.start not in given and not trigger.purpose
        )

    def _is_purpose(self, trigger: Trigger) -> bool:
        """Whether another activity of its sentence is for it or tells of it ("hasil seleksi diumumkan 15 Februari")."""
        others = (t for t in self.triggers if t is not trigger and t.day is trigger.day)
        return trigger.purpose and any(t.cls != "weak" and not t.purpose for t in others)

    def _between_bodies(self, trigger: Trigger) -> bool:
        """Whether the activity is told by those who met ("rapat koordinasi antara KPU X dengan …"): then it needs no day."""
        if trigger.cls != "noun" or _AMONG.match(self.text, trigger.end) is None:
            return False
        return any(b.specific and 0 < b.start - trigger.end < 14 for b in self.m.bodies)

    def _of_the_absent(self, trigger: Trigger) -> bool:
        """Whether somebody is at it meanwhile: "karena Ketua sedang mengikuti rakor di Semarang"."""
        low = max(self.m.sentences[trigger.sentence].start, trigger.start - _CLAUSE)
        return trigger.cls == "noun" and _MEANWHILE.search(self.text, low, trigger.start) is not None

    def _just_before(self, trigger: Trigger) -> bool:
        """Whether what is told came right after it, on its day: "Usai upacara Hari Pancasila, Kamis (1/6/2023), …"."""
        if trigger.cls != "noun":
            return False
        low = self.m.sentences[trigger.sentence].start
        opened = _JUST_AFTER.search(self.text, low, trigger.start)
        if opened is None or trigger.day is None or trigger.day.weekday is None:
            return False
        return _UP_TO_DAY.fullmatch(self.text, trigger.end, trigger.day.start) is not None

    def _next_step(self, trigger: Trigger) -> bool:
        """Whether it lies ahead without a day, by a body that is named ("akan mengikuti uji … oleh KPU RI")."""
        behind = self.text[trigger.end : trigger.end + 6].lower().strip()
        if not (trigger.cls == "noun" and trigger.future and trigger.held and behind.startswith("oleh")):
            return False
        return any(b.specific and 0 < b.start - trigger.end < 8 for b in self.m.bodies)

    def _led_apart(self, trigger: Trigger) -> bool:
        """Whether somebody leads it: "Sebelumnya 26 orang mengikuti apel yang dipimpin …"."""
        if trigger.cls != "noun" or trigger.purpose or trigger.future or trigger.kind == "diskusi":
            return False  # "Diskusi dipandu X": a part of whatever it is
        behind = re.split(r"[,.;\n]", self.text[trigger.end : trigger.end + 40])[0]
        return any(fold(word) in event_words().own_lead for word in re.findall(r"[^\W\d_]+", behind)[:4])

    def _staged(self, trigger: Trigger, main: Trigger) -> bool:
        """Whether another sentence tells that it was staged, and neither before nor in general: "KPU X juga menggelar …"."""
        if trigger.cls != "noun" or trigger.ordinary or trigger.purpose or trigger.future:
            return False
        between = self.text[main.end : trigger.start]
        if trigger.sentence == main.sentence and not (trigger.held and _WHILE.search(between)):
            return self._beside_name(trigger, main)
        words, span = event_words(), self.m.sentences[trigger.sentence]
        near = [
            fold(w) for w in re.findall(r"\w+", self.text[max(span.start, trigger.start - 40) : trigger.start])[-3:]
        ]
        held = any(word in words.holding for word in near[-2:]) and words.only_for.isdisjoint(near)
        behind = re.findall(r"\w+", self.text[trigger.end : min(span.end, trigger.end + 30)])[:1]
        held = held or any(fold(word) in words.holding for word in behind)
        staged = words.polled.finditer(self.text, span.start, trigger.start)
        held = held or any(_LISTED.fullmatch(self.text[verb.end() : trigger.start]) for verb in staged)
        clause = min(span.end, trigger.end + _CLAUSE)
        return held and words.earlier.search(self.text, span.start, clause) is None

    def _beside_name(self, trigger: Trigger, main: Trigger) -> bool:
        """Whether it stands beside the main one, each by a name of its own: "Rapat Koordinasi X serta Bimbingan Teknis Y"."""
        named = self.text[main.start].isupper() and self.text[trigger.start].isupper()
        return named and self.text[main.end : trigger.start].strip() == "serta"

    # ------------------------------------------------------------ the fact

    def fact(self, trigger: Trigger, day: Dated, *, main: bool = False, within: str | None = None) -> EventFact:
        """The event of a trigger; only the main one takes the article's people as participants."""
        basis = self._basis(trigger, main=main)
        told = self.telling() if main else None
        status = event_status(self.m, trigger, day, told or self.day, main=main)
        parties = self._parties(trigger, day, main=main, planned=status == "planned")
        end = self.last_day(trigger, day[0] if day else None, main=main)
        trigger = self._sitting(trigger) if main else trigger
        name = " ".join(self.text[trigger.start : trigger.end].split())
        rule = "events.noun" if trigger.cls == "noun" else "events.verb"
        known = any(trigger is t for t in self.triggers) or trigger.held
        exact = self.text[trigger.start : trigger.end]
        base = Evidence(trigger.start, trigger.end, exact, rule if known else "events.predicate", 0.9 if known else 0.5)
        evidence = [base, *parties.evidence]
        value = day[0] if day else None
        if day is not None:
            evidence.append(replace(day[1], field="date"))
        place = parties.place
        if place is None and not main and self.home and self._at_same_place(trigger):
            place = self.home
            evidence.append(Evidence(trigger.start, trigger.end, exact, "events.same-place", 0.8, "place"))
        if within is not None:
            evidence.append(Evidence(trigger.start, trigger.end, exact, "events.part", 0.8, "within"))
        return EventFact(
            kind=trigger.kind, name=name, date=value, end=end, place=place,
            organizer=parties.organizer, leader=parties.leader, participants=parties.participants,
            status=status, basis=basis, within=within,
            evidence=tuple(evidence),
        )  # fmt: skip

    def _at_same_place(self, trigger: Trigger) -> bool:
        """Whether it is said to be where the article's own was: "… digelar 24 Maret di tempat yang sama"."""
        span = self.m.sentences[trigger.sentence]
        return _SAME_PLACE.search(self.text, trigger.end, span.end) is not None

    def _sitting(self, main: Trigger) -> Trigger:
        """The plenary meeting in which something was set, where the article names it (guideline 3): it is what took place."""
        if main.kind != "penetapan":
            return main
        for t in self.triggers:
            near = main.sentence <= t.sentence <= main.sentence + _SITTING and not (t.future or t.purpose)
            if t.kind == "rapat-pleno" and t.cls == "noun" and near and t.day in {None, main.day}:
                return t
        return main

    def _parties(self, trigger: Trigger, day: Dated, *, main: bool, planned: bool) -> Parties:
        if main:
            name = Span(trigger.start, trigger.end)
            others = self._other_days(trigger, day)
            return read_parties(self.m, name, trigger.sentence, trigger.kind, others, planned=planned)
        return self._meeting(trigger) if day is None else self._side(trigger)

    def _other_days(self, main: Trigger, day: Dated) -> list[int]:
        """Where activities are named behind the main one's sentence that take place on another day."""
        dated = [
            t for t in self.triggers
            if t.day is not None and not t.purpose
            and ((t.sentence > main.sentence and t.cls == "noun") or (t.sentence == main.sentence and t.start > main.end))
        ]  # fmt: skip
        return [t.start for t in dated if day and t.day and not same_day(t.day.value, day[0])]

    def _side(self, trigger: Trigger) -> Parties:
        """The parties of an activity beside the main one: what its own sentence says, up to the next activity."""
        span = self.m.sentences[trigger.sentence]
        same = [t for t in self.triggers if t.sentence == trigger.sentence and t.cls == "noun"]
        low = max([span.start, *(t.end for t in same if t.end <= trigger.start)])
        verbs = [
            t for t in self.triggers if t.sentence == trigger.sentence and t.cls == "verb" and t.kind != trigger.kind
        ]
        high = min([span.end, *(t.start for t in [*same, *verbs] if t.start >= trigger.end)])
        return side_parties(self.m, Span(trigger.start, trigger.end), Span(low, high), trigger.kind)

    def _meeting(self, trigger: Trigger) -> Parties:
        """Those between whom an undated activity took place, or the one by whom it will."""
        end = min(trigger.end + 110, self.m.sentences[trigger.sentence].end)
        met = [b for b in self.m.bodies if b.specific and trigger.end <= b.start < end]
        by = self.text[trigger.end : trigger.end + 6].lower().strip().startswith("oleh")
        field = "organizer" if by else "participants"
        evidence = tuple(
            Evidence(b.start, b.end, self.text[b.start : b.end], "events.between", 0.8, field, b.steps) for b in met
        )
        if by:
            return Parties(organizer=met[0].name if met else None, evidence=evidence[:1])
        return Parties(participants=tuple(dict.fromkeys(b.name for b in met)), evidence=evidence)

    def _basis(self, trigger: Trigger, *, main: bool) -> tuple[str, ...]:
        """The documents that the article's own activity follows ("menindaklanjuti Surat …")."""
        if not main:
            return ()
        return tuple(
            doc.number for doc in self.m.documents if _FOLLOWS.search(self.text[max(0, doc.start - 60) : doc.start])
        )
