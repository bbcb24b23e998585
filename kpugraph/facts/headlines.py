"""Forms of names that only the headline has: "Endah Kusumastuti Terpilih" above "Endah Puspita Kusumastuti"."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.model import Article, PersonMention, Token
from kpugraph.text import fold, tokenize

RULE = "people.headline"


def headline_mentions(article: Article, people: Sequence[PersonMention]) -> list[PersonMention]:
    """The people of the article whose name the headline shortens to two words or more, in its order."""
    tokens = tokenize(article.page.text, article.title.start, article.title.end)
    names = {mention.name for mention in people}
    found: list[PersonMention] = []
    i = 0
    while i < len(tokens):
        best = max(((_run(tokens, i, name), name) for name in sorted(names)), default=(0, ""))
        if best[0] < 2 or sum(_run(tokens, i, name) == best[0] for name in names) > 1:
            i += 1
            continue
        start, end = tokens[i].start, tokens[i + best[0] - 1].end
        form = " ".join(article.page.text[start:end].split())
        steps = (f"{form} -> {best[1]}",) if form != best[1] else ()
        found.append(PersonMention(start, end, form, best[1], RULE, 0.9, steps))
        i += best[0]
    return found


def _run(tokens: Sequence[Token], i: int, name: str) -> int:
    """How many tokens from ``i`` on are words of the name, in its order."""
    words = [fold(word).strip(".") for word in name.split()]
    count = at = 0
    for token in tokens[i:]:
        if token.fold not in words[at:] or not token.text[0].isupper():
            break
        at += words[at:].index(token.fold) + 1
        count += 1
    return count
