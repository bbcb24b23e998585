"""Finds dates as they are written. Nothing is guessed: a date without a year stays without one."""

from __future__ import annotations

from pathlib import Path

from kpugraph.model import DateMention


def find_dates(text: str, start: int, end: int, lexicon_dir: Path | None = None) -> list[DateMention]:
    """Dates in ``text[start:end]``, in reading order."""
    return []
