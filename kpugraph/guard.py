"""Refuses, before the engine sees it, what a query must not do: reach the network, or nest so deep that it kills us.

The engine follows SERVICE and LOAD to the network and cannot be told not to, and a few thousand nested brackets end
the process. So the text is scanned with its strings, IRIs and comments set apart.
"""

from __future__ import annotations

import re

from kpugraph.errors import QueryError
from kpugraph.tokens import PART

MAX_BYTES = 64 * 1024
MAX_DEPTH = 128
MAX_PARTS = 4000  # flat chains overflow the stack of the engine too: 8,000 parts of "MINUS{}", 14,000 of "1+1+1"

_UPDATES = {"insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy"}
_REFUSED = {"service", "from", *_UPDATES}


def check(sparql: str) -> None:
    """QueryError for a query that is too large, nests too deeply, updates, or would go to the network."""
    if len(sparql.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise QueryError(f"the query is larger than {MAX_BYTES // 1024} KiB", todo="shorten it")
    if "\\u" in sparql or "\\U" in sparql:
        sparql = _unescaped(sparql)
    depth = run = 0
    for number, match in enumerate(PART.finditer(sparql)):
        part = match.group()
        if part in "{([":
            depth += 1
        elif part in "})]":
            depth -= 1
        run = run + 1 if part == "!" else 0
        if number > MAX_PARTS:
            raise QueryError(f"the query has more than {MAX_PARTS} parts", todo="split it")
        if depth > MAX_DEPTH or run > MAX_DEPTH:
            raise QueryError(f"the query nests deeper than {MAX_DEPTH} levels", todo="flatten it")
        _word(part.lower(), sparql, match.start())


def _word(word: str, sparql: str, at: int) -> None:
    if word not in _REFUSED:
        return
    where = f"line {sparql.count(chr(10), 0, at) + 1}"
    if word == "service":
        raise QueryError(
            "SERVICE is disabled: queries do not go to the network", where=where, todo="load the data first"
        )
    if word == "from":
        raise QueryError("FROM is disabled: a query sees the whole store", where=where, todo="use GRAPH")
    if word in _UPDATES and not sparql[:at].rstrip().endswith(("?", "$")) and _begins(sparql, at):
        raise QueryError(
            f"{word.upper()} is disabled: the graph is read-only",
            where=where,
            todo="change the sources and build again",
        )


def _begins(sparql: str, at: int) -> bool:
    """Whether a word stands where an update operation begins: outside of any braces."""
    before = sparql[:at]
    return before.count("{") == before.count("}")


def _unescaped(sparql: str) -> str:
    """The text with its codepoint escapes resolved, as SPARQL resolves them before anything else."""

    def char(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match[0]

    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", char, sparql)
