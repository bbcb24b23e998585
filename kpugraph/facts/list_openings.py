"""Where a list of people begins, past the words that stand between it and the role or body it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.facts.post_words import words
from kpugraph.model import TextItem

SAYS_WHO = {"yakni", "yaitu", "ialah", "adalah", ":"}


def past_verb(items: Sequence[TextItem], j: int) -> int:
    """ "Empat calon bupati naik panggung: A, B", "Dua calon datang, yakni A": past the verb before the list."""
    for k in range(j, min(j + 5, len(items))):
        item = items[k]
        if item.text.lower() in SAYS_WHO:
            return k
        following = items[k + 1].text.lower() if k + 1 < len(items) else ""
        if item.kind in {"person", "post", "break", "body"} or item.text in {".", ";", "(", '"', "“"}:
            break
        if item.text == "," and following not in SAYS_WHO:
            break
    return j


def past_count(items: Sequence[TextItem], j: int) -> int:
    """ "PPK X seluruhnya orang baru, yakni A, B dan C": the list behind a word that counts the body's own members."""
    if items[j].text.lower() not in words().members:
        return j
    for k in range(j + 1, min(j + 6, len(items) - 1)):
        item = items[k]
        if item.text.lower() in SAYS_WHO:
            return k + 1
        if item.kind in {"person", "post", "body", "break"} or item.text in {".", ";"}:
            break
    return j
