"""The activity that a headline names, for articles whose body names none."""

from __future__ import annotations

from functools import lru_cache

from kpugraph import lexicon
from kpugraph.text import fold, tokenize


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    rows = (row for path in lexicon.tables("events") for _, row in lexicon.read_table(path, ("form", "kind", "class")))
    return {fold(row["form"]): row["kind"] for row in rows if row["class"] != "weak"}


def headline_kind(title: str) -> tuple[str, int, int] | None:
    """(kind, start, end) of the longest known form in the headline, offsets in it; None where there is none."""
    tokens = tokenize(title)
    best: tuple[int, str, int, int] | None = None
    for i in range(len(tokens)):
        for j in range(min(i + 6, len(tokens)), i, -1):
            kind = _forms().get(" ".join(token.fold for token in tokens[i:j]))
            if kind is not None and (best is None or j - i > best[0]):
                best = (j - i, kind, tokens[i].start, tokens[j - 1].end)
    return best[1:] if best else None
