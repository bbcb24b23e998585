"""The parameters of named queries: their types, and how a value becomes an RDF term.

A given value is bound by a ``VALUES`` line whose term the engine's own library has written, where the query says
``#+values``, so that no value can change its meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpugraph import names
from kpugraph.errors import DataError, QueryError
from kpugraph.prefixes import PREFIXES, expand
from kpugraph.store import Queryable

if TYPE_CHECKING:
    import pyoxigraph as ox

# "#+values" takes every parameter that no other such line of the query names; "#+values from to" takes those two.
_MARK = re.compile(r"^([ \t]*)#\+values\b([^\r\n]*)$", re.MULTILINE)
_LATEST = frozenset({"to", "until", "before"})  # a partial date given for one of these means its last day
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]+)*")
TYPES = ("string", "integer", "decimal", "date", "iri", "language", *names.KINDS)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query: its type is one of ``TYPES``; ``choices`` are the values that it may have.

    ``descriptions`` are what it means, by language; ``description`` is the one in English, or the only one.
    """

    name: str
    type: str
    descriptions: Mapping[str, str] = field(default_factory=dict)
    default: str | None = None
    required: bool = False
    choices: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """The description in English, else the first that there is."""
        return self.described("en")

    def described(self, language: str) -> str:
        """The description in that language, else in English, else the first that there is."""
        known = self.descriptions
        return known.get(language) or known.get("en") or next(iter(known.values()), "")


def bind(text: str, parameters: Sequence[Parameter], given: Mapping[str, str], graph: Queryable) -> str:
    """The query's text with a value in place of each parameter that has one; lines keep their numbers.

    QueryError for a parameter that the query does not have, that it needs, or a value of the wrong type;
    NotFoundError, with the nearest names, for a body or person that the graph does not know.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in known:
            raise QueryError(f"the query has no parameter {name}", todo=f"it has {', '.join(known) or 'none'}")
    values: dict[str, str] = {}
    for name, parameter in known.items():
        value = given.get(name, parameter.default)
        if value is not None:
            values[name] = f"VALUES ?{name} {{ {term(parameter, value, graph)} }}"
        elif parameter.required:
            raise QueryError(f"the query needs {name}", todo=f"give -p {name}=… ({parameter.type})")
    return _filled(text, values)


def _filled(text: str, values: Mapping[str, str]) -> str:
    marks = [match[2].split() for match in _MARK.finditer(text)]
    placed = {name for mark in marks for name in mark}
    if [] not in marks and values.keys() - placed:
        raise DataError("the query has no line #+values", todo="add one in its WHERE group")

    def line(match: re.Match[str]) -> str:
        wanted = match[2].split() or [name for name in values if name not in placed]
        return match[1] + " ".join(values[name] for name in wanted if name in values)

    return _MARK.sub(line, text)


def term(parameter: Parameter, value: str, graph: Queryable) -> ox.NamedNode | ox.Literal:
    """A parameter's value as the RDF term that its type makes of it."""
    bad = QueryError(f"{parameter.name}={value!r} is no {parameter.type}", todo=parameter.description)
    if parameter.choices and value not in parameter.choices:
        raise QueryError(f"{parameter.name}={value!r} is not known", todo=f"use one of {', '.join(parameter.choices)}")
    try:
        if parameter.type in names.KINDS:
            import pyoxigraph as ox

            return ox.NamedNode(names.lookup(value, parameter.type, graph))
        return _PLAIN[parameter.type](parameter, value)
    except ValueError as error:
        raise bad from error


def _literal(text: str, datatype: str = "string") -> ox.Literal:
    import pyoxigraph as ox

    return ox.Literal(text, datatype=ox.NamedNode(PREFIXES["xsd"] + datatype))


def _iri(_: Parameter, value: str) -> ox.NamedNode:
    import pyoxigraph as ox

    return ox.NamedNode(expand(value.strip()))


def _integer(_: Parameter, value: str) -> ox.Literal:
    return _literal(str(int(value)), "integer")


def _decimal(_: Parameter, value: str) -> ox.Literal:
    from decimal import Decimal, InvalidOperation

    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(value) from error
    if not number.is_finite() or abs(number.adjusted()) > 18:
        raise ValueError(value)
    return _literal(f"{number:f}", "decimal")


def _date(parameter: Parameter, value: str) -> ox.Literal:
    from kpugraph.partial import bounds, is_valid

    pair = bounds(value.strip()) if is_valid(value.strip()) else None
    if pair is None:
        raise ValueError(value)
    return _literal(pair[1] if parameter.name in _LATEST else pair[0], "date")


def _language(_: Parameter, value: str) -> ox.Literal:
    if not _LANGUAGE.fullmatch(value.lower()):
        raise ValueError(value)
    return _literal(value.lower())


_PLAIN: Mapping[str, Callable[[Parameter, str], ox.NamedNode | ox.Literal]] = {
    "string": lambda _, value: _literal(value),
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "iri": _iri,
    "language": _language,
}
