"""Lists of places behind one head: "PPK Srengat, Wonodadi dan Panggungrejo" are three committees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kpugraph.language import Entry
from kpugraph.mentions.body_parts import commission_name, levels_at, next_is, skip_acronym, text_of
from kpugraph.mentions.items import Item
from kpugraph.mentions.places import LEVEL_OF_TYPE, Place, longest_place, resolve
from kpugraph.mentions.territories import Territories
from kpugraph.model import BodyMention

_LONG_LIST = 3  # places behind the first that are a list without "dan"
_AND = {"dan", "serta", "&"}
_DISTRICTS = (" Kecamatan", " Distrik", " Kapanewon")
_FILLED = {",", "dilantik", "diisi", "diisi oleh", "yakni", "yaitu", "adalah", "ialah", ":"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A further place of a list: items ``first`` to ``last`` (excluded), and its name."""

    first: int
    last: int
    name: str
    level: str = ""  # of a region, where a word for it stands before its name
    kind: str = ""  # what a village is called there: "Kelurahan"


def listed_regions(items: Sequence[Item], at: int) -> list[Listed]:
    """The regions that a list behind a commission's goes on with: "KPU Kabupaten Ngada, Sikka dan Ende".

    None unless "dan" stands before the last, which may be a commission with its own head.
    """
    found: list[Listed] = []
    at = _past_bracket(items, at)
    while at + 1 < len(items) and items[at].text in {",", *_AND}:
        closed = items[at].text in _AND
        at += 1
        if not closed and items[at].text in _AND:
            closed = True
            at += 1
        first = at
        levels, at = levels_at(items, at)
        item = items[at] if at < len(items) else None
        if item is not None and closed and item.kind == "bodies" and item.entries[0].frame == "commission":
            return found
        if item is None or item.kind != "region" or len(levels) > 1:
            return []
        found.append(Listed(first, at + 1, item.text, levels[0] if levels else ""))
        at = _past_bracket(items, at + 1)
        if closed:
            return found
    return []


def _past_bracket(items: Sequence[Item], at: int) -> int:
    """Past a name in brackets behind a place of a list: "KPU Kabupaten Ngada (Sarno), Kabupaten Sikka (Sari)"."""
    if at >= len(items) or items[at].text != "(":
        return at
    return next((k + 1 for k in range(at + 2, min(at + 8, len(items))) if items[k].text == ")"), at)


def listed_places(items: Sequence[Item], at: int, known: Mapping[str, str], level: str = "") -> list[Listed]:
    """The places that a list goes on with at ``at``, each in ``known``; a short list needs "dan" before the last.

    The word for their ``level`` may stand before each.
    """
    found: list[Listed] = []
    closed = False
    while not closed and at < len(items) and items[at].text in {",", *_AND}:
        closed = items[at].text in _AND
        at += 1
        if not closed and at < len(items) and items[at].text in _AND:
            closed = True
            at += 1
        word = items[at].entry("levels") if at < len(items) else None
        again = word is not None and word.frame == level  # "Desa Ngagel, Desa Kenanti dan Kelurahan Pati Lor"
        at = at + 1 if again else at
        place = longest_place(items, at, known) if at < len(items) and items[at].capital else None
        if place is None:
            return found if len(found) >= _LONG_LIST else []
        found.append(Listed(at, place[0], place[1], kind=word.value if word is not None and again else ""))
        at = place[0]
    return found if closed or len(found) >= _LONG_LIST else []


