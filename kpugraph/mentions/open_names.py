"""Organisations without a list of their names: a head and a run of capitals, a run and a tail, a local abbreviation."""

from __future__ import annotations

import re
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
from kpugraph.text import fold, made_of

_JOINERS = {"-", "al", "as", "an"}
_SMALL = {"dan", "di", "ke", "untuk", "bagi", "serta"}  # words that an abbreviation leaves out
_WHERE = {"di", "ke", "depan", "samping", "belakang", "dekat", "sekitar"}
_CLASS = re.compile(r" (?:(?:Kelas|Tingkat|Tipe) )?[IVX]+[AB]?(?= )")  # of a prison
_BARE = 3  # words: fewer begin many names ("Universitas Islam Negeri")
_DIVIDED = {"school", "education", "health", "firm"}  # their parts stand behind their names, and are none of them
_PARTS = {"Bidang", "Bagian", "Urusan", "Divisi"}
_LEVELS = {"Kota", "Kabupaten", "Kecamatan", "Desa", "Kelurahan"}  # behind a house, they say where it stands
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
        known = self._opened.get(head.value)
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
        if i and items[i - 1].kind == "roles" and before_holder(items, j) > j:
            return False  # "Ketua Jemaat GERMITA Imanuel, Pdt. Sarno, …"
        if i and items[i - 1].kind == "roles" and _is_state(items, i) and fold(items[j].text) in self.given_names:
            return items[j - 1].kind != "num"  # no state school is called after somebody: "Kepala SDN Ngagel | Endang"
        short = len(items[j - 1].text) > 2 and items[j - 1].text.isupper() and items[j - 1].kind == "cap"
        if short and items[j].text[1:].islower() and fold(items[j].text) in self.given_names:  # "PT IMIP | Dedy"
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
    return head.head in {"health", "school"} and (item.kind == "titles" or item.text == "dr")


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


def fullest(items: Sequence[Item]) -> list[Item]:
    """The items with every open name that another of the article begins with in that fuller form: "SMA Plus Ulum", and
    "SMA Plus Ulum Terate" elsewhere."""
    names = {
        m.name
        for item in items
        if item.kind == "body"
        and isinstance(m := item.value, BodyMention)
        and (_may_be_short(m) or (m.rule == "bodies.venue" and _LEVELS.isdisjoint(m.name.split())))
    }
    if len(names) < 2:
        return list(items)
    return [_in_full(item, names) for item in items]


def _in_full(item: Item, names: set[str]) -> Item:
    mention = item.value
    if not isinstance(mention, BodyMention) or not _may_be_short(mention):
        return item
    longer = _longer(mention, names)
    if len(longer) != 1:
        return item
    steps = (*mention.steps, f"{mention.name} -> {longer[0]}, named in full elsewhere")
    return replace(item, value=replace(mention, name=longer[0], steps=steps))


def _may_be_short(mention: BodyMention) -> bool:
    placed = mention.rule in {"bodies.whole", "bodies.place"} and mention.kind in {"association", "media"}
    return mention.specific and (mention.rule == "bodies.open" or mention.kind == "prison" or placed)


def _longer(mention: BodyMention, names: set[str]) -> list[str]:
    """The names that begin like a mention's, or have the class of its house between head and place ("Rutan Poso")."""
    if mention.kind == "prison":
        return [name for name in names if name != mention.name and _CLASS.sub("", name) == mention.name]
    if mention.rule == "bodies.place" or (
        mention.rule == "bodies.open" and len(mention.name.split()) <= _BARE and mention.kind != "health"
    ):
        return []
    return [name for name in names if name.startswith(f"{mention.name} ")]


