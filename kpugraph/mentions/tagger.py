"""A statistical second opinion on people: a small conditional random field, asked only where the rules found no evidence.

The model ``data/models/persons.crf`` was trained by ``data/models/train.py`` on idner-news-2k; its hash and origin stand
in ``data/models/persons.toml``. It needs the extra ``ner`` (python-crfsuite); without that it is simply off.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from kpugraph import assets
from kpugraph.errors import DataError
from kpugraph.language import Language
from kpugraph.mentions.items import Item
from kpugraph.text import fold

_STOPS = {".", "!", "?"}


class Tagger:
    """The probability of each item of a sentence that it is part of a person's name."""

    def __init__(self, model: bytes, language: Language) -> None:
        import pycrfsuite

        self._language = language
        self._tagger: Any = pycrfsuite.Tagger()
        self._tagger.open_inmemory(model)

    def probabilities(self, items: Sequence[Item]) -> list[float]:
        """For each item of one sentence, 1 minus the marginal probability that it lies outside a name."""
        self._tagger.set(features(items, self._language))
        return [1.0 - self._tagger.marginal("O", index) for index in range(len(items))]


@lru_cache(maxsize=1)
def load_tagger(language: Language) -> Tagger | None:
    """The shipped tagger; None where the extra ``ner`` is not installed. DataError where the model is not the pinned one."""
    model = _model()
    return Tagger(model, language) if model is not None else None


@lru_cache(maxsize=1)
def _model() -> bytes | None:
    try:
        import pycrfsuite  # noqa: F401
    except ImportError:
        return None
    pinned = settings()["sha256"]
    model = assets.path("data", "models", "persons.crf").read_bytes()
    if hashlib.sha256(model).hexdigest() != pinned:
        raise DataError("is not the pinned model", where="persons.crf", todo="reinstall kpugraph, or train it again")
    return model


@lru_cache(maxsize=1)
def settings() -> dict[str, Any]:
    """``data/models/persons.toml``: the model's hash, what it was trained on, and the least probability that counts."""
    return assets.toml("data", "models", "persons.toml")


def sentences(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Stretches of items that the tagger reads at once, as (first, end): up to a line break or a final stop."""
    first = 0
    for i, item in enumerate(items):
        stop = item.text in _STOPS and (i == 0 or len(items[i - 1].text) > 1)
        if stop or item.kind == "break":
            if i > first:
                yield first, i + 1
            first = i + 1
    if first < len(items):
        yield first, len(items)


def features(items: Sequence[Item], language: Language) -> list[list[str]]:
    """What the model sees of each item: its word, form and list, and those of two neighbours on either side."""
    words = [fold(item.text) if item.kind in {"cap", "word", "punct"} else item.kind for item in items]
    forms = [f"{item.kind}:{_form(item.text)}" for item in items]
    out: list[list[str]] = []
    for i, item in enumerate(items):
        word = fold(item.text)
        seen = [
            f"w={words[i]}", f"f={forms[i]}", f"end={word[-3:]}", f"start={word[:2]}",
            f"given={word in language.given_names}", f"common={word in language.common}",
        ]  # fmt: skip
        for step in (-2, -1, 1, 2):
            j = i + step
            inside = 0 <= j < len(items)
            seen.append(f"{step}w={words[j] if inside else 'edge'}")
            seen.append(f"{step}f={forms[j] if inside else 'edge'}")
        out.append(seen)
    return out


def _form(text: str) -> str:
    if len(text) == 1:
        return "letter" if text.isalpha() else text
    if text.isupper():
        return "upper"
    return "capital" if text[0].isupper() else "lower"
