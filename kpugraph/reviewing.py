"""What a person has to judge: mentions that may be one person, and two holders of one seat; and the rows that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpugraph import check, quads, results, sentences
from kpugraph.entities.decisions import Decision, Decisions, checked, load, write_behind
from kpugraph.sentences import Sentence
from kpugraph.store import Reader

FILE = "review.csv"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two mentions that may be one person, each with its form and sentence, the score and its reasons."""

    form: str
    sentence: Sentence
    other_form: str
    other: Sentence
    score: float
    reasons: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Two persons in one seat on one day, each with the name and the sentences that say so."""

    seat: str
    on: str
    told: tuple[tuple[str, Sentence], ...]


_DOUBTS = """
SELECT DISTINCT ?person ?form ?article ?other ?otherForm ?otherArticle ?score ?reasons WHERE {
  ?verdict a kg:IdentityVerdict ; kg:verdict "unsure" ; kg:subjectPerson ?person ; kg:otherPerson ?other ; kg:form ?form ;
    kg:inArticle ?article ; kg:otherForm ?otherForm ; kg:otherArticle ?otherArticle ; kg:score ?score ; kg:reasons ?reasons .
  FILTER(?person != ?other)
} ORDER BY DESC(?score) ?article ?form ?otherArticle ?otherForm
"""


def doubts(reader: Reader, decided: Decisions) -> Iterator[Doubt]:
    """The unsure pairs, the likeliest first, without those that a decision speaks of already."""
    for row in reader.rows(_DOUBTS, prefixes=quads.PREFIXES):
        one = sentences.of_mention(reader, *(row[name].value for name in ("person", "article", "form")))
        two = sentences.of_mention(reader, *(row[name].value for name in ("other", "otherArticle", "otherForm")))
        if one is None or two is None:
            continue
        doubt = Doubt(one.exact, one, two.exact, two, float(row["score"].value), row["reasons"].value)
        if not any(answers(decision, doubt) for decision in decided.rows):
            yield doubt


def answers(decision: Decision, doubt: Doubt) -> bool:
    """Whether a decision settles a doubt: it is about the two, or it says who the first of them is."""
    sides = [(decision.page, decision.form), (decision.other_page, decision.other_form)]
    first, second = (doubt.sentence.page, doubt.form), (doubt.other.page, doubt.other_form)
    return decision.pair and first in sides and (second in sides or decision.action == "same")


def clashes(reader: Reader, decided: Decisions) -> Iterator[Clash]:
    """The conflicts, without those of which a decision rejects a sentence already."""
    rejected = {(d.page, d.quote) for d in decided.rows if d.action == "reject"}
    for conflict in check.conflicts(reader):
        names = results.labels({conflict.a, conflict.b, conflict.body}, reader)
        told = [
            (names.get(person, person), sentence)
            for person in (conflict.a, conflict.b)
            for sentence in sentences.of_holder(reader, person, conflict.body, conflict.role, conflict.on)
        ]
        if not any((sentence.page, sentence.text) in rejected for _, sentence in told):
            yield Clash(f"{conflict.role}, {names.get(conflict.body, conflict.body)}", conflict.on, tuple(told))


def of_doubt(doubt: Doubt, action: str, by: str, on: str, why: str) -> Decision:
    """The decision that two mentions are, or are not, one person."""
    return checked(
        Decision(action, doubt.sentence.page, doubt.sentence.text, doubt.form, "", "", doubt.other.page, doubt.other.text,
                 doubt.other_form, by, on, why)
    )  # fmt: skip


def of_clash(name: str, sentence: Sentence, by: str, on: str, why: str) -> Decision:
    """The decision that a sentence's post is wrong."""
    form = name if name in sentence.text else ""
    return checked(Decision("reject", sentence.page, sentence.text, form, "post", by=by, on=on, why=why))


def known(folder: Path) -> Decisions:
    """The decisions of a folder that may not be there yet."""
    return load(folder) if folder.is_dir() else Decisions()


def append(folder: Path, decisions: Sequence[Decision]) -> Path:
    """Writes decisions behind those of the folder's review file."""
    path = folder / FILE
    write_behind(path, decisions)
    return path
