"""The words for activities among the items of a text, and the kinds that a headline names."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.model import TextItem
from kpugraph.text import fold


def event_entry(item: TextItem) -> tuple[str, str] | None:
    """(kind, class) of a word for an activity."""
    for entry in item.entries:
        if entry.cls == "events":
            return entry.value, entry.frame
    return None


def headline_kinds(headline: Sequence[TextItem]) -> set[str]:
    """The kinds of activities that a headline names, without words in the name of another ("Deklarasi Kampanye")."""
    kinds: set[str] = set()
    reach = -9
    for item in headline:
        entry = event_entry(item)
        if entry is None or entry[1] in {"weak", "goods", "again"}:
            continue
        if item.start > reach + 1:
            kinds.add(entry[0])
        reach = item.end
    return kinds


def same_sentence(items: Sequence[TextItem], i: int, most: int) -> list[str]:
    """The folded words before item ``i``, at most so many, none beyond a full stop or a break."""
    words: list[str] = []
    for item in reversed(items[max(0, i - most) : i]):
        if item.text in {".", ";", "!", "?"} or item.kind == "break":
            break
        words.append(fold(item.text))
    return words[::-1]


def held_post(items: Sequence[TextItem], k: int) -> bool:
    """A role with its holder behind it: it tells of a person, and is no part of an activity's name."""
    return items[k].kind == "post" and any(item.kind == "person" for item in items[k + 1 : k + 3])


def joins_posts(items: Sequence[TextItem], k: int) -> bool:
    """ "dan" between two roles of one name: "Serah Terima Jabatan Anggota … dan Anggota …"."""
    return fold(items[k].text) == "dan" and k + 1 < len(items) and items[k - 1].kind == items[k + 1].kind == "post"
