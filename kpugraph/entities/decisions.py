"""Corrections by people: plain CSV files, one row a decision, keyed to the quote that it is about.

A decision whose quote no longer stands in its page is stale: it is reported and not applied. Decisions enter where an
article is seen (``views``), so that each depends on its own pages alone.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kpugraph.entities.model import Applied
from kpugraph.errors import DataError
from kpugraph.ids import digest
from kpugraph.partial import is_valid

COLUMNS = (
    *("action", "page", "quote", "form", "field", "value", "other_page", "other_quote", "other_form"),
    *("by", "on", "why"),
)
ACTIONS = ("same", "not-same", "rename", "reject", "edit", "link")
KINDS = ("person", "post", "event", "document", "statement", "term", "body", "election")
LINKED = ("", "person", "body")  # what gets a Wikidata item; nothing said means a person
EDITABLE = {
    "post": ("role", "body", "division", "status", "period", "start", "end"),
    "event": ("kind", "name", "date", "end", "place", "status"),
    "document": ("number", "date", "subject"),
    "article": ("date", "place"),
}
_DATES = frozenset({"post.start", "post.end", "event.date", "event.end", "document.date", "article.date"})
_STATUSES = {
    "post.status": ("current", "acting", "former", "candidate", "elected"),
    "event.status": ("held", "planned", "postponed"),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One row. ``form`` is the name (or label) in the quote that it is about; ``other_…`` the second side of an identity."""

    action: str
    page: str
    quote: str
    form: str = ""
    field: str = ""
    value: str = ""
    other_page: str = ""
    other_quote: str = ""
    other_form: str = ""
    by: str = ""
    on: str = ""
    why: str = ""
    where: str = dataclasses.field(default="", compare=False)

    @property
    def id(self) -> str:
        """From the content alone, so that it is the same in every build."""
        return digest(*(getattr(self, column) for column in COLUMNS), size=6)

    @property
    def pair(self) -> bool:
        return self.action in {"same", "not-same"}

    def said(self) -> str:
        """In words, for steps and reports."""
        return f"decision {self.id} by {self.by} on {self.on}: {self.why}"


@dataclass(frozen=True)
class Decisions:
    """All decisions, in the order of their files and rows."""

    rows: tuple[Decision, ...] = ()

    @cached_property
    def by_page(self) -> Mapping[str, tuple[Decision, ...]]:
        """The decisions that each page's view needs, those on both sides of a pair included."""
        found: dict[str, list[Decision]] = {}
        for row in self.rows:
            for page in dict.fromkeys(filter(None, (row.page, row.other_page))):
                found.setdefault(page, []).append(row)
        return {page: tuple(rows) for page, rows in found.items()}

    @property
    def digest(self) -> str:
        return digest(*sorted(row.id for row in self.rows))

    def without_page(self, pages: Iterable[str]) -> list[Decision]:
        """Those that speak of a page that there is not."""
        known = set(pages)
        return [row for row in self.rows if row.page not in known or (row.pair and row.other_page not in known)]


NONE = Decisions()


def load(folder: Path | None) -> Decisions:
    """The decisions of every CSV file of a folder, by name. DataError with file and line for a row that is not valid."""
    if folder is None:
        return NONE
    if not folder.is_dir():
        raise DataError("no such folder", where=str(folder), todo="name a folder of CSV files with --decisions")
    rows: dict[Decision, None] = {}
    for path in sorted(folder.glob("*.csv")):
        for decision in read(path):
            rows.setdefault(decision)
    _agree(rows)
    return Decisions(tuple(rows))


def read(path: Path) -> list[Decision]:
    """The decisions of one file. Values keep their spaces, since quotes do."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, strict=True)
            if list(reader.fieldnames or ()) != list(COLUMNS):
                raise DataError(f"columns must be {','.join(COLUMNS)}", where=f"{path.name}:1", todo="mend the header")
            found = []
            for row in reader:
                where = f"{path.name}:{reader.line_num}"
                if None in row or None in row.values():
                    raise DataError(f"expected {len(COLUMNS)} cells", where=where, todo="mend the row")
                found.append(checked(Decision(**row, where=where)))
            return found
    except UnicodeDecodeError as error:
        raise DataError("not UTF-8", where=str(path), todo="save it as UTF-8") from error
    except csv.Error as error:
        raise DataError(f"no valid CSV: {error}", where=path.name, todo="mend the quotation marks") from error
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", where=str(path)) from error


def write_behind(path: Path, rows: Iterable[Decision]) -> None:
    """Writes rows behind those of a file, which is made where there is none: a whole new file, then in its place.

    DataError where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text("utf-8") if path.exists() else ",".join(COLUMNS) + "\n"
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows([getattr(row, column) for column in COLUMNS] for row in rows)
        text = before + ("" if before.endswith("\n") else "\n") + out.getvalue()
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", dir=path.parent, delete=False) as draft:
            draft.write(text)
        os.chmod(draft.name, 0o644)
        os.replace(draft.name, path)
    except OSError as error:
        raise DataError(f"cannot be written: {error.strerror}", where=str(path), todo="check the folder") from error


