"""When two words for activities, or two days, can be one, and what one activity shares with another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpugraph.model import DateMention, EventFact

_PLENARY = {"rapat-pleno", "penetapan", "rekapitulasi"}


def inside(day: str, event: EventFact) -> bool:
    """Whether a day is one of several that an activity takes."""
    return event.date is not None and event.end is not None and event.date <= day <= event.end


def same_day(a: str, b: str) -> bool:
    """Whether two dates may be one day: equal, or one of them without a year."""
    return a == b or (a.startswith("--") and b.endswith(a[1:])) or (b.startswith("--") and a.endswith(b[1:]))


def is_doubtful(day: DateMention, own: EventFact, *, future: bool, same: bool) -> bool:
    """Whether the day of another activity than the article's ``own`` is no sure one: what was to come lies before the
    report, or "kemarin" counts from another day. ``same``: both are of one family of kinds."""
    if own.date is None or not len(day.value) == len(own.date) == 10 or day.value >= own.date:
        return False
    return (future and own.date[0].isdigit()) or (same and day.rule == "dates.relative")


def later(a: str, b: str) -> bool:
    """Whether a date lies behind another, as far as both tell; without a year it is compared with one such only."""
    length = min(len(a), len(b))
    return a[0] == b[0] and length >= 7 and a[:length] > b[:length] if "-" in (a[0], b[0]) else a[:length] > b[:length]


def family(kind: str) -> str:
    """One word for all meetings: "Rapat dipimpin …" goes on about the "Pleno" before it."""
    return "rapat" if kind.startswith("rapat") or kind in _PLENARY else kind


def group(kind: str) -> str:
    return "rapat-pleno" if kind in _PLENARY else kind


def held_with(own: EventFact, other: EventFact, fields: Sequence[str] = ("organizer", "place")) -> EventFact:
    """An activity held with the article's own, by the same body at the same place, as far as ``fields`` go."""
    if own.date != other.date:
        return other
    shared = [f for f in fields if getattr(own, f) is not None and getattr(other, f) is None]
    evidence = (*other.evidence, *(e for e in own.evidence if e.field in shared))
    return replace(
        other,
        organizer=own.organizer if "organizer" in shared else other.organizer,
        place=own.place if "place" in shared else other.place,
        evidence=evidence,
    )
