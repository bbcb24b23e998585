"""Who takes part in an article's own activity, who leads it, who holds it, and where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass

from kpugraph.facts.attendance import Attendance
from kpugraph.facts.event_items import event_entry
from kpugraph.facts.leaders import Leaders, leader_words
from kpugraph.facts.trigger_words import event_words
from kpugraph.facts.venues import FROM, TO, VISITED, begins_venue, find_venue
from kpugraph.lexicon import pattern
from kpugraph.model import Evidence, Mentions, Span

_LATER = 4  # further sentences in which an article says where
_TOOK_PLACE = pattern(
    "events_words",
    r"\b(?:{placed}|rapat(?:\s+\w+){0,2}|apel(?:\s+\w+){0,9})(?:\s+{then})*\s+{takes_place}\s+(?P<at>di)",
    re.I,
)
_AT_START = pattern("events_words", r"(?:{placed}|rapat)(?:\s+{this})?\s+(?P<at>di)\s", re.I)
_RECEIVING = {"pendaftaran", "kunjungan"}
_RECEIVED_AT = pattern("events_words", r"\b(?:{received}|menerima|menyambut)\b[^.;]{0,70}?\b(?P<at>di)\s", re.I)
_MEANT = pattern("events_words", r"{at_first}\b[^,]{0,120},", re.I)
_PLACED = re.compile(r"Bertempat\s+(?P<at>di)\b")


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of an activity by name, and its place, with the evidence of each."""

    organizer: str | None = None
    leader: str | None = None
    participants: tuple[str, ...] = ()
    place: str | None = None
    evidence: tuple[Evidence, ...] = ()


def read_parties(
    mentions: Mentions, name: Span, sentence: int, kind: str, others: Collection[int] = (), *, planned: bool = False
) -> Parties:
    """The parties of the activity of a kind, named at ``name`` in sentence number ``sentence``; the sentences ``others``
    tell of other days."""
    return PartyReader(mentions, name, sentence, kind, others, planned=planned).read()


