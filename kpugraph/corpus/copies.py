"""Which reposts a change touches: the texts that a changed one is like, and those that they are like."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kpugraph.corpus.database import Database
from kpugraph.entities.reposts import Repost, Text, find, is_linked, may_meet, text_of
from kpugraph.entities.views import ArticleView


def recopy(
    db: Database, old: Iterable[ArticleView], new: Iterable[ArticleView], views: Callable[[str], ArticleView]
) -> tuple[dict[str, Repost], dict[str, Repost]]:
    """The reposts among the touched texts, as they were and as they are; the new keys are kept."""
    were, are = ([text_of(v.path, v.facts) for v in side] for side in (old, new))
    changed = {text.article for text in (*were, *are)}
    around: dict[str, Text] = {}
    open_ = [*were, *are]
    tried: set[tuple[str, str]] = set()
    while open_:
        text = open_.pop()
        for key in sorted(text.keys):
            for article, mark in db.meeting(key):
                if article in changed or article in around or (text.article, article) in tried:
                    continue
                if not may_meet(text, mark):
                    continue
                tried.add((text.article, article))
                other = text_of(article, views(article).facts)
                if is_linked(text, other):
                    around[article] = other
                    open_.append(other)
    gone, come = ({(key, (text.article, text.mark)) for text in side for key in text.keys} for side in (were, are))
    db.part(gone - come)
    db.meet(come - gone)
    return find([*were, *around.values()]), find([*are, *around.values()])
