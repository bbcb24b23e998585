"""One post of several tellings: what completes, and what gives way to what is better stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpugraph.facts.belonging import SWEARING, is_understood
from kpugraph.model import PostFact


def merge(facts: Sequence[PostFact]) -> list[PostFact]:
    """One post per person, role, body and status; a division or period completes one that lacks it."""
    out: list[PostFact] = []
    for fact in facts:
        for n, held in enumerate(out):
            if (held.person, held.role, held.body) != (fact.person, fact.role, fact.body):
                continue
            if held.division and fact.division and held.division.casefold() != fact.division.casefold():
                continue
            if "current" not in (held.status, fact.status) and held.status != fact.status:
                continue  # "wali kota terpilih A (kini Plt. Wali Kota)"
            out[n] = replace(
                held,
                division=held.division or fact.division,
                period=held.period or fact.period,
                status=held.status if held.status != "current" else fact.status,
                evidence=(*held.evidence, *fact.evidence),
            )
            break
        else:
            out.append(fact)
    return _without_guesses(_of_the_national(out))


def _of_the_national(facts: Sequence[PostFact]) -> list[PostFact]:
    """The chair who swears in the members of another commission is not that one's chair besides."""
    swearing = {f.person for f in facts if any(SWEARING in e.steps for e in f.evidence)}
    return [
        f
        for f in facts
        if not (f.person in swearing and f.role == "Ketua" and (f.body or "").startswith("KPU ") and f.body != "KPU RI")
    ]


def _without_guesses(facts: Sequence[PostFact]) -> list[PostFact]:
    """Without the publishing office's own for a role that the article says its holder has in another body."""
    stated = {(f.person, f.role) for f in facts if not _guessed(f)}
    return [f for f in facts if not (_guessed(f) and (f.person, f.role) in stated)]


def _guessed(fact: PostFact) -> bool:
    return all(any(is_understood(step) for step in e.steps) for e in fact.evidence)


def past_terms(posts: Sequence[PostFact], year: str) -> list[PostFact]:
    """The posts, those whose term ended before the article's year as former ones ("Ketua KPU X periode 2008-2013")."""
    return [
        replace(post, status="former")
        if year.isdigit() and post.status == "current" and post.period and _ended(post, posts, year)
        else post
        for post in posts
    ]


def _ended(post: PostFact, posts: Sequence[PostFact], year: str) -> bool:
    """Whether the term of a post is over: its last year is past, or is this one and another has the post now."""
    last = (post.period or "")[-4:]
    return last < year or (last == year and post.role == "Ketua" and any(_takes_over(other, post) for other in posts))


def _takes_over(other: PostFact, post: PostFact) -> bool:
    same = (other.role, other.body) == (post.role, post.body) and other.person != post.person
    return same and other.status == "current" and other.period != post.period
