"""Who takes part in an article's own activity, who leads it, who holds it, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kpugraph.lexicon import rules
from kpugraph.model import BodyMention, Evidence, Mentions, PersonMention, RolePhrase, Span, TextItem
from kpugraph.text import fold

_BYLINE = re.compile(r"kontributor|editor|penulis|foto|reporter|fotografer|pewarta|sumber|narahubung", re.I)
_ORGANIZED = re.compile(
    r"(?:digelar|diselenggarakan|diadakan|dilaksanakan|dihelat|diinisiasi)\s+(?:oleh\s+)?$|\boleh\s+$", re.I
)
_DAYS = "senin|selasa|rabu|kamis|jum|sabtu|minggu|ahad"
_VENUE_END = re.compile(
    rf"[.;\n]|,\s*(?=(?:{_DAYS}|pada|yang|dan|\(|\d))|\s?\(\d|,\s*\d"
    rf"|\s(?=(?:pada|yang|dengan|bersama|untuk|selama|dan|sebagai|oleh|guna|dalam|dihadiri|dipimpin|diikuti|{_DAYS}"
    r"|berlangsung|saat|tanggal|setelah|dari|telah|sehari|mulai)\b)",
    re.I,
)
_LONGEST_VENUE = 90


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of an activity by name, and its place, with the evidence of each."""

    organizer: str | None = None
    leader: str | None = None
    participants: tuple[str, ...] = ()
    place: str | None = None
    evidence: tuple[Evidence, ...] = ()


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    data = rules("events")
    return {key: frozenset(data[key]) for key in ("lead", "open", "moderate", "not_venue", "holding")}


def read_parties(mentions: Mentions, name: Span, sentence: int) -> Parties:
    """The parties of the activity named at ``name`` in sentence number ``sentence``."""
    return _Reader(mentions, name, sentence).read()


