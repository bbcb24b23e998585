"""Lists of holders apart from their role: counted off in the next sentence, below a colon, behind the name of their body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpugraph.facts.holders import Holders, is_party
from kpugraph.facts.list_openings import SAYS_WHO, past_count
from kpugraph.facts.post_words import words
from kpugraph.model import BodyMention, RolePhrase

_CROWD = 45  # items from a role to the end of its sentence
_OPENED = 18  # items between a role and the colon that opens the list of its holders


@dataclass(frozen=True, slots=True)
class Rosters(Holders):
    """Finds such lists among one article's items."""

    def counted_off(self, i: int) -> list[int]:
        """ "melantik lima Anggota KPU X. Kelimanya ialah 1) A 2) B": a list in the next sentence that says who they are."""
        for j in range(i + 1, min(i + 40, len(self.items) - 1)):
            item = self.items[j]
            if item.kind in {"post", "break"} or (
                item.kind == "person" and self.items[j - 1].text.lower() not in words().numbered
            ):
                return []
            if item.text.lower() in words().counters and (k := self._says_who(j + 1)):
                while k < len(self.items) and (self.items[k].kind == "num" or self.items[k].text in {")", ".", ":"}):
                    k += 1
                return self.run(k, numbered=True)
        return []

    def among(self, i: int) -> list[int]:
        """ "15 calon anggota PPK X menjalani wawancara. Di antaranya bidan A, guru B, dan C": candidates whom the next
        sentence picks out, whatever else each of them is."""
        end = self._sentence_end(i)
        opened = end + 1 < len(self.items) and self.items[end + 1].text.lower() in words().among
        if not opened or end > i + _CROWD:
            return []
        return [k for k in range(end + 2, self._sentence_end(end + 1)) if self.items[k].kind == "person"]

    def _sentence_end(self, i: int) -> int:
        """The item that ends the sentence of item ``i``."""
        ends = (k for k in range(i, len(self.items)) if self.items[k].text == "." or self.items[k].kind == "break")
        return next(ends, len(self.items))

    def _says_who(self, j: int) -> int:
        """Behind "ialah", "yang dilantik yaitu", at ``j``; 0 where no such words stand."""
        if self.items[j].text.lower() == "yang":
            j = next((k for k in range(j + 1, min(j + 4, len(self.items) - 1)) if self.items[k].text in SAYS_WHO), j)
        return j + 1 if self.items[j].text.lower() in SAYS_WHO else 0

    def replaced_by(self, people: Sequence[int]) -> list[int]:
        """ "A, B dan C, menggantikan D, E dan F": those whose posts the people of a list take, each one's."""
        k = people[-1] + 1
        while k < len(self.items) and self.items[k].text in {",", "yang"}:
            k += 1
        if k >= len(self.items) or self.items[k].text.lower() != "menggantikan":
            return []
        left = self.run(k + 1)
        return left if len(left) == len(people) > 1 else []

    def run_of_plain(self, k: int) -> list[int]:
        """ ", B, C dan D" from ``k`` on, where "dan" closes the list and none of it has a bracket or a role of its own."""
        first = self.next_in_list(k)
        people = self.run(first) if first is not None else []
        ends = [self.items[n + 1] for n in people if n + 1 < len(self.items)]
        own = any(item.text in {"(", "–", "-"} or item.kind == "post" for item in ends)
        return people if self._joined(people) and not own else []

    def listed_below(self, i: int) -> list[int]:
        """ "mengumumkan anggota PPK X terpilih untuk Pemilu 2024 sebagai berikut: 1. A 2. B": the list that it opens."""
        for j in range(i + 1, min(i + _OPENED, len(self.items) - 2)):
            item = self.items[j]
            if item.kind in {"post", "person", "break"} or item.text in {".", ";"}:
                return []
            if item.text == ":":
                k = j + 1
                while k < len(self.items) and (
                    self.items[k].kind in {"break", "num"}
                    or self.items[k].text in {")", "."}
                    or is_party(self.items[k])
                ):
                    k += 1
                counted = i > 0 and self.items[i - 1].text.lower() in words().numbers
                people = self.run(k, numbered=k > j + 1) if k > j + 1 or counted else []
                return people if len(people) > 1 else []
        return []

    def members(self, k: int) -> tuple[RolePhrase, list[int]] | None:
        """ "PPK Kecamatan Ganra: A, B, C" or a numbered list below it: the members of an ad hoc body."""
        body = self.items[k].value
        if not (isinstance(body, BodyMention) and body.kind in {"adhoc", "ethics"} and body.specific):
            return None
        j = past_count(self.items, k + 1)
        if body.kind == "ethics":  # "TPD Provinsi X, yakni A (unsur masyarakat) dan B (unsur KPU)"
            j = k + 2 if self.items[k + 1].text == "," else k + 1
            j += 1
            if body.name == "DKPP" or j >= len(self.items) or self.items[j - 1].text.lower() not in SAYS_WHO:
                return None
        if self.items[j].text != ":" and self.items[j].kind != "break" and j == k + 1:
            return None
        while j < len(self.items) and (self.items[j].kind in {"break", "num"} or self.items[j].text in {":", ".", ")"}):
            j += 1
        people = self.run(j, numbered=body.kind != "ethics")
        if len(people) < 2:
            return None
        elected = any(self.items[n].text.lower() == "terpilih" for n in range(max(0, k - 14), k))
        status = "elected" if elected or self._elected(k) else "current"
        if status == "current" and any(self.items[n].text.lower() in words().contest for n in range(max(0, k - 6), k)):
            return RolePhrase(body.start, body.end, "Calon Anggota", "open", "candidate", body=body), people
        return RolePhrase(body.start, body.end, "Anggota", "open", status, body=body), people

    def _elected(self, k: int) -> bool:
        """Whether the last role before a list of members is one of the elected ("anggota PPK terpilih")."""
        for n in range(k - 1, max(-1, k - 60), -1):
            value = self.items[n].value
            if isinstance(value, RolePhrase):
                return value.role == "Anggota" and value.status == "elected"
        return False

    def put_in(self, k: int) -> list[int]:
        """ "Distrik X dilantik A, B dan C", "Distrik X, anggota yang dilantik adalah A dan B": the list behind a body."""
        j = k + 1
        while j < min(k + 8, len(self.items)) and (
            self.items[j].text.lower() in words().filled or self.items[j].text.lower() == "anggota"
        ):
            j += 1
        people = self.run(j) if j > k + 1 else []
        return people if len(people) > 1 else []
