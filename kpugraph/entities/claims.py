"""Collects claims and finds, among the evidence of a fact, the one that supports a given field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kpugraph.entities.model import Claim
from kpugraph.errors import EvidenceError
from kpugraph.model import Evidence
from kpugraph.text import fold


def supporting(evidence: Sequence[Evidence], field: str = "", value: str = "", index: int | None = None) -> Evidence:
    """The evidence of one field: that of the indexed value, of the equal quote, of the fact itself, else the first.

    EvidenceError where a fact comes without any evidence.
    """
    if not evidence:
        raise EvidenceError(
            f"a fact has no evidence ({field or 'itself'}: {value})", todo="report the rule that made it"
        )
    if field:
        indexed = f"{field}.{index}"
        mine = [e for e in evidence if e.field in {field, indexed}]
        for e in mine:
            if e.field == indexed or index is None or fold(e.exact) == fold(value):
                return e
    return next((e for e in evidence if not e.field), evidence[0])


class Ledger:
    """The claims made so far. A quoted form is kept once per subject, property, value and article: its first place."""

    def __init__(self) -> None:
        self._claims: dict[tuple[str, str, str, str, str], Claim] = {}

    def add(self, subject: str, prop: str, value: str, article: str, evidence: Evidence) -> None:
        key = (subject, prop, value, article, evidence.exact)
        known = self._claims.get(key)
        if known is None or _place(evidence) < _place(known.evidence):
            self._claims[key] = Claim(subject, prop, value, article, evidence)

    def sorted(self) -> tuple[Claim, ...]:
        """All claims in an order that depends on nothing but themselves."""
        return tuple(sorted(self._claims.values(), key=_order))


def _place(evidence: Evidence) -> tuple[int, int, str, tuple[str, ...]]:
    return evidence.start, evidence.end, evidence.rule, evidence.steps


def _order(claim: Claim) -> tuple[str, str, str, str, int, int]:
    e = claim.evidence
    return claim.subject, claim.property, claim.value, claim.article, e.start, e.end


def most_common(names: Iterable[str]) -> str:
    """The most frequent of the names; of equals the longest, then the first in the alphabet."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return min(counts, key=lambda name: (-counts[name], -len(name), name))
