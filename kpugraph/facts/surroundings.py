"""What stands around a role that leaves its body out: its sentence, the teams and districts that it speaks of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from kpugraph.facts.change_words import change_words
from kpugraph.facts.post_words import teams, words
from kpugraph.model import BodyMention, Office, PersonMention, RolePhrase, Span, TextItem
from kpugraph.text import sentence_at

_start = attrgetter("start")
_TIES = {"sebagai", "selaku", "menjadi", "("}  # between a name and the role of one of a list
_LISTED = {*_TIES, ",", ";", "dan", "serta", ")", "masing-masing"}
_LINES = 14  # of a list below its heading
_GROUPS = {"Tim", "Panitia", "Satgas", "Pokja", "Kelompok", "Desk", "Gugus"}
_LISTED_KINDS = {"parliament", "adhoc", "party", "association"}  # bodies whose officers such lists give
_MARKS = {"-", "–", "•", "*", "·"}


@dataclass
class Surroundings:
    """The items of an article, seen from one of its roles."""

    items: Sequence[TextItem]
    sentences: Sequence[Span]
    office: Office | None

    def __post_init__(self) -> None:
        self.bodies = [b for item in self.items if item.value is not None and (b := body_of(item)) is not None]
        self.last = _last_named(self.items)

    def in_brackets_too(self, i: int) -> bool:
        """ "A (Unkhair), B (Unkhair) dan C (akademisi)": whether the last body before the role is another's, in brackets."""
        last = next((k for k in range(i - 1, -1, -1) if body_of(self.items[k]) is not None), 0)
        alone = last > 0 and self.items[last].kind == "body"
        return alone and self.items[last - 1].text == "(" and self.items[last + 1].text == ")"

    def sworn_in(self, phrase: RolePhrase, i: int) -> tuple[BodyMention | None, str] | None:
        """ "A (Ketua), B (anggota) dan C (anggota) dilantik sebagai PPK X": the committee that the list leads to."""
        if not i or self.items[i - 1].text != "(" or phrase.division is not None or phrase.kinds:
            return None
        start = self.sentence_start(phrase.start)
        if any(body_of(item) is not None for item in self.items[bisect_left(self.items, start, key=_start) : i]):
            return None
        for item in self.items[i + 1 : i + 40]:
            if item.text == "." or item.kind == "break":
                return None
            body = body_of(item)
            if body is not None:
                return (body, f"{phrase.role} -> of {body.name}, named behind") if body.kind == "adhoc" else None
        return None

    def of_the_next(self, phrase: RolePhrase, i: int) -> BodyMention | None:
        """ "A sebagai Kasubbag P dan B sebagai Kasubbag Q KPU X": the body that only the last of such a list names."""
        tie = self.items[i - 1].text.lower() if i else ""
        behind = tie == "," and i > 1 and self.items[i - 2].kind == "person"  # "A, Ketua, dan B, anggota KPU X"
        if tie not in _TIES and not behind:
            return None
        for k in range(i + 1, min(i + 40, len(self.items))):
            item = self.items[k]
            value = item.value
            if isinstance(value, RolePhrase):
                if self.items[k - 1].text.lower() != tie or (value.role, value.division) == (
                    phrase.role,
                    phrase.division,
                ):
                    return None
                if value.body is not None:
                    return value.body if value.body.specific else None
            elif item.kind != "person" and item.text.lower() not in _LISTED:
                return None
        return None

    def headed(self, i: int) -> BodyMention | None:
        """ "Susunan PPS Desa X:" above "1. A (Ketua)": the body in the line that opens the list in which the role stands."""
        end = i
        for _ in range(_LINES):
            start = self._line_start(end) - 1
            if start < 1 or not _begins_line(self.items[start + 1]):
                return None
            opened = self.items[start - 1].text == ":"
            counted = self.items[start + 1].kind == "num" or self.items[start + 1].text in _MARKS
            if opened or not _begins_line(self.items[self._line_start(start)]):
                if not opened and not counted:
                    return None
                bodies = [b for k in range(self._line_start(start), start) if (b := body_of(self.items[k])) is not None]
                return bodies[-1] if bodies and bodies[-1].specific else None
            end = start
        return None

    def _line_start(self, end: int) -> int:
        before = bisect_left(self._breaks, end)
        return self._breaks[before - 1] + 1 if before else 0

    @cached_property
    def _breaks(self) -> list[int]:
        return [k for k, item in enumerate(self.items) if item.kind == "break"]

    def chosen_by(self, phrase: RolePhrase, i: int) -> tuple[BodyMention, str] | None:
        """ "DPRD X menetapkan A sebagai Ketua": the body that is the subject of a verb of choosing, where it has a chair."""
        if phrase.kinds or phrase.division is not None or i < 4 or self.items[i - 1].text.lower() not in _TIES:
            return None
        start = self.sentence_start(phrase.start)
        for k in range(i - 2, max(-1, i - 16), -1):
            if self.items[k].start < start or self.items[k].kind == "post":
                return None
            body = body_of(self.items[k]) if self.items[k + 1].text.lower() in change_words()["choosing"] else None
            if (
                body is not None
                and body.specific
                and body.kind in {"parliament", "party", "association", "adhoc", "team"}
            ):
                return body, f"{phrase.role} -> of {body.name}, which chose"
        return None

    def in_turn(self, i: int) -> BodyMention | None:
        """ "KPU X dan Bawaslu X, masing-masing diwakili Ketua A dan anggota B": to each role its body, in order."""
        start = self.sentence_start(self.items[i].start)
        for k in range(i - 1, max(2, i - 14), -1):
            if self.items[k].start < start:
                return None
            if self.items[k].text.lower() != "masing-masing" or not self.items[k + 1].text.lower().startswith("di"):
                continue
            at = k - 2 if self.items[k - 1].text == "," else k - 1
            pair = [body_of(self.items[n]) for n in (at - 2, at)] if at > 1 and self.items[at - 1].text == "dan" else []
            number = sum(item.kind == "post" for item in self.items[k:i])
            return pair[number] if number < len(pair) else None
        return None

    def made_up_of(self, i: int) -> bool:
        """ "Susunannya: Ketua A, Sekretaris B": a sentence that tells who the body before it is made up of."""
        for k in range(
            i - 1, max(-1, i - 50), -1
        ):  # the numbers of its list may end sentences: "Susunannya: 1. A (Ketua); 2. …"
            if self.items[k].kind == "break":
                return False
            if self.items[k].text.lower() in words().made_up:
                return self.sentence_start(self.items[k].start) == self.items[k].start
        return False

    def opened(self, i: int) -> tuple[bool, BodyMention | None]:
        """ "Pimpinan DPRD X: A (Ketua), B (Wakil Ketua)": (whether such a list holds the role, the body before the colon).

        A body without a place ("Anggota KPPS terdiri atas A (ketua)") is that of none.
        """
        if not i or self.items[i - 1].text != "(":
            return False, None
        start = self.sentence_start(self.items[i].start)
        for k in range(i - 3, max(1, i - 60), -1):
            if self.items[k].start < start or self.items[k].kind == "break":
                return False, None
            if self.items[k].text != ":" and self.items[k - 1].text.lower() not in {"terdiri", "yakni", "yaitu"}:
                continue
            bodies = [body_of(item) for item in self.items[max(0, k - 9) : k] if item.start >= start]
            last = next((body for body in reversed(bodies) if body is not None), None)
            if last is None and any(
                item.text in _GROUPS for item in self.items[max(0, k - 9) : k] if item.start >= start
            ):
                return True, None  # "Tim Monitoring: A (ketua), B (sekretaris)"
            return last is not None and last.kind in _LISTED_KINDS, last
        return False, None

    def named_last(self, i: int) -> BodyMention | None:
        """The specific body that the sentence of item ``i`` names last before it."""
        start = self.sentence_start(self.items[i].start)
        for k in range(i - 1, -1, -1):
            body = body_of(self.items[k])
            if self.items[k].start < start or (body is not None and body.specific):
                return body if self.items[k].start >= start else None
        return None

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
        for k in range(i - 1, -1, -1):
            item = self.items[k]
            body = body_of(item)
            if item.start < start or (body is not None and body.specific):
                return False
            following = self.items[k + 1].text.lower() if k + 1 < i else ""
            if body is not None and (body.kind == "team" or body.name == "Majelis Hakim"):
                return True
            if (item.text.lower(), following) in teams() or (item.text.lower(), "") in teams():
                return True
        return False

    def backwards(self, i: int) -> Iterator[int]:
        """The bodies and posts before item ``i``, the last first, without those that a quotation before it holds."""
        k = i
        while k > 0 and (k := self.last[k - 1]) >= 0:
            yield k


def body_of(item: TextItem) -> BodyMention | None:
    """The body of an item: its own, or the one of a post."""
    if item.value is None:
        return None
    if isinstance(item.value, BodyMention):
        return item.value
    return item.value.body if isinstance(item.value, RolePhrase) else None


def _last_named(items: Sequence[TextItem]) -> list[int]:
    """Per item the last at or before it that is a body or post, -1 for none. From the mark that ends a quotation it leads
    to what stands before the mark that opens it: what is quoted is another's word."""
    last: list[int] = []
    named = mark = -1  # the last so far: body or post, mark
    for k, item in enumerate(items):
        if item.value is not None:
            named = named if isinstance(item.value, PersonMention) else k
        elif item.text in {"“", "”"}:
            if item.text == "”" and mark >= 0:
                named = last[mark - 1] if mark else -1
            mark = k
        last.append(named)
    return last


def _begins_line(item: TextItem) -> bool:
    """Whether a line of a list begins so: with a number, a mark, a name or a role."""
    return item.kind in {"num", "person", "post"} or item.text in _MARKS
