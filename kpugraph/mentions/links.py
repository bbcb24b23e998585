"""Lines inside a body that lead to other news ("Baca juga: …"), whose names and activities are not the article's, and
captions, which tell of no activity of their own."""

from __future__ import annotations

import re
from functools import lru_cache

from kpugraph.lexicon import rules
from kpugraph.model import Article, Span

_CREDIT = re.compile(r"[Ff]oto|FOTO|[Dd]ok|DOK")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    starts = "|".join(f"(?:{start})" for start in rules("articles")["furniture"]["links"])
    alone = r"(?<=[:|])[^\S\n]*\n[^\n]{1,160}"  # the cue on a line of its own, the other headline below
    return re.compile(rf"^[^\S\n]*(?:{starts})(?:{alone}|[^\n]*)", re.IGNORECASE | re.MULTILINE)


@lru_cache(maxsize=1)
def _captions() -> re.Pattern[str]:
    captions = "|".join(f"(?:{line})" for line in rules("articles")["paragraph"]["captions"])
    return re.compile(rf"^[^\S\n]*(?:{captions})", re.IGNORECASE | re.MULTILINE)


def captions(article: Article) -> list[Span]:
    """The lines of an article's body that only say what a picture shows, and who took it."""
    if not _CREDIT.search(article.page.text, article.body.start, article.body.end):
        return []  # most articles: the patterns of whole lines are slow
    found = _captions().finditer(article.page.text, article.body.start, article.body.end)
    return [Span(match.start(), match.end()) for match in found]


def links(article: Article) -> list[Span]:
    """The lines of an article's body that lead to other news."""
    found = _pattern().finditer(article.page.text, article.body.start, article.body.end)
    return [Span(match.start(), match.end()) for match in found]
