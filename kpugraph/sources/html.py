"""Web pages: those of the election offices by a rule of their own, others by trafilatura.

An article's page becomes its title and paragraphs; a listing becomes title and text after title and text, as the
offices' pages are published elsewhere. Bylines and captions follow the text as paragraphs of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree, html

from kpugraph.errors import SourceError
from kpugraph.lexicon import rules
from kpugraph.model import Page
from kpugraph.sources import charset, dom, webdates
from kpugraph.sources.files import Report

MAX_BYTES = 20_000_000
_DEPTH = 40  # how many elements around a headline are looked at
_SAVED = re.compile(r"saved from url=\(\d+\)(\S+)")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")


@dataclass(frozen=True, slots=True)
class _Rules:
    drop_tags: frozenset[str]
    drop_parts: frozenset[str]
    itemprops: frozenset[str]
    content_parts: tuple[str, ...]
    least: int
    title_parts: frozenset[str]
    separators: re.Pattern[str]
    byline_parts: frozenset[str]
    byline_starts: re.Pattern[str]
    accounts: re.Pattern[str]
    caption_tags: frozenset[str]
    caption_parts: frozenset[str]
    listing_url: re.Pattern[str]
    article_url: re.Pattern[str]
    listing_least: int


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data = rules("html")
    return _Rules(
        drop_tags=frozenset(data["drop"]["tags"]),
        drop_parts=frozenset(data["drop"]["parts"]),
        itemprops=frozenset(data["content"]["itemprops"]),
        content_parts=tuple(data["content"]["parts"]),
        least=data["content"]["least"],
        title_parts=frozenset(data["title"]["parts"]),
        separators=re.compile("|".join(data["title"]["separators"])),
        byline_parts=frozenset(data["byline"]["parts"]),
        byline_starts=re.compile(data["byline"]["starts"], re.IGNORECASE),
        accounts=re.compile(data["byline"]["accounts"], re.IGNORECASE),
        caption_tags=frozenset(data["caption"]["tags"]),
        caption_parts=frozenset(data["caption"]["parts"]),
        listing_url=re.compile(data["listing"]["url"]),
        article_url=re.compile(data["listing"]["article_url"]),
        listing_least=data["listing"]["least"],
    )


def read_file(path: Path, report: Report) -> Iterator[Page]:
    """The page of an .html or .htm file. SourceError where it holds no article."""
    if path.stat().st_size > MAX_BYTES:
        raise SourceError(f"larger than {MAX_BYTES // 1_000_000} MB", where=str(path), todo="leave it out")
    yield read_html(path.read_bytes(), str(path))


def read_html(data: bytes, source: str, url: str = "") -> Page:
    """The page of a web page's bytes. ``url`` is its address where the page itself does not say it.

    Raises SourceError for more than 20 MB, for bytes that are no text, and for a page without an article.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(f"larger than {MAX_BYTES // 1_000_000} MB", where=source, todo="leave it out")
    text = charset.decode(data, source)
    tree = _parse(text, source)
    address = _address(tree) or url
    identity = _identity(source)
    listed = _Site(tree).listing() if _may_list(tree, address) else None
    if listed is not None:
        return Page(identity, address, listed, source=source)
    found = _Site(tree).article() or _other(text)
    if found is None:
        raise SourceError("no article on this page", where=source, todo="save its text as .txt")
    body = "\n\n".join((*((found.title,) if found.title else ()), *found.text, *found.notes))
    return Page(identity, address, body, found.title or None, found.date or webdates.published(tree), source)


@dataclass(frozen=True, slots=True)
class _Found:
    title: str
    text: tuple[str, ...]
    notes: tuple[str, ...] = ()  # byline and captions
    date: str | None = None


# ---------------------------------------------------------------- the page as a whole


def _parse(text: str, source: str) -> etree._Element:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=False, huge_tree=False)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError("no HTML", where=source, todo="leave it out") from error
    return tree


def _identity(source: str) -> str:
    path = Path(source)
    return f"{path.parent.name}-{path.stem}" if path.stem in {"index", "default"} and path.parent.name else path.stem


