"""A post as articles of one day and one profile state it: what tenures are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kpugraph.entities.nodes import HeldPost
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
class Proof:
    """Where a text says something of a post: the article, the name there, which of its posts, and which field of that."""

    article: str
    form: str
    number: int
    field: str


@dataclass(frozen=True, slots=True)
class Holding:
    """A post as one profile of a person has it on one day, with its parties resolved.

    ``article`` is the first that says so, ``form`` the name there, ``number`` which of its posts; ``day`` is that of the
    report, None where unknown.
    """

    person: str
    person_name: str
    body_name: str
    article: str
    form: str
    number: int
    post: HeldPost
    day: str | None
    profile: str
    division: str | None = None
    years: tuple[int, int] | None = None
    slot: str = ""  # what tells the tenure from others of the same seat: "2018-2023", "from-2021-04-19"
    settled: str = "definitive"  # the capacity of the tenure

    @property
    def capacity(self) -> str:
        return self.post.capacity or _CAPACITIES[self.post.status]

    @property
    def place(self) -> tuple[str, str, int]:
        """Where it is told, for a fixed order."""
        return self.article, self.form, self.number

    def proof(self, field: str) -> Proof:
        return Proof(self.article, self.form, self.number, field)

    def seen(self) -> Iterator[tuple[str, Proof]]:
        """The days on which texts have the person in the post, each with the place that says so.

        A stated beginning or end is evidence of its own day; only a post without either is one of the day of the report.
        """
        post = self.post
        for field, stated in (("start", post.start), ("end", post.end)):
            if stated and is_valid(stated) and bounds(stated):
                yield stated, self.proof(field)
        if self.day and not post.end and post.status not in {"former", "candidate", "elected"}:
            years = years_of(post.period)
            if years and not years[0] <= int(self.day[:4]) <= years[1]:
                return  # "Ketua periode 2018-2023" in 2025 tells of the past
            if post.start is None or (post.ongoing and post.start <= self.day):
                yield self.day, self.proof("date")


def years_of(period: str | None) -> tuple[int, int] | None:
    """First and last year of "2022-2027"."""
    match = _YEARS.match(period or "")
    return (int(match[1]), int(match[2])) if match else None
