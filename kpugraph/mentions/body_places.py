"""Bodies with a place as written behind their head: police, army, courts, prisons, branches of associations and firms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kpugraph.language import Entry
from kpugraph.mentions.body_lists import PlaceLists
from kpugraph.mentions.body_parts import (
    HEROES,
    LOCAL_KINDS,
    MANY,
    PAPUA,
    PROVINCIAL,
    WHOLE_KINDS,
    branch_at,
    house_class,
    is_class,
    levels_at,
    next_text,
    skip_acronym,
    text_of,
    twin_at,
)
from kpugraph.mentions.items import Item
from kpugraph.mentions.places import Place
from kpugraph.model import BodyMention

_ACEH = "11"
PAPUAN = "Majelis Rakyat Papua"


@dataclass
class PlacedBodies(PlaceLists):
    """Reads such bodies, by default those of the publishing office's own place."""

    provincial: dict[str, BodyMention] = field(default_factory=dict)  # by head, as the article names them first

    def placed(self, items: Sequence[Item], i: int, head: Entry) -> tuple[int, BodyMention | None]:
        j = skip_acronym(items, i + 1)
        if (classed := self._classed(items, i, j, head)) is not None:
            return classed
        sent = head.head in WHOLE_KINDS and i > 0 and items[i - 1].text.lower() == "perwakilan"
        if sent and j < len(items) and items[j].kind == "cap":  # "Perwakilan AJI Hermawan" comes from it
            return j, self._unplaced(items, i, j, head)
        if head.head not in LOCAL_KINDS and (branch := self._branch_place(items, i, j, head)) is not None:
            return branch
        end, name = self.written_place(
            items,
            j,
            small=head.value in {"Polsek", "Koramil"},
            hero=head.value in HEROES,
        )
        if name:
            after, sort = house_class(items, end) if head.head == "prison" else (end, "")  # "Rutan Poso Klas IIB"
            full = f"{head.value} {sort} {name}" if sort else f"{head.value} {name}"
            found = self._mention(items, i, after, full, head.head, rule="bodies.place")
            self.provincial.setdefault(head.value, found)
            return after, found
        return j, self._unplaced(items, i, j, head)

    def _classed(self, items: Sequence[Item], i: int, j: int, head: Entry) -> tuple[int, BodyMention] | None:
        """ "Lapas Narkotika Kelas IIA Karang Intan": a sort or class before the place."""
        after, sort = house_class(items, j)
        levels, behind = levels_at(items, after)
        end, name = self.written_place(items, behind if levels else after) if sort else (j, "")
        if not name:
            return None
        return end, self._mention(items, i, end, f"{head.value} {sort} {name}", head.head, rule="bodies.place")

    def _branch_place(self, items: Sequence[Item], i: int, j: int, head: Entry) -> tuple[int, BodyMention] | None:
        """ "HMI Cabang Palu", "Sentra Gakkumdu Kabupaten Pacitan": a word for the branch or a level before its place."""
        after, branch = branch_at(items, j)
        level = items[after].entries[0] if after < len(items) and items[after].kind == "levels" else None
        if level is not None and level.frame in {"district", "village"} and items[after].capital:
            end, local, _ = self.local_place(items, after + 1, level.frame)
            if local:  # "Apdesi Kecamatan Abung Selatan"
                full = " ".join(part for part in (head.value, branch, level.value, local) if part)
                return end, self._mention(items, i, end, full, head.head, rule="bodies.place")
        levels, after = levels_at(items, after)
        end, place = self._region(items, after, levels[0] if levels else "")
        if place is None and branch and not levels and head.head == "firm":  # "Bank BRI Unit Tayu"
            end, local = self.written_place(items, after)
            if local:
                full = f"{head.value} {branch} {local}"
                return end, self._mention(items, i, end, full, head.head, rule="bodies.place")
        school = items[after] if place is None and branch and after < len(items) else None
        if school is not None and school.kind == "bodies" and school.entries[0].head == "education":
            full = f"{head.value} {branch} {school.text}"  # "PMII Komisariat Unsika"
            return after + 1, self._mention(items, i, after + 1, full, head.head, rule="bodies.place")
        if place is None or not (branch or levels):
            return None
        place_name = place.region.full_name if levels else items[after].text
        if (joined := twin_at(items, end)) > end:  # "GMKI Cabang Pematangsiantar-Simalungun"
            place_name, end = f"{place_name}{text_of(items, end, joined)}", joined
        parts = [head.value, branch, place_name]
        name = " ".join(part for part in parts if part)
        return end, self._mention(items, i, end, name, head.head, rule="bodies.place", place=place)

    def national_branch(self, items: Sequence[Item], i: int, j: int, head: Entry) -> tuple[int, BodyMention] | None:
        """ "Ombudsman RI Perwakilan Jawa Timur", "BPKP Provinsi Jawa Timur", "BMKG Tarakan": where one of them works."""
        sent = next_text(items, j) == "Perwakilan"
        levels, after = levels_at(items, j + 1 if sent else j)
        end, place = self._region(items, after, levels[0] if levels else "")
        if place is None or len(levels) > 1:
            return None
        name = place.region.full_name if levels else items[after].text
        full = f"{head.value} Perwakilan {name}" if sent else f"{head.value} {name}"
        return end, self._mention(items, i, end, full, head.head, rule="bodies.place", place=place)

    def _watch_of_district(self, items: Sequence[Item], i: int, j: int, head: Entry) -> tuple[int, BodyMention] | None:
        """ "Ketua Panwaslu Agrabinta": the committee of a district that the office's region has."""
        region = self.office_region()
        if region is None or region.type == "provinsi":
            return None
        end, name, confidence = self.local_place(items, j, "district")
        if not name or confidence < 1:
            return None
        full = f"{head.value} Kecamatan {name}"
        return end, self._mention(items, i, end, full, head.head, "district", "bodies.district")

    def _of_village(self, items: Sequence[Item], i: int, j: int) -> tuple[int, BodyMention] | None:
        """ "Ketua BPK Nambahrejo": the council of a village that the office's region has, and not the auditors."""
        end, name, confidence = (
            self.local_place(items, j, "village") if i and items[i - 1].kind == "roles" else (j, "", 0.0)
        )
        if not name or confidence < 1:
            return None
        full = f"BPK Kampung {name}"
        return end, self._mention(items, i, end, full, "association", "village", "bodies.village")

    def papuan(self, items: Sequence[Item], i: int, j: int, head: Entry) -> tuple[int, BodyMention] | None:
        """ "MRP", "Majelis Rakyat Papua (MRP) Barat Daya": each of Papua's provinces has its own."""
        region = self.office_region()
        if region is None or region.province not in PAPUA:
            return None
        own = self.language.regions.by_code[region.province].name
        end = j + 1 if next_text(items, j) and own.endswith(f" {next_text(items, j)}") else j
        end = j + 2 if j + 1 < len(items) and own.endswith(text_of(items, j, j + 2)) else end
        return end, self._mention(items, i, end, f"Majelis Rakyat {own}", head.head, rule="bodies.fixed")

    def _unplaced(self, items: Sequence[Item], i: int, j: int, head: Entry) -> BodyMention:
        """A head whose place the text leaves out: that of the office for police and courts, unknown for firms."""
        if head.value in PROVINCIAL and (before := self.provincial.get(head.value)) is not None:
            steps = (f"{items[i].text} -> {before.name}, named before",)
            return replace(
                before, start=items[i].start, end=items[j - 1].end, rule="bodies.again", confidence=0.85, steps=steps
            )
        wide = head.value in PROVINCIAL
        region = self.office_region()
        if region is not None and wide and region.type != "provinsi":
            region = self.language.regions.by_code.get(region.province)
        fits = region is not None and wide == (region.type == "provinsi")
        if is_class(items, i, j) or (head.head in LOCAL_KINDS and not (fits and head.value not in MANY)):
            return self._mention(items, i, j, head.value, head.head, specific=False, rule="bodies.class")
        if region is None or head.head not in LOCAL_KINDS:
            named = head.head in WHOLE_KINDS  # "HMI" and "RRI" are names, "Komisi Informasi" is not
            return self._mention(
                items, i, j, head.value, head.head, specific=named, rule="bodies.whole", confidence=0.8
            )
        full = f"{head.value} {region.name}"
        steps = (f"{items[i].text} -> {full}, {self.by_office()}",)
        return self._mention(items, i, j, full, head.head, rule="bodies.office", confidence=0.8, steps=steps)

    def own_province(self, items: Sequence[Item], i: int, j: int) -> Place | None:
        """ "Ketua KPU Provinsi, Sarno": the province of the office, where an officer of its commission is named so."""
        region = self.office_region()
        served = i > 0 and (items[i - 1].kind in {"roles", "divisions"} or items[i - 1].text == "Sekretariat")
        if (
            region is None
            or not served
            or items[j - 1].text != "Provinsi"
            or next_text(items, j) in {"/", "dan", "serta"}
        ):
            return None
        province = self.language.regions.by_code[region.province]
        return Place(province, 0.85, (f"Provinsi -> {province.full_name}, {self.by_office()}",))

    def local_parliament(self, items: Sequence[Item], i: int, j: int, head: Entry) -> tuple[int, BodyMention]:
        """ "DPR Aceh", "DPR Kota Subulussalam": not the national one, whatever it is called there."""
        levels, after = levels_at(items, j)
        end, place = self._region(items, after, levels[0] if levels else "")
        if place is None:
            return j, self._mention(items, i, j, "DPRD", head.head, specific=False, rule="bodies.class")
        aceh = place.region.province == _ACEH
        name = "DPRK" if aceh else "DPRD"
        full = (
            f"DPR {place.region.name}"
            if aceh and place.region.type == "provinsi"
            else f"{name} {place.region.full_name}"
        )
        return end, self._mention(items, i, end, full, head.head, rule="bodies.region", place=place)
