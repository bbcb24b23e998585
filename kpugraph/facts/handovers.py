"""Posts that change hands: "Jabatan Sekretaris KPU X beralih dari A kepada B", "A menyerahkan jabatan kepada B"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpugraph.facts.post_words import words
from kpugraph.model import PersonMention, TextItem

_FAREWELLS = {"pisah sambut", "lepas sambut", "pisah kenal"}
_FROM = {"dari"}
_TO = {"kepada", "ke"}
_GIVES = {"menyerahkan", "menyerahterimakan", "serahkan"}
_REACH = 45  # items behind the role in which the two people stand
_BETWEEN = 6  # items between "dari" and the name: "pejabat lama", a status, a title


@dataclass(frozen=True, slots=True)
class Handover:
    """The item of the role, and those of the person who leaves and the one who comes; either may be missing."""

    role: int
    leaves: int | None
    comes: int | None


def handovers(items: Sequence[TextItem]) -> list[Handover]:
    """The posts that an article says to change hands."""
    found = []
    told = [i for i, item in enumerate(items) if item.kind == "post" and _announced(items, i)]
    for i, end in pairwise([*told, len(items)]):
        leaves, comes = _from(items, i, end), _to(items, i, end)
        if leaves is not None and comes is not None and leaves != comes:
            found.append(Handover(i, leaves, comes))
    return found


def _announced(items: Sequence[TextItem], i: int) -> bool:
    before = [item.text.lower() for item in items[max(0, i - 2) : i]]
    if before[-1:] == [","]:  # "Menjelang akhir masa jabatan, Ketua KPU X …"
        return False
    return any(word in words().handovers for word in before) or " ".join(before) in _FAREWELLS


def _from(items: Sequence[TextItem], i: int, end: int) -> int | None:
    """The person behind "dari", or the one before a verb of giving."""
    for k in range(i + 1, min(i + _REACH, end)):
        if items[k].text.lower() in _FROM:
            person = _person(items, k)
            if person is not None:
                return person
        if items[k].text.lower() in _GIVES:
            before = [n for n in range(max(0, k - 4), k) if isinstance(items[n].value, PersonMention)]
            return before[-1] if before else None
    return None


def _to(items: Sequence[TextItem], i: int, end: int) -> int | None:
    for k in range(i + 1, min(i + _REACH, end)):
        if items[k].text.lower() in _TO:
            person = _person(items, k)
            if person is not None:
                return person
    return None


def _person(items: Sequence[TextItem], k: int) -> int | None:
    for n in range(k + 1, min(k + _BETWEEN, len(items))):
        if isinstance(items[n].value, PersonMention):
            return n
        if items[n].text in {".", ";"} or items[n].kind in {"body", "break"}:
            return None
    return None
