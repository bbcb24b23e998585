"""Lines inside a body that are not the article's own: links to other news ("Baca juga: …"), furniture of the site, teasers
behind the end, the headline once more; and captions, which tell of no activity of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpugraph.lexicon import rules
from kpugraph.model import Article, Span
from kpugraph.name_words import name_words
from kpugraph.text import fold

_CREDIT = re.compile(r"[FfDd](?:oto|OTO|ok|OK)")  # begins with a set of letters: the search leaps to them
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FURNITURE = 120  # characters: no line of the site is longer
_HEADLINE_WORDS = 5  # fewer make an item of a list


@dataclass(frozen=True, slots=True)
class _Patterns:
    links: re.Pattern[str]
    furniture: re.Pattern[str]
    bylines: re.Pattern[str]
    signoff: re.Pattern[str]
    keywords: re.Pattern[str]
    bullets: tuple[str, ...]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    data = rules("articles")["furniture"]

    def any_of(patterns: Sequence[str]) -> str:
        return "|".join(f"(?:{pattern})" for pattern in patterns)

    alone = r"(?<=[:|])[^\S\n]*\n[^\n]{1,160}"  # the cue on a line of its own, the other headline below
    return _Patterns(
        links=re.compile(rf"^[^\S\n]*(?:{any_of(data['links'])})(?:{alone}|[^\n]*)", re.IGNORECASE | re.MULTILINE),
        furniture=re.compile(any_of(data["lines"]), re.IGNORECASE),
        bylines=re.compile(any_of(data["bylines"]), re.IGNORECASE),
        signoff=re.compile(rf".*[.”\"!?)]\s*(?:{data['signoff']})"),
        keywords=re.compile(data["keywords"]),
        bullets=tuple(data["bullets"]),
    )


@lru_cache(maxsize=1)
def _captions() -> re.Pattern[str]:
    captions = "|".join(f"(?:{line})" for line in rules("articles")["paragraph"]["captions"])
    return re.compile(rf"^[^\S\n]*(?:{captions})", re.IGNORECASE | re.MULTILINE)


@lru_cache(maxsize=4)  # the readers of facts ask for those of one article in turn
def captions(article: Article) -> Sequence[Span]:
    """The lines of an article's body that only say what a picture shows, and who took it."""
    if not _CREDIT.search(article.page.text, article.body.start, article.body.end):
        return []  # most articles: the patterns of whole lines are slow
    found = _captions().finditer(article.page.text, article.body.start, article.body.end)
    return [Span(match.start(), match.end()) for match in found]


def links(article: Article, *, press: bool = False) -> list[Span]:
    """The lines of an article's body that are not its own; more kinds of them on a page of the press."""
    found = _patterns().links.finditer(article.page.text, article.body.start, article.body.end)
    spans = [Span(match.start(), match.end()) for match in found]
    return spans + list(_strange(article)) if press else spans


def _strange(article: Article) -> Iterator[Span]:
    """Furniture, keywords, headlines of other news behind a bullet, the headline repeated, and everything behind the writer's sign,
    bylines apart."""
    words = _patterns()
    seen = {fold(article.headline)}
    ended = False
    for match in _LINE.finditer(article.page.text, article.body.start, article.body.end):
        line = match.group().strip()
        again = fold(line) in seen
        seen.add(fold(line))
        byline = words.bylines.match(line) is not None
        small = len(line) <= _FURNITURE and words.furniture.fullmatch(line) is not None
        small = small or words.keywords.fullmatch(line) is not None
        if not byline and (ended or again or small or (line.startswith(words.bullets) and _is_headline(line))):
            yield Span(match.start(), match.end())
        ended = ended or words.signoff.fullmatch(line) is not None


def _is_headline(line: str) -> bool:
    """Whether an item of a list is the headline of other news: capitals all along, a verb among them, and no full stop."""
    words = _WORD.findall(line)
    capitals = sum(word[0].isupper() for word in words)
    told = any(fold(word) in name_words().verbs or fold(word).startswith(("di", "me", "ber", "ter")) for word in words)
    return len(words) >= _HEADLINE_WORDS and capitals * 3 >= len(words) * 2 and told and not line.endswith((".", ";"))
