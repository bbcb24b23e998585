"""One name for a party or another body, whatever of its names a text writes: ``data/rules/identity.toml``.

Facts have the name that the text gives; the graph has one body under the usual name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from kpugraph.errors import DataError
from kpugraph.lexicon import rules


def party_name(name: str) -> str:
    """The name of a party or of a branch with the party's usual name in it: "DPC Partai Golongan Karya Kota Metro" is
    "DPC Partai Golkar Kota Metro". A name that holds no other name of a party stays."""
    return _usual("parties", name)


def body_name(name: str) -> str:
    """The name of another body with the usual short name in it: "Forum Kerukunan Umat Beragama Kabupaten Ende" is
    "FKUB Kabupaten Ende"."""
    return _usual("bodies", name)


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
