"""Charts as SVG written by the server: spans of time in rows, and counts by year or month as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup, escape

from kpugraph.partial import bounds, is_valid
from kpugraph.serve.reading import Row

_WIDTH, _LABEL, _ROW, _AXIS = 960, 260, 26, 24
_LONGEST = 38  # characters of a label


def spans(rows: Sequence[Row], label: str, lang: str) -> Markup:
    """Rows from ?start or ?from to ?end or ?to as bars under one axis of years; "" where fewer than two have dates.

    The solid part is what is evidenced, the pale part what is stated beyond.
    """
    drawn = [(row, *span) for row in rows if (span := _span(row))]
    if len(drawn) < 2:
        return Markup("")
    first = min(start for _, _, start, _ in drawn).year
    last = max(end for _, _, _, end in drawn).year + 1
    scale = (_WIDTH - _LABEL - 24) / ((date(last, 1, 1) - date(first, 1, 1)).days)

    def x(day: date) -> float:
        return round(_LABEL + (day - date(first, 1, 1)).days * scale, 1)

    parts = [_axis(first, last, len(drawn), x)]
    for index, (row, evidenced, start, end) in enumerate(drawn):
        y = _AXIS + index * _ROW
        name = row[label].text if label in row else ""
        role = row["role"].text if "role" in row else ""
        full = ", ".join(part for part in (name, role) if part)
        parts.append(
            Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(_LABEL - 10, y + 17, _short(full))
        )
        title = Markup("<title>{}: {} – {}</title>").format(full, start, end)
        bar = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="12" rx="3">{}</rect>')
        parts.append(bar.format("stated", x(start), y + 6, max(4.0, round(x(end) - x(start), 1)), title))
        if evidenced:
            low, high = evidenced
            parts.append(bar.format("evidenced", x(low), y + 6, max(4.0, round(x(high) - x(low), 1)), title))
    height = _AXIS + len(drawn) * _ROW + 6
    words = "Linimasa jabatan" if lang == "id" else "Posts over time"
    return _svg(height, words, parts, "img")


def _axis(first: int, last: int, rows: int, x: object) -> Markup:
    assert callable(x)
    step = max(1, (last - first) // 12)
    lines = []
    mark = Markup(
        '<line x1="{0}" x2="{0}" y1="18" y2="{1}"/><text class="year" x="{0}" y="12" text-anchor="middle">{2}</text>'
    )
    for year in range(first, last + 1, step):
        lines.append(mark.format(x(date(year, 1, 1)), _AXIS + rows * _ROW, year))
    return Markup("").join(lines)


def _span(row: Row) -> tuple[tuple[date, date] | None, date, date] | None:
    """(evidenced first and last day or None, first day, last day) of a row; None where it has no date."""
    evidenced = [day for name in ("from", "to") for day in _days(row, name)]
    every = evidenced + [day for name in ("start", "end") for day in _days(row, name)]
    if not every:
        return None
    return ((min(evidenced), max(evidenced)) if evidenced else None), min(every), max(every)


def _days(row: Row, name: str) -> list[date]:
    if name not in row or not is_valid(row[name].text):
        return []
    pair = bounds(row[name].text)
    if not pair:
        return []
    return [date.fromisoformat(pair[1] if name == "end" else pair[0])]


def columns(counts: Mapping[str, int], title: str, href: Mapping[str, str] | None = None) -> Markup:
    """Counts by year or month as columns, each with its number; "" where there are none."""
    if not counts:
        return Markup("")
    most, width = max(counts.values()), min(70.0, _WIDTH / len(counts))
    parts = []
    for index, (name, count) in enumerate(counts.items()):
        height = max(2, round(110 * count / most))
        x = round(index * width, 1)
        bar = Markup(
            '<rect class="evidenced" x="{}" y="{}" width="{}" height="{}"><title>{}: {}</title></rect>'
            '<text x="{}" y="{}" text-anchor="middle">{}</text><text class="year" x="{}" y="146" text-anchor="middle">{}</text>'
        ).format(
            x, 126 - height, round(width - 6, 1), height, name, count, x + width / 2 - 3, 120 - height, count,
            x + width / 2 - 3, name if width > 30 or index % 3 == 0 else "",
        )  # fmt: skip
        address = (href or {}).get(name)
        parts.append(Markup('<a href="{}">{}</a>').format(address, bar) if address else bar)
    return _svg(152, title, parts, "group" if href else "img")


def _svg(height: int, title: str, parts: Sequence[Markup], role: str) -> Markup:
    """The chart in a frame that a narrow screen scrolls, by keyboard too."""
    return Markup(
        '<div class="chart" tabindex="0" role="region" aria-label="{title}"><svg viewBox="0 0 {width} {height}" '
        'role="{role}" aria-label="{title}" preserveAspectRatio="xMinYMin meet">{parts}</svg></div>'
    ).format(title=title, width=_WIDTH, height=height, role=role, parts=Markup("").join(parts))


def _short(text: str) -> Markup:
    return escape(text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…")
