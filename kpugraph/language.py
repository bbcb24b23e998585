"""The compiled language data: one gazetteer over every word list, and the places by name.

A word list is a CSV file under ``data/lexicon``. Each form becomes a path of token folds in one trie, so that a text
is matched against all lists in a single pass.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from kpugraph import assets, lexicon
from kpugraph.errors import DataError
from kpugraph.model import Region, Token
from kpugraph.regions import Regions, load_regions
from kpugraph.text import fold, tokenize


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a word list: its class (which list), normal form, and up to three properties of that list."""

    cls: str
    value: str
    frame: str = ""
    head: str = ""
    extra: str = ""


# table: columns, and which of them make the entry's (value, frame, head, extra)
_TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "bodies": (("form", "name", "frame", "kind"), ("name", "frame", "kind")),
    "parties": (("form", "name"), ("name",)),
    "agencies": (("form", "name"), ("name",)),
    "roles": (("form", "role", "frame", "head", "division"), ("role", "frame", "head", "division")),
    "statuses": (("form", "status", "place"), ("status", "place")),
    "titles": (("form", "class"), ("form", "class")),
    "levels": (("form", "level", "value"), ("value", "level")),
    "divisions": (("form",), ("form",)),
    "venues": (("form", "class"), ("form", "class")),
    "cues": (("form", "class"), ("form", "class")),
    "events": (("form", "kind", "class"), ("kind", "class")),
}
_OPTIONAL_CELLS = {"head", "division"}
# Lists whose forms are ordinary words in lower case ("badan", "solo", "se"), names only with a capital.
UPPER = "upper"  # in Entry.extra: the form counts in capitals alone
CAPITAL = frozenset({"bodies", "parties", "region", "titles"})
# Which list wins where a form stands in several ("Badan" is a body's head and an ordinary word).
_ORDER = (
    "bodies", "parties", "statuses", "roles", "titles", "region", "levels", "venues", "agencies", "cues", "divisions", "events",
)  # fmt: skip


class Gazetteer:
    """A trie over token folds that finds the longest form at a place."""

    def __init__(self) -> None:
        self._root: dict[str | None, object] = {}

    @property
    def first_words(self) -> Container[str | None]:
        """The folds of the tokens with which forms begin."""
        return self._root

    def add(self, form: str, entry: Entry) -> None:
        """Enter a form; one that ends in a full stop is also known without it, one with "dan" also with "&"."""
        if " dan " in form:
            self.add(form.replace(" dan ", " & "), entry)
        folds = [token.fold for token in tokenize(form)]
        self._put(folds, entry)
        if len(folds) > 1 and folds[-1] == ".":
            self._put(folds[:-1], entry)

    def _put(self, folds: Sequence[str], entry: Entry) -> None:
        node = self._root
        for part in folds:
            node = node.setdefault(part, {})  # type: ignore[assignment]
        entries: tuple[Entry, ...] = node.get(None, ())  # type: ignore[assignment]
        if entry not in entries:
            node[None] = tuple(sorted((*entries, entry), key=lambda one: _ORDER.index(one.cls)))

    def match(self, tokens: Sequence[Token], at: int, until: int | None = None) -> tuple[int, tuple[Entry, ...]] | None:
        """(end, entries) of the longest form that starts at token ``at``, read up to ``until``; None for none.

        The entry of the list that wins is the first.
        """
        until = len(tokens) if until is None else until
        node = self._root.get(tokens[at].fold)
        found: tuple[int, tuple[Entry, ...]] | None = None
        position = at + 1
        while node is not None:
            entries = node.get(None)  # type: ignore[attr-defined]
            if entries:
                found = (position, entries)
            if position >= until:
                break
            node = node.get(tokens[position].fold)  # type: ignore[attr-defined]
            position += 1
        return found


@dataclass(frozen=True, eq=False)
class Language:
    """Everything the extraction knows of words and places."""

    gazetteer: Gazetteer
    regions: Regions
    region_names: dict[str, tuple[Region, ...]]
    common: frozenset[str]
    given_names: frozenset[str]
    abbreviations: frozenset[str]
    extra: Path | None = None
    _places: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)

    def is_plain(self, word: str) -> bool:
        """Whether a folded word is an ordinary one and no given name."""
        return word in self.common and word not in self.given_names

    def regions_named(self, name: str) -> tuple[Region, ...]:
        """Regions of a name, alias or abbreviation: provinces, regencies and cities alike."""
        return self.region_names.get(squash(name), ())

    def districts(self, area: str) -> dict[str, str]:
        """Districts (kecamatan, distrik) of a regency or province code: squashed name -> name."""
        key = "district:" + area
        if key not in self._places:
            self._places[key] = {squash(name): name for _, name in _within(area, self._district_lines)}
        return self._places[key]

    def villages(self, area: str) -> dict[str, str]:
        """Villages of a regency or province code: squashed name -> "Desa Name" or "Kelurahan Name"."""
        key = "village:" + area
        if key not in self._places:
            self._places[key] = {squash(name): name for _, name in _within(area, self._village_lines)}
        return self._places[key]

    @cached_property
    def towns(self) -> dict[str, str]:
        """The seats of regencies and provinces: squashed name -> name."""
        seats = (region.capital for region in self.regions.by_code.values())
        return {squash(seat): seat for seat in seats if seat}

    def is_town_quarter(self, area: str, name: str) -> bool:
        """Whether the only village of that name in an area is a kelurahan, by its code ("33.74.01.1001")."""
        key = "quarter:" + area
        if key not in self._places:
            rows = [(code, squash(place)) for code, place in _within(area, self._village_lines)]
            rural = {place for code, place in rows if code.rpartition(".")[2][:1] != "1"}
            self._places[key] = {place: place for code, place in rows if place not in rural}
        return squash(name) in self._places[key]

    @cached_property
    def _district_lines(self) -> list[str]:
        return _gazetteer_lines("kecamatan.csv.gz")

    @cached_property
    def _village_lines(self) -> list[str]:
        return _gazetteer_lines("desa_kelurahan.csv.gz")


