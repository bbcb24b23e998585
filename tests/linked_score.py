"""Compares a graph of linked articles with what a careful reader of them knows: ``truth.json`` beside ``articles.jsonl``."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from kpugraph import pipeline, quads, queries
from kpugraph.errors import KpugraphError
from kpugraph.store import Reader
from kpugraph.who import who


@dataclass(frozen=True)
class Score:
    """Pairs of mentions, the pairs kept apart, the forms left unsure, wrong answers, and conflicts found and false."""

    precision: float
    recall: float
    joined_wrongly: tuple[str, ...]
    resolved_though_unsure: tuple[str, ...]
    wrong_answers: tuple[str, ...]
    missed_conflicts: int
    false_conflicts: int
    wrong_events: tuple[str, ...]


def build(folder: Path, store: Path) -> Reader:
    pipeline.build([str(folder / "articles.jsonl")], store, _fail)
    return Reader.open(store)


def _fail(error: KpugraphError) -> None:
    raise error


def rows(reader: Reader, name: str) -> list[dict[str, str]]:
    named = queries.load()[name]
    found = reader.rows(queries.bind(named, {}, reader), prefixes=quads.PREFIXES)
    return [{key: row[key].value for key in row} for row in found]


def score(folder: Path, reader: Reader) -> Score:
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    iri_of = {(row["page"], row["form"]): row["person"] for row in rows(reader, "mentions")}
    key_of = {tuple(mention): person["key"] for person in truth["persons"] for mention in person["mentions"]}
    found = {mention: iri_of[mention] for mention in key_of if mention in iri_of}
    pairs: Counter[str] = Counter()
    wrong = []
    for a, b in combinations(sorted(key_of), 2):
        same, joined = key_of[a] == key_of[b], a in found and b in found and found[a] == found[b]
        pairs["right"] += same and joined
        pairs["wrong"] += joined and not same
        pairs["missed"] += same and not joined
        wrong += [f"{a} {b}"] if joined and not same else []
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for mention, iri in found.items():
        names[iri][key_of[mention]] += 1
    person = {iri: counts.most_common(1)[0][0] for iri, counts in names.items()}
    conflicts = {frozenset(person.get(row[side], row[side]) for side in "ab") for row in rows(reader, "conflicts")}
    wanted = {frozenset(conflict["persons"]) for conflict in truth["conflicts"]}
    return Score(
        pairs["right"] / max(1, pairs["right"] + pairs["wrong"]),
        pairs["right"] / max(1, pairs["right"] + pairs["missed"]),
        tuple(wrong),
        tuple(f"{page} {form}" for page, form, _ in truth["unsure"] if iri_of.get((page, form)) in person),
        tuple(_answers(truth["as_of"], person, reader)),
        len(wanted - conflicts),
        len(conflicts - wanted),
        tuple(_events(truth.get("events", ()), reader)),
    )


def _answers(questions: list[dict[str, Any]], person: dict[str, str], reader: Reader) -> list[str]:
    wrong = []
    for q in questions:
        answers = who(reader, role=q["role"], body=q["body"], on=q["on"])
        known = {
            status: {person.get(a.person, a.name) for a in answers if a.status == status}
            for status in ("evidenced", "extrapolated")
        }
        want = {q["status"]: set(q["answer"])} if q["status"] != "unknown" else {}
        if any(known[status] != want.get(status, set()) for status in known):
            wrong.append(f"{q['role']} of {q['body']} on {q['on']}: want {want}, got {known}")
    return wrong


_EVENTS = """
SELECT ?event ?page ?state ?day WHERE {
  ?event a schema:Event ; prov:wasDerivedFrom/kg:page ?page ; schema:startDate ?day ; kg:realisation ?state .
}
"""


def _events(events: list[dict[str, Any]], reader: Reader) -> list[str]:
    """Those of the events that are not one node with just these pages, that day and that state."""
    told: dict[str, tuple[set[str], set[str], set[str]]] = defaultdict(lambda: (set(), set(), set()))
    for row in reader.rows(_EVENTS, prefixes=quads.PREFIXES):
        pages, states, days = told[row["event"].value]
        pages.add(row["page"].value)
        states.add(row["state"].value.rpartition("/")[2])
        days.add(row["day"].value)
    return [
        event["key"]
        for event in events
        if not any(
            pages == set(event["articles"]) and states == {event["realisation"]} and event["date"] in days
            for pages, states, days in told.values()
        )
    ]
