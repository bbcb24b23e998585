"""Decisions applied to the facts of one article: facts rejected and edited, persons joined, kept apart and renamed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kpugraph.entities.decisions import Decision, Decisions
from kpugraph.model import ArticleFacts, BodyFact, Evidence, PostFact
from kpugraph.text import fold

_PARTS = {
    "person": "persons", "post": "posts", "event": "events", "document": "documents", "statement": "statements",
    "term": "terms", "body": "bodies", "election": "elections",
}  # fmt: skip
_LABELS = {"person": "name", "post": "person", "event": "name", "document": "number", "statement": "quote",
           "term": "holder", "body": "name", "election": "name"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Applied:
    """A decision on this article: ``names`` are the persons that it is about, or ``body`` the body; ``stale`` says why
    it was not applied."""

    decision: Decision
    names: tuple[str, ...] = ()
    body: str = ""
    stale: str = ""


@dataclass
class Corrected:
    """An article after the decisions on it. Each mapping is by the name of a person in the article."""

    facts: ArticleFacts
    applied: list[Applied] = field(default_factory=list)
    joined: dict[str, set[str]] = field(default_factory=dict)
    parted: dict[str, set[str]] = field(default_factory=dict)
    renamed: dict[str, Decision] = field(default_factory=dict)
    links: dict[str, set[str]] = field(default_factory=dict)
    body_links: dict[str, set[str]] = field(default_factory=dict)  # by the name of a body
    rejected: list[PostFact] = field(default_factory=list)  # posts: they still tell who is meant


def correct(facts: ArticleFacts, decisions: Decisions) -> Corrected:
    """The article with every decision on it applied; those that do not fit its text are stale."""
    done = Corrected(facts)
    for decision in decisions.by_page.get(facts.article.page.id, ()):
        _Correcting(done, decision).run()
    return done


class _Correcting:
    def __init__(self, done: Corrected, decision: Decision) -> None:
        self._done = done
        self._decision = decision

    def run(self) -> None:
        page = self._done.facts.article.page
        sides = [(self._decision.page, self._decision.quote, self._decision.form)]
        if self._decision.pair:
            sides.append((self._decision.other_page, self._decision.other_quote, self._decision.other_form))
        for of, quote, form in sides:
            if of != page.id:
                continue
            span = self._span(quote)
            if span is None:
                if quote not in page.text and self._done.facts.article.index == 0:
                    self._stale("its quote stands in the page no more")
                continue
            self._apply(span, form)

    def _span(self, quote: str) -> tuple[int, int] | None:
        """Where the quote stands in this article."""
        article = self._done.facts.article
        start = article.page.text.find(quote, article.title.start, article.body.end)
        return None if start < 0 else (start, start + len(quote))

    def _stale(self, why: str) -> None:
        self._done.applied.append(Applied(self._decision, stale=why))

    def _apply(self, span: tuple[int, int], form: str) -> None:
        if self._decision.action == "reject":
            self._reject(span, form)
        elif self._decision.action == "edit":
            self._edit(span, form)
        elif self._decision.field == "body":
            self._body(span, form)
        else:
            self._person(span, form)

    # ------------------------------------------------------------ persons

    def _person(self, span: tuple[int, int], form: str) -> None:
        name = self._name(span, form)
        if name is None:
            self._stale(f"no person is named {form!r} in its quote")
            return
        done, decision = self._done, self._decision
        if decision.action == "same":
            done.joined.setdefault(name, set()).add(decision.id)
        elif decision.action == "not-same":
            done.parted.setdefault(name, set()).add(decision.id)
        elif decision.action == "rename":
            done.renamed[name] = decision
        else:
            done.links.setdefault(name, set()).add(decision.value)
        done.applied.append(Applied(decision, (name,)))

    def _name(self, span: tuple[int, int], form: str) -> str | None:
        """The person of the article whom a form in the quote means."""
        for person in self._done.facts.persons:
            for e in person.evidence:
                if fold(e.exact) == fold(form) and span[0] <= e.start and e.end <= span[1]:
                    return person.name
        forms = {fold(f): p.name for p in self._done.facts.persons for f in (p.name, *p.aliases)}
        return forms.get(fold(form)) if fold(form) in fold(self._decision.quote + self._decision.other_quote) else None

    def _body(self, span: tuple[int, int], form: str) -> None:
        """Links the body of the article that a form in the quote means, or the only one that has this name."""
        wanted = fold(form)
        said = [b.name for b in self._done.facts.bodies if any(
            fold(e.exact) == wanted and span[0] <= e.start and e.end <= span[1] for e in b.evidence)]  # fmt: skip
        named = [
            b.name
            for b in self._done.facts.bodies
            if fold(b.name) == wanted and any(_meets(e, span) for e in b.evidence)
        ]
        found = sorted({*said, *named})
        if len(found) != 1:
            known = ", ".join(b.name for b in self._done.facts.bodies if any(_meets(e, span) for e in b.evidence))
            several = f"{form!r} may be {' or '.join(found)}" if found else f"no body is named {form!r}"
            self._stale(f"{several} in its quote{f', which names {known}' if known and not found else ''}")
            return
        self._done.body_links.setdefault(found[0], set()).add(self._decision.value)
        self._done.applied.append(Applied(self._decision, body=found[0]))

    # ------------------------------------------------------------ facts

    def _found(self, kind: str, span: tuple[int, int], form: str) -> list[Any]:
        """The facts of a kind told in the quote, those of a label where one is given."""
        told = []
        for fact in getattr(self._done.facts, _PARTS[kind]):
            label = str(getattr(fact, _LABELS[kind]))
            main = [e for e in fact.evidence if not e.field] or list(fact.evidence)
            if any(_meets(e, span) for e in main) and (not form or fold(form) in fold(label)):
                told.append(fact)
        return told

    def _reject(self, span: tuple[int, int], form: str) -> None:
        kind = self._decision.field
        found = self._found(kind, span, form)
        if not found:
            self._stale(f"its quote gives no {kind}{f' of {form!r}' if form else ''}")
            return
        names = tuple(sorted({str(getattr(fact, "person", getattr(fact, "name", ""))) for fact in found}))
        kept = tuple(fact for fact in getattr(self._done.facts, _PARTS[kind]) if fact not in found)
        self._put(kind, kept)
        if kind == "post":
            self._done.rejected += found
        if kind == "person":
            gone = {fact.name for fact in found}
            posts = tuple(post for post in self._done.facts.posts if post.person not in gone)
            self._done.facts = replace(self._done.facts, posts=posts)
        self._done.applied.append(Applied(self._decision, names))

    def _edit(self, span: tuple[int, int], form: str) -> None:
        kind, _, name = self._decision.field.partition(".")
        value = self._decision.value or None
        if kind == "article":
            self._edit_article(name, value, span)
            return
        found = self._found(kind, span, form)
        if not found:
            self._stale(f"its quote gives no {kind}{f' of {form!r}' if form else ''}")
            return
        old = getattr(self._done.facts, _PARTS[kind])
        changed = tuple(self._edited(fact, name, value) if fact in found else fact for fact in old)
        self._put(kind, changed)
        if self._decision.field == "post.body" and value and all(b.name != value for b in self._done.facts.bodies):
            proof = next(e for e in found[0].evidence)
            body = BodyFact(value, evidence=(self._noted(proof, "", value),))
            self._done.facts = replace(self._done.facts, bodies=(*self._done.facts.bodies, body))
        names = tuple(sorted({str(getattr(fact, "person", "")) for fact in found} - {""}))
        self._done.applied.append(Applied(self._decision, names))

    def _put(self, kind: str, facts: Sequence[Any]) -> None:
        part: dict[str, Any] = {_PARTS[kind]: tuple(facts)}
        self._done.facts = replace(self._done.facts, **part)

    def _edited(self, fact: Any, name: str, value: str | None) -> Any:
        before = getattr(fact, name)
        evidence = [e for e in fact.evidence if e.field != name]
        proof = next((e for e in fact.evidence if e.field == name), fact.evidence[0])
        evidence.append(self._noted(proof, name, f"{before or 'nothing'} -> {value or 'nothing'}"))
        return replace(fact, **{name: value}, evidence=tuple(evidence))

    def _edit_article(self, name: str, value: str | None, span: tuple[int, int]) -> None:
        facts = self._done.facts
        text = facts.article.page.text
        proof = next(
            (e for e in facts.evidence if e.field == name), Evidence(*span, text[slice(*span)], "decision", 1.0, name)
        )
        step = f"{getattr(facts, name) or 'nothing'} -> {value or 'nothing'}"
        kept = tuple(e for e in facts.evidence if e.field != name)
        part: dict[str, Any] = {name: value}
        self._done.facts = replace(facts, **part, evidence=(*kept, self._noted(proof, name, step)))
        self._done.applied.append(Applied(self._decision))

    def _noted(self, proof: Evidence, name: str, step: str) -> Evidence:
        """The evidence with the decision as its last step."""
        return replace(proof, field=name, steps=(*proof.steps, f"{step}: {self._decision.said()}"), confidence=1.0)


def _meets(evidence: Evidence, span: Sequence[int]) -> bool:
    """Whether the quoted span lies in the decision's quote, or that in it."""
    inside = span[0] <= evidence.start and evidence.end <= span[1]
    return inside or (evidence.start <= span[0] and span[1] <= evidence.end)
