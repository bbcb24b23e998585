"""Refuses, before the engine sees it, what a query must not do: reach the network, or nest so deep that it kills us.

The engine follows SERVICE to the network and cannot be told not to, and a few thousand nested brackets end the
process. There is no parser of SPARQL to ask: the engine offers none, and another's would read some texts otherwise,
which is just how SERVICE is hidden. So the text is read in every way in which an engine could read it, and one
reading with SERVICE in it is enough to refuse it (``kpugraph.workers.network`` is a second wall behind this one).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpugraph.errors import QueryError

MAX_BYTES = 64 * 1024
MAX_DEPTH = 128
MAX_PARTS = 4000  # flat chains overflow the stack of the engine too: 8,000 parts of "MINUS{}", 14,000 of "1+1+1"

# Tokens as SPARQL defines them, the longest first. A word is any other run of letters: the engine takes "SERVICEex:a"
# and "trueSERVICE" apart where it likes, so a word counts by what it contains. Only what is behind "?", "$" or the
# colon of a name is surely no keyword.
_PART = re.compile(
    r'(?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\r\n]|\\.)*"|\'(?:[^\'\\\r\n]|\\.)*\')'
    r"|(?P<iri><[^<>\"{}|^`\x00-\x20]*>)"
    r"|(?P<comment>\#[^\r\n]*)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<local>:(?:(?:\w|:|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-])"
    r"(?:[\w:·-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-]|\.+(?=[\w:%\\·-]))*)?)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<space>\s+)"
    r"|(?P<mark>.)",
    re.DOTALL,
)
_UPDATES = {"insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with"}


class RefusedError(QueryError):
    """A query that is well formed and not allowed here: it would change the graph, or go to the network."""


def check(sparql: str, *, datasets: bool = False) -> None:
    """QueryError for a query that is too large or nests too deeply, RefusedError for one that is not allowed.

    FROM is refused unless ``datasets``: then the caller looks at the ``graphs`` that the query names.
    """
    if len(sparql.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise QueryError(f"the query is larger than {MAX_BYTES // 1024} KiB", todo="shorten it")
    _bound(sparql)
    # whether an engine resolves \\u0053 before it reads, or only within strings, is its own affair
    for text in {sparql, _unescaped(sparql)}:
        _no_service(text)
    parts = list(_parts(sparql))
    _no_update(sparql, parts)
    if not datasets and _from(parts):
        raise RefusedError(
            "FROM is disabled: a query sees the whole store",
            where=_line(sparql, _from(parts)[0].start()),
            todo="use GRAPH",
        )


def graphs(sparql: str) -> tuple[str, list[str]]:
    """The query's BASE and PREFIX lines, and the graphs behind FROM and FROM NAMED as they are written there."""
    parts = list(_parts(sparql))
    head = _prologue(parts)
    names = []
    for match in _from(parts):
        at = parts.index(match) + 1
        if at < len(parts) and parts[at].group().lower() == "named":
            at += 1
        end = next((part.end() for part in parts[at:] if part.lastgroup in {"iri", "local"}), None)
        if end is not None:
            names.append(sparql[parts[at].start() : end])
    return sparql[: parts[head - 1].end()] if head else "", names


def _from(parts: list[re.Match[str]]) -> list[re.Match[str]]:
    return [match for match in parts if match.lastgroup == "word" and match.group().lower() == "from"]


def _line(sparql: str, at: int) -> str:
    return f"line {sparql.count(chr(10), 0, at) + 1}"


def _bound(sparql: str) -> None:
    depth = run = number = 0
    for match in _PART.finditer(sparql):
        if match.lastgroup in {"space", "comment"}:
            continue
        number += 1
        part = match.group()
        depth += (part in "{([") - (part in "})]")
        run = run + 1 if part == "!" else 0
        if number > MAX_PARTS:
            raise QueryError(f"the query has more than {MAX_PARTS} parts", todo="split it")
        if depth > MAX_DEPTH or run > MAX_DEPTH:
            raise QueryError(f"the query nests deeper than {MAX_DEPTH} levels", todo="flatten it")


def _no_service(sparql: str) -> None:
    """RefusedError where any reading of the text has SERVICE as a keyword.

    What is ambiguous is "<": it begins an IRI or compares, and what follows means something else in each case. Both
    are followed. A comparison stands in brackets, and a SERVICE behind it outside of them or in braces, so that a
    word within a plain IRI does not count.
    """
    if "service" not in sparql.lower():
        return
    bracket = sparql.find("(")
    seen = {(0, False)}
    waiting = [(0, False)]  # where a token may begin, and whether it stands behind a "<" whose bracket is still open
    while waiting:
        at, compared = waiting.pop()
        match = _PART.match(sparql, at)
        if match is None:
            continue
        kind, part = match.lastgroup, match.group()
        if kind == "word" and "service" in part.lower() and not compared:
            raise RefusedError(
                "SERVICE is disabled: queries do not go to the network",
                where=_line(sparql, at),
                todo="load the data first; a prefix cannot be named so either",
            )
        following = [(match.end(), compared and part not in {")", "{"})]
        if kind == "iri" and 0 <= bracket < at:
            following.append((at + 1, True))
        new = [state for state in following if state not in seen]
        seen.update(new)
        waiting += new


def _parts(sparql: str) -> Iterator[re.Match[str]]:
    """The tokens in the usual reading, without space and comments."""
    return (match for match in _PART.finditer(sparql) if match.lastgroup not in {"space", "comment"})


def _no_update(sparql: str, parts: list[re.Match[str]]) -> None:
    """RefusedError where the first word after the prologue begins an update: for its clear message alone.

    The engine's query call takes no updates.
    """
    first = next((match for match in parts[_prologue(parts) :]), None)
    if first is not None and first.lastgroup == "word" and first.group().lower() in _UPDATES:
        raise RefusedError(
            f"{first.group().upper()} is disabled: the graph is read-only",
            where=_line(sparql, first.start()),
            todo="change the sources and build again",
        )


def _prologue(parts: list[re.Match[str]]) -> int:
    """The number of parts that BASE and PREFIX lines take."""
    at = 0
    while at < len(parts) and parts[at].group().lower() in {"base", "prefix"}:
        while at < len(parts) and parts[at].lastgroup != "iri":
            at += 1
        at += 1
    return at


def _unescaped(sparql: str) -> str:
    """The text with its codepoint escapes resolved."""

    def char(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match[0]

    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", char, sparql)
