"""Whom a quote's attribution means: a name, part of one, a pronoun, a role, a description ("pria itu")."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from kpugraph.lexicon import pattern, rules, word_lists
from kpugraph.model import BodyMention, PersonMention, PostFact, Quote, RolePhrase, Span, TextItem
from kpugraph.sayings import Sayings
from kpugraph.text import fold

WORD = re.compile(r"[^\W\d_][\w]*(?:[-'’][^\W\d_]+)*")
# A degree's full stop that also ends its sentence: "…, ST. Divisi Teknis …".
_DEGREE_END = re.compile(r",\s?(?:[SM]\.[A-Za-z.]{1,6}|[A-Z]{2,4})\.\s+(?=[A-Z][a-z]+\s)")
_DATELINE = re.compile(r"\W*(?:[A-Z][\w.’'/-]*[\s,()]*|\d[\d/.]*[\s,()]*){1,8}[–—-]\s+")
_ALIKE = 87  # per cent of letters: "Arif" and "Arief" are one, "Budi" and "Bude" are not
_BEFORE_WHOM = pattern("quotes", r"di\s+{attribution.before_whom}\b", re.I)
_TITLED = 70  # characters before a name in which its title stands
_DEFINITE = frozenset({"itu", "ini", "tersebut"})
_DESCRIBED = 9  # words: "ujar pria asal Kecamatan Tobelo yang akrab disapa Om itu"


@dataclass(frozen=True, slots=True)
class SayingWords:
    """The words of ``data/rules/quotes.toml`` about attribution."""

    adverbs: frozenset[str]
    not_saying: frozenset[str]
    pronouns: frozenset[str]
    stops: frozenset[str]
    presence: frozenset[str]
    listing: frozenset[str]
    continuing: frozenset[str]
    roles: frozenset[str]
    asides: frozenset[str]
    unnamed: frozenset[str]
    reported: frozenset[str]
    occasions: frozenset[str]
    releases: frozenset[str]
    touching: frozenset[str]
    articles: frozenset[str]
    speech: frozenset[str]
    uttered: frozenset[str]
    voices: frozenset[str]
    read_out: frozenset[str]


@lru_cache(maxsize=1)
def saying_words() -> SayingWords:
    return word_lists(SayingWords, rules("quotes")["attribution"], "quotes.toml")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name with the mention and the rule that gave it."""

    name: str
    start: int
    end: int
    rule: str
    confidence: float


def again(speaker: Speaker, rule: str) -> Speaker:
    """The same speaker, known by another rule and less surely."""
    return Speaker(speaker.name, speaker.start, speaker.end, rule, round(speaker.confidence * 0.95, 3))


def as_speaker(person: PersonMention, rule: str, confidence: float) -> Speaker:
    return Speaker(person.name, person.start, person.end, rule, min(confidence, person.confidence))


def _alike(word: str, parts: Sequence[str]) -> bool:
    """Whether a word is a part of a name in another spelling: "Arif" for "Arief"."""
    close = (part for part in parts if len(word) > 3 and part[0] == word[0] and abs(len(part) - len(word)) < 2)
    return any(fuzz.ratio(word, part) > _ALIKE for part in close)


