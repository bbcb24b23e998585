"""An article's sentences with the facts read from them. The article itself stays where it was published."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.requests import Request

from kpugraph.serve import reading, vocabulary
from kpugraph.text import united

_QUERY = """
SELECT ?claim ?start ?exact ?prefix ?suffix ?subject ?about ?predicate ?object ?value ?rule ?confidence WHERE {
  ?target oa:hasSource ?this ; oa:hasSelector ?position , ?quote .
  ?position oa:start ?start . ?quote oa:exact ?exact .
  OPTIONAL { ?quote oa:prefix ?prefix } OPTIONAL { ?quote oa:suffix ?suffix }
  ?claim oa:hasTarget ?target ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
    kg:rule ?rule ; kg:confidence ?confidence .
  OPTIONAL { ?subject rdfs:label ?about } OPTIONAL { ?object rdfs:label ?value }
} ORDER BY ?start ?subject ?predicate LIMIT 2000
"""


@dataclass(frozen=True, slots=True)
class Said:
    """A fact of a sentence: subject, property and object in words, and where they lead."""

    claim: str
    subject: str
    subject_href: str
    property: str
    object: str
    object_href: str
    rule: str
    confidence: str


@dataclass(slots=True)
class Sentence:
    """A sentence in pieces, each with whether it is marked, and its facts."""

    start: int
    text: str
    marks: set[tuple[int, int]] = field(default_factory=set)
    facts: list[Said] = field(default_factory=list)

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The text cut where marks begin and end; marks that overlap are one."""
        cut: list[tuple[str, bool]] = []
        at = 0
        for first, last in united(self.marks):
            cut += [(self.text[at:first], False), (self.text[first:last], True)]
            at = last
        return [(text, marked) for text, marked in (*cut, (self.text[at:], False)) if text]


async def sentences(request: Request, iri: str, lang: str) -> list[Sentence]:
    """The sentences of an article that say something, in order."""
    found: dict[tuple[int, str], Sentence] = {}
    for row in await reading.rows(request, _QUERY, iri):
        before = row["prefix"].text if "prefix" in row else ""
        exact = row["exact"].text
        text = before + exact + (row["suffix"].text if "suffix" in row else "")
        key = (int(row["start"].text) - len(before), text)
        sentence = found.setdefault(key, Sentence(*key))
        sentence.marks.add((len(before), len(before) + len(exact)))
        said = _said(row, lang)
        if said not in sentence.facts:
            sentence.facts.append(said)
    return sorted(found.values(), key=lambda sentence: (sentence.start, sentence.text))


def _said(row: reading.Row, lang: str) -> Said:
    value = row["value"] if "value" in row else row["object"]
    known = row["object"].iri in vocabulary.terms()
    return Said(
        claim=row["claim"].iri,
        subject=row["about"].text if "about" in row else row["subject"].text,
        subject_href=row["subject"].href,
        property=vocabulary.label(row["predicate"].iri, lang),
        object=vocabulary.label(row["object"].iri, lang) if known else value.text,
        object_href=row["object"].href,
        rule=row["rule"].text,
        confidence=row["confidence"].text,
    )
