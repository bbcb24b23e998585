"""Finds documents cited by number: letters, decrees, regulations, laws, rulings, minutes."""

from __future__ import annotations

from pathlib import Path

from kpugraph.model import DocumentMention


def find_documents(text: str, start: int, end: int, lexicon_dir: Path | None = None) -> list[DocumentMention]:
    """Documents cited by number in ``text[start:end]``, in reading order."""
    return []
