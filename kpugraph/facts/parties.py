"""Who takes part in an article's own activity, who leads it, who holds it, and where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpugraph.facts.attendance import Attendance, person_behind
from kpugraph.facts.venues import FROM, TO, find_venue
from kpugraph.lexicon import rules
from kpugraph.mentions.places import known_as
from kpugraph.model import BodyMention, Evidence, Mentions, PersonMention, RolePhrase, Span, TextItem
from kpugraph.sayings import load_sayings
from kpugraph.text import fold

_HELD_BY = (
    r"(?:digelar|diselenggarakan|diadakan|dilaksanakan|dihelat|diinisiasi|digagas|diprakarsai|difasilitasi|digerakkan)"
)
_ORGANIZED = re.compile(rf"\b{_HELD_BY}\s+(?:langsung\s+|secara\s+\w+\s+)?(?:oleh\s+)?\Z", re.I)
_BY = re.compile(r"\boleh\s+\Z", re.I)
# "dilantik oleh Ketua KPU X Nama": nothing but a post stands between.
_BY_POST = re.compile(r"\s+(?:langsung\s+|resmi\s+)?(?:oleh\s+)?[Kk]etua\s[^.;:\n]{0,70}", re.I)
_SAME = re.compile(
    r"(?:^|[.\n]\s*|\b)(?:kegiatan|acara|rapat(?:\s+(?:pleno|koordinasi|kerja))?|sidang|agenda|apel|upacara)(?:\s+(?:ini|itu|tersebut))?"
    r"\s+(?:(?:secara\s+)?(?:resmi|langsung)\s+)?\Z",
    re.I,
)
_OTHERS_PLACE = re.compile(
    r"\b(?:di|ke|dari|dengan|bersama|antara|kepada|kantor|aula|gedung|ruang|halaman|lapangan)\s+\Z", re.I
)
_NEAR, _BEHIND = 40, 90  # characters: before a noun its verb, behind a passive verb who does it
_ACTIVE = re.compile(r"\b(?:me(?:m|n|ng|ny)?|ber)[a-z]{3,}", re.I)
_BESIDE = re.compile(
    r"\b(?:didampingi|bersama|dihadiri|diikuti|disaksikan|oleh|kepada|terhadap|untuk|menurut|di hadapan)\b", re.I
)
_ATTENDING = re.compile(r"\b(?:mengikuti|ikuti|menghadiri|hadiri|menerima)\b")
_RECEIVES = re.compile(
    r"\b(?:menerima|terima|menyambut|penerimaan|kedatangan)\b", re.I
)  # the visitor organizes (guideline 7)
_RECEIVING = re.compile(rf"{_RECEIVES.pattern}(?:\s+(?:audiensi|kunjungan|rombongan))*\s+\Z", re.I)
_LATER = 3  # further sentences in which an article says where
_TOOK_PLACE = re.compile(
    r"\b(?:kegiatan|acara|rapat(?:\s+\w+){0,2}|rakor|pertemuan|sosialisasi|pelantikan|apel|upacara|bimtek|audiensi|kunjungan|diskusi|sidang)"
    r"(?:\s+(?:ini|itu|tersebut|yang|pun|juga|kali))*\s+(?:berlangsung|bertempat|dilaksanakan|digelar|dipusatkan|diselenggarakan|diadakan)\s+(?P<at>di)",
    re.I,
)
_NO_SUBJECT = {"school", "party", "education", "place"}
_COURTS = {"court", "ethics"}
_PARLIAMENT = re.compile(r"\bparipurna\b", re.I)
_ANYWHERE = {"pembina", "inspektur"}  # who leads a ceremony, wherever in the article it is said


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of an activity by name, and its place, with the evidence of each."""

    organizer: str | None = None
    leader: str | None = None
    participants: tuple[str, ...] = ()
    place: str | None = None
    evidence: tuple[Evidence, ...] = ()


def _says(text: str) -> bool:
    """Whether a verb of saying stands in a stretch of text."""
    sayings = load_sayings()
    return any(fold(word) in sayings.active for word in re.findall(r"[^\W\d_]+", text))


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    data = rules("events")
    return {
        key: frozenset(data[key])
        for key in ("lead", "open", "moderate", "holding", "ownerless", "no_agent", "whole", "chair")
    }


def read_parties(mentions: Mentions, name: Span, sentence: int, kind: str, others: Collection[int] = ()) -> Parties:
    """The parties of the activity of a kind, named at ``name`` in sentence number ``sentence``; the sentences ``others``
    tell of other days."""
    return _Reader(mentions, name, sentence, kind, others).read()


