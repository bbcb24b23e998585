"""Provinces, regencies and cities by code, by full name and by the host of their commission's site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kpugraph import assets
from kpugraph.errors import DataError
from kpugraph.lexicon import read_table
from kpugraph.model import Region
from kpugraph.text import fold

COLUMNS = (
    *("code", "level", "type", "name", "short_name", "province_code", "province", "capital", "capital_alt"),
    *("bps_code_2020", "wikidata", "geonames", "lat", "lon", "seat_lat", "seat_lon", "coord_note", "kpu_host"),
)


@dataclass(frozen=True, slots=True)
class Regions:
    """The regions of ``data/regions.csv``. ``by_name`` has folded full names ("kabupaten semarang")."""

    by_code: Mapping[str, Region]
    by_host: Mapping[str, Region]
    by_name: Mapping[str, Region]

    def named(self, full_name: str) -> Region | None:
        """The region of a full name such as "Kabupaten Semarang" or "Provinsi Bali"."""
        return self.by_name.get(fold(full_name))


def load_regions(path: Path | None = None) -> Regions:
    """The regions of ``path``, by default the shipped table. DataError with file and line where it is not valid."""
    return _shipped() if path is None else _read(path)


@lru_cache(maxsize=1)
def _shipped() -> Regions:
    return _read(assets.path("data", "regions.csv"))


def _read(path: Path) -> Regions:
    by_code: dict[str, Region] = {}
    for line, row in read_table(path, COLUMNS, required=("code", "type", "short_name", "province_code")):
        if row["code"] in by_code:
            raise DataError(f"code {row['code']} stands twice", where=f"{path.name}:{line}", todo="remove one row")
        by_code[row["code"]] = Region(
            code=row["code"],
            type=row["type"],
            name=row["short_name"],
            province=row["province_code"],
            host=row["kpu_host"],
            capital=row["capital"],
            wikidata=row["wikidata"],
        )
    hosts = {region.host: region for region in by_code.values() if region.host}
    return Regions(by_code, hosts, {fold(region.full_name): region for region in by_code.values()})
