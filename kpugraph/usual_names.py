"""One name for a party or another body, whatever of its names a text writes: ``data/rules/identity.toml``.

Facts have the name that the text gives; the graph has one body under the usual name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from kpugraph import assets
from kpugraph.errors import DataError
from kpugraph.lexicon import read_table, rules
from kpugraph.model import Region
from kpugraph.regions import load_regions


def party_name(name: str) -> str:
    """The name of a party or of a branch with the party's usual name in it: "DPC Partai Golongan Karya Kota Metro" is
    "DPC Partai Golkar Kota Metro". A name that holds no other name of a party stays."""
    return _usual("parties", name)


def body_name(name: str) -> str:
    """The name of another body with the usual short name in it: "Forum Kerukunan Umat Beragama Kabupaten Ende" is
    "FKUB Kabupaten Ende"."""
    return _usual("bodies", name)


def placed_name(name: str, region: Region | None = None) -> str:
    """The name of a body with the place at its end in full: "Polres Kuansing" is "Polres Kuantan Singingi".

    With the ``region`` that the place means, its level is told too: "PWI Pati" is "PWI Kabupaten Pati".
    """
    words = name.split()
    for length in range(min(3, len(words) - 1), 0, -1):
        tail = " ".join(words[-length:])
        code = _abbreviated().get(tail)
        meant = region or (load_regions().by_code.get(code) if code else None)
        if meant is not None and (meant.code == code or tail == meant.name) and not name.endswith(meant.full_name):
            place = meant.name if region is None else meant.full_name
            return " ".join([*words[:-length], place])
    return name


@lru_cache(maxsize=1)
def _abbreviated() -> Mapping[str, str]:
    """The codes of regions by each abbreviation of their names."""
    path = assets.path("data", "lexicon", "region_aliases.csv")
    rows = (row for _, row in read_table(path, ("form", "code", "note")))
    return {row["form"]: row["code"] for row in rows if row["note"] == "abbreviation"}


def _usual(table: str, name: str) -> str:
    usual, pattern = _names(table)
    return pattern.sub(lambda match: usual[match.group().casefold()], name)


@lru_cache(maxsize=2)
def _names(table: str) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """The usual name by each other one in lower case, and what finds those. DataError where the table is none."""
    names = rules("identity").get(table)
    if not isinstance(names, dict) or not all(isinstance(others, list) for others in names.values()):
        raise DataError(f"{table} is no table of names", where="identity.toml", todo='write it as PAN = ["Partai …"]')
    usual = {str(other).casefold(): name for name, others in names.items() for other in others}
    longest = sorted(usual, key=len, reverse=True)  # of two that begin alike the fuller
    return usual, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)