class _Reader:
    def __init__(self, mentions: Mentions, name: Span, sentence: int) -> None:
        self.m, self.name, self.sentence = mentions, name, sentence
        self.text = mentions.article.page.text
        self.evidence: list[Evidence] = []
        self.attending: list[BodyMention] = []  # bodies said to take part ("KPU X mengikuti apel …")

    def read(self) -> Parties:
        organizer = self._organizer()
        leader = self._leader()
        people = self._people(leader)
        place = self._place()
        return Parties(organizer, leader, people, place, tuple(self.evidence))

    def _note(
        self, start: int, end: int, rule: str, field: str, confidence: float = 0.85, steps: tuple[str, ...] = ()
    ) -> None:
        self.evidence.append(Evidence(start, end, self.text[start:end], f"events.{rule}", confidence, field, steps))

    # ------------------------------------------------------------ who holds it

    def _organizer(self) -> str | None:
        """ "… yang digelar KPU X", else the subject before the verb of holding, else the publishing office."""
        bodies = [(i, item) for i, item in enumerate(self.m.items) if _body(item) is not None]
        for _, item in bodies:
            body = _body(item)
            near = abs(self._number(item.start) - self.sentence) <= 1
            before = self.text[max(0, item.start - 40) : item.start]
            if body is not None and body.specific and near and _ORGANIZED.search(before):
                self._note(body.start, body.end, "organized-by", "organizer", 0.9, body.steps)
                return body.name
        lead = [
            b
            for _, item in bodies
            if item.start < self.name.start and self._number(item.start) == self.sentence and (b := _body(item))
        ]
        attending = re.search(
            r"\b(?:mengikuti|ikuti|menghadiri|hadiri|menerima)\b",
            self.text[max(0, self.name.start - 60) : self.name.start],
        )
        if (
            lead
            and not attending
            and lead[0].specific
            and lead[0].kind not in {"school", "party", "education", "place"}
        ):
            self._note(lead[0].start, lead[0].end, "subject", "organizer", 0.85, lead[0].steps)
            return lead[0].name
        if attending:
            self.attending = [b for b in lead if b.specific]
            return None
        if self.m.office is None:
            return None
        step = (f"{self.m.office.body} publishes the page",)
        self._note(self.name.start, self.name.end, "office", "organizer", 0.7, step)
        return self.m.office.body

    def _number(self, at: int) -> int:
        return max((n for n, span in enumerate(self.m.sentences) if span.start <= at), default=0)

    # ------------------------------------------------------------ who leads it

    def _leader(self) -> str | None:
        """The one who led; else who opened it; else who moderated (guidelines 13 and 20)."""
        for kind, confidence in (("lead", 0.9), ("open", 0.85), ("moderate", 0.75)):
            for i, item in enumerate(self.m.items):
                if fold(item.text) in _words()[kind] and self._number(item.start) <= self.sentence + 3:
                    person = self._after(i) if fold(item.text).startswith(("di", "p")) else self._subject(i)
                    if person is not None:
                        self._note(person.start, person.end, kind, "leader", confidence)
                        return person.name
        return None

    def _after(self, i: int) -> PersonMention | None:
        """The person behind a passive verb: "dipimpin langsung oleh Ketua …, Nama"."""
        for item in self.m.items[i + 1 : i + 12]:
            if isinstance(item.value, PersonMention):
                return item.value
            if (
                item.text in {".", ";"}
                or item.kind == "break"
                or fold(item.text) in {"dihadiri", "disaksikan", "didampingi"}
            ):
                return None
        return None

    def _subject(self, i: int) -> PersonMention | None:
        """The person before an active verb: "Nama memimpin apel"."""
        start = self.m.items[i].start
        floor = next((s.start for s in reversed(self.m.sentences) if s.start <= start), 0)
        people = [
            item.value for item in self.m.items[:i] if item.start >= floor and isinstance(item.value, PersonMention)
        ]
        if people:
            return people[0] if len(people) == 1 else people[-1]
        following = self._after(i)
        return following if following is not None and self.text[start : start + 8].lower() == "memimpin" else None

    # ------------------------------------------------------------ who is there

    def _people(self, leader: str | None) -> tuple[str, ...]:
        """Everyone whom the article names beside its leader, bylines apart."""
        found: dict[str, PersonMention] = {}
        for i, item in enumerate(self.m.items):
            person = item.value
            if isinstance(person, PersonMention) and person.name != leader and not self._byline(i):
                found.setdefault(person.name, person)
        for person in found.values():
            self._note(person.start, person.end, "named", "participants", 0.7)
        for body in self.attending:
            self._note(body.start, body.end, "attending", "participants", 0.85, body.steps)
        return tuple(dict.fromkeys([*found, *(body.name for body in self.attending)]))

    def _byline(self, i: int) -> bool:
        return any(_BYLINE.match(item.text) for item in self.m.items[max(0, i - 3) : i])

    # ------------------------------------------------------------ where

    def _place(self) -> str | None:
        """The venue behind "di" in the activity's sentence or the next: "di Aula Lantai III Kantor KPU X"."""
        last = min(self.sentence + 1, len(self.m.sentences) - 1)
        first = self.m.sentences[self.sentence].start if self.m.sentences else self.m.article.body.start
        end = self.m.sentences[last].end if self.m.sentences else self.m.article.body.end
        for match in re.finditer(r"\b[Dd]i\s+(?=(\w+))", self.text[first:end]):
            word = match[1].lower()
            at = first + match.end()
            if word in _words()["not_venue"] or any(q.start <= at < q.end for q in self.m.quotes):
                continue
            stop = _VENUE_END.search(self.text, at, min(at + _LONGEST_VENUE, end + 1))
            venue = self.text[at : stop.start() if stop else min(at + _LONGEST_VENUE, end)].rstrip(" ,.")
            if venue:
                self._note(at, at + len(venue), "venue", "place")
                return " ".join(venue.split())
        return None


def _body(item: TextItem) -> BodyMention | None:
    if isinstance(item.value, BodyMention):
        return item.value
    return item.value.body if isinstance(item.value, RolePhrase) else None