class _Reader:
    def __init__(
        self, mentions: Mentions, name: Span, sentence: int, kind: str = "", others: Collection[int] = ()
    ) -> None:
        self.m, self.name, self.sentence, self.kind, self.others = mentions, name, sentence, kind, others
        self.text = mentions.article.page.text
        self.evidence: list[Evidence] = []
        self.attending: list[BodyMention] = []  # bodies said to take part ("KPU X mengikuti apel …")

    def read(self) -> Parties:
        organizer = self._organizer()
        leader = self._leader()
        people = self._people(organizer, leader)
        place = self._place()
        return Parties(organizer, leader, people, place, tuple(self.evidence))

    def _note(
        self, start: int, end: int, rule: str, field: str, confidence: float = 0.85, steps: tuple[str, ...] = ()
    ) -> None:
        self.evidence.append(Evidence(start, end, self.text[start:end], f"events.{rule}", confidence, field, steps))

    # ------------------------------------------------------------ who holds it

    def _organizer(self) -> str | None:
        """ "… yang digelar KPU X", else the subject before the verb of holding, else the publishing office."""
        bodies = [body for item in self.m.items if (body := _body(item)) is not None and body.specific]
        lead = [b for b in bodies if b.start < self.name.start and self._number(b.start) == self.sentence]
        attending = _ATTENDING.search(self.text[max(0, self.name.start - 60) : self.name.start])
        if attending and attending.group() == "menerima" and self.kind in {"pendaftaran", "kunjungan"}:
            attending = None
        if attending and not self._person_before():
            self.attending = [b for b in lead if not self._is_holders(b)]
        for body in bodies:
            if abs(self._number(body.start) - self.sentence) <= 1 and self._holds(body):
                self._note(body.start, body.end, "organized-by", "organizer", 0.9, body.steps)
                return body.name
        if attending:
            return self._own(bodies)
        if self.kind == "sidang" and (court := self._court(bodies)) is not None:
            return court
        met = [b for b in bodies if b.start >= self.name.start and self._number(b.start) == self.sentence]
        if self.kind == "penandatanganan":
            self.attending = [b for b in [*lead, *met] if not self._is_holders(b)]
            return None
        if self.kind == "kunjungan" and met:
            received = self._received()
            self.attending = [b for b in lead[:1] if received] or met[:1]
            if received:
                self._note(met[0].start, met[0].end, "visitor", "organizer", 0.8, met[0].steps)
                return met[0].name
        subjects = [b for b in lead if not self._aside(b)]
        if self.kind == "pemungutan-suara":  # who tells of a vote does not hold it
            subjects = [b for b in subjects if self._acts(b)]
        if subjects and subjects[0].kind not in _NO_SUBJECT:
            chosen = next((b for b in subjects if self._acts(b)), None) or self._nearest(subjects) or subjects[0]
            self._note(chosen.start, chosen.end, "subject", "organizer", 0.85, chosen.steps)
            return chosen.name
        if self.m.office is None or self.kind in _words()["ownerless"]:
            return None
        step = (f"{self.m.office.body} is {known_as(self.m.office)}",)
        self._note(self.name.start, self.name.end, "office", "organizer", 0.7, step)
        return self.m.office.body

    def _received(self) -> bool:
        """Whether a visit is told by the host: "menerima kunjungan", "kedatangan rombongan"."""
        before = self.text[max(0, self.name.start - _NEAR) : self.name.start]
        return _RECEIVES.match(self.text, self.name.start) is not None or _RECEIVING.search(before) is not None

    def _own(self, bodies: Sequence[BodyMention]) -> str | None:
        """The body whose activity others attend, by its name: "menghadiri Rapat Paripurna DPRD X"."""
        own = next((b for b in bodies if self.name.start < b.start and b.end <= self.name.end), None)
        if own is None or not _PARLIAMENT.search(self.text, self.name.start, own.start):
            return None
        self._note(own.start, own.end, "own", "organizer", 0.85, own.steps)
        return own.name

    def _court(self, bodies: Sequence[BodyMention]) -> str | None:
        """The court or council that sits, where the article comes to its session."""
        near = [b for b in bodies if b.kind in _COURTS and self._number(b.start) <= self.sentence + 1]
        if not near:
            return None
        self._note(near[0].start, near[0].end, "court", "organizer", 0.85, near[0].steps)
        return near[0].name

    def _person_before(self) -> bool:
        """Whether somebody is named before the activity in its sentence: then that person attends, and not the body."""
        if self.sentence >= len(self.m.sentences):
            return False
        floor = self.m.sentences[self.sentence].start
        return any(isinstance(i.value, PersonMention) and floor <= i.start < self.name.start for i in self.m.items)

    def _is_holders(self, body: BodyMention) -> bool:
        """Whether the body belongs to the post of somebody who is named: "Ketua KPU X Nama menghadiri …"."""
        return any(
            isinstance(item.value, RolePhrase) and item.value.body is body and person_behind(self.m.items, i)
            for i, item in enumerate(self.m.items)
        )

    def _holds(self, body: BodyMention) -> bool:
        """Whether a passive verb of holding stands before the body, or "oleh" right behind the activity's name."""
        before = self.text[max(0, body.start - 40) : body.start]
        if _ORGANIZED.search(before):
            return True
        return _BY.search(before) is not None and 0 <= body.start - self.name.end < 8

    def _acts(self, body: BodyMention) -> bool:
        """Whether a verb of holding stands right behind the body: "…, KPU X menggelar"."""
        words = re.findall(r"\w+", self.text[body.end : body.end + _NEAR])[:3]
        return any(fold(word) in _words()["holding"] for word in words)

    def _nearest(self, subjects: Sequence[BodyMention]) -> BodyMention | None:
        """The body right before a verb that names the activity itself: "Sesuai Putusan MK, KPU X akhirnya mengumumkan"."""
        last = subjects[-1]
        between = self.text[last.end : self.name.start]
        verb = _ACTIVE.match(self.text, self.name.start) is not None
        return last if verb and "," not in between and len(between.split()) <= 2 else None

    def _aside(self, body: BodyMention) -> bool:
        """Whether the body is only where something is, or with whom ("Di Aula Kejati X digelar …")."""
        return _OTHERS_PLACE.search(self.text[max(0, body.start - 16) : body.start]) is not None

    def _number(self, at: int) -> int:
        return max((n for n, span in enumerate(self.m.sentences) if span.start <= at), default=0)

    # ------------------------------------------------------------ who leads it

    def _leader(self) -> str | None:
        """The one who led; else who opened it; else who moderated (guidelines 13 and 20)."""
        for kind, confidence in (("lead", 0.9), ("open", 0.85), ("moderate", 0.75)):
            for i, item in enumerate(self.m.items):
                word = fold(item.text).partition(" ")[0]
                if word in _words()[kind] and (word in _ANYWHERE or self._is_near(item.start)):
                    behind = word.startswith(("di", "p", "ins")) and not self._acts_as(i)
                    person = self._after(i) if behind else self._subject(i)
                    if person is not None:
                        self._note(person.start, person.end, kind, "leader", confidence)
                        return person.name
        chair = self._chair() if self.kind == "sidang" else None
        if chair is not None:
            self._note(chair.start, chair.end, "chair", "leader", 0.85)
            return chair.name
        agent = self._agent() if self.kind != "penandatanganan" else None  # who signs takes part
        if agent is not None:
            self._note(agent.start, agent.end, "agent", "leader", 0.7)
        return agent.name if agent else None

    def _chair(self) -> PersonMention | None:
        """Who presides over a session: "dibacakan oleh Ketua Majelis Nama", "selaku ketua majelis adalah Nama"."""
        items = self.m.items
        for i, item in enumerate(items):
            if not isinstance(item.value, RolePhrase) or fold(item.value.role) not in _words()["chair"]:
                continue
            near = [other for other in items[i + 1 : i + 5] if other.text not in {",", ":", "adalah"}][:1]
            if near and isinstance(near[0].value, PersonMention):
                return near[0].value
        return None

    def _is_near(self, at: int) -> bool:
        """Whether it still tells of the same activity: soon behind it, or "Kegiatan dibuka …", "Rapat ini dipimpin …"."""
        number = self._number(at)
        if number <= self.sentence + 3 or _SAME.search(self.text[max(0, at - 40) : at]) is not None:
            return True
        behind = [fold(word) for word in re.findall(r"\w+", self.text[at : at + _NEAR])[1:4]]
        if not _words()["whole"].isdisjoint(behind):
            return True
        return re.match(r"(?:kegiatan|acara)\b", self.text[self.m.sentences[number].start :][:10], re.I) is not None

    def _agent(self) -> PersonMention | None:
        """The person who does it: the subject of its own active verb ("Ketua KPU X melantik …"), or behind "oleh"."""
        if self.sentence >= len(self.m.sentences):
            return None
        span = self.m.sentences[self.sentence]
        before = self.text[span.start : self.name.start]
        if _ATTENDING.search(before) or fold(before.partition(" ")[0]) in _words()["no_agent"]:
            return None
        if self.kind == "kunjungan" and self._received():
            return self._visitor(span.end)
        word = self.text[self.name.start : self.name.end]
        acts = _ACTIVE.match(word) or _ACTIVE.search(before[-_NEAR:])
        for item in self.m.items:
            person = item.value
            if not isinstance(person, PersonMention):
                continue
            if acts and span.start <= item.start < self.name.start:
                if _says(self.text[item.end : self.name.start]):
                    return None  # "Ketua KPU X mengatakan, 30 bakal calon mendaftar"
                return person if not _BESIDE.search(self.text[span.start : item.start]) else None
            between = self.text[self.name.end : item.start]
            by = _BY.search(between.partition(",")[0] + " ") or _BY_POST.fullmatch(between)
            if 0 <= item.start - self.name.end < _BEHIND and item.start < span.end and by:
                return person
        return None

    def _visitor(self, end: int) -> PersonMention | None:
        """The first who is received: "menerima kunjungan Kapolres X, Nama"."""
        for item in self.m.items:
            if self.name.end <= item.start < end and isinstance(item.value, PersonMention):
                return item.value if not _BESIDE.search(self.text[self.name.end : item.start]) else None
        return None

    def _acts_as(self, i: int) -> bool:
        """Whether the person stands before the word: "X menjadi pembina apel"."""
        if not i or fold(self.m.items[i - 1].text) not in {"menjadi", "selaku", "sebagai"}:
            return False
        start = self.m.sentences[max(0, self._number(self.m.items[i].start))].start
        return any(isinstance(item.value, PersonMention) and item.start >= start for item in self.m.items[:i])

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

    def _people(self, organizer: str | None, leader: str | None) -> tuple[str, ...]:
        """The participants: the people there beside the leader, and the bodies there beside the organizer."""
        there = Attendance(self.m, self.kind, self.others)
        people = [person for person in there.people() if person.name != leader]
        for person in people:
            self._note(person.start, person.end, "named", "participants", 0.7)
        bodies = {body.name: body for body in [*self.attending, *there.bodies()] if body.name != organizer}
        for body in bodies.values():
            self._note(body.start, body.end, "attending", "participants", 0.85, body.steps)
        return tuple(dict.fromkeys([*(person.name for person in people), *bodies]))

    # ------------------------------------------------------------ where

    def _place(self) -> str | None:
        """The venue behind "di" in the activity's sentence or the next: "di Aula Lantai III Kantor KPU X"."""
        last = min(self.sentence + 1, len(self.m.sentences) - 1)
        first = self.m.sentences[self.sentence].start if self.m.sentences else self.m.article.body.start
        end = self.m.sentences[last].end if self.m.sentences else self.m.article.body.end
        found = find_venue(self.m, first, end) or self._later_venue(last)
        if self.kind == "logistik" or (found is None and self.kind in {"kunjungan", "monitoring"}):
            own = self.m.sentences[self.sentence] if self.m.sentences else Span(first, end)
            found = find_venue(self.m, own.start, own.end, TO) or found or find_venue(self.m, own.start, own.end, FROM)
        if found is None:
            return None
        self._note(found.start, found.end, "venue", "place")
        return " ".join(self.text[found.start : found.end].split())

    def _later_venue(self, last: int) -> Span | None:
        """The venue in a sentence further on that tells where the activity took place: "Rapat itu berlangsung di Aula X"."""
        for span in self.m.sentences[last + 1 : last + 1 + _LATER]:
            said = _TOOK_PLACE.search(self.text, span.start, span.end)
            if said is not None:
                return find_venue(self.m, said.start("at"), span.end)
        return None