class PartyReader(Leaders):
    def __init__(
        self, mentions: Mentions, name: Span, sentence: int, kind: str = "", others: Collection[int] = (),
        *, planned: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(mentions, name, sentence, kind)
        self.others, self.planned = others, planned

    def read(self) -> Parties:
        organizer = self.organizer()
        leader = self.leader()
        organizer = self._sworn_by(organizer)
        people = self._people(organizer, leader)
        place = self._place()
        return Parties(organizer, leader, people, place, tuple(self.evidence))

    def _sworn_by(self, organizer: str | None) -> str | None:
        """The body of who swore in, where only the site says who held it: "Dewi dilantik Sekretaris KPU Provinsi X, Nama"."""
        body = self.swearing
        understood = any(e.rule == "events.office" for e in self.evidence)
        if body is None or not body.specific or not understood or body.name == organizer:
            return organizer
        self.evidence = [e for e in self.evidence if e.rule != "events.office"]
        self.note(body.start, body.end, "sworn-in-by", "organizer", 0.75, body.steps)
        return body.name

    # ------------------------------------------------------------ who is there

    def _people(self, organizer: str | None, leader: str | None) -> tuple[str, ...]:
        """The participants: the people there beside the leader, and the bodies there beside the organizer."""
        there = Attendance(self.m, self.kind, self.others, planned=self.planned)
        people = [person for person in there.people() if person.name != leader]
        for person in people:
            self.note(person.start, person.end, "named", "participants", 0.7)
        bodies = {body.name: body for body in [*self.attending, *there.bodies()] if body.name != organizer}
        for body in bodies.values():
            self.note(body.start, body.end, "attending", "participants", 0.85, body.steps)
        return tuple(dict.fromkeys([*(person.name for person in people), *bodies]))

    # ------------------------------------------------------------ where

    def _place(self) -> str | None:
        """The venue behind "di" in the activity's sentence or the next: "di Aula Lantai III Kantor KPU X"."""
        last = min(self.sentence + 1, len(self.m.sentences) - 1)
        first = self.m.sentences[self.sentence].start if self.m.sentences else self.m.article.body.start
        line = self.m.dateline
        meant = _MEANT.match(self.text, max(first, line.end) if line else first, self.name.start)
        first = meant.end() if meant is not None else first
        end = self.m.sentences[last].end if self.m.sentences else self.m.article.body.end
        end = min([end, *(at for at in self.others if at > first)])  # what is told of another day has its own place
        close = min(end, self._sentence_end())
        found = self._visited() or self._indoors(find_venue(self.m, first, close))
        if found is None and close < end and event_words().soon.search(self.text, close, end) is None:  # not to come
            found = self._indoors(find_venue(self.m, close, end))
            if found is not None and not begins_venue(self.text[found.start : found.end]):
                found = None  # a region that is told of further on
        found = found or self._before(first)
        if found is not None and not begins_venue(self.text[found.start : found.end]):
            found = self._house(found.end, end) or found
        if found is None or not begins_venue(self.text[found.start : found.end]):
            found = self._said_venue() or found
        if found is None and self.sentence < len(self.m.sentences):
            own = self.m.sentences[self.sentence]
            reached = find_venue(self.m, own.start, own.end, TO)  # "datang ke Gedung X untuk mengikuti bimtek"
            found = reached if reached and begins_venue(self.text[reached.start : reached.end]) else None
        reached = self._reached(Span(self.name.end, self._sentence_end())) if self._goes() else None
        if reached is not None and begins_venue(self.text[reached.start : reached.end]):
            apart = found is None or found.start >= reached.start or found.end <= self.name.start
            found = reached if apart else found
        if self.kind == "logistik" or (found is None and self.kind in {"kunjungan", "monitoring"}):
            own = self.m.sentences[self.sentence] if self.m.sentences else Span(first, end)
            found = self._reached(own) or found or find_venue(self.m, own.start, own.end, FROM)
        if found is None:
            return None
        self.note(found.start, found.end, "venue", "place")
        return " ".join(self.text[found.start : found.end].split())

    def _house(self, start: int, end: int) -> Span | None:
        """A house further on in the activity's sentence, where the first place is none: "diwisuda di X … di Kantor Y"."""
        limit = min(end, self._sentence_end())
        found = self._indoors(find_venue(self.m, start, limit)) if start < limit else None
        return found if found is not None and begins_venue(self.text[found.start : found.end]) else None

    def _goes(self) -> bool:
        """Whether somebody goes somewhere: a visit, or "melayat ke rumah duka"."""
        return self.kind in {"kunjungan", "monitoring"} or self.text.startswith(" ke ", self.name.end)

    def _reached(self, own: Span) -> Span | None:
        """The place to which somebody goes, if it is more than the body that is visited."""
        found = find_venue(self.m, own.start, own.end, TO)
        if found is None or self.kind == "logistik":
            return found
        first = bisect_left(self.m.items, found.start, key=lambda item: item.start)
        at = self.m.items[first] if first < len(self.m.items) else None
        return None if at is not None and at.start == found.start and at.kind == "body" else found

    def _indoors(self, found: Span | None) -> Span | None:
        """No polling place for a meeting: it is what the meeting is about ("rakor persiapan PSU di TPS 4")."""
        polls = found is not None and self.text.startswith("TPS", found.start)
        return None if polls and self.kind in leader_words()["indoors"] else found

    def _before(self, end: int) -> Span | None:
        """The venue in the sentence before, where it tells of the same: "KPU X melantik PPK di Aula Y. Pelantikan …"."""
        if not 0 < self.sentence < len(self.m.sentences):
            return None
        start = self.m.sentences[self.sentence - 1].start
        first, last = (bisect_left(self.m.items, at, key=lambda item: item.start) for at in (start, end))
        told = [entry for item in self.m.items[first:last] if (entry := event_entry(item)) is not None]
        return self._indoors(find_venue(self.m, start, end)) if any(kind == self.kind for kind, _ in told) else None

    def _visited(self) -> Span | None:
        """What is visited, where it is a house: "mendatangi Kantor KPU X"."""
        if self.kind != "kunjungan":
            return None
        return find_venue(self.m, self.name.start, min(self.name.end + 60, self._sentence_end()), VISITED)

    def _sentence_end(self) -> int:
        return self.m.sentences[self.sentence].end if self.sentence < len(self.m.sentences) else self.name.end

    def _said_venue(self) -> Span | None:
        """The venue in a sentence further on that tells where it took place: "Rapat itu berlangsung di Aula X"."""
        for span in self.m.sentences[self.sentence + 1 : self.sentence + 1 + _LATER]:
            said = _TOOK_PLACE.search(self.text, span.start, span.end) or _PLACED.match(self.text, span.start)
            said = said or _AT_START.match(self.text, span.start)
            if said is None and self.kind in _RECEIVING:
                said = _RECEIVED_AT.search(self.text, span.start, span.end)
            if said is not None:
                return find_venue(self.m, said.start("at"), span.end)
        return None
