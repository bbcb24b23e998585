"""The stages in their order: pages → articles → mentions → facts → entities → quads → store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kpugraph import articles, facts, language, mentions
from kpugraph.model import ArticleFacts, Page


def extract(pages: Iterable[Page], lexicon_dir: Path | None = None) -> Iterator[ArticleFacts]:
    """The facts of every article of the pages, in order; ``lexicon_dir`` adds a user's own rows to the word lists."""
    words = language.load(lexicon_dir)
    for page in pages:
        parts = articles.split(page)
        lines = [articles.dateline(article) for article in parts]
        for found in mentions.find(page, parts, lines, words):
            yield facts.read(found, words)
