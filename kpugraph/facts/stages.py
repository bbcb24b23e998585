"""Stages of elections as facts: which of them an article names, and to which an activity belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from kpugraph.lexicon import rules
from kpugraph.model import EventFact, Evidence, StageFact, StageMention


def read_stages(text: str, mentions: Sequence[StageMention]) -> list[StageFact]:
    """One fact per stage, in the order of first mention."""
    found: dict[str, list[Evidence]] = {}
    for m in mentions:
        found.setdefault(m.stage, []).append(_evidence(text, m, ""))
    return [StageFact(stage, tuple(evidence)) for stage, evidence in found.items()]


def staged(text: str, event: EventFact, mentions: Sequence[StageMention]) -> EventFact:
    """The event with the stage that its name gives, else the one that its kind belongs to, else as it is."""
    base = event.evidence[0]
    named = next((m for m in mentions if base.start <= m.start < base.end), None)
    if named is not None:
        evidence = _evidence(text, named, "stage")
        return replace(event, stage=named.stage, evidence=(*event.evidence, evidence))
    stage = _stages_of_kinds().get(event.kind)
    if stage is None:
        return event
    step = (f"{event.kind} -> {stage}",)
    evidence = Evidence(base.start, base.end, base.exact, "stages.kind", 0.8, "stage", step)
    return replace(event, stage=stage, evidence=(*event.evidence, evidence))


@lru_cache(maxsize=1)
def _stages_of_kinds() -> dict[str, str]:
    kinds: dict[str, str] = rules("stages")["kinds"]
    return kinds


def _evidence(text: str, mention: StageMention, field: str) -> Evidence:
    exact = text[mention.start : mention.end]
    return Evidence(mention.start, mention.end, exact, mention.rule, 0.9, field, (f"{exact} -> {mention.stage}",))
