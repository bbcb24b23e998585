"""Which of the activities that an article names is its own: the one that it reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kpugraph.facts.event_items import event_entry, headline_kinds
from kpugraph.facts.same_event import later, same_day
from kpugraph.facts.trigger_words import Trigger, event_words
from kpugraph.facts.triggers import predicate
from kpugraph.lexicon import pattern
from kpugraph.model import Evidence, Mentions
from kpugraph.sayings import load_sayings
from kpugraph.text import fold, sentence_at

_SURE = 2.0  # weight below which a word that only says what something is for names no activity
_BEFORE = pattern("events_words", r"\b{before_it}\s+\Z")
_THEN = pattern("events_words", r"{after_it}\b")
_LATER = pattern("events_words", r"\b{later_that_day}\b", re.I)
_UNLIKELY = -1.0  # weight below which what the first sentence tells is rather the article's own
_FEW_WORDS = 4  # in a sentence that only says where and when
_NEAR = 2  # sentences behind which distance does not count against what has the article's day
_LEAD = 6  # sentences in which an article comes to what it reports

_Dated = tuple[str, Evidence] | None


def choose_main(mentions: Mentions, triggers: Sequence[Trigger], day: _Dated, *, dropped: bool) -> Trigger | None:
    """The article's own activity of day ``day``; None where it reports none. ``dropped``: one was cancelled or put off."""
    return _Chooser(mentions, mentions.article.page.text, triggers, day, dropped).choose()


def holds_day(mentions: Mentions, day: _Dated, trigger: Trigger) -> bool:
    """Whether the article's day stands in the trigger's sentence, and is not that of telling ("…, kata ketua, Senin (5/3)")."""
    if day is None or trigger.sentence >= len(mentions.sentences):
        return False
    span = mentions.sentences[trigger.sentence]
    if not span.start <= day[1].start < span.end:
        return False
    between = re.findall(r"[^\W\d_]+", mentions.article.page.text[trigger.end : day[1].start])
    return load_sayings().bare.isdisjoint(map(fold, between))


def is_of_telling(mentions: Mentions, day: _Dated) -> bool:
    """Whether the article's day is that of a report: "…, ujarnya di sela-sela kegiatan, Minggu (28/1)"."""
    n = sentence_at(mentions.sentences, day[1].start) if day else -1
    if day is None or n < 0:
        return False
    return load_sayings().attributes(mentions.article.page.text[mentions.sentences[n].start : day[1].start])


