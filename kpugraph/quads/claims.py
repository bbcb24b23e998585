"""What texts say, as lines: the fact in the default graph, the claim and its quoted span in the evidence graph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache

from kpugraph import ids
from kpugraph.entities.model import Claim
from kpugraph.errors import EvidenceError
from kpugraph.model import ArticleFacts
from kpugraph.quads.properties import PROPERTIES
from kpugraph.quads.terms import EVIDENCE_GRAPH, date, decimal, indonesian, integer, name, plain

_NAMES = frozenset({"name", "alias"})


class Claims:
    """Writes claims below a base. A span that several claims quote is written once."""

    def __init__(self, base: str, texts: Mapping[str, Text]) -> None:
        self._base = base
        self._end = f" <{base}{EVIDENCE_GRAPH}> .\n"
        self._texts = texts
        self._spans: set[tuple[str, int, int]] = set()
        self.concepts: set[tuple[str, str]] = set()  # scheme and name of every concept used so far

    def chunks(self, claim: Claim) -> Iterator[str]:
        """The lines of a claim: its fact by itself, what is said of the claim, and of the span that it quotes, in one each.

        EvidenceError where its quote does not stand at its offsets.
        """
        short, kind = PROPERTIES[claim.property]
        predicate, value, end = name(short), self._value(claim.value, kind), self._end
        evidence = claim.evidence
        text = self._texts[claim.article]
        text.verify(claim)
        subject, article = f"<{self._base}{claim.subject}>", f"<{self._base}{claim.article}>"
        yield f"{subject} {predicate} {value} .\n"
        if claim.property in _NAMES:
            yield f"{subject} {name('kg:mentionedIn')} {article} .\n"
        span = f"{evidence.start}-{evidence.end}"
        key = ids.digest(claim.subject, claim.property, claim.value, claim.article, span)
        iri = f"<{self._base}claim/{key}>"
        target = f"{self._base}{claim.article}/span/{span}"
        steps = ""
        for number, step in enumerate(evidence.steps, 1):  # a graph keeps no order: numbers do
            words = step if len(evidence.steps) == 1 else f"{number}. {step}"
            steps += f"{iri} {name('kg:step')} {plain(words)}{end}"
        yield (
            f"{iri} {name('rdf:type')} {name('kg:Claim')}{end}"
            f"{iri} {name('rdf:subject')} {subject}{end}"
            f"{iri} {name('rdf:predicate')} {predicate}{end}"
            f"{iri} {name('rdf:object')} {value}{end}"
            f"{iri} {name('kg:rule')} {plain(evidence.rule or 'unnamed')}{end}"
            f"{iri} {name('kg:confidence')} {decimal(evidence.confidence)}{end}"
            f"{iri} {name('prov:wasDerivedFrom')} {article}{end}"
            f"{iri} {name('oa:hasTarget')} <{target}>{end}"
            f"{steps}"
        )
        place = (claim.article, evidence.start, evidence.end)
        if place not in self._spans:
            self._spans.add(place)
            yield self._span(claim, target, article, text)

    def _span(self, claim: Claim, target: str, article: str, text: Text) -> str:
        evidence, end = claim.evidence, self._end
        prefix, suffix = text.around(evidence.start, evidence.end)
        position, quote = f"<{target}/position>", f"<{target}/quote>"
        return (
            f"<{target}> {name('oa:hasSource')} {article}{end}"
            f"<{target}> {name('oa:hasSelector')} {position}{end}"
            f"<{target}> {name('oa:hasSelector')} {quote}{end}"
            f"{position} {name('rdf:type')} {name('oa:TextPositionSelector')}{end}"
            f"{position} {name('oa:start')} {integer(evidence.start)}{end}"
            f"{position} {name('oa:end')} {integer(evidence.end)}{end}"
            f"{quote} {name('rdf:type')} {name('oa:TextQuoteSelector')}{end}"
            f"{quote} {name('oa:exact')} {plain(evidence.exact)}{end}"
            f"{quote} {name('oa:prefix')} {plain(prefix)}{end}"
            f"{quote} {name('oa:suffix')} {plain(suffix)}{end}"
        )

    def _value(self, value: str, kind: str) -> str:
        if kind == "path":
            return f"<{self._base}{value}>"
        if kind == "text":
            return indonesian(value)
        if kind == "code":
            return plain(value)
        if kind == "date":
            return date(value)
        self.concepts.add((kind, value))
        return _concept(kind, value)


class Text:
    """An article's page text with the bounds of its sentences."""

    def __init__(self, facts: ArticleFacts) -> None:
        article = facts.article
        self._id, self._text = article.id, article.page.text
        spans = sorted({(s.start, s.end) for s in (article.title, *facts.sentences)})
        self._starts, self._ends = [s[0] for s in spans], [s[1] for s in spans]

    def verify(self, claim: Claim) -> None:
        """EvidenceError where the claim's quote does not stand at its offsets."""
        e = claim.evidence
        if not 0 <= e.start < e.end or self._text[e.start : e.end] != e.exact:
            raise EvidenceError(
                f"the quote {e.exact[:40]!r} does not stand at {e.start}:{e.end}",
                where=self._id,
                todo=f"report the rule {e.rule}",
            )

    def around(self, start: int, end: int) -> tuple[str, str]:
        """What stands before and after a span in its sentence (or sentences)."""
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        before = self._starts[first] if first >= 0 and self._ends[first] > start else start
        after = max(end, self._ends[last]) if last >= 0 else end
        return self._text[before:start], self._text[end:after]


@cache
def _concept(scheme: str, value: str) -> str:
    return f"<{ids.concept(scheme, value)}>"
