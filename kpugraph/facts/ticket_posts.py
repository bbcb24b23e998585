"""Posts of couples who stand for election together: chair and deputy, by their roles or by the number of their ticket."""

from __future__ import annotations

from dataclasses import replace

from kpugraph.facts.pairs import Pair, PairReader
from kpugraph.facts.post_words import words
from kpugraph.facts.second_posts import SecondPosts
from kpugraph.model import RolePhrase

_PAIRED = ("Gubernur", "Bupati", "Wali Kota")


class TicketPosts(SecondPosts):
    """Adds such posts."""

    def __post_init__(self) -> None:
        self.pairs = PairReader(self.items)

    def add_pair(self, pair: Pair, rule: str) -> None:
        for phrase, role, person in zip(pair.phrases, pair.roles, pair.people, strict=True):
            self.add(phrase, role, person, rule)

    def tickets(self) -> None:
        """Couples with a number or "pasangan calon" stand for the one office for which the article has pairs."""
        couples = self.pairs.tickets()
        roles = self._paired_role() if couples else None
        if roles is None:
            return
        known = {fact.person for fact in self.facts if "Calon" in fact.role or fact.status == "elected"}
        for a, b in couples:
            for phrase, k in zip(roles[1], (a, b), strict=True):
                person = self.person(k)
                early = "Bakal " if self.pairs.is_early(a) else ""
                if person is not None and person.name not in known:
                    self.add(replace(phrase, role=early + phrase.role), roles[0], k, "posts.ticket")

    def _paired_role(self) -> tuple[int, tuple[RolePhrase, RolePhrase]] | None:
        """The item and the two phrases of the office that the article says pairs stand for, if it is one only."""
        found: dict[str, tuple[int, RolePhrase]] = {}
        sought: set[str] = set()  # offices that the text ties to an election, not to their holder
        for i in self.outline.valued:
            value = self.items[i].value
            if not isinstance(value, RolePhrase):
                continue
            office = value.role.removeprefix("Bakal ").removeprefix("Calon ").removeprefix("Wakil ")
            if office in _PAIRED and value.body is not None:
                found.setdefault(office, (i, value))
                if value.status == "candidate" or (i and self.items[i - 1].text.lower() in words().contests):
                    sought.add(office)
        if len(found) > 1:
            found = {office: where for office, where in found.items() if office in sought}
        if len(found) != 1:
            return None
        ((office, (i, phrase)),) = found.items()
        chair = replace(phrase, role=f"Calon {office}", status="candidate", period=None)
        return i, (chair, replace(chair, role=f"Calon Wakil {office}"))
