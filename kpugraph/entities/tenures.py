"""Tenures: who held which post, and from when to when as far as texts go.

One tenure per person, role, body and term (``slots``). "Former" says nothing of the day on which it is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kpugraph.entities.holdings import Holding, Proof, years_of
from kpugraph.entities.model import Post, Tenure, Unit
from kpugraph.entities.slots import split
from kpugraph.ids import name_slug
from kpugraph.model import ArticleFacts
from kpugraph.partial import bounds, is_valid


def reported_day(facts: ArticleFacts) -> str | None:
    """The day for which an article vouches: that of its activity, or of publication where it only announces."""
    published = facts.article.page.date
    day = facts.date if facts.date and is_valid(facts.date) and bounds(facts.date) else None
    dated = [event.status for event in facts.events if event.date == facts.date]
    if day and dated and all(status in {"planned", "postponed"} for status in dated):
        day = None
    known = published[:10] if published and is_valid(published[:10]) and len(published) >= 10 else None
    if known and (day is None or day[: len(known)] > known[: len(day)]):
        return known  # no text vouches for a day to come
    return day


def group(holdings: Iterable[Holding]) -> list[list[Holding]]:
    """The holdings of each tenure, the groups in an order that depends on nothing but their content."""
    seats: dict[tuple[str, str, str], list[Holding]] = {}
    for holding in holdings:
        seats.setdefault((holding.person, holding.post.body, holding.post.role), []).append(holding)
    return [held for seat in sorted(seats) for held in split(seats[seat])]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A tenure, without its sources, with its post and division; ``dated`` says which text gives each of its days."""

    tenure: Tenure
    post: Post | None
    unit: Unit | None
    dated: tuple[tuple[str, str, Proof], ...]  # property, value, place


def tenure_of(holdings: Sequence[Holding]) -> Drawn:
    """The tenure of one group."""
    first = holdings[0]
    capacity, body = first.settled, first.post.body
    unit = _unit(first)
    post = None if capacity == "candidate" else _post(first, unit)
    parts = [first.person.partition("/")[2], name_slug(first.post.role), body.partition("/")[2]]
    parts += [name_slug(first.division)] if first.division else []
    parts += [first.slot] if first.slot else []
    parts += [capacity] if capacity not in {"definitive", "replacement"} else []
    tenure = Tenure(
        path="membership/" + "/".join(parts),
        label=f"{first.person_name}, {_seat_name(first)}",
        post=post.path if post else None,
        capacity=capacity,
        sources=(),
    )
    return _dated(tenure, post, unit, holdings)


def _unit(holding: Holding) -> Unit | None:
    if not holding.division:
        return None
    path = f"unit/{holding.post.body.partition('/')[2]}/{name_slug(holding.division)}"
    return Unit(path, holding.division, holding.post.body)


def _post(holding: Holding, unit: Unit | None) -> Post:
    parts = [holding.post.body.partition("/")[2], name_slug(holding.post.role)]
    parts += [name_slug(unit.name)] if unit else []
    return Post(
        f"post/{'/'.join(parts)}",
        _seat_name(holding),
        holding.post.role,
        holding.post.body,
        unit.path if unit else None,
    )


def _seat_name(holding: Holding) -> str:
    division = f" {holding.division}" if holding.division else ""
    return f"{holding.post.role}{division}, {holding.body_name}"


def term_path(body: str, start: int, end: int) -> str:
    """Path of a body's term of office."""
    return f"term/{body.partition('/')[2]}/{start}-{end}"


def _dated(tenure: Tenure, post: Post | None, unit: Unit | None, holdings: Sequence[Holding]) -> Drawn:
    """The tenure with its days, and the places that give them."""
    seen = [seen for h in holdings for seen in h.seen()]
    days: dict[str, str] = {}
    dated: list[tuple[str, str, Proof]] = []
    if seen:
        # The sure side of a partial date counts: "2022" shows nothing before its last day.
        chosen = {
            "first_evidenced": min(seen, key=lambda s: (_pair(s[0])[1], s[0], _place(s[1]))),
            "last_evidenced": min(seen, key=lambda s: (_descending(_pair(s[0])[0]), s[0], _place(s[1]))),
        }
        for prop, (day, proof) in chosen.items():
            days[prop] = day
            dated.append((prop, day, proof))
    start, start_is_actual = _edge(holdings, "start", dated)
    end, end_is_actual = _edge(holdings, "end", dated)
    whole = replace(
        tenure,
        first=days.get("first_evidenced"),
        last=days.get("last_evidenced"),
        start=start,
        end=end,
        start_is_actual=start_is_actual,
        end_is_actual=end_is_actual,
    )
    return Drawn(whole, post, unit, tuple(dated))


def _edge(holdings: Sequence[Holding], field: str, dated: list[tuple[str, str, Proof]]) -> tuple[str | None, bool]:
    """The actual start (or end) where a text states it, else the year of the stated term."""
    stated = [(day, h) for h in holdings if (day := getattr(h.post, field)) and is_valid(day)]
    if stated:
        day = min((day for day, _ in stated), key=lambda d: (-len(d), d))
        dated += [(field, day, h.proof(field)) for other, h in stated if other == day]
        return day, True
    for h in holdings:
        years = years_of(h.post.period)
        if years:
            year = str(years[0] if field == "start" else years[1])
            dated.append((field, year, h.proof("period")))
            return year, False
    return None, False


def _place(proof: Proof) -> tuple[str, str, int, str]:
    return proof.article, proof.form, proof.number, proof.field


def _pair(day: str) -> tuple[str, str]:
    pair = bounds(day)
    assert pair is not None  # days without a year were dropped before
    return pair


def _descending(day: str) -> tuple[int, ...]:
    return tuple(-ord(c) for c in day)