@lru_cache(maxsize=65536)
def squash(name: str) -> str:
    """Matching form of a place name: letters and digits only ("Pare-Pare", "Pare pare" and "Parepare" are one)."""
    return "".join(c for c in fold(name) if c.isalnum())


def _within(area: str, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(code, name) of the places whose code begins with that of an area; the lines are in the order of their codes."""
    for k in range(bisect_left(lines, area), len(lines)):
        code, _, place = lines[k].partition(",")
        if not code.startswith(area):
            break
        yield code, place.strip('"')


def _gazetteer_lines(name: str) -> list[str]:
    """The lines "code,name" of a list of places: only those that are asked for are taken apart."""
    path = assets.path("data", name)
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as handle:
            return sorted(handle.read().split("\n")[1:-1])
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise DataError(f"cannot be read: {error}", where=path.name, todo="reinstall kpugraph") from error


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names, folded, by themselves: the whole language takes longer to read."""
    return _given_names(None)


@lru_cache(maxsize=1)
def district_names() -> frozenset[str]:
    """Districts of the whole country, folded, but those whose name is a word or a given name ("Selamat", "Kartini")."""
    words = {fold(row["form"]) for row in _rows("common_words", ("form",), None)} | given_names()
    return frozenset(fold(name) for _, name in _within("", _gazetteer_lines("kecamatan.csv.gz"))) - words


def _given_names(extra: Path | None) -> frozenset[str]:
    """Given names, folded, each in the old spelling too ("Agus", "Agoes")."""
    names = {fold(row["form"]) for row in _rows("given_names", ("form",), extra)}
    return frozenset(names | {name.replace("u", "oe") for name in names if len(name) > 3 and "au" not in name})


@lru_cache(maxsize=8)
def load(extra: Path | None = None) -> Language:
    """The language data, with the user's own rows from the folder ``extra``.

    Raises DataError with file and line for a row that is not valid, or a folder that is none.
    """
    if extra is not None and not extra.is_dir():
        raise DataError("no such folder", where=str(extra), todo="name a folder of CSV files with --lexicon")
    gazetteer = Gazetteer()
    for table, (columns, parts) in _TABLES.items():
        for row in _rows(table, columns, extra):
            entry = Entry(table, *(row[part] for part in parts))
            entry = replace(entry, extra=UPPER) if _only_upper(table, row) else entry
            for form, known in _graded(row["form"], entry):
                gazetteer.add(form, known)
    regions = load_regions()
    names = _region_names(regions, extra)
    for form, code in _region_forms(regions, extra):
        gazetteer.add(form, Entry("region", form, code))
    return Language(
        gazetteer=gazetteer,
        regions=regions,
        region_names=names,
        common=frozenset(row["form"] for row in _rows("common_words", ("form",), extra)),
        given_names=_given_names(extra),
        abbreviations=frozenset(fold(row["form"]).rstrip(".") for row in _rows("abbreviations", ("form",), extra)),
        extra=extra,
    )


def _graded(form: str, entry: Entry) -> Iterator[tuple[str, Entry]]:
    """The form with its reading; of a functional post also with each grade: "Auditor Ahli Muda", never "Auditor" alone."""
    if entry.cls != "roles" or entry.extra not in {"graded", "with-grade"}:
        yield form, entry
        return
    plain = replace(entry, extra="no")
    if entry.extra == "graded":
        yield form, plain
    for grade in lexicon.rules("posts")["grades"]:
        yield f"{form} {grade}", replace(plain, value=f"{entry.value} {grade}")


def _only_upper(table: str, row: dict[str, str]) -> bool:
    """Whether a form is an abbreviation that counts in capitals alone: "AJI" is an association, "Aji" a man."""
    form = row["form"]
    short = form.isupper() and form.isalpha() and len(form) < 7
    return short and (table == "parties" or (table == "bodies" and row["frame"] != "commission"))


def _rows(table: str, columns: tuple[str, ...], extra: Path | None) -> Iterator[dict[str, str]]:
    required = [column for column in columns if column not in _OPTIONAL_CELLS]
    for path in lexicon.tables(table, extra):
        for _, row in lexicon.read_table(path, columns, required):
            yield row


def _region_forms(regions: Regions, extra: Path | None) -> Iterator[tuple[str, str]]:
    for region in regions.by_code.values():
        yield region.name, region.code
        if "-" in region.name:  # "Tolitoli" beside "Toli-Toli"
            yield region.name.replace("-", "").capitalize(), region.code
        if region.name.count(" ") == 1:  # "Tanjungpinang" beside "Tanjung Pinang"
            yield region.name.replace(" ", "").capitalize(), region.code
        if "Kepulauan " in region.name:
            yield region.name.replace("Kepulauan ", "Kep. "), region.code
    for path in lexicon.tables("region_aliases", extra):
        for line, row in lexicon.read_table(path, ("form", "code", "note"), ("form", "code")):
            if row["code"] not in regions.by_code:
                raise DataError(f"no region has the code {row['code']}", where=f"{path.name}:{line}")
            yield row["form"], row["code"]


def _region_names(regions: Regions, extra: Path | None) -> dict[str, tuple[Region, ...]]:
    names: dict[str, tuple[Region, ...]] = {}
    for form, code in _region_forms(regions, extra):
        region = regions.by_code[code]
        held = names.get(squash(form), ())
        if region not in held:
            names[squash(form)] = (*held, region)
    return names
