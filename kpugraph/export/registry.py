"""The files of a package with what the catalogue says of them: names, media types, sizes, digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from kpugraph import assets

SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file by its path in the package. ``file_type`` is a code of the EU's table; ``standard`` an (IRI, title) or None."""

    name: str
    media: str
    file_type: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    standard: tuple[str, str] | None
    size: int
    sha256: str

    @property
    def packed(self) -> bool:
        return self.name.endswith(".gz")


def _table() -> dict[str, Any]:
    return assets.toml("data", "export", "files.toml")


def describe(folder: Path, names: Iterable[str], tables: Mapping[str, Mapping[str, Mapping[str, str]]]) -> list[Entry]:
    """The entries of the files that are distributions, in the order of the data file.

    ``tables`` has the title and description of each table, by its name and language.
    """
    found = []
    for number, name in sorted((_place(name), name) for name in names):
        if number < 0:
            continue
        rule = _table()["files"][number]
        stem = Path(name).name.partition(".")[0]
        words = {
            lang: {
                "stem": stem,
                "table": tables.get(stem, {}).get("title", {}).get(lang, stem),
                "table_description": tables.get(stem, {}).get("description", {}).get(lang, stem),
            }
            for lang in ("id", "en")
        }
        standard = _table()["standards"].get(rule.get("conforms"))
        path = folder / name
        found.append(
            Entry(
                name=name,
                media=rule["media"],
                file_type=rule["type"],
                title={lang: rule["title"][lang].format(**words[lang]) for lang in words},
                description={lang: rule["description"][lang].format(**words[lang]) for lang in words},
                standard=(standard["iri"], standard["title"]) if standard else None,
                size=path.stat().st_size,
                sha256=digest(path),
            )
        )
    return found


def _place(name: str) -> int:
    """Which row of the data file a name belongs to; -1 for none."""
    return next((n for n, row in enumerate(_table()["files"]) if fnmatchcase(name, row["name"])), -1)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def sums(folder: Path, names: Iterable[str]) -> Path:
    """Writes ``SHA256SUMS`` over the files, as ``sha256sum --check`` reads it."""
    path = folder / SUMS
    path.write_text("".join(f"{digest(folder / name)}  {name}\n" for name in sorted(names)), "utf-8")
    return path
