"""The named queries: ``queries/*.rq`` with their headers, and the safe binding of their parameters.

A header is YAML in ``#+`` lines, as grlc reads it. A given parameter is bound by a ``VALUES`` line whose term the
engine's own library has written, at the line ``#+values`` of the query, so that no value can change its meaning.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpugraph import assets, guard, ids, quads
from kpugraph.errors import AmbiguousError, DataError, NotFoundError, QueryError
from kpugraph.partial import bounds, is_valid
from kpugraph.store import Reader
from kpugraph.text import fold

if TYPE_CHECKING:
    import pyoxigraph as ox

_MARK = re.compile(r"^[ \t]*#\+values[ \t]*$", re.MULTILINE)
_CLASSES = {
    "body": "org:FormalOrganization", "person": "schema:Person", "region": "kg:Region", "event": "schema:Event",
    "post": "org:Post", "document": "kg:Document",
}  # fmt: skip
_SPELLINGS = (
    (re.compile(r"\bkab\b\.?"), "kabupaten"),
    (re.compile(r"\bprov\b\.?"), "provinsi"),
    (re.compile(r"\bkec\b\.?"), "kecamatan"),
    (re.compile(r"^komisi pemilihan umum\b"), "kpu"),
)
TYPES = ("string", "iri", "date", "integer", "decimal", "role", *_CLASSES)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query: its type is one of ``TYPES``."""

    name: str
    type: str
    description: str = ""
    default: str | None = None


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
    source: str = field(default="", compare=False)


def load(extra: Path | None = None) -> dict[str, NamedQuery]:
    """The named queries by name, a user's folder after the shipped ones. DataError with the file for a bad header."""
    found: dict[str, NamedQuery] = {}
    for folder in (assets.path("queries"), *((extra,) if extra else ())):
        for path in sorted(folder.glob("*.rq")):
            found[path.stem] = parse(path)
    return found


