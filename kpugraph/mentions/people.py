"""People by candidate and evidence: a run of name words counts where something beside it says that it is a person.

``evidence`` says what speaks for one candidate; here a list passes it on to its other members, and the tagger is asked
about the runs that are left (those whose rule stays ""). ``aliases`` links the short forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from msgspec import Struct

from kpugraph.language import Language, squash
from kpugraph.mentions.evidence import Evidence
from kpugraph.mentions.items import Item
from kpugraph.mentions.names import Candidate, NameGrammar
from kpugraph.mentions.tagger import Tagger, sentences, settings
from kpugraph.sayings import Sayings

_CONFIDENCE = {
    "title": 0.97, "degree": 0.97, "role": 0.97, "role-after": 0.95, "says": 0.9, "cue": 0.85, "from": 0.85,
    "list": 0.85, "given": 0.75, "numbered": 0.9, "byline": 0.85, "acts": 0.7, "model": 0.7,
}  # fmt: skip


_AND = {"dan", "serta", "beserta"}


class Found(Struct, gc=False):
    """A candidate with what speaks for it ("" for nothing yet)."""

    candidate: Candidate
    rule: str = ""
    plain: bool = False  # nothing speaks against it: a name known from another article of the page is enough

    @property
    def confidence(self) -> float:
        return _CONFIDENCE.get(self.rule, 0.0)


@dataclass
class PeopleFinder:
    """Finds the people of one article's items, after bodies and roles are read."""

    language: Language
    sayings: Sayings
    text: str
    local_words: frozenset[str]
    items: Sequence[Item]
    tagger: Tagger | None = None
    site: str = ""
    area: str = ""  # the code of the office's region
    found: list[Found] = field(default_factory=list)
    evidence: Evidence = field(init=False)

    def __post_init__(self) -> None:
        places = self.language.districts("")
        villages = self.language.villages(self.area) if self.area else {}
        self.evidence = Evidence(self.language, self.sayings, self.text, self.items, self.site, places, villages)

    def find(self) -> list[Found]:
        """All candidates, those with evidence carrying their rule."""
        grammar = NameGrammar(self.language, self.text, self.local_words)
        self.found = [Found(candidate) for candidate in grammar.candidates(self.items)]
        for found in self.found:
            found.rule = self.evidence.rule(found.candidate)
            found.plain = self.evidence.plain(found.candidate)
        self._spread()
        if self.tagger is not None and self._ask(self.tagger):
            self._spread()
        labels = self._labels()
        for found in self.found:
            if found.candidate.form in labels:
                found.rule, found.plain = "", False
        return self.found

    def _labels(self) -> set[str]:
        """What pairs of candidates call themselves: "Emzal-Desri Ayu (Emdes)" is no third person."""
        labels: set[str] = set()
        for left, right in pairwise(found.candidate for found in self.found):
            if right.titled != left.after + 1 or self.items[left.after].text not in {"-", "–"}:
                continue
            bracket = [item.text for item in self.items[right.after : right.after + 3]]
            if len(bracket) == 3 and bracket[0] == "(" and bracket[2] == ")":
                words = {*left.words, *right.words}
                labels |= {bracket[1]} if bracket[1].lower() not in words and left.first != right.first else set()
        return labels

    # ------------------------------------------------------------ the second opinion

    def _ask(self, tagger: Tagger) -> bool:
        """Whether the tagger knows a person among the runs that no rule supports; those get the rule "model"."""
        words, least = settings()["least_words"], settings()["least_probability"]
        left = [f for f in self.found if not f.rule and f.candidate.size >= words and not f.candidate.doubtful]
        left = [f for f in left if not self.evidence.ground.holds(f.candidate)]
        if not left:
            return False
        for first, end in sentences(self.items):
            inside = [found for found in left if first <= found.candidate.first < end]
            if inside:
                chances = tagger.probabilities(self.items[first:end])
                for found in inside:
                    own = chances[found.candidate.first - first : found.candidate.last - first]
                    if own and min(own) >= least:
                        found.rule = "model"
        return any(found.rule for found in left)

    # ------------------------------------------------------------ lists

    def _spread(self) -> None:
        """A list member counts where its neighbour does; forwards, then backwards."""
        row = [found for found in self.found if found.rule or not self._bracketed(found.candidate)]
        for previous, found in pairwise(row):
            if previous.rule and not found.rule and self._listed(previous, found):
                found.rule = "list"
        for left, right in pairwise(row):
            if self._succeeds(left, right):
                left.rule, right.rule = left.rule or "list", right.rule or "list"
        for found, following in reversed(list(pairwise(row))):
            several = found.candidate.size > 1
            weak = following.rule in {"role", "title"} and not (
                several and self.evidence.before(following.candidate) in {"dan", "serta", "-", "–"}
            )
            if not following.rule or weak or found.rule or (self.evidence.starts(found.candidate) and not several):
                continue
            if self._origin(found, following) or self._named_place(found) or self._explains(found, following):
                continue  # "pengamat dari Lingkar Madani, Ray Rangkuti": where somebody is from
            if self._listed(found, following) and not self.evidence.ground.holds(found.candidate):
                found.rule = "list"

    def _succeeds(self, left: Found, right: Found) -> bool:
        """ "dari Syukri ke Lia Marlina, S.H.I.": two of whom one is known as somebody, between "dari" and "ke"."""
        between = [item.text for item in self.items[left.candidate.after : right.candidate.titled]]
        if between not in (["ke"], ["kepada"]) or self.evidence.before(left.candidate) != "dari":
            return False
        sure = any(found.rule in {"title", "degree", "role-after"} for found in (left, right))
        return sure and not any(squash(f.candidate.form) in self.evidence.ground.districts for f in (left, right))

    def _bracketed(self, c: Candidate) -> bool:
        """Whether a run stands in brackets alone, as where somebody is from does: "A (Nongsa), serta B"."""
        closing = self.items[c.after].text if c.after < len(self.items) else ""
        return self.evidence.before(c) == "(" and closing == ")"

    def _origin(self, found: Found, following: Found) -> bool:
        """Whether a run of words behind "dari" and before a comma tells where the person behind it is from."""
        comma = (
            self.evidence.before(following.candidate) == "," and following.candidate.titled == found.candidate.after + 1
        )
        return comma and found.candidate.size > 1 and self.evidence.before(found.candidate) == "dari"

    def _explains(self, found: Found, following: Found) -> bool:
        """ "Mananwir Sup Swandiwe, Apolos Sroyer, memberi pesan": two runs alone, of which the first tells who the second is."""
        at = following.candidate.after
        between = self.items[found.candidate.after : following.candidate.titled]
        opens = self.evidence.starts(found.candidate) or self.evidence.before(found.candidate) in _AND
        if not opens or [item.text for item in between] != [","]:
            return False
        closed = at + 1 < len(self.items) and self.items[at].text == ","
        return closed and self.items[at + 1].kind in {"word", "cues", "events"} and self.items[at + 1].text not in _AND

    def _named_place(self, found: Found) -> bool:
        """Whether one unlisted word behind "dari" tells where those before it are from: "A dan B dari Kundur serta C"."""
        c = found.candidate
        if c.size > 1 or c.words[0] in self.language.given_names:
            return False
        if self.evidence.before(c) == "membawahi":
            return True
        if self.evidence.before(c) != "dari":
            return False
        return c.titled > 1 and self.items[c.titled - 2].kind == "cap"

    def _listed(self, left: Found, right: Found) -> bool:
        between = self.items[left.candidate.after : right.candidate.titled]
        if len(between) > 2 and between[0].text in {"untuk", "dari", "di"} and between[1].kind == "body":
            between = between[2:]  # "Hasbullah untuk PPK Rampi, Nurwahidah untuk PPK Baebunta"
        if not between or len(between) > 8:
            return False
        between = _without_brackets(between)
        words = [item.text.lower() for item in between]
        if words and len(words) < 6 and _numbered(between):
            return True
        if not words or len(words) > 3:
            return False
        return all(word in self.evidence.words.list for word in words) and not self.evidence.ground.holds(
            right.candidate
        )


def _numbered(between: Sequence[Item]) -> bool:
    """Whether a list number stands between two names ("2) ", "3. "); a sentence that begins with a count is none."""
    return any(left.kind == "num" and right.text in {")", "."} for left, right in pairwise(between))


def _without_brackets(items: Sequence[Item]) -> list[Item]:
    """The items outside round brackets: "Husna (Divisi Teknis), Ferdi" is a list all the same."""
    out: list[Item] = []
    depth = 0
    for item in items:
        if item.text == "(":
            depth += 1
        elif item.text == ")" and depth:
            depth -= 1
        elif not depth:
            out.append(item)
    return out