def side_parties(mentions: Mentions, name: Span, clause: Span) -> Parties:
    """The parties of an activity that an article names beside its own: only what its own clause says."""
    reader = _Reader(mentions, name, -1)
    text = mentions.article.page.text
    organizer = leader = place = None
    first, last = (bisect_left(mentions.items, at, key=lambda item: item.start) for at in (clause.start, clause.end))
    inside = mentions.items[first:last]
    bodies = [b for item in inside if (b := _body(item)) is not None and b.specific]
    subject = [
        b for b in bodies
        if clause.start <= b.start < name.start and not reader._aside(b) and not reader._is_holders(b)
    ]  # fmt: skip
    held = [b for b in bodies if name.end <= b.start < clause.end and reader._holds(b)]
    holding = any(fold(word) in _words()["holding"] for word in re.findall(r"\w+", text[clause.start : name.start]))
    if chosen := held or (subject if holding else []):
        organizer = chosen[0].name
        reader._note(chosen[0].start, chosen[0].end, "subject", "organizer", 0.8, chosen[0].steps)
    for i, item in enumerate(inside, first):
        if name.end <= item.start and fold(item.text) in _words()["lead"] | _words()["moderate"]:
            person = reader._after(i)
            if person is not None and leader is None:
                leader = person.name
                reader._note(person.start, person.end, "lead", "leader", 0.85)
    venue = find_venue(mentions, name.end, clause.end)
    if venue is not None:
        place = " ".join(text[venue.start : venue.end].split())
        reader._note(venue.start, venue.end, "venue", "place", 0.8)
    return Parties(organizer, leader, (), place, tuple(reader.evidence))


def _body(item: TextItem) -> BodyMention | None:
    if isinstance(item.value, BodyMention):
        return item.value
    return item.value.body if isinstance(item.value, RolePhrase) else None
