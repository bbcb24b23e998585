"""Organisations: HEAD + LEVEL + PLACE, with a normal form by region code.

The frame of a head (``data/lexicon/bodies.csv``) says what may follow it:

- ``commission``: a level and a region ("KPU Kabupaten Semarang"); alone it is the publishing office's own;
- ``adhoc:district`` / ``adhoc:village``: a district or village ("PPK Bawen", "PPS Desa Beji"), else a class;
- ``place``: a place as written ("Polres Semarang", "Kodim 0714/Salatiga");
- ``agency``: a subject and a territory ("Dinas Kesehatan Kabupaten X"), by default the office's;
- ``government:TYPE``: a territory; ``fixed``: nothing; ``branch``: a party and a region; ``open``: a run of capitals;
- ``tail``: the end of a name ("Kalteng Pos"); ``class``: a word that only looks like a body's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kpugraph.language import Entry
from kpugraph.mentions.acronyms import Acronyms, fullest
from kpugraph.mentions.body_parties import PartyBodies
from kpugraph.mentions.body_parts import (
    IN_PAPUA,
    NATIONAL_OFFICERS,
    PAPUA,
    WHOLE_KINDS,
    beside_party,
    commission_name,
    has_officer,
    is_class,
    levels_at,
    next_is,
    next_text,
    of_rank,
    on_campus,
    skip_acronym,
    some_of,
    text_of,
)
from kpugraph.mentions.body_places import PAPUAN
from kpugraph.mentions.body_words import body_words
from kpugraph.mentions.items import Item
from kpugraph.mentions.open_names import OpenNames, tailed_name
from kpugraph.mentions.organisations import Organisations
from kpugraph.mentions.places import Place
from kpugraph.mentions.territories import LEVELS
from kpugraph.model import BodyMention

_FIRST = {"bodies", "parties", "cap", "region"}  # what a name can begin with
_ENDS = {"punct", "break"}  # of sentences, among others
_NEVER = {"word", "num"}  # most of a text: no name begins with them
_OPEN_KINDS = {"association", "firm", "media", "health", "education", "school", "agency", "religion"}
_BELOW = {"Panwaslu", "Panwaslih"}
_ACEH = "11"
_SURE = 0.9  # below it a region is one of several of its name
_SIZES = {"province": "province", "regency": "regency", "city": "regency"}  # of a body, by the level in its name


@dataclass
class BodyReader(PartyBodies):
    """Reads the bodies of one article's items, seen from the office that publishes it."""

    _named: dict[str, list[BodyMention]] = field(default_factory=dict)  # commissions by head, in order
    _supervised: bool = False  # whether the article names a Bawaslu
    _short: Acronyms = field(default_factory=Acronyms)

    @cached_property
    def _open(self) -> OpenNames:
        return OpenNames(self.language.given_names, self.language.common, self.seats())

    @cached_property
    def _unlisted(self) -> Organisations:
        return Organisations(self.language)

    def read(self, items: Sequence[Item]) -> list[Item]:
        """The items with every body as one item of kind ``body`` whose value is its mention."""
        out: list[Item] = []
        self._short.define(items)
        self.note_forms(items)
        short_parties = body_words().short_parties
        starts = [i for i, item in enumerate(items) if item.kind not in _NEVER or item.text in short_parties]
        at = 0  # the first item that is not read yet
        for i in starts:
            if i < at:
                continue
            out += items[at:i]
            item, at = items[i], i
            begins = item.kind in _FIRST or item.text in short_parties
            end, mention = self._at(items, i) if begins else (i, None)
            if i > 0 and items[i - 1].kind == "roles" and item.capital:
                end, mention = self._led(items, i, end, mention)
            if mention is not None or item.kind in _ENDS:
                self.note_class(item, mention)
            if mention is None and item.kind == "levels":
                end, mention = self.for_district(items, i)
            if mention is None and item.text == "(" and (end := self.bracketed(items, i)) > i:
                out.append(item)
                at = i + 1
                mention = self.of_class(items, at, end)
            if mention is not None:
                first, last = items[at], items[end - 1]
                text = " ".join(item.text for item in items[at:end])
                out.append(Item("body", first.first, last.last, first.start, last.end, text, first.entries, mention))
                self._short.learn(items, end, mention)
                at = self.further(items, end, mention, out)
        out += items[at:]
        return fullest(out)

    def _led(
        self, items: Sequence[Item], i: int, end: int, mention: BodyMention | None
    ) -> tuple[int, BodyMention | None]:
        """Behind a role, an organisation that no list has, unless a listed one is named that ends where its holder begins."""
        goes_on = end < len(items) and items[end].kind == "bodies" and items[end].start == items[end - 1].end + 1
        if mention is not None and mention.specific and mention.kind in _OPEN_KINDS and not goes_on:
            return self._unlisted.whole(items, i, end, mention)
        if mention is not None and (mention.specific or mention.kind not in _OPEN_KINDS) and not goes_on:
            return end, mention
        if items[i - 1].entries[0].frame == "agency" and self.subject(items, i)[1]:
            return end, mention
        further, unlisted = self._unlisted.read(items, i)
        return (further, unlisted) if unlisted is not None and further > end else (end, mention)

    def _at(self, items: Sequence[Item], i: int) -> tuple[int, BodyMention | None]:
        item = items[i]
        if (
            i > 1
            and items[i - 1].text == "("
            and items[i - 2].kind == "bodies"
            and items[i - 2].entries[0].frame == "class"
        ):
            return i, None  # "Panca Prasetya Korps Pegawai Republik Indonesia (Korpri)"
        if i and items[i - 1].kind == "venues":  # "Hotel Hanura" is a house
            return self._housed(items, i)
        if item.kind in {"parties", "bodies", "cap"} and (known := self._short.again(items, i)) is not None:
            return i + 1, known
        if self._short.is_other(items, i):
            return i, None
        if item.kind == "parties":
            return self.named_party(items, i)
        if item.text in body_words().short_parties and beside_party(items, i):
            return i + 1, self._mention(
                items, i, i + 1, f"Partai {item.text}", "party", "national", "bodies.party-list"
            )
        if item.kind in {"cap", "region"}:
            return tailed_name(items, i)
        if item.kind != "bodies":
            return i, None
        head = self._short.head(item)
        if head.frame == "open":
            return self._open.read(items, i, head)
        reader = _READERS.get(head.frame)  # none for "tail" and "class"
        return reader(self, items, i, head) if reader is not None else (i, None)

    def _housed(self, items: Sequence[Item], i: int) -> tuple[int, BodyMention | None]:
        """Past the whole of an open name behind a word for a house: "kampus Universitas Muhammadiyah Malang"."""
        if items[i].kind != "bodies" or items[i].entries[0].frame != "open":
            return i, None
        end, mention = self._open.read(items, i, items[i].entries[0])
        return (end, replace(mention, specific=False)) if mention is not None else (i, None)

    # ------------------------------------------------------------ commissions

    def _commission(self, items: Sequence[Item], i: int, head: Entry) -> tuple[int, BodyMention | None]:
        self._supervised = self._supervised or head.value == "Bawaslu"
        j = skip_acronym(items, i + 1)
        levels, j = levels_at(items, j)
        if len(levels) > 1:  # "KPU Kabupaten/Kota" is a class
            return j, self._mention(items, i, j, head.value, head.head, specific=False, rule="bodies.class")
        level = levels[0] if levels else ""
        if level == "national":
            national = self._mention(items, i, j, f"{head.value} RI", head.head, "national", rule="bodies.national")
            return j, self._remember(head.value, national)
        end, place = self._region(items, skip_acronym(items, j) if level else j, level)
        if place is not None and not level and place.confidence < _SURE:
            place = self._region_again(place)
        if place is not None:
            end = skip_acronym(items, end)
            return end, self._remember(head.value, self._of_region(items, i, end, head, place, "bodies.region"))
        if level and (province := self.own_province(items, i, j)) is not None:
            return j, self._remember(head.value, self._of_region(items, i, j, head, province, "bodies.province"))
        if head.value in _BELOW and (of_district := self._watch_of_district(items, i, j, head)) is not None:
            return of_district
        if level or is_class(items, i, j):
            size = _SIZES.get(level, "")
            return j, self._mention(items, i, j, head.value, head.head, size, "bodies.class", specific=False)
        shared = self.shared_region(items, j)
        if shared is not None:
            return j, self._remember(head.value, self._of_region(items, i, j, head, shared, "bodies.region"))
        listed = next_is(items, j, "bodies") and self.office is None and not self._national()
        if listed or (head.head == "parliament" and not has_officer(items, i, j)):
            return j, self._mention(items, i, j, head.value, head.head, specific=False, rule="bodies.class")
        return j, self._own(items, i, j, head)

    def _region_again(self, place: Place) -> Place:
        """ "KPU Banjar" behind "KPU Kabupaten Banjar": of regions of one name, that whose commission was named before."""
        codes = {r.code: r for r in self.language.regions_named(place.region.name)}
        named = [m.region for mentions in self._named.values() for m in mentions if m.region in codes]
        again = codes[named[-1] or ""] if named else None
        if again is None or again.code == place.region.code:
            return place
        return Place(again, 0.95, (f"{place.region.name} -> {again.full_name}, named before",))

    def _national(self) -> bool:
        """Whether the article speaks of the national bodies: it named one as such."""
        return any(mention.level == "national" for named in self._named.values() for mention in named)

    def _own(self, items: Sequence[Item], i: int, j: int, head: Entry) -> BodyMention:
        """A bare head: the publishing office's own commission, or its counterpart at the office's level."""
        region = self.office_region()
        before = items[i - 1].text.lower() if i else ""
        if before == "peraturan":  # regulations are the national body's
            return self._mention(items, i, j, f"{head.value} RI", head.head, "national", "bodies.regulation")
        if before.startswith(NATIONAL_OFFICERS):
            return self._mention(items, i, j, f"{head.value} RI", head.head, "national", "bodies.national")
        again = self._named_again(items, i, j, head)
        if again is not None:
            return again
        if head.value in _BELOW and (self._supervised or region is None):  # beside a Bawaslu, those of the districts
            return self._mention(items, i, j, head.value, head.head, specific=False, rule="bodies.class")
        if region is None or (region.province == _ACEH and head.value == "KPU"):  # Aceh's own are KIP
            return self._mention(items, i, j, f"{head.value} RI", head.head, "national", "bodies.bare", 0.8)
        place = Place(region, 0.9, (f"{items[i].text} -> that of {region.full_name}, {self.by_office()}",))
        return self._of_region(items, i, j, head, place, "bodies.office")

    def _named_again(self, items: Sequence[Item], i: int, j: int, head: Entry) -> BodyMention | None:
        """A bare head where the article has named another body of that head, and not the office's own."""
        named = self._named.get(head.value, [])
        own = self.office.region if self.office else None
        if not named or any(mention.region == own for mention in named):
            return None
        last = named[-1]
        step = f"{items[i].text} -> {last.name}, named before"
        return replace(
            last, start=items[i].start, end=items[j - 1].end, rule="bodies.again", confidence=0.85, steps=(step,)
        )

    def _remember(self, head: str, mention: BodyMention) -> BodyMention:
        self._named.setdefault(head, []).append(mention)
        return mention

    def _of_region(self, items: Sequence[Item], i: int, j: int, head: Entry, place: Place, rule: str) -> BodyMention:
        name = commission_name(head.value, place.region)
        return BodyMention(
            items[i].start, items[j - 1].end, name, head.head, LEVELS[place.region.type], place.region.code,
            None, True, rule, place.confidence, place.steps,
        )  # fmt: skip

    # ------------------------------------------------------------ districts and villages

    def _district(self, items: Sequence[Item], i: int, head: Entry) -> tuple[int, BodyMention | None]:
        j = skip_acronym(items, i + 1)
        of = j + 1 if next_text(items, j) in {"dari", "di"} else j  # "PPK dari Kecamatan Tayu"
        if of < len(items) and items[of].kind == "levels" and items[of].entries[0].frame == "district":
            j = of + 1
        end, name, confidence = self.local_place(items, j, "district")
        shared = self.shared_district(items, j) if not name else ""
        if not (name or shared):
            return j, self._mention(items, i, j, head.value, head.head, specific=False, rule="bodies.class")
        end, name = (j, shared) if shared else (end, name)
        self.prefix = self._district_head(head.value)
        full = f"{self.prefix} {name}"
        return end, self._mention(items, i, end, full, head.head, "district", "bodies.district", confidence)

    def _district_head(self, head: str) -> str:
        """In Papua the districts are called so, and their committees PPD (guideline 4)."""
        region = self.office_region()
        return IN_PAPUA.get(head, head) if region is not None and region.province in PAPUA else head

    def _village(self, items: Sequence[Item], i: int, head: Entry) -> tuple[int, BodyMention | None]:
        j = skip_acronym(items, i + 1)
        kind = ""
        if j < len(items) and items[j].kind == "levels" and items[j].entries[0].frame == "village":
            kind = items[j].entries[0].value
            j += 1
        kind = kind or ("Desa" if items[i].text.endswith(" Desa") else "")  # "BPD Desa Beji"
        end, name, confidence = self.local_place(items, j, "village")
        if not name or (head.head == "association" and not kind and confidence < 1):  # "Ketua BPD Sarno"
            return j, self._mention(items, i, j, head.value, head.head, specific=False, rule="bodies.class")
        start, _, default = head.value.rpartition(" ")
        self.prefix = f"{start} {kind or self.village_kind(default, name)}"
        full = f"{self.prefix} {name}"
        return end, self._mention(items, i, end, full, head.head, "village", "bodies.village", confidence)

    # ------------------------------------------------------------ governments and agencies

    def _government(self, items: Sequence[Item], i: int, head: Entry) -> tuple[int, BodyMention | None]:
        kind = head.frame.partition(":")[2]
        levels, j = levels_at(items, i + 1)
        end, place = self._region(items, j, levels[0] if levels else "", kind)
        if place is None:
            region = self.office_region()
            if region is None or (kind and kind != region.type):
                return i + 1, None
            if not kind:  # "Pemerintah Daerah" alone is any: "KPU, DPRD dan Pemerintah Daerah"
                return i + 1, self._mention(items, i, i + 1, head.value, head.head, specific=False, rule="bodies.class")
            place, end = Place(region, 0.85, (f"{items[i].text} -> of {region.full_name}",)), i + 1
        return end, self.government(items, i, end, place, "bodies.government")

    def _agency(self, items: Sequence[Item], i: int, head: Entry) -> tuple[int, BodyMention | None]:
        j = i + 1
        name = head.value
        if name in {"Dinas", "Badan", "Kantor"}:
            j, subject = self.subject(items, j)
            if not subject:
                return i, None
            name = f"{name} {subject}"
            self._short.note(items, j, name)
        elif (
            head.head in WHOLE_KINDS
            and (branch := self._branch_place(items, i, skip_acronym(items, j), head)) is not None
        ):
            return branch  # "IDI Cabang Semarang"
        end, mention = self.territorial(items, i, j, name, head.head)
        if name == "Sekretariat Daerah" and mention.region:  # like a commission's, it is no body of its own
            place = Place(self.language.regions.by_code[mention.region], mention.confidence, mention.steps)
            return end, self.government(items, i, end, place, "bodies.government")
        return end, mention

    def _fixed(self, items: Sequence[Item], i: int, head: Entry) -> tuple[int, BodyMention | None]:
        j = skip_acronym(items, i + 1)
        if head.head == "education" and j < len(items) and items[j].kind == "region":  # "Universitas Tadulako Palu"
            return j + 1, self._mention(
                items, i, j + 1, f"{head.value} {items[j].text}", head.head, rule="bodies.fixed"
            )
        listed = head.head == "parliament" and head.value.endswith(" RI") and "RI" not in items[i].text
        if listed and j < len(items) and items[j].kind in {"levels", "region"}:
            return self.local_parliament(items, i, j, head)
        if of_rank(items, i) or some_of(items, i, head) or (head.head == "education" and on_campus(items, i)):
            return j, self._mention(items, i, j, head.value, head.head, specific=False, rule="bodies.class")
        if items[i].text == "BPK" and (of_village := self._of_village(items, i, j)) is not None:
            return of_village
        neighbour = next_is(items, j, "bodies") or (
            i > 1 and items[i - 1].text in {",", "dan"} and items[i - 2].kind == "bodies"
        )
        committee = i > 1 and items[i - 2].text in {"Komisi", "Fraksi", "Pimpinan"}  # "Komisi II DPR, Bawaslu dan DKPP"
        specific = committee or not (listed and neighbour)
        if head.value == PAPUAN and (council := self.papuan(items, i, j, head)) is not None:
            return council
        if head.head == "agency" and (branch := self.national_branch(items, i, j, head)) is not None:
            return branch
        if head.value == "DPD RI" and items[i].text == "DPD":
            return self.party_branch(items, i, Entry("bodies", "DPD", "branch", "party"))
        return j, self._mention(items, i, j, head.value, head.head, "national", "bodies.fixed", specific=specific)

    def _within(self, items: Sequence[Item], i: int, head: Entry) -> tuple[int, BodyMention | None]:
        """ "OSIS SMA Negeri 1 Pati", "BEM Universitas X": what belongs to a school or university, named by it."""
        j = skip_acronym(items, i + 1)
        end, whole = self._at(items, j) if j < len(items) and items[j].kind == "bodies" else (j, None)
        if whole is not None and whole.specific and whole.kind in {"school", "education"}:
            return end, self._mention(items, i, end, f"{head.value} {whole.name}", head.head, rule="bodies.within")
        end, named = self._open.read(items, i, head)
        if named is not None and named.specific:
            return end, named
        return j, self._mention(items, i, j, head.value, head.head, specific=False, rule="bodies.class")

    # ------------------------------------------------------------ teams, open classes

    def _team(self, items: Sequence[Item], i: int, head: Entry) -> tuple[int, BodyMention | None]:
        """ "Tim Seleksi Calon Anggota KPU X", "Dharma Wanita Persatuan KPU X"."""
        team = head.frame == "team"
        j = i + 1 if team else skip_acronym(items, i + 1)
        while team and j < len(items) and items[j].kind in {"statuses", "roles"} and items[j].capital:
            j += 1
        if j < len(items) and items[j].kind == "bodies" and items[j].entries[0].frame == "commission":
            end, body = self._commission(items, j, items[j].entries[0])
            if body is not None and body.specific:
                if team and end < len(items) and items[end].kind == "num":  # of several teams in a province
                    body, end = replace(body, name=f"{body.name} {items[end].text}"), end + 1
                name = f"{head.value} Calon Anggota {body.name}" if team else f"{head.value} {body.name}"
                return end, self._mention(items, i, end, name, head.head, rule="bodies.team")
        if not team:
            return self.placed(items, i, head)
        if j == i + 1 < len(items) and items[j].kind == "region" and items[j].capital:  # "Tim Seleksi Sultra 2"
            end = j + 2 if j + 1 < len(items) and items[j + 1].kind == "num" else j + 1
            return end, self._mention(
                items, i, end, f"{head.value} {text_of(items, j, end)}", "team", rule="bodies.team"
            )
        return i + 1, self._mention(items, i, i + 1, head.value, "team", specific=False, rule="bodies.class")


# The readers of the frames: no reader holds its own methods, which would leave a cycle behind for every article.
_READERS: dict[str, Callable[[BodyReader, Sequence[Item], int, Entry], tuple[int, BodyMention | None]]] = {
    "commission": BodyReader._commission,
    "adhoc:district": BodyReader._district,
    "adhoc:village": BodyReader._village,
    "place": BodyReader.placed,
    "agency": BodyReader._agency,
    "government:kabupaten": BodyReader._government,
    "government:kota": BodyReader._government,
    "government:provinsi": BodyReader._government,
    "government:": BodyReader._government,
    "fixed": BodyReader._fixed,
    "branch": BodyReader.party_branch,
    "team": BodyReader._team,
    "circle": BodyReader._team,
    "adhoc:tps": BodyReader._polling,
    "within": BodyReader._within,
}
