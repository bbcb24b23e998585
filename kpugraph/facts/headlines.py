"""Forms of names that only the headline has: "Endah Kusumastuti Terpilih" above "Endah Puspita Kusumastuti"."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.model import Article, PersonMention, Token
from kpugraph.text import fold, tokens_of

RULE = "people.headline"


def headline_mentions(article: Article, people: Sequence[PersonMention]) -> list[PersonMention]:
    """The people of the article whose name the headline shortens to two words or more, in its order."""
    tokens = tokens_of(article.page.text, article.title.start, article.title.end)
    names = {name: [fold(word).strip(".") for word in name.split()] for name in sorted({m.name for m in people})}
    parts = {word for words in names.values() for word in words}
    found: list[PersonMention] = []
    i = 0
    while i < len(tokens):
        if tokens[i].fold not in parts or not tokens[i].text[0].isupper():
            i += 1
            continue
        runs = [(_run(tokens, i, words), name) for name, words in names.items()]
        best = max(runs)
        if best[0] < 2 or sum(run == best[0] for run, _ in runs) > 1:
            i += 1
            continue
        start, end = tokens[i].start, tokens[i + best[0] - 1].end
        form = " ".join(article.page.text[start:end].split())
        steps = (f"{form} -> {best[1]}",) if form != best[1] else ()
        found.append(PersonMention(start, end, form, best[1], RULE, 0.9, steps))
        i += best[0]
    return found


def _run(tokens: Sequence[Token], i: int, words: Sequence[str]) -> int:
    """How many tokens from ``i`` on are words of a name, in its order."""
    count = at = 0
    for token in tokens[i : i + len(words)]:
        if token.fold not in words[at:] or not token.text[0].isupper():
            break
        at = words.index(token.fold, at) + 1
        count += 1
    return count
