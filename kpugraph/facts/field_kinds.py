"""The kind of a visit or a test that is a part of something else, by who does it: "Pantarlih TPS 2 mendatangi rumah …"."""

from __future__ import annotations

import re

from kpugraph.lexicon import pattern

_LISTERS = pattern("events_words", r"\b{listers}\b", re.I)
_CHECKERS = pattern("events_words", r"\b{checkers}\b", re.I)
_SELECTORS = pattern("events_words", r"\b{selectors}\b", re.I)
_HEALTH = pattern("events_words", r"{health_tests}\b", re.I)


def field_kind(text: str, start: int, at: int, kind: str, last: str) -> str:
    """The kind of the activity at ``at`` in a sentence that begins at ``start``; ``last`` is the kind told before it."""
    if kind == "kunjungan" and _LISTERS.search(text, start, at):
        return "coklit"
    if kind == "kunjungan" and last == "verifikasi" and _CHECKERS.search(text, start, at):
        return "verifikasi"
    tested = kind == "lainnya" and _HEALTH.match(text, at) is not None
    return "seleksi" if tested and _SELECTORS.search(text, start, at) else kind
