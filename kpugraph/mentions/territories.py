"""Bodies of a territory: governments, and agencies with a subject ("Dinas Sosial Kabupaten X")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpugraph.mentions.body_parts import class_at, levels_at, skip_acronym, text_of
from kpugraph.mentions.body_words import body_words
from kpugraph.mentions.items import Item
from kpugraph.mentions.local_names import LocalNames
from kpugraph.mentions.places import LEVEL_OF_TYPE, Place, resolve
from kpugraph.model import BodyMention
from kpugraph.text import fold

_AS_WRITTEN = {"association", "religion"}  # named as the page names them: "PMI Way Kanan", "MUI Kabupaten Tapin"
LEVELS = {"provinsi": "province", "kabupaten": "regency", "kota": "regency"}


@dataclass
class Territories(LocalNames):
    """Reads regions, and the bodies that are named by them."""

    def government(self, items: Sequence[Item], i: int, j: int, place: Place, rule: str) -> BodyMention:
        """The government of a region as a mention that covers items ``i`` to ``j``."""
        region = place.region
        return BodyMention(
            items[i].start, items[j - 1].end, f"Pemerintah {region.full_name}", "government", LEVELS[region.type],
            region.code, None, True, rule, place.confidence, place.steps,
        )  # fmt: skip

    def subject(self, items: Sequence[Item], j: int) -> tuple[int, str]:
        """(end, subject) of an agency: "Kependudukan dan Pencatatan Sipil", "Dukcapil" in full.

        A subject goes on behind commas and "dan" with others, or with words that are no names: "Pertanian dan Tanaman Hias".
        """
        at, first = self._first_subject(items, j)
        if not first:
            return j, ""
        end = at
        parts = [first]
        while at < len(items) and items[at].text.lower() in {"dan", "&", ","}:
            mark = at
            at += 1
            while at < len(items) and self._of_subject(items[at]):
                at += 1
            if at == mark + 1:
                break
            parts.append(text_of(items, mark + 1, at))
            if items[mark].text != "," or " dan " in parts[-1]:
                glue = ", " if items[mark].text == "," else " dan "
                return at, f"{', '.join(parts[:-1])}{glue}{parts[-1]}"
        listed = items[j].entry("agencies") is not None
        known = listed or " " in first or first.isupper()  # "Badan Usaha" and "Dinas Luar" are none
        return (end, first) if known else (j, "")

    def _first_subject(self, items: Sequence[Item], j: int) -> tuple[int, str]:
        """(end, subject) up to the first comma or "dan": a known one, and words that agencies are for behind it."""
        entry = items[j].entry("agencies") if j < len(items) and items[j].capital else None
        if entry is None and j < len(items) and items[j].kind == "levels":  # "Kantor Desa Ngagel"
            return j, ""
        at = j if entry is None else j + 1
        while at < len(items) and _is_subject(items[at]):
            at += 1
        if entry is None and at == j:
            return self._short_subject(items, j)
        if entry is None:
            return at, text_of(items, j, at) if at > j else ""
        return at, " ".join(part for part in (entry.value, text_of(items, j + 1, at) if at > j + 1 else "") if part)

    def _short_subject(self, items: Sequence[Item], j: int) -> tuple[int, str]:
        """(end, subject) of an abbreviation that no list has: one with figures, or before a region ("Kadis PPPAPMD Pati")."""
        end = j
        while (
            end < len(items)
            and items[end].kind == "cap"
            and items[end].text.isupper()
            and (end == j or items[end].start == items[end - 1].end)
        ):
            end += 1
        short = text_of(items, j, end) if end > j else ""
        placed = end < len(items) and items[end].kind in {"region", "levels"} and items[end].capital
        told = any(letter.isdigit() for letter in short) or (placed and fold(short) not in self.language.given_names)
        return (end, short) if len(short) > 2 and told else (j, "")

    def _of_subject(self, item: Item) -> bool:
        """Whether a capitalised word is what an agency is for: a subject itself or an ordinary word."""
        ordinary = item.kind in {"cap", "divisions", "events", "venues"} and fold(item.text) in self.language.common
        return item.capital and (ordinary or item.kind == "agencies" or _is_subject(item))

    def territorial(self, items: Sequence[Item], i: int, j: int, name: str, kind: str) -> tuple[int, BodyMention]:
        """An agency with the territory that follows it, or the office's own."""
        j = skip_acronym(items, j)
        graded = class_at(items, j)
        if graded > j:
            end, place_name = self.written_place(items, graded)
            full = " ".join(part for part in (name, text_of(items, j, graded), place_name) if part)
            return end, self._mention(items, i, end, full, kind, rule="bodies.agency")
        levels, after = levels_at(items, j)
        if j < len(items) and items[j].kind == "levels" and items[j].entries[0].frame in {"district", "village"}:
            level = items[j].entries[0]
            end, local, confidence = self.local_place(items, j + 1, level.frame)
            if local:
                full = f"{name} {level.value} {local}"
                return end, self._mention(items, i, end, full, kind, level.frame, "bodies.agency", confidence)
        end, place = self._region(items, after, levels[0] if levels else "")
        if place is not None:
            as_written = kind in _AS_WRITTEN and not levels
            full = f"{name} {text_of(items, after, end) if as_written else place.region.full_name}"
            return end, self._mention(items, i, end, full, kind, rule="bodies.agency", place=place)
        region = self.office_region()
        if region is None:
            return j, self._mention(items, i, j, name, kind, rule="bodies.agency", confidence=0.8)
        place = Place(region, 0.85, (f"{name} -> of {region.full_name}, {self.by_office()}",))
        full = f"{name} {region.full_name}"
        return j, self._mention(items, i, j, full, kind, rule="bodies.agency-office", place=place)

    def _region(self, items: Sequence[Item], j: int, level: str, kind: str = "") -> tuple[int, Place | None]:
        level = level or LEVEL_OF_TYPE.get(kind, "")
        if j >= len(items):
            return j, None
        if items[j].kind == "region":
            place = resolve(items[j].text, level, self.office, self.language)
            if place is not None:
                return j + 1, place
        if level and level != "national" and items[j].kind in {"cap", "region"}:
            for end in (j + 2, j + 1):
                if end <= len(items) and all(item.kind in {"cap", "region"} for item in items[j:end]):
                    place = resolve(text_of(items, j, end), level, self.office, self.language)
                    if place is not None:
                        return end, place
        return j, None

    def _mention(
        self, items: Sequence[Item], i: int, j: int, name: str, kind: str, level: str = "", rule: str = "",
        confidence: float = 1.0, *, specific: bool = True, place: Place | None = None, steps: tuple[str, ...] = (),
    ) -> BodyMention:  # fmt: skip
        region = place.region if place else None
        return BodyMention(
            items[i].start, items[j - 1].end, name, kind, level or (LEVELS[region.type] if region else ""),
            region.code if region else None, None, specific, rule, min(confidence, place.confidence if place else 1.0),
            steps + (place.steps if place else ()),
        )  # fmt: skip


def _is_subject(item: Item) -> bool:
    """Whether each of a form's words is one that agencies are for."""
    return item.kind != "region" and all(word in body_words().subjects for word in item.text.split())
