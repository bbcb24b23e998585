"""Content negotiation: which of the formats that we have a client likes best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

# format: its media types, the first of which names it in an answer
ROWS: Mapping[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
GRAPHS: Mapping[str, tuple[str, ...]] = {
    "turtle": ("text/turtle", "application/x-turtle"),
    "jsonld": ("application/ld+json", "application/json"),
    "nt": ("application/n-triples", "text/plain"),
    "rdfxml": ("application/rdf+xml", "application/xml", "text/xml"),
    "trig": ("application/trig",),
    "nq": ("application/n-quads",),
}
HTML: Mapping[str, tuple[str, ...]] = {"html": ("text/html", "application/xhtml+xml")}
_TEXT = {"text/csv", "text/tab-separated-values", "text/turtle"}


@lru_cache(maxsize=512)
def parse(accept: str) -> tuple[tuple[str, float], ...]:
    """Media ranges with their weights. One that cannot be read is left out."""
    found = []
    for item in accept.split(","):
        name, *parameters = (part.strip().lower() for part in item.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    weight = min(1.0, max(0.0, float(value)))
                except ValueError:
                    weight = 0.0
        if "/" in name:
            found.append((name, weight))
    return tuple(found)


def best(accept: str | None, *families: Mapping[str, Sequence[str]]) -> str | None:
    """The format with the highest weight, the first of the families among equals; None where none is acceptable.

    Without an Accept header everything is.
    """
    offered = tuple((style, tuple(types)) for family in families for style, types in family.items())
    if not accept or not accept.strip():
        return offered[0][0]
    return _best(accept, offered)


@lru_cache(maxsize=512)
def _best(accept: str, offered: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    ranges = parse(accept)
    exact = dict(reversed(ranges))  # a format's other names count where they are asked for, not under a wildcard
    weights = [max(_weight(types[0], ranges), *(exact.get(kind, 0.0) for kind in types)) for _, types in offered]
    top = max(weights)
    return offered[weights.index(top)][0] if top > 0 else None


def _weight(kind: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight that the most specific range gives to a media type."""
    family = kind.partition("/")[0]
    for wanted in (kind, f"{family}/*", "*/*"):
        for name, weight in ranges:
            if name == wanted:
                return weight
    return 0.0


def media_type(style: str) -> str:
    """The Content-Type of a format."""
    kind = {**HTML, **GRAPHS, **ROWS}[style][0]
    return f"{kind}; charset=utf-8" if kind in _TEXT or style == "html" else kind


def language(header: str | None) -> str:
    """Indonesian or English, as a client's Accept-Language has them first; Indonesian where it has neither."""
    weights = {"id": 0.0, "en": 0.0}
    for item in (header or "").lower().split(","):
        tag, _, quality = item.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            weight = 0.0
        code = tag.strip().partition("-")[0]
        if code in weights:
            weights[code] = max(weights[code], weight)
    return "en" if weights["en"] > weights["id"] else "id"
