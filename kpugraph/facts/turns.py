"""One who takes another's post: "Enok menggantikan Ujang", "almarhum A digantikan B", "B mengisi tempat A"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpugraph.facts.post_words import words
from kpugraph.model import PersonMention, RolePhrase, TextItem

_FAR = 50  # items between "calon pengganti antarwaktu" and the name that it leads to
_REACH = 16  # items in a sentence between the two people
_COMES, _LEAVES = 4, 2  # items from the word of change to the name behind it


@dataclass(frozen=True, slots=True)
class Turn:
    """The items of the one who leaves and of the one who comes; either may be missing. ``candidate``: not in the post yet."""

    leaves: int | None
    comes: int | None
    candidate: bool = False


@lru_cache(maxsize=1)
def turn_words() -> frozenset[str]:
    """The words that tell of a turn."""
    return words().passing_on | words().substitutes | {"ganti"}


def turns(items: Sequence[TextItem], among: Iterable[int] | None = None) -> list[Turn]:
    """The turns that an article tells of, in text order; ``among`` are its people and words for turns, by number."""
    found = []
    for k in range(len(items)) if among is None else among:
        item = items[k]
        if item.kind == "person":
            turn = _active(items, k) or _left(items, k) or _called(items, k)
        elif item.text.lower() in turn_words():
            turn = _passive(items, k) or _substitute(items, k)
        else:
            continue
        if turn is not None:
            found.append(turn)
    return found


def vacant(items: Sequence[TextItem], among: Iterable[int]) -> int | None:
    """The role that a replacement (PAW) in the article is for: "PAW anggota X", "anggota X pengganti antarwaktu".

    One that names its body is preferred. ``among`` are the roles of the article, by number.
    """
    found = []
    for i in among:
        value = items[i].value
        if i and items[i - 1].text.lower() in {"pergantian", "penggantian"} and not _named(items, i):
            return i  # "Rapat Pleno Pergantian Ketua": of which the article tells
        if not isinstance(value, RolePhrase) or value.role not in {"Anggota", "Calon Anggota"}:
            continue
        if _of_replacement(items[max(0, i - 5) : i]) or _of_replacement(items[i + 1 : i + 4]):
            if value.body is not None and value.body.specific:
                return i
            found.append(i)
    return found[0] if found else None


def _named(items: Sequence[TextItem], i: int) -> bool:
    """Whether a name or "dari" stands behind the role at ``i``: then it is told there who leaves and who comes."""
    behind = items[i + 1 : i + 3]
    return any(isinstance(item.value, PersonMention) or item.text.lower() in {"dari", ":"} for item in behind)


def _of_replacement(items: Sequence[TextItem]) -> bool:
    written = " ".join(item.text.lower() for item in items)
    return any(word in words().replacement for word in written.split()) or "antar waktu" in written


def is_nomination(items: Sequence[TextItem], i: int) -> bool:
    """Whether the replacement beside the role ``i`` is only proposed: "calon pengganti antarwaktu anggota X"."""
    value = items[i].value
    proposed = isinstance(value, RolePhrase) and value.status == "candidate"
    before = " ".join(item.text.lower() for item in items[max(0, i - 5) : i])
    return proposed or any(
        f"{word} peng" in before or f"{word} paw" in before for word in ("calon", "usulan", "pengusulan")
    )


def _passive(items: Sequence[TextItem], k: int) -> Turn | None:
    """ "A digantikan [oleh] B", "A di ganti oleh B"."""
    word = items[k].text.lower()
    apart = word == "ganti" and k > 0 and items[k - 1].text.lower() == "di"
    if (not apart and word not in words().passing_on) or (
        k and items[k - 1].text.lower() in words().own_seats | words().vacant
    ):
        return None
    comes = _behind(items, k, _COMES)
    leaves = _before(items, k - 1 if apart else k)
    if comes is None:
        return None
    between = {item.text.lower() for item in items[k:comes]}
    if leaves is None and "oleh" not in " ".join(between):  # "yang digantikan yakni A"
        return Turn(comes, None)
    return Turn(leaves, comes, _proposed(items, leaves if leaves is not None else k, comes))


def _active(items: Sequence[TextItem], k: int) -> Turn | None:
    """ "B menggantikan A", "B mengisi tempat A"; ``k`` is the item of A."""
    if not isinstance(items[k].value, PersonMention):
        return None
    near = [item.text.lower() for item in items[max(0, k - _LEAVES) : k]]
    if {".", ":"} & set(near) or not (set(near) & words().replaced or near == ["mengisi", "tempat"]):
        return None
    if near[-1] == "," and any(word.startswith("pengganti") for word in near):
        return None  # "dua pengganti antarwaktu, A dan B": those who come
    comes = _before(items, k - 1)
    return Turn(k, comes, comes is not None and _proposed(items, comes, k))


def vacated(items: Sequence[TextItem], k: int) -> bool:
    """Whether the person at ``k`` left before what the sentence tells: "… setelah A diberhentikan"."""
    before = items[k - 1].text.lower() if k else ""
    behind = {item.text.lower() for item in items[k + 1 : k + 3]}
    return before in words().after and bool(behind & words().resigning)


def _called(items: Sequence[TextItem], k: int) -> Turn | None:
    """ "yang berhenti antar waktu adalah A", "calon pengganti antarwaktu anggota X jatuh pada … atas nama B".

    ``k`` is the item of the name; what is nearest before it says which of the two it is.
    """
    j = k - 1
    while j > 0 and items[j].text.lower() in words().points:
        j -= 1
    if j == k - 1:
        return None
    for n in range(j, max(0, k - _FAR), -1):
        word = items[n].text.lower()
        if word == "." or items[n].kind in {"person", "break"}:
            return None
        if word in words().leaving and any(item.text.lower() == "yang" for item in items[max(0, n - 3) : n]):
            return Turn(k, None)
        if word == "calon" and _starts_replacement(items, n + 1):
            return Turn(None, k, candidate=True)
    return None


def _starts_replacement(items: Sequence[TextItem], n: int) -> bool:
    return " ".join(item.text.lower() for item in items[n : n + 3]).startswith(
        tuple(words().replacement | {"pengganti antar"})
    )


def _left(items: Sequence[TextItem], k: int) -> Turn | None:
    """ "Ketua kini dijabat B setelah A diberhentikan"; ``k`` is the item of A."""
    if not isinstance(items[k].value, PersonMention) or not vacated(items, k):
        return None
    comes = _before(items, k)
    held = comes is not None and any(item.text.lower() in words().holds for item in items[max(0, comes - 4) : comes])
    return Turn(k, comes) if held else None


def _substitute(items: Sequence[TextItem], k: int) -> Turn | None:
    """ "A diusulkan sebagai calon pengganti", "calon penggantinya yakni A"; ``k`` is the item of "pengganti"."""
    word = items[k].text.lower()
    candidate = k > 0 and items[k - 1].text.lower() == "calon"
    if word not in words().substitutes:
        return None
    if k > 1 and items[k - 1].text.lower() in {"sebagai", "menjadi", "selaku"}:  # "memilih B sebagai penggantinya"
        comes = _before(items, k - 1)
        left = _earlier(items, comes) if comes is not None and word.endswith("nya") else None
        return Turn(left, comes) if left is not None else None
    if candidate and k > 1 and items[k - 2].text.lower() == "sebagai":
        comes = _before(items, k - 2)
        return Turn(None, comes, candidate) if comes is not None else None
    j = k + 1
    own = word.endswith("nya")
    while j < len(items) and j < k + 3 and (items[j].text.lower() in words().points or (own and items[j].text == ",")):
        j += 1
    told = j > k + 1 or own  # also "A mundur; penggantinya B"
    if not told or j >= len(items) or not isinstance(items[j].value, PersonMention):
        return None
    return Turn(_earlier(items, k) if own and not candidate else None, j, candidate)


def _earlier(items: Sequence[TextItem], k: int) -> int | None:
    """The person named last before ``k``, in its sentence or the one before."""
    stops = 0
    for n in range(k - 1, max(-1, k - 30), -1):
        stops += items[n].text == "."
        if stops > 1 or items[n].kind == "break":
            return None
        if isinstance(items[n].value, PersonMention) and not _swears(items, n):
            return n
    return None


def _swears(items: Sequence[TextItem], n: int) -> bool:
    """ "A dilantik Sekretaris X, B, menggantikan C": whether the person at ``n`` is the one who swears another in."""
    for k in range(n - 1, max(0, n - 6), -1):
        if items[k].text.lower() in {"dilantik", "dilantik oleh", "dikukuhkan", "disumpah"}:
            return any(isinstance(item.value, PersonMention) for item in items[max(0, k - 3) : k])
        if items[k].kind not in {"post", "punct", "titles"} or items[k].text == ".":
            return False
    return False


def _proposed(items: Sequence[TextItem], first: int, last: int) -> bool:
    return any(item.text.lower() in words().proposed for item in items[first:last])


def _behind(items: Sequence[TextItem], k: int, reach: int) -> int | None:
    for n in range(k + 1, min(k + 1 + reach, len(items))):
        if isinstance(items[n].value, PersonMention):
            return n
        if items[n].text in {".", ";"} or items[n].kind in {"post", "break"}:
            return None
    return None


def _before(items: Sequence[TextItem], k: int) -> int | None:
    for n in range(k - 1, max(-1, k - _REACH), -1):
        if items[n].text == "." or items[n].kind == "break":
            return None
        if isinstance(items[n].value, PersonMention):
            return n
    return None
