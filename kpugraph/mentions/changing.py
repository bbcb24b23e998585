"""Verbs that only a person can be the subject of: "dilantik", "purnatugas", from ``data/rules/changes.toml``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpugraph.errors import DataError
from kpugraph.lexicon import rules
from kpugraph.mentions.items import Item
from kpugraph.mentions.names import Candidate
from kpugraph.text import fold


@dataclass(frozen=True, slots=True)
class Changing:
    """Phrases behind a name, words before "dari A kepada B", and words that begin a list of people."""

    verbs: frozenset[str]
    passing: frozenset[str]
    passed: frozenset[str]
    lists: frozenset[str]
    choosing: frozenset[str]
    roles_behind: frozenset[str]
    replacement: frozenset[str]
    opening: frozenset[str]


@lru_cache(maxsize=1)
def changes() -> Changing:
    """The words, read once. DataError where the file lacks a list."""
    data = rules("changes")
    try:
        verbs = [*data["sworn"]["passive"], *data["ended"]["words"], *data["died"]["words"]]
        verbs += ["terpilih", "didapuk", "ditunjuk", "menjabat"]
        return Changing(
            frozenset(verbs) - {"berhenti", "mundur"},
            frozenset(data["words"]["passing"]),
            frozenset(rules("posts")["handovers"]),
            frozenset(data["words"]["lists"]),
            frozenset(data["chosen"]["active"]),
            frozenset(data["words"]["as"]),
            frozenset(data["words"]["replacement"]),
            frozenset(data["words"]["opening"]),
        )
    except KeyError as error:
        raise DataError(f"has no list {error}", where="changes.toml", todo="add it") from error


def changed(items: Sequence[Item], c: Candidate) -> str:
    """The rule by which a post that begins, ends or passes on makes a candidate a person, "" for none."""
    if c.size > 1 and _changes(items, c):
        return "cue"
    if handed(items, c):
        return "cue"
    if _counted(items, c):
        return "role"
    if _chosen(items, c):
        return "cue"
    if _replaced(items, c):
        return "cue"
    return "from" if _sent(items, c) else ""


def _replaced(items: Sequence[Item], c: Candidate) -> bool:
    """ "C, PPS Desa X, menggantikan Sarbaini.": one name alone, which nothing follows."""
    before, after = _item(items, c.titled - 1), _item(items, c.after)
    if after is not None and fold(after.text).startswith(
        ("digantikan", "diganti oleh")
    ):  # "2. Sarbaini digantikan oleh"
        return before is not None and before.text in {".", ")", ":", "nama", "atas nama"}
    ends = after is None or after.text in {".", ",", ";", "yang", "karena", "lantaran", "sebab"}
    earlier = _item(items, c.titled - 2)
    of = (
        before is not None
        and before.text == "dari"
        and earlier is not None
        and fold(earlier.text) in changes().replacement
    )
    return before is not None and (before.text == "menggantikan" or of) and ends


def _changes(items: Sequence[Item], c: Candidate) -> bool:
    """ "Penerusnya, Herman Tri Susanto, dilantik": a verb of a post's beginning or end behind the name."""
    after = _item(items, c.after)
    at = c.after + 1 if after is not None and after.text == "," else c.after
    at += at < len(items) and items[at].text in {"resmi", "telah", "akhirnya", "kini", "sudah"}
    return any(" ".join(fold(i.text) for i in items[at : at + n]) in changes().verbs for n in (1, 2))


def _counted(items: Sequence[Item], c: Candidate) -> bool:
    """ "Anggota KPU X dilantik di Jakarta, yakni Hasbullah, …": the first of those who hold an office."""
    before = _item(items, c.titled - 1)
    if before is None or fold(before.text) not in changes().opening:
        return False
    inside = items[max(0, c.titled - 25) : c.titled]
    stop = max((n for n, item in enumerate(inside) if item.text in {".", "!", "?"}), default=-1)
    return any(item.kind == "post" for item in inside[stop + 1 :])


def _chosen(items: Sequence[Item], c: Candidate) -> bool:
    """ "kembali memilih Khanafi menjadi ketua"."""
    before, after = _item(items, c.titled - 1), _item(items, c.after)
    if before is None or after is None:
        return False
    return fold(before.text) in changes().choosing and fold(after.text) in changes().roles_behind


def handed(items: Sequence[Item], c: Candidate) -> bool:
    """ "beralih dari A kepada B", "menukar ketua: dari A ke B": the two between whom a post passes."""
    before = _item(items, c.titled - 1)
    if before is None or fold(before.text) not in {"dari", "kepada", "ke"}:
        return False
    near = items[max(0, c.titled - 8) : c.titled - 1]
    if c.size > 1 and fold(before.text) != "ke" and any(fold(item.text) in changes().passing for item in near):
        return True
    stop = next((n for n in range(c.titled - 2, max(-1, c.titled - 18), -1) if items[n].text in {".", "!", "?"}), -1)
    told = items[max(0, stop + 1, c.titled - 18) : c.titled - 1]
    post = next((n for n in range(len(told) - 1, 0, -1) if told[n].kind == "post"), 0)
    return post > 0 and fold(told[post - 1].text) in changes().passed


def _sent(items: Sequence[Item], c: Candidate) -> bool:
    """ "sejumlah ketua KPU, antara lain Ratna dari Banjarnegara dan Endah dari Kabupaten Magelang"."""
    after, place = _item(items, c.after), _item(items, c.after + 1)
    if after is None or place is None or after.text != "dari" or place.kind not in {"region", "levels"}:
        return False
    before = items[max(0, c.titled - 18) : c.titled]
    stop = max((n for n, item in enumerate(before) if item.text in {".", "!", "?"}), default=-1)
    inside = before[stop + 1 :]
    listed = any(fold(item.text) in changes().lists for item in inside)
    return listed and any(item.kind == "post" for item in inside)


def _item(items: Sequence[Item], at: int) -> Item | None:
    return items[at] if 0 <= at < len(items) else None
