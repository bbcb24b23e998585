"""The sentences behind a post or a mention, for people who have to judge them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kpugraph import quads
from kpugraph.store import Reader

_SELECT = """
SELECT DISTINCT ?subject ?page ?article ?title ?date ?start ?prefix ?exact ?suffix WHERE {
  VALUES ?subject { %s }
  VALUES ?predicate { %s }
  ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; prov:wasDerivedFrom ?article ; oa:hasTarget ?target .
  ?target oa:hasSelector ?position , ?quote .
  ?position oa:start ?start .
  ?quote oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix .
  ?article kg:page ?page ; schema:headline ?title .
  OPTIONAL { ?article kg:reportedDate ?date }
} ORDER BY ?subject ?date ?article ?start
"""
_CELLS = ("page", "article", "title", "date", "prefix", "exact", "suffix")
_HOLDINGS = """
SELECT DISTINCT ?membership WHERE {
  ?membership org:member %s ; org:organization %s ; org:role ?post ; org:memberDuring ?interval .
  ?post skos:prefLabel %s .
  ?interval kg:firstEvidencedLatest ?from ; kg:lastEvidencedEarliest ?to .
  FILTER(?from <= %s && ?to >= %s)
}
"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A quoted span between what stands before and after it in its sentence. ``article`` is an IRI."""

    page: str
    article: str
    title: str
    date: str
    before: str
    exact: str
    after: str

    @property
    def text(self) -> str:
        """The sentence as it stands in the page."""
        return f"{self.before}{self.exact}{self.after}"

    def shown(self) -> str:
        """On one line, the span in [brackets]."""
        return re.sub(r"\s+", " ", f"{self.before}[{self.exact}]{self.after}").strip()


def of_mention(reader: Reader, person: str, article: str, form: str) -> Sentence | None:
    """Where an article names a person in a form, else by any form."""
    found = [s for s in _sentences(reader, [person], "foaf:name skos:altLabel") if s.article == article]
    return next((s for s in found if s.exact == form), found[0] if found else None)


def of_holder(reader: Reader, person: str, body: str, role: str, on: str) -> list[Sentence]:
    """What says that a person held a role of a body on a day: the sentences of the tenure, from that day on first."""
    import pyoxigraph as ox

    day = ox.Literal(on[:10], datatype=ox.NamedNode(quads.PREFIXES["xsd"] + "date"))
    sparql = _HOLDINGS % (ox.NamedNode(person), ox.NamedNode(body), ox.Literal(role, language="id"), day, day)
    held = [row["membership"].value for row in reader.rows(sparql, prefixes=quads.PREFIXES)]
    found = _sentences(reader, held, "org:member")
    return sorted(found, key=lambda s: (s.date < on, s.date, s.article))


def _sentences(reader: Reader, subjects: Iterable[str], predicates: str) -> list[Sentence]:
    import pyoxigraph as ox

    iris = " ".join(str(ox.NamedNode(iri)) for iri in subjects)
    if not iris:
        return []
    found = []
    for row in reader.rows(_SELECT % (iris, predicates), prefixes=quads.PREFIXES):
        cells = (row[name].value if name in row else "" for name in _CELLS)
        found.append(Sentence(*cells))
    return list(dict.fromkeys(found))
