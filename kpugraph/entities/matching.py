"""Persons around one region: which mentions are one person, which may be, and why.

Fuller names come first and make the persons; shorter ones join the one that they surely mean. A mention that may be
two people joins neither, and the doubt is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kpugraph.entities.blocking import facet_keys
from kpugraph.entities.evidence import Evidenced
from kpugraph.entities.naming import alike, identity_rules, parse
from kpugraph.entities.nodes import Facet, PersonNode

Key = tuple[str, str]  # article and name of a node
Apart = Callable[[Key, Key], bool]


def never(a: Key, b: Key) -> bool:
    """No decision keeps anybody apart."""
    return False


def kept_apart(a: PersonNode, b: PersonNode) -> bool:
    """Whether a decision of people says that the two are not one."""
    return a.key != b.key and not set(a.parted).isdisjoint(b.parted)


@dataclass(frozen=True, slots=True)
class Verdict:
    """That ``node`` is ("same") or may be ("unsure") the person of ``other``, with the score and its reasons."""

    verdict: str
    node: Key
    other: Key
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """One person around one region: facets in order, the verdicts that joined them, and the doubts left."""

    anchor: str
    facets: tuple[Facet, ...]
    verdicts: tuple[Verdict, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted({facet.node.name for facet in self.facets}))

    @property
    def weak(self) -> bool:
        return all(facet.weak for facet in self.facets)

    @property
    def key(self) -> Key:
        return min(facet.node.key for facet in self.facets)


@dataclass
class _Growing:
    """A person in the making. ``seed`` is the node that made it, ``names`` its different names."""

    seed: Key
    facets: list[Facet] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    articles: dict[str, set[str]] = field(default_factory=dict)
    evidence: Evidenced = field(default_factory=Evidenced)
    verdicts: list[Verdict] = field(default_factory=list)

    def add(self, facet: Facet) -> None:
        self.facets.append(facet)
        self.names.add(facet.node.name)
        self.articles.setdefault(facet.node.article, set()).add(facet.node.name)
        self.evidence.add(facet.node)


@dataclass(frozen=True, slots=True)
class _Scored:
    """A candidate: ``score`` counts all, ``rank`` leaves out what only says that the day fits."""

    score: float
    rank: float
    reasons: tuple[str, ...]
    person: _Growing


def decide(facets: Sequence[Facet], apart: Apart = never) -> tuple[Cluster, ...]:
    """The persons of one block. ``apart`` says of two nodes whether a decision of people keeps them apart."""
    block = _Block(apart)
    waiting: list[Facet] = []
    for facet in sorted(facets, key=_fullness):
        if not block.place(facet, last=False):
            waiting.append(facet)
    while waiting:
        still = [facet for facet in waiting if not block.place(facet, last=False)]
        if len(still) == len(waiting):
            break
        waiting = still
    for facet in waiting:
        block.place(facet, last=True)
    return tuple(
        Cluster(grown.facets[0].anchor, tuple(sorted(grown.facets, key=lambda f: f.node.key)), tuple(grown.verdicts))
        for grown in block.persons
    )


def _fullness(facet: Facet) -> tuple[int, bool, int, Key, str]:
    name = parse(facet.node.name)
    whole = sum(len(word) > 1 for word in name.words)
    return -min(len(name.telling), 3), facet.weak, -whole, facet.node.key, facet.anchor


class _Block:
    def __init__(self, apart: Apart) -> None:
        self._apart = apart
        self._by_word: dict[str, list[int]] = {}
        self.persons: list[_Growing] = []

    def place(self, facet: Facet, *, last: bool) -> bool:
        """Joins the facet to its person or makes it one of its own; False where it is unsure and not yet ``last``."""
        limits = identity_rules().weights["thresholds"]
        found = sorted(self._candidates(facet), key=lambda c: (-c.rank, -c.score, c.person.seed))
        found = [candidate for candidate in found if candidate.score >= limits["unsure"]]
        if not found:
            self._new(facet)
            return True
        best = found[0]
        rivals = [c for c in found[1:] if c.rank > best.rank - limits["margin"]]
        if best.score >= limits["same"] and not rivals:
            self._join(facet, best)
            return True
        if not last:
            return False
        grown = self._new(facet)
        also = ("another fits as well",) if rivals else ()
        grown.verdicts += [_verdict("unsure", facet, c, also) for c in (best, *rivals)]
        return True

    def _new(self, facet: Facet) -> _Growing:
        grown = _Growing(facet.node.key)
        self.persons.append(grown)
        self._enter(facet, len(self.persons) - 1)
        return grown

    def _join(self, facet: Facet, best: _Scored) -> None:
        best.person.verdicts.append(_verdict("same", facet, best))
        self._enter(facet, next(n for n, grown in enumerate(self.persons) if grown is best.person))

    def _enter(self, facet: Facet, n: int) -> None:
        grown = self.persons[n]
        grown.add(facet)
        for word in _index_words(facet):
            held = self._by_word.setdefault(word, [])
            if n not in held:
                held.append(n)

    def _candidates(self, facet: Facet) -> Iterable[_Scored]:
        numbers = {n for word in _index_words(facet) for n in self._by_word.get(word, ())}
        for n in sorted(numbers):
            scored = self._score(facet, self.persons[n])
            if scored is not None:
                yield scored

    def _score(self, facet: Facet, person: _Growing) -> _Scored | None:
        node = facet.node
        likenesses = [found for name in sorted(person.names) if (found := alike(node.name, name))]
        if not likenesses or not _compatible(node.name, person.names):
            return None
        likeness = max(likenesses, key=lambda found: found.score()[0])
        if any(other != node.name for other in person.articles.get(node.article, ())) and len(likeness.shared) < 2:
            return None  # an article that names two means two
        if node.parted and any(kept_apart(node, other.node) for other in person.facets):
            return None
        if self._apart is not never and any(self._apart(node.key, other.node.key) for other in person.facets):
            return None
        points, words = likeness.score()
        parts = [(points, f"name: {words}"), (identity_rules().weight("places", "region"), "the same region")]
        fits, others = person.evidence.weigh(node, len(likeness.shared))
        parts += others
        rank = round(sum(p for p, _ in parts), 3)
        parts += fits
        return _Scored(
            round(sum(p for p, _ in parts), 3), rank, tuple(f"{text} ({p:+.2f})" for p, text in parts), person
        )


def _compatible(name: str, names: Iterable[str]) -> bool:
    """Whether a full name goes with every full name of a person: "Siti Nurjanah" does not with one who is "Siti Maryamah"."""
    if len(parse(name).telling) < 2:
        return True
    return all(alike(name, other) for other in names if len(parse(other).telling) > 1)


def _index_words(facet: Facet) -> set[str]:
    """What a facet is found by: the keys of its block without the region."""
    return {key.rpartition("|")[2] for key in facet_keys(facet)}


def _verdict(verdict: str, facet: Facet, candidate: _Scored, also: tuple[str, ...] = ()) -> Verdict:
    return Verdict(verdict, facet.node.key, candidate.person.seed, candidate.score, (*candidate.reasons, *also))
