"""Parties and their branches: "Partai Amanat Nasional (PAN)", "DPC PPP Kabupaten Pati", "DPD Demokrat Sulsel"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kpugraph.language import Entry
from kpugraph.mentions.body_parts import any_party, levels_at, next_text, skip_acronym
from kpugraph.mentions.body_places import PlacedBodies
from kpugraph.mentions.body_words import body_words
from kpugraph.mentions.items import Item
from kpugraph.model import BodyMention

_MUCH = 4  # letters that a party's full name has more than its usual one


@dataclass
class PartyBodies(PlacedBodies):
    """Reads parties as the article writes them, and their branches, by default those of the office's own place."""

    party: str | None = field(default=None)  # the party named last, for "Ketua DPD"
    _parties: set[str] = field(default_factory=set)  # all that the article names on their own
    _forms: dict[str, set[str]] = field(default_factory=dict)  # how the article writes its parties, brackets apart
    _written: dict[str, str] = field(
        default_factory=dict
    )  # parties by their short names, as the article writes them out

    def note_forms(self, items: Sequence[Item]) -> None:
        """Keeps how the article writes its parties, brackets apart."""
        for i, item in enumerate(items):
            if item.kind == "parties" and not (i and items[i - 1].text == "("):
                self._forms.setdefault(item.entries[0].value, set()).add(" ".join(item.text.split()))

    def named_party(self, items: Sequence[Item], i: int) -> tuple[int, BodyMention | None]:
        """A party, with its short name in brackets where one stands."""
        named = self._as_written(items[i])
        short = items[i + 2] if next_text(items, i + 1) == "(" and next_text(items, i + 3) == ")" else None
        j = skip_acronym(items, i + 1)
        if short is not None and short.kind == "parties":  # "Partai Amanat Nasional (PAN)" is PAN later on
            named = self._in_full(items[i]) or named
            self._written[short.entries[0].value] = named
            j = i + 4
        self.party = self._written.get(named, named)
        self._parties.add(self.party)
        return j, self._mention(items, i, j, self.party, "party", "national", "bodies.party")

    def _as_written(self, item: Item) -> str:
        """A party's name; its full one where the article has no shorter form beside it ("Partai Golongan Karya")."""
        value, full = item.entries[0].value, self._in_full(item)
        return full if full and len(self._forms.get(value, ())) == 1 else value

    def _in_full(self, item: Item) -> str:
        """The full name of a party as the text writes it, "" for a usual or short one."""
        form = " ".join(item.text.split())
        usual = item.entries[0].value
        return form if form.startswith("Partai ") and not form.isupper() and len(form) >= len(usual) + _MUCH else ""

    def party_branch(self, items: Sequence[Item], i: int, head: Entry) -> tuple[int, BodyMention | None]:
        """ "DPC PPP Kabupaten Pati", "DPD I Partai X", "PAC PPP Kecamatan X"."""
        j = i + 1
        rank = {"I": "province", "II": "regency"}.get(items[j].text, "") if j < len(items) else ""  # "DPD I Partai X"
        j = j + 1 if rank else j
        party = self.party
        if j < len(items) and items[j].kind == "parties":
            j, branch = self.named_party(items, j)
            party = branch.name if branch is not None else None
        elif j < len(items) and items[j].text in body_words().short_parties:  # "DPD Demokrat Sulsel"
            party, j = f"Partai {items[j].text}", j + 1
        elif any_party(items, j) or (items[i].text == "DPD" and j < len(items) and items[j].text in {"RI", ","}):
            return j, None
        if party is None or (head.value == "DPP" and items[j - 1].kind != "parties" and len(self._parties) > 1):
            return i, None
        levels, after = levels_at(items, j)
        level = levels[0] if levels else rank
        end, place = self._region(items, after, level)
        region = place.region if place else self.branch_region(head.value)
        if place is None:
            end = j
        if head.value == "PAC" and place is None:
            word = items[after] if after < len(items) and items[after].kind == "levels" else None
            at, local, _ = self.local_place(items, after + 1 if word is not None else after, "district")
            name = " ".join(part for part in ("PAC", party, word.text if word and local else "", local) if part)
            return max(at, j), self._mention(items, i, max(at, j), name, "party", rule="bodies.branch", confidence=0.9)
        name = f"{head.value} {party}" + (f" {region.full_name}" if region else "")
        return end, self._mention(items, i, end, name, "party", rule="bodies.branch", confidence=0.9)
