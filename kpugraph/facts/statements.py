"""Who says what: the speaker of each quote stands behind it, before it, or in the sentence that it goes on from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kpugraph.lexicon import rules
from kpugraph.model import BodyMention, Evidence, PersonMention, Quote, Span, StatementFact
from kpugraph.sayings import Sayings, load_sayings
from kpugraph.text import fold

_WORD = re.compile(r"[^\W\d_][\w]*(?:[-'’][^\W\d_]+)*")
_MARKS = "\"“”„‟«»‘’'`´ \t"
_REACH = 260  # characters behind a quote in which its speaker stands
_SENTENCE_END = re.compile(r"[.!?…]")
# A degree's full stop that also ends its sentence: "…, ST. Divisi Teknis …".
_DEGREE_END = re.compile(r",\s?(?:[SM]\.[A-Za-z.]{1,6}|[A-Z]{2,4})\.\s+(?=[A-Z][a-z]+\s)")


@dataclass(frozen=True, slots=True)
class _Words:
    adverbs: frozenset[str]
    not_saying: frozenset[str]
    pronouns: frozenset[str]
    stops: frozenset[str]
    presence: frozenset[str]
    continuing: frozenset[str]
    roles: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = rules("quotes")["attribution"]
    keys = ("adverbs", "not_saying", "pronouns", "stops", "presence", "continuing", "roles")
    return _Words(*(frozenset(data[key]) for key in keys))


def opening(quote: str) -> str:
    """The first eight words of a quote, verbatim: the form in which a record names a statement."""
    return " ".join(quote.split()[:8])


def read_statements(
    text: str,
    sentences: Sequence[Span],
    quotes: Sequence[Quote],
    people: Sequence[PersonMention],
    bodies: Sequence[BodyMention],
    sayings: Sayings | None = None,
) -> list[StatementFact]:
    """One statement per quote, in order. ``speaker`` is None where nothing tells whose words they are.

    ``sentences``, ``people`` and ``bodies`` are those of the article's body, in text order.
    """
    if not quotes:
        return []
    reader = _Reader(text, sentences, quotes, people, bodies, sayings or load_sayings(), _words())
    return [reader.statement(index) for index in range(len(quotes))]


@dataclass(frozen=True, slots=True)
class _Speaker:
    """A name with the mention and the rule that gave it."""

    name: str
    start: int
    end: int
    rule: str
    confidence: float


@dataclass
class _Reader:
    text: str
    sentences: Sequence[Span]
    quotes: Sequence[Quote]
    people: Sequence[PersonMention]
    bodies: Sequence[BodyMention]
    sayings: Sayings
    words: _Words
    speakers: list[_Speaker | None] = field(default_factory=list)
    starts: list[int] = field(init=False)  # of the sentences
    named: list[int] = field(init=False)  # where the people stand

    def __post_init__(self) -> None:
        self.starts = [sentence.start for sentence in self.sentences]
        self.named = [person.start for person in self.people]

    def statement(self, index: int) -> StatementFact:
        """The statement of quote ``index``; the quotes before it have been read."""
        quote = self.quotes[index]
        speaker = self._speaker(index)
        self.speakers.append(speaker)
        exact = self.text[quote.start : quote.end]
        evidence = [Evidence(quote.start, quote.end, exact, "statements.quote")]
        if speaker is not None:
            said = self.text[speaker.start : speaker.end]
            steps = (f"{said} -> {speaker.name}",) if said != speaker.name else ()
            evidence.append(
                Evidence(speaker.start, speaker.end, said, speaker.rule, speaker.confidence, "speaker", steps)
            )
        return StatementFact(speaker.name if speaker else None, exact, tuple(evidence))

    def _speaker(self, index: int) -> _Speaker | None:
        quote = self.quotes[index]
        if quote.closed and (found := self._behind(index)) is not None:
            return found
        if (found := self._before(index)) is not None:
            return found
        return self._going_on(index) if quote.closed else None

    # ------------------------------------------------------------ behind the quote

    def _behind(self, index: int) -> _Speaker | None:
        """For "…," ujar Sandi usai persembahyangan; "…," katanya; "…," Ketua KPU Budi menegaskan."""
        low, high = self._clause_behind(index)
        words = [w for w in _WORD.finditer(self.text, low, high) if fold(w.group()) not in self.words.adverbs]
        if not words or fold(words[0].group()) in self.words.not_saying:
            return None
        if self._is_pronominal(words):
            return self._pronoun(index, continuing=fold(words[0].group()) in self.words.continuing)
        known = self.sayings.says(fold(words[0].group()))
        stop = next((w.start() for w in words[1:] if fold(w.group()) in self.words.stops), high)
        person = self._first(words[0].start(), stop)
        follows = self._follows(words[0], person, index) if person else False
        if person is not None and (known or follows or self._says(person.end, high)):
            return self._as_speaker(person, "statements.behind", 0.97 if known else 0.8)
        return self._unnamed(index, words[1], stop) if known and len(words) > 1 else None

    def _is_pronominal(self, words: Sequence[re.Match[str]]) -> bool:
        """ "katanya", "candanya" (whatever ends so, right behind a quote), "jelas beliau"."""
        verb = words[0].group()
        if fold(verb) in self.sayings.pronominal or (verb.endswith("nya") and verb.islower()):
            return True
        return len(words) > 1 and fold(words[1].group()) in self.words.pronouns

    def _clause_behind(self, index: int) -> tuple[int, int]:
        """From behind the closing mark to the end of the sentence or to the next quote."""
        quote = self.quotes[index]
        low = quote.end
        high = min(len(self.text), low + _REACH)
        if index + 1 < len(self.quotes):
            high = min(high, self.quotes[index + 1].start)
        line = self.text.find("\n", low, high)
        high = line if line >= 0 else high
        while low < high and self.text[low] in _MARKS + ",;:–—-":
            low += 1
        ended = self.text[quote.end - 1] == "." and self.text[low : low + 1].isupper()
        if low < high and (ended or self.text[low] in ".!?…") and not self._verb_follows(low, high):
            return low, low
        if self.text[low : low + 1] in {".", "!", "?", "…"}:
            low += 1
        return low, min(high, self._sentence_stop(low, high))

    def _verb_follows(self, low: int, high: int) -> bool:
        """'…evaluasi”. Kata Mauludini': a full stop between a quote and its verb."""
        found = _WORD.search(self.text, low, high)
        while found is not None and fold(found.group()) in self.words.adverbs:
            found = _WORD.search(self.text, found.end(), high)
        return found is not None and fold(found.group()) in (self.sayings.bare | self.sayings.pronominal)

    def _sentence_stop(self, low: int, high: int) -> int:
        """End of the sentence that holds ``low``."""
        at = bisect_right(self.starts, low) - 1
        return min(high, self.sentences[at].end) if at >= 0 and low < self.sentences[at].end else high

    def _follows(self, first: re.Match[str], person: PersonMention, index: int) -> bool:
        """An unknown verb speaks where the name stands right behind it ("keluh Budi"), or a comma ends the quote."""
        between = _WORD.findall(self.text, first.start(), person.start)
        if first.group().islower():
            return len(between) <= 7 and all(word[0].isupper() for word in between[1:])
        return len(between) <= 6 and self.text[self.quotes[index].end - 1] == ","

    def _says(self, low: int, high: int) -> bool:
        return any(fold(w) in self.sayings.active for w in _WORD.findall(self.text[low:high])[:4])

    # ------------------------------------------------------------ before the quote

    def _before(self, index: int) -> _Speaker | None:
        """Ketua PPK Tabang mengingatkan, "…"; Dikatakan Nanda: "…"; "…", jelas Pak Atot, "…"."""
        low, high = self._lead(index)
        if low >= high:
            return None
        words = list(_WORD.finditer(self.text, low, high))
        verbs = [w for w in words if self._is_verb(fold(w.group()))]
        if not verbs:
            return self._colon(low, high)
        verb = verbs[-1]
        form = fold(verb.group())
        previous = self.speakers[index - 1] if index else None
        inside = index > 0 and low == self.quotes[index - 1].end
        person = self._first(verb.end(), high)
        if inside and previous is not None and (person is None or form in self.sayings.pronominal):
            return _again(previous, "statements.split")
        if person is not None and (form in self.sayings.passive or form in self.sayings.bare or form == "menurut"):
            return self._as_speaker(person, "statements.before", 0.95)
        if form in self.sayings.passive and form.endswith("nya"):
            return self._pronoun(index)
        return self._subject(index, low, verb)

    def _is_verb(self, form: str) -> bool:
        return form == "menurut" or (self.sayings.says(form) and form not in self.words.not_saying)

    def _lead(self, index: int) -> tuple[int, int]:
        """From the start of the sentence, or from the quote before in it, to the opening mark."""
        high = self.quotes[index].start
        while high > 0 and self.text[high - 1] in _MARKS:
            high -= 1
        at = bisect_left(self.starts, high) - 1
        low = self.starts[at] if at >= 0 and self.sentences[at].end + 1 >= high else high
        if self.text[high - 1 : high] in {".", "!", "?", "…", "\n"}:
            return high, high
        if index:
            low = max(low, self.quotes[index - 1].end)
        return low, high

    def _subject(self, index: int, low: int, verb: re.Match[str]) -> _Speaker | None:
        """The person before an active verb; a pronoun there means the last one spoken of."""
        person = self._first(low, verb.start())
        if person is not None:
            return self._as_speaker(person, "statements.before", 0.95)
        behind = self._first(verb.end(), self.quotes[index].start)
        heads = [fold(w) for w in _WORD.findall(self.text[low : verb.start()])]
        pronoun = any(head in self.words.pronouns for head in heads)
        body = self._body(low, verb.start())
        if body is not None and not pronoun and not self._is_owner(body, low):
            return _Speaker(body.name, body.start, body.end, "statements.body", 0.8)
        if behind is not None and not pronoun and not heads:
            return self._as_speaker(behind, "statements.before", 0.8)
        return self._pronoun(index)

    def _colon(self, low: int, high: int) -> _Speaker | None:
        if not self.text[low:high].rstrip(_MARKS).endswith(":"):
            return None
        person = self._first(low, high)
        return self._as_speaker(person, "statements.colon", 0.8) if person else None

    # ------------------------------------------------------------ no verb beside the quote

    def _going_on(self, index: int) -> _Speaker | None:
        """A quote behind another of the same paragraph, or behind a sentence in which its speaker says something."""
        quote = self.quotes[index]
        if index and self.speakers[index - 1] is not None and self._adjoins(self.quotes[index - 1], quote):
            previous = self.speakers[index - 1]
            return _again(previous, "statements.goes-on") if previous else None
        before = self._sentence_before(quote.start)
        if before is None or self._has_quote(before):
            return None
        said = [
            w for w in _WORD.finditer(self.text, before.start, before.end) if fold(w.group()) in self.sayings.active
        ]
        if not said:
            return None
        person = self._first(before.start, said[0].start())
        if person is not None:
            return self._as_speaker(person, "statements.sentence-before", 0.75)
        heads = {fold(w) for w in _WORD.findall(self.text[before.start : said[0].start()])}
        return self._pronoun(index) if heads & self.words.pronouns else None

    def _adjoins(self, earlier: Quote, later: Quote) -> bool:
        """At most the attribution of the earlier quote stands between the two, in one paragraph."""
        between = self.text[earlier.end : later.start]
        return "\n" not in between and len(_SENTENCE_END.findall(between.strip(_MARKS))) <= 1 and len(between) < _REACH

    def _sentence_before(self, position: int) -> Span | None:
        at = bisect_left(self.starts, position) - 1
        while at >= 0 and self.sentences[at].end > position:
            at -= 1
        if at < 0 or "\n" in self.text[self.sentences[at].end : position]:
            return None
        return self.sentences[at]

    def _has_quote(self, sentence: Span) -> bool:
        return any(quote.start < sentence.end and quote.end > sentence.start for quote in self.quotes)

    # ------------------------------------------------------------ pronouns and roles

    def _pronoun(self, index: int, *, continuing: bool = False) -> _Speaker | None:
        """Whom "ujarnya" means: the subject of the nearest sentence about a person, back to the last speaker.

        A verb of going on ("imbuhnya") means the last speaker unless someone else has spoken since.
        """
        position = self.quotes[index].start
        previous = self.speakers[index - 1] if index else None
        low = self.quotes[index - 1].end if previous else -1
        between = self.sentences[bisect_right(self.starts, low) : bisect_left(self.starts, position)]
        for sentence in reversed(between):
            end = min(sentence.end, position)
            person = self._topic(sentence.start, end)
            if person is not None and not (continuing and previous and not self._speaks(person, end)):
                return self._as_speaker(person, "statements.pronoun", 0.85)
        return _again(previous, "statements.pronoun") if previous else None

    def _topic(self, start: int, end: int) -> PersonMention | None:
        """The person whom a sentence is about: its first, unless it lists who was there or opens with a pronoun."""
        first = _WORD.search(self.text, start, end)
        if first is None or fold(first.group()) in self.words.pronouns:
            return None
        cuts = [found.end() for found in _DEGREE_END.finditer(self.text, start, end)]
        for cut in (*reversed(cuts), start):
            if (person := self._first(cut, end)) is not None:
                before = {fold(word) for word in _WORD.findall(self.text, cut, person.start)}
                return None if before & self.words.presence else person
        return None

    def _speaks(self, person: PersonMention, end: int) -> bool:
        """A verb of saying stands behind the person in the sentence, or "menurut" before."""
        words = {fold(word) for word in _WORD.findall(self.text, person.end, end)}
        before = self.text[max(0, person.start - 60) : person.start].casefold()
        return bool(words & self.sayings.active) or "menurut" in before

    def _unnamed(self, index: int, head: re.Match[str], stop: int) -> _Speaker | None:
        """A speaker without a name: a body ("tulis KPU RI"), a role ("ujar Ketua KPU") or part of a known name."""
        body = self._body(head.start(), stop)
        if body is not None and body.start - head.start() <= 1:
            return _Speaker(body.name, body.start, body.end, "statements.body", 0.85)
        if (person := self._by_part(head.start(), stop)) is not None:
            return person
        if fold(head.group()) in self.words.roles:
            return self._by_role(index, head)
        return None

    def _by_part(self, low: int, high: int) -> _Speaker | None:
        """A capitalised word that belongs to the name of just one person: "ungkap Kornelis"."""
        for word in _WORD.finditer(self.text, low, high):
            part = fold(word.group())
            names = {p.name for p in self.people if part in fold(p.name).split()}
            if word.group()[0].isupper() and len(names) == 1:
                return _Speaker(names.pop(), word.start(), word.end(), "statements.part", 0.8)
        return None

    def _by_role(self, index: int, head: re.Match[str]) -> _Speaker | None:
        """The nearest person before the quote whose name follows the same role word."""
        role = fold(head.group())
        position = self.quotes[index].start
        found, low = None, 0
        for person in self.people:
            if person.end > position:
                break
            before = _WORD.findall(self.text, max(low, person.start - 70), person.start)
            found = person if role in map(fold, before) else found
            low = person.end
        return self._as_speaker(found, "statements.role", 0.75) if found else None

    def _is_owner(self, body: BodyMention, low: int) -> bool:
        """The body belongs to a role: "Ketua KPU menegaskan" has a human subject."""
        return any(fold(w) in self.words.roles for w in _WORD.findall(self.text[low : body.start]))

    def _first(self, low: int, high: int) -> PersonMention | None:
        at = bisect_left(self.named, low)
        return self.people[at] if at < len(self.people) and self.people[at].end <= high else None

    def _body(self, low: int, high: int) -> BodyMention | None:
        return next((m for m in self.bodies if m.start >= low and m.end <= high and m.specific), None)

    def _as_speaker(self, person: PersonMention, rule: str, confidence: float) -> _Speaker:
        return _Speaker(person.name, person.start, person.end, rule, min(confidence, person.confidence))


def _again(speaker: _Speaker, rule: str) -> _Speaker:
    """The same speaker, known by another rule and less surely."""
    return _Speaker(speaker.name, speaker.start, speaker.end, rule, round(speaker.confidence * 0.95, 3))
