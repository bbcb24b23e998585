"""The sentences behind the facts of a network, read from the evidence layer for just the nodes that are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from kpugraph import quads, results
from kpugraph.text import united
from kpugraph.view.model import Claim, Fact, Network, Proof, Rows, Source
from kpugraph.view.portions import portions

_CLAIMS = """
SELECT ?claim ?s ?p ?o ?article ?rule ?confidence ?start ?prefix ?exact ?suffix WHERE {
  VALUES ?s { %s }
  ?claim rdf:subject ?s ; a kg:Claim ; rdf:predicate ?p ; rdf:object ?o ; kg:rule ?rule ; kg:confidence ?confidence ;
    oa:hasTarget ?target .
  ?target oa:hasSource ?article ; oa:hasSelector ?position , ?quote .
  ?position oa:start ?start . ?quote oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix .
  FILTER(?p IN (@predicates))
}"""
_STEPS = "SELECT ?claim ?step { VALUES ?s { %s } ?claim rdf:subject ?s ; kg:step ?step } ORDER BY ?claim ?step"
_ARTICLES = """
SELECT ?s ?title ?url ?date ?publisher WHERE {
  VALUES ?s { %s }
  ?s schema:headline ?title .
  OPTIONAL { ?s schema:url ?url } OPTIONAL { ?s kg:reportedDate ?date }
  OPTIONAL { ?s schema:publisher/rdfs:label ?publisher }
} ORDER BY ?s ?date ?url"""
MENTIONED = "kg:mentionedIn"  # stands for whichever claims of a name an article gave rise to
_NAMES = ("foaf:name", "skos:altLabel")


def add(network: Network, reader: Rows, *, each: int | None = None) -> None:
    """Gives every fact its proofs, of many the ``each`` surest, and the network the articles that they stand in."""
    reading = _Reading(reader)
    claims = {claim for fact in network.facts() for claim in fact.claims}
    subjects, predicates = ({claim[part] for claim in claims} for part in (0, 1))
    if MENTIONED in predicates:
        predicates = predicates - {MENTIONED} | set(_NAMES)
    found = reading.sentences(sorted(subjects), sorted(predicates))

    def proven(fact: Fact) -> Fact:
        every = _proofs(fact, found)
        kept = every if each is None else tuple(sorted(every, key=_sureness, reverse=True)[:each])
        return replace(fact, proofs=kept, unshown=len(every) - len(kept))

    network.change(proven)
    network.sources = reading.sources(sorted({proof.source for fact in network.facts() for proof in fact.proofs}))


@dataclass(slots=True)
class _Sentence:
    """A sentence of an article and what claims quote of it."""

    article: str
    start: int
    text: str
    marks: set[tuple[int, int]] = field(default_factory=set)
    rules: set[tuple[str, float]] = field(default_factory=set)
    steps: set[str] = field(default_factory=set)


def _sureness(proof: Proof) -> float:
    return max((sure for _, sure in proof.rules), default=0.0)


def _proofs(fact: Fact, found: dict[Claim, list[_Sentence]]) -> tuple[Proof, ...]:
    """The fact's sentences, each once, with all its quoted spans marked."""
    merged: dict[tuple[str, int, str], _Sentence] = {}
    for sentence in (one for claim in fact.claims for one in _first(claim, found.get(claim, []))):
        key = (sentence.article, sentence.start, sentence.text)
        same = merged.setdefault(key, _Sentence(*key))
        same.marks |= sentence.marks
        same.rules |= sentence.rules
        same.steps |= sentence.steps
    return tuple(
        Proof(one.article, one.text, tuple(united(one.marks)), tuple(sorted(one.rules)), tuple(sorted(one.steps)))
        for _, one in sorted(merged.items())
    )


def _first(claim: Claim, sentences: list[_Sentence]) -> list[_Sentence]:
    """All the sentences, but of the many that mention a person in one article the first."""
    return sorted(sentences, key=lambda one: one.start)[:1] if claim[1] == MENTIONED else sentences


class _Reading:
    def __init__(self, reader: Rows) -> None:
        self._reader = reader

    def _rows(self, sparql: str, iris: list[str]) -> Iterator[dict[str, Any]]:
        for values in portions(iris):
            yield from self._reader.rows(sparql % values, prefixes=quads.PREFIXES)

    def sentences(self, subjects: list[str], predicates: list[str]) -> dict[Claim, list[_Sentence]]:
        steps: dict[str, set[str]] = {}
        for row in self._rows(_STEPS, subjects):
            steps.setdefault(row["claim"].value, set()).add(row["step"].value)
        found: dict[Claim, list[_Sentence]] = {}
        for row in self._rows(_CLAIMS.replace("@predicates", ", ".join(predicates)), subjects):
            prefix, exact = row["prefix"].value, row["exact"].value
            sentence = _Sentence(
                row["article"].value,
                int(row["start"].value) - len(prefix),
                prefix + exact + row["suffix"].value,
                {(len(prefix), len(prefix) + len(exact))},
                {(row["rule"].value, float(row["confidence"].value))},
                steps.get(row["claim"].value, set()),
            )
            subject, predicate = row["s"].value, results.compact(row["p"].value)
            found.setdefault((subject, predicate, row["o"].value), []).append(sentence)
            if predicate in _NAMES:
                found.setdefault((subject, MENTIONED, sentence.article), []).append(sentence)
        return found

    def sources(self, articles: list[str]) -> dict[str, Source]:
        found: dict[str, Source] = {}
        for row in self._rows(_ARTICLES, articles):
            optional = {key: row[key].value for key in ("url", "publisher", "date") if key in row}
            found.setdefault(row["s"].value, Source(row["s"].value, row["title"].value, **optional))
        return {article: found.get(article, Source(article, article)) for article in articles}
