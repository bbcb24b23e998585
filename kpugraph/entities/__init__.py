"""Entities: the facts of all articles under one identity for each person, body, post, event and document."""

from __future__ import annotations

from collections.abc import Iterable

from kpugraph.entities import happenings, parts, pieces, profiles, reposts
from kpugraph.entities.bodies import BodyIndex
from kpugraph.entities.decisions import NONE, Decisions
from kpugraph.entities.model import Body, Entities
from kpugraph.entities.persons import resolve_persons
from kpugraph.entities.views import ArticleView, view
from kpugraph.errors import DataError
from kpugraph.model import ArticleFacts
from kpugraph.regions import Regions

__all__ = ["Entities", "resolve"]


def resolve(facts: Iterable[ArticleFacts], regions: Regions, decisions: Decisions = NONE) -> Entities:
    """The entities and claims of the articles' facts. The order in which the facts come makes no difference.

    The same page twice counts once. Raises EvidenceError for a fact without evidence, DataError where two pages that
    differ have one id.
    """
    views = [view(article, regions, decisions) for article in _each_once(facts)]
    by_path = {seen.path: seen for seen in views}.__getitem__
    bodies = _bodies(views, regions)
    standing, members = profiles.grouped(node for seen in views for node in seen.people)
    groups = resolve_persons(standing.values())
    of_profile = {node.profile: group.path for group in groups for node in group.nodes}
    paths = {node.key: of_profile[node.profile] for seen in views for node in seen.people}
    people_of = {seen.path: {node.name: paths[node.key] for node in seen.people} for seen in views}
    speaking = parts.speaking(views, regions)
    copies = reposts.find(reposts.text_of(seen.path, seen.facts) for seen in views)
    found = [parts.of_body(body, regions, speaking.get(path)) for path, body in bodies.items()]
    for group in groups:
        for piece in pieces.of_person(group, members, paths, bodies):
            found.append(piece.make(by_path, lambda article, name: paths.get((article, name))))
    for seen in views:
        found.append(parts.of_article(seen, people_of[seen.path], bodies, copies.get(seen.path)))
    numbers = {happenings.document_key(document) for seen in views for document in seen.facts.documents}
    documents, named = happenings.of_documents(views, numbers)
    keys = {key for seen in views for key in happenings.event_keys(seen)}
    told = happenings.gathered(views, keys)
    events = happenings.of_events(
        told, sorted(told.groups), lambda path: by_path(path).bodies, people_of.__getitem__, named
    )
    return parts.union([*found, documents, events])


def _bodies(views: Iterable[ArticleView], regions: Regions) -> dict[str, Body]:
    index = BodyIndex(regions)
    for seen in views:
        for body in seen.readings.values():
            index.keep(body)
    return {body.path: body for body in index.all()}


def _each_once(facts: Iterable[ArticleFacts]) -> list[ArticleFacts]:
    """The articles in the order of their ids."""
    found: dict[tuple[str, int], ArticleFacts] = {}
    for item in facts:
        page = item.article.page
        known = found.setdefault((page.id, item.article.index), item).article.page
        if known.text != page.text:
            raise DataError(f"two pages have the id {page.id!r}", where=page.source or known.source, todo="rename one")
    return [found[key] for key in sorted(found)]
