"""What a store keeps beside its graph, in SQLite: the facts of every page, and what each article touches.

One transaction is one change of the corpus. It ends by naming the version of the graph that it belongs to, so that a
change cut off between the two is completed, or as if it had never begun.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kpugraph.entities.model import Body
from kpugraph.errors import StoreError

FORMAT = "2"
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE page (id TEXT PRIMARY KEY, url TEXT NOT NULL, facts BLOB NOT NULL);
CREATE INDEX page_url ON page (url);
CREATE TABLE article (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, page TEXT NOT NULL);
CREATE INDEX article_page ON article (page);
CREATE TABLE meeting (key TEXT, article INTEGER, item TEXT, PRIMARY KEY (key, article, item)) WITHOUT ROWID;
CREATE TABLE outcome (article INTEGER, kind TEXT, item TEXT, value TEXT, PRIMARY KEY (article, kind, item)) WITHOUT ROWID;
CREATE TABLE profile (profile TEXT PRIMARY KEY, node BLOB NOT NULL, person TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE member (profile TEXT, article TEXT, day TEXT, PRIMARY KEY (profile, article)) WITHOUT ROWID;
CREATE TABLE facet (key TEXT, profile TEXT, anchor TEXT, PRIMARY KEY (key, profile, anchor)) WITHOUT ROWID;
CREATE TABLE reading (path TEXT, body TEXT, articles INTEGER NOT NULL, PRIMARY KEY (path, body)) WITHOUT ROWID;
CREATE TABLE mention (body TEXT, below INTEGER, article TEXT, start INTEGER, via TEXT,
  PRIMARY KEY (body, below, article, start, via)) WITHOUT ROWID;
CREATE TABLE shared (line TEXT PRIMARY KEY, parts INTEGER NOT NULL) WITHOUT ROWID;
"""
_DAMAGED = "build the store again"

Item = tuple[str, str]  # the path of an article, and what of it: a name, a number…
Mention = tuple[str, bool, str, int, str]  # body, whether below it, article, place, what is named


