"""Loads and validates the language data: tables under ``data/lexicon`` and ``data/rules``, and a user's own rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from kpugraph import assets
from kpugraph.errors import DataError

T = TypeVar("T")
_DEPTH = 4  # first letters by which the words of a pattern are grouped
_NAMED = re.compile(r"(\\b)?\{([a-z_]+(?:\.[a-z_]+)*)\}")  # a list's place in a frame; "{2,}" is none
_SAME = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}  # one letter for the engine where the case is ignored


def read_table(
    path: Path, columns: Sequence[str], required: Sequence[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a CSV file as (line, row). DataError with file and line for a wrong header or an empty required cell."""
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle)
            if list(reader.fieldnames or ()) != list(columns):
                raise DataError(f"columns must be {','.join(columns)}", where=f"{path.name}:1", todo="mend the header")
            for row in reader:
                line = reader.line_num
                if None in row or None in row.values():
                    raise DataError(f"expected {len(columns)} cells", where=f"{path.name}:{line}", todo="mend the row")
                cells = {key: value.strip() for key, value in row.items()}
                for key in required:
                    if not cells[key]:
                        raise DataError(f"{key} is empty", where=f"{path.name}:{line}", todo="fill it in")
                yield line, cells
    except UnicodeDecodeError as error:
        raise DataError("not UTF-8", where=str(path), todo="save it as UTF-8") from error
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", where=str(path)) from error


def tables(name: str, extra: Path | None = None) -> list[Path]:
    """The files of one table: the shipped ``data/lexicon/NAME.csv`` and the user's of the same name, if there is one."""
    found = [assets.path("data", "lexicon", f"{name}.csv")]
    if extra is not None and (extra / f"{name}.csv").exists():
        found.append(extra / f"{name}.csv")
    return found


def column(name: str, columns: Sequence[str]) -> tuple[str, ...]:
    """The first cells of a table of the lexicon with these columns."""
    return tuple(row[columns[0]] for path in tables(name) for _, row in read_table(path, columns))


def rules(name: str) -> dict[str, Any]:
    """The rule file ``data/rules/NAME.toml``, read once; DataError with the parser's line where it is not TOML."""
    return assets.toml("data", "rules", f"{name}.toml")


def word_lists(kind: type[T], table: Mapping[str, Any], where: str, **given: Any) -> T:
    """A dataclass whose fields are the lists of a rule table by name: sets of words, or patterns of any word of the list.

    ``given`` are fields made otherwise. DataError with the file and the list's name where it lacks or is none.
    """
    lists = {
        name: _list(table, name, where, pattern=annotation.startswith("re.Pattern"))
        for name, annotation in kind.__annotations__.items()
        if name not in given
    }
    return kind(**lists, **given)


def any_word(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern of any of the words or phrases, whatever their case.

    They are grouped by their first letters, of which at most one group can begin at a place: far fewer are tried there.
    """
    return re.compile(rf"{at_start([word.lower() for word in words], re.IGNORECASE)}\b", re.IGNORECASE)


@lru_cache(maxsize=512)
def pattern(name: str, frame: str, flags: int = 0, **given: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of a frame in which ``{list}`` stands for any word of that list of ``data/rules/NAME.toml``.

    ``{table.list}`` is a list of a table there, and one of ``given`` comes from elsewhere. A blank in a word is any
    white space, its apostrophe any apostrophe. DataError with the file and the list's name where it lacks or is none.
    """
    where = f"{name}.toml"

    def words(match: re.Match[str]) -> str:
        found: Sequence[str] | None = given.get(match[2])
        if found is None:
            *path, last = match[2].split(".")
            table: Any = rules(name)
            for key in path:
                table = table.get(key, {})
            found = _words(table, last, where, match[2])
        return _loose(at_start(found, flags) if match[1] else _grouped(found))

    return re.compile(_NAMED.sub(words, frame), flags)


def _loose(words: str) -> str:
    return words.replace("\\ ", r"\s+").replace("'", "['’‘]")


def _grouped(words: Sequence[str], depth: int = 0) -> str:
    """An alternation of the words, those with the same first letter together, their order kept."""
    if len(words) == 1 or depth == _DEPTH or not all(words):
        return f"(?:{'|'.join(map(re.escape, words))})"
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word[1:])
    return f"(?:{'|'.join(re.escape(first) + _grouped(rest, depth + 1) for first, rest in groups.items())})"


def at_start(words: Sequence[str], flags: int) -> str:
    r"""An alternation of the words at the start of a word, as ``\b`` before it.

    The engine runs to the next of some letters several times faster than it tries a boundary at every character: so the
    first letters stand first, and what has to stand before them is looked back on.
    """
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word[1:])
    letters = "".join(groups)
    if flags & re.IGNORECASE:
        letters += letters.lower() + letters.upper() + "".join(_SAME.get(letter.lower(), "") for letter in letters)
    rest = "|".join(f"(?<={re.escape(first)}){_grouped(rest, 1)}" for first, rest in groups.items())
    return rf"(?-i:[{re.escape(''.join(sorted(set(letters))))}])(?<=\b.)(?:{rest})"


def _list(table: Mapping[str, Any], name: str, where: str, *, pattern: bool) -> frozenset[str] | re.Pattern[str]:
    words = _words(table, name, where, name)
    return any_word(words) if pattern else frozenset(words)


def _words(table: Mapping[str, Any], name: str, where: str, called: str) -> list[str]:
    words = table.get(name)
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise DataError(f"{called} is no list of words", where=where, todo="give it as a list of strings")
    return words
