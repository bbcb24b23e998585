"""Posts by what somebody does, that no list has as a whole: "Admin media sosial KPU Pati, Sarno, …", "Section Head X PT Y".

A word for a job (``data/rules/organisations.toml``), what it is for, and the body it is done in, with a name beside them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kpugraph.language import Language
from kpugraph.mentions.body_parts import text_of
from kpugraph.mentions.items import Item
from kpugraph.mentions.organisations import organisation_words
from kpugraph.model import BodyMention, RolePhrase
from kpugraph.text import fold

_PARTS = {
    "cap", "word", "divisions", "agencies", "events", "num", "venues", "cues", "roles", "elections", "statuses", "bodies", "levels",
}  # fmt: skip
_MOST = 8  # items of a job's name
_SMALL = 3  # of them in small letters


def job_at(items: Sequence[Item], i: int, jobs: Collection[str], language: Language) -> tuple[int, RolePhrase | None]:
    """(end, phrase) of the job that begins at ``i``, where a body ends it and a name stands beside."""
    word = fold(items[i].text).split()[0]
    listed = items[i].entry("roles") if items[i].kind == "roles" else None
    if (
        word not in jobs
        or not items[i].capital
        or (listed is not None and (listed.frame, listed.extra) != ("open", "no"))
    ):
        return i, None
    end = k = i + 1
    small = 0
    while k < len(items) and k < i + _MOST and items[k].value is None and _tells(items[k], language):
        small += not items[k].capital and items[k].text != "dan"
        k += 1
        end = k if items[k - 1].text != "dan" else end
    if k < len(items) and items[k].text in {"di", "pada"}:
        k += 1
    if end > i + 1 and items[end - 1].text == "Sekretariat":
        end -= 1
    body = items[k].value if k < len(items) else None
    whole = listed is not None and end == i + 1  # the lists have it
    if not isinstance(body, BodyMention) or not body.specific or small > _SMALL or whole:
        return i, None
    if not _beside(items, i, k + 1, language):
        return i, None
    return k + 1, RolePhrase(items[i].start, items[k].end, text_of(items, i, end), "open", body=body)


def _tells(item: Item, language: Language) -> bool:
    """Whether an item can be a part of what a job is for."""
    if item.kind not in _PARTS or item.text in organisation_words().no_task:
        return False
    word = fold(item.text)
    if item.text.islower():
        told = word in language.common and not word.startswith(("me", "di", "ber"))
        return told or item.text == "dan" or word in organisation_words().tasks
    return item.kind != "cap" or word not in language.given_names


def _beside(items: Sequence[Item], i: int, end: int, language: Language) -> bool:
    """Whether a name stands behind the comma or right behind the body, or before the comma of the job."""
    behind = items[end] if end < len(items) else None
    further = items[end + 1] if end + 1 < len(items) else None
    if behind is None:
        return False
    if behind.kind == "titles" or (behind.kind == "cap" and fold(behind.text) in language.given_names):
        return True
    if behind.text == "," and further is not None and further.kind in {"cap", "titles"}:
        return not language.is_plain(fold(further.text)) and not (further.text.isupper() and len(further.text) > 3)
    before = i > 1 and items[i - 1].text in {",", "("} and items[i - 2].kind in {"cap", "titles"}
    return before and behind.text in {",", ".", ")", ";"}
