"""Diagrams of classes and what joins them, as SVG that follows the page's colours and language. No script, no layout library."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kpugraph import assets

_WIDE, _HIGH = 188, 50  # a box
_GAP_X, _GAP_Y = 150, 92  # between the boxes of the overview
_ROW = 62  # from box to box in a picture of one class
_REACH = 208  # from the middle box to those at its sides
Text = Mapping[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A property that leads from one class to another, all by their short names."""

    source: str
    property: str
    target: str


def order() -> list[str]:
    """The classes of the overview, row by row."""
    return sorted(_data()["places"], key=lambda name: _data()["places"][name][::-1])


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return assets.toml("data", "export", "diagram.toml")


@dataclass(frozen=True, slots=True)
class Arrow:
    """All properties that lead from one class to another: an arrow of a picture, or a line where there is no room for one."""

    source: str
    properties: tuple[str, ...]
    target: str


def main_arrows(links: Iterable[Link], labels: Mapping[str, Text]) -> list[Arrow]:
    """The arrows of the overview, in its order of classes."""
    out, kept = _data()["left_out"]["properties"], {tuple(link) for link in _data()["left_out"]["keep"]}
    places = [name for name in order() if name in labels]
    found = _joined(
        link
        for link in links
        if link.source in places
        and link.target in places
        and (link.property not in out or (link.source, link.property, link.target) in kept)
    )
    return sorted(found, key=lambda arrow: (places.index(arrow.source), places.index(arrow.target)))


def arrows_of(name: str, links: Iterable[Link]) -> list[Arrow]:
    """The arrows of a class: those to it, then those from it."""
    found = _joined(link for link in links if name in (link.source, link.target))
    return sorted(found, key=lambda arrow: (arrow.source == name, arrow.source, arrow.target))


def _joined(links: Iterable[Link]) -> list[Arrow]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for link in links:
        found[link.source, link.target].append(link.property)
    return [Arrow(source, tuple(sorted(names)), target) for (source, target), names in found.items()]


def overview(links: Iterable[Link], labels: Mapping[str, Text]) -> str:
    """The main classes at their places, with one arrow for all properties from one to another."""
    places: dict[str, tuple[int, int]] = {
        name: (column * (_WIDE + _GAP_X) + 8, row * (_HIGH + _GAP_Y) + 40)
        for name, (column, row) in _data()["places"].items()
        if name in labels
    }
    joined = main_arrows(links, labels)
    pairs = {(arrow.source, arrow.target) for arrow in joined}
    arrows = [
        _between(places, arrow.source, arrow.target, arrow.properties, (arrow.target, arrow.source) in pairs)
        for arrow in joined
    ]
    boxes = [_box(name, *place, labels) for name, place in places.items()]
    wide = max(x for x, _ in places.values()) + _WIDE + 8
    high = max(y for _, y in places.values()) + _HIGH + 8
    return _svg(wide, high, [*(line for line, _ in arrows), *boxes, *(word for _, word in arrows)])


def _between(
    places: Mapping[str, tuple[int, int]], source: str, target: str, found: Sequence[str], both: bool
) -> tuple[str, str]:
    """The arrow between two boxes and the words on it; ``both`` where another goes the other way."""
    (x1, y1), (x2, y2) = places[source], places[target]
    if source == target:
        left, top = x1 + _WIDE - 44, y1
        line = f"M{left},{top} C{left},{top - 26} {left + 34},{top - 26} {left + 34},{top}"
        return _path(line), _words(left + 17, top - 24, found)
    if x1 == x2 and abs(y1 - y2) > _HIGH + _GAP_Y:
        return _around_column(x1, y1, y2, found)
    if y1 == y2 and abs(x1 - x2) > _WIDE + _GAP_X:
        return _below_row(x1, x2, y1, found)
    start, end = _edge(x1, y1, x2, y2), _edge(x2, y2, x1, y1)
    shift = 9 if both else 0
    start, end = (start[0] + shift, start[1] + shift), (end[0] + shift, end[1] + shift)
    at = 0.5 if abs(x1 - x2) <= _WIDE + _GAP_X and abs(y1 - y2) <= _HIGH + _GAP_Y else 0.3
    return (
        _path(f"M{start[0]:.0f},{start[1]:.0f} L{end[0]:.0f},{end[1]:.0f}"),
        _words(start[0] + (end[0] - start[0]) * at, start[1] + (end[1] - start[1]) * at, found),
    )


