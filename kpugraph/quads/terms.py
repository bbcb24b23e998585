"""RDF terms as N-Quads writes them: names with prefixes, literals, escapes."""

from __future__ import annotations

import re
from functools import cache

from kpugraph.errors import EvidenceError
from kpugraph.partial import datatype
from kpugraph.prefixes import PREFIXES

EVIDENCE_GRAPH = "graph/evidence"  # below the base

_SPECIAL = re.compile('[\x00-\x1f"\\\\\x7f\ud800-\udfff]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


@cache
def name(short: str) -> str:
    """A name with one of the project's prefixes as an IRI in brackets: "kg:Claim" -> "<https://…#Claim>"."""
    prefix, _, local = short.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def plain(text: str) -> str:
    """A string without a language: codes, numbers, names of people, quotes."""
    return f'"{escape(text)}"'


def indonesian(text: str) -> str:
    """A string in Indonesian."""
    return f'"{escape(text)}"@id'


def date(value: str) -> str:
    """A valid partial date in its own datatype."""
    return f'"{value}"^^{name(_datatype(value))}'


def integer(value: int) -> str:
    return f'"{value}"^^{name("xsd:integer")}'


def decimal(value: float) -> str:
    """A decimal as the store normalises it: "0.9", not "0.90"."""
    text = f"{value:.2f}".rstrip("0")
    return f'"{text.rstrip(".") if text.endswith(".") else text}"^^{name("xsd:decimal")}'


def boolean(value: bool) -> str:
    return f'"{str(value).lower()}"^^{name("xsd:boolean")}'


@cache
def _datatype(value: str) -> str:
    return f"xsd:{datatype(value)}"


def escape(text: str) -> str:
    """A literal's text as N-Quads writes it. EvidenceError for a lone surrogate, which no RDF store takes."""
    return _SPECIAL.sub(_escaped, text) if _SPECIAL.search(text) else text


def _escaped(match: re.Match[str]) -> str:
    char = match.group()
    if "\ud800" <= char <= "\udfff":
        raise EvidenceError(f"a lone surrogate U+{ord(char):04X} stands in the text", todo="save the page as UTF-8")
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"
