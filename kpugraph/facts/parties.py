"""Who takes part in an article's own activity, who leads it, who holds it, and where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpugraph.facts.attendance import Attendance
from kpugraph.facts.organizers import ACTIVE, ATTENDING, BY, NEAR, body_of, host_words
from kpugraph.facts.same_event import family
from kpugraph.facts.triggers import event_entry
from kpugraph.facts.venues import find_venue
from kpugraph.facts.whereabouts import Whereabouts
from kpugraph.lexicon import rules
from kpugraph.model import BodyMention, Evidence, Mentions, PersonMention, RolePhrase, Span, TextItem
from kpugraph.sayings import load_sayings
from kpugraph.text import fold

# "dilantik oleh Ketua KPU X Nama": nothing but a post stands between.
_BY_POST = re.compile(r"\s+(?:langsung\s+|resmi\s+)?(?:oleh\s+)?[Kk]etua\s[^.;:\n]{0,70}", re.I)
_SAME = re.compile(
    r"(?:^|[.\n]\s*|\b)(?:kegiatan|acara|rapat(?:\s+(?:pleno|koordinasi|kerja))?|sidang|agenda|apel|upacara)(?:\s+(?:ini|itu|tersebut))?"
    r"\s+(?:(?:secara\s+)?(?:resmi|langsung)\s+)?\Z",
    re.I,
)
_BESIDE = re.compile(
    r"\b(?:didampingi|bersama|dihadiri|diikuti|disaksikan|oleh|kepada|terhadap|untuk|menurut|di hadapan)\b", re.I
)
_WITH = re.compile(r"\b(?:didampingi|bersama|beserta|ditemani|diikuti)\b")
_AND_OTHER = re.compile(r" dan [A-Z]")
_OTHER = 9  # items before a word for leading in which the activity stands that is led
_FOLLOWING = re.compile(r"\b(?:dirangkai(?:kan)?|dilanjut(?:kan)?|diawali|diisi|ditutup|diakhiri)\s+(?:dengan\s+)?\Z")
_ASIDE = re.compile(
    r"\b(?:tanya[- ]jawab|doa|kuis|hiburan)(?:\s+(?:yang|pun|ini|itu))?\s+\Z", re.I
)  # parts of a meeting
_BEHIND = 90  # characters behind a passive verb in which stands who does it
_SELF_DONE = {"penandatanganan", "pendaftaran"}  # who signs or registers takes part
_BETWEEN = {",", "oleh", "langsung", "resmi", "secara"}
_ANYWHERE = {"pembina", "inspektur"}  # who leads a ceremony, wherever in the article it is said


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of an activity by name, and its place, with the evidence of each."""

    organizer: str | None = None
    leader: str | None = None
    participants: tuple[str, ...] = ()
    place: str | None = None
    evidence: tuple[Evidence, ...] = ()


def _kin(kind: str) -> str:
    return family(kind) if kind not in {"sosialisasi", "bimbingan-teknis", "diskusi"} else "talk"


def _says(text: str) -> bool:
    """Whether a verb of saying stands in a stretch of text."""
    sayings = load_sayings()
    return any(fold(word).removesuffix("nya") in sayings.active for word in re.findall(r"[^\W\d_]+", text))


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    data = rules("events")
    return {
        key: frozenset(data[key])
        for key in ("lead", "open", "moderate", "no_agent", "whole", "chair", "indoors", "swears", "heads")
    }


def read_parties(mentions: Mentions, name: Span, sentence: int, kind: str, others: Collection[int] = ()) -> Parties:
    """The parties of the activity of a kind, named at ``name`` in sentence number ``sentence``; the sentences ``others``
    tell of other days."""
    return _Reader(mentions, name, sentence, kind, others).read()


