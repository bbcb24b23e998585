"""Places behind a head: the districts and villages of the publishing office, units of police and army as written."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpugraph.language import Language, squash
from kpugraph.mentions.beside_names import before_holder
from kpugraph.mentions.body_parts import (
    PAPUA,
    begins_name,
    house_at,
    is_abbreviation,
    levels_at,
    next_is_town,
    run_before_rank,
    run_of_capitals,
    text_of,
    unit_number,
)
from kpugraph.mentions.body_words import body_words
from kpugraph.mentions.items import Item
from kpugraph.mentions.places import known_as, longest_place
from kpugraph.model import Office, Region
from kpugraph.text import fold

# What villages are called where a text does not say it; the cities' own quarters are known by their codes.
_VILLAGE_BY_PROVINCE = {"11": "Gampong", "13": "Nagari", "34": "Kalurahan"} | dict.fromkeys(PAPUA, "Kampung")

_LEVEL_WORDS = ("Desa", "Kelurahan", "Kampung", "Nagari", "Gampong", "Pekon")
_BEFORE_NAMES = {"I", "Ni", "Ida", "Sang"}  # of Bali


@dataclass
class LocalNames:
    """Reads names of places, seen from the office that publishes an article."""

    language: Language
    office: Office | None

    def by_office(self) -> str:
        """The end of a step that says that only the office decides."""
        return f"by {known_as(self.office)}" if self.office is not None else ""

    def branch_region(self, head: str) -> Region | None:
        """The region of a party's branch that names none: the office's, or its province."""
        region = None if head in {"DPP", "PAC"} else self.office_region()
        if region is not None and head == "DPW":  # there is one for a province
            return self.language.regions.by_code.get(region.province, region)
        return region

    def office_region(self) -> Region | None:
        if self.office is None or not self.office.region:
            return None
        return self.language.regions.by_code.get(self.office.region)

    def seats(self) -> Mapping[str, str]:
        """The towns of the country and the districts of the office: squashed name -> name."""
        region = self.office_region()
        return ChainMap(self.language.towns, self.language.districts(region.code)) if region else self.language.towns

    def village_kind(self, default: str, name: str) -> str:
        """ "Desa", "Kelurahan", "Gampong": what the village of that name is where only "PPS" stands before it."""
        region = self.office_region()
        if default != "Desa" or region is None:
            return default
        if self.language.is_town_quarter(region.code, name):
            return "Kelurahan"
        return _VILLAGE_BY_PROVINCE.get(region.province, default)

    def local_place(self, items: Sequence[Item], j: int, level: str) -> tuple[int, str, float]:
        """(end, name, confidence) of the district or village named at ``j``, by the office's own list first.

        Where the list does not know it, a single capitalised word is taken, or a whole run before a comma.
        """
        if begins_name(items, j):
            return j, "", 0.0
        region = self.office_region()
        if region is not None:
            known = self.language.districts(region.code) if level == "district" else self.language.villages(region.code)
            found = longest_place(items, j, known)
            if found is not None and items[j].capital:
                whole = before_holder(items, j)
                further = (
                    whole == found[0] + 1
                    and items[found[0]].kind == "cap"
                    and j
                    and items[j - 1].kind in {"levels", "roles"}
                )
                if further and fold(items[found[0]].text) not in self.language.given_names:
                    return whole, text_of(items, j, whole), 0.9  # "Kepala Desa Wonosari Tutur, Winoto, …"
                text = text_of(items, j, found[0])
                return found[0], text if not text.isupper() else found[1], 1.0
        ranked = run_before_rank(items, j)
        if ranked > j:
            return ranked, text_of(items, j, ranked), 0.9
        if level == "district" and _feature(items[j : j + 3]):
            return j + 2, text_of(items, j, j + 2), 0.7
        town = longest_place(items, j, self.language.towns) if level == "district" else None
        if town is not None and items[j].capital:  # "Pengadilan Negeri Maumere Nithanel Ndaumanu"
            return town[0], text_of(items, j, town[0]), 0.95
        if level == "village" and j < len(items) and self._titled(items, j):
            return j, "", 0.0
        if level == "district" and j < len(items) and items[j].capital:
            anywhere = longest_place(items, j, self.language.districts(""))
            if anywhere is not None and anywhere[0] > j + 1:
                return anywhere[0], text_of(items, j, anywhere[0]), 0.85
            if anywhere is None and (fold(items[j].text) in self.language.given_names or _names_holder(items, j)):
                return j, "", 0.0  # "Anggota PPD Fransiska Owom"
        return self._run_place(items, j)

    def _run_place(self, items: Sequence[Item], j: int) -> tuple[int, str, float]:
        """A place that no list knows: a natural feature with its name, one capitalised word, a run before a comma."""
        end = j
        natural = (
            end + 1 < len(items) and items[end].kind == "venues" and items[end].capital
        )  # "Pulau Ambon", "Tanjung Perak"
        if natural and items[end + 1].kind in {"cap", "region"} and not is_abbreviation(items[end + 1]):
            return end + 2, text_of(items, j, end + 2), 0.7
        if (ended := _ended(items, j)) > j:
            return ended, text_of(items, j, ended), 0.8
        whole = before_holder(items, j)
        if (
            j and items[j - 1].kind == "levels" and j + 1 < whole <= j + 3
        ):  # "Keuchik Gampong Lampoih Saka, Jamaluddin, …"
            return whole, text_of(items, j, whole), 0.8
        while end < len(items) and items[end].kind in {"cap", "region"} and not is_abbreviation(items[end]):
            if end > j and (
                items[end].text in _BEFORE_NAMES or fold(items[end].text) in self.language.given_names
            ):  # "Kepala Desa Growong Sutrisno"
                return end, text_of(items, j, end), 0.75
            end += 1
        if end == j:
            return j, "", 0.0
        told = (
            j and items[j - 1].kind == "levels" and items[j - 1].capital and end < len(items) and items[end].text == ","
        )
        if fold(items[j].text) in self.language.common and not told:  # "Perbekel Desa Batuan, I Nyoman Netra"
            return j, "", 0.0
        if _doubled(items, end):  # "Desa Bone-Bone"
            return end + 2, text_of(items, j, end + 2), 0.8
        closed = end < len(items) and items[end].text in {",", ")", "."}
        end = end if closed and end - j <= 3 else j + 1
        return end, text_of(items, j, end), 0.8

    def _titled(self, items: Sequence[Item], j: int) -> bool:
        """ "Ketua PPS Gusti Rafi'i": a given name and another word right behind a committee, none of them in a list of places."""
        if not j or items[j - 1].kind != "bodies" or items[j - 1].text.endswith(_LEVEL_WORDS):
            return False
        named = fold(items[j].text) in self.language.given_names and items[j].text[1:].islower()
        return named and j + 1 < len(items) and items[j + 1].kind == "cap"

    def _of_two(self, levels: Sequence[str], region: Region) -> bool:
        """Whether "Kota" tells a city from the regency of the same name: "Kejaksaan Negeri Kota Mojokerto"."""
        if levels != ["city"]:
            return False
        return {"kabupaten", "kota"} <= {other.type for other in self.language.regions_named(region.name)}

    def written_place(
        self, items: Sequence[Item], j: int, *, small: bool = False, hero: bool = False
    ) -> tuple[int, str]:
        """(end, place) as written after "Polres", "Kodim", …: a unit number, a region, a known district, a capital."""
        end, number = unit_number(items, j)
        if number:
            return end, number
        if hero and (end := run_of_capitals(items, j)) > j + 1:
            return end, text_of(items, j, end)
        region = self.office_region() if small else None
        listed = longest_place(items, j, self.language.districts(region.code)) if region is not None else None
        if listed is not None and items[j].capital and listed[0] > j + 1:
            return listed[0], text_of(items, j, listed[0])
        if small and (end := house_at(items, j)) > j:
            return end, text_of(items, j, end)
        if small and (end := _town_at(items, j)) > j:
            return end, text_of(items, j, end)
        levels, after = levels_at(items, j)
        ranked = run_before_rank(items, j)
        if ranked > j + 1:
            return ranked, text_of(items, j, ranked)
        if after < len(items) and items[after].kind == "region":
            item = items[after]
            region = self.language.regions.by_code[item.entry("region").frame]  # type: ignore[union-attr]
            respelt = squash(item.text) == squash(region.name)  # "Tulangbawang"
            name = region.name if respelt else item.text  # "Polda Kalsel" as the page has it
            if self._of_two(levels, region):
                return after + 1, f"Kota {name}"
            if next_is_town(items, after + 1):  # "Polresta Sorong Kota"
                return after + 2, f"{name} Kota"
            return after + 1, name
        if levels:
            return j, ""
        if small or (j < len(items) and items[j].kind in {"cap", "venues"}):
            place_end, name, _ = self.local_place(items, j, "district")
            if name and (small or place_end > j):
                return place_end, name
        return j, ""


def _feature(items: Sequence[Item]) -> bool:
    """Whether a natural feature, its name and a comma stand there: "KSOP Tanjung Intan, Sarno"."""
    return [item.kind for item in items] == ["venues", "cap", "punct"] and items[0].capital and items[2].text == ","


def _ended(items: Sequence[Item], j: int) -> int:
    """The end of a name of two or three words before a comma whose last one ends names of places: "Wamena Kota,"."""
    for end in (j + 2, j + 3):
        if end < len(items) and items[end].text == "," and items[end - 1].text in body_words().place_endings:
            return end if all(item.kind in {"cap", "region"} for item in items[j : end - 1]) else j
    return j


def _town_at(items: Sequence[Item], j: int) -> int:
    """The end of "Kota" or "Kota Baru" as a station's own name, which its holder follows: "Kapolsek Kota AKP Sarno"."""
    if j + 1 >= len(items) or items[j].text != "Kota":
        return j
    behind = run_before_rank(items, j + 1)
    if behind > j + 1:
        return behind
    following = items[j + 1]
    ranked = any(e.cls == "titles" and e.frame == "rank" for e in following.entries)
    return j + 1 if ranked or following.text == "," else j


def _names_holder(items: Sequence[Item], j: int) -> bool:
    """Whether an unlisted word behind a committee is somebody: two capitals alone, or one that speaks or acts."""
    named = [item.kind == "cap" and not item.text.isupper() for item in items[j : j + 3]]
    if len(named) < 2 or not named[0]:
        return False
    if items[j - 1].kind != "bodies" or items[j - 1].text.endswith(("Kecamatan", "Distrik")):
        return False  # the level before it says what it is
    acts = items[j + 1].text.startswith("me") and len(items[j + 1].text) > 6
    return acts or (named[1] and named[2:] != [True])


def _doubled(items: Sequence[Item], end: int) -> bool:
    """Whether a hyphen and the same word again follow the item before ``end``."""
    if end + 1 >= len(items) or items[end].text != "-" or items[end].start != items[end - 1].end:
        return False
    return items[end + 1].text.lower() == items[end - 1].text.lower()
