"""What shows that a run of capitals names the place where something is, or a house or a thing, and nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kpugraph.language import Language, squash
from kpugraph.mentions.changing import changes, handed
from kpugraph.mentions.items import Item
from kpugraph.mentions.name_runs import among_places, before_rank, behind_level, numbered_post
from kpugraph.mentions.names import Candidate
from kpugraph.model import RolePhrase
from kpugraph.name_words import EvidenceWords
from kpugraph.text import fold


@dataclass
class Ground:
    """The places of one article's items. ``districts`` are squashed."""

    items: Sequence[Item]
    language: Language
    words: EvidenceWords
    districts: Mapping[str, str]
    villages: Mapping[str, str]  # of the office's own region
    _known: dict[tuple[int, int], bool] = field(default_factory=dict)  # candidates are asked about several times

    def holds(self, c: Candidate) -> bool:
        """ "di Kepi", "Hotel Merdeka", "Desa Ponelo", "maskot Si Kuntul": a name of a place, a house or a thing."""
        key = c.titled, c.after
        if key not in self._known:
            self._known[key] = self._holds(c)
        return self._known[key]

    def _holds(self, c: Candidate) -> bool:
        before = self._item(c.titled - 1)
        if before is not None and self._street(before, c):
            return True
        if self._unlisted_post(c):
            return True
        if before is None or c.honorific:
            return before is not None and self._eatery(c, before)
        if before.kind == "bodies" and before.entries[0].frame == "open":  # "Auditorium Universitas Sam Ratulangi"
            return True
        if c.size > 1 and not c.degree and self._listed(c):
            return True
        if among_places(self.items, c.titled - (2 if before.text == "," else 1), self.words):
            return not self._comes_from(c.after)  # also "2 distrik yakni, Yapsi dan Kaureh"
        if self._in_hall(c.titled - 1) or behind_level(self.items, c.titled - 1):
            return True
        level = self._item(c.titled - 2)
        if before.kind == "region" and level is not None and level.kind == "levels" and before.start == level.end + 1:
            return level.entries[0].frame in {"district", "village"}  # "Kecamatan Batang Lupar"
        if c.size == 1 and before.text == "," and self._home(c.titled - 2):
            return True
        if before.kind == "venues" or (before.kind == "levels" and before.entries[0].frame != "national"):
            return not self._elder(c, before)
        head = self._item(c.titled - 2)
        if before.text == "." and head is not None and head.kind in {"venues", "levels"} and not head.text.isupper():
            return len(head.text) < 4  # "Jl. Ahmad Yani"
        if c.size == 1 and not c.degree and self._district(c, before):
            return True
        word = before.text.lower()
        led = word in self.words.place and not c.degree and not handed(self.items, c)  # "menukar ketua: dari A ke B"
        return led or word in self.words.things

    def _elder(self, c: Candidate, level: Item) -> bool:
        """ "tetua kampung Yosef Danur": a word for somebody with a level in small letters, and a known name of several words."""
        known = c.size > 1 and c.words[0] in self.language.given_names and level.kind == "levels" and not level.capital
        head = self._item(c.titled - 2)
        return known and head is not None and _class(head) in {"social", "part"}

    def _district(self, c: Candidate, before: Item) -> bool:
        """ "anak Kokas", "Anselmus dari Golewa": where somebody is from, behind a word for one of the public, "dari" or ")";
        "Camat Rao, Bonjol, dan Panti": of which districts several are the heads."""
        head = self._item(c.titled - 2)
        body = head.value.body if head is not None and isinstance(head.value, RolePhrase) else None
        if before.text == "," and body is not None and body.level == "district" and body.kind == "government":
            return self._listed(c) and c.words[0] not in self.language.given_names
        behind = before.text in {"dari", ")"} or _class(before) == "social" or fold(before.text) in changes().choosing
        return behind and self._listed(c) and c.words[0] not in self.language.given_names

    def _listed(self, c: Candidate) -> bool:
        name = squash(c.form)
        return name in self.districts or (name in self.villages and c.words[0] not in self.language.given_names)

    def _comes_from(self, at: int) -> bool:
        """Whether "dari" and a region stand behind a run."""
        tie, place = self._item(at), self._item(at + 1)
        return tie is not None and tie.text == "dari" and place is not None and place.kind == "region"

    def _street(self, before: Item, c: Candidate) -> bool:
        """ "Jalan H. Agus Salim", "Jalan MH Thamrin": also with initials that are read as a degree."""
        head = self._item(c.titled - 2) if before.text.isupper() and len(before.text) < 4 else None
        return any(i is not None and i.text.lower().rstrip(".") in self.words.streets for i in (before, head))

    def _eatery(self, c: Candidate, before: Item) -> bool:
        """ "di RM Adilla": the letters before the name are a house's, no title."""
        return before.text.lower() in self.words.place and fold(self.items[c.titled].text) in self.words.houses

    def _home(self, at: int) -> bool:
        """Whether the words up to ``at`` say where somebody just named is from: "Minah, warga Desa Bekerti, …"."""
        for k in range(at, max(1, at - 8), -1):
            item = self.items[k]
            if _class(item) == "social":
                return k < at and self.items[k - 1].text == "," and self.items[k - 2].kind in {"cap", "titles"}
            if item.kind not in {"levels", "region", "cap", "venues"}:
                return False
        return False

    def _unlisted_post(self, c: Candidate) -> bool:
        """ "Wadan Lanal Palu Mayor Sarno", "Dindim 1608 Bima": a post of the forces that no list has."""
        if c.honorific:
            return False
        return before_rank(self.items, c.after) or (c.size == 1 and numbered_post(self.items, c.after))

    def _in_hall(self, at: int) -> bool:
        """ "Balai Budaya Ida Agung", "Gedung Serba Guna Haji Sarno": words for what a house is for stand before its name."""
        for k in range(at, max(-1, at - 3), -1):
            item = self.items[k]
            if item.kind == "venues":
                return k < at and item.capital
            if not item.capital or item.kind == "post" or fold(item.text) not in self.language.common:
                return False
        return False

    def _item(self, at: int) -> Item | None:
        return self.items[at] if 0 <= at < len(self.items) else None


def _class(item: Item) -> str:
    entry = item.entry("cues")
    return entry.frame if entry else ""
