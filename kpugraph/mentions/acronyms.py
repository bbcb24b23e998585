"""Short names of organisations that an article explains, and the fuller forms of names that it gives elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from msgspec import structs

from kpugraph.language import Entry, squash
from kpugraph.mentions.items import Item
from kpugraph.model import BodyMention
from kpugraph.text import fold, made_of

_SMALL = {"dan", "di", "ke", "untuk", "bagi", "serta"}  # words that an abbreviation leaves out
_CLASS = re.compile(r" (?:(?:Kelas|Tingkat|Tipe) )?[IVX]+[AB]?(?= )")  # of a prison
_STATE = re.compile(r"^(SMA|SMK|SMP|SD|SLB|MA|MTs|MI)N ")
_BARE = 3  # words: fewer begin many names ("Universitas Islam Negeri")
_LEVELS = {"Kota", "Kabupaten", "Kecamatan", "Desa", "Kelurahan"}  # behind a house, they say where it stands


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
    state = _STATE.sub(lambda school: f"{school[1]} Negeri ", mention.name)  # "SMKN 1 X", "SMK Negeri 1 X" elsewhere
    longer = [state] if state != mention.name and state in names else longer
    if len(longer) != 1:
        return item
    steps = (*mention.steps, f"{mention.name} -> {longer[0]}, named in full elsewhere")
    return structs.replace(item, value=replace(mention, name=longer[0], steps=steps))


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
        campus = mention.rule == "bodies.fixed" and mention.kind == "education"
        if mention.specific and (campus or mention.rule == "bodies.open") and len(mention.name.split()) > _BARE - 1:
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
