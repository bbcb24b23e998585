"""The body of a post from the place behind its role: governments, districts and villages, stations, courts, agencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kpugraph.language import Entry, Language
from kpugraph.mentions.beside_names import before_holder, behind_holder
from kpugraph.mentions.bodies import BodyReader
from kpugraph.mentions.body_parts import HEROES, MANY, house_class, skip_acronym, text_of
from kpugraph.mentions.divisions import DivisionReader
from kpugraph.mentions.items import Item
from kpugraph.mentions.organisations import organisation_words
from kpugraph.mentions.places import LEVEL_OF_TYPE, Place, longest_place, resolve
from kpugraph.mentions.role_parts import neighbours_end, past_wider_place
from kpugraph.model import BodyMention, Office, Region, RolePhrase
from kpugraph.text import fold

_TOWNS = {
    "Lapas",
    "Rutan",
    "Kejaksaan Negeri",
    "Cabang Kejaksaan Negeri",
    "Pengadilan Negeri",
    "Pengadilan Agama",
}  # named after places
_SAINTS = {"Paroki", "Keuskupan", "Keuskupan Agung", "Masjid", "Desa Adat"}  # bear names like those of people
_KIND_OF_HEAD = {
    "Pol": "police", "Kod": "army", "Kor": "army", "Lan": "army", "Pos": "army", "Yon": "army",
    "Kej": "prosecution", "Cab": "prosecution", "Pen": "court", "Mah": "court", "Lap": "prison", "Rut": "prison",
}  # fmt: skip


@dataclass
class RoleBodies:
    """Makes such bodies, seen from the office that publishes the article."""

    language: Language
    office: Office | None
    bodies: BodyReader
    text: str

    @cached_property
    def divisions(self) -> DivisionReader:
        return DivisionReader(self.language, self.text)

    def _government(self, items: Sequence[Item], j: int, phrase: RolePhrase, kind: str) -> tuple[int, RolePhrase]:
        j, phrase = self._task(items, j, phrase)
        end, phrase = self._governed(items, j, phrase, kind)
        return self._task(items, end, phrase) if end > j else (end, phrase)

    def _task(self, items: Sequence[Item], j: int, phrase: RolePhrase) -> tuple[int, RolePhrase]:
        """What one of a government's staff is for: "Staf Ahli Bupati [X] Bidang Ekonomi"."""
        if phrase.division is not None or not phrase.role.startswith(("Asisten", "Staf Ahli")):
            return j, phrase
        end, division = self.divisions.read(items, j, bare=phrase.role.startswith("Asisten"))
        return end, replace(phrase, division=division)

    def _governed(self, items: Sequence[Item], j: int, phrase: RolePhrase, kind: str) -> tuple[int, RolePhrase]:
        """The government of a role: named behind it, paired with another's, else the office's own."""
        at = j
        level = ""
        named_body = items[at].value if at < len(items) and items[at].kind == "body" else None
        other = phrase.role == "Staf Ahli" and isinstance(named_body, BodyMention) and named_body.specific
        if isinstance(named_body, BodyMention) and (named_body.kind == "government" or other):
            return at + 1, replace(phrase, body=named_body)
        secretariat = items[at].value if at < len(items) and items[at].kind == "body" else None
        if (
            isinstance(secretariat, BodyMention)
            and secretariat.name.startswith("Sekretariat Daerah")
            and secretariat.region
        ):
            seat = Place(self.language.regions.by_code[secretariat.region], secretariat.confidence, secretariat.steps)
            return at + 1, replace(phrase, body=self.bodies.government(items, at, at + 1, seat, "roles.government"))
        if at < len(items) and items[at].text in {
            "Setkab",
            "Setdakab",
            "Setdako",
            "Setdaprov",
            "Setprov",
            "Sekda",
            "Setkot",
        }:
            at += 1
            j = at
        if (
            at < len(items)
            and items[at].kind == "levels"
            and items[at].entries[0].frame in {"regency", "city", "province"}
        ):
            level = items[at].entries[0].frame
            at += 1
        if at < len(items) and items[at].kind == "region":
            wanted = level or LEVEL_OF_TYPE.get(kind, "")
            named = resolve(items[at].text, wanted, self.office, self.language)
            if named is not None:
                body = self.bodies.government(items, at, at + 1, named, "roles.government")
                return skip_acronym(items, at + 1), replace(phrase, body=body)
        if level and at > j:
            j = at
        paired = self._paired(items, j, kind)
        if paired is not None:
            return j, replace(phrase, body=self.bodies.government(items, j - 1, j, paired, "roles.government-pair"))
        region = self._own(kind)
        if region is None:
            return j, phrase
        place = Place(region, 0.85, (f"{phrase.role} -> of {region.full_name}, {self.bodies.by_office()}",))
        body = self.bodies.government(items, j - 1, j, place, "roles.government-office")
        return j, replace(phrase, body=body)

    def _paired(self, items: Sequence[Item], j: int, kind: str) -> Place | None:
        """ "Gubernur dan Wakil Gubernur Papua Barat": the territory behind the deputy is the principal's too."""
        if j + 2 >= len(items) or items[j].text not in {"dan", "/"} or items[j + 1].kind != "roles":
            return None
        deputy = items[j + 1].entries[0]
        if deputy.frame != "government" or deputy.head != kind or items[j + 2].kind != "region":
            return None
        return resolve(items[j + 2].text, LEVEL_OF_TYPE.get(kind, ""), self.office, self.language)

    def _own(self, kind: str) -> Region | None:
        """The office's own territory of a kind; its province for a governor."""
        if self.office is None or not self.office.region:
            return None
        region = self.language.regions.by_code.get(self.office.region)
        if region is None or not kind or region.type == kind:
            return region
        return self.language.regions.by_code.get(region.province) if kind == "provinsi" else None

    def _local(self, items: Sequence[Item], j: int, phrase: RolePhrase, entry: Entry) -> tuple[int, RolePhrase]:
        kind = entry.head
        if j < len(items) and items[j].kind == "levels" and items[j].entries[0].frame in {"district", "village"}:
            kind = items[j].entries[0].value
            j += 1
        end, name, confidence = self.bodies.local_place(items, j, entry.frame)
        if not name:
            return j, phrase
        region = self._own("")
        if kind == "Kelurahan" and region is not None and region.province == "34" and region.type == "kabupaten":
            kind = "Kalurahan"  # what the villages of Yogyakarta are called
        body = BodyMention(
            items[j].start, items[end - 1].end, f"Pemerintah {kind} {name}", "government", entry.frame,
            rule="roles.local", confidence=confidence,
        )  # fmt: skip
        return past_wider_place(items, end), replace(phrase, body=body)

    def _placed(self, items: Sequence[Item], j: int, phrase: RolePhrase, head: str) -> tuple[int, RolePhrase]:
        end, name = self.bodies.written_place(items, j, small=head in {"Polsek", "Koramil"}, hero=head in HEROES)
        after, sort = house_class(items, j)
        if sort:  # "Kalapas Kelas IIA Karawang"
            end, name = self.bodies.written_place(items, after)
            if not name and (closed := before_holder(items, after)) > after:  # "Stasiun Meteorologi Kelas I Juanda, …"
                end, name = closed, text_of(items, after, closed)
            name = f"{sort} {name}" if name else ""
        if head == "Desa Adat":
            end, name, _ = self.bodies.local_place(items, j, "village")
        closed = max(before_holder(items, j), behind_holder(items, j)) if head in _SAINTS else j
        if closed > end:  # "Pastor Paroki Santo Fransiskus, …"
            end, name = closed, text_of(items, j, closed)
        if head in {"Kejaksaan Tinggi", "Pengadilan Tinggi"} and j < len(items) and items[j].kind == "cap":
            end, name = j, ""  # "Kajati Agoes Soenanto": these stand in provinces, which are all known
        if name and not sort and head in _TOWNS and self._unknown(items, j):
            end, name = j, ""  # "Kajari Alfonsius Loe Mau"
        steps: tuple[str, ...] = ()
        if not name and " RI-" in head:  # "Dansatgas Pamtas RI-Malaysia"
            return j, replace(phrase, body=BodyMention(phrase.start, phrase.end, head, "army", rule="roles.place"))
        if not name and head in MANY:  # a region has several of them, or none
            return j, phrase
        if not name:
            region = self._own("provinsi" if head in {"Polda", "Kejaksaan Tinggi"} else "")
            if region is None:
                return j, phrase
            name, end = region.name, j
            steps = (f"{phrase.role} -> {head} {name}, {self.bodies.by_office()}",)
        body = BodyMention(
            phrase.start, items[end - 1].end, f"{head} {name}", _KIND_OF_HEAD.get(head[:3], ""), rule="roles.place", steps=steps,
            confidence=0.85 if steps else 1.0,
        )  # fmt: skip
        return end, replace(phrase, body=body)

    def _unknown(self, items: Sequence[Item], j: int) -> bool:
        """Whether several capitalised words at ``j`` begin with no place that is known: then they are the holder's name."""
        several = j + 1 < len(items) and items[j].kind == items[j + 1].kind == "cap" and items[j].text[1:].islower()
        known = (self.language.districts(""), self.language.towns)
        given = self.language.given_names
        again = j > 0 and any(item.text == items[j - 1].text for item in items[max(0, j - 8) : j - 1])
        if several and again and fold(items[j].text) not in given and fold(items[j + 1].text) in given:
            return False  # "Kalapas Batu Mardi Santoso, Kalapas Permisan Ahmad Hardiman": each of its own
        return several and all(longest_place(items, j, places) is None for places in known)

    def _agency(self, items: Sequence[Item], j: int, phrase: RolePhrase, entry: Entry) -> tuple[int, RolePhrase]:
        name = entry.head
        read = items[j].value if j < len(items) and items[j].kind == "body" else None
        own = isinstance(read, BodyMention) and (
            read.name.startswith(f"{name} ") or (read.kind == "parliament" and name.startswith("DPR"))
        )  # "Sekwan | DPRD X", "Sekwan | DPRK X"
        if isinstance(read, BodyMention) and (
            own or entry.frame == "agency"
        ):  # "Kepala Badan | Kesbangpol Kabupaten X"
            branch = f"{name} {read.name}" if name.startswith(("Kantor ", "UPT")) and not own else read.name
            return j + 1, replace(phrase, body=replace(read, start=phrase.start, name=branch))
        part_end, part = self.divisions.part_of_parliament(items, j) if name.startswith("DPR") else (j, None)
        if part is not None:  # "Anggota Dewan Fraksi X"
            j, phrase = part_end, replace(phrase, division=part)
        if entry.frame == "agency":
            j, subject = self.bodies.subject(items, j)
            if not subject:  # of the one that the text names before: "yang diwakili Sekretaris Dinas, A"
                some = BodyMention(phrase.start, phrase.end, name, "agency", specific=False, rule="roles.class")
                return j, replace(phrase, body=some)
            name = f"{name} {subject}"
        end, body = self.bodies.territorial(items, j - 1, j, name, "agency")
        return end, replace(phrase, body=replace(body, start=phrase.start))

    def _unbound(self, items: Sequence[Item], j: int, phrase: RolePhrase) -> tuple[int, RolePhrase]:
        """A post that is of no organisation: of a neighbourhood, a hamlet, a custom, a realm of old."""
        if phrase.role.endswith((" RT", " RW")):
            return self._neighbourhood(items, j, phrase)
        realm = self._realm(items, j)
        if realm is not None:
            return realm[0], replace(phrase, body=realm[1])
        end = self._unheld(items, j)
        return end, _of_hamlet(items, j, end, phrase) if end > j else phrase

    def _realm(self, items: Sequence[Item], j: int) -> tuple[int, BodyMention] | None:
        """ "Mananwir Keret Kafiar, Sarno", "Raja pada Kerajaan Dullah": the realm that a post of custom is of."""
        at = j + 1 if j < len(items) and items[j].text == "pada" else j
        if at >= len(items) or not items[at].capital or fold(items[at].text) not in organisation_words().realms:
            return None
        end = max(before_holder(items, at), behind_holder(items, at))
        if end <= at + 1:
            return None
        return end, BodyMention(
            items[at].start, items[end - 1].end, text_of(items, at, end), "customary", rule="roles.realm"
        )

    def _neighbourhood(self, items: Sequence[Item], j: int, phrase: RolePhrase) -> tuple[int, RolePhrase]:
        """ "Ketua RT 03/RW 02 Desa X": the head of "RT 03/RW 02 Desa X"; one without its number is none."""
        role, _, head = phrase.role.rpartition(" ")
        if j >= len(items) or items[j].kind != "num":
            return j, phrase
        end = neighbours_end(items, j)
        if end < len(items) and items[end].kind == "levels" and items[end].capital:
            place, name, _ = self.bodies.local_place(items, end + 1, "village")
            end = place if name else end
        else:
            end = max(end, self._unheld(items, end) if end < len(items) and items[end].capital else end)
        name = f"{head} {text_of(items, j, end)}"
        body = BodyMention(phrase.start, items[end - 1].end, name, "neighbourhood", rule="roles.neighbours")
        return end, replace(phrase, role=role, body=body)

    def _unheld(self, items: Sequence[Item], j: int) -> int:
        """Past the number or place of a post that belongs to no body: "Ketua RT 4", "Bendesa Adat Sukawati, …"."""
        end = j
        while end < len(items) and end < j + 6 and (_names_place(items[end]) or items[end].text == "/"):
            end += 1
        if end < len(items) and (items[end].text == "," or items[end].kind == "titles"):
            return end
        return j + 1 if j < len(items) and items[j].kind == "num" else j


def _of_hamlet(items: Sequence[Item], j: int, end: int, phrase: RolePhrase) -> RolePhrase:
    """ "Kepala Dusun III Desa Tanjung Raja": a hamlet is its village's."""
    village = next(
        (k for k in range(j, end - 1) if items[k].kind == "levels" and items[k].entries[0].frame == "village"), None
    )
    if village is None or not phrase.role.startswith(("Kepala", "Wali")):
        return phrase
    name = f"Pemerintah {text_of(items, village, end)}"
    body = BodyMention(items[village].start, items[end - 1].end, name, "government", "village", rule="roles.local")
    return replace(phrase, body=body)


def _names_place(item: Item) -> bool:
    """ "III Desa Tanjung Raja" behind the head of a hamlet."""
    return item.kind in {"cap", "region", "num"} or (item.kind in {"levels", "venues"} and item.capital)
