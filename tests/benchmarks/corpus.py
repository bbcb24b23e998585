"""A large corpus of facts for benchmarks: the gold pages over and over, with other people in every copy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from gold_facts import facts_of

from kpugraph.model import Article, ArticleFacts, Evidence

_VOWELS, _OTHERS = "aiueo", "bcdfghjklmnpqrstvwxyz"


def copies(pages: list[Path], articles: int) -> Iterator[ArticleFacts]:
    """That many articles. Names are changed letter by letter, so that every offset stays true."""
    originals = [facts for path in pages for facts in facts_of(json.loads(path.read_text("utf-8")))]
    for number in range(articles):
        copy, index = divmod(number, len(originals))
        yield _renamed(originals[index], copy) if copy else originals[index]


def _renamed(facts: ArticleFacts, copy: int) -> ArticleFacts:
    cipher = _cipher(copy)
    names = sorted({n for p in facts.persons for n in (p.name, *p.aliases)}, key=len, reverse=True)
    changed = {name: name.translate(cipher) for name in names}
    text = facts.article.page.text
    for name, other in changed.items():
        text = text.replace(name, other)
    page = replace(facts.article.page, id=f"{facts.article.page.id}-{copy}", text=text)
    article = Article(page, facts.article.index, facts.article.title, facts.article.body)
    return replace(_mapped(replace(facts, article=article), changed, text), article=article)


def _mapped(value: Any, names: dict[str, str], text: str) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, Evidence):
        return replace(value, exact=text[value.start : value.end])
    if isinstance(value, tuple):
        return tuple(_mapped(item, names, text) for item in value)
    if is_dataclass(value) and not isinstance(value, type | Article):
        return replace(value, **{f.name: _mapped(getattr(value, f.name), names, text) for f in fields(value)})
    return value


def _cipher(copy: int) -> dict[int, int]:
    """A table of letters: vowels to vowels, others to others, both moved on by digits of the copy's number."""
    table: dict[int, int] = {}
    for letters, step in ((_VOWELS, copy % 5), (_OTHERS, copy // 5 % 21)):
        moved = letters[step:] + letters[:step]
        table |= str.maketrans(letters + letters.upper(), moved + moved.upper())
    return table
