"""Finds elections that the text names with their year."""

from __future__ import annotations

from pathlib import Path

from kpugraph.model import ElectionMention


def find_elections(text: str, start: int, end: int, lexicon_dir: Path | None = None) -> list[ElectionMention]:
    """Elections named in ``text[start:end]``, in reading order, under their normal form ("Pilkada 2020")."""
    return []