class Database:
    """The kept state of one store. ``close`` without ``commit`` changes nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @classmethod
    def create(cls, path: Path) -> Database:
        """A new, empty one."""
        connection = sqlite3.connect(path, isolation_level=None)
        connection.executescript(_TABLES)
        found = cls(connection)
        found._db.execute("BEGIN IMMEDIATE")
        found["format"] = FORMAT
        return found

    @classmethod
    def open(cls, path: Path) -> Database:
        """The one in the file. StoreError where there is none or it cannot be read."""
        if not path.is_file():
            raise StoreError("the store keeps no pages", where=str(path.parent), todo=_DAMAGED)
        try:
            connection = sqlite3.connect(path, isolation_level=None)
            connection.execute("BEGIN IMMEDIATE")
            found = cls(connection)
            if found["format"] != FORMAT:
                raise StoreError("the store is of another format", where=str(path.parent), todo=_DAMAGED)
        except sqlite3.Error as error:
            raise StoreError(f"the kept pages cannot be read: {error}", where=str(path), todo=_DAMAGED) from error
        return found

    def commit(self) -> None:
        self._db.execute("COMMIT")

    def close(self) -> None:
        self._db.close()

    def __getitem__(self, name: str) -> str:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def __setitem__(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    # ------------------------------------------------------------- pages

    def page(self, page: str) -> bytes | None:
        """The packed facts of a page."""
        row = self._db.execute("SELECT facts FROM page WHERE id = ?", (page,)).fetchone()
        return row[0] if row else None

    def pages(self) -> list[str]:
        """The ids of all pages, in order."""
        return [row[0] for row in self._db.execute("SELECT id FROM page ORDER BY id")]

    def pages_at(self, url: str) -> list[str]:
        """The ids of the pages of an address."""
        return [row[0] for row in self._db.execute("SELECT id FROM page WHERE url = ? ORDER BY id", (url,))]

    def page_of(self, article: str) -> str | None:
        """The id of the page that the article at a path stands on."""
        row = self._db.execute("SELECT page FROM article WHERE path = ?", (article,)).fetchone()
        return row[0] if row else None

    def keep_page(self, page: str, url: str, facts: bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?)", (page, url, facts))

    def drop_page(self, page: str) -> None:
        self._db.execute("DELETE FROM page WHERE id = ?", (page,))

    def keep_articles(self, articles: Iterable[tuple[str, str]]) -> None:
        """Makes articles known by path and page."""
        self._db.executemany("INSERT OR IGNORE INTO article (path, page) VALUES (?, ?)", articles)

    def drop_articles(self, articles: Iterable[str]) -> None:
        self._db.executemany("DELETE FROM article WHERE path = ?", ((path,) for path in articles))

    def count(self, table: str) -> int:
        return int(self._db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])

    # ---------------------------------------------------------- meetings

    def meeting(self, key: str) -> Iterator[Item]:
        """What is known under a key, in no order."""
        query = "SELECT a.path, m.item FROM meeting m JOIN article a ON a.id = m.article WHERE m.key = ?"
        return iter(self._db.execute(query, (key,)).fetchall())

    def meet(self, rows: Iterable[tuple[str, Item]]) -> None:
        """Enters articles and items under keys."""
        query = "INSERT OR IGNORE INTO meeting SELECT ?, id, ? FROM article WHERE path = ?"
        self._db.executemany(query, ((key, item, path) for key, (path, item) in rows))

    def part(self, rows: Iterable[tuple[str, Item]]) -> None:
        """Takes articles and items from under keys."""
        query = "DELETE FROM meeting WHERE key = ? AND item = ? AND article = (SELECT id FROM article WHERE path = ?)"
        self._db.executemany(query, ((key, item, path) for key, (path, item) in rows))

    # ---------------------------------------------------------- outcomes

    def outcomes(self, article: str, kind: str) -> dict[str, str]:
        """What was decided of the items of an article: the person that a name means, …"""
        query = """SELECT o.item, o.value FROM article a JOIN outcome o ON o.article = a.id
          WHERE a.path = ? AND o.kind = ?"""
        return dict(self._db.execute(query, (article, kind)).fetchall())

    def decide(self, kind: str, values: Mapping[Item, str]) -> None:
        query = "INSERT OR REPLACE INTO outcome SELECT id, ?, ?, ? FROM article WHERE path = ?"
        self._db.executemany(query, ((kind, item, value, path) for (path, item), value in values.items()))

    def forget(self, kind: str, items: Iterable[Item]) -> None:
        query = """DELETE FROM outcome WHERE kind = ? AND item = ?
          AND article = (SELECT id FROM article WHERE path = ?)"""
        self._db.executemany(query, ((kind, item, path) for path, item in items))

    # ---------------------------------------------------------- profiles

    def profile(self, profile: str) -> bytes:
        """What the mentions of a profile have in common, packed."""
        return bytes(self._db.execute("SELECT node FROM profile WHERE profile = ?", (profile,)).fetchone()[0])

    def members(self, profile: str) -> list[tuple[str, str | None]]:
        """The articles that hold a profile, each with the day for which it vouches."""
        return self._db.execute("SELECT article, day FROM member WHERE profile = ?", (profile,)).fetchall()

    def keep_members(self, rows: Iterable[tuple[str, str, str | None]], profiles: Mapping[str, bytes]) -> None:
        """Enters articles under profiles, and what the mentions of these have in common."""
        query = "INSERT INTO profile (profile, node) VALUES (?, ?) ON CONFLICT DO UPDATE SET node = excluded.node"
        self._db.executemany(query, profiles.items())
        self._db.executemany("INSERT OR REPLACE INTO member VALUES (?, ?, ?)", rows)

    def drop_members(self, rows: Iterable[tuple[str, str, str | None]]) -> None:
        self._db.executemany("DELETE FROM member WHERE profile = ? AND article = ?", (row[:2] for row in rows))

    def drop_profiles(self, profiles: Iterable[str]) -> None:
        self._db.executemany("DELETE FROM profile WHERE profile = ?", ((profile,) for profile in profiles))

    def person(self, profile: str) -> str | None:
        """The person that the mentions of a profile mean."""
        row = self._db.execute("SELECT person FROM profile WHERE profile = ?", (profile,)).fetchone()
        return str(row[0]) if row else None

    def name_persons(self, persons: Mapping[str, str]) -> None:
        """Keeps the person of each profile, by profile."""
        rows = ((person, profile) for profile, person in persons.items())
        self._db.executemany("UPDATE profile SET person = ? WHERE profile = ?", rows)

    def facets(self, key: str) -> list[tuple[str, str]]:
        """The profiles and anchors known under a key, in no order."""
        return self._db.execute("SELECT profile, anchor FROM facet WHERE key = ?", (key,)).fetchall()

    def meet_facets(self, rows: Iterable[tuple[str, tuple[str, str]]]) -> None:
        """Enters profiles at anchors under keys."""
        self._db.executemany("INSERT OR IGNORE INTO facet VALUES (?, ?, ?)", ((k, *facet) for k, facet in rows))

    def part_facets(self, rows: Iterable[tuple[str, tuple[str, str]]]) -> None:
        """Takes profiles at anchors from under keys."""
        query = "DELETE FROM facet WHERE key = ? AND profile = ? AND anchor = ?"
        self._db.executemany(query, ((k, *facet) for k, facet in rows))

    # ------------------------------------------------------------ bodies

    def readings(self, path: str) -> list[Body]:
        """The different readings of a body."""
        rows = self._db.execute("SELECT body FROM reading WHERE path = ? ORDER BY body", (path,))
        return [Body(path, *json.loads(row[0])) for row in rows]

    def count_readings(self, changes: Mapping[Body, int]) -> None:
        """Adds the number of articles, or takes it away, that read a body so."""
        rows = [
            (b.path, json.dumps([b.name, b.kind, b.level, b.region], ensure_ascii=False), n) for b, n in changes.items()
        ]
        self._db.executemany(
            "INSERT INTO reading VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET articles = articles + excluded.articles",
            rows,
        )
        self._db.executemany("DELETE FROM reading WHERE path = ? AND body = ? AND articles <= 0", (r[:2] for r in rows))

    def speaks_for(self, body: str) -> tuple[str, bool, str] | None:
        """The article whose mention speaks for a body, whether it is of a body below, and the body that it names."""
        query = "SELECT article, below, via FROM mention WHERE body = ? ORDER BY below, article, start, via LIMIT 1"
        row = self._db.execute(query, (body,)).fetchone()
        return (row[0], bool(row[1]), row[2]) if row else None

    def mention(self, added: Iterable[Mention], gone: Iterable[Mention]) -> None:
        query = "DELETE FROM mention WHERE body = ? AND below = ? AND article = ? AND start = ? AND via = ?"
        self._db.executemany(query, gone)
        self._db.executemany("INSERT OR IGNORE INTO mention VALUES (?, ?, ?, ?, ?)", added)

    # ------------------------------------------------------------- lines

    def count_lines(self, changes: Mapping[str, int]) -> tuple[list[str], list[str]]:
        """Adds how many parts of the graph hold a line, or takes it away; gives the lines that came and that went."""
        came, went, query = [], [], "SELECT parts FROM shared WHERE line = ?"
        for line, change in changes.items():
            row = self._db.execute(query, (line,)).fetchone()
            before = row[0] if row else 0
            after = before + change
            if after > 0:
                self._db.execute("INSERT OR REPLACE INTO shared VALUES (?, ?)", (line, after))
            else:
                self._db.execute("DELETE FROM shared WHERE line = ?", (line,))
            if before == 0 < after:
                came.append(line)
            elif after <= 0 < before:
                went.append(line)
        return came, went
