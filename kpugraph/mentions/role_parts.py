"""Small readers behind a role: its short form in brackets, the class of an office, a unit inside a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kpugraph.mentions.body_parts import text_of
from kpugraph.mentions.items import Item
from kpugraph.model import BodyMention

_GRADE = re.compile(r"(?:[IVX]+|\d)?-?[ABC]?$")
_KINDS_OF_GRADE = {"TPI", "Non", "Khusus", "Utama", "-"}


def past_short_form(items: Sequence[Item], j: int, role: str) -> int:
    """Past the short form of a role in brackets: "Sekretaris DPRD (Sekwan) X"."""
    if j + 2 >= len(items) or items[j].text != "(" or items[j + 2].text != ")" or items[j + 1].kind != "roles":
        return j
    return j + 3 if items[j + 1].entries[0].value == role else j


def class_of_office(items: Sequence[Item], j: int) -> tuple[int, str]:
    """(end, text) of the class of an office before its place: "Kelas II TPI", "Kelas I-A"; (j, "") where none stands."""
    if j + 1 >= len(items) or items[j].text != "Kelas":
        return j, ""
    end = j + 1
    while end < len(items) and (_GRADE.match(items[end].text) or items[end].text in _KINDS_OF_GRADE):
        end += 1
    return (end, text_of(items, j, end)) if end > j + 1 else (j, "")


def unit_of(items: Sequence[Item], j: int, head: str) -> BodyMention | None:
    """The unit that another unit gives: "Satgas Pamtas" and "Yonif 614/Raja Pandita" for their "Dansatgas Pamtas"."""
    unit = items[j].value if j < len(items) and items[j].kind == "body" else None
    if not isinstance(unit, BodyMention) or unit.kind != "army" or not unit.specific:
        return None
    same = unit.name.split()[0] == head.split(maxsplit=1)[0]  # "Kasdim Kodim 0913/…"
    return replace(unit, name=unit.name if same else f"{head} {unit.name}", rule="roles.place")
