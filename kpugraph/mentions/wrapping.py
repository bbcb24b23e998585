"""Texts whose lines are broken in the middle of sentences: the breaks are no breaks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kpugraph.model import Token

_FEWEST = 3  # broken sentences that show that a text is wrapped
_GOES_ON = frozenset({",", "-", "–", "/", "&", "("})  # nothing ends behind these marks
_ENDS = frozenset({".", "!", "?", ":", ";", "”", '"', ")"})


def unwrap(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without the line breaks inside sentences, where the text shows by small first letters that it has such.

    A blank line always divides, and so does a line that ends as a sentence does.
    """
    breaks = [at for at, token in enumerate(tokens) if token.text == "\n" and 0 < at < len(tokens) - 1]
    divided = [at for at in breaks if tokens[at - 1].text not in _ENDS]
    broken = sum(_in_sentence(tokens, at) for at in divided)
    if broken < _FEWEST or broken * 3 < len(divided):
        return list(tokens)
    kept = [second for first, second in pairwise(tokens) if second.text != "\n" or first.text in _ENDS]
    return [*tokens[:1], *kept]


def _in_sentence(tokens: Sequence[Token], at: int) -> bool:
    """Whether the line break at ``at``, behind no end, stands before a small word, or behind a comma."""
    before, behind = tokens[at - 1].text, tokens[at + 1].text
    return behind[0].islower() or before in _GOES_ON
