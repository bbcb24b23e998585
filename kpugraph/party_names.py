"""One name for a party, whatever of its names a text writes: ``[parties]`` of ``data/rules/identity.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from kpugraph.errors import DataError
from kpugraph.lexicon import rules


def party_name(name: str) -> str:
    """The name of a party or of a branch with the party's usual name in it: "DPC Partai Golongan Karya Kota Metro" is
    "DPC Partai Golkar Kota Metro". A name that holds no other name of a party stays."""
    usual, pattern = _names()
    return pattern.sub(lambda match: usual[match.group().casefold()], name)


@lru_cache(maxsize=1)
def _names() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """The usual name by each other one in lower case, and what finds those. DataError where the table is none."""
    table = rules("identity").get("parties")
    if not isinstance(table, dict) or not all(isinstance(others, list) for others in table.values()):
        raise DataError("parties is no table of names", where="identity.toml", todo='write it as PAN = ["Partai …"]')
    usual = {str(other).casefold(): name for name, others in table.items() for other in others}
    longest = sorted(usual, key=len, reverse=True)  # of two that begin alike the fuller
    return usual, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)
