"""Degrees behind a name: listed ones, and unlisted ones of the same build."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.mentions.items import Item

_LETTERS = {"S", "M", "A", "B", "D", "Ph", "Sp"}


def degrees(items: Sequence[Item], j: int) -> tuple[int, bool]:
    """(index behind the degrees, whether there were any): ", S.Pd., M.Si", ",SE", " SH"."""
    end, found = j, False
    k = j
    while k < len(items):
        if items[k].text in {",", "."} and (items[k].text == "," or found):
            k += 1
            continue
        step = _degree(items, k) or (found and _further(items, k))
        if not step:
            break
        k += step
        end, found = k, True
    if found and end < len(items) and items[end].text == "." and end + 1 < len(items) and items[end + 1].text == ",":
        end += 1
    return end, found


def _further(items: Sequence[Item], k: int) -> int:
    """An unlisted abbreviation behind a degree is one too: ", ST. MMA,"."""
    item = items[k]
    closed = k + 1 >= len(items) or items[k + 1].text in {",", ".", ")", ";"}
    return 1 if item.kind == "cap" and item.text.isupper() and 2 <= len(item.text) <= 5 and closed else 0


def _degree(items: Sequence[Item], k: int) -> int:
    item = items[k]
    entry = item.entry("titles")
    if entry is not None and any(e.frame == "suffix" for e in item.entries) and item.capital:
        return 1 if len(item.text) > 1 else 0
    # an unlisted degree of the same build: "S.Xyz", "M.Abc.D"
    if item.text in _LETTERS and k + 2 < len(items) and items[k + 1].text == ".":
        inner = items[k + 2]
        if inner.start == items[k + 1].end and inner.capital and len(inner.text) <= 5:
            return 3
    return 0
