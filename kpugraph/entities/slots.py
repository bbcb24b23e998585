"""One person's holdings of one role in one body, split into tenures: by term, by stated beginnings and ends, by capacity.

Two terms in a row are two tenures. A statement that leaves the term open belongs to the only tenure that its day fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kpugraph.entities.holdings import Holding, years_of
from kpugraph.partial import bounds, is_valid

_SHARED = frozenset({"Anggota", "Komisioner"})  # roles that a change of division leaves as they are
_SERVED = frozenset({"definitive", "acting"})


@dataclass
class _Slot:
    """A tenure in the making, known by the years of a term, by stated days, or by neither."""

    years: tuple[int, int] | None = None
    starts: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    held: list[Holding] = field(default_factory=list)

    def take(self, holding: Holding) -> None:
        self.held.append(holding)
        self.starts += [holding.post.start] if holding.post.start else []
        self.ends += [holding.post.end] if holding.post.end else []

    @property
    def low(self) -> str:
        if self.starts:
            return min(self.starts)
        return f"{self.years[0]}-01-01" if self.years else ""

    @property
    def high(self) -> str:
        if self.ends:
            return max(self.ends)
        return f"{self.years[1]}-12-31" if self.years else "9999"

    @property
    def name(self) -> str:
        """What tells it from the others of the seat."""
        if self.years:
            return f"{self.years[0]}-{self.years[1]}"
        if self.starts:
            return f"from-{min(self.starts)}"
        return f"until-{max(self.ends)}" if self.ends else ""

    def covers(self, low: str, high: str) -> bool:
        return self.low <= low and high <= self.high


def split(seat: Sequence[Holding]) -> list[list[Holding]]:
    """The holdings of each tenure, each in a fixed order with its slot, division, term and settled capacity."""
    groups: list[list[Holding]] = []
    classes: dict[str, list[Holding]] = {}
    known = {_class(h.capacity) for h in seat}
    for holding in sorted(seat, key=lambda h: h.place):
        classes.setdefault(_settled(_class(holding.capacity), known), []).append(holding)
    for capacity in sorted(classes):
        slots = _slots(classes[capacity])
        nameless = sum(slot.years is None for slot in slots)
        for slot in slots:
            name = slot.name if slot.years or nameless > 1 else ""
            if not name and nameless > 1:
                name = f"near-{min((h.day for h in slot.held if h.day), default='unknown')}"
            groups += _by_division(slot, name, capacity)
    return groups


def _class(capacity: str) -> str:
    return "definitive" if capacity == "replacement" else capacity


def _settled(capacity: str, known: set[str]) -> str:
    """ "Former" joins the one capacity in which the person is known to have served."""
    served = known & _SERVED
    return next(iter(served)) if capacity == "former" and len(served) == 1 else capacity


def _slots(held: Sequence[Holding]) -> list[_Slot]:
    terms = {years_of(h.post.period) for h in held}
    slots = [_Slot(years) for years in sorted(term for term in terms if term)]
    bounded = [h for h in held if h.post.start or h.post.end]
    for holding in sorted(bounded, key=lambda h: (h.post.start or h.post.end or "", h.place)):
        slot = _of_bounds(holding, slots)
        if slot is None:
            slot = _Slot()
            slots.append(slot)
        slot.take(holding)
    rest: dict[int, _Slot] = {}
    for holding in held:
        if holding.post.start or holding.post.end:
            continue
        slot = _of_day(holding, slots)
        if slot is None:
            slot = rest.setdefault(_gap(holding, slots), _Slot())
        slot.take(holding)
    found = [*slots, *rest.values()]
    return sorted((slot for slot in found if slot.held), key=lambda slot: (slot.low, slot.high, slot.held[0].place))


def _of_bounds(holding: Holding, slots: Sequence[_Slot]) -> _Slot | None:
    """The slot that a stated beginning or end belongs to: by its own term, by the years, by the same days."""
    years, start, end = years_of(holding.post.period), holding.post.start, holding.post.end
    if years:
        return next(slot for slot in slots if slot.years == years)
    if start:
        same = [slot for slot in slots if any(_agree(start, other) for other in slot.starts)]
        fits = [s for s in slots if s.years and not s.starts and s.years[0] <= int(start[:4]) <= s.years[1]]
        first = [slot for slot in fits if slot.years and slot.years[0] == int(start[:4])]
        return next(iter([*same, *(first or fits)]), None)
    assert end is not None
    same = [slot for slot in slots if any(_agree(end, other) for other in slot.ends)]
    opened = [slot for slot in slots if slot.low <= end and not slot.ends and end <= slot.high]
    last = [slot for slot in opened if slot.years and slot.years[1] == int(end[:4])]
    dated = sorted((slot for slot in opened if slot.starts), key=lambda slot: slot.low)
    return next(iter([*same, *dated[-1:], *last, *opened]), None)


def _agree(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _of_day(holding: Holding, slots: Sequence[_Slot]) -> _Slot | None:
    """The only slot that a statement without bounds fits: by its own term, by the day of the report."""
    years = years_of(holding.post.period)
    if years:
        return next(slot for slot in slots if slot.years == years)
    pair = bounds(holding.day) if holding.day and is_valid(holding.day) else None
    if pair is None or holding.post.status == "former":
        return slots[0] if len(slots) == 1 else None
    fits = [slot for slot in slots if slot.covers(*pair)]
    begun = [slot for slot in fits if slot.starts]
    if len(fits) > 1 and begun:
        return max(begun, key=lambda slot: slot.low)
    return fits[0] if len(fits) == 1 else None


def _gap(holding: Holding, slots: Sequence[_Slot]) -> int:
    """Between which slots the day of a statement lies that fits none; -1 where there is no day."""
    if holding.day is None or holding.post.status == "former":
        return -1 if slots else 0
    return sum(slot.low <= holding.day for slot in slots)


def _by_division(slot: _Slot, name: str, capacity: str) -> list[list[Holding]]:
    """The slot's holdings, by division where that makes another post ("Kepala Sub Bagian Hukum", "… Teknis")."""
    divisions: dict[str, str] = {}
    for holding in slot.held:
        if holding.post.division:
            divisions.setdefault(holding.post.division.casefold(), holding.post.division)
    only = next(iter(divisions.values())) if len(divisions) == 1 else None
    replaced = capacity == "definitive" and any(h.capacity == "replacement" for h in slot.held)
    settled = "replacement" if replaced else capacity
    parts: dict[str, list[Holding]] = {}
    for holding in slot.held:
        shared = only is not None or holding.post.role in _SHARED
        division = only if shared else divisions.get((holding.post.division or "").casefold())
        done = replace(holding, division=division, years=slot.years, slot=name, settled=settled)
        parts.setdefault(division or "", []).append(done)
    return [sorted(parts[key], key=lambda h: h.place) for key in sorted(parts)]
