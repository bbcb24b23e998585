"""What the posts of a person say on whether another mention is the same: bodies, roles, days, terms, deaths."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kpugraph.entities.naming import identity_rules
from kpugraph.entities.nodes import PersonNode, Stint

Part = tuple[float, str]
_NEAR = 62  # days within which two posts count as held at one time


@dataclass
class Evidenced:
    """The posts of one person so far, by body."""

    roles: dict[str, set[str]] = field(default_factory=dict)
    days: dict[str, set[str]] = field(default_factory=dict)
    years: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    seats: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    late: bool = False

    def add(self, node: PersonNode) -> None:
        """Takes the posts of a node that is this person."""
        self.late = self.late or node.late
        for stint in node.stints:
            self.kinds[stint.body] = stint.kind
            self.roles.setdefault(stint.body, set()).add(stint.role)
            self.days.setdefault(stint.body, set()).update(stint.days)
            self.seats.setdefault((stint.body, stint.role), set()).update(stint.days)
            if stint.years:
                self.years.setdefault(stint.body, set()).add(stint.years)
            if stint.ended:
                self.ended[stint.body] = max(stint.ended, self.ended.get(stint.body, ""))

    def weigh(self, node: PersonNode, words: int) -> tuple[list[Part], list[Part]]:
        """(what says only that the day fits, everything else), each a weight with its reason."""
        weights = identity_rules().weights["posts"]
        fits: list[Part] = []
        other: list[Part] = []
        common = [stint for stint in node.stints if stint.body in self.roles]
        if common:
            other.append((weights["body"], "a post in the same body"))
            same = [stint for stint in common if stint.role in self.roles[stint.body]]
            if same:
                other.append((weights["role"], f"the same role, {same[0].role}"))
            if any(self._seated(stint) for stint in same):
                other.append((weights["seat"], "told of in it before and after that day"))
            self._time(common, fits, other)
        elif not node.stints and self.roles:
            other.append((weights["office"], "named by the office where the person has a post"))
        elif node.stints and not self.roles:
            other.append((weights["office"], "named before or after by the office of that post"))
        elif not node.stints:
            other.append((weights["named"], "named by the same office"))
        if node.late and self.late:
            other.append((weights["late"], "both are said to have died"))
        if self._exclusive(node.stints):
            other.append((weights["exclusive"], "posts that nobody holds together"))
        return fits, other

    def _time(self, common: Iterable[Stint], fits: list[Part], other: list[Part]) -> None:
        weights = identity_rules().weights["posts"]
        days = [(stint.body, day) for stint in common if stint.held for day in stint.days]
        if any(self._covers(body, day) for body, day in days):
            fits.append((weights["fits"], "the day lies in the person's time there"))
        elif days and all(self._excludes(body, day) for body, day in days):
            other.append((weights["term"], "the day lies outside the person's time there"))
        elif days and any(self.days.get(body) for body, _ in days):
            fits.append((weights["outside"], "no text tells of the person there so early or late"))

    def _seated(self, stint: Stint) -> bool:
        """Whether the person is told of in that role, one that one person holds at a time, before and after a day of it."""
        known = self.seats.get((stint.body, stint.role), set())
        single = stint.role in identity_rules().single
        return single and bool(known) and any(min(known) <= day <= max(known) for day in stint.days)

    def _covers(self, body: str, day: str) -> bool:
        known = self.days.get(body, set())
        year = int(day[:4])
        return bool(known and min(known) <= day <= max(known)) or any(
            first <= year <= last for first, last in self.years.get(body, ())
        )

    def _excludes(self, body: str, day: str) -> bool:
        """Whether texts say that the person had left by then, or name only terms that do not hold the day."""
        known, years = self.days.get(body, set()), self.years.get(body, set())
        ended = self.ended.get(body)
        if ended and day > ended and not any(other > ended for other in known):
            return True
        return bool(years) and not any(first <= int(day[:4]) <= last for first, last in years) and day not in known

    def _exclusive(self, stints: Iterable[Stint]) -> bool:
        """Whether a post of the node excludes one of the person's at that time."""
        kinds = identity_rules().exclusive
        return any(
            self._held_about(body, min(stint.days), max(stint.days))
            for stint in stints
            if stint.kind in kinds and stint.status == "current" and stint.days
            for body, kind in self.kinds.items()
            if body != stint.body and kind in kinds
        )

    def _held_about(self, body: str, first: str, last: str) -> bool:
        """Whether the post in a body was held in, or shortly before or after, a time from its first to its last day."""
        known = self.days.get(body, set())
        ended = self.ended.get(body)
        if ended and first >= ended:
            return False
        if known and _ordinal(min(known)) - _NEAR < _ordinal(last) and _ordinal(first) < _ordinal(max(known)) + _NEAR:
            return True
        return any(begun < int(last[:4]) and int(first[:4]) < end for begun, end in self.years.get(body, ()))


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
