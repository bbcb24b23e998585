"""What stands around a role that leaves its body out: its sentence, the teams and districts that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpugraph.facts.post_words import teams, words
from kpugraph.model import BodyMention, Office, RolePhrase, Span, TextItem
from kpugraph.text import sentence_at


@dataclass
class Surroundings:
    """The items of an article, seen from one of its roles."""

    items: Sequence[TextItem]
    sentences: Sequence[Span]
    office: Office | None

    def in_brackets_too(self, i: int) -> bool:
        """ "A (Unkhair), B (Unkhair) dan C (akademisi)": whether the last body before the role is another's, in brackets."""
        last = next((k for k in range(i - 1, -1, -1) if body_of(self.items[k]) is not None), 0)
        return last > 0 and self.items[last - 1].text == "(" and self.items[last + 1].text == ")"

    def sworn_in(self, phrase: RolePhrase, i: int) -> tuple[BodyMention | None, str] | None:
        """ "A (Ketua), B (anggota) dan C (anggota) dilantik sebagai PPK X": the committee that the list leads to."""
        if not i or self.items[i - 1].text != "(" or phrase.division is not None or phrase.kinds:
            return None
        start = self.sentence_start(phrase.start)
        if any(body_of(item) is not None for item in self.items[:i] if item.start >= start):
            return None
        for item in self.items[i + 1 : i + 40]:
            if item.text == "." or item.kind == "break":
                return None
            body = body_of(item)
            if body is not None:
                return (body, f"{phrase.role} -> of {body.name}, named behind") if body.kind == "adhoc" else None
        return None

    def made_up_of(self, i: int) -> bool:
        """ "Susunannya: Ketua A, Sekretaris B": a sentence that tells who the body before it is made up of."""
        number = sentence_at(self.sentences, self.items[i].start)
        first = next((item for item in self.items if number >= 0 and item.start >= self.sentences[number].start), None)
        return first is not None and first.text.lower() in words().made_up

    def sentence_start(self, at: int) -> int:
        number = sentence_at(self.sentences, at)
        return self.sentences[number].start if number >= 0 else at

    def of_a_district(self, start: int, i: int) -> bool:
        """ "Untuk Distrik Biak Kota, anggota yang dilantik adalah …": the sentence speaks of a committee that it leaves open."""
        opening = [item for item in self.items[max(0, i - 8) : i] if item.start >= start][:3]
        words_ = [item.text.lower() for item in opening]
        return "untuk" in words_[:2] and any(
            item.text in {"Distrik", "Kecamatan", "Desa", "Kelurahan"} for item in opening
        )

    def of_a_team(self, phrase: RolePhrase, start: int, i: int) -> bool:
        """ "Tim seleksi diketuai A dengan sekretaris B": the sentence speaks of a team that it leaves open."""
        if phrase.kinds or phrase.division is not None or phrase.frame == "commission":
            return False
        for k in self.backwards(i):
            item = self.items[k]
            body = body_of(item)
            if item.start < start or (body is not None and body.specific):
                return False
            following = self.items[k + 1].text.lower() if k + 1 < i else ""
            if body is not None and body.kind == "team":
                return True
            if (item.text.lower(), following) in teams() or (item.text.lower(), "") in teams():
                return True
        return False

    def backwards(self, i: int) -> Iterator[int]:
        """The items before ``i``, the last first, without what a quotation before it holds: that is another's word."""
        k = i - 1
        while k >= 0:
            if self.items[k].text == "”":
                k = next((n for n in range(k - 1, -1, -1) if self.items[n].text in {"“", "”"}), k)
            yield k
            k -= 1


def body_of(item: TextItem) -> BodyMention | None:
    if isinstance(item.value, BodyMention):
        return item.value
    return item.value.body if isinstance(item.value, RolePhrase) else None
