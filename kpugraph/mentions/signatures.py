"""Who wrote an article or took its picture, where no word says so: a name in brackets, or behind "Oleh"."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.mentions.items import Item
from kpugraph.mentions.names import Candidate
from kpugraph.text import fold

_INITIALS = 3  # letters: so short a word is no name here
_CREDITS = 12  # items in the brackets
_LABELS = frozenset({"foto", "humas", "hupmas", "hms", "editor", "red", "redaksi", "dok", "doc", "parmas"})
_CLOSED = {".", "”", '"', "!"}


def signed(items: Sequence[Item], c: Candidate, *, named: bool, plain: bool) -> bool:
    """ "[Teten Jamaludin]", "(SITI AMINAH/TRIBUN)", "Oleh Leonard Ritan" at the start of a line, "… selesai. (Gagah Wirawan)".

    ``named``: a word of it is a known name; ``plain``: none is an ordinary word or a place.
    """
    before, after = _item(items, c.titled - 1), _item(items, c.after)
    if before is None or c.size < 2:
        alone = named and before is not None and before.text == "(" and _closes(items, c)  # "… Maret 2024. (Rizal)"
        return plain and len(c.form) > _INITIALS and (alone or _credited(items, c))
    if before.text == "[":
        return after is not None and after.text in {"]", "/"}
    earlier = _item(items, c.titled - 2)
    if before.text in {"Oleh", "Laporan"}:
        return earlier is None or earlier.kind == "break"
    if before.text != "(" or after is None:
        return False
    return (after.text == "/" and named) or (after.text == ")" and plain and _closes(items, c))


def _closes(items: Sequence[Item], c: Candidate) -> bool:
    """Whether brackets alone around a name stand behind the last sentence of a line."""
    after, behind, earlier = _item(items, c.after), _item(items, c.after + 1), _item(items, c.titled - 2)
    last = _item(items, c.titled - 3) if earlier is not None and earlier.kind == "break" else earlier
    closed = last is not None and last.text in _CLOSED and (behind is None or behind.kind == "break")
    return closed and after is not None and after.text == ")"


def _credited(items: Sequence[Item], c: Candidate) -> bool:
    """ "(Ikke/Foto KPU Buleleng/Kobe/hupmas)" at the end of a line: those whom it credits, parted by strokes."""
    first = next((k for k in range(c.titled - 1, max(-1, c.titled - _CREDITS), -1) if items[k].text == "("), -1)
    last = next((k for k in range(c.after, min(len(items), c.after + _CREDITS)) if items[k].text == ")"), -1)
    if first < 1 or last < 0 or items[first - 1].text not in _CLOSED:
        return False
    parted = items[c.titled - 1].text in {"(", "/"} and items[c.after].text in {"/", ")"}
    line = last + 1 == len(items) or items[last + 1].kind == "break"
    return parted and line and any(fold(item.text) in _LABELS for item in items[first:last])


def _item(items: Sequence[Item], at: int) -> Item | None:
    return items[at] if 0 <= at < len(items) else None
