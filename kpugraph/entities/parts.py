"""The graph in parts: what one article, one person or one body adds to it. A graph is the union of its parts.

A part depends on its own block alone, and on the bodies as all articles together name them. So when articles come or
go only the parts that they touch are made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from kpugraph.entities import bodies as naming_bodies
from kpugraph.entities.claims import Ledger, supporting
from kpugraph.entities.model import (
    Applied,
    ArticleNode,
    Body,
    Claim,
    Election,
    Entities,
    Statement,
    Term,
    part,
)
from kpugraph.entities.reposts import Repost
from kpugraph.entities.tenures import term_path
from kpugraph.entities.views import ArticleView
from kpugraph.ids import digest, name_slug
from kpugraph.model import Evidence
from kpugraph.partial import is_valid
from kpugraph.regions import Regions

Bodies = Mapping[str, Body]


def union(parts: Iterable[Entities]) -> Entities:
    """The parts as one, each kind in a fixed order, what several parts hold kept once."""
    found: dict[str, dict[Any, Any]] = {field.name: {} for field in fields(Entities)}
    for each in parts:
        for name, known in found.items():
            for item in getattr(each, name):
                key = _order(name, item)
                known[key] = _both(known[key], item) if isinstance(item, Term) and key in known else item
    sources: dict[str, list[str]] = {}
    for path, article in sorted(found["sources"]):
        sources.setdefault(path, []).append(article)
    found["tenures"] = {
        path: replace(tenure, sources=tuple(sources[path])) for path, tenure in found["tenures"].items()
    }
    found["sources"] = {}
    return part(**{name: [known[key] for key in sorted(known)] for name, known in found.items()})


def each(happenings: Entities) -> Iterator[Entities]:
    """Events and documents as a part for each."""
    claims: dict[str, list[Claim]] = {}
    for claim in happenings.claims:
        claims.setdefault(claim.subject, []).append(claim)
    for event in happenings.events:
        yield part(events=[event], claims=claims.get(event.path, ()))
    for document in happenings.documents:
        yield part(documents=[document], claims=claims.get(document.path, ()))


def _order(kind: str, item: Any) -> Any:
    if kind == "sources":
        return item
    if kind == "claims":
        e = item.evidence
        return item.subject, item.property, item.value, item.article, e.start, e.end, e.exact
    if kind == "identities":
        return (item.person, item.article, item.form, item.verdict, item.other, item.other_article, item.other_form,
                item.score, item.reasons)  # fmt: skip
    if kind == "decisions":
        return item.id, item.article, item.stale, item.about
    if kind == "articles":
        return item.facts.article.page.id, item.facts.article.index
    return item.code if kind == "regions" else item.path


def _both(a: Term, b: Term) -> Term:
    """A term that two articles state."""
    return replace(a, sources=tuple(sorted({*a.sources, *b.sources})))


# ----------------------------------------------------------------- parts


def of_article(view: ArticleView, people: Mapping[str, str], bodies: Bodies, repost: Repost | None = None) -> Entities:
    """What an article adds by itself; ``people`` gives the path of the person that each of its names means."""
    ledger = Ledger()
    for fact in view.facts.bodies:
        path = view.bodies[fact.name]
        for evidence in fact.evidence:
            ledger.add(path, "label", bodies[path].name, view.path, evidence)
    elections = {f"election/{name_slug(fact.name)}": fact for fact in view.facts.elections}
    for path, election in elections.items():
        ledger.add(view.path, "about", path, view.path, supporting(election.evidence))
    for stage in view.facts.stages:
        ledger.add(view.path, "stage", stage.stage, view.path, supporting(stage.evidence))
    for field, value in (("place", view.facts.place), ("date", view.facts.date)):
        proof = [e for e in view.facts.evidence if e.field == field]
        if value and proof and (field != "date" or is_valid(value)):
            ledger.add(view.path, f"article_{field}", value, view.path, proof[0])
    if repost is not None:
        ledger.add(view.path, "repost_of", repost.original, view.path, _copied(view, repost))
    return part(
        articles=[ArticleNode(view.path, view.facts, view.publisher, view.links)],
        statements=_statements(view, {**view.bodies, **people}, ledger),
        elections=[Election(path, fact.name) for path, fact in elections.items()],
        terms=_terms(view, bodies, ledger),
        claims=ledger.sorted(),
        decisions=_decisions(view, people),
    )


def _copied(view: ArticleView, repost: Repost) -> Evidence:
    """Why an article is a repost, at its headline."""
    article = view.facts.article
    text = article.page.text[article.title.start : article.body.end]
    start = article.title.start + len(text) - len(text.lstrip())
    end = article.title.end if article.title.end > start else start + len(text.strip().split("\n")[0])
    other = repost.original.partition("/")[2]
    rule, step = "reposts.words", f"{repost.shared} of {repost.all} word triples shared with {other}"
    if repost.excerpt:
        rule, step = "reposts.excerpt", f"an excerpt: {repost.shared} of its {repost.all} word triples stand in {other}"
    elif repost.shared == repost.all:
        step = f"the same words with {other}"
    return Evidence(start, end, article.page.text[start:end], rule, round(repost.similarity, 2), "", (step,))


def _decisions(view: ArticleView, people: Mapping[str, str]) -> list[Applied]:
    """What became of the decisions on this article, with the persons or the body that they are about."""
    about = {**view.bodies, **people}
    return [
        Applied(d.id, d.action, d.page, d.quote, d.field, d.value, d.by, d.on, d.why, view.path,
                tuple(sorted({about[name] for name in (*applied.names, applied.body) if name in about})), applied.stale)
        for applied in view.applied
        for d in (applied.decision,)
    ]  # fmt: skip


def _statements(view: ArticleView, parties: Mapping[str, str], ledger: Ledger) -> list[Statement]:
    out: list[Statement] = []
    for fact in view.facts.statements:
        path = f"statement/{digest(view.path, fact.quote)}"
        out.append(Statement(path, fact.quote, view.path))
        ledger.add(path, "text", fact.quote, view.path, supporting(fact.evidence))
        if fact.speaker in parties:
            speaker = supporting(fact.evidence, "speaker", fact.speaker or "")
            ledger.add(path, "speaker", parties[fact.speaker or ""], view.path, speaker)
    return out


def _terms(view: ArticleView, bodies: Bodies, ledger: Ledger) -> list[Term]:
    out: list[Term] = []
    for fact in view.facts.terms:
        body = view.bodies.get(fact.holder) or view.holders[fact.holder]
        path = term_path(body, fact.start, fact.end)
        label = f"{bodies[body].name} {fact.start}–{fact.end}"
        out.append(Term(path, label, fact.start, fact.end, (view.path,)))
        ledger.add(path, "of_body", body, view.path, supporting(fact.evidence, "holder", fact.holder))
    return out


def of_body(body: Body, regions: Regions, mention: tuple[str, Evidence] | None) -> Entities:
    """A body with its regions and the one above it. ``mention`` is what speaks for it: an article and the quote there."""
    ledger = Ledger()
    above = naming_bodies.parent(body, regions, mention[1]) if mention else None
    if mention and above:
        ledger.add(body.path, "parent", above[0], mention[0], above[1])
    codes = {body.region[:5], body.region[:2]} if body.region else set()
    within = [regions.by_code[code] for code in sorted(codes) if code in regions.by_code]
    return part(bodies=[body], regions=within, claims=ledger.sorted())


def mentions(view: ArticleView, regions: Regions) -> dict[tuple[str, bool, str], Evidence]:
    """The article's first mention of each body, and of those below one: by body, whether below, and what is named.

    Of the mentions of all articles the smallest (named itself first, then article, place, name) speaks for a body.
    """
    first: dict[str, Evidence] = {}
    for fact in view.facts.bodies:
        path = view.bodies[fact.name]
        for evidence in fact.evidence:
            if path not in first or evidence.start < first[path].start:
                first[path] = evidence
    out: dict[tuple[str, bool, str], Evidence] = {}
    for path, evidence in first.items():
        out[path, False, path] = evidence
        for upper in naming_bodies.spoken_for(view.readings[path], regions):
            out[upper, True, path] = evidence
    return out


def speaking(views: Sequence[ArticleView], regions: Regions) -> dict[str, tuple[str, Evidence]]:
    """The article and quote that speak for each body."""
    best: dict[str, tuple[tuple[bool, str, int, str], Evidence]] = {}
    for view in views:
        for (body, below, via), evidence in mentions(view, regions).items():
            candidate = (below, view.path, evidence.start, via)
            if body not in best or candidate < best[body][0]:
                best[body] = candidate, evidence
    return {body: (place[1], evidence) for body, (place, evidence) in best.items()}
