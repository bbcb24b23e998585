"""The codes that a publisher may use and the licences that are known, from ``data/export/vocabularies.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kpugraph import assets

_UNKNOWN = "UnknownIPR"
Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its id in the lists that tools know ("" for none), and what it asks, as codes of ADMS."""

    iri: str
    name: str
    types: tuple[str, ...]


def _tables() -> dict[str, Any]:
    return assets.toml("data", "export", "vocabularies.toml")


def codes(kind: str) -> Mapping[str, Text]:
    """The codes of "frequency", "theme" or "publisher", each with its words by language."""
    found: Mapping[str, Text] = _tables()[kind]
    return found


def licence(iri: str) -> Licence:
    """What is known of the licence at an address, whatever its scheme, its last slash or the page about it."""
    for row in _tables()["licences"]:
        if _bare(row["iri"]) == _bare(iri):
            return Licence(iri, row["name"], tuple(row["types"]))
    return Licence(iri, "", (_UNKNOWN,))


def _bare(iri: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|/(?:deed|legalcode|index)?(?:\.[a-z]{2,4})?$", "", iri).rstrip("/")