@dataclass
class Acronyms:
    """Abbreviations that an article explains: of a body that it names ("Badan Pusat Statistik (BPS)"), or of something
    else, which then is no party and no body of that name ("Perjanjian Kerja Sama (PKS)")."""

    _bodies: dict[str, BodyMention] = field(default_factory=dict)
    _others: set[str] = field(default_factory=set)
    _heads: dict[str, str] = field(default_factory=dict)
    _initials: dict[str, BodyMention] = field(default_factory=dict)  # of open names of three words and more

    def define(self, items: Sequence[Item]) -> None:
        """Notes which bracketed abbreviations spell the initials of words that no list of bodies has, and which stand
        for the head before them."""
        brackets = [i for i in range(1, len(items) - 1) if items[i].text == "("]
        for i in brackets:
            head, short = items[i - 1], items[i + 1]
            if head.kind == short.kind == "bodies":
                long, brief = head.entries[0], short.entries[0]
                same = long.head == brief.head and {long.frame, brief.frame} <= {
                    "fixed",
                    "place",
                    "agency",
                    "commission",
                }
                if same and long.value != brief.value and (long.frame == "commission") == (brief.frame == "commission"):
                    self._heads[short.text] = long.value
        self._others = {
            items[i + 1].text
            for i in brackets
            if i + 2 < len(items) and items[i + 2].text == ")" and _is_acronym(items[i + 1])
            if _is_named(items[i + 1]) and _spells(items, i, items[i + 1].text)
        }

    def note(self, items: Sequence[Item], j: int, name: str) -> None:
        """Remembers the listed abbreviation in brackets behind an agency: "Badan Penanggulangan Bencana Daerah (BPBD)"."""
        if j + 2 >= len(items) or items[j].text != "(" or items[j + 2].text != ")" or items[j + 1].kind != "bodies":
            return
        if items[j + 1].entries[0].frame == "agency":
            self._heads[items[j + 1].text] = name

    def head(self, item: Item) -> Entry:
        """The head at an item; an abbreviation that the article explains is what it stands for."""
        entry = item.entries[0]
        value = self._heads.get(item.text)
        return replace(entry, value=value) if value is not None else entry

    def is_other(self, items: Sequence[Item], i: int) -> bool:
        """Whether the form at ``i`` is such an abbreviation, or the first part of a longer word ("PAN-RB")."""
        item = items[i]
        if item.text in self._others:
            return True
        hyphen = i + 2 < len(items) and items[i + 1].text == "-" and items[i + 1].start == item.end
        joined = hyphen and items[i + 2].start == items[i + 1].end and items[i + 2].text.isupper()
        return joined and item.kind == "parties" and item.text.isupper()

    def learn(self, items: Sequence[Item], end: int, mention: BodyMention) -> None:
        """Remembers the abbreviation that stands in brackets directly behind a body's name."""
        if mention.specific and mention.rule == "bodies.open" and len(mention.name.split()) > _BARE - 1:
            self._initials["".join(w[0] for w in mention.name.split() if w[0].isupper())] = mention
        if not mention.specific or end + 2 >= len(items) or items[end].text != "(" or items[end + 2].text != ")":
            return
        short = items[end + 1]
        words = [word for word in mention.name.replace("-", " ").split() if word.lower() not in _SMALL]
        initials = _is_acronym(short) and "".join(w[0] for w in words).upper() == short.text.upper()
        if short.kind == "cap" and (initials or _is_blend(short, mention)):
            self._bodies[short.text] = mention

    def again(self, items: Sequence[Item], i: int) -> BodyMention | None:
        """The body that an abbreviation at ``i`` stands for."""
        item = items[i]
        known = self._bodies.get(item.text)
        if known is None and item.kind == "cap":  # "Rektor UBB" behind "Universitas Bangka Belitung"
            known = self._initials.get(item.text)
        if known is None or (i and items[i - 1].text == "("):
            return None
        steps = (f"{item.text} -> {known.name}, as the article explains",)
        return replace(known, start=item.start, end=item.end, rule="bodies.acronym", confidence=0.9, steps=steps)


def _is_named(item: Item) -> bool:
    """A party, or a body whose name is complete as it stands; "LSM" and "RSUD" are only heads of names."""
    return item.kind == "parties" or (item.kind == "bodies" and item.entries[0].frame in {"fixed", "agency", "place"})


def _is_acronym(item: Item) -> bool:
    return 1 < len(item.text) < 9 and item.text.isupper()


def _is_blend(short: Item, mention: BodyMention) -> bool:
    """Whether a word is made of letters of an organisation's name, in order: "Unikarta" of Universitas Kutai Kartanegara."""
    word = squash(short.text)
    return mention.rule == "bodies.open" and len(word) > 3 and made_of(word, squash(mention.name))


def _spells(items: Sequence[Item], at: int, short: str) -> bool:
    """Whether the words before item ``at`` begin with the letters of ``short``, none of them a body or party."""
    words: list[Item] = []
    for item in reversed(items[max(0, at - 2 * len(short)) : at]):
        if item.kind in {"punct", "break", "parties", "bodies"}:
            break
        words += [item] if item.text.lower() not in _SMALL else []
    letters = "".join(fold(word)[0] for item in words[::-1] for word in item.text.split() if word.lower() not in _SMALL)
    return letters.endswith(short.lower())


def _mention(
    items: Sequence[Item], i: int, j: int, name: str, kind: str, rule: str, *, steps: tuple[str, ...] = ()
) -> BodyMention:
    return BodyMention(
        items[i].start, items[j - 1].end, name, kind, "", None, None, True, rule, 0.9, steps,
    )  # fmt: skip
