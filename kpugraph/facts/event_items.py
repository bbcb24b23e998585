"""The words for activities among the items of a text, and the kinds that a headline names."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.model import TextItem


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
