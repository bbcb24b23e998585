"""A person in pieces: who it is, each tenure, and what each article tells of it. A person's part is their union.

So that one more article about somebody whom thousands name adds its own piece, and changes the others only where it
says something new. Two pieces that are equal say the same, unless an article that they quote has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kpugraph.entities.claims import Ledger, supporting
from kpugraph.entities.holdings import Holding, Proof, years_of
from kpugraph.entities.matching import Key
from kpugraph.entities.model import Body, Entities, Identity, Person, part
from kpugraph.entities.nodes import PersonNode
from kpugraph.entities.profiles import Member, again
from kpugraph.entities.tenures import Drawn, group, tenure_of, term_path
from kpugraph.entities.uniting import PersonGroup
from kpugraph.entities.views import ArticleView, posts_of
from kpugraph.model import Evidence, PersonFact, PostFact
from kpugraph.text import fold

Views = Callable[[str], ArticleView]
Persons = Callable[[str, str], str | None]  # the person that a name in an article means
_Assigned = dict[tuple[str, int, str | None], tuple[Drawn, Holding]]  # by profile, number of the post, and day


@dataclass(frozen=True, slots=True)
class Piece:
    """``token`` holds all that the piece says but for the words of the ``articles`` that it quotes."""

    token: tuple[object, ...]
    articles: tuple[str, ...]
    make: Callable[[Views, Persons], Entities] = field(compare=False)


def of_person(
    found: PersonGroup, members: Mapping[str, Sequence[Member]], paths: Mapping[Key, str], bodies: Mapping[str, Body]
) -> Iterator[Piece]:
    """The pieces of a person; ``members`` has the mentions of each of its profiles, ``paths`` the person of each node."""
    same_as = tuple(sorted({item for node in found.nodes for item in node.links}))
    verdicts = tuple(
        Identity(v.verdict, paths[v.node], paths[v.other], *v.node, *v.other, v.score, v.reasons)
        for v in found.verdicts
    )
    itself = part(persons=[Person(found.path, found.name, same_as)], identities=verdicts)
    yield Piece((found.path, found.name, same_as, verdicts), (), lambda views, persons: itself)
    assigned: _Assigned = {}
    for held in group(_holdings(found, members, bodies)):
        drawn = tenure_of(held)
        for holding in held:
            assigned[holding.profile, holding.number, holding.day] = drawn, holding
        yield Piece((drawn,), tuple(proof.article for _, _, proof in drawn.dated), _Tenure(drawn))
    yield from _told(found, members, assigned)


def _holdings(
    found: PersonGroup, members: Mapping[str, Sequence[Member]], bodies: Mapping[str, Body]
) -> Iterator[Holding]:
    for node in found.nodes:
        if not node.held:
            continue
        first: dict[str | None, str] = {}
        for member in members[node.profile]:
            known = first.get(member.day)
            if known is None or member.article < known:
                first[member.day] = member.article
        for number, post in enumerate(node.held):
            name = bodies[post.body].name
            for day, article in first.items():
                yield Holding(found.path, found.name, name, article, node.name, number, post, day, node.profile)


def _told(found: PersonGroup, members: Mapping[str, Sequence[Member]], assigned: _Assigned) -> Iterator[Piece]:
    """A piece for each article."""
    by_article: dict[str, list[tuple[PersonNode, str | None]]] = {}
    for node in found.nodes:
        for member in members[node.profile]:
            by_article.setdefault(member.article, []).append((node, member.day))
    said: dict[tuple[str, str | None], tuple[object, ...]] = {}
    for article, nodes in by_article.items():
        token: tuple[object, ...] = (found.path, found.name)
        for node, day in nodes:
            if (node.profile, day) not in said:
                said[node.profile, day] = node.profile, node.article, *_seats(node, day, assigned)
            token += said[node.profile, day]
        yield Piece((article, *token), (article,), _Article(found, article, nodes, assigned))


def _seats(node: PersonNode, day: str | None, assigned: _Assigned) -> Iterator[tuple[object, ...]]:
    """Which tenure each post of a mention belongs to, with what a claim of it says."""
    for number in range(len(node.held)):
        drawn, holding = assigned[node.profile, number, day]
        yield drawn.tenure.path, drawn.tenure.capacity, drawn.unit.path if drawn.unit else None, holding.years


class _Tenure:
    """A tenure with the claims of its days."""

    def __init__(self, drawn: Drawn) -> None:
        self._drawn = drawn

    def __call__(self, views: Views, persons: Persons) -> Entities:
        drawn, ledger = self._drawn, Ledger()
        for prop, value, proof in drawn.dated:
            ledger.add(drawn.tenure.interval, prop, value, proof.article, _proven(views(proof.article), proof, value))
        posts, units = [drawn.post] if drawn.post else [], [drawn.unit] if drawn.unit else []
        return part(tenures=[drawn.tenure], posts=posts, units=units, claims=ledger.sorted())


def _proven(view: ArticleView, proof: Proof, value: str) -> Evidence:
    post = posts_of(view.facts, proof.form)[proof.number]
    if proof.field == "date":
        dated = (e for e in view.facts.evidence if e.field == "date")
        return next(dated, supporting(post.evidence))
    return supporting(post.evidence, proof.field, "" if proof.field == "period" else value)


class _Article:
    """What one article tells of a person: forms of the name, posts, and why it is this person."""

    def __init__(
        self, found: PersonGroup, article: str, nodes: Sequence[tuple[PersonNode, str | None]], assigned: _Assigned
    ) -> None:
        self._found, self._article, self._nodes, self._assigned = found, article, nodes, assigned

    def __call__(self, views: Views, persons: Persons) -> Entities:
        view, ledger = views(self._article), Ledger()
        sources, identities = set(), []
        for node, day in self._nodes:
            for fact in view.facts.persons:
                if fact.name == node.name:
                    _named(self._found, fact, view.path, ledger)
                    if node.renamed == self._found.name:
                        _renamed(self._found, fact, view, ledger)
            for number, post in enumerate(posts_of(view.facts, node.name)):
                drawn, holding = self._assigned[node.profile, number, day]
                before = persons(view.path, post.before) if post.before else None
                _claim_parties(drawn, holding, post, view.path, before, ledger)
                sources.add((drawn.tenure.path, view.path))
            if node.article != view.path:
                identities.append(self._repeated(node))
        return part(claims=ledger.sorted(), sources=sorted(sources), identities=identities)

    def _repeated(self, node: PersonNode) -> Identity:
        path, score = self._found.path, again(node)
        return Identity("same", path, path, self._article, node.name, node.article, node.name, *score)


def _named(found: PersonGroup, fact: PersonFact, article: str, ledger: Ledger) -> None:
    """A claim for each form of a name that the article writes: the person's name, or another form of it."""
    for evidence in fact.evidence or (supporting(fact.evidence),):
        form = _alias_of(fact, evidence) or fact.name
        ledger.add(found.path, "name" if form == found.name else "alias", form, article, evidence)


