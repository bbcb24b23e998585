"""Who took whose post: the two sides of each turn that an article tells of."""

from __future__ import annotations

import re
from dataclasses import replace

from kpugraph.facts.post_words import words
from kpugraph.facts.post_writer import PostWriter
from kpugraph.facts.turns import Turn, is_nomination, turn_words, turns, vacant
from kpugraph.model import BodyMention, Evidence, PersonMention, PostFact
from kpugraph.text import sentence_at

EVERYDAY = "posts.everyday"  # what somebody is beside the post that a text tells of: "A, yang sehari-hari Kasubbag X"

_NEAR = 120  # characters between the post that was left and the words for the seat
_FORMER = re.compile(r"\b(?:mantan|eks|bekas)\b", re.I)
_COMMISSIONS = ("KPU ", "KIP ", "Bawaslu ", "Panwas")


class Successions(PostWriter):
    """Adds the posts of those who come and of those who leave."""

    def successions(self) -> None:
        """ "Enok menggantikan Ujang Sobandi": he held the post that she is said to take.

        In news of a replacement it is the post that the replacement is for; the successor holds it or stands for it.
        """
        seat = vacant(self.items, self.outline.valued)
        for turn in turns(self.items, sorted({*self.at(turn_words()), *self.outline.valued})):
            if seat is not None and not self._better_known(seat, turn):
                self._take_seat(seat, turn)
            elif turn.leaves is not None and not self._has_post(turn.leaves, since=True):
                self._follow(turn.leaves, turn.comes)
            elif turn.leaves is not None and turn.comes is not None:
                self._come_after(turn.leaves, turn.comes)

    def own_seats(self) -> None:
        """ "A dimutasi dari R ke S; posisinya diisi B": B has what the last post that somebody had to leave was."""
        for k in self.at(words().own_seats):
            item = self.items[k]
            if k + 2 >= len(self.items) or item.text.lower() not in words().own_seats:
                continue
            j = k + 1
            while j < min(k + 5, len(self.items) - 1) and self.items[j].text.lower() in words().given:
                j += 1
            new, left = (
                self.person(j),
                [f for f in self.facts if f.status == "former" and f.evidence[0].end <= item.start],
            )
            near = left and item.start - left[-1].evidence[0].end < _NEAR
            if new is not None and j > k + 1 and near and left[-1].person != new.name:
                self.facts.append(
                    self._passed(left[-1], new, j, "current", f"after {left[-1].person}", "posts.successor")
                )

    def _better_known(self, seat: int, turn: Turn) -> bool:
        """Whether the text gives the one who comes a post, while the seat itself names no body: "PAW dua anggota"."""
        body = self.phrase(seat).body
        vague = (body is None or not body.specific) and self.phrase(seat).role.endswith("Anggota")
        return vague and turn.leaves is not None and turn.comes is not None and self._has_post(turn.comes)

    def _has_post(self, k: int, *, since: bool = False) -> bool:
        """Whether the one at ``k`` has a post; with ``since`` none that is told behind the name ("B yang kini Kadis X")."""
        person, at = self.person(k), self.items[k].start
        if since and person is not None:
            return any(
                f.person == person.name
                and f.status != "candidate"
                and (f.evidence[0].start != at or f.status != "current")
                for f in self.facts
            )
        return person is not None and any(f.person == person.name and f.status != "candidate" for f in self.facts)

    def _take_seat(self, seat: int, turn: Turn) -> None:
        phrase = replace(self.phrase(seat), period=None)
        named = self._seat_between(turn)
        if named is not None:
            phrase = replace(phrase, body=named)
        elif phrase.body is not None and not phrase.body.specific and phrase.body.kind in {"commission", "supervisor"}:
            return  # "dua anggota Bawaslu Kabupaten/Kota": of which one is not said
        role = phrase.role.removeprefix("Calon ")
        if turn.leaves is not None and not self._has_post(turn.leaves):
            self.add(replace(phrase, role=role, status="former"), seat, turn.leaves, "posts.predecessor")
        elif turn.leaves is not None and (person := self.person(turn.leaves)) is not None and turn.comes is not None:
            self._leave(person.name, role)
        if turn.comes is None or self._sits(turn.comes, role):
            return
        if turn.candidate or is_nomination(self.items, seat):
            phrase = replace(phrase, role=f"Calon {role}", status="candidate")
        self.add(phrase, seat, turn.comes, "posts.successor")

    def _seat_between(self, turn: Turn) -> BodyMention | None:
        """ "A untuk Bawaslu Kabupaten X menggantikan B": the body of that one seat."""
        if turn.leaves is None or turn.comes is None:
            return None
        low, high = sorted((turn.leaves, turn.comes))
        bodies = [b for item in self.items[low:high] if isinstance(b := item.value, BodyMention) and b.specific]
        seats = [body for body in bodies if body.kind in {"commission", "supervisor", "parliament", "adhoc"}]
        return seats[0] if len(seats) == 1 else None

    def _sits(self, k: int, role: str) -> bool:
        person = self.person(k)
        return person is not None and any(f.person == person.name and f.role.endswith(role) for f in self.facts)

    def _leave(self, name: str, role: str) -> None:
        """The seat that an article gives a person whom it then says to be replaced was held before."""
        for n, fact in enumerate(self.facts):
            if (fact.person, fact.role, fact.status) == (name, role, "current"):
                self.facts[n] = replace(fact, status="former")

    def _follow(self, k: int, comes: int | None) -> None:
        """The predecessor ``k`` held what the successor holds, who is the one named before the name of the other."""
        item = self.items[k]
        person = self.person(k)
        taken = [f for f in self.facts if _sits(f) and f.evidence[0].start <= item.start]
        taken = [f for f in taken if f.evidence[0].rule != EVERYDAY]
        if person is None or not taken:
            return
        successor = self.person(comes) if comes is not None else None
        own = [f for f in taken if successor is not None and f.person == successor.name]
        base = (own or taken)[-1]
        if comes is None and not self._near(base, k):
            return
        if successor is not None and base.person != successor.name:
            return
        base = replace(base, role=base.role.removeprefix("Calon "))
        self.facts.append(self._passed(base, person, k, "former", f"before {base.person}", "posts.predecessor"))

    def _near(self, base: PostFact, k: int) -> bool:
        """Whether a post was told of in the sentence of the item ``k``, or of the one that a pronoun there stands for."""
        number = sentence_at(self.sentences, self.items[k].start)
        start = self.sentences[number].start if number >= 0 else 0
        opening = {item.text.lower() for item in self.items[max(0, k - 5) : k] if item.start >= start}
        return base.evidence[0].end > start or bool(words().pronouns & opening)

    def _come_after(self, leaves: int, comes: int) -> None:
        """ "Ketua KPU X, A, digantikan B": B holds the one post that A is said to have had."""
        old, new = self.person(leaves), self.person(comes)
        if old is None or new is None or comes < leaves:
            return
        held = [n for n, f in enumerate(self.facts) if f.person == old.name]
        if len(held) != 1 or self.facts[held[0]].status not in {"current", "former"}:
            return
        if _FORMER.search(self.facts[held[0]].evidence[0].exact):  # "mantan Sekretaris X A": of whom another came after
            return
        base = self.facts[held[0]]
        if any((f.person, f.role, f.body) == (new.name, base.role, base.body) for f in self.facts):
            return
        self.facts[held[0]] = replace(base, status="former")
        self.facts.append(self._passed(base, new, comes, "current", f"after {old.name}", "posts.successor"))

    def _passed(self, base: PostFact, person: PersonMention, k: int, status: str, how: str, rule: str) -> PostFact:
        item = self.items[k]
        step = f"{person.name} -> {base.role}, {how}"
        evidence = Evidence(item.start, item.end, self.text[item.start : item.end], rule, 0.8, "", (step,))
        return replace(base, person=person.name, status=status, period=None, evidence=(evidence,))


def _sits(fact: PostFact) -> bool:
    """Whether somebody has a post, or is the one whose turn it is to take a seat in a commission."""
    if fact.status in {"current", "elected", "acting"}:
        return True
    return fact.role == "Calon Anggota" and (fact.body or "").startswith(_COMMISSIONS)
