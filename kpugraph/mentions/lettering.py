"""Texts In Which Every Word Has A Capital: their ordinary words are read as if they were written small."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kpugraph.language import Language
from kpugraph.mentions.items import Item
from kpugraph.mentions.name_runs import does, verbal
from kpugraph.name_words import name_words

_FEWEST = 8  # fewer of them prove nothing: a headline, or a list


def settle(items: Sequence[Item], language: Language) -> list[Item]:
    """The items as they are; in a text of capitals, with its ordinary words in small letters."""
    known = name_words().small
    small = [item.text for item in items if item.kind in {"cap", "word"} and item.text.lower() in known]
    capitals = sum(text[0].isupper() for text in small)
    if len(small) < _FEWEST or capitals * 5 < len(small) * 4:
        return list(items)
    return [
        replace(item, kind="word", text=item.text.lower()) if _is_ordinary(item, language) else item for item in items
    ]


def _is_ordinary(item: Item, language: Language) -> bool:
    if item.kind != "cap" or len(item.text) < 2 or item.text[1:] != item.text[1:].lower():
        return False
    word = item.text.lower()
    if word in language.given_names and word not in name_words().small:
        return False
    return (
        word in language.common
        or word in name_words().small
        or verbal(word, language)
        or does(word, language.common, language.given_names, name_words())
    )