def _address(tree: etree._Element) -> str:
    """The address that the page gives itself, or that a browser noted on saving it."""
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http"):
            return (link.get("href") or "").strip()
    given = webdates.meta(tree, ("og:url",))
    if given.startswith("http"):
        return given
    for comment in [*tree.itersiblings(etree.Comment, preceding=True), *list(tree.iter(etree.Comment))[:3]]:
        if found := _SAVED.search(comment.text or ""):
            return found.group(1)
    return ""


def _may_list(tree: etree._Element, address: str) -> bool:
    if _rules().article_url.search(address) or webdates.meta(tree, ("article:published_time",)):
        return False
    return bool(_rules().listing_url.search(address)) or webdates.meta(tree, ("og:type",)) != "article"


# ---------------------------------------------------------------- the offices' own sites


class _Site:
    """Reads a page by the names that its elements have."""

    def __init__(self, tree: etree._Element) -> None:
        self.tree = tree
        self.rules = _rules()
        body = tree.find("body")
        self.body = tree if body is None else body

    def article(self) -> _Found | None:
        """Title and text of an article's page, or None where no element has enough of it."""
        content = self._content()
        if content is None:
            return None
        title = self._title(content)
        text = [p for p in dom.paragraphs(content, self._aside) if not self._is_title(p, title)]
        bylines = [p for p in text if self.rules.byline_starts.match(p)]
        text = [p for p in text if p not in bylines and not self.rules.accounts.fullmatch(p)]
        text = text[_leading_dates(text) :]
        if sum(map(len, text)) < self.rules.least:
            return None
        return _Found(title, tuple(text), tuple(dict.fromkeys((*bylines, *self._notes(content)))))

    def listing(self) -> str | None:
        """Headlines with their texts, or None where fewer than two headlines are links with text below."""
        headings = [node for node in self.body.iter(*_HEADINGS) if self._links(node) and not self._dropped_around(node)]
        items: list[tuple[str, str]] = []
        for heading, text in self._with_text(headings):
            title = dom.line(heading)
            if title and len(text) >= self.rules.listing_least:
                items.append((title, text))
        if len(items) < 2:
            return None
        return "\n\n".join(("Berita", *(part for item in items for part in item)))

    def _with_text(self, headings: list[etree._Element]) -> Iterator[tuple[etree._Element, str]]:
        """Each headline with the text of the largest element around it that holds no other."""
        around: dict[etree._Element, int] = {}
        for heading in headings:
            for node in _upwards(heading):
                around[node] = around.get(node, 0) + 1
        for heading in headings:
            item = heading
            for node in _upwards(heading):
                if around[node] > 1:
                    break
                item = node
            yield heading, " ".join(self._item_text(heading, item))

    def _item_text(self, heading: etree._Element, item: etree._Element) -> list[str]:
        def skip(node: etree._Element) -> bool:
            return node is heading or self._aside(node)

        if item is heading:  # headlines and texts as one flat row of siblings
            texts: list[str] = []
            for node in heading.itersiblings():
                if isinstance(node.tag, str) and node.tag in _HEADINGS:
                    break
                if isinstance(node.tag, str) and not self._aside(node):
                    texts += dom.paragraphs(node, self._aside)
        else:
            texts = dom.paragraphs(item, skip)
        lines = [part for text in texts for part in text.split("\n")]
        return lines[_leading_dates(lines) :]

    # ------------------------------------------------------------ elements

    def _content(self) -> etree._Element | None:
        """The element of the text: the smallest that has nearly as much of it as any other with a telling name."""
        scored: list[tuple[float, int, etree._Element]] = []
        for depth, node in enumerate(self.body.iter()):
            if isinstance(node.tag, str) and (rank := self._rank(node)) and not self._dropped_around(node):
                scored.append((self._weight(node), rank * 1_000_000 + depth, node))
        best = max((weight for weight, _, _ in scored), default=0.0)
        if best < self.rules.least:
            return None
        return max((entry for entry in scored if entry[0] >= 0.85 * best), key=lambda entry: entry[1])[2]

    def _rank(self, node: etree._Element) -> int:
        """2 for an element that says it is the text, 1 for one that may be, 0 for others."""
        if (node.get("itemprop") or "").lower() in self.rules.itemprops:
            return 2
        if node.tag in {"article", "main"} or (node.get("role") or "") == "main":
            return 1
        if node.tag not in {"div", "section", "td"}:
            return 0
        return 1 if not dom.parts(node).isdisjoint(self.rules.content_parts) else 0

    def _weight(self, node: etree._Element) -> float:
        """Characters of text outside links, twice those inside taken off."""
        text = sum(map(len, dom.paragraphs(node, self._aside)))
        links = sum(len(dom.line(link)) for link in node.iter("a") if not self._dropped_around(link, node))
        return text - 2.0 * links

    def _aside(self, node: etree._Element) -> bool:
        """Elements that are not the running text: the site's own, captions, bylines, hidden ones."""
        if node.tag in self.rules.drop_tags or node.tag in self.rules.caption_tags:
            return True
        if "display:none" in (node.get("style") or "").replace(" ", "") or node.get("hidden") is not None:
            return True
        names = dom.parts(node)
        if names.isdisjoint(self.rules.drop_parts | self.rules.caption_parts | self.rules.byline_parts):
            return False
        return node.tag not in {"body", "article", "main"}

    def _dropped_around(self, node: etree._Element, stop: etree._Element | None = None) -> bool:
        for above in (node, *node.iterancestors()):
            if above is stop or above is self.body:
                return False
            if above.tag in self.rules.drop_tags or not dom.parts(above).isdisjoint(self.rules.drop_parts):
                return above.tag not in {"article", "main"}
        return False

    def _links(self, heading: etree._Element) -> bool:
        parent = heading.getparent()
        return heading.find(".//a[@href]") is not None or (parent is not None and parent.tag == "a")

    # ------------------------------------------------------------ title and notes

    def _title(self, content: etree._Element) -> str:
        """The page's own headline: in the text's element, above it, or in the page's description of itself."""
        shared = self._site_free(webdates.meta(self.tree, ("og:title", "twitter:title")))
        named = self._site_free(dom.clean(self.tree.findtext(".//title") or ""))
        headings = [node for node in self.body.iter("h1", "h2", "h3") if not self._dropped_around(node)]
        texts = [dom.line(node) for node in headings]
        for text in texts:  # a heading that the page repeats in its head is its headline, whatever its rank
            if text and text.casefold() in {shared.casefold(), named.casefold()}:
                return text
        inside = next((t for n, t in zip(headings, texts, strict=True) if t and self._is_headline(n, content)), "")
        return inside or shared or next((t for t in texts if t), "") or named

    def _is_headline(self, node: etree._Element, content: etree._Element) -> bool:
        if node.tag == "h1" or not dom.parts(node).isdisjoint(self.rules.title_parts):
            return True
        return any(above is content for above in node.iterancestors())

    def _site_free(self, title: str) -> str:
        """A title without the name of the site behind it."""
        return self.rules.separators.split(title, maxsplit=1)[0].strip()

    def _is_title(self, paragraph: str, title: str) -> bool:
        return bool(title) and paragraph.casefold() == title.casefold()

    def _notes(self, content: etree._Element) -> Iterator[str]:
        """Bylines and captions of the text's element."""
        for node in content.iter():
            if not isinstance(node.tag, str) or self._dropped_around(node, content):
                continue
            names = dom.parts(node)
            caption = node.tag in self.rules.caption_tags or not names.isdisjoint(self.rules.caption_parts)
            if caption or not names.isdisjoint(self.rules.byline_parts):
                text = dom.line(node)
                if 3 < len(text) < 400 and not self.rules.accounts.fullmatch(text):
                    yield text


def _upwards(node: etree._Element) -> Iterator[etree._Element]:
    yield node
    for depth, above in enumerate(node.iterancestors()):
        if depth >= _DEPTH or above.tag == "body":
            return
        yield above


def _leading_dates(lines: list[str]) -> int:
    """How many lines at the start hold nothing but a day, an hour or the site's account."""
    count = 0
    while count < len(lines) and len(lines[count]) < 80 and webdates.is_dateline(lines[count]):
        count += 1
    return count


# ---------------------------------------------------------------- everything else


def _other(text: str) -> _Found | None:
    """Title, text and author by trafilatura, which knows the papers' sites."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(text, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict) or len(found.text or "") < _rules().least // 2:
        return None
    lines = [dom.clean(line) for line in found.text.split("\n")]
    title = dom.clean(found.title or "")
    kept = [line for line in lines if line and line.casefold() != title.casefold()]
    return _Found(title, tuple(kept))
