"""Bodies by the place that the sentence or the article names: its government, its parliament, its station."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kpugraph.facts.post_words import local_officers, words
from kpugraph.facts.surroundings import Surroundings, body_of
from kpugraph.model import BodyMention, RolePhrase

_LEVEL_OF_HEAD = {"Bupati": "Kabupaten", "Wali Kota": "Kota", "Gubernur": "Provinsi"}


_TERRITORY = re.compile(r" (?:Kabupaten|Kota|Provinsi) ")

_STATIONED = {"police", "army", "prosecution"}


@dataclass
class SamePlace(Surroundings):
    """Finds them for the roles that leave their place out."""

    def named_beside(self, body: BodyMention, i: int) -> BodyMention | None:
        """ "dari Korem 133/X hadir Kasrem A": the one of its sentence, before the one that only the office gives."""
        listed = body.rule == "roles.place" or (body.rule == "bodies.office" and body.kind in _STATIONED)
        if not listed or not body.steps or not body.kind:
            return None
        start = self.sentence_start(body.start)
        for item in reversed(self.items[:i]):
            if item.start < start:
                return None
            other = body_of(item)
            words_ = 1 if body.kind in {"army", "police"} else 2  # "Kejaksaan Negeri" and "Kejaksaan Tinggi"
            if other is not None and other.specific and other.name.split()[:words_] == body.name.split()[:words_]:
                return other
        return None

    def of_the_same_place(self, body: BodyMention, i: int) -> BodyMention | None:
        """ "Bupati X A bersama Ketua DPRD B dan Sekda C": of the territory that the sentence names, not of the office's."""
        own = body.rule in {"roles.government-office", "bodies.agency-office"} or (
            (body.rule, body.kind) == ("bodies.office", "parliament")
        )
        if not own or self.office is None:
            return None
        start = self.sentence_start(body.start)
        sent = (
            body_of(self.items[i - 2])
            if i > 1 and body.kind == "government" and self.items[i - 1].text.lower() in words().absent
            else None
        )
        if sent is not None and sent.kind == "government" and sent.region is not None:  # "Gubernur X diwakili Sekda A"
            return replace(
                body, name=sent.name, level=sent.level, region=sent.region, rule="posts.same-place", steps=sent.steps
            )
        for item in reversed(self.items[:i]):
            other = body_of(item)
            if item.start < start or item.text.lower() in words().receives:
                return None
            told = other is not None and other.kind in {"government", "parliament"} and other.region is not None
            if told and other is not None and other.level == body.level and "office" not in other.rule:
                name = f"{_TERRITORY.split(body.name)[0]} {other.name.partition(' ')[2]}"
                return replace(body, name=name, region=other.region, rule="posts.same-place", steps=other.steps)
        return None

    def same_government(self, phrase: RolePhrase) -> tuple[BodyMention | None, str]:
        """For the press: "Sekretaris Daerah A" is of the one government of its level that the article names besides."""
        level = _LEVEL_OF_HEAD.get(phrase.role.removeprefix("Calon ").removeprefix("Wakil "), "")
        named = {b.name: b for b in self.bodies if b.kind == "government" and b.region and level in b.name}
        if len(named) != 1:
            return None, ""
        body = next(iter(named.values()))
        return body, f"{phrase.role} -> of {body.name}, the only such government that the article names"

    def same_place(self, phrase: RolePhrase, i: int) -> tuple[BodyMention | None, str]:
        """ "Camat X yang diwakili Sekcam A": of the district or village named before it in the sentence."""
        start = self.sentence_start(phrase.start)
        for item in reversed(self.items[:i]):
            body = body_of(item) if item.start >= start else None
            if item.start < start:
                break
            if body is not None and body.specific and body.kind == "government" and body.level == phrase.frame:
                return body, f"{phrase.role} -> of {body.name}, named before it in the sentence"
        return self.only_place(phrase, i)

    def only_place(self, phrase: RolePhrase, i: int) -> tuple[BodyMention | None, str]:
        """ "PPK Kecamatan X … Camat, A, …": of the one district or village whose committees the article names."""
        level = local_officers().get(phrase.role)
        places = {b.name.partition(" ")[2] for b in self.bodies if b.specific and b.level == phrase.frame}
        place = next(iter(places)) if len(places) == 1 else ""
        several = i > 0 and self.items[i - 1].text.lower() in words().numbers  # "para camat"
        first = min((b.start for b in self.bodies if b.name.endswith(f" {place}")), default=phrase.start)
        if level is None or several or first >= phrase.start or not place.startswith(f"{level} "):
            return None, ""
        name = f"Pemerintah {place}"
        body = BodyMention(
            phrase.start, phrase.end, name, "government", phrase.frame, rule="posts.only-place", confidence=0.8
        )
        return body, f"{phrase.role} -> of {place}, the only one that the article names"
