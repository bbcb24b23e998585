"""Small readers behind a role: its short form in brackets, a unit inside a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpugraph.mentions.items import Item
from kpugraph.model import BodyMention


def past_short_form(items: Sequence[Item], j: int, role: str) -> int:
    """Past the short form of a role in brackets: "Sekretaris DPRD (Sekwan) X"."""
    if j + 2 >= len(items) or items[j].text != "(" or items[j + 2].text != ")" or items[j + 1].kind != "roles":
        return j
    return j + 3 if items[j + 1].entries[0].value == role else j


def unit_of(items: Sequence[Item], j: int, head: str) -> BodyMention | None:
    """The unit that another unit gives: "Satgas Pamtas" and "Yonif 614/Raja Pandita" for their "Dansatgas Pamtas"."""
    unit = items[j].value if j < len(items) and items[j].kind == "body" else None
    if not isinstance(unit, BodyMention) or unit.kind != "army" or not unit.specific:
        return None
    same = unit.name.split()[0] == head.split(maxsplit=1)[0]  # "Kasdim Kodim 0913/…"
    return replace(unit, name=unit.name if same else f"{head} {unit.name}", rule="roles.place")
