"""Organisations without a list of their names: a head and a run of capitals, a run and a tail, a local abbreviation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kpugraph.language import Entry, squash
from kpugraph.mentions.beside_names import before_holder
from kpugraph.mentions.body_parts import BRANCHES, NUMERALS, text_of
from kpugraph.mentions.body_words import body_words
from kpugraph.mentions.items import Item
from kpugraph.mentions.name_runs import does
from kpugraph.model import BodyMention
from kpugraph.name_words import name_words
from kpugraph.text import fold

_JOINERS = {"-", "al", "as", "an"}
_WHERE = {"di", "ke", "depan", "samping", "belakang", "dekat", "sekitar"}
_DIVIDED = {"school", "education", "health", "firm"}  # their parts stand behind their names, and are none of them
_PARTS = {"Bidang", "Bagian", "Urusan", "Divisi"}
_NAMELESS = {"association", "firm", "media"}  # seldom bear the names of people
_KIN = {"Ibu", "Bunda", "Bapak"}  # titles that names of houses end in, too
_HOUSES = {"school", "religion", "health", "education"}  # of these, a venue alone is no body (guideline 25)


@dataclass
class OpenNames:
    """Reads "Universitas Negeri Gorontalo", "RSUD dr. Soetomo"; a bare head later on means the same one."""

    given_names: frozenset[str]
    common: frozenset[str]
    towns: Mapping[str, str] = field(default_factory=dict)  # squashed
    _opened: dict[str, str] = field(default_factory=dict)
    _letters: dict[str, str] = field(default_factory=dict)  # short names that the article explains

    def read(self, items: Sequence[Item], i: int, head: Entry) -> tuple[int, BodyMention | None]:
        """(end, mention) of the name whose head stands at ``i``."""
        if head.value == "Fakultas":
            return self._faculty(items, i, head)
        end = j = i + 1
        while j < len(items) and self._goes_on(items, i, j, head):
            j += 1
            if items[j - 1].text.lower() not in _JOINERS and items[j - 1].text not in {".", ",", "dan"}:
                end = j
        gap = " " * (end > i + 1 and items[i + 1].start > items[i].end)  # "Persekutuan Gereja-Gereja X"
        name = " ".join(f"{head.value}{gap}{text_of(items, i + 1, end)}".split()) if end > i + 1 else ""
        if head.head == "ministry":
            name = name.removesuffix(" Republik Indonesia").removesuffix(" RI")
        known = self._opened.get(head.value) or self._scouts(head.value)
        again = not name or (items[i].text.isupper() and not known.startswith(name)) if known else False
        if known and again and i and items[i - 1].kind == "roles":
            steps = (f"{items[i].text} -> {known}, named before",)  # "dosen STISIP Ribka Yeimo"
            return i + 1, _mention(items, i, i + 1, known, head.head, "bodies.open-again", steps=steps)
        degree = end < len(items) and any(e.cls == "titles" and e.frame == "suffix" for e in items[i + 1].entries)
        if not name or degree:  # "Prof. Taufiq MA PhD" kept no school
            return i, None
        if name in self._letters:
            steps = (f"{name} -> {self._letters[name]}, as the article explains",)
            return end, _mention(items, i, end, self._letters[name], head.head, "bodies.open-again", steps=steps)
        end, name = self._behind_letters(items, end, name)
        self._opened.setdefault(head.value, name)
        if (
            head.head == "health"
            and end == i + 2
            and items[i + 1].kind == "cap"
            and fold(items[i + 1].text) in self.common
        ):  # "Rumah Sakit Pemerintah"
            return end, replace(_mention(items, i, end, name, head.head, "bodies.class"), specific=False)
        served = i > 1 and items[i - 2].kind == "roles"  # "dosen di Universitas X"
        if head.head in _HOUSES and i and items[i - 1].text.lower() in _WHERE and not served:
            return end, replace(_mention(items, i, end, name, head.head, "bodies.venue"), specific=False)
        return end, _mention(items, i, end, name, head.head, "bodies.open")

    def _scouts(self, head: str) -> str | None:
        """ "Sekretaris Kwarcab" behind "Kwarcab Gerakan Pramuka Banjarnegara"."""
        if not head.startswith("Kwar"):
            return None
        return next((name for known, name in self._opened.items() if known.startswith(f"{head} ")), None)

    def _behind_letters(self, items: Sequence[Item], end: int, name: str) -> tuple[int, str]:
        """ "Universitas Islam Negeri Maulana Malik Ibrahim (UIN Maliki) Malang": the place behind the short name in brackets
        belongs to the full one, and the short one means it from there on."""
        close = next((k for k in range(end + 2, min(end + 5, len(items))) if items[k].text == ")"), 0)
        if not close or items[end].text != "(":
            return end, name
        at = close + 2 if close + 1 < len(items) and items[close + 1].kind == "levels" else close + 1
        placed = at < len(items) and items[at].kind == "region" and items[at].capital
        full = f"{name} {text_of(items, close + 1, at + 1)}" if placed else name
        self._letters[text_of(items, end + 1, close)] = full
        return (at + 1, full) if placed else (end, name)

    def _faculty(self, items: Sequence[Item], i: int, head: Entry) -> tuple[int, BodyMention | None]:
        """ "Fakultas Hukum Universitas Jember" is one body; behind a comma the university is named; alone a faculty is a class."""
        k = i + 1
        while k < min(len(items), i + 12) and not _is_university(items[k]):
            item = items[k]
            if (
                not (item.capital or item.kind == "word" or item.text in {",", "&"})
                or item.text in body_words().clauses
            ):
                return i + 1, replace(_mention(items, i, i + 1, head.value, head.head, "bodies.class"), specific=False)
            k += 1
        if k >= min(len(items), i + 12):
            return i + 1, replace(_mention(items, i, i + 1, head.value, head.head, "bodies.class"), specific=False)
        school = items[k].entries[0]
        end, mention = k + 1, _mention(items, k, k + 1, school.value, school.head, "bodies.fixed")
        if school.frame == "open":
            end, read = self.read(items, k, school)
            if read is None:
                return i, None
            mention = read
        apart = items[k - 1].text == "," or k == i + 1
        name = mention.name if apart else f"{text_of(items, i, k)} {mention.name}"
        return end, replace(mention, start=items[i].start, name=name)

    def _goes_on(self, items: Sequence[Item], i: int, j: int, head: Entry) -> bool:
        numbered = head.head == "team" and items[j - 1].kind == "num"
        part = head.head in _DIVIDED and items[j].text in _PARTS
        if numbered or part or self._holder(items, i, j) or self._told(items[j]):
            return False
        served = (
            head.head == "association" and items[j].kind == "roles" and items[j].capital and j > i
        )  # "Forum Kuwu X"
        if served and items[j].entries[0].frame in {"village", "district"}:
            return True
        if items[j].text == "di" and head.head == "religion":  # "Gereja Injili di Indonesia"
            return j + 1 < len(items) and items[j + 1].text in {"Indonesia", "Tanah", "Sumatera", "Papua"}
        if _continues(items, j) or _is_patron(items[j], head) or self._and(items, j, head):
            return True
        titled = all(
            items[k].kind == "titles" or items[k].text == "." for k in range(i + 1, j)
        )  # "RSJ Prof. dr. Soerojo"
        return titled and (_is_title(items[j], head) or (j == i + 1 and _is_rank(items, j, head)))

    def _closes(self, items: Sequence[Item], j: int) -> bool:
        """Whether a place or a numbered area at ``j`` may end the name of a house: "Purwokerto", "Wilayah X"."""
        numbered = items[j].text in NUMERALS and items[j - 1].text == "Wilayah"
        return items[j].kind == "region" or numbered or squash(items[j].text) in self.towns

    def _apart(self, items: Sequence[Item], i: int, j: int) -> bool:
        """ "Ketua Yayasan Baja Mandiri | Yusuf Effendi menandatangani": a given name behind two words that are none."""
        if i == 0 or items[i - 1].kind != "roles" or items[i].entries[0].head not in _NAMELESS or j < i + 3:
            return False
        words = [fold(item.text) for item in items[i + 1 : j + 1]]
        given = (
            words[-1] in self.given_names and words[-1] not in self.common and self.given_names.isdisjoint(words[:-1])
        )
        k = j
        while k < len(items) and items[k].kind == "cap" and k < j + 4:
            k += 1
        return given and k > j + 1 and k < len(items) and items[k].text.islower()

    def _town_before(self, items: Sequence[Item], i: int, j: int) -> bool:
        """Whether two words before ``j`` are a town or district: "Manajer PLN ULP Lubuk Sikaping | Heru Setiadi"."""
        return j > i + 2 and squash(text_of(items, j - 2, j)) in self.towns

    def _told(self, item: Item) -> bool:
        """Whether a headline goes on with what they do: "LSM | Wujudkan Pemilu Damai"."""
        return item.kind == "cap" and does(fold(item.text), self.common, self.given_names, name_words())

    def _and(self, items: Sequence[Item], j: int, head: Entry) -> bool:
        """Whether a ministry's name goes on behind "dan" or a comma: "Kementerian Desa dan Pembangunan Daerah"."""
        if head.head != "ministry" or items[j].text.lower() not in {"dan", ","} or j + 1 >= len(items):
            return False
        following = items[j + 1]
        return following.capital and (following.kind == "agencies" or fold(following.text) in self.common)

    def _holder(self, items: Sequence[Item], i: int, j: int) -> bool:
        """Whether a person begins at ``j``, behind the place that ends the name: "Kepala SMA Negeri 1 Pati Budi Santoso"."""
        if j <= i + 1 or j + 1 >= len(items) or items[j].kind != "cap":
            return False
        if before_holder(items, j) > j:
            return False  # "Ketua Jemaat GERMITA Imanuel, Pdt. Sarno, …"
        if i and items[i - 1].kind == "roles" and _is_state(items, i) and fold(items[j].text) in self.given_names:
            return items[j - 1].kind != "num"  # no state school is called after somebody: "Kepala SDN Ngagel | Endang"
        short = len(items[j - 1].text) > 2 and items[j - 1].text.isupper() and items[j - 1].kind == "cap"
        if short and items[j].text[1:].islower() and fold(items[j].text) in self.given_names:  # "PT IMIP | Dedy"
            return True
        if self._apart(items, i, j):
            return True
        placed = items[j - 1].kind == "region" or (j > i + 2 and items[j - 2].kind == "levels")
        if not placed and not self._closes(items, j - 1) and not self._town_before(items, i, j):
            return False
        word, behind = fold(items[j].text), items[j + 1].text
        acts = behind.startswith("me") and len(behind) > 6  # "… Pelajar SMP N 1 Sleman | Aswino meminta"
        if word not in self.common and (acts or word in self.given_names):
            return True
        if i == 0 or items[i - 1].kind != "roles" or items[j].text in BRANCHES:
            return False
        initial = len(word) == 1 and behind == "."  # "Direktur Politeknik Negeri X | M. Sarno"
        named = behind == "," and j + 2 < len(items) and items[j + 2].kind in {"cap", "titles"}
        alone = word not in self.common and items[j].text[1:].islower() and not named and items[j + 1].kind != "region"
        return items[j + 1].kind == "cap" or alone or initial


