"""Pairs that stand for election together: chair and deputy named two by two, or by the number of their ticket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpugraph.facts.post_words import words
from kpugraph.model import RolePhrase, TextItem

_PAIRED = ("Gubernur", "Bupati", "Wali Kota")
_JOINS = {"dan", "-", "–", "/", "&"}
_COUPLES = {"dan", "-", "–", "/", "bersama", "berpasangan dengan", "menggandeng", "&"}
_MADE = {
    "ditetapkan",
    "resmi",
    "dilantik",
    "dikukuhkan",
    "dinyatakan",
    "maju",
    "mendaftar",
    "terpilih",
    "diumumkan",
    "telah",
    "sah",
}
_LEADS = {
    "atas nama",
    "nomor",
    "urut",
    "no",
    "yakni",
    "yaitu",
    ",",
    ":",
    "(",
    "-",
    "–",
    "atas",
    "nama",
    "adalah",
    "tunggal",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two role phrases with the items of role and person of each."""

    phrases: tuple[RolePhrase, RolePhrase]
    roles: tuple[int, int]
    people: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PairReader:
    """Reads the pairs of one article's items."""

    items: Sequence[TextItem]

    def joined(self, i: int) -> tuple[int, list[Pair]] | None:
        """ "A dan B sebagai Bupati dan Wakil Bupati X terpilih", "calon Bupati dan Wakil Bupati A dan B".

        (the item behind, the pairs) where a chair's role and its deputy's stand together at ``i``.
        """
        phrases = self._phrases(i)
        if phrases is None:
            return None
        people = self._after(i + 3) or self._before(i)
        pairs = [Pair(phrases, (i, i + 2), (a, b)) for a, b in people]
        return i + 3, pairs

    def _phrases(self, i: int) -> tuple[RolePhrase, RolePhrase] | None:
        if i + 2 >= len(self.items) or self.items[i + 1].text.lower() not in _JOINS or self.items[i + 2].kind != "post":
            return None
        first, second = self.items[i].value, self.items[i + 2].value
        assert isinstance(first, RolePhrase)
        assert isinstance(second, RolePhrase)
        if _office(second.role) != f"Wakil {_office(first.role)}":
            return None
        ticket = self._ticket(i)
        if ticket and first.status == "current" and second.status == "current":
            first = replace(first, status="candidate", role=f"{ticket} {first.role}")
        if first.status == "candidate" and second.status not in {"candidate", "elected"}:
            prefix = first.role.split("Calon ")[0] + "Calon "
            second = replace(second, status="candidate", role=prefix + second.role)
        first = replace(first, body=second.body or first.body, status=second.status, period=second.period)
        if second.status == "candidate" and "Calon" not in first.role:
            first = replace(first, role="Calon " + first.role)
        return first, second

    def _ticket(self, i: int) -> str:
        """ "Calon" or "Bakal Calon" where the office at ``i`` is that of a ticket: "pasangan bupati", "bakal pasangan calon"."""
        k = i - 1
        while k > 0 and self.items[k].text.lower() in words().own_ticket:
            k -= 1
        before = self.items[k].text.lower() if k >= 0 else ""
        if any(map(before.endswith, words().early_tickets)):  # also "pendaftaran bakal pasangan calon"
            return "Bakal Calon"
        return "Calon" if any(map(before.endswith, words().tickets)) else ""

    def _after(self, j: int) -> list[tuple[int, int]]:
        """The couples behind the roles, one or several in a list."""
        found: list[tuple[int, int]] = []
        while (couple := self._couple(self._skip(j))) is not None:
            found.append(couple)
            j = couple[1] + 1
        return found

    def of_tickets(self, i: int) -> bool:
        """ "tiga paslon gubernur": the office that pairs stand for, which names no holder."""
        named = i + 1 < len(self.items) and self.items[i + 1].kind == "person"
        value = self.items[i].value
        standing = isinstance(value, RolePhrase) and value.status == "candidate" and named
        return bool(self._ticket(i)) and self._phrase(i) in {*_PAIRED} and not standing

    def _phrase(self, i: int) -> str:
        value = self.items[i].value
        return _office(value.role) if isinstance(value, RolePhrase) else ""

    def _skip(self, j: int) -> int:
        skipped = 0
        if j < len(self.items) and self.items[j].text == "yang":  # "yang diusung Partai X, A-B"
            for k in range(j + 1, min(j + 14, len(self.items) - 1)):
                further = k + 2 if self.items[k + 1].text in {"yakni", "yaitu"} else k + 1
                if self.items[k].text == "," and self._couple(further) is not None:
                    return further
                if self.items[k].text == "." or self.items[k].kind in {"person", "break"}:
                    break
        while j < len(self.items) and skipped < 6:
            item = self.items[j]
            word = item.text.lower()
            leads = word in _LEADS or word in words().tickets or item.kind in {"break", "num"}
            if not (leads or word in words().forward or word in words().list):
                break
            j += 1
            skipped += 1
        return j

    def _couple(self, j: int) -> tuple[int, int] | None:
        if j + 2 >= len(self.items) or self.items[j].kind != "person":
            return None
        joined = self.items[j + 1].text.lower() in _COUPLES and self.items[j + 2].kind == "person"
        return (j, j + 2) if joined else None

    def _before(self, i: int) -> list[tuple[int, int]]:
        """The couples before "sebagai [pasangan calon] Bupati dan Wakil Bupati"."""
        k = i - 1
        while k > 2 and self.items[k].text.lower() in {"pasangan calon", "pasangan", "paslon", "calon", "bakal"}:
            k -= 1
        if k < 3 or self.items[k].text.lower() not in {"sebagai", "selaku", "menjadi"}:
            return []
        found: list[tuple[int, int]] = []
        k -= 1
        while k > 2 and (self.items[k].text.lower() in _MADE or self.items[k].text == ","):
            k -= 1
        while (couple := self._couple(k - 2) if k >= 2 else None) is not None:
            found.insert(0, couple)
            if k < 5 or self.items[k - 3].text.lower() not in {"dan", ",", "serta"}:
                break
            k -= 4
        return found

    def tickets(self) -> list[tuple[int, int]]:
        """ "Pasangan nomor urut 1, A-B … sedangkan nomor urut 2, C-D", "pasangan calon A-B": couples by their cue."""
        found: list[tuple[int, int]] = []
        for j, item in enumerate(self.items):
            couple = self._couple(j) if item.kind == "person" else None
            if couple is not None and (self._announced(j, found) or self._numbered(j)):
                found.append(couple)
        return found

    def is_early(self, j: int) -> bool:
        """Whether the couple at ``j`` is called one that is no candidate yet: "bapaslon A dan B"."""
        near = [item.text.lower() for item in self.items[max(0, j - 4) : j]]
        return any(word in words().early_tickets for word in near)

    def _numbered(self, j: int) -> bool:
        """ "A berpasangan dengan B", "A dan B memperoleh nomor urut 2"."""
        if self.items[j + 1].text.lower() in {"berpasangan dengan", "menggandeng"}:
            return True
        words_after = [item.text.lower() for item in self.items[j + 3 : j + 8]]
        return "urut" in words_after[:4] and "." not in words_after[: words_after.index("urut")]

    def _announced(self, j: int, found: Sequence[tuple[int, int]]) -> bool:
        k = j - 1
        seen: list[str] = []
        while k >= 0 and len(seen) < 6 and (self.items[k].text.lower() in _LEADS or self.items[k].kind == "num"):
            seen.append(self.items[k].text.lower())
            k -= 1
        if k < 0:
            return False
        word = self.items[k].text.lower()
        number = "urut" in seen and any(mark.isdigit() for mark in seen)
        candidates = word in {"calon", "bakal calon"} and k > 0 and self.items[k - 1].text.lower() == "pasangan"
        if number or candidates or word in {"paslon", "bapaslon"}:
            return True
        if self._ticketed(j):
            return True
        return bool(found) and self._listed_behind(found[-1][1] + 1, j)

    def _listed_behind(self, k: int, j: int) -> bool:
        """Whether ``j`` is the next of a list that stood at ``k``: "A-B, C-D dan E-F", "A-B (AB), dan C-D (CD)"."""
        if k < j and self.items[k].text == "(":
            k = next((n + 1 for n in range(k, min(k + 9, j)) if self.items[n].text == ")"), k)
        return k < j and all(item.text.lower() in {"dan", ",", "serta"} for item in self.items[k:j])

    def _ticketed(self, j: int) -> bool:
        """Whether "paslon" or "pasangan calon" stands before the couple in its sentence, with no other name between."""
        for k in range(j - 1, max(0, j - 9), -1):
            word = self.items[k].text.lower()
            if word == "paslon" or (word in {"calon", "bakal calon"} and self.items[k - 1].text.lower() == "pasangan"):
                return True
            if word == "." or self.items[k].kind in {"person", "break"}:
                return False
        return False


def _office(role: str) -> str:
    return role.removeprefix("Bakal ").removeprefix("Calon ")
