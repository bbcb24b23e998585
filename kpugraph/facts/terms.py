"""Elections named and terms of office, as facts of an article."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.model import BodyMention, ElectionFact, ElectionMention, Office, TermFact


def read_elections(text: str, mentions: Sequence[ElectionMention]) -> list[ElectionFact]:
    """One fact per election, in the order of first mention."""
    return []


def read_terms(
    text: str, start: int, end: int, bodies: Sequence[BodyMention] = (), office: Office | None = None
) -> list[TermFact]:
    """Terms of office named in ``text[start:end]``: "Anggota KPU RI Periode 2017-2022" is KPU RI, 2017, 2022."""
    return []
