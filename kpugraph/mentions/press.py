"""The office that an article of the press is about: it has no host that says so, but it names a body or a region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kpugraph.language import Language
from kpugraph.mentions.bodies import BodyReader
from kpugraph.mentions.body_parts import commission_name
from kpugraph.mentions.items import Item
from kpugraph.mentions.places import LEVEL_OF_TYPE, resolve
from kpugraph.model import BodyMention, Office, Region

GUESSED = "press.no-body"  # no election body is named: it gives agencies their place, but organizes nothing
_SURE = 0.9  # below it a region is one of several of its name
_LOCAL = {"regency", "city"}


def office_in(raw: Sequence[Item], language: Language) -> Office | None:
    """The first election body with a region that the article names gives bare forms their place.

    Where it names none of them with its region, and only one regency or city, that one does.
    """
    items = BodyReader(language, None).read(raw)
    named = False
    for item in items:
        body = item.value
        if isinstance(body, BodyMention) and body.kind in {"commission", "supervisor"}:
            if body.region:
                body = _full(body, items)
                return Office(body.name, body.region or "", "press.first-named")
            if body.rule == "bodies.national":
                return None
            named = named or body.level not in {"district", "village"}  # "Panwaslu Kecamatan X" names no office
    only = _only_region(items, language)
    if only is None:
        return None
    return Office(commission_name("KPU", only), only.code, "press.only-region" if named else GUESSED)


def _full(body: BodyMention, items: Sequence[Item]) -> BodyMention:
    """The first body again, with its level where only a later mention has it: "KPU Banjar … KPU Kabupaten Banjar"."""
    place = body.name.split()[-1]
    told = [b for item in items if isinstance(b := item.value, BodyMention) and b.region and b.kind == body.kind]
    full = [b for b in told if b.confidence > body.confidence and b.name.split()[-1] == place]
    return full[0] if full and body.confidence < _SURE else body


def _only_region(items: Sequence[Item], language: Language) -> Region | None:
    """The regency or city that an article names with its level or head, if it names one alone, and no province more often."""
    codes = Counter(code for at in range(len(items)) if (code := _code_at(items, at, language)))
    local = [code for code in codes if language.regions.by_code[code].type != "provinsi"]
    wider = sum(number for code, number in codes.items() if code not in local)
    return language.regions.by_code[local[0]] if len(local) == 1 and codes[local[0]] >= wider else None


def _code_at(items: Sequence[Item], at: int, language: Language) -> str | None:
    """The region's code at "Kabupaten Bone", "Bupati Bone" or "Satpol PP Kabupaten Bone"."""
    item = items[at]
    if isinstance(item.value, BodyMention):
        return item.value.region
    if at + 1 >= len(items) or items[at + 1].kind != "region":
        return None
    level = item.entries[0].frame if item.kind == "levels" else _level_of_head(item)
    place = resolve(items[at + 1].text, level, None, language) if level in _LOCAL else None
    return place.region.code if place is not None else None


def _level_of_head(item: Item) -> str:
    """ "regency" for a Bupati, "city" for a Wali Kota."""
    governs = item.kind == "roles" and item.entries[0].frame == "government"
    return LEVEL_OF_TYPE.get(item.entries[0].head, "") if governs else ""
