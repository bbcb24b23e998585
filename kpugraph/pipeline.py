"""The stages in their order: pages → articles → mentions → facts → entities → quads → store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kpugraph import articles, entities, facts, language, mentions, quads, sources, store
from kpugraph.entities import decisions
from kpugraph.errors import KpugraphError
from kpugraph.model import ArticleFacts, Page
from kpugraph.regions import load_regions


def extract(pages: Iterable[Page], lexicon_dir: Path | None = None) -> Iterator[ArticleFacts]:
    """The facts of every article of the pages, in order; ``lexicon_dir`` adds a user's own rows to the word lists."""
    words = language.load(lexicon_dir)
    for page in pages:
        parts = articles.split(page)
        lines = [articles.dateline(article) for article in parts]
        for found in mentions.find(page, parts, lines, words):
            yield facts.read(found, words)


@dataclass(frozen=True, slots=True)
class Summary:
    """How many of each a build put into the graph."""

    pages: int
    articles: int
    persons: int
    bodies: int
    posts: int
    tenures: int
    events: int
    documents: int
    statements: int
    claims: int
    triples: int

    def counts(self) -> dict[str, int]:
        return asdict(self)


def build(
    names: Sequence[str],
    target: Path,
    on_error: Callable[[KpugraphError], None],
    *,
    lexicon_dir: Path | None = None,
    decisions_dir: Path | None = None,
    progress: Callable[[int], None] = lambda done: None,
    on_stale: Callable[[str], None] = lambda line: None,
) -> Summary:
    """Builds the store at ``target`` from the sources, replacing an older one; the same sources give the same store.

    Records that cannot be read go to ``on_error`` and are left out; without any page, KpugraphError. ``decisions_dir``
    holds corrections by people; those that do not fit the pages go to ``on_stale``.
    """
    decided = decisions.load(decisions_dir)
    found: list[ArticleFacts] = []
    pages: set[str] = set()
    for article in extract(sources.read(names, on_error), lexicon_dir):
        found.append(article)
        pages.add(article.article.page.id)
        progress(len(found))
    if not found:
        raise KpugraphError("no articles in the sources", todo="name files or directories with pages")
    graph = entities.resolve(found, load_regions(), decided)
    for line in decisions.left_out(decided, graph.decisions, pages):
        on_stale(line)
    triples = store.write(target, quads.lines(graph))
    return Summary(
        pages=len(pages),
        articles=len(graph.articles),
        persons=len(graph.persons),
        bodies=len(graph.bodies),
        posts=len(graph.posts),
        tenures=len(graph.tenures),
        events=len(graph.events),
        documents=len(graph.documents),
        statements=len(graph.statements),
        claims=len(graph.claims),
        triples=triples,
    )