class _Reader(Whereabouts):
    def __init__(
        self, mentions: Mentions, name: Span, sentence: int, kind: str = "", others: Collection[int] = ()
    ) -> None:
        super().__init__(mentions, name, sentence, kind)
        self.others = others

    def read(self) -> Parties:
        organizer = self.organizer()
        leader = self._leader()
        people = self._people(organizer, leader)
        place = self._place()
        return Parties(organizer, leader, people, place, tuple(self.evidence))

    # ------------------------------------------------------------ who leads it

    def _leader(self) -> str | None:
        """The one who led; else who opened it; else who moderated (guidelines 13 and 20)."""
        for kind, confidence in (("lead", 0.9), ("open", 0.85), ("moderate", 0.75)):
            for i, item in enumerate(self.m.items):
                word = fold(item.text).partition(" ")[0]
                if word not in _words()[kind] or self._of_another(i):
                    continue
                if word in _ANYWHERE or self._is_near(item.start):
                    behind = word.startswith(("di", "p", "ins")) and not self._acts_as(i)
                    person = self._after(i) if behind else self._subject(i)
                    if person is not None:
                        self.note(person.start, person.end, kind, "leader", confidence)
                        return person.name
        swore = self._swore_in() if self.kind == "pelantikan" else None
        if swore is not None:
            self.note(swore.start, swore.end, "sworn-in-by", "leader", 0.85)
            return swore.name
        chair = self._chair() if self.kind == "sidang" else None
        if chair is not None:
            self.note(chair.start, chair.end, "chair", "leader", 0.85)
            return chair.name
        agent = self._agent() or self._noun_by() if self.kind not in _SELF_DONE else None
        if agent is not None:
            self.note(agent.start, agent.end, "agent", "leader", 0.7)
        return agent.name if agent else None

    def _noun_by(self) -> PersonMention | None:
        """Who did it, behind the noun for it in a sentence soon behind: "Pelantikan oleh Ketua KPU X, Nama, itu …"."""
        items = self.m.items
        for i, item in enumerate(items):
            entry = event_entry(item)
            if entry != (self.kind, "noun") or not 0 <= self.number(item.start) - self.sentence <= 2:
                continue
            near = [other for other in items[i + 1 : i + 6] if other.text != ","]
            if len(near) > 2 and fold(near[0].text) == "oleh" and isinstance(near[1].value, RolePhrase):
                return near[2].value if isinstance(near[2].value, PersonMention) else None
        return None

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

    def _of_another(self, i: int) -> bool:
        """Whether the word at item ``i`` belongs to another activity: "dirangkai doa bersama yang dipimpin Ustaz X"."""
        at = self.m.items[i].start
        done = self.kind in _SELF_DONE and fold(self.m.items[i].text).startswith("dilakukan")
        if done or _ASIDE.search(self.text, max(0, at - 30), at):
            return True
        before = self.m.items[max(0, i - 2) : i]
        if (
            len(before) == 2
            and self.kind != "sidang"
            and before[1].text == "yang"
            and before[0].kind in {"body", "cap"}
        ):
            return fold(self.m.items[i].text) == "diketuai"  # "Panwascam yang diketuai X"
        entry = event_entry(before[-1]) if before else None
        if (
            entry is not None
            and entry[1] == "noun"
            and _kin(entry[0]) != _kin(self.kind)
            and before[-1].start > self.name.end
        ):
            return self.number(at) > self.sentence and self.kind != "lainnya"  # "… dibekali. Pelantikan dipimpin X"
        for item in reversed(self.m.items[max(0, i - _OTHER) : i]):
            if item.text in {".", ",", ";"} or item.kind == "break" or item.start <= self.name.start:
                return False
            entry = event_entry(item)
            if entry is not None and entry[1] == "noun":
                follows = _FOLLOWING.search(self.text, max(0, item.start - 30), item.start) is not None
                return follows and self.text[item.end : at].rstrip().endswith("yang")
        return False

    def _swore_in(self) -> PersonMention | None:
        """Who swore somebody in, in a sentence soon behind: "Pengurus dilantik Ketua PWI X, Nama"."""
        items = self.m.items
        for i, item in enumerate(items):
            if fold(item.text).partition(" ")[0] not in _words()["swears"] or not self._is_near(item.start):
                continue
            near = [other for other in items[i + 1 : i + 7] if fold(other.text) not in _BETWEEN]
            by = any(fold(other.text).endswith("oleh") for other in items[i : i + 3])
            if near and isinstance(near[0].value, PersonMention) and by:
                return near[0].value
            post = near[0].value if near else None
            if isinstance(post, RolePhrase) and (by or fold(post.role) in _words()["heads"]) and len(near) > 1:
                named = near[1].value
                if isinstance(named, PersonMention):
                    return named
        return None

    def _is_near(self, at: int) -> bool:
        """Whether it still tells of the same activity: soon behind it, or "Kegiatan dibuka …", "Rapat ini dipimpin …"."""
        number = self.number(at)
        if self.kind == "sidang" and self.text[max(0, at - 13) : at].casefold() == "majelis yang ":
            return True
        if number <= self.sentence + 3 or _SAME.search(self.text[max(0, at - 40) : at]) is not None:
            return True
        behind = [fold(word) for word in re.findall(r"\w+", self.text[at : at + NEAR])[1:4]]
        if not _words()["whole"].isdisjoint(behind):
            return True
        return re.match(r"(?:kegiatan|acara)\b", self.text[self.m.sentences[number].start :][:10], re.I) is not None

    def _agent(self) -> PersonMention | None:
        """The person who does it: the subject of its own active verb ("Ketua KPU X melantik …"), or behind "oleh"."""
        if self.sentence >= len(self.m.sentences):
            return None
        span = self.m.sentences[self.sentence]
        before = self.text[span.start : self.name.start]
        if ATTENDING.search(before) or fold(before.partition(" ")[0]) in _words()["no_agent"]:
            return None
        if self.kind == "kunjungan" and self.received():
            return self._visitor(span.end)
        word = self.text[self.name.start : self.name.end]
        acts = ACTIVE.match(word) or ACTIVE.search(before[-NEAR:])
        for item in self.m.items:
            person = item.value
            if not isinstance(person, PersonMention):
                continue
            if acts and span.start <= item.start < self.name.start:
                if self.text[item.end : item.end + 11].strip(" ,").startswith("diwakili"):
                    continue  # "Ketua KPU X, Nama, diwakili Anggota, Nama, melantik"
                if _says(self.text[item.end : self.name.start]):
                    return None  # "Ketua KPU X mengatakan, 30 bakal calon mendaftar"
                if _AND_OTHER.match(self.text, item.end) and self._person_at(item.end + 5):
                    return None  # "Karim dan Agustina mewawancarai"
                return person if not _BESIDE.search(self.text[span.start : item.start]) else None
            between = self.text[self.name.end : item.start]
            if found := self._by_holder(span.end):
                return found
            by = between.endswith("oleh ") or BY.search(between.partition(",")[0] + " ") or _BY_POST.fullmatch(between)
            if 0 <= item.start - self.name.end < _BEHIND and item.start < span.end and by:
                return person
        return None

    def _person_at(self, at: int) -> bool:
        return any(isinstance(item.value, PersonMention) and item.start == at for item in self.m.items)

    def _by_holder(self, end: int) -> PersonMention | None:
        """Who did it by post and name, however far in its sentence: "dilantik … secara daring oleh Ketua KPU RI, Nama"."""
        if self.kind != "pelantikan":
            return None
        first, last = (bisect_left(self.m.items, at, key=lambda item: item.start) for at in (self.name.end, end))
        by = _by_post(self.m.items[first:last], self.name.end, self.text)
        return by[1] if by else None

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
        start = self.m.sentences[max(0, self.number(self.m.items[i].start))].start
        return any(isinstance(item.value, PersonMention) and item.start >= start for item in self.m.items[:i])

    def _after(self, i: int) -> PersonMention | None:
        """The person behind a passive verb: "dipimpin langsung oleh Ketua …, Nama", or the named holder of the post there."""
        for item in self.m.items[i + 1 : i + 12]:
            if isinstance(item.value, PersonMention):
                return item.value
            if (
                item.text in {".", ";"}
                or item.kind == "break"
                or fold(item.text) in {"dihadiri", "disaksikan", "didampingi"}
            ):
                break
        return self._holder(self.m.items[i + 1 : i + 3])

    def _subject(self, i: int) -> PersonMention | None:
        """The person before an active verb: "Nama memimpin apel", or the named holder of the post there."""
        start = self.m.items[i].start
        floor = next((s.start for s in reversed(self.m.sentences) if s.start <= start), 0)
        people = [
            item.value for item in self.m.items[:i] if item.start >= floor and isinstance(item.value, PersonMention)
        ]
        while len(people) > 1 and _WITH.search(self.text[people[-2].end : people[-1].start]):
            people.pop()  # "Yuliana Rita, didampingi Kepala Rutan, Herianto, memandu": the one who is accompanied
        if people:
            return people[-1]
        first = not i or self.m.items[i - 1].text in {".", "”", '"'} or self.m.items[i - 1].kind == "break"
        following = self._after(i) if first and self.text[start : start + 8].lower() == "memimpin" else None
        return following or self._holder([item for item in self.m.items[max(0, i - 3) : i] if item.start >= floor])

    def _holder(self, near: Sequence[TextItem]) -> PersonMention | None:
        """Who holds the post among some items, by another place that names the holder: "Ketua KPU X membuka acara"."""
        post = next((item.value for item in near if isinstance(item.value, RolePhrase)), None)
        if post is None or post.body is None or post.division is not None:
            return None
        found: dict[str, PersonMention] = {}
        for k, item in enumerate(self.m.items):
            same = item.value
            if not isinstance(same, RolePhrase) or same.body is None or same.division is not None:
                continue
            if (same.role, same.body.name) != (post.role, post.body.name):
                continue
            behind = [other for other in self.m.items[k + 1 : k + 3] if other.text != ","][:1]
            if behind and isinstance(behind[0].value, PersonMention):
                found.setdefault(behind[0].value.name, behind[0].value)
        return next(iter(found.values())) if len(found) == 1 else None

    # ------------------------------------------------------------ who is there

    def _people(self, organizer: str | None, leader: str | None) -> tuple[str, ...]:
        """The participants: the people there beside the leader, and the bodies there beside the organizer."""
        there = Attendance(self.m, self.kind, self.others)
        people = [person for person in there.people() if person.name != leader]
        for person in people:
            self.note(person.start, person.end, "named", "participants", 0.7)
        bodies = {body.name: body for body in [*self.attending, *there.bodies()] if body.name != organizer}
        for body in bodies.values():
            self.note(body.start, body.end, "attending", "participants", 0.85, body.steps)
        return tuple(dict.fromkeys([*(person.name for person in people), *bodies]))


