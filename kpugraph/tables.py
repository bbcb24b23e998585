"""Tables for people: columns that fit the terminal, or Markdown, or a list of objects."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # not from typing: see kpugraph.express
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GAP = "   "
_NARROWEST = 14  # columns that a long column gets at least; with less, a row becomes a block
_USUAL = 80  # columns of a terminal that does not say
_UNBOUNDED = 240  # of a line where the output is no terminal
# A terminal obeys control characters, and text that turns round hides what it says: neither may come out of a graph.
_CONTROL = dict.fromkeys(
    (*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A)), "\ufffd"
)

# Latin letters and the usual marks take one column each; for others a library has to be loaded that knows.
_ONE_WIDE = dict.fromkeys((*range(0xA1, 0xAD), *range(0xAE, 0x300), *range(0x2010, 0x2028)), "x")


def text(names: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None, *, bold: bool = False) -> str:
    """A table that fits the terminal (or ``width`` columns), long cells folded; a block a row where it cannot fit."""
    cells = [[_clean(cell) for cell in row] for row in rows]
    natural = [
        max(_width(name), *(_width(line) for row in cells for line in row[i].split("\n")), 0)
        for i, name in enumerate(names)
    ]
    widths = _fitted(natural, (width or _room()) - len(_GAP) * (len(names) - 1))
    shown = _grid(names, cells, widths, bold) if widths else _blocks(names, cells)
    return f"{shown}\n{len(rows):,} row{'' if len(rows) == 1 else 's'}\n"


def coloured() -> bool:
    """Whether the output is a terminal that may be styled."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def _room() -> int:
    given = os.environ.get("COLUMNS", "")
    if given.isdigit() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _USUAL
    except (OSError, ValueError):
        return _UNBOUNDED


def _clean(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\t", " ").translate(_CONTROL)


def _width(line: str) -> int:
    """Columns that a line takes: two for wide characters, none for combining ones."""
    if line.isascii() or line.translate(_ONE_WIDE).isascii():
        return len(line)
    from rich.cells import cell_len

    return cell_len(line)


def _fitted(natural: Sequence[int], room: int) -> list[int]:
    """Widths of columns that fit: short columns keep theirs, the long ones share the rest. Nothing where they cannot."""
    if sum(natural) <= room:
        return list(natural)
    left, level = room, 0
    for count, width in zip(range(len(natural), 0, -1), sorted(natural), strict=True):
        level = left // count
        if width > level:
            break
        left -= width
    return [min(width, level) for width in natural] if level >= _NARROWEST else []


def _grid(names: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], bold: bool) -> str:
    head = _row(names, widths)
    rule = "─" * (sum(widths) + len(_GAP) * (len(widths) - 1)) + "\n"
    return (f"\x1b[1m{head.rstrip()}\x1b[0m\n" if bold else head) + rule + "".join(_row(row, widths) for row in rows)


def _short(cell: str, width: int) -> bool:
    return "\n" not in cell and _width(cell) <= width


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    parts = [[cell] if _short(cell, width) else _folded(cell, width) for cell, width in zip(row, widths, strict=True)]
    return _line(parts, widths)


def _line(parts: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    lines = []
    for at in range(max(map(len, parts))):
        cells = [part[at] if at < len(part) else "" for part in parts]
        lines.append(_GAP.join(cell + " " * (w - _width(cell)) for cell, w in zip(cells, widths, strict=True)).rstrip())
    return "\n".join(lines) + "\n"


def _folded(cell: str, width: int) -> list[str]:
    return [line for part in cell.split("\n") for line in _wrapped(part, width)]


def _wrapped(line: str, width: int) -> Iterator[str]:
    """The line in pieces of at most that width, cut between words where it can be."""
    current = ""
    for word in line.split(" "):
        joined = f"{current} {word}" if current else word
        if _width(joined) <= width:
            current = joined
            continue
        if current:
            yield current
        *whole, current = _cut(word, width)
        yield from whole
    yield current


def _cut(word: str, width: int) -> list[str]:
    if _width(word) <= width:
        return [word]
    from rich.cells import chop_cells

    return chop_cells(word, width)


def _blocks(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Each row as lines of a name and a value, empty values left out."""
    widest = max((_width(name) for name in names), default=0)
    blocks = [
        "".join(f"{name:{widest}}  {cell}\n" for name, cell in zip(names, row, strict=True) if cell) for row in rows
    ]
    return "\n".join(blocks)


def markdown(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [names, ["---"] * len(names), *rows]
    return "".join("| " + " | ".join(_inline(cell) for cell in line) + " |\n" for line in lines)


def _inline(cell: str) -> str:
    escaped = _clean(cell).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return escaped.replace("\n", " ")


def as_json(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A list of objects, one a row."""
    import json

    return json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False, indent=2) + "\n"
