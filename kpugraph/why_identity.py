"""Why mentions are held to be one person, or may be one, and what people decided: the rows behind ``why``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpugraph import quads, sentences
from kpugraph.sentences import Sentence
from kpugraph.store import Reader

_VERDICTS = """
SELECT DISTINCT ?verdict ?said ?person ?form ?article ?otherForm ?otherId ?score ?reasons WHERE {
  VALUES ?thing { %s }
  { ?verdict kg:subjectPerson ?thing } UNION { ?verdict kg:otherPerson ?thing }
  ?verdict a kg:IdentityVerdict ; kg:verdict ?said ; kg:subjectPerson ?person ; kg:form ?form ; kg:inArticle ?article ;
    kg:otherForm ?otherForm ; kg:otherArticle/schema:identifier ?otherId ; kg:score ?score ; kg:reasons ?reasons .
} ORDER BY ?article ?form ?otherId ?otherForm
"""
_DECISIONS = """
SELECT DISTINCT ?decision ?action ?page ?quote ?field ?value ?by ?on ?why ?stale ?article WHERE {
  VALUES ?thing { %s }
  { ?decision kg:concerns ?thing } UNION { ?decision kg:inArticle ?thing }
  ?decision a kg:Decision ; kg:action ?action ; kg:page ?page ; kg:quote ?quote ; kg:decidedBy ?by ;
    kg:decidedOn ?on ; kg:why ?why ; kg:inArticle ?article .
  ?article kg:page ?page .
  OPTIONAL { ?decision kg:field ?field }
  OPTIONAL { ?decision kg:value ?value }
  OPTIONAL { ?decision kg:stale ?stale }
} ORDER BY ?decision ?article
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A verdict or a decision: its IRI, what it says, of what, where, and the words that it rests on."""

    iri: str
    says: str
    value: str
    person: str
    article: str
    sentence: Sentence | None
    quote: str
    rule: str
    confidence: float
    steps: tuple[str, ...]


def verdicts(reader: Reader, iris: Sequence[str]) -> list[Told]:
    """The verdicts on persons, each at the mention that it is about."""
    found = []
    for row in reader.rows(_VERDICTS % " ".join(iris), prefixes=quads.PREFIXES):
        cell = {
            name: row[name].value for name in ("verdict", "said", "person", "form", "article", "otherForm", "otherId")
        }
        sentence = sentences.of_mention(reader, cell["person"], cell["article"], cell["form"])
        says = "same person as" if cell["said"] == "same" else "perhaps the same person as"
        score = float(row["score"].value)
        steps = (*row["reasons"].value.split("; "), f"score {score:.2f}")
        found.append(
            Told(
                cell["verdict"], says, f"{cell['otherForm']} in {cell['otherId']}", cell["person"], cell["article"], sentence,
                cell["form"], f"identity.{cell['said']}", min(score, 1.0), steps,
            )
        )  # fmt: skip
    return found


def decisions(reader: Reader, iris: Sequence[str]) -> list[Told]:
    """The decisions of people on persons or articles, each once."""
    found: dict[str, Told] = {}
    for row in reader.rows(_DECISIONS % " ".join(iris), prefixes=quads.PREFIXES):
        cell = {name: row[name].value if name in row else "" for name in
                ("decision", "action", "page", "quote", "field", "value", "by", "on", "why", "stale", "article")}  # fmt: skip
        steps = [f"by {cell['by']} on {cell['on']}: {cell['why']}"]
        steps += [f"stale, not applied: {cell['stale']}"] if cell["stale"] else []
        value = " ".join(filter(None, (cell["field"], cell["value"]))) or cell["quote"]
        found.setdefault(
            cell["decision"],
            Told(
                cell["decision"], f"decision {cell['action']}", value, f"page {cell['page']}", cell["article"], None, cell["quote"],
                "decision", 0.0 if cell["stale"] else 1.0, tuple(steps),
            ),
        )  # fmt: skip
    return list(found.values())
