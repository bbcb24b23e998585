"""What lies around a thing, asked of a store of any size: its best connected neighbours, and how many there are in all.

The engine takes about a third of a millisecond to count the lines of one neighbour, so that of a body with thousands only
some are compared: the bodies above and below it and its officers before its events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from kpugraph import quads
from kpugraph.view.model import Rows
from kpugraph.view.network import KINDS, LINES
from kpugraph.view.portions import portions

_IRI = re.compile(r"[a-z]+:[^<>\"{}|\\^`\x00-\x20]+")
_COMPARED = 300
EACH = 34
_ABOVE = "org:subOrganizationOf"
_OTHER = "|".join(line for line in LINES if line != _ABOVE)
_TOUCH = f"""
  {{ ?a {_ABOVE} ?b }} UNION {{ ?b {_ABOVE} ?a }} UNION {{ ?m org:organization ?a ; org:member ?b }} UNION
  {{ ?m org:member ?a ; org:organization ?b }} UNION {{ ?a {_OTHER} ?b }} UNION {{ ?b {_OTHER} ?a }}"""
_EVERY = "|".join((*LINES, *(f"^{line}" for line in LINES), "^org:member", "^org:organization"))
_RING = f"SELECT DISTINCT ?b WHERE {{ VALUES ?a {{ %s }} {_TOUCH} %s }} LIMIT %d"
_RANKED = f"""
SELECT ?b (COUNT(?c) AS ?n) WHERE {{ VALUES ?b {{ %s }} ?b {_EVERY} ?c }} GROUP BY ?b ORDER BY DESC(?n) ?b LIMIT %d"""
_REACH = f"SELECT ?a (COUNT(DISTINCT ?b) AS ?n) WHERE {{ VALUES ?a {{ %s }} {_TOUCH} FILTER(?a != ?b) }} GROUP BY ?a"
_BEST = """
SELECT ?b (COUNT(?x) AS ?n) WHERE { ?x org:organization|schema:organizer ?b } GROUP BY ?b ORDER BY DESC(?n) ?b LIMIT 1"""
_KNOWN = "SELECT DISTINCT ?a { VALUES ?a { %s } ?a a ?class FILTER(?class IN (%s)) }"


def best(reader: Rows) -> list[str]:
    """The body that most posts and events are tied to, if there is one."""
    return [row["b"].value for row in reader.rows(_BEST, prefixes=quads.PREFIXES) if "b" in row]


def known(reader: Rows, names: Sequence[str]) -> list[str]:
    """Those of the IRIs that name something that is drawn, in their order."""
    asked = [name for name in dict.fromkeys(names) if _IRI.fullmatch(name)]
    if not asked:
        return []
    found = set[str]()
    for values in portions(asked):
        query = _KNOWN % (values, ", ".join(KINDS))
        found |= {row["a"].value for row in reader.rows(query, prefixes=quads.PREFIXES)}
    return [name for name in asked if name in found]


Rings: TypeAlias = "dict[tuple[str, Sequence[str]], list[str]]"


def names(
    reader: Rows,
    around: Sequence[str],
    *,
    depth: int = 1,
    kinds: Sequence[str] = (),
    most: int = 300,
    rings: Rings | None = None,
) -> list[str]:
    """The things and what lies at most ``depth`` lines from them.

    Of each thing asked for at most ``EACH`` neighbours, of these kinds; ``most`` things in all. ``rings`` keeps the
    neighbours that were found before in the same version of the graph.
    """  # fmt: skip
    found, kept = dict.fromkeys(around), {} if rings is None else rings
    for name in around:
        if (name, kinds) not in kept:
            kept[name, kinds] = _ring(reader, [name], kinds, EACH)
        found |= dict.fromkeys(kept[name, kinds])
    edge = [name for name in found if name not in around]
    for _ in range(1, depth):
        if not edge:
            break
        edge = [name for name in _ring(reader, edge, kinds, most) if name not in found][: most - len(found)]
        found |= dict.fromkeys(edge)
    return list(found)[:most]


def reach(reader: Rows, names: Iterable[str]) -> dict[str, int]:
    """How many neighbours each has in the whole graph."""
    found: dict[str, int] = {}
    for values in portions(names):
        rows = reader.rows(_REACH % values, prefixes=quads.PREFIXES)
        found |= {row["a"].value: int(row["n"].value) for row in rows if "a" in row}
    return found


def _ring(reader: Rows, names: Sequence[str], kinds: Sequence[str], most: int) -> list[str]:
    """The neighbours of these things, the best connected first."""
    classes = ", ".join(name for name, kind in KINDS.items() if kind in kinds)
    only = f"?b a ?class FILTER(?class IN ({classes}))" if classes else ""
    near: dict[str, None] = {}
    for values in portions(names):
        rows = reader.rows(_RING % (values, only, _COMPARED + len(names)), prefixes=quads.PREFIXES)
        near |= dict.fromkeys(row["b"].value for row in rows)
    found = [name for name in near if name not in names]
    if len(found) <= most:
        return found
    compared = next(portions(found))
    ranked = reader.rows(_RANKED % (compared, most), prefixes=quads.PREFIXES)
    return [row["b"].value for row in ranked if "b" in row]
