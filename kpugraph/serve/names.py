"""The names in the graph, indexed for search: by parts of words first, then by likeness, so that a typing slip finds too.

The index is SQLite's trigram full-text index, held in memory and made anew for each version of the store.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from kpugraph.text import fold

_CANDIDATES = 200  # rows that are ranked
_RAREST = 6  # trigrams of a mistyped word that are asked for
KINDS = ("person", "body", "event", "document", "article", "post", "region", "election")


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that bears a name like the one asked for."""

    iri: str
    name: str
    label: str
    kind: str


class NameIndex:
    """An index of (IRI, kind, label, name). One connection, used by one thread at a time."""

    def __init__(self, entries: Iterable[tuple[str, str, str, str]]) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._db.execute("CREATE TABLE names (iri TEXT, kind TEXT, label TEXT, name TEXT, folded TEXT)")
        self._db.executemany(
            "INSERT INTO names VALUES (?, ?, ?, ?, ?)",
            ((iri, kind, label, name, fold(name)) for iri, kind, label, name in entries),
        )
        self._db.execute(
            "CREATE VIRTUAL TABLE grams USING fts5(folded, content='names', tokenize='trigram', detail='none')"
        )
        self._db.execute("INSERT INTO grams (grams) VALUES ('rebuild')")
        self._db.execute("CREATE VIRTUAL TABLE parts USING fts5vocab(grams, 'row')")
        self._db.execute("CREATE INDEX folded ON names (folded)")

    def find(self, text: str, limit: int = 20, kind: str = "") -> list[Hit]:
        """The best hits, exact names first, then those that begin with the text, hold all of its words, or are like it."""
        wanted = fold(text)
        if not wanted:
            return []
        with self._lock:
            rows = dict.fromkeys(self._exact(wanted, kind))
            rows |= dict.fromkeys(self._holding(wanted, kind))
            if len(rows) < limit:
                rows |= dict.fromkeys(self._like(wanted, kind))
        ranked = sorted(rows, key=lambda row: _rank(wanted, row))
        hits: dict[str, Hit] = {}
        for iri, of, label, name, folded in ranked:
            if iri not in hits and _near(wanted, folded):
                hits[iri] = Hit(iri, name, label, of)
        return list(hits.values())[:limit]

    def _exact(self, wanted: str, kind: str) -> Iterator[tuple[str, ...]]:
        yield from self._rows("n.folded = ?", (wanted,), kind, "names n")

    def _holding(self, wanted: str, kind: str) -> Iterator[tuple[str, ...]]:
        """Names that hold every word. Words of fewer than three letters are compared without the index."""
        grams = sorted({gram for word in wanted.split() for gram in _grams(word)})
        words = wanted.split()
        held = " AND ".join("instr(n.folded, ?)" for _ in words)
        if grams:
            if rare := self._rare(grams):
                query = " AND ".join(map(_quoted, rare))
                yield from self._rows(f"grams MATCH ? AND {held}", (query, *words), kind)
        else:
            yield from self._rows("n.folded >= ? AND n.folded < ?", (wanted, wanted + "\U0010ffff"), kind, "names n")

    def _like(self, wanted: str, kind: str) -> Iterator[tuple[str, ...]]:
        """Names that share the rarest parts of the text."""
        grams = self._rare(sorted(_grams(wanted)))
        if grams:
            yield from self._rows("grams MATCH ?", (" OR ".join(map(_quoted, grams)),), kind)

    def _rare(self, grams: list[str]) -> list[str]:
        marks = ",".join("?" * len(grams))
        known = dict(self._db.execute(f"SELECT term, doc FROM parts WHERE term IN ({marks})", grams).fetchall())
        return sorted((gram for gram in grams if gram in known), key=lambda gram: (known[gram], gram))[:_RAREST]

    def _rows(
        self,
        where: str,
        values: tuple[str, ...],
        kind: str,
        source: str = "grams JOIN names n ON n.rowid = grams.rowid",
    ) -> Iterator[tuple[str, ...]]:
        of = " AND n.kind = ?" if kind else ""
        order = " ORDER BY length(n.folded), n.folded"
        sql = f"SELECT n.iri, n.kind, n.label, n.name, n.folded FROM {source} WHERE {where}{of}{order} LIMIT {_CANDIDATES}"
        yield from self._db.execute(sql, (*values, *([kind] if kind else [])))


def _grams(text: str) -> set[str]:
    return {text[i : i + 3] for i in range(len(text) - 2)}


def _quoted(gram: str) -> str:
    return '"' + gram.replace('"', '""') + '"'


def _rank(wanted: str, row: tuple[str, ...]) -> tuple[int, float, int, str, str]:
    _, kind, _, _, folded = row
    if folded == wanted:
        place = 0
    elif folded.startswith(wanted):
        place = 1
    elif all(f" {word}" in f" {folded}" for word in wanted.split()):
        place = 2
    elif all(word in folded for word in wanted.split()):
        place = 3
    else:
        place = 4
    likeness = fuzz.ratio(wanted, folded) if place == 4 else 100.0
    return place, -round(likeness), KINDS.index(kind) if kind in KINDS else len(KINDS), folded, row[0]


def _near(wanted: str, folded: str) -> bool:
    """Whether a name holds all words of the text, or words much like them."""
    parts = folded.split()
    return all(word in folded or any(fuzz.ratio(word, part) >= 70 for part in parts) for word in wanted.split())
