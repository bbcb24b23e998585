"""A post as one article states it, with its parties resolved: what tenures are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kpugraph.entities.claims import supporting
from kpugraph.model import Evidence, PostFact
from kpugraph.partial import bounds, is_valid

_CAPACITIES = {
    "current": "definitive",
    "acting": "acting",
    "former": "former",
    "candidate": "candidate",
    "elected": "elected",
}
_YEARS = re.compile(r"(\d{4})\D+(\d{4})\Z")


@dataclass(frozen=True, slots=True)
class Holding:
    """A post as one article states it, with its parties resolved. ``day`` is that of the report, None where unknown."""

    person: str
    person_name: str
    body: str
    body_name: str
    article: str
    fact: PostFact
    day: tuple[str, Evidence] | None
    before: str | None = None  # the predecessor's path
    division: str | None = None
    years: tuple[int, int] | None = None
    slot: str = ""  # what tells the tenure from others of the same seat: "2018-2023", "from-2021-04-19"
    settled: str = "definitive"  # the capacity of the tenure

    @property
    def capacity(self) -> str:
        return self.fact.capacity or _CAPACITIES[self.fact.status]

    @property
    def place(self) -> tuple[str, int, str]:
        """Where it is told, for a fixed order."""
        return self.article, supporting(self.fact.evidence).start, self.fact.status

    def seen(self) -> Iterator[tuple[str, str, Evidence]]:
        """The days on which the text has the person in the post, with article and evidence.

        A stated beginning or end is evidence of its own day; only a post without either is one of the day of the report.
        """
        stated = [(field, day) for field, day in (("start", self.fact.start), ("end", self.fact.end)) if day]
        for field, day in stated:
            if is_valid(day) and bounds(day):
                yield day, self.article, supporting(self.fact.evidence, field, day)
        if self.day and not self.fact.end and self.fact.status not in {"former", "candidate", "elected"}:
            years = years_of(self.fact.period)
            if years and not years[0] <= int(self.day[0][:4]) <= years[1]:
                return  # "Ketua periode 2018-2023" in 2025 tells of the past
            start = self.fact.start
            if start is None or (self.fact.ongoing and start <= self.day[0]):
                yield self.day[0], self.article, self.day[1]


def years_of(period: str | None) -> tuple[int, int] | None:
    """First and last year of "2022-2027"."""
    match = _YEARS.match(period or "")
    return (int(match[1]), int(match[2])) if match else None
