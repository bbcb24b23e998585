"""A store with the pages behind it: filled at once, or changed page by page, each as one step that happens or does not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from kpugraph.corpus.database import Database
from kpugraph.corpus.records import drawn_by, pack_decisions, read_by, unpack, unpack_decisions
from kpugraph.corpus.update import Update
from kpugraph.entities.decisions import NONE, Decisions, load
from kpugraph.entities.model import Applied
from kpugraph.errors import StoreError
from kpugraph.model import Page
from kpugraph.regions import load_regions
from kpugraph.store import MARK, Draft, drafting, fill, patch

_AGAIN = "build the store again"


@dataclass(frozen=True, slots=True)
class Filled:
    """How much a store holds: entities by kind, claims, quads."""

    counts: Mapping[str, int]
    claims: int
    triples: int
    applied: Sequence[Applied] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """How many quads came to a store and went from it, and how many it holds."""

    came: int
    went: int
    triples: int
    applied: Sequence[Applied] = ()


def fill_store(
    path: Path, pages: Mapping[str, bytes], lexicon_dir: Path | None = None, decisions: Decisions = NONE,
    decided_in: Path | None = None,
) -> Filled:  # fmt: skip
    """Puts a store of these pages, packed, by id, at ``path`` in place of an older one.

    ``decided_in`` is the folder of the decisions of people, for the changes to come.
    """
    with drafting(path) as draft:
        return _fill(draft, pages, lexicon_dir, decisions, str(decided_in.absolute()) if decided_in else "")


def _fill(
    draft: Draft, pages: Mapping[str, bytes], lexicon_dir: Path | None, decisions: Decisions, decided_in: str = ""
) -> Filled:
    kept = draft.pages
    with _closing(draft.path), _handing(Database.create(draft.path / kept)) as db:
        update = Update(db, load_regions(), pages, (NONE, decisions))
        triples = fill(draft.directory, chain(update.added(), _finished(update)))
        db["read by"], db["drawn by"] = read_by(lexicon_dir), drawn_by()
        db["lexicon"], db["decisions"] = str(lexicon_dir or ""), pack_decisions(decisions)
        db["decided in"] = decided_in
        _commit(db, draft, triples)
    draft.publish(kept)
    return Filled({kind: len(paths) for kind, paths in update.tally.items()}, update.claims, triples, update.applied)


def _finished(update: Update) -> Iterator[str]:
    yield from update.finish()


def _commit(db: Database, draft: Draft, triples: int) -> None:
    db["triples"], db["version"] = str(triples), draft.name
    db.commit()
    draft.whole = True


class Opened:
    """A store that is being changed. Whatever is not done stays as it was."""

    def __init__(self, draft: Draft, db: Database) -> None:
        self._draft, self._db = draft, db

    def kept(self, page: str) -> bytes | None:
        """The packed facts of a page."""
        return self._db.page(page)

    def every(self) -> dict[str, bytes]:
        """The packed facts of all pages, by id."""
        return {page: self._db.page(page) or b"" for page in self._db.pages()}

    def pages_named(self, name: str) -> list[str]:
        """The ids of the pages that an id or an address means."""
        return [name] if self._db.page(name) is not None else self._db.pages_at(name)

    def ids(self) -> list[str]:
        return self._db.pages()

    @property
    def triples(self) -> int:
        return int(self._db["triples"])

    def is_read_by(self, lexicon_dir: Path | None) -> bool:
        """Whether the rules of today read the kept facts. StoreError where a user's word lists did and are not given."""
        if self._db["lexicon"] and lexicon_dir is None:
            raise StoreError(
                "the store was built with word lists of your own",
                where=str(self._draft.path),
                todo=f"give --lexicon {self._db['lexicon']}, or build it again",
            )
        return self._db["read by"] == read_by(lexicon_dir)

    def is_drawn(self) -> bool:
        """Whether the code of today drew the graph from the facts."""
        return self._db["drawn by"] == drawn_by()

    def decisions(self, folder: Path | None = None) -> Decisions:
        """The decisions of people in a folder, by default the one of last time, else those that the graph follows."""
        known = Path(self._db["decided in"]) if self._db["decided in"] else None
        chosen = folder or (known if known and known.is_dir() else None)
        if folder is not None:
            self._db["decided in"] = str(folder.absolute())
        return load(chosen) if chosen else unpack_decisions(self._db["decisions"])

    def change(self, pages: Mapping[str, bytes | None], decisions: Decisions) -> Changed:
        """Changes these pages, None for one that goes, and those on which people decided otherwise since."""
        before = unpack_decisions(self._db["decisions"])
        told = {page: data for page in _decided(before, decisions) if (data := self._db.page(page)) is not None}
        self._db["decisions"] = pack_decisions(decisions)
        if not pages and not told:
            self._db.commit()  # decisions on pages that are not there yet: the graph stays as it is
            return Changed(0, 0, self.triples)
        update = Update(self._db, load_regions(), {**told, **pages}, (before, decisions))
        added = list(update.added())
        draft = self._draft
        assert draft.base is not None
        came, went = patch(draft.path / draft.base, draft.directory, update.change(added))
        triples = self.triples + came - went
        _commit(self._db, draft, triples)
        draft.publish(draft.kept)
        return Changed(came, went, triples, update.applied)

    def refill(self, pages: Mapping[str, bytes], lexicon_dir: Path | None, decisions: Decisions) -> Changed:
        """Makes the whole graph again, of these pages."""
        before, decided_in = self.triples, self._db["decided in"]
        self._db.close()
        filled = _fill(self._draft, pages, lexicon_dir, decisions, decided_in)
        came = filled.triples - before
        return Changed(max(0, came), max(0, -came), filled.triples, filled.applied)


def _decided(before: Decisions, after: Decisions) -> list[str]:
    """The pages on which decisions came or went."""
    old, new = ({row.id: row for row in side.rows} for side in (before, after))
    rows = [side[one] for side, other in ((old, new), (new, old)) for one in side.keys() - other.keys()]
    return sorted({page for row in rows for page in (row.page, row.other_page) if page})


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """The store at ``path`` for a change. StoreError where it is none, is in use, or keeps no pages."""
    if not (path / MARK).is_file():
        raise StoreError("no kpugraph store here", where=str(path), todo="run kpugraph build SOURCE first")
    with drafting(path) as draft, _closing(path), _handing(Database.open(path / (draft.kept or "none"))) as db:
        _complete(draft, db)
        yield Opened(draft, db)


def _complete(draft: Draft, db: Database) -> None:
    """Puts the draft on top of the version that the kept pages belong to: a change cut off before its last step is done."""
    version = db["version"]
    if version != draft.base:
        if not version.startswith("version-") or not (draft.path / version).is_dir():
            raise StoreError("the kept pages are of another version", where=str(draft.path), todo=_AGAIN)
        draft.base = version


@contextmanager
def _closing(path: Path) -> Iterator[None]:
    """What SQLite complains of as a StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"the kept pages cannot be changed: {error}", where=str(path), todo=_AGAIN) from error


@contextmanager
def _handing(db: Database) -> Iterator[Database]:
    try:
        yield db
    finally:
        with suppress(sqlite3.Error):
            db.close()


def page_of(data: bytes) -> Page:
    """The page of packed facts."""
    return unpack(data).page
