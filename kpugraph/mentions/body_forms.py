"""Short forms of a body's name that an article also gives in full: "Rutan Pati" beside "Rutan Kelas IIB Pati"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpugraph.mentions.items import Item
from kpugraph.model import BodyMention

_HOUSES = {"school", "education", "health"}  # their names go on: "SMA Plus X" is short for "SMA Plus X Terate"
_SHORTEST = 3  # words: "SMA Negeri" is no name
_CLASSES = {"Kelas", "Tingkat", "Tipe"}


def in_full(items: Sequence[Item]) -> list[Item]:
    """The items with each short form named as the one fuller form of the article."""
    bodies = {item.value.name: item.value for item in items if isinstance(item.value, BodyMention)}
    full = {name: found for name, body in bodies.items() if (found := _fuller(body, list(bodies.values())))}
    return [_renamed(item, full) for item in items] if full else list(items)


def _renamed(item: Item, full: dict[str, str]) -> Item:
    body = item.value
    if not isinstance(body, BodyMention) or body.name not in full:
        return item
    step = f"{body.name} -> {full[body.name]}, as the article also says"
    named = replace(body, name=full[body.name], steps=(*body.steps, step), confidence=min(body.confidence, 0.85))
    return replace(item, value=named)


def _fuller(body: BodyMention, bodies: Sequence[BodyMention]) -> str:
    """The only other name of the article that ``body``'s is short for; "" for none or several."""
    found = {other.name for other in bodies if other.kind == body.kind and _is_short(body, other)}
    return found.pop() if len(found) == 1 else ""


def _is_short(body: BodyMention, other: BodyMention) -> bool:
    short, long = body.name.split(), other.name.split()
    if len(short) >= len(long) or not other.specific:
        return False
    if body.kind == "prison":
        return _without_class(long) == short
    named = body.kind in _HOUSES and body.rule.startswith("bodies.open") and len(short) >= _SHORTEST
    return named and long[: len(short)] == short


def _without_class(words: list[str]) -> list[str]:
    """ "Rutan Kelas IIB Pati" without its class; one without the word "Kelas" has the rank alone."""
    out = [word for word in words if word not in _CLASSES]
    return [word for word in out if word.strip("IVXAB") or word[0] not in "IVX"]
