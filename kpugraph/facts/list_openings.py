"""Where a list of people begins, past the words that stand between it and the role or body it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.facts.post_words import words
from kpugraph.model import BodyMention, RolePhrase, TextItem

_VILLAGES = {"Desa", "Kelurahan", "Kalurahan", "Nagari", "Gampong", "Kampung", "Pekon"}
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
    if items[j].text.lower() == "beranggotakan" and j + 1 < len(items) and items[j + 1].kind == "person":
        return j + 1
    for k in range(j + 1, min(j + 6, len(items) - 1)):
        item = items[k]
        if item.text.lower() in SAYS_WHO:
            return k + 1
        if item.kind in {"person", "post", "body", "break"} or item.text in {".", ";"}:
            break
    return j


def past_aside(items: Sequence[TextItem], j: int) -> int:
    """ "A, sebelumnya Ketua X, serta B", "A, mantan Ketua X, dan B": behind what the list tells of one of its names, at the
    comma; ``j`` where nothing is told."""
    if j + 3 >= len(items) or items[j].text != ",":
        return j
    at = j + 2 if items[j + 1].text.lower() in words().past else j + 1
    told = items[at].value
    former = isinstance(told, RolePhrase) and (at > j + 1 or told.status == "former")
    return at + 1 if former and at + 1 < len(items) and items[at + 1].text == "," else j


def past_seat(items: Sequence[TextItem], i: int) -> int:
    """ "Posisi ROLE yang lama kosong kini diisi A", "Jabatan ROLE diserahkan kepada A": behind the verb that gives the seat
    of the role at ``i`` to somebody; ``i`` + 1 where none does."""
    if not i or items[i - 1].text.lower() not in words().seats:
        return i + 1
    for k in range(i + 1, min(i + 14, len(items) - 2)):
        word = items[k].text.lower()
        if word in words().vacant or items[k].kind in {"person", "post", "break"} or word in {".", ";", ":"}:
            break
        if word in words().gives and items[k + 1].text.lower() in {"kepada", "ke", "pada"}:
            return k + 3 if items[k + 2].text.lower() == "tangan" else k + 2
        if word in words().holds - words().gives:
            at = k + 2 if items[k + 1].text.lower() == "oleh" else k + 1
            return at + 1 if items[at].kind == "statuses" else at  # "… dirangkap Plt. A"
    return i + 1


def polling_committee(items: Sequence[TextItem], i: int) -> BodyMention | None:
    """ "menuju TPS 04 Desa X, disambut Ketua KPPS A": the committee of the one station named before the item ``i``."""
    found: dict[str, BodyMention] = {}
    for k in range(i - 3):
        if items[k].text != "TPS" or items[k + 1].kind != "num" or items[k + 2].text not in _VILLAGES:
            continue
        end = k + 3
        while (
            end < i and end < k + 6 and items[end].kind in {"cap", "region", "venues"} and items[end].text[:1].isupper()
        ):
            end += 1
        if end > k + 3:
            name = " ".join(item.text for item in items[k:end])
            found[name] = BodyMention(
                items[k].start,
                items[end - 1].end,
                f"KPPS {name}",
                "adhoc",
                "village",
                rule="posts.station",
                confidence=0.8,
            )
    return next(iter(found.values())) if len(found) == 1 else None