def _acting(reader: _Reader, subject: Sequence[BodyMention]) -> bool:
    """Whether a verb of holding stands right behind the first of the bodies."""
    return bool(subject) and reader.acts(subject[0])


def _by_post(items: Sequence[TextItem], start: int, text: str) -> tuple[RolePhrase, PersonMention] | None:
    """Who did it by post and name: "dilantik di Jakarta oleh Ketua KPU RI Nama"."""
    for i, item in enumerate(items):
        if (
            item.start < start
            or not isinstance(item.value, RolePhrase)
            or not text[start : item.start].endswith("oleh ")
        ):
            continue
        behind = [other.value for other in items[i + 1 : i + 3] if other.text != ","][:1]
        if behind and isinstance(behind[0], PersonMention):
            return item.value, behind[0]
    return None


def side_parties(mentions: Mentions, name: Span, clause: Span, kind: str) -> Parties:
    """The parties of an activity that an article names beside its own: only what its own clause says."""
    reader = _Reader(mentions, name, -1)
    text = mentions.article.page.text
    organizer = leader = place = None
    first, last = (bisect_left(mentions.items, at, key=lambda item: item.start) for at in (clause.start, clause.end))
    inside = mentions.items[first:last]
    bodies = [b for item in inside if (b := body_of(item)) is not None and b.specific]
    subject = [
        b for b in bodies
        if clause.start <= b.start < name.start and not reader.aside(b) and not reader.is_holders(b)
    ]  # fmt: skip
    held = [b for b in bodies if name.end <= b.start < clause.end and reader.holds(b)]
    holding = any(fold(word) in host_words()["holding"] for word in re.findall(r"\w+", text[clause.start : name.start]))
    if chosen := held or (subject if holding and (kind != "pemungutan-suara" or _acting(reader, subject)) else []):
        organizer = chosen[0].name
        reader.note(chosen[0].start, chosen[0].end, "subject", "organizer", 0.8, chosen[0].steps)
    for i, item in enumerate(inside, first):
        said = fold(item.text).partition(" ")[0]
        if name.end <= item.start and said in _words()["lead"] | _words()["open"] | _words()["moderate"]:
            person = reader._after(i)
            if person is not None and leader is None:
                leader = person.name
                reader.note(person.start, person.end, "lead", "leader", 0.85)
    by = _by_post(inside, name.end, text)
    if by is not None and leader is None:
        leader = by[1].name
        reader.note(by[1].start, by[1].end, "agent", "leader", 0.8)
        if by[0].body is not None and by[0].body.specific and organizer is None:
            organizer = by[0].body.name
            reader.note(by[0].start, by[0].end, "agent", "organizer", 0.75, by[0].body.steps)
    venue = find_venue(mentions, name.end, clause.end)
    if venue is not None:
        place = " ".join(text[venue.start : venue.end].split())
        reader.note(venue.start, venue.end, "venue", "place", 0.8)
    return Parties(organizer, leader, (), place, tuple(reader.evidence))
