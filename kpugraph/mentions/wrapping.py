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
    broken = sum(_in_sentence(tokens, at) for at in range(1, len(tokens) - 1))
    divided = sum(second.text == "\n" and first.text not in _ENDS for first, second in pairwise(tokens))
    if broken < _FEWEST or broken * 3 < divided:
        return list(tokens)
    kept = [second for first, second in pairwise(tokens) if second.text != "\n" or first.text in _ENDS]
    return [*tokens[:1], *kept]


def _in_sentence(tokens: Sequence[Token], at: int) -> bool:
    """Whether a single line break at ``at`` stands between two words, the second of them small, or behind a comma."""
    if tokens[at].text != "\n":
        return False
    before, behind = tokens[at - 1].text, tokens[at + 1].text
    return before not in _ENDS and (behind[0].islower() or before in _GOES_ON)
