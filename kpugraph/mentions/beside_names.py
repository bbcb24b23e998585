"""Where the name of an organisation or place ends: before the comma of whoever holds the post there."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.mentions.items import Item

_PLACES = {"cap", "region", "venues", "levels"}
_INSIDE = {*_PLACES, "num", "bodies", "agencies", "divisions"}
_SAINTS = {"St", "Sta", "Sto"}  # abbreviated, with a stop
_MOST = 6  # items of a name
_BEFORE = {"honorific", "degree", "rank"}  # titles that stand before a holder's name


def before_holder(items: Sequence[Item], j: int) -> int:
    """The end of a run of up to six capitals that a comma and a holder's name or title end; ``j`` where none stands."""
    end = j
    while end < len(items) and end < j + _MOST and _goes_on(items, j, end):
        end += 1
    closed = end > j and end < len(items) and items[end].text == ","
    return end if closed and holder_at(items, end + 1) else j


def behind_holder(items: Sequence[Item], j: int) -> int:
    """The same behind a role that stands in apposition to its holder: "Made Arta, Bendesa Adat | Sangsit Dangin Yeh, …"."""
    before = j > 2 and items[j - 2].text in {",", "("} and items[j - 3].kind in {"cap", "titles"}
    end = j
    while before and end < len(items) and end < j + _MOST and _goes_on(items, j, end):
        end += 1
    return end if end > j and end < len(items) and items[end].text in {",", ".", ")", ";"} else j


def _goes_on(items: Sequence[Item], j: int, k: int) -> bool:
    item = items[k]
    if item.text == ".":
        return k > j and items[k - 1].text in _SAINTS
    return item.capital and item.kind in (_INSIDE if k > j else _PLACES)


def holder_at(items: Sequence[Item], j: int) -> bool:
    """Whether a title before a name stands at ``j``, or up to five name words before a mark or a word in small letters."""
    if j >= len(items):
        return False
    if items[j].kind == "titles":
        return any(entry.frame in _BEFORE for entry in items[j].entries)
    k = j
    while (
        k < len(items)
        and items[k].kind == "cap"
        and k < j + _MOST
        and not (items[k].text.isupper() and len(items[k].text) > 3)
    ):
        k += 1
    return k > j and k < len(items) and items[k].kind in {"punct", "word", "titles"}
