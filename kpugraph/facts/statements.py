"""Direct speech and who says it: the speaker before, behind or between the parts of a quote, by name or by pronoun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kpugraph.model import BodyMention, Evidence, PersonMention, Quote, Span, StatementFact
from kpugraph.sayings import Sayings, load_sayings
from kpugraph.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_END = re.compile(r"[.!?](?=\s+[A-Z“\"‘]|\s*$)|\n")
_ABBREVIATED = re.compile(r"(?:\b[A-Z][a-z]{0,3}|\b(?:S|M)\.[A-Z][a-z]*)\.$")
_REACH = 110  # characters between a quote and the name of its speaker: a role may stand there
_PRONOUNS = {"beliau", "dia", "ia"}


def opening(quote: str) -> str:
    """The first eight words of a quote, verbatim, without its marks (guideline 1)."""
    words = quote.split()[:8]
    return " ".join(words).strip("“”\"‘’ ")


@dataclass(frozen=True, slots=True)
class _Said:
    """Who speaks, where the text says so, and by which rule."""

    name: str
    start: int
    end: int
    rule: str
    confidence: float = 0.95


def read_statements(
    text: str,
    sentences: Sequence[Span],
    quotes: Sequence[Quote],
    people: Sequence[PersonMention],
    bodies: Sequence[BodyMention] = (),
) -> list[StatementFact]:
    """One statement per quote, in order, each with evidence for itself and, where it has one, for its speaker."""
    reader = _Reader(text, sentences, quotes, people, bodies, load_sayings())
    facts: list[StatementFact] = []
    last: _Said | None = None
    for index, quote in enumerate(quotes):
        said = reader.speaker(index, last)
        whole = " ".join(text[quote.start : quote.end].split())
        evidence = [Evidence(quote.start, quote.end, text[quote.start : quote.end], "statements.quote", 0.95)]
        if said is not None:
            exact = text[said.start : said.end]
            evidence.append(Evidence(said.start, said.end, exact, said.rule, said.confidence, "speaker"))
            last = said
        facts.append(StatementFact(said.name if said else None, whole, tuple(evidence)))
    return facts


@dataclass
class _Reader:
    text: str
    sentences: Sequence[Span]
    quotes: Sequence[Quote]
    people: Sequence[PersonMention]
    bodies: Sequence[BodyMention]
    sayings: Sayings

    def speaker(self, index: int, last: _Said | None) -> _Said | None:
        quote = self.quotes[index]
        if not quote.closed:
            return self._introduced(quote, index)
        after = self._after(quote, index)
        if after is not None:
            return after
        return self._introduced(quote, index) or self._between(index, last) or self._context(quote, index, last)

    def _after(self, quote: Quote, index: int) -> _Said | None:
        """"…," ujar Sandi; "…", katanya; "…" jelas Ketua KPU X, Nama."""
        stop = self._clause_end(quote.end, index)
        words = list(_WORD.finditer(self.text, quote.end, stop))[:4]
        for position, word in enumerate(words):
            form = fold(word.group())
            if form in self.sayings.pronominal:
                named = self._named(word.end(), min(stop, word.end() + 3))
                return named or self._before(quote, "statements.pronoun")
            if form in self.sayings.bare or (position == 0 and form in self.sayings.passive):
                following = next(iter(words[position + 1 :]), None)
                if following is not None and fold(following.group()) in _PRONOUNS:
                    return self._before(quote, "statements.pronoun")
                return self._named(word.end(), stop) or self._before(quote, "statements.verb")
        first = self._named(quote.end, min(stop, quote.end + 40))
        if first is not None and any(fold(w.group()) in self.sayings.active for w in words):
            return first
        return None

    def _clause_end(self, at: int, index: int) -> int:
        """Where the clause behind a quote ends: at the next quote or the end of the sentence."""
        limit = min(len(self.text), at + _REACH)
        if index + 1 < len(self.quotes):
            limit = min(limit, self.quotes[index + 1].start)
        for match in _END.finditer(self.text, at + 1, limit):
            if not _ABBREVIATED.search(self.text[max(0, match.start() - 8) : match.start() + 1]):
                return match.start()
        return limit

    def _named(self, start: int, end: int) -> _Said | None:
        """The first person, else body, named between two places."""
        for person in self.people:
            if start <= person.start < end:
                return _Said(person.name, person.start, person.end, "statements.named", person.confidence)
        for body in self.bodies:
            if start <= body.start < end and body.specific and body.start - start < 4:
                return _Said(body.name, body.start, body.end, "statements.body", 0.8)
        return None

    def _introduced(self, quote: Quote, index: int) -> _Said | None:
        """"Suryani berujar, “…": a verb of saying before the quote, in its sentence."""
        start = self._sentence_start(quote, index)
        lead = self.text[start : quote.start]
        if not any(self.sayings.says(fold(word)) for word in _WORD.findall(lead)):
            return None
        inside = [p for p in self.people if start <= p.start and p.end <= quote.start]
        if not inside:
            return self._before(quote, "statements.pronoun") if quote.closed and lead.rstrip(" “\"‘").endswith((",", ":")) else None
        passive = [w for w in _WORD.finditer(self.text, start, quote.start) if fold(w.group()) in self.sayings.passive]
        chosen = next((p for p in inside if passive and p.start > passive[-1].start()), inside[0] if not passive else inside[-1])
        if not passive:
            verbs = [w.start() for w in _WORD.finditer(self.text, start, quote.start) if self.sayings.says(fold(w.group()))]
            chosen = next((p for p in reversed(inside) if p.start < verbs[-1]), inside[0])
        return _Said(chosen.name, chosen.start, chosen.end, "statements.introduced", min(0.9, chosen.confidence))

    def _sentence_start(self, quote: Quote, index: int) -> int:
        floor = self.quotes[index - 1].end if index else 0
        found = [s.start for s in self.sentences if s.start <= quote.start]
        return max(floor, found[-1] if found else 0)

    def _between(self, index: int, last: _Said | None) -> _Said | None:
        """The second part of a quote that its attribution splits."""
        if not index or last is None:
            return None
        gap = self.text[self.quotes[index - 1].end : self.quotes[index].start]
        if len(gap) < 80 and not _END.search(gap.strip()[:-1] + " "):
            return _Said(last.name, last.start, last.end, "statements.split", 0.9)
        return None

    def _before(self, quote: Quote, rule: str) -> _Said | None:
        """The person named last before the quote, the subject of the sentence before others of it."""
        earlier = [p for p in self.people if p.end <= quote.start]
        if not earlier:
            return None
        nearest = earlier[-1]
        sentence = next((s for s in reversed(self.sentences) if s.start <= nearest.start), None)
        opening_ = [p for p in earlier if sentence and p.start >= sentence.start and p.start - sentence.start < 3]
        chosen = opening_[0] if opening_ else nearest
        return _Said(chosen.name, chosen.start, chosen.end, rule, 0.8)

    def _context(self, quote: Quote, index: int, last: _Said | None) -> _Said | None:
        """A quote that nothing attributes: the last speaker's, or the person's of the sentence right before."""
        previous = [s for s in self.sentences if s.end <= quote.start + 1]
        start = previous[-1].start if previous else 0
        near = [p for p in self.people if start <= p.start and p.end <= quote.start]
        if near:
            return _Said(near[0].name, near[0].start, near[0].end, "statements.context", 0.7)
        return last
