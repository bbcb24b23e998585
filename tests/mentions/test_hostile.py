"""Texts made to be slow."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from kpugraph.facts.subjects import subject_end
from kpugraph.facts.terms import read_terms
from kpugraph.mentions.dates import find_dates
from kpugraph.mentions.documents import find_documents
from kpugraph.mentions.elections import find_elections

_FINDERS: tuple[Callable[[str, int, int], object], ...] = (
    find_dates, find_documents, find_elections, read_terms, subject_end,
)  # fmt: skip
_PIECES = (
    "1, ", "1 - ", "1 dan ", "1" + " " * 300, "2019" + " " * 300, "1 Januari - ", "Senin ", "1/1", "(", "Pemilu (", "Pemilu dan ",
    "2019 dan ", "2019-2024 ", "Surat Nomor 1 ", "Surat KPU Nomor ", "a-b/",
)  # fmt: skip


@pytest.mark.parametrize("piece", _PIECES)
def test_no_text_makes_a_finder_slow(piece: str) -> None:
    """Time grows with the length of a text and not with its square: every repetition of a pattern is bounded."""
    text = piece * (30_000 // len(piece))
    for find in _FINDERS:
        begin = time.perf_counter()
        find(text, 0, len(text))
        assert time.perf_counter() - begin < 5  # the square would be minutes
