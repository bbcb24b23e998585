"""The JSON object of ``kpugraph extract``: one per article, in the fields of the annotation guidelines."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kpugraph.facts.statements import opening
from kpugraph.model import ArticleFacts, Evidence


def to_record(facts: ArticleFacts, *, explain: bool = False) -> dict[str, Any]:
    """Fields as annotated, plus ``page`` and the whole quotes; with ``explain`` each fact carries its evidence."""
    article = facts.article
    record: dict[str, Any] = {
        "page": article.page.id,
        "url": article.page.url,
        "title": article.headline,
        "place": facts.place,
        "date": facts.date,
        "persons": [{"name": p.name, "aliases": list(p.aliases)} for p in facts.persons],
        "bodies": [b.name for b in facts.bodies],
        "posts": [_fields(p, "person", "role", "body", "division", "status", "period") for p in facts.posts],
        "events": [
            _fields(
                e,
                "kind",
                "name",
                "date",
                "end",
                "place",
                "organizer",
                "leader",
                "participants",
                "status",
                "within",
                "stage",
            )
            for e in facts.events
            if e.status != "postponed"  # at its first day it is no event (guideline 15)
        ],
        "documents": [_fields(d, "kind", "number", "date", "issuer", "subject") for d in facts.documents],
        "statements": [{"speaker": s.speaker, "quote": opening(s.quote), "text": s.quote} for s in facts.statements],
        "elections": [e.name for e in facts.elections],
        "stages": [s.stage for s in facts.stages],
        "terms": [_fields(t, "holder", "start", "end") for t in facts.terms],
    }
    if explain:
        record["evidence"] = _explained(facts)
    return record


def _fields(fact: object, *names: str) -> dict[str, Any]:
    values = {name: getattr(fact, name) for name in names}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _explained(facts: ArticleFacts) -> list[dict[str, Any]]:
    """Every piece of evidence with the fact that it supports, in text order."""
    rows = [_row("article", facts.article.headline, evidence) for evidence in facts.evidence]
    for kind in ("persons", "bodies", "posts", "events", "documents", "statements", "elections", "stages", "terms"):
        for fact in getattr(facts, kind):
            rows += [_row(kind, _label(fact), evidence) for evidence in fact.evidence]
    return sorted(rows, key=lambda row: (row["start"], row["end"], row["kind"], row["fact"]))


def _row(kind: str, label: str, evidence: Evidence) -> dict[str, Any]:
    return {"kind": kind, "fact": label, **asdict(evidence), "steps": list(evidence.steps)}


def _label(fact: object) -> str:
    for name in ("name", "number", "quote", "stage"):
        if hasattr(fact, name):
            return str(getattr(fact, name))
    if hasattr(fact, "role"):
        return f"{getattr(fact, 'person', '')}: {getattr(fact, 'role', '')}, {getattr(fact, 'body', '')}"
    return f"{getattr(fact, 'holder', '')} {getattr(fact, 'start', '')}-{getattr(fact, 'end', '')}"
