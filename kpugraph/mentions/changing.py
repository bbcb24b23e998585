"""Verbs that only a person can be the subject of: "dilantik", "purnatugas", from ``data/rules/changes.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kpugraph.errors import DataError
from kpugraph.lexicon import rules


@dataclass(frozen=True, slots=True)
class Changing:
    """Phrases behind a name, words before "dari A kepada B", and words that begin a list of people."""

    verbs: frozenset[str]
    passing: frozenset[str]
    lists: frozenset[str]
    choosing: frozenset[str]
    roles_behind: frozenset[str]
    replacement: frozenset[str]
    opening: frozenset[str]


@lru_cache(maxsize=1)
def changes() -> Changing:
    """The words, read once. DataError where the file lacks a list."""
    data = rules("changes")
    try:
        verbs = [*data["sworn"]["passive"], *data["ended"]["words"], *data["died"]["words"]]
        verbs += ["terpilih", "didapuk", "ditunjuk", "menjabat"]
        return Changing(
            frozenset(verbs) - {"berhenti", "mundur"},
            frozenset(data["words"]["passing"]),
            frozenset(data["words"]["lists"]),
            frozenset(data["chosen"]["active"]),
            frozenset(data["words"]["as"]),
            frozenset(data["words"]["replacement"]),
            frozenset(data["words"]["opening"]),
        )
    except KeyError as error:
        raise DataError(f"has no list {error}", where="changes.toml", todo="add it") from error
