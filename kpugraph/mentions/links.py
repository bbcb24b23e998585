"""Lines inside a body that lead to other news ("Baca juga: …"): their names and activities are not the article's."""

from __future__ import annotations

import re
from functools import lru_cache

from kpugraph.lexicon import rules
from kpugraph.model import Article, Span


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    starts = "|".join(f"(?:{start})" for start in rules("articles")["furniture"]["links"])
    alone = r"(?<=[:|])[^\S\n]*\n[^\n]{1,160}"  # the cue on a line of its own, the other headline below
    return re.compile(rf"^[^\S\n]*(?:{starts})(?:{alone}|[^\n]*)", re.IGNORECASE | re.MULTILINE)


def links(article: Article) -> list[Span]:
    """The lines of an article's body that lead to other news."""
    found = _pattern().finditer(article.page.text, article.body.start, article.body.end)
    return [Span(match.start(), match.end()) for match in found]
