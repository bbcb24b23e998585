"""Military units whose number the page gives only once: "Dandim Bireuen" beside "Makodim 0111/Bireuen"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kpugraph.mentions.items import Item
from kpugraph.model import BodyMention, RolePhrase

_HEADS = {"Kodim": "dim", "Koramil": "ramil", "Korem": "rem", "Yonif": "yonif"}


def give_numbers(text: str, items: Iterable[Item]) -> None:
    """Names every unit in full where the page's text gives the number of the one unit at that place."""
    for item in items:
        if item.value is None:
            continue
        value = item.value.body if isinstance(item.value, RolePhrase) else item.value
        if not isinstance(value, BodyMention) or not value.specific or value.name.partition(" ")[0] not in _HEADS:
            continue
        name = _in_full(text, value.name)
        if name:
            whole = replace(
                value, name=name, steps=(*value.steps, f"{value.name} -> {name}, as the page has it elsewhere")
            )
            item.value = replace(item.value, body=whole) if isinstance(item.value, RolePhrase) else whole


def _in_full(text: str, name: str) -> str:
    """ "Kodim 0111/Bireuen" for "Kodim Bireuen"; "" where the text gives no number, or several."""
    head, _, place = name.partition(" ")
    if not place or place[0].isdigit() or "/" in place:
        return ""
    pattern = rf"\b(?:ma{head}|{head}|dan{_HEADS[head]})\s+([\dXVI]+(?:-\d+)?/{re.escape(place)})\b"
    found = {match[1].casefold(): match[1] for match in re.finditer(pattern, text, re.IGNORECASE)}
    return f"{head} {next(iter(found.values()))}" if len(found) == 1 else ""
