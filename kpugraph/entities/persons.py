"""Persons under one identity each.

A person is known by a folded name and an anchor: the region of the bodies in which the text gives the person a post,
or the body itself where it has no region. Two people of one name in two regencies stay two. A mention without a post
belongs to the only person of that name near the publishing office, else it stays a person of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from kpugraph.entities.model import Body
from kpugraph.ids import digest, name_slug
from kpugraph.model import Office

_NATIONAL = "national:"
_DROPPED = re.compile(r"[^\w\s]|_", re.UNICODE)

Node = tuple[str, str]  # folded name, anchor


@lru_cache(maxsize=65536)
def person_key(name: str) -> str:
    """Folded name: case, accents, apostrophes and full stops apart. "Asy’ari", "Asy'ari" and "Asyari" are one."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return " ".join(_DROPPED.sub("", "".join(c for c in plain if not unicodedata.combining(c))).split())


class PersonIndex:
    """Groups (name, anchor) pairs into persons. First ``add`` every mention, then ask for ``path``."""

    def __init__(self) -> None:
        self._parent: dict[Node, Node] = {}
        self._strong: dict[str, set[Node]] = {}
        self._weak: set[Node] = set()

    def add(self, name: str, anchors: Iterable[str], office: str) -> Node:
        """Takes a person of one article, with the anchors of the posts; gives the node to ask ``path`` for."""
        key = person_key(name)
        nodes = [(key, anchor) for anchor in sorted(anchors)]
        if not nodes:
            node = (key, f"~{office}")  # a mention without a post, near this office
            self._weak.add(node)
            return node
        for node in nodes:
            self._parent.setdefault(node, node)
            self._strong.setdefault(key, set()).add(node)
            self._join(nodes[0], node)
        return nodes[0]

    def path(self, node: Node) -> str:
        """The person's path: the same for all nodes of one person."""
        key, anchor = self._root(self._settle(node) if node in self._weak else node)
        place = anchor.removeprefix("~")
        tag = place if place[:1].isdigit() else name_slug(place.rpartition("/")[2])
        return "person/" + "-".join(filter(None, (name_slug(key), tag)))

    def _settle(self, node: Node) -> Node:
        """The one person of that name near the office of a mention without a post, or the node itself."""
        key, office = node[0], node[1].removeprefix("~")
        near = {self._root(n) for n in self._strong.get(key, ()) if _is_near(n[1], office, many_words=" " in key)}
        if len(near) > 1:
            near = {self._root(n) for n in self._strong[key] if n[1] == office}
        return near.pop() if len(near) == 1 else node

    def _root(self, node: Node) -> Node:
        while self._parent.get(node, node) != node:
            node = self._parent[node]
        return node

    def _join(self, a: Node, b: Node) -> None:
        low, high = sorted((self._root(a), self._root(b)))
        self._parent[high] = low


def _is_near(anchor: str, office: str, *, many_words: bool) -> bool:
    """Whether a post at ``anchor`` can be meant at ``office``: there, in its province or regencies, nationally."""
    if anchor == office:
        return True
    if not many_words:
        return False
    if anchor.startswith(_NATIONAL):
        return True
    return office[:1].isdigit() and (anchor == office[:2] or anchor.startswith(f"{office}."))


def anchor_of(body: Body) -> str:
    """The anchor of a post in a body: the code of its regency or province, else the body itself."""
    if body.region:
        return body.region[:5]
    return _NATIONAL + body.path if body.level == "national" else body.path


def office_anchor(office: Office | None, article: str) -> str:
    """Where a page's publisher stands; an article of no known office stands alone."""
    return (office.region or _NATIONAL) if office else f"article-{digest(article, size=4)}"
