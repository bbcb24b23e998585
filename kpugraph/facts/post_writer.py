"""Writes the posts of one article: each with its body, its status and the stretch that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kpugraph.facts.belonging import Belonging
from kpugraph.facts.national import of_the_nation
from kpugraph.facts.post_words import words
from kpugraph.facts.rosters import Rosters
from kpugraph.model import BodyMention, Evidence, Office, PersonMention, PostFact, RolePhrase, Span, TextItem
from kpugraph.outline import Outline
from kpugraph.sayings import Sayings
from kpugraph.text import first_words

_LATE = re.compile(r"alm(?:h?\.|arhum(?:ah)?\b|\b)", re.I)


@dataclass
class PostWriter:
    """The items of an article and the posts that were found in it so far."""

    text: str
    items: Sequence[TextItem]
    sentences: Sequence[Span]
    office: Office | None
    sayings: Sayings
    outline: Outline
    facts: list[PostFact] = field(default_factory=list)

    def at(self, forms: frozenset[str]) -> list[int]:
        """The numbers of the items that begin with one of the words, or with the first word of a phrase."""
        return self.outline.at(first_words(forms))

    @cached_property
    def holders(self) -> Rosters:
        return Rosters(self.items, self.text)

    @cached_property
    def belonging(self) -> Belonging:
        return Belonging(self.items, self.sentences, self.office)

    def add(self, phrase: RolePhrase, i: int, k: int, rule: str) -> None:
        person = self.person(k)
        if person is None:
            return
        body, how = self._of_holder(phrase, k) or self.belonging.body(phrase, i)
        whole = of_the_nation(body, phrase, person.name, self.office) if body is not None else None
        body = whole or body
        bodiless = phrase.frame in {"state", "none"} or (phrase.body is None and phrase.role in words().bodiless)
        if (body is None and not bodiless) or (how and self._seconded(k)):
            return
        gone = (
            self._late(k)
            or (k - 1 != i and self._late(k - 1))
            or self._late(i - 1)
            or self._leaves(k)
            or (i > k and self._ended(i))
            or self._dismissed(i)
        )
        status = "former" if phrase.status == "current" and gone else phrase.status
        status = "acting" if status == "current" and self._acts(i, k) else status
        start, end = min(phrase.start, person.start), max(phrase.end, person.end)
        confidence = min(person.confidence, body.confidence if body else 1.0, 0.85 if how else 1.0)
        steps = (*phrase.steps, *(body.steps if body else ()), *person.steps, *((how,) if how else ()))
        evidence = Evidence(start, end, self.text[start:end], rule, confidence, "", steps)
        name = body.name if body else None
        self.facts.append(PostFact(person.name, phrase.role, name, phrase.division, status, phrase.period, (evidence,)))

    def _of_holder(self, phrase: RolePhrase, k: int) -> tuple[BodyMention, str] | None:
        """ "Hadir para sekretaris, antara lain A (KPU X), B (KPU Y)": the commission in brackets behind the name."""
        behind = self.items[k + 1 : k + 4]
        body = behind[1].value if len(behind) == 3 and (behind[0].text, behind[2].text) == ("(", ")") else None
        known = phrase.body is not None and phrase.body.specific
        if known or not phrase.elliptical or phrase.kinds or not isinstance(body, BodyMention) or not body.specific:
            return None
        return (
            (body, f"{phrase.role} -> of {body.name}, in brackets")
            if body.kind in {"commission", "supervisor"}
            else None
        )

    def _seconded(self, k: int) -> bool:
        """ "anggota Sarno (TPD unsur KPU)": brackets that say whom a member comes from."""
        behind = self.items[k + 1 : k + 9]
        titled = next((n for n, item in enumerate(behind) if item.text == "("), len(behind))
        return any(item.text.lower() == "unsur" for item in behind[titled : titled + 4])

    def _acts(self, i: int, k: int) -> bool:
        """ "jabatan sekretaris dipegang A selaku Plt.", "Sekretaris X, A (Plt.)": the status alone behind the name."""
        if i < k - 1 and self.items[k - 1].kind == "statuses" and self.items[k - 2].text.lower() in words().holds:
            return True  # "Jabatan ROLE dirangkap Plt. A"
        behind = self.items[k + 1 : k + 4]
        tied = len(behind) > 1 and behind[0].text in {"selaku", "sebagai", "("} and behind[1].kind == "statuses"
        return tied and behind[1].text.lower().startswith(("pl", "pj", "penjabat")) and behind[-1].kind != "post"

    def _leaves(self, k: int) -> bool:
        """Whether the next words say that the person retires: "resmi pensiun", "memasuki masa purnabakti"."""
        for item in self.items[k + 1 : k + 7]:
            if (
                item.text in {".", ";"}
                or item.kind in {"post", "person", "break"}
                or item.text.lower() in words().later
            ):
                return False
            if item.text.lower() in words().retires:
                return True
        return False

    def _ended(self, i: int) -> bool:
        """ "A, Kasubbag X, purnatugas per 1 Mei": whether the clause behind the role at ``i`` says that its holder retires."""
        return i + 1 < len(self.items) and self.items[i + 1].text == "," and self._leaves(i + 1)

    def _dismissed(self, i: int) -> bool:
        """Whether the words right before the role put its holder out: "DKPP memberhentikan tetap Ketua KPU X A"."""
        before = [item.text.lower() for item in self.items[max(0, i - 3) : i]]
        if before[-1:] and (before[-1] in words().departures or " ".join(before[-2:]) in words().departures):
            return True
        verbs = [n for n, word in enumerate(before) if word in words().dismisses]
        return bool(verbs) and "." not in before[verbs[-1] :] and not set(before) & {"akan", "tidak", "batal"}

    def _late(self, k: int) -> bool:
        """Whether the name carries "almarhum", or stands alone at an item before the role ("almarhum Ketua X A")."""
        return k >= 0 and _LATE.match(self.text, self.items[k].start) is not None

    def phrase(self, i: int) -> RolePhrase:
        value = self.items[i].value
        assert isinstance(value, RolePhrase)
        if i and self.items[i - 1].text.lower() == "pucuk":  # "Pucuk pimpinan Bawaslu X"
            return replace(value, role="Ketua")
        behind = [item.text.lower() for item in self.items[i + 1 : i + 3]]
        if value.status == "current" and behind[1:] == ["itu"] and behind[0] in {"kala", "saat", "waktu", "ketika"}:
            return replace(value, status="former")  # "A, Bupati X kala itu"
        proposed = i > 1 and self.items[i - 1].text.lower() in words().replacement
        if (
            proposed and value.status == "current" and self.items[i - 2].text.lower() == "calon"
        ):  # "Calon PAW anggota DPRD X"
            return replace(value, role=f"Calon {value.role}", status="candidate")
        return value

    def person(self, k: int) -> PersonMention | None:
        return self.holders.person(k)
