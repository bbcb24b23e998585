"""Posts as written: [status] ROLE [division] [body] [division] [period], one item each.

What body a role belongs to is in ``data/lexicon/roles.csv`` (column frame): ``open`` and ``commission`` take the body
that follows; ``government``, ``district``, ``village``, ``place``, ``agency`` and ``office`` make it from the place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgspec import structs
from rapidfuzz import fuzz, process

from kpugraph.language import Entry
from kpugraph.lexicon import rules
from kpugraph.mentions.body_parts import class_at, text_of
from kpugraph.mentions.items import Item
from kpugraph.mentions.jobs import job_at
from kpugraph.mentions.organisations import organisation_words
from kpugraph.mentions.places import ITS
from kpugraph.mentions.role_bodies import RoleBodies
from kpugraph.mentions.role_parts import (
    faculty_of,
    group_at,
    named_so,
    of_pair_at,
    past_constituency,
    past_letters,
    past_nickname,
    past_short_form,
    past_subject,
    past_wider_place,
    station_of,
    unit_of,
    unlisted,
)
from kpugraph.model import BodyMention, RolePhrase
from kpugraph.text import first_word, fold, tokenize

_FACULTY = {"Dekan", "Wakil Dekan", "Wakil Dekan I", "Wakil Dekan II", "Wakil Dekan III", "Ketua Program Studi"}
_TEACHERS = {"Dosen", "Guru Besar", "Ketua Program Studi", "Ketua Jurusan", "Sekretaris Program Studi"}
_ALIKE = 87  # per cent of letters
_WATCHDOGS = {"supervisor", "commission", "ethics"}  # whose members are "pimpinan"
_FIRST = {"statuses", "roles"}  # what a phrase can begin with
_MARKS = {"punct", "break", "num"}
_PERIOD = re.compile(
    r"(?:periode|masa jabatan|masa bakti|masa bhakti)\s*(?:tahun\s*)?(\d{4})"
    r"\s*(?:[-–—/]|s/d|s\.d\.?|sampai(?: dengan)?|hingga)\s*(\d{4})",
    re.I,
)


def _status_after(item: Item) -> str:
    """The status that a word behind a role gives it: "terpilih", "demisioner"."""
    return next((e.value for e in item.entries if e.cls == "statuses" and e.frame == "after"), "")


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and text[:2] in {"19", "20"}


def _kinds(entry: Entry) -> tuple[str, ...]:
    """What kinds of body an open role belongs to; none for those of every organisation."""
    return tuple(entry.head.split("|")) if entry.frame == "open" and entry.head else ()


def _body_at(items: Sequence[Item], j: int, *, divided: bool) -> int:
    """Where the body of an open role would stand: past "di", "baru", "Sekretariat", and the comma behind a division."""
    at = j
    if at < len(items) and items[at].text in {"pada", "di", "dari"}:
        at += 1
    if at + 1 < len(items) and items[at].text.lower() in rules("posts")["kind_of"] and items[at + 1].kind == "body":
        at += 1  # "Sekretaris baru KPU X", "staf senior KPU X"
    if at < len(items) and items[at].text == "Sekretariat":
        at += 1
    if at + 1 < len(items) and items[at].kind == "region" and _is_army(items[at + 1]):
        at += 1  # "Pabung Muaro Jambi Kodim 0415/Jambi"
    commas = [k for k in (at, at + 2) if k < len(items) and items[k].text == ","]
    if len(commas) == 2 and divided and items[at + 1].kind == "body":
        at += 1  # "Ketua Divisi Data, KPU Maluku Tengah, Harold …"
    return at


def _on_campus(items: Sequence[Item], j: int, role: str) -> tuple[int, BodyMention | None]:
    """Past what somebody teaches; (end, the class of bodies) of what is led within a university named elsewhere."""
    taught = past_subject(items, j) if role in _TEACHERS else j
    end = past_letters(items, j) if taught == j and role in _FACULTY else j
    if end == j:
        return taught, None
    return end, BodyMention(items[j].start, items[end - 1].end, "Fakultas", "education", specific=False)


def _of_team(phrase: RolePhrase) -> RolePhrase:
    """ "Ketua Pokja Kampanye": the head of a body of its own, as that of a Tim Seleksi is."""
    of = phrase.body.name if phrase.body is not None and phrase.body.specific else ""
    name = f"Pokja {phrase.division} {of}".strip()
    body = BodyMention(phrase.start, phrase.end, name, "team", rule="roles.team", confidence=0.85)
    return replace(phrase, role=phrase.role.removesuffix(" Pokja"), division=None, body=body)


def _is_army(item: Item) -> bool:
    return isinstance(item.value, BodyMention) and item.value.kind == "army"


@dataclass
class RoleReader(RoleBodies):
    """Reads the role phrases of one article's items, after the bodies."""

    def read(self, items: Sequence[Item]) -> list[Item]:
        """The items with every role phrase as one item of kind ``post``."""
        out: list[Item] = []
        spelt = list(items)
        for i, following in enumerate(items[1:]):
            if following.kind in {"body", "divisions"} and items[i].kind == "cap":
                spelt[i] = self._spelt(items[i])
        items, jobs, at = spelt, organisation_words().jobs, 0  # at: the first item that is not read yet
        openers = {"wakil", *jobs}
        starts = [
            i
            for i, item in enumerate(items)
            if item.kind in _FIRST or (item.kind not in _MARKS and first_word(item.text) in openers)
        ]
        for i in starts:
            if i < at:
                continue
            out += items[at:i]
            at, item = i, items[i]
            end, phrase = job_at(items, i, jobs, self.language) if item.capital else (i, None)
            if phrase is None and (item.kind in _FIRST or item.text.lower() == "wakil"):
                end, phrase = self._at(items, i)
            if phrase is not None:
                entries, last = item.entries, items[end - 1]
                out.append(Item("post", item.first, last.last, item.start, last.end, phrase.role, entries, phrase))
                at = end
        return [*out, *items[at:]]

    def _spelt(self, item: Item) -> Item:
        """The word before a body or division, read as the role that it misspells: "Anggoata KPU X", "Kassubag Umum"."""
        word = fold(item.text)
        if len(word) < 6 or word in self.language.given_names or word in self.language.common:
            return item
        meant = process.extractOne(word, rules("posts")["misspelt"], scorer=fuzz.ratio, score_cutoff=_ALIKE)
        found = self.language.gazetteer.match(tokenize(meant[0]), 0) if meant is not None else None
        entries = tuple(entry for entry in found[1] if entry.cls == "roles") if found is not None else ()
        return structs.replace(item, kind="roles", entries=entries) if entries else item

    def _at(self, items: Sequence[Item], i: int) -> tuple[int, RolePhrase | None]:
        status, prefix, j = self._statuses(items, i)
        if j >= len(items) or items[j].kind != "roles":
            return i, None
        entry = items[j].entries[0]
        if entry.value.isupper() and items[j].text.istitle():
            return i, None  # "Baate Lo Hulondhalo" has no LO
        role = f"{prefix} {entry.value}" if prefix else entry.value
        if role.startswith(("Calon ", "Bakal Calon ")) and status == "current":
            status = "candidate"
        if entry.frame == "watchdog" and i and items[i - 1].text.lower() == "bawah":
            return i, None  # "di bawah pimpinan A"
        steps = (ITS,) if items[j].text.endswith("nya") else ()
        phrase = RolePhrase(items[i].start, items[j].end, role, entry.frame, status, kinds=_kinds(entry), steps=steps)
        if entry.extra.startswith("keep:"):
            phrase = replace(phrase, division=entry.extra.removeprefix("keep:"))
        j, phrase = self._complete(items, past_short_form(items, j + 1, entry.value), phrase, entry)
        if entry.frame == "watchdog" and phrase.body is not None and phrase.body.kind not in _WATCHDOGS:
            phrase = replace(phrase, role=entry.head)
        if phrase.role == "Ketua Divisi" and phrase.body is not None and phrase.body.kind not in _WATCHDOGS:
            head = self.text[phrase.start : phrase.start + 6]  # "Kepala Divisi Program Netfid": no commission's
            phrase = replace(phrase, role="Kepala Divisi") if head == "Kepala" else phrase
        if entry.frame == "watchdog" and phrase.body is None and phrase.division is None and not items[i].capital:
            return i, None  # "satu peleton Brimob pimpinan Ipda Sarno"
        if phrase.role.endswith(" Pokja") and phrase.division is not None:
            phrase = _of_team(phrase)
        if entry.extra == "must" and phrase.division is None and not self._undivided(items, j, phrase, entry):
            return i, None
        if entry.extra == "body" and phrase.body is None:  # "caleg" alone tells what somebody is
            return i, None
        j, phrase = self._period(items, j, phrase)
        if j < len(items) and (after := _status_after(items[j])):
            role = phrase.role.removeprefix("Calon ") if after == "elected" else phrase.role
            phrase = replace(phrase, role=role, status=after)
            j, phrase = self._period(items, j + 1, phrase)
            j, phrase = self._behind_status(items, j, phrase, entry)
        phrase.end = items[j - 1].end
        return j, phrase

    def _behind_status(self, items: Sequence[Item], j: int, phrase: RolePhrase, entry: Entry) -> tuple[int, RolePhrase]:
        """ "Ketua demisioner KPU X", "Gubernur terpilih X": the body behind the status, where none stood before it."""
        if phrase.body is None and entry.frame == "open":
            return self._complete(items, j, phrase, entry)
        if phrase.body is not None and phrase.body.kind == "parliament":  # "Anggota DPRD X terpilih Dapil 1"
            return past_constituency(items, j), phrase
        end, placed = self._complete(items, j, phrase, entry) if entry.frame in {"government", "place"} else (j, phrase)
        return (end, placed) if end > j else (j, phrase)

    def _undivided(self, items: Sequence[Item], j: int, phrase: RolePhrase, entry: Entry) -> bool:
        """Whether a role of divisions may stand without one: "Kepala Bagian Sekretariat KPU X", "para kasubbag yakni …"."""
        if self.text[phrase.start : phrase.start + 6].lower() == "divisi" or entry.value == "Anggota":
            return False
        listed = j < len(items) and items[j].text.lower() in {"yakni", "yaitu", "masing-masing", ":"}
        counted = j > 1 and items[j - 2].text.lower() in {
            "dua",
            "tiga",
            "empat",
            "para",
        }  # "dua Kasubbag, A (Hukum) dan …"
        listed = listed or (counted and j < len(items) and items[j].text == ",")
        return phrase.body is not None or listed

    def _statuses(self, items: Sequence[Item], i: int) -> tuple[str, str, int]:
        """(status, role prefix, index of the role): "Plh.", "mantan", "Bakal Calon"."""
        status, prefix, j = "current", "", i
        while j < len(items) and items[j].kind == "statuses" and any(e.frame == "before" for e in items[j].entries):
            value = items[j].entries[0].value
            if status == "current" or value == "former":
                status = value
            if value == "candidate":
                prefix = "Bakal Calon" if items[j].text.lower() in {"bakal calon", "balon"} else "Calon"
            j += 1
        if prefix and j + 1 < len(items) and _status_after(items[j]) == "elected" and items[j + 1].kind == "roles":
            status, prefix, j = "elected", "", j + 1  # "calon terpilih anggota DPRD X"
        if j + 1 < len(items) and items[j].text.lower() == "wakil" and items[j + 1].kind == "roles":
            prefix, j = f"{prefix} Wakil".strip(), j + 1  # of a role that has no deputy in the lists: "Wakil Danlanal"
        return status, prefix, j

    # ------------------------------------------------------------ the body by the role's frame

    def _complete(self, items: Sequence[Item], j: int, phrase: RolePhrase, entry: Entry) -> tuple[int, RolePhrase]:
        frame = entry.frame
        if frame in {"open", "commission", "watchdog"}:
            return self._open(items, j, phrase, entry)
        if frame == "government":
            return self._government(items, j, phrase, entry.head)
        if frame in {"district", "village"}:
            house = items[j].value if j < len(items) and items[j].kind == "body" else None
            if (
                isinstance(house, BodyMention) and house.specific and house.kind == "religion"
            ):  # "Penghulu Masjid Agung X"
                return j + 1, replace(phrase, body=house)
            return self._local(items, j, phrase, entry)
        if frame == "place":
            unit = unit_of(items, j, entry.head) or named_so(items, j, entry.head)
            if unit is not None:
                return j + 1, replace(phrase, body=unit)
            j, phrase = self._placed(items, j, phrase, entry.head)
            if phrase.body is None:  # of one that the text names elsewhere
                some = BodyMention(phrase.start, phrase.end, entry.head, specific=False, rule="roles.class")
                phrase = replace(phrase, body=some)
            return j, phrase
        if frame in {"agency", "office"}:
            return self._agency(items, j, phrase, entry)
        if frame == "state" and (led := items[j].value if j < len(items) else None) and isinstance(led, BodyMention):
            of_students = led.specific and led.kind in {"association", "religion"}  # "Presiden BEM Universitas X"
            return (j + 1, replace(phrase, frame="open", body=led)) if of_students else (j, phrase)
        if frame == "none":
            return self._unbound(items, j, phrase)
        if frame == "fixed":
            body = BodyMention(phrase.start, phrase.end, entry.head, rule="roles.fixed", level="national")
            return j, replace(phrase, body=body)
        return j, phrase

    def _open(self, items: Sequence[Item], j: int, phrase: RolePhrase, entry: Entry) -> tuple[int, RolePhrase]:
        j, division, phrase = self._division(items, j, phrase, entry)
        body: BodyMention | None = None
        at = _body_at(items, j, divided=division is not None)
        faculty = faculty_of(items, at) if "education" in phrase.kinds else None
        if faculty is not None:
            return faculty[0], replace(phrase, division=division, body=faculty[1])
        if at < len(items) and items[at].kind == "levels" and "government" in phrase.kinds:
            end, phrase = self._local(items, at, phrase, Entry("roles", phrase.role, "district", "Kecamatan"))
            return end if phrase.body else j, replace(phrase, division=division)
        if "education" in phrase.kinds:
            at, within = _on_campus(items, at, entry.value)
            if within is not None:
                return at, replace(phrase, division=division, body=within)
        station = station_of(items, j) if entry.head == "media" else None
        if station is not None:
            return j + 1, replace(phrase, body=station)
        named = items[at].value if at < len(items) else None
        if isinstance(named, BodyMention):
            body = named
            j = past_nickname(items, at + 1, named)
            if named.kind == "party" and j < len(items) and items[j].kind == "region":
                j += 1  # "LO Partai X Pati, Sarno"
            j, body = self._graded(items, j, body)
            j = past_wider_place(items, j) if named.level in {"village", "district"} else j
            if division is None:
                j, division = self._behind_body(items, j, entry, body)
        elif division is None and entry.value in rules("posts")["of_unlisted"]:
            end, body = unlisted(items, at, self.language, self.bodies.written_place)
            j = end if body is not None else j
        if division is None and (body is None or not body.specific):
            further, alone = self._of_nobody(items, at, phrase)
            if alone is not None:
                return further, alone
        if division is None and entry.value == "Anggota":
            j, division = self.divisions.in_charge_of(items, j)
        same = division == phrase.division and body is None
        return j, phrase if same else replace(phrase, division=division, body=body)

    def _of_nobody(self, items: Sequence[Item], at: int, phrase: RolePhrase) -> tuple[int, RolePhrase | None]:
        """ "Ketua Panitia, Sarno, melaporkan …", "LO pasangan calon A-B, C, …": of no body with a name of its own."""
        end, group = group_at(items, at, self.text) if phrase.kinds in {(), ("association",)} else (at, "")
        if group:
            return end, replace(phrase, role=f"{phrase.role} {group}", frame="none")
        served = not {"team", "none"}.isdisjoint(phrase.kinds) and of_pair_at(items, at)
        return at, replace(phrase, frame="none") if served else None

    def _division(
        self, items: Sequence[Item], j: int, phrase: RolePhrase, entry: Entry
    ) -> tuple[int, str | None, RolePhrase]:
        """The division behind an open role, or the part of a parliament, which makes the role one of parliaments."""
        part_end, part = self.divisions.part_of_parliament(items, j)
        if part is not None:
            return part_end, part, replace(phrase, kinds=("parliament",))
        if entry.extra.startswith("keep:"):
            return j, entry.extra.removeprefix("keep:"), phrase
        if entry.extra not in {"must", "yes", "bare"}:
            return j, None, phrase
        end, division = self.divisions.read(items, j, bare=entry.extra != "yes" or entry.value == "Staf")
        return end, division, phrase

    def _behind_body(
        self, items: Sequence[Item], j: int, entry: Entry, body: BodyMention | None
    ) -> tuple[int, str | None]:
        """ "Anggota KPU X, Divisi Hukum", "Anggota DPRD X Fraksi Y": the division behind the body."""
        comma = j + 1 < len(items) and items[j].text == "," and entry.value == "Anggota"
        behind = comma and items[j + 1].text.lower() in {"divisi", "devisi"}
        end, division = self.divisions.read(items, j + 1 if behind else j, bare=False)
        if division is None and body is not None and body.kind == "parliament":
            j = past_constituency(items, j)
            end, division = self.divisions.part_of_parliament(items, j)
        return (end, division) if division is not None else (j, None)

    def _graded(self, items: Sequence[Item], j: int, body: BodyMention | None) -> tuple[int, BodyMention | None]:
        """ "KSOP Kelas III Tarakan": the class of an office and its place behind the head that was read."""
        after = class_at(items, j)
        if body is None or after == j:
            return j, body
        end, place = self.bodies.written_place(items, after)
        if not place:
            return j, body
        head = items[j - 1].entries[0].value
        name = f"{head} {text_of(items, j, after)} {place}"
        return end, replace(body, name=name, end=items[end - 1].end, specific=True, region=None, rule="roles.graded")

    def _period(self, items: Sequence[Item], j: int, phrase: RolePhrase) -> tuple[int, RolePhrase]:
        """ "periode 2013-2018" tied to the post; past "dua periode"."""
        if (
            j + 1 < len(items)
            and items[j].text.lower() in {"dua", "tiga", "2", "3"}
            and items[j + 1].text.lower() == "periode"
        ):
            return j + 2, phrase
        at = j + 1 if j < len(items) and items[j].text == "(" else j
        years = [item.text for item in items[at : at + 3]]
        if len(years) == 3 and _is_year(years[0]) and years[1] in {"-", "–"} and _is_year(years[2]):
            closed = at + 3 < len(items) and items[at + 3].text == ")"  # "mantan Ketua KPU X (2013-2018) A"
            end = at + 4 if at > j and closed else at + 3
            return end if at == j or closed else j, replace(phrase, period=f"{years[0]}-{years[2]}")
        if j >= len(items) or items[j].text.lower() not in {"periode", "masa"}:
            return j, phrase
        found = _PERIOD.match(self.text, items[j].start)
        if found is None:
            return j, phrase
        while j < len(items) and items[j].start < found.end():
            j += 1
        return j, replace(phrase, period=f"{found[1]}-{found[2]}")
