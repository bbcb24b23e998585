"""Brackets of captions that tell where somebody stands in a picture: "Ketua KPU X (dua dari kiri), A"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kpugraph.lexicon import rules
from kpugraph.model import BodyMention, RolePhrase, TextItem

_LONGEST = 7  # items inside such a bracket


def past_position(items: Sequence[TextItem], j: int) -> int:
    """Behind the bracket of that kind which begins at ``j``; ``j`` where none does."""
    if j >= len(items) or items[j].text != "(":
        return j
    for k in range(j + 1, min(j + _LONGEST + 1, len(items))):
        if items[k].text == ")":
            return k + 1 if k > j + 1 else j
        if items[k].text.lower() not in _words():
            return j
    return j


def past_command(items: Sequence[TextItem], j: int) -> int:
    """Behind the higher command at ``j`` that the holder of a station follows: "Kapolres X Polda Y A"; ``j`` where none is."""
    body, role = (items[j].value if j < len(items) else None), (items[j - 1].value if j else None)
    if not isinstance(body, BodyMention) or not isinstance(role, RolePhrase) or role.body is None:
        return j
    return j + 1 if body.kind == role.body.kind and body.kind in {"police", "army", "prosecution"} else j


def before_position(items: Sequence[TextItem], k: int) -> int:
    """The item before the bracket of that kind which ends at ``k``, or before the further bodies of a list there
    ("Ketua KPU Kabupaten A dan Kota B, P dan Q"); ``k`` where neither does."""
    while k > 2 and getattr(items[k].value, "rule", "") == "bodies.region-list" and items[k - 1].text in {",", "dan"}:
        k -= 2
    if k and past_command(items, k) > k:
        k -= 1
    if k < 3 or items[k].text != ")":
        return k
    opening = next((n for n in range(k - 1, max(0, k - _LONGEST - 1), -1) if items[n].text == "("), k)
    return opening - 1 if past_position(items, opening) == k + 1 else k


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(rules("posts")["positions"])
