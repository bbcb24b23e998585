"""Elements of a web page: what they are called, and their text by paragraph. Nothing here recurses: pages nest deeply."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from lxml import etree

_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_SPACE = re.compile(r"[\s\xa0]+")
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))

Skip = Callable[[etree._Element], bool]


@lru_cache(maxsize=8192)
def _split(names: str) -> frozenset[str]:
    return frozenset(part.lower() for part in _PARTS.findall(names))


def parts(element: etree._Element) -> frozenset[str]:
    """The lower-case words of an element's class and id."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _split(names[:400])


def clean(text: str) -> str:
    """One line with single spaces, invisible characters left out."""
    return _SPACE.sub(" ", text.translate(_INVISIBLE)).strip()


def line(element: etree._Element) -> str:
    """The whole text of an element as one line."""
    return clean("".join(str(part) for part in element.itertext()))


def paragraphs(element: etree._Element, skip: Skip) -> list[str]:
    """The text of an element, a block a paragraph; elements that ``skip`` names are left out with all they hold.

    A line break and a list item begin a line of their own; an ordered list's items have their numbers.
    """
    writer = _Writer()
    for event, node in _walk(element, skip):
        if event == "start":
            writer.open(node)
        else:
            writer.close(node, node is element)
    return writer.finish()


def weights(element: etree._Element, skip: Skip) -> dict[etree._Element, int]:
    """Every element with the characters of its text, those of links taken off; inner elements before outer ones."""
    found: dict[etree._Element, int] = {}
    sums: list[int] = [0]
    started: list[etree._Element] = []
    for event, node in _walk(element, skip):
        if event == "start":
            started.append(node)
            sums.append(len((node.text or "").strip()))
            continue
        if started and started[-1] is node:
            started.pop()
            weight = sums.pop()
            found[node] = weight
            sums[-1] += -weight if node.tag == "a" else weight
        if node is not element:
            sums[-1] += len((node.tail or "").strip())
    return found


def _walk(element: etree._Element, skip: Skip) -> Iterator[tuple[str, etree._Element]]:
    """Start and end events in document order; what is skipped gives an end only, for the text behind it."""
    walker = etree.iterwalk(element, events=("start", "end"))
    skipped: etree._Element | None = None
    for event, node in walker:
        if skipped is not None:
            if event == "end" and node is skipped:
                skipped = None
                yield "end", node
        elif event == "start" and node is not element and (not isinstance(node.tag, str) or skip(node)):
            skipped = node
        else:
            yield event, node


class _Writer:
    """Collects text into lines, and lines into paragraphs."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.lines: list[str] = []
        self.buffer: list[str] = []
        self.counts: list[int] = []

    def open(self, node: etree._Element) -> None:
        tag = node.tag
        if tag == "br":
            self._end_line()
        elif tag == "li":
            self._end_line()
            if self.counts and self.counts[-1] >= 0:
                self.counts[-1] += 1
                self.buffer.append(f"{self.counts[-1]}. ")
        elif tag in _CELLS:
            self.buffer.append(" ")
        elif tag == "tr":
            self._end_line()
        elif tag in _BLOCKS and not (tag == "p" and self._in_item()):
            self._end_paragraph()
            if tag in {"ol", "ul"}:
                self.counts.append(0 if tag == "ol" else -1)
        self.buffer.append(node.text or "")

    def close(self, node: etree._Element, last: bool) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in {"li", "tr"}:
            self._end_line()
        elif tag in _BLOCKS and tag not in _CELLS and not (tag == "p" and self._in_item()):
            self._end_paragraph()
            if tag in {"ol", "ul"} and self.counts:
                self.counts.pop()
        if not last:
            self.buffer.append(node.tail or "")

    def finish(self) -> list[str]:
        self._end_paragraph()
        return self.done

    def _in_item(self) -> bool:
        return bool(self.counts)

    def _end_line(self) -> None:
        text = clean("".join(self.buffer))
        self.buffer = []
        if text:
            self.lines.append(text)

    def _end_paragraph(self) -> None:
        self._end_line()
        if self.lines:
            self.done.append("\n".join(self.lines))
            self.lines = []
