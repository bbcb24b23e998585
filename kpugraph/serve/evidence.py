"""The sentences behind facts: quotes with the marked span, their article, rule and confidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from starlette.requests import Request

from kpugraph.serve import reading

MOST = 200  # subjects asked about at once
_QUERY = """
SELECT DISTINCT ?claim ?subject ?object ?exact ?prefix ?suffix ?rule ?confidence ?article ?headline ?date ?url WHERE {
  VALUES ?subject { %s }
  ?claim rdf:subject ?subject ; rdf:object ?object ; kg:rule ?rule ; kg:confidence ?confidence ; oa:hasTarget ?target .
  ?target oa:hasSource ?article ; oa:hasSelector ?quote .
  ?quote oa:exact ?exact .
  OPTIONAL { ?quote oa:prefix ?prefix } OPTIONAL { ?quote oa:suffix ?suffix }
  OPTIONAL { ?article rdfs:label ?headline } OPTIONAL { ?article kg:reportedDate ?date } OPTIONAL { ?article schema:url ?url }
} ORDER BY ?subject ?article ?claim
"""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence in three parts, the middle one being the span that says so, and where it stands."""

    claim: str
    object: str
    before: str
    exact: str
    after: str
    article: str
    headline: str
    date: str
    url: str
    rule: str
    confidence: str


async def of(request: Request, subjects: Iterable[str]) -> dict[str, list[Quote]]:
    """The quotes about each subject, each sentence once."""
    asked = sorted(set(subjects))[:MOST]
    if not asked:
        return {}
    found: dict[str, list[Quote]] = {}
    for row in await reading.rows(request, _QUERY % " ".join(str(ox.NamedNode(iri)) for iri in asked)):
        quote = _quote(row)
        known = found.setdefault(row["subject"].iri, [])
        if not any(_same(quote, other) for other in known):
            known.append(quote)
    return found


def _same(one: Quote, other: Quote) -> bool:
    return (one.object, one.article, one.exact) == (other.object, other.article, other.exact)


def _quote(row: Mapping[str, reading.Cell]) -> Quote:
    def text(name: str) -> str:
        return row[name].text if name in row else ""

    return Quote(
        claim=row["claim"].iri, object=row["object"].iri or row["object"].text, before=text("prefix"), exact=text("exact"),
        after=text("suffix"), article=row["article"].href, headline=text("headline"), date=text("date"),
        url=text("url"), rule=text("rule"), confidence=text("confidence"),
    )  # fmt: skip


def sentences(quotes: Iterable[Quote], about: str = "") -> list[Quote]:
    """The quotes of a row: those whose object is ``about`` where there are any, each sentence once, best first."""
    every = list(quotes)
    chosen = [quote for quote in every if about and quote.object == about] or every
    unique: dict[tuple[str, str], Quote] = {}
    for quote in sorted(chosen, key=lambda quote: -float(quote.confidence or 0)):
        unique.setdefault((quote.article, quote.before + quote.exact + quote.after), quote)
    return list(unique.values())
