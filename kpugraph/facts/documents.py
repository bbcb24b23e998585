"""Reads what an article says about the documents it cites: date, issuer, subject."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.model import BodyMention, DateMention, DocumentFact, DocumentMention, Office


def read_documents(
    text: str,
    start: int,
    end: int,
    mentions: Sequence[DocumentMention],
    dates: Sequence[DateMention] = (),
    bodies: Sequence[BodyMention] = (),
    office: Office | None = None,
) -> list[DocumentFact]:
    """One fact per document cited in ``text[start:end]`` (an article), with the evidence of every field."""
    return []