@dataclass(frozen=True, slots=True)
class _Chooser:
    m: Mentions
    text: str
    triggers: Sequence[Trigger]
    day: _Dated
    dropped: bool

    def choose(self) -> Trigger | None:
        """The article's own activity: the word that names it best near the beginning, else the headline's."""
        named = headline_kinds(self.m.headline)
        told = self._first_told()
        dated = sentence_at(self.m.sentences, self.day[1].start) if self.day else told
        begins = dated if told < dated <= told + _NEAR else told  # "Hujan tak menyurutkan … Sabtu (13/5) …"
        near = [
            t for t in self.triggers
            if t.sentence < told + _LEAD and (t.sentence <= begins + 1 or t.held or t.cls == "noun" or self._on_day(t))
            and not (t.asked or (t.cls == "weak" and t.purpose) or self._that_day(t))
        ]  # fmt: skip
        best = max(near, key=lambda t: (self._weight(t, named), -t.start), default=None)
        if best is not None and not (best.purpose and not best.held and self._weight(best, named) < _SURE):
            return self._instead(best, near, named) or self._with_day(best)
        if best is not None and not named and self._came_to(best):
            return best
        further = [t for t in self.triggers if (t.held or self._on_day(t)) and t.cls == "noun" and not t.asked]
        further = [t for t in further if not self._that_day(t)]
        if self._told() is not None:  # "… memberi penghargaan", told late
            further = [t for t in further if self._on_day(t) or t.sentence <= told + 1]
        ahead = [t for t in further if self._to_come(t) or self._lies_apart(t)]
        further = [t for t in further if t not in ahead] or ([] if self._told() else further)
        if further and self.day is not None and not self.dropped:
            return further[0]
        if self.dropped and not self._tells_first():
            return None
        reported = self._headline() or self._told() or (self._told_on_day() if best is None else None)
        return reported or (None if best is not None and self._comes_after(best) else best)

    def _came_to(self, best: Trigger) -> bool:
        """Whether the first sentence says what for somebody came: "datang ke kantor KPU, Senin (1/8), untuk berkonsultasi"."""
        early = best.cls == "verb" and best.sentence <= self._first_told() and not best.future
        return early and holds_day(self.m, self.day, best)

    def _instead(self, best: Trigger, near: Sequence[Trigger], named: set[str]) -> Trigger | None:
        """What the headline or the first sentence tells, where the best word names what is to come or only mentioned."""
        told = self._first_told()
        apart = self._lies_apart(best) and best.kind not in named
        other = (self._headline() or self._told() or self._nearer(near, named)) if apart else None
        if best.sentence > told + 1 and self._to_come(best) and not is_of_telling(self.m, self.day):
            other = self._headline() or other  # "Sosialisasi model ini akan diulang 2 April"
        stray = best.sentence > told + 1 and best.kind not in named and not holds_day(self.m, self.day, best)
        if stray and self._told() is not None and (not best.held or best.sentence > told + _NEAR):
            other = self._told()  # what is only mentioned late
        if best.sentence > told + 1 and self._weight(best, named) < _UNLIKELY:
            other = self._told() or other
        if best.future and best.day is None and best.sentence and not best.fate:
            other = self._told() or other  # what is only planned is not what the first sentence tells of
        if (
            best.cls == "verb"
            and best.sentence > told
            and best.day is None
            and _BEFORE.search(self.text, best.start - 8, best.start)
        ):
            other = self._told() or other  # "32 persen pemilih sudah didatangi"
        if best.cls == "weak" and best.sentence > told + best.held:
            other = self._told() or other
        return other

    def _that_day(self, trigger: Trigger) -> bool:
        """Whether it came later on the day of what was told: "rapat pleno digelar sore harinya"."""
        return _LATER.search(self.text, trigger.end, trigger.end + 30) is not None and trigger.sentence > 0

    def _nearer(self, near: Sequence[Trigger], named: set[str]) -> Trigger | None:
        """The best of those that do not lie on a later day."""
        held = [t for t in near if not self._lies_apart(t) and not t.future and not t.purpose]
        return max(held, key=lambda t: (self._weight(t, named), -t.start), default=None)

    def _to_come(self, trigger: Trigger) -> bool:
        """Whether it lies ahead on a day behind the article's own."""
        ahead = trigger.future and trigger.day is not None and self.day is not None
        return ahead and trigger.day is not None and self.day is not None and later(trigger.day.value, self.day[0])

    def _lies_apart(self, best: Trigger) -> bool:
        """Whether it has a later day of its own, and so is none that was held: "menjalani pemeriksaan kesehatan, 30 Agustus"."""
        if best.day is None or self.day is None or best.fate or best.sentence == 0:
            return False
        return later(best.day.value, self.day[0]) and not best.future

    def _on_day(self, trigger: Trigger) -> bool:
        """Whether an activity has the article's day, and is not only what something else is for."""
        own = trigger.day is not None and self.day is not None and trigger.day.start == self.day[1].start
        return own and not trigger.purpose and not trigger.future

    def _with_day(self, best: Trigger) -> Trigger:
        """What lies ahead without a day, where it is told again with one (guideline 31): "Debat perdana digelar 23 Oktober"."""
        if not best.future or best.day is not None or best.fate:
            return best
        again = (t for t in self.triggers if t.kind == best.kind and t.cls == "noun" and t.future and t.day is not None)
        return next(again, best)

    def _first_told(self) -> int:
        """The number of the first sentence that tells something: no place, day or host alone ("Ungaran, Rabu (1/11/2023).")."""
        return next(
            (n for n, s in enumerate(self.m.sentences) if self.text[s.start : s.end].count(" ") >= _FEW_WORDS), 0
        )

    def _told(self) -> Trigger | None:
        """Something else that the article reports, where its first sentence says the day of it."""
        if self.day is None or not self.m.sentences:
            return None
        n = min(self._first_told(), len(self.m.sentences) - 1)
        first = self.m.article.body.start <= self.day[1].start < self.m.sentences[n].end
        return predicate(self.m, n) if first else None

    def _told_on_day(self) -> Trigger | None:
        """What the sentence tells that has the article's day, near the beginning."""
        n = sentence_at(self.m.sentences, self.day[1].start) if self.day else -1
        return predicate(self.m, n) if 0 < n < _LEAD else None

    def _tells_first(self) -> bool:
        """Whether the first sentence tells something of its day, and of nothing that was dropped or put off."""
        if self._told() is None:
            return False
        span, words = self.m.sentences[min(self._first_told(), len(self.m.sentences) - 1)], event_words()
        return not any(p.search(self.text, span.start, span.end) for p in (words.cancelled, words.postponed))

    def _weight(self, trigger: Trigger, named: set[str]) -> float:
        weight = float(trigger.rank) - 1.5 * trigger.sentence
        if trigger.kind in named:
            weight += 2
        if self.day is not None and holds_day(self.m, self.day, trigger):
            own = (
                trigger.cls == "noun"
                and not trigger.purpose
                and trigger.day is not None
                and trigger.day.start == self.day[1].start
            )
            weight += 2 if own else 1
            weight += 1.5 * max(0, trigger.sentence - _NEAR) if own else 0  # however late it comes
        moved = trigger.fate == "postponed"
        if trigger.future and trigger.day is not None and trigger.cls != "weak" and is_of_telling(self.m, self.day):
            return weight - (2 if trigger.purpose else 0)  # what is announced has a day of its own (guideline 31)
        if not moved and trigger.day and self.day and not same_day(trigger.day.value, self.day[0]):
            weight -= 4
        if trigger.future and not (self.day and trigger.day and same_day(trigger.day.value, self.day[0])):
            weight -= 3
        if trigger.purpose or (trigger.chained and not trigger.joined):
            weight -= 2
        if trigger.cls == "weak" and trigger.kind == "lainnya":
            weight -= 2  # "melepas becaknya … dilantik"
        if self._follows(trigger):
            weight -= 2  # "Usai dilantik, mereka mengikuti rakor": what came then
        if trigger.cls != "verb" and self._comes_after(trigger):
            weight -= 2
        return weight

    def _follows(self, trigger: Trigger) -> bool:
        """Whether its sentence, not the first, opens by saying that it came after what was told, on a day that is not given."""
        if not 0 < trigger.sentence < len(self.m.sentences) or trigger.day is not None or trigger.cls != "noun":
            return False
        return _THEN.match(self.text, self.m.sentences[trigger.sentence].start) is not None

    def _comes_after(self, trigger: Trigger) -> bool:
        """Whether what is told came after it: "Setelah dilakukan verifikasi, …"."""
        if trigger.sentence >= len(self.m.sentences):
            return False
        low = max(self.m.sentences[trigger.sentence].start, trigger.start - 30)
        return event_words().after.search(self.text, low, trigger.start) is not None

    def _headline(self) -> Trigger | None:
        """The longest word for an activity in the headline, where the article has a day at all."""
        named = [
            (item, e)
            for item in self.m.headline
            if (e := event_entry(item)) is not None and e[1] not in {"weak", "held", "goods", "again"}
        ]
        named = [(item, e) for item, e in named if not self._asked_in_headline(item.start)]
        if not named or self.day is None:
            return None
        item, (kind, _) = max(named, key=lambda pair: len(pair[0].text.split()))
        return Trigger(kind, "verb", item.start, item.end, 0, held=True)

    def _asked_in_headline(self, at: int) -> bool:
        """Whether the headline only asks somebody for it, or names it as what something is for: "KPU Minta KPPS Awasi Pemilih"."""
        title = self.m.article.title
        words = event_words()
        before = re.findall(r"\w+", self.text[title.start : at])[-1:]
        if before and fold(before[0]) in words.headline_for:
            return True  # "KPU mengusulkan calon terpilih untuk dilantik"
        return words.asking.search(self.text, title.start, at) is not None
