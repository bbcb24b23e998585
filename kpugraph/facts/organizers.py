"""Who holds an activity: the body that the text says, the subject of its verb, the court that sits, else the office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache

from kpugraph.facts.attendance import person_behind
from kpugraph.facts.event_items import event_entry
from kpugraph.facts.surroundings import body_of
from kpugraph.lexicon import pattern, rules
from kpugraph.mentions.places import known_as
from kpugraph.model import BodyMention, Evidence, Mentions, PersonMention, RolePhrase, Span, TextItem
from kpugraph.sayings import load_sayings
from kpugraph.text import fold, sentence_at

_ORGANIZED = pattern("events_words", r"\b{held_by}\s+(?:langsung\s+|secara\s+\w+\s+)?(?:oleh\s+)?\Z", re.I)
_OTHERS_PLACE = pattern("events_words", r"\b{others_place}\s+\Z", re.I)
BY = re.compile(r"\boleh\s+\Z", re.I)
NEAR = 40  # characters before a noun in which its verb stands
ACTIVE = re.compile(r"\b(?:me(?:m|n|ng|ny)?|ber)[a-z]{3,}", re.I)
ATTENDING = pattern("events_words", r"\b{attends}\b")
_RECEIVES = pattern("events_words", r"\b{receives}\b", re.I)
_RECEIVING = pattern("events_words", r"\b{receives}\b(?:\s+{guests})*\s+\Z", re.I)
_LISTED = pattern("events_words", r"[\s,]*{together}?\s*")
_GETS = pattern("events_words", r"\b{gets}\s+\Z")
_PACT = pattern("events_words", r"\b{pacts}\b", re.I)
_NEXT = 9  # characters between a verb and who does it
_BY_BODY = re.compile(r"di(?!terima|sambut|kunjungi|datangi|lantik)\w{3,}\s+(?:oleh\s+)?", re.I)
_DOES = re.compile(r",?\s+((?:me(?:m|n|ng|ny)?)[a-z]{3,})\b")
_VOTES = {"pemilihan", "pilkada", "pasangan"}  # before an office: it is what is voted for
_AND = pattern("events_words", r"\s+(?:{together}|&)\s+")
_NO_SUBJECT = {"school", "firm", "party", "education", "place"}
_BOARDS = {"adhoc", "commission", "supervisor"}
_MEETINGS = {"rapat", "rapat-pleno", "rapat-koordinasi"}
_COURTS = {"court", "ethics"}
_PARLIAMENT = re.compile(r"\bparipurna\b", re.I)


@lru_cache(maxsize=1)
def host_words() -> dict[str, frozenset[str]]:
    """Verbs of holding, and the kinds that the publishing office does not organize unless the text says so."""
    data = rules("events")
    return {key: frozenset(data[key]) for key in ("holding", "ownerless", "for_guests", "guests")}


class Hosts:
    """Who holds the activity of a kind named at ``name`` in sentence number ``sentence``, and the bodies that attend it."""

    def __init__(self, mentions: Mentions, name: Span, sentence: int, kind: str = "") -> None:
        self.m, self.name, self.sentence, self.kind = mentions, name, sentence, kind
        self.text = mentions.article.page.text
        self.evidence: list[Evidence] = []
        self.attending: list[BodyMention] = []  # bodies said to take part ("KPU X mengikuti apel …")

    def note(
        self, start: int, end: int, rule: str, field: str, confidence: float = 0.85, steps: tuple[str, ...] = ()
    ) -> None:
        self.evidence.append(Evidence(start, end, self.text[start:end], f"events.{rule}", confidence, field, steps))

    def organizer(self) -> str | None:
        """ "… yang digelar KPU X", else the subject before the verb of holding, else the publishing office."""
        items = self.m.items
        bodies = [
            b for i in self.m.outline.valued
            if (b := body_of(items[i])) is not None and b.specific
            and not (_stands(items[i]) or (i and fold(items[i - 1].text) in _VOTES))
        ]  # fmt: skip
        lead = [b for b in bodies if b.start < self.name.start and self.number(b.start) == self.sentence]
        attending = ATTENDING.search(self.text[max(0, self.name.start - 60) : self.name.start])
        if attending and attending.group() == "menerima" and self.kind in {"pendaftaran", "kunjungan"}:
            attending = None
        if attending and not self._person_before():
            self.attending = [b for b in lead if not (self.is_holders(b) or self._is_office_only(b))]
        agent = next((b for b in bodies if self._is_agent(b)), None)
        if agent is not None:
            self.note(agent.start, agent.end, "organized-by", "organizer", 0.9, agent.steps)
            return agent.name
        for body in bodies:
            if abs(self.number(body.start) - self.sentence) <= 1 and self.holds(body):
                self.note(body.start, body.end, "organized-by", "organizer", 0.9, body.steps)
                return body.name
        if attending:
            return self._own(bodies) or (self._office() if self._for_guests(lead) else None)
        if self.kind == "sidang" and (court := self._court(bodies)) is not None:
            return court
        met = [b for b in bodies if b.start >= self.name.start and self.number(b.start) == self.sentence]
        if self.kind == "penandatanganan":
            pact = self._is_pact()
            self.attending = [b for b in [*lead, *met] if pact or not self.is_holders(b)]
            return None
        if self.kind == "kunjungan" and met and self._is_its_own() and self.is_holders(met[0]):
            self.note(met[0].start, met[0].end, "visitor", "organizer", 0.8, met[0].steps)
            return met[0].name
        if self.kind == "kunjungan" and met:
            received = self.received()
            self.attending = [b for b in lead[:1] if received] or met[:1]
            if received:
                self.note(met[0].start, met[0].end, "visitor", "organizer", 0.8, met[0].steps)
                return met[0].name
        if self.kind == "monitoring" and met and self.text.startswith(" ke ", met[0].start - 4):
            self.attending = met[:1]  # who is looked after takes part
        return self._doer(bodies, lead) or self._office()

    def _is_its_own(self) -> bool:
        """Whether who visits stands behind: "Dalam kunjungan kerjanya ke X, Anggota KPU RI, Nama, …"."""
        return self.text[self.name.start : self.name.end].split(" ke ")[0].endswith("nya")

    def _is_pact(self) -> bool:
        """Whether bodies bind themselves by what is signed: "Kajari X dan Ketua KPU X meneken Nota Kesepahaman"."""
        span = self.m.sentences[self.sentence] if self.sentence < len(self.m.sentences) else self.name
        return _PACT.search(self.text, span.start, span.end) is not None

    def _for_guests(self, lead: Sequence[BodyMention]) -> bool:
        """Whether people from outside take part in what an office holds for them: "Sebanyak 32 operator PPK mengikuti bimtek"."""
        if (
            self.kind not in host_words()["for_guests"]
            or self.sentence >= len(self.m.sentences)
            or self._person_before()
        ):
            return False
        own = self.m.office.body if self.m.office else ""
        before = re.findall(r"\w+", self.text[self.m.sentences[self.sentence].start : self.name.start])
        return all(b.name != own for b in lead) and any(fold(word) in host_words()["guests"] for word in before)

    def _doer(self, bodies: Sequence[BodyMention], lead: Sequence[BodyMention]) -> str | None:
        """The body that does it: before the activity in its sentence, or in the one before that tells of the same."""
        own = next(
            (b for b in bodies if b.kind in _BOARDS and self.name.start < b.start and b.end <= self.name.end), None
        )
        if own is not None and self.kind in _MEETINGS and (own.kind == "adhoc" or not lead):
            self.note(own.start, own.end, "own", "organizer", 0.85, own.steps)
            return own.name  # "Rapat pleno rekapitulasi PPK Rangsang"
        subjects = [b for b in lead if not self.aside(b)]
        if self.kind == "pelantikan" and self.text.startswith(("dilantik", "dikukuhkan"), self.name.start):
            subjects = []  # who is sworn in holds nothing
        if self.kind == "pemungutan-suara":  # who tells of a vote does not hold it
            verb = ACTIVE.match(self.text, self.name.start) is not None  # "PPK X menghitung ulang"
            subjects = [b for b in subjects if self.acts(b) or (verb and self.name.start - b.end == 1)]
        if subjects and subjects[0].kind not in _NO_SUBJECT:
            acting = next((b for b in subjects if self.acts(b)), None) or self._nearest(subjects) or subjects[0]
            chosen = self._first_of(subjects, acting)
            self.note(chosen.start, chosen.end, "subject", "organizer", 0.85, chosen.steps)
            return chosen.name
        if self.kind == "kunjungan" and lead and self.text.startswith("dari ", lead[0].start - 5):
            self.note(lead[0].start, lead[0].end, "subject", "organizer", 0.8, lead[0].steps)
            return lead[0].name  # "delapan orang dari KPU X melakukan studi banding"
        told = self._told_before(bodies)
        if told is not None:
            self.note(told.start, told.end, "told-before", "organizer", 0.8, told.steps)
            return told.name
        return None

    def _first_of(self, subjects: Sequence[BodyMention], acting: BodyMention) -> BodyMention:
        """The first of those who act together ("KPU X dan Dinas Y menggelar …"); the others attend."""
        n = subjects.index(acting)
        while n and _AND.fullmatch(self.text[subjects[n - 1].end : subjects[n].start]):
            n -= 1
        self.attending += subjects[n + 1 : subjects.index(acting) + 1]
        return subjects[n]

    def _office(self) -> str | None:
        """The publishing office, save for activities that are seldom its own."""
        if self.m.office is None or self.kind in host_words()["ownerless"]:
            return None
        if self.kind == "kunjungan" and any(b.name == self.m.office.body for b in self.attending):
            return None  # "Warga mendatangi kantor KPU X": who comes is no body
        step = (f"{self.m.office.body} is {known_as(self.m.office)}",)
        self.note(self.name.start, self.name.end, "office", "organizer", 0.7, step)
        return self.m.office.body

    def _told_before(self, bodies: Sequence[BodyMention]) -> BodyMention | None:
        """The body of which the sentence before tells that it holds the same: "KPU X menggelar rakor. Rakor ini …"."""
        floor = (
            self.m.sentences[self.sentence - 1].start if 0 < self.sentence <= len(self.m.sentences) else self.name.start
        )
        same = [
            item.start for item in self.m.items
            if floor <= item.start < self.name.start and (entry := event_entry(item)) is not None and entry[0] == self.kind
        ]  # fmt: skip
        doing = (b for b in bodies if floor <= b.start and any(0 <= at - b.end < 3 for at in same))
        told = next(doing, None)  # "KPU X beraudiensi … Audiensi dipimpin …"
        told = told or next(
            (b for b in bodies if floor <= b.start and any(b.end < at for at in same) and self.acts(b)), None
        )
        before = [b for b in bodies if floor <= b.start < self.name.start and self.number(b.start) == self.sentence - 1]
        if told is None and before and not self.aside(before[0]) and before[0].kind not in _NO_SUBJECT:
            verb = _DOES.match(self.text, before[0].end)  # "Bawaslu X memeriksa empat orang. Pemeriksaan berlangsung …"
            told = before[0] if verb is not None and not load_sayings().says(fold(verb[1])) else None
        return told

    def received(self) -> bool:
        """Whether a visit is told by the host: "menerima kunjungan", "kedatangan rombongan"."""
        before = self.text[max(0, self.name.start - NEAR) : self.name.start]
        return _RECEIVES.match(self.text, self.name.start) is not None or _RECEIVING.search(before) is not None

    def _own(self, bodies: Sequence[BodyMention]) -> str | None:
        """The body whose activity others attend, by its name: "menghadiri Rapat Paripurna DPRD X"."""
        own = next((b for b in bodies if self.name.start < b.start and b.end <= self.name.end), None)
        if own is None or not _PARLIAMENT.search(self.text, self.name.start, own.start):
            return None
        self.note(own.start, own.end, "own", "organizer", 0.85, own.steps)
        return own.name

    def _court(self, bodies: Sequence[BodyMention]) -> str | None:
        """The court or council that sits, where the article comes to its session."""
        near = [b for b in bodies if b.kind in _COURTS and self.number(b.start) <= self.sentence + 1]
        if not near:
            return None
        self.note(near[0].start, near[0].end, "court", "organizer", 0.85, near[0].steps)
        return near[0].name

    def _person_before(self) -> bool:
        """Whether somebody is named before the activity in its sentence: then that person attends, and not the body."""
        if self.sentence >= len(self.m.sentences):
            return False
        floor = self.m.sentences[self.sentence].start
        named = (self.m.items[i] for i in self.m.outline.valued)
        return any(isinstance(i.value, PersonMention) and floor <= i.start < self.name.start for i in named)

    @staticmethod
    def _is_office_only(body: BodyMention) -> bool:
        """A government that only an office names: "calon Bupati dan Wakil Bupati X menjalani …"."""
        return body.kind == "government" and body.rule.startswith("roles.")

    def is_holders(self, body: BodyMention) -> bool:
        """Whether the body belongs to the post of somebody who is named: "Ketua KPU X Nama menghadiri …"."""
        return id(body) in self._held

    @cached_property
    def _held(self) -> set[int]:
        """The bodies of the posts of those who are named."""
        return {
            id(post.body)
            for i in self.m.outline.valued
            if isinstance(post := self.m.items[i].value, RolePhrase)
            and post.body is not None
            and person_behind(self.m.items, i)
        }

    def holds(self, body: BodyMention) -> bool:
        """Whether a passive verb of holding stands before the body, or "oleh" right behind the activity's name."""
        before = self.text[max(0, body.start - 40) : body.start]
        if _ORGANIZED.search(before):
            return True
        if self.text[body.start - 5 : body.start] == "dari " and 0 < body.start - self.name.end < 9:
            return _GETS.search(self.text[max(0, self.name.start - NEAR) : self.name.start]) is not None
        return BY.search(before) is not None and 0 <= body.start - self.name.end < 8

    def _is_agent(self, body: BodyMention) -> bool:
        """Whether the body stands right behind the passive verb that names what was done: "dimusnahkan KPU X di …"."""
        if body.start <= self.name.start or body.start - self.name.end >= _NEXT or self.is_holders(body):
            return False
        return _BY_BODY.fullmatch(self.text, self.name.start, body.start) is not None

    def acts(self, body: BodyMention) -> bool:
        """Whether a verb of holding stands right behind the body: "…, KPU X menggelar"."""
        further = (b.start for b in self.m.bodies if body.end <= b.start < body.end + NEAR)
        words = re.findall(r"\w+", self.text[body.end : min(further, default=body.end + NEAR)])[:3]
        return any(fold(word) in host_words()["holding"] for word in words)

    def _nearest(self, subjects: Sequence[BodyMention]) -> BodyMention | None:
        """The body right before a verb that names the activity itself: "Sesuai Putusan MK, KPU X akhirnya mengumumkan"."""
        last = subjects[-1]
        beside = self.text[subjects[-2].end : last.start] if len(subjects) > 1 else "-"
        if _LISTED.fullmatch(beside):
            return None  # "Bawaslu X bersama Polres X dan KPU X menertibkan": the first of them
        between = self.text[last.end : self.name.start]
        verb = ACTIVE.match(self.text, self.name.start) is not None
        return last if verb and "," not in between and len(between.split()) <= 2 else None

    def aside(self, body: BodyMention) -> bool:
        """Whether the body is only where something is, or with whom ("Di Aula Kejati X digelar …")."""
        named = (self.m.items[i] for i in self.m.outline.valued)
        posts = (i.start for i in named if isinstance(i.value, RolePhrase) and i.value.body is body)
        at = min(body.start, next(posts, body.start))  # "didampingi Camat Tayu": before the post
        return _OTHERS_PLACE.search(self.text[max(0, at - 16) : at]) is not None

    def number(self, at: int) -> int:
        return max(0, sentence_at(self.m.sentences, at))


def _stands(item: TextItem) -> bool:
    """Whether it is the post for which a candidate stands: its body has no part in the activity."""
    return isinstance(item.value, RolePhrase) and item.value.status == "candidate"
