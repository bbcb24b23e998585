"""Who says what: the speaker of each quote stands behind it, before it, or in the sentence that it goes on from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from kpugraph.facts.antecedents import WORD, Antecedents, Speaker, again, as_speaker, saying_words
from kpugraph.facts.quote_clauses import MARKS, REACH, THUS
from kpugraph.facts.quote_leads import NOBODY, Leads
from kpugraph.model import BodyMention, Evidence, PersonMention, PostFact, Quote, Span, StatementFact, TextItem
from kpugraph.sayings import Sayings, load_sayings
from kpugraph.text import fold

_POST = 6  # words from a verb over a post to the name
_SIGNED = re.compile(r"[\"“”’'.,]*[ \t]*(?:\(|[–—-]\s+)")
_POINTING = {"hal", "itu", "ini", "tersebut", "demikian"}
_SENTENCE_END = re.compile(r"[.!?…]")
_SHORT = re.compile(r"\b[A-Z][a-z]{0,2}\.(?=\s+[A-Z])")  # "Dt. Basa"


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
    items: Sequence[TextItem] = (),
    posts: Sequence[PostFact] = (),
) -> list[StatementFact]:
    """One statement per quote, in order. ``speaker`` is None where nothing tells whose words they are.

    ``sentences``, ``people``, ``bodies`` and ``items`` are those of the article's body, in text order; ``posts`` tell who
    is meant where only a post is named.
    """
    if not quotes:
        return []
    verbs = sayings or load_sayings()
    known = Antecedents(text, sentences, quotes, people, bodies, verbs, items, posts)
    words = saying_words()
    reader = _Reader(text, sentences, quotes, verbs, known, words)
    statements = [reader.statement(index) for index in range(len(quotes))]
    return [reader.followed(index, statement) for index, statement in enumerate(statements)]


@dataclass
class _Reader(Leads):
    speakers: list[Speaker | None] = field(default_factory=list)

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

    def followed(self, index: int, statement: StatementFact) -> StatementFact:
        """A quote of which nothing else tells has the speaker of one that follows at once: “Dua hal.” “Ini ibadah,” kata Budi."""
        if statement.speaker is not None or index + 1 == len(self.quotes):
            return statement
        speaker = self.speakers[index + 1]
        between = self.text[self.quotes[index].end : self.quotes[index + 1].start]
        if speaker is None or between.strip(MARKS) or "\n" in between:
            return statement
        said = self.text[speaker.start : speaker.end]
        told = Evidence(speaker.start, speaker.end, said, "statements.followed", 0.75, "speaker")
        return StatementFact(speaker.name, statement.quote, (*statement.evidence, told))

    def _speaker(self, index: int) -> Speaker | None:
        quote = self.quotes[index]
        if quote.closed and (found := self._behind(index)) is not None:
            return found if found is not NOBODY else None
        if (found := self._before(index)) is not None:
            return found if found is not NOBODY else None
        return self._going_on(index)

    def _pronoun(self, index: int, *, continuing: bool = False) -> Speaker | None:
        return self.known.last_topic(index, self.speakers[index - 1] if index else None, continuing=continuing)

    # ------------------------------------------------------------ behind the quote

    def _behind(self, index: int) -> Speaker | None:
        """For "…," ujar Sandi usai persembahyangan; "…," katanya; "…," Ketua KPU Budi menegaskan."""
        if (signed := self._signed(index)) is not None:
            return signed
        low, high = self.behind(index)
        words = list(WORD.finditer(self.text, low, high))
        while words and fold(words[0].group()) in self.words.adverbs | self.words.reported | self.words.releases:
            words = words[1:]
        if not words or fold(words[0].group()) in self.words.not_saying:
            return None
        if self._is_pronominal(words):
            return self._pronoun(index, continuing=fold(words[0].group()) in self.words.continuing)
        if (named := self._thus(low, words[0])) is not None:
            return named
        known = self.sayings.says(fold(words[0].group())) or self._uttered(words)
        if (asked := self._asked(low, words[0])) is not None:
            return asked
        if len(words) > 1 and self.known.is_nobody(words[1].start(), high):
            return NOBODY
        stop = self._stop(words, high)
        person = self.known.first(words[0].start(), stop)
        follows = self._follows(words[0], person, index) if person else False
        if person is not None and (known or follows or self._says(person.end, high)):
            return as_speaker(person, "statements.behind", 0.97 if known else 0.8)
        return self._unnamed(index, words[1], stop) if known and len(words) > 1 else None

    def _asked(self, low: int, head: re.Match[str]) -> Speaker | None:
        """ "“Kenapa ungu?” Pertanyaan Wakil Bupati Sujiman memecah suasana": what was said, and right behind it who did."""
        nouns = {fold(word) for word in WORD.findall(self.text, low, head.start())} & self.words.reported
        person = (
            self.known.first(head.start(), min(len(self.text), head.start() + REACH)) if nouns - _POINTING else None
        )
        if person is None:
            return None
        own = person.start == head.start() or self.known.post_at(head.start()) is not None
        return as_speaker(person, "statements.behind", 0.8) if own else None

    def _uttered(self, words: Sequence[re.Match[str]]) -> bool:
        """ "Kalimat itu meluncur dari Budi"."""
        return len(words) > 1 and fold(words[0].group()) in self.words.uttered and words[1].group() == "dari"

    def _signed(self, index: int) -> Speaker | None:
        """ "…" (Budi, Ketua KPU Pati); "…" – Budi: a name with its post alone behind the quote."""
        mark = _SIGNED.match(self.text, self.quotes[index].end)
        person = self.known.first(mark.end(), mark.end() + REACH) if mark is not None else None
        alone = person is not None and mark is not None and person.start == mark.end()
        return as_speaker(person, "statements.signed", 0.8) if person is not None and alone else None

    def _thus(self, low: int, head: re.Match[str]) -> Speaker | None:
        """ "…," demikian Budi membacakan putusan: the name right behind an adverb, whatever verb follows."""
        adverbs = {fold(word) for word in WORD.findall(self.text, low, head.start())}
        if not adverbs & (THUS | self.words.releases):
            return None
        named = (
            self.known.first(head.start(), min(head.start() + REACH, self.sentence_stop(head.start(), len(self.text))))
            if self.known.post_at(head.start())
            else None
        )
        if named is not None:  # "Demikian Ketua Bawaslu Ani membuka rapat"
            return as_speaker(named, "statements.behind", 0.85)
        body = self.known.body(head.start(), self.sentence_stop(head.start(), len(self.text)))
        if body is not None and self._is_voice(head.start(), body):  # "demikian rilis Bawaslu Pasaman"
            return Speaker(body.name, body.start, body.end, "statements.body", 0.8)
        return self.known.by_part(head.start(), head.end()) if adverbs & THUS else None

    def _is_voice(self, low: int, body: BodyMention) -> bool:
        """Whether nothing but what a body speaks through stands before it: "cuit akun resmi | KPU Pasaman"."""
        return all(fold(word) in self.words.voices for word in WORD.findall(self.text, low, body.start))

    def _stop(self, words: Sequence[re.Match[str]], high: int) -> int:
        """Where the noun phrase of the speaker ends; a division's name may hold such words ("… dan SDM")."""
        first, last = (bisect_left(self.known.phrases, at, key=attrgetter("start")) for at in (words[0].end(), high))
        inside = self.known.phrases[first:last]
        for word in words[1:]:
            form = fold(word.group())
            if form not in self.words.stops or any(p.start < word.start() < p.end for p in inside):
                continue
            # "dan" before any name joins the words of a post: "ujar Kadiv Partisipasi Masyarakat dan SDM, Budi".
            if form != "dan" or self.known.first(words[0].end(), word.start()) is not None:
                return word.start()
        return high

    def _is_pronominal(self, words: Sequence[re.Match[str]]) -> bool:
        """ "katanya", "candanya" (whatever ends so, right behind a quote), "jelas beliau"."""
        verb = words[0].group()
        if fold(verb) in self.sayings.pronominal or (verb.endswith("nya") and verb.islower() and verb != "tanya"):
            return True
        return len(words) > 1 and fold(words[1].group()) in self.words.pronouns

    def _follows(self, first: re.Match[str], person: PersonMention, index: int) -> bool:
        """An unknown verb speaks where the name stands right behind it ("keluh Budi"), or a comma ends the quote."""
        between = WORD.findall(self.text, first.start(), person.start)
        if first.group().islower():
            post = len(between) > 1 and fold(between[1]) in self.words.roles  # "potong wakil ketua komisi, Budi"
            if post and self.text[first.end() : person.start].rstrip().endswith(",") and len(between) <= _POST:
                return True
            return len(between) <= 7 and all(word[0].isupper() for word in between[1:])
        return len(between) <= 6 and self.text[self.quotes[index].end - 1] == ","

    def _says(self, low: int, high: int) -> bool:
        return any(fold(w) in self.sayings.active for w in WORD.findall(self.text[low:high])[:4])

    # ------------------------------------------------------------ before the quote

    def _before(self, index: int) -> Speaker | None:
        """Ketua PPK Tabang mengingatkan, "…"; Dikatakan Nanda: "…"; "…", jelas Pak Atot, "…"."""
        low, high = self.lead(index)
        if low >= high:
            return None
        words = list(WORD.finditer(self.text, low, high))
        verbs = [w for w in words if self.is_verb(fold(w.group()))]
        if not verbs:
            told = self.occasion(index, words, high) or self.release(words, high) or self.colon(low, high)
            return told or self.comma(index, low, high)
        verb = verbs[-1]
        form = fold(verb.group())
        previous = self.speakers[index - 1] if index else None
        inside = index > 0 and low == self.quotes[index - 1].end
        person = self.known.first(verb.end(), high)
        if form in self.sayings.passive and person is None and self.known.post_at(verb.end()) is not None:
            return self.known.by_post(verb.end()) or NOBODY  # "ditimpali Ketua PPK Rao, “…”"
        if inside and previous is not None and (person is None or form in self.sayings.pronominal):
            return again(previous, "statements.split")
        if person is not None and (form in self.sayings.passive or form in self.sayings.bare or form == "menurut"):
            return as_speaker(person, "statements.before", 0.95)
        if form == "menurutnya" or (form in self.sayings.passive and form.endswith("nya")):
            return self._pronoun(index)
        return self._subject(index, low, verb)

    def _subject(self, index: int, low: int, verb: re.Match[str]) -> Speaker | None:
        """The person before an active verb; a pronoun there means the last one spoken of."""
        if (body := self.own_clause(low, verb.start())) is not None:
            return Speaker(body.name, body.start, body.end, "statements.body", 0.8)
        person = self.known.subject(low, verb.start())
        if person is not None and self.known.post_at(low) is not None and self.known.read_out(low, person):
            return self.known.by_post(low) or NOBODY
        if person is not None:
            return as_speaker(person, "statements.before", 0.95)
        head = self.head(low, verb.start())
        if head is not None and (named := self.by_post(index, head)) is not None:
            return named
        post = self.known.post_at(head.start()) if head is not None else None
        if post is not None:  # "Ketua PPK Kodi berkata": nobody is named
            return (self.known.without_post(self._pronoun(index)) if post.body is None else None) or NOBODY
        behind = self.known.first(verb.end(), self.quotes[index].start)
        heads = [fold(w) for w in WORD.findall(self.text[low : verb.start()])]
        pronoun = any(head in self.words.pronouns for head in heads)
        if not pronoun and "seorang" in heads:
            return NOBODY
        if behind is not None and not pronoun and self.through(verb.end(), behind, self.quotes[index].start):
            return as_speaker(behind, "statements.before", 0.8)
        body = self.known.body(low, verb.start())
        if body is not None and self.of_somebody(low, body, verb.start()):
            return self._pronoun(index)
        if body is not None and not pronoun and not self.known.is_owner(body, low):
            return Speaker(body.name, body.start, body.end, "statements.body", 0.8)
        if behind is not None and not pronoun and not heads:
            return as_speaker(behind, "statements.before", 0.8)
        return self._pronoun(index)

    # ------------------------------------------------------------ no verb beside the quote

    def _going_on(self, index: int) -> Speaker | None:
        """A quote behind another of the same paragraph, or behind a sentence in which its speaker says something."""
        quote = self.quotes[index]
        if (told := self._told_between(index)) is not None:
            return told
        if (
            index
            and quote.closed
            and self.speakers[index - 1] is not None
            and self._adjoins(self.quotes[index - 1], quote)
        ):
            previous = self.speakers[index - 1]
            return again(previous, "statements.goes-on") if previous else None
        before = self._sentence_before(quote.start)
        if before is None and quote.closed and self._is_paragraph(quote):
            before = self._sentence_before(quote.start, across=True)
            if before is not None and self._has_quote(before):
                previous = self.speakers[index - 1] if index else None
                return again(previous, "statements.goes-on") if previous else None
        if before is None or self._has_quote(before):
            return None
        said = [w for w in WORD.finditer(self.text, before.start, before.end) if fold(w.group()) in self.sayings.active]
        if not quote.closed:  # the page is cut: only a sentence that introduces words tells whose these are
            said = [w for w in said if fold(w.group()) not in self.words.touching]
        if not said:
            return self._only_one(before) if quote.closed else None
        person = self.known.subject(before.start, said[0].start())
        if person is not None:
            return as_speaker(person, "statements.sentence-before", 0.75)
        heads = {fold(w) for w in WORD.findall(self.text[before.start : said[0].start()])}
        return self._pronoun(index) if heads & self.words.pronouns else None

    def _told_between(self, index: int) -> Speaker | None:
        """Who says something in a sentence of its own between two quotes of one paragraph."""
        before = self._sentence_before(self.quotes[index].start)
        if index == 0 or before is None or before.start < self.quotes[index - 1].end or self._has_quote(before):
            return None
        said = next(
            (w for w in WORD.finditer(self.text, before.start, before.end) if fold(w.group()) in self.sayings.active),
            None,
        )
        person = self.known.subject(before.start, said.start()) if said else None
        if person is not None:
            return as_speaker(person, "statements.sentence-before", 0.75)
        previous = self.speakers[index - 1]
        same = previous is not None and self.known.is_again(before)
        return again(previous, "statements.goes-on") if previous is not None and same else None

    def _only_one(self, sentence: Span) -> Speaker | None:
        """The one person of the sentence before a quote that nothing else attributes."""
        person = self.known.topic(sentence.start, sentence.end)
        names = {p.name for p in self.known.people if sentence.start <= p.start < sentence.end}
        return as_speaker(person, "statements.sentence-before", 0.6) if person and len(names) == 1 else None

    def _adjoins(self, earlier: Quote, later: Quote) -> bool:
        """At most the attribution of the earlier quote stands between the two, in one paragraph."""
        between = self.text[earlier.end : later.start]
        ends = len(_SENTENCE_END.findall(between.strip(MARKS))) - len(_SHORT.findall(between))
        return "\n" not in between and ends <= 1 and len(between) < REACH

    def _sentence_before(self, position: int, *, across: bool = False) -> Span | None:
        """The sentence before, of the same paragraph unless ``across``."""
        at = bisect_left(self.known.starts, position) - 1
        while at >= 0 and self.sentences[at].end > position:
            at -= 1
        if at < 0 or (not across and "\n" in self.text[self.sentences[at].end : position]):
            return None
        return self.sentences[at]

    def _is_paragraph(self, quote: Quote) -> bool:
        """Whether nothing but the quote stands on its line."""
        first = self.text.rfind("\n", 0, quote.start) + 1
        last = self.text.find("\n", quote.end)
        beside = self.text[first : quote.start] + self.text[quote.end : last if last >= 0 else len(self.text)]
        return not beside.strip(MARKS + " .,")

    def _has_quote(self, sentence: Span) -> bool:
        return any(quote.start < sentence.end and quote.end > sentence.start for quote in self.quotes)

    def _unnamed(self, index: int, head: re.Match[str], stop: int) -> Speaker | None:
        """A speaker without a name: a body ("tulis KPU RI"), a post, part of a known name, or "pria itu"."""
        if (person := self.known.by_post(head.start())) is not None:
            return person
        body = self.known.body(head.start(), stop)
        if body is not None and self._is_voice(head.start(), body) and not body.rule.startswith("roles."):
            return Speaker(body.name, body.start, body.end, "statements.body", 0.85)
        if (person := self.known.by_part(head.start(), stop)) is not None:
            return person
        if fold(head.group()) in self.words.articles:
            head = WORD.search(self.text, head.end(), stop) or head
        if fold(head.group()) not in self.words.roles and (known := self.known.by_title(index, head)) is not None:
            return known
        if fold(head.group()) in self.words.roles:
            previous = self.speakers[index - 1] if index else None
            return self.known.by_role(index, head) or self.known.without_post(
                self._pronoun(index) if previous else None
            )
        _, high = self.behind(index)
        return self._pronoun(index) if self.known.is_described(head.start(), high) else None
