"""How kinds of things and relations look and are called."""

from __future__ import annotations

from dataclasses import dataclass

from kpugraph.view.model import Words


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of node: its names, colour and shape; ``rank`` orders the legend."""

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


@dataclass(frozen=True, slots=True)
class Style:
    kinds: tuple[Kind, ...]
    relations: tuple[Relation, ...]

    def kinds_of(self, present: set[str]) -> list[Kind]:
        return [kind for kind in self.kinds if kind.id in present]

    def relation(self, name: str) -> Relation:
        return next(one for one in self.relations if one.id == name)