def parse(path: Path) -> NamedQuery:
    """The named query of one file. DataError where its header is missing or not valid."""
    import yaml

    text = path.read_text("utf-8")
    header = "\n".join(line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+"))
    try:
        values = yaml.safe_load(header)
    except yaml.YAMLError as error:
        raise DataError(f"the header is no YAML: {error}", where=path.name, todo="mend its #+ lines") from error
    if not isinstance(values, dict) or "summary" not in values:
        raise DataError("the header has no summary", where=path.name, todo="add a line #+ summary: …")
    description = values.get("description") or {}
    return NamedQuery(
        name=path.stem,
        text=text,
        summary=str(values["summary"]),
        description=description if isinstance(description, dict) else {"en": str(description)},
        tags=tuple(values.get("tags") or ()),
        parameters=tuple(_parameter(item, path) for item in values.get("parameters") or ()),
        example=str(values.get("example") or ""),
        source=str(path),
    )


def _parameter(item: Any, path: Path) -> Parameter:
    if not isinstance(item, dict) or item.get("type") not in TYPES or not re.fullmatch(r"\w+", str(item.get("name"))):
        raise DataError(f"a parameter is not valid: {item!r}", where=path.name, todo=f"types are {', '.join(TYPES)}")
    default = item.get("default")
    return Parameter(
        str(item["name"]), item["type"], str(item.get("description") or ""), None if default is None else str(default)
    )


def find(name: str, queries: Mapping[str, NamedQuery]) -> NamedQuery:
    """The query of a name. NotFoundError with the nearest names where there is none."""
    if name in queries:
        return queries[name]
    raise not_found("query", name, list(queries), "kpugraph queries lists them")


def bind(query: NamedQuery, given: Mapping[str, str], reader: Reader) -> str:
    """The query's text with the given parameters bound as terms, defaults for those left out.

    QueryError for a parameter that the query does not have or a value of the wrong type; NotFoundError, with the
    nearest names, for a body or person that the graph does not know.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            raise QueryError(f"{query.name} has no parameter {name}", todo=f"it has {', '.join(known) or 'none'}")
    values = []
    for name, parameter in known.items():
        value = given.get(name, parameter.default)
        if value is not None:
            values.append(f"  VALUES ?{name} {{ {term(parameter, value, reader)} }}")
    if not _MARK.search(query.text):
        if values:
            raise DataError("the query has no line #+values", where=query.source, todo="add one in its WHERE group")
        return query.text
    return _MARK.sub(lambda _: "\n".join(values), query.text, count=1)


def term(parameter: Parameter, value: str, reader: Reader) -> ox.NamedNode | ox.Literal:
    """A parameter's value as the RDF term that its type makes of it."""
    import pyoxigraph as ox

    xsd = quads.PREFIXES["xsd"]
    bad = QueryError(f"{parameter.name}={value!r} is no {parameter.type}", todo=parameter.description)
    try:
        if parameter.type in _CLASSES:
            return ox.NamedNode(lookup(value, parameter.type, reader))
        if parameter.type == "iri":
            return ox.NamedNode(expand(value))
        if parameter.type == "role":
            return ox.NamedNode(ids.concept("role", value) if "://" not in value else value)
        if parameter.type in {"integer", "decimal"}:
            return ox.Literal(
                str(float(value) if parameter.type == "decimal" else int(value)),
                datatype=ox.NamedNode(xsd + parameter.type),
            )
        if parameter.type == "date":
            pair = bounds(value) if is_valid(value) else None
            if pair is None:
                raise bad
            return ox.Literal(
                pair[1] if parameter.name in {"to", "until"} else pair[0], datatype=ox.NamedNode(xsd + "date")
            )
        return ox.Literal(value)
    except ValueError as error:
        raise bad from error


def expand(value: str) -> str:
    """An IRI, or a name with one of the project's prefixes, as a full IRI."""
    prefix, colon, local = value.partition(":")
    return quads.PREFIXES[prefix] + local if colon and prefix in quads.PREFIXES else value.strip("<>")


def lookup(name: str, kind: str, reader: Reader) -> str:
    """The IRI of the entity that a user means by a name: an IRI, a label, an alias, or a common spelling of it.

    NotFoundError with the nearest names where there is none, or where several bear the name.
    """
    if "://" in name:
        return name.strip("<>")
    labels = _labels(kind, reader)
    found = labels.get(_spelled(name), set())
    if not found and kind == "body":  # "KPU Ende", where there is no other Ende
        found = {
            iri
            for label, iris in labels.items()
            if _without_level(label) == _without_level(_spelled(name))
            for iri in iris
        }
    if len(found) == 1:
        return next(iter(found))
    if found:
        every = tuple(sorted(found))
        raise AmbiguousError(f"several are named {name!r}: {', '.join(every)}", every, todo="give the IRI")
    raise not_found(kind, name, sorted(labels), "give a name or an IRI of the graph")


def _labels(kind: str, reader: Reader) -> dict[str, set[str]]:
    sparql = (
        f"SELECT ?s ?l WHERE {{ ?s a {_CLASSES[kind]} . ?s rdfs:label|skos:prefLabel|skos:altLabel|schema:name ?l }}"
    )
    labels: dict[str, set[str]] = {}
    for row in reader.rows(sparql, prefixes=quads.PREFIXES):
        labels.setdefault(_spelled(row["l"].value), set()).add(row["s"].value)
    return labels


def _spelled(name: str) -> str:
    folded = fold(name).replace(",", " ")
    for pattern, full in _SPELLINGS:
        folded = pattern.sub(full, folded)
    return " ".join(folded.split())


def _without_level(name: str) -> str:
    return re.sub(r"\b(?:kabupaten|kota) ", "", name)


def not_found(kind: str, name: str, names: Sequence[str], todo: str) -> NotFoundError:
    """The error for a name that nothing of a kind bears, with the nearest names."""
    near = difflib.get_close_matches(fold(name), list(names), n=3, cutoff=0.5)
    hint = f"; nearest: {', '.join(near)}" if near else ""
    return NotFoundError(f"no {kind} is named {name!r}{hint}", todo=todo)


def run(sparql: str, reader: Reader) -> Any:
    """The result of any query over the store, with the project's prefixes known. QueryError where it is refused or wrong."""
    guard.check(sparql)
    try:
        return reader.query(sparql, prefixes=quads.PREFIXES)
    except QueryError as error:
        raise explained(error, sparql) from error


_AT = re.compile(r"at (\d+):(\d+)(?:-\d+:\d+)?")


def explained(error: QueryError, sparql: str) -> QueryError:
    """The engine's complaint as line, column and the line itself with a caret."""
    match = _AT.search(error.what)
    if match is None:
        return QueryError(error.what.splitlines()[0][:200])
    line, column = int(match[1]), int(match[2])
    every = sparql.splitlines() or [""]
    text = every[min(line, len(every)) - 1]
    reason = (
        error.what[match.end() :].lstrip(": ").splitlines()[0] if error.what[match.end() :].strip() else "not valid"
    )
    return QueryError(
        f"syntax error: {reason[:120]}\n  {text}\n  {' ' * (column - 1)}^", where=f"line {line}, column {column}"
    )
