"""Who wrote an article or took its picture, where no word says so: a name in brackets, or behind "Oleh"."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.mentions.items import Item
from kpugraph.mentions.names import Candidate

_CLOSED = {".", "”", '"', "!"}


def signed(items: Sequence[Item], c: Candidate, *, named: bool, plain: bool) -> bool:
    """ "[Teten Jamaludin]", "(SITI AMINAH/TRIBUN)", "Oleh Leonard Ritan" at the start of a line, "… selesai. (Gagah Wirawan)".

    ``named``: a word of it is a known name; ``plain``: none is an ordinary word or a place.
    """
    before, after = _item(items, c.titled - 1), _item(items, c.after)
    if before is None or c.size < 2:
        return False
    if before.text == "[":
        return after is not None and after.text in {"]", "/"}
    earlier = _item(items, c.titled - 2)
    if before.text in {"Oleh", "Laporan"}:
        return earlier is None or earlier.kind == "break"
    if before.text != "(" or after is None:
        return False
    behind = _item(items, c.after + 1)
    last = _item(items, c.titled - 3) if earlier is not None and earlier.kind == "break" else earlier
    closes = last is not None and last.text in _CLOSED and (behind is None or behind.kind == "break")
    return (after.text == "/" and named) or (after.text == ")" and plain and closes)


def _item(items: Sequence[Item], at: int) -> Item | None:
    return items[at] if 0 <= at < len(items) else None
