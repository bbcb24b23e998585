"""One article as the resolution sees it: paths of its bodies, and its persons with the posts that tell them apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kpugraph.entities.bodies import BodyIndex
from kpugraph.entities.correcting import Applied, Corrected, correct
from kpugraph.entities.decisions import NONE, Decisions
from kpugraph.entities.holdings import years_of
from kpugraph.entities.model import Body
from kpugraph.entities.naming import identity_rules
from kpugraph.entities.nodes import HeldPost, PersonNode, Stint
from kpugraph.entities.profiles import with_profiles
from kpugraph.entities.tenures import reported_day
from kpugraph.entities.uniting import NATIONAL
from kpugraph.ids import digest, page_slug
from kpugraph.model import ArticleFacts, BodyFact, Office, PersonFact, PostFact
from kpugraph.partial import is_valid
from kpugraph.regions import Regions


@dataclass(frozen=True)
class ArticleView:
    """An article: its path, the path of its publisher, those of its bodies and of the holders of terms by name, its persons.

    ``readings`` are all bodies that it makes known, those above included, by path. ``facts`` are those after the
    decisions of people, ``applied`` these decisions.
    """

    path: str
    facts: ArticleFacts
    publisher: str | None
    bodies: Mapping[str, str]
    holders: Mapping[str, str]
    readings: Mapping[str, Body]
    people: tuple[PersonNode, ...]
    applied: tuple[Applied, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # bodies with the Wikidata items that decisions give them


def article_path(facts: ArticleFacts) -> str:
    return f"article/{page_slug(facts.article.page.id)}-{facts.article.index + 1}"


def view(facts: ArticleFacts, regions: Regions, decisions: Decisions = NONE) -> ArticleView:
    """The view of one article, after the decisions of people on its page. Nothing in it depends on other articles."""
    path = article_path(facts)
    corrected = correct(facts, decisions)
    facts = corrected.facts
    bodies = BodyIndex(regions)
    region = facts.office.region if facts.office else None
    paths = {fact.name: bodies.add(fact, region) for fact in facts.bodies}
    publisher = None
    if facts.office is not None and facts.office.publishes:
        publisher = bodies.add(BodyFact(facts.office.body, region=region), region)
    holders = {term.holder: bodies.add(BodyFact(term.holder), region) for term in facts.terms}
    told = (*facts.posts, *corrected.rejected)
    nodes = [_decided(_node(path, facts, fact, told, paths, bodies), corrected) for fact in facts.persons]
    people = with_profiles(nodes)
    readings = {body.path: body for body in bodies.all()}
    links = tuple(sorted((paths[name], item) for name, items in corrected.body_links.items() for item in items))
    return ArticleView(path, facts, publisher, paths, holders, readings, people, tuple(corrected.applied), links)


def _decided(node: PersonNode, corrected: Corrected) -> PersonNode:
    """The node with what people decided on it."""
    renamed = corrected.renamed.get(node.name)
    return replace(
        node,
        decided=tuple(sorted(corrected.joined.get(node.name, ()))),
        parted=tuple(sorted(corrected.parted.get(node.name, ()))),
        renamed=renamed.value if renamed else None,
        links=tuple(sorted(corrected.links.get(node.name, ()))),
    )


def _node(
    path: str,
    facts: ArticleFacts,
    person: PersonFact,
    told: Sequence[PostFact],
    paths: Mapping[str, str],
    bodies: BodyIndex,
) -> PersonNode:
    posts = [post for post in told if post.person == person.name and post.body in paths]
    day = reported_day(facts)
    stints = tuple(_stint(post, bodies[paths[post.body or ""]], day) for post in posts)
    return PersonNode(
        article=path,
        name=person.name,
        forms=tuple(sorted({person.name, *person.aliases})),
        office=office_anchor(facts.office, path),
        anchors=tuple(sorted({anchor_of(bodies[paths[post.body or ""]]) for post in posts})),
        stints=stints,
        day=day,
        late=person.late,
        held=tuple(
            HeldPost(paths[p.body or ""], p.role, p.status, p.division, p.period, p.start, p.end, p.ongoing, p.capacity)
            for p in posts_of(facts, person.name)
        ),
    )


def posts_of(facts: ArticleFacts, person: str) -> list[PostFact]:
    """The posts that an article gives a person of it, those in no known body left out."""
    return [post for post in facts.posts if post.person == person and post.body is not None]


def _stint(post: PostFact, body: Body, day: str | None) -> Stint:
    days = {d for d in (post.start, post.end) if d and len(d) == 10 and is_valid(d)}
    if day and len(day) == 10 and post.status in {"current", "acting"} and vouched(post, day):
        days.add(day)
    ended = post.end if post.end and len(post.end) == 10 else None
    return Stint(
        _seat(body, post.role), body.kind, post.role, post.status, tuple(sorted(days)), years_of(post.period), ended
    )


def _seat(body: Body, role: str) -> str:
    """Where a post is held: in a body, or in the staff of one whose members nobody of the staff is."""
    found = identity_rules()
    staff = body.kind in {"commission", "supervisor", "adhoc"} and role not in found.members
    return f"{body.path}#staff" if staff else body.path


def vouched(post: PostFact, day: str) -> bool:
    """Whether the day of the report is one on which the post was held: not before a stated start or after a stated end."""
    return not (post.end and day > post.end) and not (post.start and day < post.start[: len(day)])


def anchor_of(body: Body) -> str:
    """The anchor of a post in a body: the code of its regency or province, else the body itself."""
    if body.region:
        return body.region[:5]
    return NATIONAL + body.path if body.level == "national" else body.path


def office_anchor(office: Office | None, article: str) -> str:
    """Where a page's publisher stands; an article of no known office stands alone."""
    return (office.region or NATIONAL) if office else f"article-{digest(article, size=4)}"
