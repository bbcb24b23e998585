"""Tenures: who held which post, and from when to when as far as texts go.

One tenure per person, role, body and term (``slots``). "Former" says nothing of the day on which it is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kpugraph.entities.claims import Ledger, supporting
from kpugraph.entities.holdings import Holding, years_of
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
        seats.setdefault((holding.person, holding.body, holding.fact.role), []).append(holding)
    return [held for seat in sorted(seats) for held in split(seats[seat])]


def tenure_of(holdings: Sequence[Holding], ledger: Ledger) -> tuple[Tenure, Post | None, Unit | None]:
    """The tenure of one group with its post and unit; its claims go to the ledger."""
    first = holdings[0]
    capacity = first.settled
    unit = _unit(first)
    post = None if capacity == "candidate" else _post(first, unit)
    parts = [first.person.partition("/")[2], name_slug(first.fact.role), first.body.partition("/")[2]]
    parts += [name_slug(first.division)] if first.division else []
    parts += [first.slot] if first.slot else []
    parts += [capacity] if capacity not in {"definitive", "replacement"} else []
    path = "membership/" + "/".join(parts)
    _claim_parties(path, holdings, capacity, unit, ledger)
    tenure = Tenure(
        path=path,
        label=f"{first.person_name}, {_seat_name(first)}",
        post=post.path if post else None,
        capacity=capacity,
        sources=tuple(sorted({h.article for h in holdings})),
    )
    return _dated(tenure, holdings, ledger), post, unit


def _unit(holding: Holding) -> Unit | None:
    if not holding.division:
        return None
    path = f"unit/{holding.body.partition('/')[2]}/{name_slug(holding.division)}"
    return Unit(path, holding.division, holding.body)


def _post(holding: Holding, unit: Unit | None) -> Post:
    parts = [holding.body.partition("/")[2], name_slug(holding.fact.role)]
    parts += [name_slug(unit.name)] if unit else []
    return Post(
        f"post/{'/'.join(parts)}", _seat_name(holding), holding.fact.role, holding.body, unit.path if unit else None
    )


def _seat_name(holding: Holding) -> str:
    division = f" {holding.division}" if holding.division else ""
    return f"{holding.fact.role}{division}, {holding.body_name}"


def _claim_parties(path: str, holdings: Sequence[Holding], capacity: str, unit: Unit | None, ledger: Ledger) -> None:
    for h in holdings:
        evidence = h.fact.evidence
        ledger.add(path, "member", h.person, h.article, supporting(evidence, "person", h.fact.person))
        ledger.add(path, "organization", h.body, h.article, supporting(evidence, "body", h.fact.body or ""))
        ledger.add(path, "role", h.fact.role, h.article, supporting(evidence, "role", h.fact.role))
        if h.capacity == capacity != "definitive":  # "definitive" is no words at all
            ledger.add(path, "capacity", capacity, h.article, supporting(evidence, "status"))
        if h.before and h.before != h.person:
            ledger.add(path, "replaces", h.before, h.article, supporting(evidence, "before", h.fact.before or ""))
        if unit and h.fact.division:
            ledger.add(path, "division", unit.path, h.article, supporting(evidence, "division", h.fact.division))
        if h.years and years_of(h.fact.period):
            term = term_path(h.body, *h.years)
            ledger.add(path, "term", term, h.article, supporting(evidence, "period", h.fact.period or ""))


def term_path(body: str, start: int, end: int) -> str:
    """Path of a body's term of office."""
    return f"term/{body.partition('/')[2]}/{start}-{end}"


def _dated(tenure: Tenure, holdings: Sequence[Holding], ledger: Ledger) -> Tenure:
    """The tenure with its days, each claimed by the article that gives it."""
    seen = [seen for h in holdings for seen in h.seen()]
    days: dict[str, str] = {}
    if seen:
        # The sure side of a partial date counts: "2022" shows nothing before its last day.
        chosen = {
            "first_evidenced": min(seen, key=lambda s: (_pair(s[0])[1], s[0], s[1], s[2].start)),
            "last_evidenced": min(seen, key=lambda s: (_descending(_pair(s[0])[0]), s[0], s[1], s[2].start)),
        }
        for prop, (day, article, evidence) in chosen.items():
            days[prop] = day
            ledger.add(tenure.interval, prop, day, article, evidence)
    start, start_is_actual = _edge(tenure, holdings, ledger, "start")
    end, end_is_actual = _edge(tenure, holdings, ledger, "end")
    return replace(
        tenure,
        first=days.get("first_evidenced"),
        last=days.get("last_evidenced"),
        start=start,
        end=end,
        start_is_actual=start_is_actual,
        end_is_actual=end_is_actual,
    )


def _edge(tenure: Tenure, holdings: Sequence[Holding], ledger: Ledger, field: str) -> tuple[str | None, bool]:
    """The actual start (or end) where a text states it, else the year of the stated term."""
    stated = [(day, h) for h in holdings if (day := getattr(h.fact, field)) and is_valid(day)]
    if stated:
        day = min((day for day, _ in stated), key=lambda d: (-len(d), d))
        for other, h in stated:
            if other == day:
                ledger.add(tenure.interval, field, day, h.article, supporting(h.fact.evidence, field, day))
        return day, True
    for h in holdings:
        years = years_of(h.fact.period)
        if years:
            year = str(years[0] if field == "start" else years[1])
            ledger.add(tenure.interval, field, year, h.article, supporting(h.fact.evidence, "period"))
            return year, False
    return None, False


def _pair(day: str) -> tuple[str, str]:
    pair = bounds(day)
    assert pair is not None  # days without a year were dropped before
    return pair


def _descending(day: str) -> tuple[int, ...]:
    return tuple(-ord(c) for c in day)
