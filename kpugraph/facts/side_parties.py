"""The parties of an activity that an article names beside its own: only what its own clause says."""

from __future__ import annotations

import re
from bisect import bisect_left

from kpugraph.facts.leaders import by_post, leader_words
from kpugraph.facts.organizers import host_words
from kpugraph.facts.parties import Parties, PartyReader
from kpugraph.facts.surroundings import body_of
from kpugraph.facts.venues import TO, find_venue
from kpugraph.model import BodyMention, Mentions, PersonMention, RolePhrase, Span
from kpugraph.text import fold

_VISITS = {"kunjungan", "monitoring"}
_ABOUT_TO = {"akan", "bakal", "juga akan", "dijadwalkan", "berencana"}  # between who does it and its verb
_BETWEEN = {",", "oleh", "langsung"}


def side_parties(mentions: Mentions, name: Span, clause: Span, kind: str) -> Parties:
    """The parties of an activity of a kind, named at ``name`` in its clause."""
    return _SideReader(mentions, name, clause, kind).read()


class _SideReader:
    def __init__(self, mentions: Mentions, name: Span, clause: Span, kind: str) -> None:
        self.reader = PartyReader(mentions, name, -1)
        self.m, self.name, self.clause, self.kind = mentions, name, clause, kind
        self.text = mentions.article.page.text
        ends = (clause.start, clause.end)
        self.first, last = (bisect_left(mentions.items, at, key=lambda item: item.start) for at in ends)
        self.items = mentions.items[self.first : last]
        self.bodies = [b for item in self.items if (b := body_of(item)) is not None and b.specific]
        self.by = by_post(self.items, name.end, self.text)

    def read(self) -> Parties:
        organizer = self._organizer()
        leader = self._leader()
        hosts = [b for b in self._hosts() if b.name != organizer]
        for host in hosts:
            self.reader.note(host.start, host.end, "host", "participants", 0.8, host.steps)
        place = self._place(hosts)
        names = tuple(dict.fromkeys(host.name for host in hosts))
        return Parties(organizer, leader, names, place, tuple(self.reader.evidence))

    def _organizer(self) -> str | None:
        """Who holds it, by a verb of holding before or behind; who is about to do it; the body of who did it by post."""
        name, text = self.name, self.text
        subject = [
            b for b in self.bodies
            if self.clause.start <= b.start < name.start and not self.reader.aside(b) and not self.reader.is_holders(b)
        ]  # fmt: skip
        held = [b for b in self.bodies if name.end <= b.start < self.clause.end and self.reader.holds(b)]
        before = re.findall(r"\w+", text[self.clause.start : name.start])
        holding = any(fold(word) in host_words()["holding"] for word in before)
        acting = bool(subject) and self.reader.acts(subject[0])
        goes = bool(subject) and text[subject[-1].end : name.start].strip() in _ABOUT_TO
        chosen = held or (subject[-1:] if goes else [])
        chosen = chosen or (subject if holding and (self.kind != "pemungutan-suara" or acting) else [])
        if chosen:
            self.reader.note(chosen[0].start, chosen[0].end, "subject", "organizer", 0.8, chosen[0].steps)
            return chosen[0].name
        body = self.by[0].body if self.by is not None else None
        if self.by is None or body is None or not body.specific or self._led() is not None:
            return None
        self.reader.note(self.by[0].start, self.by[0].end, "agent", "organizer", 0.75, body.steps)
        return body.name

    def _leader(self) -> str | None:
        """Who led it, swore in, did it by post, or spoke at a press conference."""
        by = self.by[1] if self.by is not None else self._swore_in()
        found = ((self._led(), "lead", 0.85), (by, "agent", 0.8), (self._speaker(), "speaker", 0.75))
        for person, rule, confidence in found:
            if person is not None:
                self.reader.note(person.start, person.end, rule, "leader", confidence)
                return person.name
        return None

    def _led(self) -> PersonMention | None:
        for i, item in enumerate(self.items, self.first):
            said = fold(item.text).partition(" ")[0]
            if self.name.end <= item.start and said in leader_words()["leading"]:
                person = self.reader.after(i)
                if person is not None:
                    return person
        return None

    def _swore_in(self) -> PersonMention | None:
        """ "Mereka dilantik Pj. Bupati X Nama dua hari sebelumnya"."""
        if self.kind != "pelantikan" or not self.text.startswith("dilantik", self.name.start):
            return None
        behind = [item.value for item in self.items if self.name.end <= item.start and item.text not in _BETWEEN][:2]
        by_post_behind = len(behind) > 1 and isinstance(behind[0], RolePhrase)
        return behind[1] if by_post_behind and isinstance(behind[1], PersonMention) else None

    def _speaker(self) -> PersonMention | None:
        return self.reader.speaker() if self.kind == "konferensi-pers" else None

    def _hosts(self) -> list[BodyMention]:
        """To whom a visit goes: "akan berkunjung ke KPU Kabupaten X"."""
        if self.kind not in _VISITS:
            return []
        behind = (b for b in self.bodies if self.name.end <= b.start)
        return [b for b in behind if self.text.startswith(" ke ", b.start - 4)]

    def _place(self, hosts: list[BodyMention]) -> str | None:
        venue = find_venue(self.m, self.name.end, self.clause.end)
        if venue is None and self.kind in _VISITS and not hosts:
            venue = find_venue(self.m, self.name.end, self.clause.end, TO)
        if venue is None:
            return None
        self.reader.note(venue.start, venue.end, "venue", "place", 0.8)
        return " ".join(self.text[venue.start : venue.end].split())