def _renamed(found: PersonGroup, fact: PersonFact, view: ArticleView, ledger: Ledger) -> None:
    """A claim for the name that a decision gives, quoting the form that it corrects."""
    decision = next(a.decision for a in view.applied if a.decision.action == "rename" and fact.name in a.names)
    form = next((e for e in fact.evidence if fold(e.exact) == fold(decision.form)), supporting(fact.evidence))
    step = f"{form.exact} -> {found.name}: {decision.said()}"
    proof = replace(form, rule="decision.rename", confidence=1.0, steps=(*form.steps, step))
    ledger.add(found.path, "name", found.name, view.path, proof)


def _alias_of(fact: PersonFact, evidence: Evidence) -> str | None:
    """The alias that the evidence quotes, or None where it quotes the name or something else that means it."""
    form = fold(evidence.exact)
    return None if form == fold(fact.name) else next((a for a in fact.aliases if fold(a) == form), None)


def _claim_parties(
    drawn: Drawn, holding: Holding, post: PostFact, article: str, before: str | None, ledger: Ledger
) -> None:
    path, capacity, person = drawn.tenure.path, drawn.tenure.capacity, holding.person
    body, evidence = holding.post.body, post.evidence
    ledger.add(path, "member", person, article, supporting(evidence, "person", post.person))
    ledger.add(path, "organization", body, article, supporting(evidence, "body", post.body or ""))
    ledger.add(path, "role", post.role, article, supporting(evidence, "role", post.role))
    if holding.capacity == capacity != "definitive":  # "definitive" is no words at all
        ledger.add(path, "capacity", capacity, article, supporting(evidence, "status"))
    if before and before != person:
        ledger.add(path, "replaces", before, article, supporting(evidence, "before", post.before or ""))
    if drawn.unit and post.division:
        ledger.add(path, "division", drawn.unit.path, article, supporting(evidence, "division", post.division))
    if holding.years and years_of(post.period):
        term = term_path(body, *holding.years)
        ledger.add(path, "term", term, article, supporting(evidence, "period", post.period or ""))
