"""Facts: what an article says, made from its mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpugraph.facts.change_words import cues
from kpugraph.facts.changes import late_people, with_changes
from kpugraph.facts.counted import from_polls
from kpugraph.facts.dating import article_date, resolve_relative
from kpugraph.facts.delegates import read_delegates
from kpugraph.facts.documents import read_documents
from kpugraph.facts.events import read_events
from kpugraph.facts.headlines import headline_mentions
from kpugraph.facts.post_merging import past_terms
from kpugraph.facts.posts import PostReader
from kpugraph.facts.stages import read_stages, staged
from kpugraph.facts.statements import read_statements
from kpugraph.facts.terms import read_elections, read_terms
from kpugraph.facts.years import find_anchors, fix_year
from kpugraph.language import Language
from kpugraph.mentions.places import known_as
from kpugraph.model import (
    ArticleFacts,
    BodyFact,
    BodyMention,
    EventFact,
    Evidence,
    Mentions,
    PersonFact,
    PersonMention,
    PostFact,
    StatementFact,
)  # fmt: skip
from kpugraph.sayings import load_sayings


def read(mentions: Mentions, language: Language) -> ArticleFacts:
    """Everything that one article says, each fact with its evidence."""
    article = mentions.article
    text, start, end = article.page.text, article.title.start, article.body.end
    terms = read_terms(text, start, end, mentions.bodies, mentions.office)
    anchors = find_anchors(article, mentions.dates, mentions.documents, mentions.elections, terms)
    dates = [fix_year(date, anchors) for date in mentions.dates]
    told = sorted([*dates, *from_polls(mentions, dates)], key=lambda date: date.start)
    dated = article_date(article, told, mentions.documents, mentions.quotes)
    documents = read_documents(text, start, end, mentions.documents, dates, mentions.bodies, mentions.office)
    sayings = load_sayings(language.extra)
    reader = PostReader(text, mentions.items, mentions.sentences, mentions.office, sayings, mentions.outline)
    posts = reader.read()
    changes = cues(mentions)
    told = [resolve_relative(date, dated[0] if dated else "") for date in dates]
    posts = with_changes(mentions, posts, told, changes)
    posts = past_terms(posts, (dated[0] if dated else "")[:4])
    delegates = read_delegates(mentions, language.regions)
    posts += [post for post in delegates.posts if (post.person, post.role) not in {(p.person, p.role) for p in posts}]
    statements = read_statements(
        text,
        mentions.sentences,
        mentions.quotes,
        mentions.people,
        mentions.bodies,
        sayings,
        mentions.items,
        posts,
    )
    events = [staged(text, event, mentions.stages) for event in read_events(mentions, dates, dated)]
    place, evidence = _place(mentions)
    if delegates.bodies:
        mentions = replace(mentions, bodies=(*mentions.bodies, *delegates.bodies))
    return ArticleFacts(
        article=article,
        office=mentions.office,
        place=place,
        date=dated[0] if dated else None,
        persons=tuple(persons(text, _named(mentions), late_people(mentions, changes))),
        bodies=tuple(bodies(mentions, posts, events, statements)),
        posts=tuple(posts),
        events=tuple(events),
        documents=tuple(documents),
        statements=tuple(statements),
        elections=tuple(read_elections(text, mentions.elections)),
        terms=tuple(terms),
        evidence=(*evidence, *((dated[1],) if dated else ())),
        sentences=mentions.sentences,
        stages=tuple(read_stages(text, mentions.stages)),
    )


def _place(mentions: Mentions) -> tuple[str | None, tuple[Evidence, ...]]:
    line = mentions.dateline
    if line is None or line.place is None:
        return None, ()
    exact = mentions.article.quote(line.place)
    return exact, (Evidence(line.place.start, line.place.end, exact, line.rule, 1.0, "place"),)


def _named(mentions: Mentions) -> list[PersonMention]:
    return [*mentions.people, *headline_mentions(mentions.article, mentions.people)]


def persons(text: str, mentions: Sequence[PersonMention], late: frozenset[str] = frozenset()) -> list[PersonFact]:
    """One fact per person, with the other forms as aliases and each mention as evidence; ``late`` names those who died."""
    by_name: dict[str, list[PersonMention]] = {}
    for mention in mentions:
        by_name.setdefault(mention.name, []).append(mention)
    return [
        PersonFact(
            name,
            tuple(dict.fromkeys(m.form for m in group if m.form != name)),
            tuple(Evidence(m.start, m.end, text[m.start : m.end], m.rule, m.confidence, "", m.steps) for m in group),
            name in late,
        )
        for name, group in by_name.items()
    ]


# Bodies that a role phrase makes from its place count only where somebody holds the post, or the phrase spells
# them out ("Ketua Pengadilan Negeri Sleman").
_DERIVED = ("roles.government", "roles.local", "roles.place", "roles.fixed", "bodies.for-district")


def bodies(
    mentions: Mentions, posts: Sequence[PostFact], events: Sequence[EventFact], statements: Sequence[StatementFact]
) -> list[BodyFact]:
    """One fact per specific body that is named, holds a post, takes part or speaks."""
    text = mentions.article.page.text
    used = {post.body for post in posts} | {s.speaker for s in statements}
    for event in events:
        used |= {event.organizer, event.leader, *event.participants}
    found: dict[str, list[BodyMention]] = {}
    for mention in mentions.bodies:
        derived = mention.rule.startswith(_DERIVED) and mention.name not in text[mention.start : mention.end]
        if mention.specific and (not derived or mention.name in used):
            found.setdefault(mention.name, []).append(mention)
    facts = [_body(text, name, group) for name, group in found.items()]
    facts += [_whole(post) for post in posts if post.body and post.body.endswith(" RI") and post.body not in found][:1]
    if mentions.office is not None and mentions.office.body in used and mentions.office.body not in found:
        facts.append(_office(mentions, [*posts, *events]))
    return facts


def _body(text: str, name: str, group: Sequence[BodyMention]) -> BodyFact:
    first = group[0]
    evidence = tuple(Evidence(m.start, m.end, text[m.start : m.end], m.rule, m.confidence, "", m.steps) for m in group)
    return BodyFact(name, first.kind, first.level, first.region, first.parent, evidence)


def _whole(post: PostFact) -> BodyFact:
    """A national body that only a post is of, where the text has a bare "KPU": its evidence is that of the post."""
    assert post.body is not None
    return BodyFact(post.body, "commission", "national", evidence=post.evidence[:1])


def _office(mentions: Mentions, facts: Sequence[PostFact | EventFact]) -> BodyFact:
    """The publishing office where it is only understood: its evidence is the fact that needs it."""
    office = mentions.office
    assert office is not None
    for fact in facts:
        parties = {fact.body} if isinstance(fact, PostFact) else {fact.organizer, *fact.participants}
        if office.body in parties:
            base = fact.evidence[0]
            step = f"{office.body} is {known_as(office)}"
            evidence = Evidence(base.start, base.end, base.exact, office.rule, 0.9, "", (step,))
            return BodyFact(office.body, "commission", region=office.region, evidence=(evidence,))
    return BodyFact(office.body, "commission", region=office.region)
