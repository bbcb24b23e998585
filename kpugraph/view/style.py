"""How kinds of things and relations look and are called: ``ontology/view.ttl`` and ``relations.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kpugraph import assets, results
from kpugraph.errors import DataError
from kpugraph.view.model import Words
from kpugraph.view.network import KINDS

_RELATIONS = Path(__file__).parent / "relations.toml"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of node: its names, colour and shape."""

    id: str
    label: Words
    plural: Words
    color: str
    shape: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of fact: what it is called on its line, and as a heading at its subject (out) and at its object (in)."""

    id: str
    name: Words
    out: Words
    in_: Words
    rank: int
    quote: bool = False
    dashed: bool = False
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    kinds: tuple[Kind, ...]
    relations: tuple[Relation, ...]

    def kinds_of(self, present: set[str]) -> list[Kind]:
        """The kinds that are present, in the order of the legend."""
        return [kind for kind in self.kinds if kind.id in present]

    def relation(self, name: str) -> Relation:
        return next(one for one in self.relations if one.id == name)


def load() -> Style:
    """The style as shipped. DataError with the file where it lacks something."""
    return Style(_kinds(assets.path("ontology", "view.ttl")), _relations(_RELATIONS))


def _relations(path: Path) -> tuple[Relation, ...]:
    try:
        rows: dict[str, dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))
        return tuple(
            Relation(
                id=name,
                name=Words(**row["name"]),
                out=Words(**row["out"]),
                in_=Words(**row.get("in", row["out"])),
                rank=rank,
                **{flag: bool(row.get(flag, False)) for flag in ("quote", "dashed", "seen")},
            )
            for rank, (name, row) in enumerate(rows.items())
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DataError(f"not valid: {error}", where=path.name, todo="mend the file") from error


def _kinds(path: Path) -> tuple[Kind, ...]:
    import pyoxigraph as ox

    found: dict[str, dict[str, str]] = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            row = found.setdefault(results.compact(quad.subject.value), {})
            language = getattr(quad.object, "language", None)
            name = results.compact(quad.predicate.value)
            row[f"{name}@{language}" if language else name] = quad.object.value
    except SyntaxError as error:
        raise DataError(f"not valid Turtle: {error}", where=path.name, todo="mend the file") from error
    return tuple(_kind(name, kind, found.get(name, {}), path) for name, kind in KINDS.items())


def _kind(name: str, kind: str, row: dict[str, str], path: Path) -> Kind:
    try:
        label = Words(row["rdfs:label@id"], row["rdfs:label@en"])
        plural = Words(row.get("kg:plural@id", label.id), row.get("kg:plural@en", label.en))
        return Kind(kind, label, plural, row["kg:color"], row["kg:shape"])
    except KeyError as error:
        raise DataError(f"{name} has no {error.args[0]}", where=path.name, todo="add it") from error
