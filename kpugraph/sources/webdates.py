"""When a web page was published, as it says itself: in its head, in its data for search engines, or beside its title."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from kpugraph.lexicon import read_table, rules, tables
from kpugraph.partial import is_valid
from kpugraph.sources import dom

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WRITTEN = re.compile(r"(?<!\d)(\d{1,2})[\s-]+([A-Za-z]{3,12})\.?,?[\s-]+(\d{4})(?!\d)")
_ENGLISH = re.compile(r"\b([A-Za-z]{3,12})\.?\s+(\d{1,2}),\s*(\d{4})(?!\d)")
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 120  # characters: an element with more text than this is no date


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {
        row["form"].lower(): int(row["month"])
        for path in tables("months")
        for _, row in read_table(path, ("form", "month"), ("form", "month"))
    }


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    data = rules("html")["date"]
    return tuple(data["meta"]), frozenset(data["parts"]), frozenset(data["words"])


def meta(tree: etree._Element, names: Iterable[str]) -> str:
    """The content of the first ``<meta>`` that has one of the names as property, name or itemprop; "" without one."""
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        found.setdefault(name, dom.clean(node.get("content") or ""))
    return next((found[name] for name in names if found.get(name)), "")


def published(tree: etree._Element) -> str | None:
    """The day of publication in ISO 8601, None where the page does not say it."""
    return next((day for text in _candidates(tree) if (day := read(text)) is not None), None)


def read(text: str) -> str | None:
    """The first full date of a short text: "2022-04-12T08:00", "12 April 2022", "12/04/2022", "April 12, 2022"."""
    found: list[tuple[int, str]] = []
    for pattern, order in ((_ISO, "ymd"), (_WRITTEN, "dmy"), (_ENGLISH, "mdy"), (_FIGURES, "dmy")):
        for match in pattern.finditer(text):
            fields = dict(zip(order, match.groups(), strict=True))
            month = _months().get(fields["m"].lower()) if fields["m"].isalpha() else int(fields["m"])
            value = f"{fields['y']}-{month or 0:02}-{int(fields['d']):02}"
            if is_valid(value):
                found.append((match.start(), value))
                break
    return min(found)[1] if found else None


def is_dateline(text: str) -> bool:
    """Whether a line holds a date and nothing else of its own: "Senin, 12 April 2022 | 08:00 WIB | oleh admin"."""
    if read(text) is None:
        return False
    known = _rules()[2]
    return all(word.lower() in known or word.lower() in _months() for word in _WORD.findall(text))


def _candidates(tree: etree._Element) -> Iterator[str]:
    """Texts that may hold the date, the surest first."""
    names, parts, _ = _rules()
    yield meta(tree, names)
    for node in tree.iter("script"):
        if "ld+json" in (node.get("type") or ""):
            yield from _linked_data(node.text or "")
    for node in tree.iter():
        if isinstance(node.tag, str) and (node.get("itemprop") or "").lower() == "datepublished":
            yield node.get("content") or node.get("datetime") or dom.line(node)
    for node in tree.iter("time"):
        yield node.get("datetime") or dom.line(node)
    for node in tree.iter("span", "div", "p", "small", "li", "td", "em", "i", "a", "h5", "h6"):
        if not dom.parts(node).isdisjoint(parts) and len(text := dom.line(node)) < _LONGEST:
            yield text


def _linked_data(text: str) -> Iterator[str]:
    """``datePublished`` of a page's JSON-LD, however deep it stands."""
    try:
        waiting: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, dict):
            if isinstance(value.get("datePublished"), str):
                yield value["datePublished"]
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
