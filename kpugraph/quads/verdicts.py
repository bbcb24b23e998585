"""Why mentions are one person, which may be, and what people decided, as lines of the evidence graph."""

from __future__ import annotations

from collections.abc import Iterator

from kpugraph import ids
from kpugraph.entities.model import Applied, Entities, Identity
from kpugraph.quads.terms import EVIDENCE_GRAPH, date, decimal, name, plain


class Verdicts:
    """Writes verdicts and decisions below a base."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._end = f" <{base}{EVIDENCE_GRAPH}> .\n"

    def all(self, e: Entities) -> Iterator[str]:
        """The lines of every verdict and decision."""
        for identity in e.identities:
            yield from self._identity(identity)
        for decision in e.decisions:
            yield from self._decision(decision)

    def _identity(self, v: Identity) -> Iterator[str]:
        key = ids.digest(v.verdict, v.article, v.form, v.other_article, v.other_form, *v.reasons)
        node = f"<{self._base}identity/{key}>"
        yield self._line(node, "rdf:type", name("kg:IdentityVerdict"))
        yield self._line(node, "kg:verdict", plain(v.verdict))
        yield self._line(node, "kg:subjectPerson", self._iri(v.person))
        yield self._line(node, "kg:otherPerson", self._iri(v.other))
        yield self._line(node, "kg:form", plain(v.form))
        yield self._line(node, "kg:otherForm", plain(v.other_form))
        yield self._line(node, "kg:inArticle", self._iri(v.article))
        yield self._line(node, "kg:otherArticle", self._iri(v.other_article))
        yield self._line(node, "kg:score", decimal(v.score))
        yield self._line(node, "kg:reasons", plain("; ".join(v.reasons)))

    def _decision(self, d: Applied) -> Iterator[str]:
        node = f"<{self._base}decision/{d.id}>"
        yield self._line(node, "rdf:type", name("kg:Decision"))
        for term, value in (
            ("kg:action", d.action), ("kg:page", d.page), ("kg:quote", d.quote), ("kg:field", d.field), ("kg:value", d.value),
            ("kg:decidedBy", d.by), ("kg:why", d.why), ("kg:stale", d.stale),
        ):  # fmt: skip
            if value:
                yield self._line(node, term, plain(value))
        yield self._line(node, "kg:decidedOn", date(d.on))
        yield self._line(node, "kg:inArticle", self._iri(d.article))
        for thing in d.about:
            yield self._line(node, "kg:concerns", self._iri(thing))

    def _iri(self, path: str) -> str:
        return f"<{self._base}{path}>"

    def _line(self, node: str, term: str, value: str) -> str:
        return f"{node} {name(term)} {value}{self._end}"
