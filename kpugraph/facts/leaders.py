"""Who leads an activity: the one who led, opened or moderated it, who swore in, presided or did it (guidelines 13 and 20)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import lru_cache

from kpugraph.facts.event_items import event_entry
from kpugraph.facts.organizers import ACTIVE, ATTENDING, BY, NEAR, Hosts
from kpugraph.facts.same_event import family
from kpugraph.lexicon import pattern, rules
from kpugraph.model import BodyMention, PersonMention, RolePhrase, TextItem
from kpugraph.sayings import load_sayings
from kpugraph.text import fold

# "dilantik oleh Ketua KPU X Nama": nothing but a post stands between.
_BY_POST = pattern("events_words", r"\s+(?:{directly}\s+)?(?:oleh\s+)?[Kk]etua\s[^.;:\n]{0,70}", re.I)
_SAME = pattern(
    "events_words",
    r"(?:^|[.\n]\s*|\b){same_activity}(?:\s+{this})?\s+(?:(?:secara\s+)?{directly}\s+)?\Z",
    re.I,
)
_ANY_ACTIVITY = pattern("events_words", r"{any_activity}\b", re.I)
_BESIDE = pattern("events_words", r"\b{beside}\b", re.I)
_WITH = pattern("events_words", r"\b{accompanied}\b")
_AND_OTHER = re.compile(r" dan [A-Z]")
_OTHER = 9  # items before a word for leading in which the activity stands that is led
_FOLLOWING = pattern("events_words", r"\b{following}\s+(?:dengan\s+)?\Z")
_ASIDE = pattern("events_words", r"\b{aside}(?:\s+{pointing})?\s+\Z", re.I)
_BEHIND = 90  # characters behind a passive verb in which stands who does it
_SELF_DONE = {"penandatanganan", "pendaftaran"}  # who signs or registers takes part
_BETWEEN = {",", "oleh", "langsung", "resmi", "secara", "kembali", "lagi"}
_PART = pattern("events_words", r"\w+\s+(?:jalannya\s+)?{led_parts}\b")
_ESCORT = pattern("events_words", r"\b{escorts}\b[^.;,]{0,30}\Z", re.I)
_MEANT_TO = pattern("events_words", r"\b{meant_to}\s+\Z", re.I)
_GROUP = pattern("events_words", r"\b{heads_group}\s+rombongan\b[^.;]{0,60}", re.I)
_TOLD = pattern("events_words", r"\b{announced}\b", re.I)
_ASIDE_ROLES = ("pimpin", "pembina", "inspektur")
_ANYWHERE = {"pembina", "inspektur"}  # who leads a ceremony, wherever in the article it is said


def _kin(kind: str) -> str:
    return family(kind) if kind not in {"sosialisasi", "bimbingan-teknis", "diskusi"} else "talk"


def _says(text: str) -> bool:
    """Whether a verb of saying stands in a stretch of text."""
    sayings = load_sayings()
    return any(fold(word).removesuffix("nya") in sayings.active for word in re.findall(r"[^\W\d_]+", text))


@lru_cache(maxsize=1)
def leader_words() -> dict[str, frozenset[str]]:
    data = rules("events")
    words = {
        key: frozenset(data[key])
        for key in ("lead", "open", "moderate", "no_agent", "whole", "chair", "indoors", "swears", "heads", "worship")
    }
    return {**words, "leading": words["lead"] | words["open"] | words["moderate"]}


def by_post(items: Sequence[TextItem], start: int, text: str) -> tuple[RolePhrase, PersonMention] | None:
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


class Leaders(Hosts):
    """Who leads the activity of a kind named at ``name`` in sentence number ``sentence``."""

    others: Collection[int] = ()  # where activities of other days are named
    swearing: BodyMention | None = None  # the body of the post of who swore in

    def leader(self) -> str | None:
        """The one who led; else who opened it; else who moderated (guidelines 13 and 20)."""
        words = leader_words()
        leading = words["leading"]
        said = [(i, self.m.items[i], self.m.outline.words[i]) for i in self.m.outline.at(leading)]
        for kind, confidence in (("lead", 0.9), ("open", 0.85), ("moderate", 0.75)):
            for i, item, word in said:
                if word not in words[kind] or self._of_another(i) or self._of_another_day(item.start):
                    continue
                if _MEANT_TO.search(self.text, max(0, item.start - 20), item.start):
                    continue
                if word == "dilakukan" and self.kind in _SELF_DONE:
                    continue
                if word in _ANYWHERE or self._is_near(item.start):
                    behind = word.startswith(("di", "p", "ins")) and not self._acts_as(i)
                    person = self.after(i) if behind else self._subject(i)
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
        if self.kind in {"kunjungan", "monitoring"} and (head := self._heads_group()) is not None:
            self.note(head.start, head.end, "group", "leader", 0.85)
            return head.name
        announces = self.kind == "lainnya" and self.text[self.name.start : self.name.start + 10].lower() == "pengumuman"
        speaker = self.speaker() if self.kind == "konferensi-pers" or announces else None
        if speaker is not None:
            self.note(speaker.start, speaker.end, "speaker", "leader", 0.75)
            return speaker.name
        agent = self._agent() or self._noun_by() if self.kind not in _SELF_DONE else None
        if agent is not None:
            self.note(agent.start, agent.end, "agent", "leader", 0.7)
        return agent.name if agent else None

    def _heads_group(self) -> PersonMention | None:
        """Who leads those who come: "Ketua rombongan, Nama, …"."""
        last = min(self.sentence + 2, len(self.m.sentences) - 1)
        if self.sentence > last:
            return None
        group = _GROUP.search(self.text, self.m.sentences[self.sentence].start, self.m.sentences[last].end)
        named = (self.m.items[i].value for i in self.m.outline.valued) if group is not None else ()
        people = (v for v in named if isinstance(v, PersonMention) and group and group.start() < v.start < group.end())
        return next(people, None)

    def speaker(self) -> PersonMention | None:
        """Who tells something at a press conference, in its sentence: "disampaikan Ketua KPU X, Nama, dalam jumpa pers"."""
        number = self.number(self.name.start)
        span = self.m.sentences[number] if number < len(self.m.sentences) else self.name
        low, high = (span.start, self.name.start) if self.kind == "konferensi-pers" else (self.name.end, span.end)
        told = _TOLD.search(self.text, low, high)
        named = (self.m.items[i].value for i in self.m.outline.valued) if told is not None else ()
        people = (v for v in named if isinstance(v, PersonMention) and told and told.end() <= v.start < high)
        return next(people, None)

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
        for i in self.m.outline.valued:
            phrase = items[i].value
            if not isinstance(phrase, RolePhrase) or fold(phrase.role) not in leader_words()["chair"]:
                continue
            near = [other for other in items[i + 1 : i + 5] if other.text not in {",", ":", "adalah"}][:1]
            if near and isinstance(near[0].value, PersonMention):
                return near[0].value
        return None

    def _of_another(self, i: int) -> bool:
        """Whether the word at item ``i`` belongs to another activity: "dirangkai doa bersama yang dipimpin Ustaz X"."""
        at = self.m.items[i].start
        if _ASIDE.search(self.text, max(0, at - 30), at) or _PART.match(self.text, at):
            return True
        if self.kind not in {"kunjungan", "monitoring"} and _ESCORT.search(self.text, max(0, at - 50), at):
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
        if entry == ("lainnya", "noun") and self.kind == "lainnya" and self.number(at) > self.sentence:
            word = fold(before[-1].text).partition(" ")[0]  # "melayat ke rumah duka … Misa pemakaman dipimpin RP. X"
            worship = leader_words()["worship"]
            if word in worship and fold(self.text[self.name.start : self.name.end]).partition(" ")[0] in worship:
                return False
            return word not in fold(self.text[self.name.start : self.name.end])
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
        for i in self.m.outline.at(leader_words()["swears"]):
            if not self._is_near(items[i].start):
                continue
            if fold(items[i].text) == "diambil" and not (i and fold(items[i - 1].text).startswith("sumpah")):
                continue
            near = [other for other in items[i + 1 : i + 7] if fold(other.text) not in _BETWEEN]
            by = any(fold(other.text).endswith("oleh") for other in items[i : i + 3])
            by = by or (
                i > 0 and isinstance(items[i - 1].value, PersonMention)
            )  # "Dewi Sri dilantik Sekretaris KPU X, Nama"
            if near and isinstance(near[0].value, PersonMention) and by:
                return near[0].value
            post = near[0].value if near else None
            if isinstance(post, RolePhrase) and (by or fold(post.role) in leader_words()["heads"]) and len(near) > 1:
                named = near[1].value
                if isinstance(named, PersonMention):
                    self.swearing = post.body
                    return named
        return None

    def _of_another_day(self, at: int) -> bool:
        """Whether a word stands behind an activity of another day in its sentence: "Debat digelar 24 November dan dipandu X"."""
        number = self.number(at)
        start = self.m.sentences[number].start if number < len(self.m.sentences) else at
        return any(start <= other < at for other in self.others)

    def _is_near(self, at: int) -> bool:
        """Whether it still tells of the same activity: soon behind it, or "Kegiatan dibuka …", "Rapat ini dipimpin …"."""
        number = self.number(at)
        if self.kind == "sidang" and self.text[max(0, at - 13) : at].casefold() == "majelis yang ":
            return True
        if number <= self.sentence + 3 or _SAME.search(self.text[max(0, at - 40) : at]) is not None:
            return True
        behind = [fold(word) for word in re.findall(r"\w+", self.text[at : at + NEAR])[1:4]]
        if not leader_words()["whole"].isdisjoint(behind):
            return True
        return _ANY_ACTIVITY.match(self.text[self.m.sentences[number].start :][:10]) is not None

    def _agent(self) -> PersonMention | None:
        """The person who does it: the subject of its own active verb ("Ketua KPU X melantik …"), or behind "oleh"."""
        if self.sentence >= len(self.m.sentences):
            return None
        span = self.m.sentences[self.sentence]
        line = self.m.dateline
        begins = max(span.start, line.end) if line is not None and line.end < self.name.start else span.start
        before = self.text[begins : self.name.start].lstrip()
        if ATTENDING.search(before) or fold(before.partition(" ")[0]) in leader_words()["no_agent"]:
            return None
        if self.kind == "kunjungan" and (self.received() or self._is_its_own()):
            return self._visitor(span.end)
        word = self.text[self.name.start : self.name.end]
        acts = ACTIVE.match(word) or ACTIVE.search(before[-NEAR:])
        holder = self._by_holder(span.end)
        for i in self.m.outline.valued:
            item = self.m.items[i]
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
            if holder is not None:
                return holder
            if not 0 <= item.start - self.name.end < _BEHIND or item.start >= span.end:
                continue
            between = self.text[self.name.end : item.start]
            by = between.endswith("oleh ") or BY.search(between.partition(",")[0] + " ")
            if by or (not acts and _BY_POST.fullmatch(between)):
                return person
        return None

    def _person_at(self, at: int) -> bool:
        return any(isinstance(item.value, PersonMention) and item.start == at for item in self.m.items)

    def _by_holder(self, end: int) -> PersonMention | None:
        """Who did it by post and name, however far in its sentence: "dilantik … secara daring oleh Ketua KPU RI, Nama"."""
        if self.kind != "pelantikan":
            return None
        first, last = (bisect_left(self.m.items, at, key=lambda item: item.start) for at in (self.name.end, end))
        by = by_post(self.m.items[first:last], self.name.end, self.text)
        return by[1] if by else None

    def _visitor(self, end: int) -> PersonMention | None:
        """The first who is received: "menerima kunjungan Kapolres X, Nama"."""
        for item in self.m.items:
            if self.name.end <= item.start < end and isinstance(item.value, PersonMention):
                return item.value if not _BESIDE.search(self.text[self.name.end : item.start]) else None
        return None

    def _acts_as(self, i: int) -> bool:
        """Whether the person stands before the word: "X menjadi pembina apel"."""
        before = self.m.items[max(0, i - 2) : i]
        if len(before) == 2 and before[1].text == "," and isinstance(before[0].value, PersonMention):
            return fold(self.m.items[i].text).startswith(_ASIDE_ROLES)  # "oleh Mustafa, pimpinan rapat, bersama …"
        if not i or fold(self.m.items[i - 1].text) not in {"menjadi", "selaku", "sebagai", "juga"}:
            return False
        start = self.m.sentences[max(0, self.number(self.m.items[i].start))].start
        return any(isinstance(item.value, PersonMention) and item.start >= start for item in self.m.items[:i])

    def after(self, i: int) -> PersonMention | None:
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
        if i and self.m.items[i - 1].text == "Yang":
            return self.after(i)  # "Yang memandu Rahmi, dosen …"
        following = self.after(i) if first and self.text[start : start + 8].lower() == "memimpin" else None
        return following or self._holder([item for item in self.m.items[max(0, i - 3) : i] if item.start >= floor])

    def _holder(self, near: Sequence[TextItem]) -> PersonMention | None:
        """Who holds the post among some items, by another place that names the holder: "Ketua KPU X membuka acara"."""
        post = next((item.value for item in near if isinstance(item.value, RolePhrase)), None)
        if post is None or post.body is None or post.division is not None:
            return None
        found: dict[str, PersonMention] = {}
        for k in self.m.outline.valued:
            same = self.m.items[k].value
            if not isinstance(same, RolePhrase) or same.body is None or same.division is not None:
                continue
            if (same.role, same.body.name) != (post.role, post.body.name):
                continue
            behind = [other for other in self.m.items[k + 1 : k + 3] if other.text != ","][:1]
            if behind and isinstance(behind[0].value, PersonMention):
                found.setdefault(behind[0].value.name, behind[0].value)
        return next(iter(found.values())) if len(found) == 1 else None