@dataclass
class PlaceLists(Territories):
    """Reads the bodies of a list of places, all of one head."""

    prefix: str = ""  # of the last committee of a district or village: "PPK Kecamatan"
    general: BodyMention | None = None  # the class of committees that the sentence named last
    committees: BodyMention | None = None  # of the districts, as the article named them last: "PPK Kecamatan"

    def further(self, items: Sequence[Item], at: int, mention: BodyMention, out: list[Item]) -> int:
        """Appends the bodies of a list of places that begins behind ``mention``; the index behind it."""
        if mention.rule == "bodies.region" and mention.level == "regency":
            return self._further_regions(items, at, mention, out)
        region = self.office_region()
        if region is None or mention.rule not in {"bodies.district", "bodies.village"}:
            return at
        district = mention.level == "district"
        known = self.language.districts(region.code) if district else self.language.villages(region.code)
        for place in listed_places(items, at, known, mention.level):
            out.extend(items[at : place.first])
            first, last = items[place.first], items[place.last - 1]
            head = self.prefix if district or not place.kind else f"{self.prefix.partition(' ')[0]} {place.kind}"
            name = f"{head} {place.name}"
            body = replace(mention, start=first.start, end=last.end, name=name, rule=mention.rule + ".list")
            out.append(Item("body", first.first, last.last, first.start, last.end, name, first.entries, body))
            at = place.last
        return at

    def for_district(self, items: Sequence[Item], i: int) -> tuple[int, BodyMention | None]:
        """ "Untuk Distrik X dilantik A dan B" in news of such committees: the one of the district at ``i``."""
        word = items[i]
        if self.committees is None or word.entries[0].frame != "district" or not word.capital:
            return i, None
        end, place, confidence = self.local_place(items, i + 1, "district")
        if not place or end >= len(items) or items[end].text.lower() not in _FILLED:
            return i, None
        name, kind = f"{self.committees.name} {place}", self.committees.kind
        return end, self._mention(items, i, end, name, kind, "district", "bodies.for-district", confidence)

    def bracketed(self, items: Sequence[Item], i: int) -> int:
        """The end of a district in the bracket at ``i`` behind people of such a class: "PPK baru ialah Sarno (Bawen)"."""
        region, general = self.office_region(), self.general
        if region is None or general is None or not general.name.endswith(_DISTRICTS):
            return i
        j = i + 2 if i + 1 < len(items) and items[i + 1].kind == "levels" else i + 1
        place = longest_place(items, j, self.language.districts(region.code)) if j < len(items) else None
        return place[0] if place is not None and place[0] < len(items) and items[place[0]].text == ")" else i

    def note_class(self, item: Item, mention: BodyMention | None) -> None:
        """Remembers the class of committees that a sentence names last."""
        if item.text == "." or item.kind == "break":
            self.general = None
        elif mention is not None and mention.level in {"", "district"} and mention.name.endswith(_DISTRICTS):
            self.general = self.committees = mention
        elif mention is not None and mention.kind == "adhoc":
            self.general = None

    def of_class(self, items: Sequence[Item], i: int, end: int) -> BodyMention:
        """The committee of the district in a bracket."""
        assert self.general is not None
        name = f"{self.general.name} {text_of(items, i, end).removeprefix('Kecamatan ')}"
        return self._mention(items, i, end, name, self.general.kind, "district", "bodies.bracket", 0.9)

    def _further_regions(self, items: Sequence[Item], at: int, mention: BodyMention, out: list[Item]) -> int:
        """Appends the commissions of a list of regions of one level; the index behind it."""
        own = self.language.regions.by_code[mention.region or ""]
        head = mention.name.removesuffix(own.full_name).strip()
        level = LEVEL_OF_TYPE[own.type]
        listed = listed_regions(items, at)
        places = [resolve(place.name, place.level or level, self.office, self.language) for place in listed]
        if not all(place is not None and place.region.province == own.province for place in places):
            return at
        for entry, place in zip(listed, places, strict=True):
            assert place is not None
            out.extend(items[at : entry.first])
            item, last = items[entry.first], items[entry.last - 1]
            name = commission_name(head, place.region)
            body = replace(
                mention, start=item.start, end=last.end, name=name, region=place.region.code, rule="bodies.region-list"
            )
            out.append(Item("body", item.first, last.last, item.start, last.end, name, item.entries, body))
            at = entry.last
        return at

    def shared_region(self, items: Sequence[Item], j: int) -> Place | None:
        """ "KPU dan Bawaslu Kabupaten Merangin": the region behind the last of two commissions is the first's too."""
        if not next_is(items, j, "bodies") or items[j + 1].entries[0].frame != "commission":
            return None
        after = skip_acronym(items, j + 2)
        levels, after = levels_at(items, after)
        if len(levels) != 1 or levels[0] == "national":
            return None
        return self._region(items, after, levels[0])[1]

    def shared_district(self, items: Sequence[Item], j: int) -> str:
        """ "PPK dan PPS Kecamatan Air Upas": the district behind the committees of its villages is the first one's too."""
        if not next_is(items, j, "bodies") or items[j + 1].entries[0].frame != "adhoc:village":
            return ""
        k = skip_acronym(items, j + 2)
        if k >= len(items) or items[k].kind != "levels" or items[k].entries[0].frame != "district":
            return ""
        return self.local_place(items, k + 1, "district")[1]

    def _polling(self, items: Sequence[Item], i: int, head: Entry) -> tuple[int, BodyMention | None]:
        """ "KPPS TPS 03 Desa Beji": the committee of one polling station; a class where its village is not said."""
        j = i + 1
        while j < len(items) and items[j].text.lower() in {"di", "pada", "tps", ","}:
            j += 1
        number = j < len(items) and items[j].kind == "num"
        level = items[j + 1] if number and j + 1 < len(items) else None
        if level is None or level.kind != "levels" or level.entries[0].frame != "village":
            end = j + 1 if number else i + 1
            after, village, sure = self.local_place(items, end, "village") if number else (end, "", 0.0)
            if village and sure == 1:  # "KPPS 3 Lewoleba Tengah"
                name = f"{head.value} TPS {items[j].text} {self.village_kind('Desa', village)} {village}"
                return after, self._mention(items, i, after, name, head.head, "village", "bodies.polling")
            return end, self._mention(items, i, end, head.value, head.head, "village", "bodies.class", specific=False)
        end, place, confidence = self.local_place(items, j + 2, "village")
        if not place:
            return i, None
        name = f"{head.value} TPS {items[j].text} {level.entries[0].value} {place}"
        return end, self._mention(items, i, end, name, head.head, "village", "bodies.polling", confidence)
