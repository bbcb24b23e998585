"""Persons as single articles name them, with the posts that tell them apart: what identity is decided on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stint:
    """A post that an article gives a person. ``days`` are those on which it surely was held, ``years`` a stated term."""

    body: str
    kind: str
    role: str
    status: str
    days: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    ended: str | None = None

    @property
    def held(self) -> bool:
        return self.status in {"current", "acting"}


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post of a person as tenures are made from it: a ``model.PostFact`` without its evidence, ``body`` a path."""

    body: str
    role: str
    status: str
    division: str | None
    period: str | None
    start: str | None
    end: str | None
    ongoing: bool
    capacity: str | None


@dataclass(frozen=True, slots=True)
class PersonNode:
    """One person of one article. ``anchors`` are where the posts lie, ``office`` where the publisher stands.

    ``profile`` is the key of all mentions that say just the same (``profiles``). The node that stands for a profile has
    the first of its articles, and ``count`` is how many these are.
    """

    article: str
    name: str
    forms: tuple[str, ...]
    office: str
    anchors: tuple[str, ...] = ()
    stints: tuple[Stint, ...] = ()
    day: str | None = None
    late: bool = False
    decided: tuple[str, ...] = ()  # ids of the decisions of people that join it with another,
    parted: tuple[str, ...] = ()  # and of those that keep it from another
    renamed: str | None = None  # the name that a decision gives the person
    links: tuple[str, ...] = ()  # Wikidata items that a decision gives
    held: tuple[HeldPost, ...] = ()
    profile: str = ""
    count: int = 1

    @property
    def key(self) -> tuple[str, str]:
        return self.article, self.name


@dataclass(frozen=True, slots=True)
class Facet:
    """A node at one anchor: where it has a post, or, ``weak``, where it is only named."""

    node: PersonNode
    anchor: str
    weak: bool


def facets(nodes: Iterable[PersonNode]) -> list[Facet]:
    """The facets of all nodes, in the order of article, name and anchor."""
    found = [
        Facet(node, anchor, weak=not node.anchors) for node in nodes for anchor in (node.anchors or (node.office,))
    ]
    return sorted(found, key=lambda f: (f.node.key, f.anchor))