def _around_column(x: int, y1: int, y2: int, found: Sequence[str]) -> tuple[str, str]:
    """An arc on the left of the boxes that stand between two of one column; its words near its source."""
    start, end = (x + 34, y1 + (0 if y2 < y1 else _HIGH)), (x + 34, y2 + (_HIGH if y2 < y1 else 0))
    bend = x - 58
    one, two = (round(start[1] + (end[1] - start[1]) * at) for at in (0.3, 0.7))
    line = f"M{start[0]},{start[1]} C{bend},{one} {bend},{two} {end[0]},{end[1]}"
    return _path(line), _words(x + 2, start[1] + (end[1] - start[1]) * 0.16, found)


def _below_row(x1: int, x2: int, y: int, found: Sequence[str]) -> tuple[str, str]:
    """An arc below the boxes that stand between two of one row."""
    start, end, low = x1 + 40, x2 + _WIDE - 40, y + _HIGH
    middle = (start + end) / 2
    one, two = round(start + (end - start) * 0.2), round(end - (end - start) * 0.2)
    line = f"M{start},{low} C{one},{low + 44} {two},{low + 44} {end},{low}"
    return _path(line), _words(middle, low + 33, found)


def _edge(x: int, y: int, to_x: int, to_y: int) -> tuple[float, float]:
    """Where a line from the middle of a box towards another leaves it."""
    dx, dy = to_x - x, to_y - y
    scale = min(_WIDE / 2 / abs(dx) if dx else 9e9, _HIGH / 2 / abs(dy) if dy else 9e9)
    return x + _WIDE / 2 + dx * scale, y + _HIGH / 2 + dy * scale


def around(name: str, links: Iterable[Link], labels: Mapping[str, Text]) -> str:
    """A class between those that lead to it, on the left, and those that it leads to, on the right."""
    sides: tuple[dict[str, list[str]], dict[str, list[str]]] = (defaultdict(list), defaultdict(list))
    for link in links:
        if link.target == name != link.source:  # a loop stands on the right alone
            sides[0][link.source].append(link.property)
        if link.source == name:
            sides[1][link.target].append(link.property)
    rows = max(len(sides[0]), len(sides[1]), 1)
    middle_x, middle_y = (_WIDE + _REACH if sides[0] else 8), (rows - 1) * _ROW // 2 + 8
    parts, words = [_box(name, middle_x, middle_y, labels, main=True)], []
    for side, others in enumerate(sides):
        top = 8 + (rows - len(others)) * _ROW // 2
        for number, (other, found) in enumerate(sorted(others.items())):
            y = top + number * _ROW
            x = 8 if side == 0 else middle_x + _WIDE + _REACH
            parts.append(_box(other, x, y, labels))
            inner = (middle_x if side == 0 else middle_x + _WIDE, middle_y + _HIGH // 2)
            outer = (x + _WIDE if side == 0 else x, y + _HIGH // 2)
            start, end = (outer, inner) if side == 0 else (inner, outer)
            bend = (start[0] + end[0]) / 2
            parts.append(_path(f"M{start[0]},{start[1]} C{bend:.0f},{start[1]} {bend:.0f},{end[1]} {end[0]},{end[1]}"))
            near = outer[0] + (_REACH * 0.42 if side == 0 else -_REACH * 0.42)
            words.append(_words(near, outer[1] + (inner[1] - outer[1]) * 0.28, found))
    wide = middle_x + _WIDE + (_REACH + _WIDE if sides[1] else 0) + 8
    return _svg(wide, (rows - 1) * _ROW + _HIGH + 16, [*parts, *words])


def _svg(wide: int, high: int, parts: Iterable[str]) -> str:
    size = f'viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" style="min-width:{round(wide * 0.78)}px"'
    return f'<svg {size} role="group" aria-label="Diagram">{"".join(parts)}</svg>'


def _path(line: str) -> str:
    return f'<path class="line" d="{line}" marker-end="url(#arrow)"/>'


def _box(name: str, x: int, y: int, labels: Mapping[str, Text], *, main: bool = False) -> str:
    label = labels.get(name, {})
    kind = "own" if name.startswith("kg:") else "other"
    texts = "".join(
        f'<text lang="{lang}" x="{x + _WIDE // 2}" y="{y + 21}" class="label">{_escape(label.get(lang, name))}</text>'
        for lang in ("id", "en")
    )
    look = f"{kind} main" if main else kind
    return (
        f'<a href="#{_escape(name)}">'
        f'<rect class="{look}" x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" rx="8"/>'
        f'{texts}<text x="{x + _WIDE // 2}" y="{y + 39}" class="name">{_escape(name)}</text></a>'
    )


def _words(x: float, y: float, found: Sequence[str]) -> str:
    return "".join(
        f'<text class="on" x="{x:.0f}" y="{y + 4 + (number - (len(found) - 1) / 2) * 14:.0f}">{_escape(word)}</text>'
        for number, word in enumerate(sorted(found))
    )


def _escape(text: str) -> str:
    for char, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(char, name)
    return text
