"""The table of regions."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpugraph import assets
from kpugraph.errors import DataError
from kpugraph.regions import load_regions


def test_every_region_is_found_by_code_name_and_host() -> None:
    """38 provinces and 514 regencies and cities, each under its full name, the latter under their hosts too."""
    regions = load_regions()
    assert len(regions.by_code) == len(regions.by_name) == 552
    assert len(regions.by_host) == 514
    semarang = regions.by_host["kab-semarang.kpu.go.id"]
    assert (semarang.code, semarang.full_name) == ("33.22", "Kabupaten Semarang")
    assert regions.named("kabupaten  SEMARANG") == semarang


def test_a_regency_and_a_city_of_one_name_are_two() -> None:
    """The type is part of a full name."""
    regions = load_regions()
    regency, city = regions.named("Kabupaten Magelang"), regions.named("Kota Magelang")
    assert regency is not None
    assert city is not None
    assert regency.code != city.code


def test_each_region_lies_in_its_province() -> None:
    """The province of a regency is the one of its code; a province lies in itself."""
    regions = load_regions()
    for code in ("33.22", "33"):
        province = regions.by_code[regions.by_code[code].province]
        assert province.full_name == "Provinsi Jawa Tengah"


def test_a_table_with_a_doubled_code_is_refused_with_its_line(tmp_path: Path) -> None:
    """A code that stands twice is an error that names file and line."""
    lines = assets.path("data", "regions.csv").read_text("utf-8").splitlines()
    bad = tmp_path / "regions.csv"
    bad.write_text("\n".join([*lines[:3], lines[2]]) + "\n", "utf-8")
    with pytest.raises(DataError, match=r"regions.csv:4: code 12 stands twice"):
        load_regions(bad)
