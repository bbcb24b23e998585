"""Where an activity is: its own sentence, the ones beside it, what is visited, where goods go."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection

from kpugraph.facts.organizers import Hosts, host_words
from kpugraph.facts.triggers import event_entry
from kpugraph.facts.venues import FROM, TO, VISITED, begins_venue, find_venue
from kpugraph.model import Span

_LATER = 4  # further sentences in which an article says where
_TOOK_PLACE = re.compile(
    r"\b(?:kegiatan|acara|rapat(?:\s+\w+){0,2}|rakor|pertemuan|sosialisasi|pelantikan|apel(?:\s+\w+){0,9}|upacara|bimtek|audiensi|kunjungan|diskusi|sidang)"
    r"(?:\s+(?:ini|itu|tersebut|yang|pun|juga|kali|tetap|akan|sendiri))*\s+(?:berlangsung|bertempat|dilaksanakan|digelar|dipusatkan|diselenggarakan|diadakan)\s+(?P<at>di)",
    re.I,
)
_PLACED = re.compile(r"Bertempat\s+(?P<at>di)\b")


class Whereabouts(Hosts):
    """The place of the activity of a kind named at ``name`` in sentence number ``sentence``."""

    others: Collection[int] = ()  # where activities of another day are named

    def _place(self) -> str | None:
        """The venue behind "di" in the activity's sentence or the next: "di Aula Lantai III Kantor KPU X"."""
        last = min(self.sentence + 1, len(self.m.sentences) - 1)
        first = self.m.sentences[self.sentence].start if self.m.sentences else self.m.article.body.start
        end = self.m.sentences[last].end if self.m.sentences else self.m.article.body.end
        end = min([end, *(at for at in self.others if at > first)])  # what is told of another day has its own place
        close = min(end, self._sentence_end())
        found = self._visited() or self._indoors(find_venue(self.m, first, close))
        if found is None and close < end:
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
        return None if polls and self.kind in host_words()["indoors"] else found

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
            if said is not None:
                return find_venue(self.m, said.start("at"), span.end)
        return None
