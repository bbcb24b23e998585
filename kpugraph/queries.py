"""The named queries: ``queries/*.rq`` with their headers, and how any query is run.

A header is YAML in ``#+`` lines, as grlc reads it: ``summary``, ``title`` and ``description`` by language, ``tags``
(the first that is one of ``GROUPS`` is the query's group), ``parameters`` (each with ``name``, ``type``, and where they
are wanted ``description``, ``default``, ``required`` and ``enum``) and an ``example``. A title or description that is
no mapping of languages is taken for English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kpugraph import assets, guard, parameters
from kpugraph.errors import DataError, KpugraphError, NotFoundError, QueryError
from kpugraph.names import lookup, not_found
from kpugraph.parameters import TYPES, Parameter
from kpugraph.prefixes import PREFIXES, expand
from kpugraph.sparql import explained
from kpugraph.store import Queryable

GROUPS = ("people", "bodies", "time", "events", "documents", "statements", "evidence", "quality", "links")
_OTHER = "own"  # the group of a user's query that names none


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with what its header says of it; ``text`` is the whole file."""

    name: str
    text: str
    summary: str
    description: Mapping[str, str]
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    example: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    source: str = field(default="", compare=False)

    @property
    def group(self) -> str:
        """What the query is about: one of ``GROUPS``, or "own"."""
        return next((tag for tag in self.tags if tag in GROUPS), _OTHER)

    def titled(self, language: str = "en") -> str:
        """The title in that language, else the summary."""
        return self.title.get(language, self.summary)

    @property
    def sparql(self) -> str:
        """The text without its header."""
        return "\n".join(line for line in self.text.splitlines() if not re.match(r"#\+(?!values)", line))


def load(extra: Path | None = None) -> dict[str, NamedQuery]:
    """The named queries by name, a user's folder after the shipped ones. DataError with the file for a bad header."""
    return {name: parse(path) for name, path in _files(extra).items()}


def get(name: str, extra: Path | None = None) -> NamedQuery:
    """The query of a name, without reading the others. NotFoundError with the nearest names where there is none."""
    files = _files(extra)
    if name not in files:
        raise _unknown(name, list(files))
    return parse(files[name])


def find(name: str, queries: Mapping[str, NamedQuery]) -> NamedQuery:
    """The query of a name. NotFoundError with the nearest names where there is none."""
    if name in queries:
        return queries[name]
    raise _unknown(name, list(queries))


def _unknown(name: str, names: list[str]) -> NotFoundError:
    return not_found("query", name, names, "kpugraph queries lists them; a file needs its ending .rq")


def _files(extra: Path | None) -> dict[str, Path]:
    folders = (assets.path("queries"), *((extra,) if extra else ()))
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.rq"))}


def parse(path: Path) -> NamedQuery:
    """The named query of one file. DataError where its header is missing or not valid."""
    import yaml

    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot be read: {error}", where=path.name, todo="save it as UTF-8") from error
    header = "\n".join(line[2:].removeprefix(" ") for line in text.splitlines() if re.match(r"#\+(?!values)", line))
    try:
        values = yaml.load(header, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise DataError(f"the header is no YAML: {reason}", where=path.name, todo="mend its #+ lines") from error
    if not isinstance(values, dict) or "summary" not in values:
        raise DataError("the header has no summary", where=path.name, todo="add a line #+ summary: …")
    return NamedQuery(
        name=path.stem,
        text=text,
        summary=str(values["summary"]),
        description=_by_language(values.get("description")),
        tags=tuple(map(str, values.get("tags") or ())),
        parameters=tuple(_parameter(item, path) for item in values.get("parameters") or ()),
        example=str(values.get("example") or ""),
        title=_by_language(values.get("title")),
        source=str(path),
    )


def _by_language(value: Any) -> dict[str, str]:
    if isinstance(value, dict):
        return {str(language): " ".join(str(words).split()) for language, words in value.items()}
    return {"en": str(value)} if value else {}


def _parameter(item: Any, path: Path) -> Parameter:
    if not isinstance(item, dict) or item.get("type") not in TYPES or not re.fullmatch(r"\w+", str(item.get("name"))):
        raise DataError(f"a parameter is not valid: {item!r}", where=path.name, todo=f"types are {', '.join(TYPES)}")
    return Parameter(
        name=str(item["name"]),
        type=item["type"],
        descriptions=_by_language(item.get("description")),
        default=str(item["default"]) if item.get("default") else None,
        required=item.get("required") == "true",
        choices=tuple(map(str, item.get("enum") or ())),
    )


def bind(query: NamedQuery, given: Mapping[str, str], graph: Queryable) -> str:
    """The query's text with its parameters bound as terms, defaults for those left out; errors name the query."""
    try:
        return parameters.bind(query.text, query.parameters, given, graph)
    except (QueryError, DataError) as error:
        raise type(error)(error.what, where=error.where or query.name, todo=error.todo) from error


def run(sparql: str, graph: Queryable) -> Any:
    """The result of any query, with the project's prefixes known. QueryError where it is refused or wrong.

    A remote endpoint judges for itself what it allows; what runs here never reaches the network or writes.
    """
    if not graph.remote:
        guard.check(sparql)
    try:
        return graph.query(sparql, prefixes=PREFIXES)
    except QueryError as error:
        if graph.remote or type(error) is not QueryError:  # a server's own words, or more than a wrong text
            raise
        raise explained(error, sparql) from error


__all__ = [
    "GROUPS", "PREFIXES", "TYPES", "KpugraphError", "NamedQuery", "Parameter", "bind", "expand", "find", "get", "load", "lookup",
    "parse", "run",
]  # fmt: skip