def checked(row: Decision) -> Decision:
    """The decision itself. DataError where its cells make no sense."""

    def wrong(what: str, todo: str) -> DataError:
        return DataError(what, where=row.where, todo=todo)

    if row.action not in ACTIONS:
        raise wrong(f"unknown action {row.action!r}", f"use one of {', '.join(ACTIONS)}")
    for name in ("page", "quote", "by", "on", "why"):
        if not getattr(row, name).strip():
            raise wrong(f"{name} is empty", "fill it in")
    if not is_valid(row.on) or len(row.on) != 10:
        raise wrong(f"on is no day: {row.on!r}", "write it as 2024-02-14")
    _CHECKS[row.action](row, wrong)
    return row


Wrong = Callable[[str, str], DataError]


def _check_pair(row: Decision, wrong: Wrong) -> None:
    for name in ("form", "other_page", "other_quote", "other_form"):
        if not getattr(row, name).strip():
            raise wrong(f"{name} is empty", f"{row.action} needs the names on both sides")
    if (row.page, row.quote, row.form) == (row.other_page, row.other_quote, row.other_form):
        raise wrong("both sides are one", "name two")


def _check_person(row: Decision, wrong: Wrong) -> None:
    if not (row.form.strip() and row.value.strip()):
        raise wrong("form or value is empty", f"{row.action} needs the name in the quote and the value")
    if row.action != "link":
        return
    if row.field not in LINKED:
        raise wrong(
            f"{row.field!r} cannot be linked", f"in field use one of {', '.join(LINKED[1:])}, or leave it empty"
        )
    if not (row.value[:1] == "Q" and row.value[1:].isascii() and row.value[1:].isdigit()):
        raise wrong(f"{row.value!r} is no Wikidata item", "write it as Q42")


def _check_reject(row: Decision, wrong: Wrong) -> None:
    if row.field not in KINDS:
        raise wrong(f"unknown kind of fact {row.field!r}", f"in field use one of {', '.join(KINDS)}")


def _check_edit(row: Decision, wrong: Wrong) -> None:
    kind, _, name = row.field.partition(".")
    if name not in EDITABLE.get(kind, ()):
        known = ", ".join(f"{k}.{n}" for k, names in EDITABLE.items() for n in names)
        raise wrong(f"{row.field!r} cannot be edited", f"use one of {known}")
    if row.field in _DATES and row.value and not is_valid(row.value):
        raise wrong(f"{row.value!r} is no date", "write it as 2024-02-14, 2024-02 or 2024")
    if row.field in _STATUSES and row.value not in _STATUSES[row.field]:
        raise wrong(f"{row.value!r} is no status", f"use one of {', '.join(_STATUSES[row.field])}")
    if name in {"role", "body", "kind", "name", "number"} and not row.value.strip():
        raise wrong(f"{row.field} cannot be empty", "reject the fact instead")


_CHECKS: dict[str, Callable[[Decision, Wrong], None]] = {
    "same": _check_pair,
    "not-same": _check_pair,
    "rename": _check_person,
    "link": _check_person,
    "reject": _check_reject,
    "edit": _check_edit,
}


def _agree(rows: Iterable[Decision]) -> None:
    """DataError where one row joins what another keeps apart, or two rows give one thing two values."""
    pairs: dict[frozenset[tuple[str, str, str]], Decision] = {}
    values: dict[tuple[str, ...], Decision] = {}
    for row in rows:
        if row.pair:
            key = frozenset({(row.page, row.quote, row.form), (row.other_page, row.other_quote, row.other_form)})
            known = pairs.setdefault(key, row)
            if known.action != row.action:
                raise DataError(
                    f"says {row.action} where {known.where} says {known.action}", where=row.where, todo="keep one"
                )
        elif row.action != "reject":
            place = (row.action, row.page, row.quote, row.form, row.field)
            if values.setdefault(place, row).value != row.value:
                raise DataError(f"gives another value than {values[place].where}", where=row.where, todo="keep one")


def left_out(decisions: Decisions, applied: Iterable[Applied], pages: Iterable[str]) -> Iterator[str]:
    """A line for each decision that was not applied: its quote is gone, or its page is not there."""
    places = {row.id: row.where for row in decisions.rows}
    seen = set()
    for one in applied:
        if one.stale:
            seen.add(one.id)
            yield f"{places.get(one.id, one.id)}: stale, not applied: {one.stale} (page {one.page})"
    for row in decisions.without_page(pages):
        if row.id not in seen:
            yield f"{row.where}: not applied: there is no page {row.page if not row.pair else f'{row.page} or {row.other_page}'}"
