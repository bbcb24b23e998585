"""The rule for the offices' own sites: which element holds the text, which the title, which are the site's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from kpugraph.lexicon import rules
from kpugraph.sources import dom, webdates

_DEPTH = 40  # how many elements around a headline are looked at
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")


@dataclass(frozen=True, slots=True)
class Found:
    """What a page says: its title, the paragraphs of its text, and bylines and captions apart."""

    title: str
    text: tuple[str, ...]
    notes: tuple[str, ...] = ()  # byline and captions
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    drop_tags: frozenset[str]
    drop_parts: frozenset[str]
    itemprops: frozenset[str]
    content_parts: frozenset[str]
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
    more: re.Pattern[str]


@lru_cache(maxsize=1)
def site_rules() -> Rules:
    """The names of ``data/rules/html.toml``."""
    data = rules("html")
    return Rules(
        drop_tags=frozenset(data["drop"]["tags"]),
        drop_parts=frozenset(data["drop"]["parts"]),
        itemprops=frozenset(data["content"]["itemprops"]),
        content_parts=frozenset(data["content"]["parts"]),
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
        more=re.compile(data["listing"]["more"], re.IGNORECASE),
    )


class Site:
    """Reads a page by the names that its elements have."""

    def __init__(self, tree: etree._Element) -> None:
        self.tree = tree
        self.rules = site_rules()
        body = tree.find("body")
        self.body = tree if body is None else body
        self.size = sum(map(len, dom.paragraphs(self.body, lambda node: node.tag in self.rules.drop_tags)))

    def article(self) -> Found | None:
        """Title and text of an article's page, or None where no element has enough of it."""
        content = self._content()
        if content is None:
            return None
        title = self.title(content)
        text = [p for p in dom.paragraphs(content, self._aside) if not self._is_title(p, title)]
        bylines = [p for p in text if self.rules.byline_starts.match(p)]
        text = [p for p in text if p not in bylines and not self._is_account(p)]
        text = text[_leading_dates(text) :]
        if sum(map(len, text)) < self.rules.least:
            return None
        return Found(title, tuple(text), tuple(dict.fromkeys((*bylines, *self._notes(content)))))

    def listing(self, *, sure: bool) -> str | None:
        """Headlines with their texts, or None where fewer than two headlines are links with text below.

        Where the address does not make ``sure``, most of the page's text must stand below headlines.
        """
        headings = [node for node in self.body.iter(*_HEADINGS) if self._links(node) and not self._dropped_around(node)]
        items: list[tuple[str, str]] = []
        for heading, text in self._with_text(headings):
            title = dom.line(heading)
            if title and len(text) >= self.rules.listing_least:
                items.append((title, text))
        if len(items) < 2 or (not sure and sum(len(text) for _, text in items) < 0.6 * self.size):
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
        lines = [part for text in texts for part in text.split("\n") if not self.rules.more.fullmatch(part)]
        return lines[_leading_dates(lines) :]

    # ------------------------------------------------------------ elements

    def _content(self) -> etree._Element | None:
        """The element of the text: the innermost that has nearly as much of it as any other with a telling name."""
        weights = dom.weights(self.body, self._aside)
        ranked = [(rank, node) for node in weights if (rank := self._rank(node))]
        best = max((weights[node] for _, node in ranked), default=0)
        if best < self.rules.least:
            return None
        near = [(rank, -order, node) for order, (rank, node) in enumerate(ranked) if weights[node] >= 0.85 * best]
        return max(near, key=lambda entry: entry[:2])[2]

    def _rank(self, node: etree._Element) -> int:
        """2 for an element that says it is the text, 1 for one that may be, 0 for others."""
        if (node.get("itemprop") or "").lower() in self.rules.itemprops:
            return 2
        if node.tag in {"article", "main", "td"} or (node.get("role") or "") == "main":
            return 1
        if node.tag not in {"div", "section"}:
            return 0
        return 1 if not dom.parts(node).isdisjoint(self.rules.content_parts) else 0

    def _aside(self, node: etree._Element) -> bool:
        """Elements that are not the running text: the site's own, captions, bylines, hidden ones."""
        if node.tag in self.rules.drop_tags or node.tag in self.rules.caption_tags:
            return True
        if "display:none" in (node.get("style") or "").replace(" ", "") or node.get("hidden") is not None:
            return True
        names = self.rules.drop_parts | self.rules.caption_parts | self.rules.byline_parts
        return not dom.parts(node).isdisjoint(names) and self._is_small(node)

    def _is_small(self, node: etree._Element) -> bool:
        """Holds less than half of the page's text: "content with-sidebar" is no sidebar."""
        return 2 * len(dom.line(node)) < self.size

    def _dropped_around(self, node: etree._Element, stop: etree._Element | None = None) -> bool:
        for above in (node, *node.iterancestors()):
            if above is stop or above is self.body:
                return False
            if above.tag in self.rules.drop_tags:
                return True
            if not dom.parts(above).isdisjoint(self.rules.drop_parts) and self._is_small(above):
                return True
        return False

    def _links(self, heading: etree._Element) -> bool:
        parent = heading.getparent()
        return heading.find(".//a[@href]") is not None or (parent is not None and parent.tag == "a")

    # ------------------------------------------------------------ title and notes

    def title(self, content: etree._Element | None = None) -> str:
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

    def _is_headline(self, node: etree._Element, content: etree._Element | None) -> bool:
        if node.tag == "h1" or not dom.parts(node).isdisjoint(self.rules.title_parts):
            return True
        return any(above is content for above in node.iterancestors())

    def _site_free(self, title: str) -> str:
        """A title without the name of the site behind it."""
        return self.rules.separators.split(title, maxsplit=1)[0].strip()

    def _is_account(self, text: str) -> bool:
        """ "Oleh: admin", "Humas KPU …": the site's account, no author."""
        return len(text) < 80 and self.rules.accounts.fullmatch(text) is not None

    def _is_title(self, paragraph: str, title: str) -> bool:
        return bool(title) and paragraph.casefold() == title.casefold()

    def _notes(self, content: etree._Element) -> Iterator[str]:
        """Bylines and captions in the text's element, or beside it: a picture often stands above the text."""
        parent = content.getparent()
        scope = content if parent is None or parent is self.body else parent
        for node in scope.iter():
            if not isinstance(node.tag, str) or self._dropped_around(node, scope):
                continue
            names = dom.parts(node)
            caption = node.tag in self.rules.caption_tags or not names.isdisjoint(self.rules.caption_parts)
            if caption or not names.isdisjoint(self.rules.byline_parts):
                text = dom.line(node)
                if 3 < len(text) < 400 and not self._is_account(text):
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
