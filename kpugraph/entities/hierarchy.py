"""The hierarchy of the election bodies, by law even where no text says it: ``data/lexicon/hierarchy.csv``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kpugraph import assets
from kpugraph.errors import DataError
from kpugraph.lexicon import read_table
from kpugraph.model import Region
from kpugraph.regions import Regions

_COLUMNS = ("head", "level", "kind", "name", "parent_head", "parent_level", "law")
_LEVELS = ("national", "province", "regency")


@dataclass(frozen=True, slots=True)
class Rank:
    """What a head at a level is ("KPU", "regency"), how it is named, and what it stands under by which law."""

    head: str
    level: str
    kind: str
    name: str
    parent: tuple[str, str] | None
    law: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A body with its place in the hierarchy: a rank and, below the national level, a region."""

    rank: Rank
    region: Region | None

    @property
    def name(self) -> str:
        if self.region is None:
            return self.rank.name
        return self.rank.name.format(full=self.region.full_name, short=self.region.name)


@lru_cache(maxsize=1)
def ranks() -> dict[tuple[str, str], Rank]:
    """The ranks by (head, level). DataError with file and line for an unknown level or parent."""
    path = assets.path("data", "lexicon", "hierarchy.csv")
    found: dict[tuple[str, str], Rank] = {}
    for line, row in read_table(path, _COLUMNS, required=("head", "level", "kind", "name")):
        where = f"{path.name}:{line}"
        parent = (row["parent_head"], row["parent_level"]) if row["parent_head"] else None
        if row["level"] not in _LEVELS:
            raise DataError(f"unknown level {row['level']}", where=where, todo=f"use one of {', '.join(_LEVELS)}")
        if parent and parent not in found:
            raise DataError(f"the parent {' '.join(parent)} has no row above", where=where, todo="put its row first")
        found[row["head"], row["level"]] = Rank(row["head"], row["level"], row["kind"], row["name"], parent, row["law"])
    return found


def recognise(name: str, code: str | None, regions: Regions) -> Ranked | None:
    """The place of a body by its canonical name and, where known, the code of its region; None where it has none."""
    head, _, rest = name.partition(" ")
    region = regions.by_code.get(code or "") or regions.named(rest) or regions.named(f"Provinsi {rest}")
    level = _level(region)
    rank = ranks().get((head, level))
    if rank is None or (region is None and name != rank.name):
        return None
    return Ranked(rank, region)


def above(body: Ranked, regions: Regions) -> Ranked | None:
    """The body that this one stands under."""
    if body.rank.parent is None:
        return None
    rank = ranks()[body.rank.parent]
    region = regions.by_code.get(body.region.province) if body.region and rank.level == "province" else None
    return Ranked(rank, region)


def line(body: Ranked, regions: Regions) -> Iterator[tuple[Ranked, Ranked]]:
    """The steps upwards from a body as pairs of a body and the one above it."""
    upper = above(body, regions)
    while upper is not None:
        yield body, upper
        body, upper = upper, above(upper, regions)


def _level(region: Region | None) -> str:
    if region is None:
        return "national"
    return "province" if region.type == "provinsi" else "regency"