def _is_state(items: Sequence[Item], i: int) -> bool:
    """Whether a state school's name begins at ``i``: "SDN Ngagel", "SMA Negeri 1 Pati"."""
    head = items[i].text
    return (head.isupper() and head.endswith("N")) or "Negeri" in (head, items[i + 1].text)


def _is_university(item: Item) -> bool:
    if item.kind != "bodies":
        return False
    entry = item.entries[0]
    return entry.head == "education" and entry.frame in {"open", "fixed"} and entry.value != "Fakultas"


def _continues(items: Sequence[Item], j: int) -> bool:
    item = items[j]
    if item.kind in {"cap", "region", "num", "levels", "agencies", "divisions", "venues", "parties", "cues"}:
        return item.kind == "num" or item.capital
    if item.text in _KIN and item.kind == "titles":  # "Yayasan Kasih Ibu"
        return j + 1 < len(items) and (items[j + 1].kind in {"punct", "word"} or items[j + 1].text in BRANCHES)
    if item.text == "." and items[j - 1].text in {"FM", "AM", "TV"}:
        return False
    if item.text == ".":  # "dr. Soetomo", "St. Yosef"
        return items[j - 1].end - items[j - 1].start <= 2 and items[j - 1].kind != "num" and j > 1
    return item.text.lower() in _JOINERS


