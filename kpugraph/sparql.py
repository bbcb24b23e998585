"""What can be told of a SPARQL text without running it: its form, its prefixes, its limit, where a mistake stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kpugraph.errors import QueryError
from kpugraph.prefixes import PREFIXES
from kpugraph.tokens import Token, tokens

FORMS = ("select", "ask", "construct", "describe")
_AT = re.compile(r"at (\d+):(\d+)(?:-\d+:\d+)?: ?")
_SENTENCE = re.compile(r"\b[A-Z][A-Za-z]+(?: [A-Za-z]+){2,}")  # words among the engine's lists of tokens
_CLOSES = {"{": "}", "(": ")", "[": "]"}


def form(sparql: str) -> str:
    """One of ``FORMS``: the first word after the prologue, or nothing where that is another word."""
    first = _first(sparql)
    return first.word if first and first.word in FORMS else ""


def _first(sparql: str) -> Token | None:
    """The first token after the prologue."""
    skip = 0
    for token in tokens(sparql):
        if skip:
            skip -= 1
        elif token.word in {"prefix", "base"}:
            skip = 2 if token.word == "prefix" else 1
        else:
            return token
    return None


def limited(sparql: str, limit: int) -> str:
    """The query with at most ``limit`` solutions; lines and columns stay as they are, but for a LIMIT of its own."""
    if form(sparql) == "ask":
        return sparql
    outside = [token for token in tokens(sparql) if token.depth == 0]
    for token, number in pairwise(outside):
        if token.word == "limit" and number.text.isdigit():
            digits = re.compile(r"\d+").match(sparql, number.at)
            assert digits is not None
            return f"{sparql[: number.at]}{min(int(digits[0]), limit)}{sparql[digits.end() :]}"
    values = [token.at for token in outside if token.word == "values"]
    if values:
        return f"{sparql[: values[-1]]}LIMIT {limit} {sparql[values[-1] :]}"
    return f"{sparql}\nLIMIT {limit}"


def in_order(sparql: str, names: Sequence[str]) -> list[str]:
    """The columns of a query's result as people expect them: those of a ``SELECT *`` in the order of the text.

    The engine gives them in the order of the alphabet. Those of any other query stay as they are.
    """
    first = _first(sparql)
    if first is None or first.word != "select":
        return list(names)
    every = list(tokens(sparql))
    after = [token for token in every if token.at > first.at and token.word not in {"distinct", "reduced"}]
    if not after or after[0].text != "*":
        return list(names)
    places = {token.text[1:]: token.at for token in reversed(every) if token.text[0] in "?$"}
    return sorted(names, key=lambda name: places.get(name, len(sparql)))


def declared(sparql: str) -> set[str]:
    """The prefixes that the text declares itself, with their colons left off."""
    pairs = pairwise(tokens(sparql))
    return {name.text.partition(":")[0] for word, name in pairs if word.word == "prefix"}


def _names(sparql: str) -> Iterator[Token]:
    """The names with a prefix: not blank nodes, not the names of a declaration."""
    before = ""
    for token in tokens(sparql):
        if ":" in token.text and token.text[0] not in "<\"'_?$" and before != "prefix":
            yield token
        before = token.word


def with_prefixes(sparql: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """The text with those of the prefixes declared that it uses and does not declare; its lines move by none."""
    known = declared(sparql)
    used = dict.fromkeys(token.text.partition(":")[0] for token in _names(sparql))
    lines = [f"PREFIX {prefix}: <{prefixes[prefix]}>" for prefix in used if prefix in prefixes and prefix not in known]
    return " ".join([*lines, sparql])


def explained(error: QueryError, sparql: str) -> QueryError:
    """The engine's complaint as line, column, a short reason, and the line itself with a caret."""
    match = _AT.search(error.what)
    if match is None:
        return QueryError((error.what.splitlines() or ["not valid"])[0][:200])
    at, reason = _mistake(sparql) or (None, "")
    if at is None:
        at = _offset(sparql, int(match[1]), int(match[2]))
        sentence = _SENTENCE.search(error.what, match.end())
        at, reason = (at, sentence[0]) if sentence else _unexpected(sparql, at)
    return _pointed(sparql, at, reason)


def _offset(sparql: str, line: int, column: int) -> int:
    lines = sparql.split("\n")
    return min(sum(len(each) + 1 for each in lines[: line - 1]) + column - 1, len(sparql))


def _pointed(sparql: str, at: int, reason: str) -> QueryError:
    before = sparql[:at]
    line, start = before.count("\n") + 1, before.rfind("\n") + 1
    text = sparql[start:].split("\n", 1)[0].rstrip("\r")
    shown = max(0, at - start - 100)  # of a very long line only what stands about the mistake
    pad = "".join("\t" if char == "\t" else " " * _width(char) for char in text[shown : at - start])
    return QueryError(
        f"syntax error: {reason}\n  {text[shown : shown + 160]}\n  {pad}^",
        where=f"line {line}, column {at - start + 1}",
    )


def _width(char: str) -> int:
    import unicodedata

    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _mistake(sparql: str) -> tuple[int, str] | None:
    """A mistake that the text itself shows better than the engine's words do: where, and what."""
    first = _first(sparql)
    if first is None:
        return len(sparql), "the query is empty"
    if first.word not in FORMS:
        return first.at, f"{first.text[:40]!r} begins no query{_near(first.text.upper(), [f.upper() for f in FORMS])}"
    known = {*PREFIXES, *declared(sparql)}
    for token in _names(sparql):
        prefix = token.text.partition(":")[0]
        if prefix not in known:
            return token.at, f"the prefix {prefix}: is not declared{_near(prefix, sorted(known), colon=':')}"
    return _unbalanced(sparql)


def _near(word: str, words: list[str], colon: str = "") -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, words, n=1)
    return f"; did you mean {near[0]}{colon}?" if near else ""


def _unbalanced(sparql: str) -> tuple[int, str] | None:
    opened: list[Token] = []
    for token in tokens(sparql):
        if token.text in {"'", '"'}:
            return token.at, "this string is never closed"
        if token.text in _CLOSES:
            opened.append(token)
        elif token.text in _CLOSES.values():
            if not opened:
                return token.at, f"this {token.text} closes nothing"
            if _CLOSES[opened.pop().text] != token.text:
                return token.at, f"this {token.text} closes another bracket than was opened last"
    return (opened[-1].at, f"this {opened[-1].text} is never closed") if opened else None


def _unexpected(sparql: str, at: int) -> tuple[int, str]:
    """The place where the engine stopped, and what stands there; a better place where it only says the end."""
    for token in tokens(sparql):
        if at < token.at + len(token.text):
            return at, f"unexpected {token.text.splitlines()[0][:40]!r}"
    return _second_opinion(sparql) or (at, "not valid as a whole: is a variable bound twice, or used but not grouped?")


def _second_opinion(sparql: str) -> tuple[int, str] | None:
    """Where another parser stops. The engine's own reports the end of the text for a mistake that it backs out of."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(with_prefixes(sparql))
    except ParseException as error:
        at = max(0, error.loc - (len(with_prefixes(sparql)) - len(sparql)))
        word = next((token.text for token in tokens(sparql) if token.at >= at), "")
        return at, f"not valid from {word.splitlines()[0][:40]!r} on" if word else "the query ends too early"
    except Exception:  # whatever else it stumbles over, the engine's word stands
        return None
    return None