@dataclass
class Antecedents:
    """The persons and bodies of an article by where they stand, and what points to them.

    ``items`` and ``posts`` tell who holds which post, where a speaker is named by it alone.
    """

    text: str
    sentences: Sequence[Span]
    quotes: Sequence[Quote]
    people: Sequence[PersonMention]
    bodies: Sequence[BodyMention]
    sayings: Sayings
    items: Sequence[TextItem] = ()
    posts: Sequence[PostFact] = ()
    words: SayingWords = field(default_factory=saying_words)
    starts: list[int] = field(init=False)  # of the sentences
    named: list[int] = field(init=False)  # where the people stand
    phrases: list[RolePhrase] = field(init=False)  # posts as written

    def __post_init__(self) -> None:
        self.starts = [sentence.start for sentence in self.sentences]
        self.named = [person.start for person in self.people]
        self.phrases = [
            item.value for item in self.items if item.value is not None and isinstance(item.value, RolePhrase)
        ]

    # ------------------------------------------------------------ by name

    def first(self, low: int, high: int) -> PersonMention | None:
        """The first person between two offsets."""
        at = bisect_left(self.named, low)
        return self.people[at] if at < len(self.people) and self.people[at].end <= high else None

    def subject(self, low: int, high: int) -> PersonMention | None:
        """The person whom a clause is about: its first, those of a clause before it aside ("Menjawab Ani, Budi …")."""
        dateline = _DATELINE.match(self.text, low, high)
        word = WORD.search(self.text, dateline.end() if dateline else low, high)
        if word is not None and (
            fold(word.group()) in self.words.asides or _BEFORE_WHOM.match(self.text, word.start())
        ):
            comma, beside = self.text.find(",", word.end(), high), None
            while comma >= 0:
                if (person := self.first(comma, high)) is not None and self._opens(comma + 1, person):
                    if self.text[person.end : person.end + 1] != ",":
                        return person
                    beside = beside or person  # "Menjawab anggota dewan, Ani, soal gudang, Budi berkata …"
                comma = self.text.find(",", comma + 1, high)
            if beside is not None:
                return beside
        return self.first(low, high)

    def _opens(self, low: int, person: PersonMention) -> bool:
        """Whether nothing but a post and titles stands before the person behind a comma."""
        if self.post_at(low) is not None:
            return True
        words = [word.group() for word in WORD.finditer(self.text, low, person.start)]
        return all(word[0].isupper() for word in words)

    def body(self, low: int, high: int) -> BodyMention | None:
        return next((m for m in self.bodies if m.start >= low and m.end <= high and m.specific), None)

    def post_at(self, low: int) -> RolePhrase | None:
        """The post as written that begins at ``low``, or a few characters behind it."""
        return next((p for p in self.phrases if low <= p.start <= low + 3), None)

    def by_part(self, low: int, high: int) -> Speaker | None:
        """A capitalised word that belongs to the name of just one person: "ungkap Kornelis"."""
        for word in WORD.finditer(self.text, low, high):
            part = fold(word.group())
            names = {p.name for p in self.people if part in fold(p.name).split()}
            if word.group()[0].isupper() and len(names) == 1:
                return Speaker(names.pop(), word.start(), word.end(), "statements.part", 0.8)
            names = {p.name for p in self.people if _alike(part, fold(p.name).split())}
            if word.group()[0].isupper() and len(names) == 1:
                return Speaker(names.pop(), word.start(), word.end(), "statements.spelling", 0.7)
        return None

    # ------------------------------------------------------------ by pronoun and description

    def topic(self, start: int, end: int) -> PersonMention | None:
        """The person whom a sentence is about, unless it lists several or opens with a pronoun."""
        first = WORD.search(self.text, start, end)
        if first is None or fold(first.group()) in self.words.pronouns:
            return None
        cuts = [found.end() for found in _DEGREE_END.finditer(self.text, start, end)]
        for cut in (*reversed(cuts), start):
            if (person := self.subject(cut, end)) is not None:
                before = {fold(word) for word in WORD.findall(self.text, cut, person.start)}
                several = bisect_left(self.named, end) - bisect_left(self.named, cut) > 1
                listed = several and before & (self.words.presence | self.words.listing)
                return None if listed else person
        return None

    def last_topic(self, index: int, previous: Speaker | None, *, continuing: bool = False) -> Speaker | None:
        """Whom "ujarnya" behind quote ``index`` means: the subject of the nearest sentence about a person, back to the
        last speaker. A verb of going on ("imbuhnya") means the last speaker unless someone else has spoken since."""
        position = self.quotes[index].start
        low = self.quotes[index - 1].end if previous else -1
        between = self.sentences[bisect_right(self.starts, low) : bisect_left(self.starts, position)]
        for sentence in reversed(between):
            end = min(sentence.end, position)
            person = self.topic(sentence.start, end)
            if person is not None and not (continuing and previous and not self.speaks(person, end)):
                return as_speaker(person, "statements.pronoun", 0.85)
        return again(previous, "statements.pronoun") if previous else None

    def is_described(self, low: int, high: int) -> bool:
        """Whether a person known already is meant by a common word: "ujar pria asal Tobelo itu"."""
        comma = self.text.find(",", low, high)
        words = WORD.findall(self.text, low, comma if comma >= 0 else high)[:_DESCRIBED]
        return bool(words) and words[0][0].islower() and any(fold(word) in _DEFINITE for word in words[1:])

    def read_out(self, low: int, person: PersonMention) -> bool:
        """Whether the person only reads another's words: "Bupati lewat sambutan yang dibacakan Sekda Budi menyatakan"."""
        words = {fold(word) for word in WORD.findall(self.text, low, person.start)}
        return bool(words & self.words.read_out)

    def is_again(self, sentence: Span) -> bool:
        """Whether a sentence names nobody and is about the last speaker: "Anggota KPU itu mengangkat bahu", "Ia diam sejenak"."""
        if self.first(sentence.start, sentence.end) is not None:
            return False
        words = [fold(word) for word in WORD.findall(self.text, sentence.start, sentence.end)]
        role = any(word in self.words.roles for word in words)
        return (role and not _DEFINITE.isdisjoint(words)) or words[:1] in (["ia"], ["dia"], ["beliau"])

    def is_nobody(self, low: int, high: int) -> bool:
        """Whether the words say that nobody is named: "salah seorang warga"."""
        if self.is_described(low, high):
            return False
        words = [fold(word) for word in WORD.findall(self.text, low, high)[:2]]
        return bool(words) and (words[0] in self.words.unnamed or " ".join(words) in self.words.unnamed)

    def speaks(self, person: PersonMention, end: int) -> bool:
        """A verb of saying stands behind the person in the sentence, or "menurut" before."""
        words = {fold(word) for word in WORD.findall(self.text, person.end, end)}
        before = self.text[max(0, person.start - 60) : person.start].casefold()
        return bool(words & self.sayings.active) or "menurut" in before

    # ------------------------------------------------------------ by role

    def by_post(self, low: int) -> Speaker | None:
        """The one person who holds the post named at ``low`` ("tegas Kajari Binjai")."""
        phrase = self.post_at(low)
        if phrase is None:
            return None
        posts = [
            post
            for post in self.posts
            if post.role == phrase.role and (phrase.body is None or post.body == phrase.body.name)
            and (phrase.division is None or post.division == phrase.division)
        ]  # fmt: skip
        turn = WORD.match(self.text, min(phrase.end + 1, len(self.text)))
        if turn is not None and turn.group() in {"baru", "lama"}:  # "ujar sekretaris baru itu"
            posts = [post for post in posts if (post.status == "former") == (turn.group() == "lama")]
        named = {post.person for post in posts}
        if len(named) != 1:
            return None
        return Speaker(named.pop(), phrase.start, phrase.end, "statements.post", 0.85)

    def by_role(self, index: int, head: re.Match[str]) -> Speaker | None:
        """The nearest person before the quote whose name follows the same role word."""
        role = fold(head.group())
        position = self.quotes[index].start
        found, low = None, 0
        for person in self.people:
            if person.end > position:
                break
            post = max(
                (p.start for p in self.phrases if low <= p.start < person.start), default=low
            )  # the last before it
            before = [fold(w) for w in WORD.findall(self.text, max(post, person.start - 70), person.start)]
            of_one = (i for i, w in enumerate(before) if w == role and before[i + 1 : i + 2] != ["dan"])
            found = person if any(True for _ in of_one) else found  # "Ketua dan Anggota KPU X" are nobody's
            low = person.end
        return as_speaker(found, "statements.role", 0.75) if found else None

    def by_title(self, index: int, head: re.Match[str]) -> Speaker | None:
        """Who was named right behind the same word in capitals, or behind words of which it has the initials: "Kalapas Yan
        Sihombing … jelas Kalapas", "Jaksa Penuntut Umum Endang … kata JPU"."""
        title = head.group()
        if not title[0].isupper():
            return None
        found: dict[str, PersonMention] = {}
        for person in self.people:
            if person.end > self.quotes[index].start:
                break
            before = [
                word
                for word in WORD.findall(self.text, max(0, person.start - _TITLED), person.start)
                if word[0].isupper()
            ]
            initials = "".join(word[0] for word in before)
            if (before and before[-1] == title) or (title.isupper() and len(title) > 2 and title in initials):
                found[person.name] = person
        named = next(iter(found.values())) if len(found) == 1 else None
        return as_speaker(named, "statements.title", 0.75) if named is not None else None

    def without_post(self, speaker: Speaker | None) -> Speaker | None:
        """A speaker of whom no post is told: then a post without a name may be theirs."""
        told = speaker is None or any(post.person == speaker.name for post in self.posts)
        return None if told else speaker

    def is_owner(self, body: BodyMention, low: int) -> bool:
        """The body belongs to a role: "Ketua KPU menegaskan" has a human subject."""
        owned = any(p.start <= body.start < p.end for p in self.phrases)
        return owned or any(fold(w) in self.words.roles for w in WORD.findall(self.text[low : body.start]))
