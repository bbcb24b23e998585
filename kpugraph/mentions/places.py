"""Which region, district or village a name means, seen from the office that publishes."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpugraph.language import Language, squash
from kpugraph.mentions.items import Item
from kpugraph.model import Office, Region

LEVEL_OF_TYPE = {"kabupaten": "regency", "kota": "city", "provinsi": "province"}
_TYPE_OF_LEVEL = {level: kind for kind, level in LEVEL_OF_TYPE.items()}
ITS = "of the body that the text named last"  # the step of a role that says so: "ketuanya"
OFFICES = ("the publishing office", "the commission that the article is about")
_TYPO_CUTOFF = 0.84  # "Semvarang" to "Semarang" is 0.94; different names of one province stay below


@dataclass(slots=True, unsafe_hash=True)
class Place:
    """A region with how its name was read."""

    region: Region
    confidence: float = 1.0
    steps: tuple[str, ...] = ()


def known_as(office: Office) -> str:
    """What an office is to its article, for the steps of what is only understood from it."""
    return OFFICES[0] if office.publishes else OFFICES[1]


def resolve(name: str, level: str, office: Office | None, language: Language, family: str = "") -> Place | None:
    """The region that ``name`` means at ``level`` ("" where the text names none); None where nothing decides.

    Without a level, the publishing office's own region comes first, then its province and neighbours, then a unique
    bearer of the name. ``family`` "police" prefers regencies to provinces of one name.
    """
    candidates = [r for r in language.regions_named(name) if not level or r.type == _TYPE_OF_LEVEL.get(level)]
    if not candidates and level:
        return _by_typo(name, level, office, language)
    if not candidates:
        return None
    step = () if squash(candidates[0].name) == squash(name) else (f"{name} -> {candidates[0].name}",)
    if len(candidates) == 1:
        return Place(candidates[0], 1.0, step)
    near = _nearest(candidates, office)
    if near is not None and office is not None:
        return Place(near, 0.95, (*step, f"{name} -> {near.full_name}, by {known_as(office)}"))
    province = [r for r in candidates if r.type == "provinsi"]
    if province and family != "police":
        return Place(province[0], 0.8, (*step, f"{name} -> {province[0].full_name}, the province of that name"))
    return Place(candidates[0], 0.6, (*step, f"{name} -> {candidates[0].full_name}, of several so named"))


def _nearest(candidates: Sequence[Region], office: Office | None) -> Region | None:
    if office is None or not office.region:
        return None
    for region in candidates:
        if region.code == office.region:
            return region
    inside = [r for r in candidates if r.province == office.region[:2] and r.type != "provinsi"]
    if len(inside) == 1:
        return inside[0]
    own = [r for r in candidates if r.type == "provinsi" and r.code == office.region[:2]]
    return own[0] if own and not inside else None


def _by_typo(name: str, level: str, office: Office | None, language: Language) -> Place | None:
    """The region of a misspelt name after a level word: nearest among those of the level, the office's own first."""
    wanted = _TYPE_OF_LEVEL.get(level)
    if wanted is None or len(name) < 4:
        return None
    key = squash(name)
    if office is not None and office.region:
        own = language.regions.by_code.get(office.region)
        if own and own.type == wanted and difflib.SequenceMatcher(None, key, squash(own.name)).ratio() >= 0.75:
            return Place(own, 0.9, (f"{name} -> {own.name}, a misspelling of the office's own region",))
    pool = {squash(r.name): r for r in language.regions.by_code.values() if r.type == wanted}
    close = difflib.get_close_matches(key, pool, n=2, cutoff=_TYPO_CUTOFF)
    if not close:
        return None
    region = pool[close[0]]
    return Place(region, 0.7, (f"{name} -> {region.name}, the nearest {wanted} by spelling",))


def longest_place(items: Sequence[Item], at: int, known: Mapping[str, str], most: int = 4) -> tuple[int, str] | None:
    """(end, name) of the longest run of items from ``at`` that bears a name in ``known`` (squashed name -> name)."""
    best: tuple[int, str] | None = None
    joined = ""
    for end in range(at + 1, min(at + most, len(items)) + 1):
        item = items[end - 1]
        if item.kind in {"punct", "break"} and item.text not in {"-", "."}:
            break
        joined += squash(item.text)
        if joined in known and item.kind != "punct":
            best = (end, known[joined])
    return best