def _is_patron(item: Item, head: Entry) -> bool:
    """A school that an association or church keeps bears its name ("SMK PGRI Balige"), a paper's station its tail."""
    if head.head == "media":
        return any(entry.cls == "bodies" and entry.frame == "tail" for entry in item.entries)
    return head.head in {"school", "education", "religion"} and any(
        entry.cls == "bodies" and entry.head in {"association", "religion"} for entry in item.entries
    )


def _is_title(item: Item, head: Entry) -> bool:
    """A hospital or school is named after somebody with a title: "RSUD dr. Soetomo"."""
    saint = item.text in {"St.", "St", "Sta.", "Santo", "Santa"}
    return saint or (head.head in {"health", "school"} and (item.kind == "titles" or item.text == "dr"))


def _is_rank(items: Sequence[Item], j: int, head: Entry) -> bool:
    """A hospital or university is named after somebody with an old rank: "RSUD Depati Hamzah", "RSUD Raja Ahmad Tabib"."""
    named = j + 1 < len(items) and items[j + 1].kind == "cap" and items[j + 1].start == items[j].end + 1
    return head.head in {"health", "education"} and items[j].kind in {"roles", "titles"} and items[j].capital and named


def tailed_name(items: Sequence[Item], i: int) -> tuple[int, BodyMention | None]:
    """ "Kalteng Pos", "Bali TV": one or two capitalised words before the tail of a name."""
    for j in (i + 1, i + 2):
        if (
            j >= len(items)
            or items[j].start != items[j - 1].end + 1
            or items[j].kind not in {"cap", "region", "bodies"}
        ):
            return i, None
        entry = items[j].entries[0] if items[j].kind == "bodies" else None
        if entry is not None:
            if entry.frame != "tail":
                return i, None
            school = entry.head == "education" and j + 1 < len(items) and items[j + 1].kind == "region"
            end = j + 2 if school else j + 1  # "Telkom University Surabaya"
            return end, _mention(items, i, end, text_of(items, i, end), entry.head, "bodies.tail")
    return i, None


def _mention(
    items: Sequence[Item], i: int, j: int, name: str, kind: str, rule: str, *, steps: tuple[str, ...] = ()
) -> BodyMention:
    return BodyMention(
        items[i].start, items[j - 1].end, name, kind, "", None, None, True, rule, 0.9, steps,
    )  # fmt: skip
