"""Web pages: those of the election offices by a rule of their own, others by trafilatura.

An article's page becomes its title and paragraphs; a listing becomes title and text after title and text, as the
offices' pages are published elsewhere. Bylines and captions follow the text as paragraphs of their own.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from kpugraph.errors import SourceError
from kpugraph.model import Page
from kpugraph.sources import charset, dom, webdates
from kpugraph.sources.files import Report
from kpugraph.sources.site import Found, Site, site_rules

MAX_BYTES = 20_000_000
_SAVED = re.compile(r"saved from url=\(\d+\)(\S+)")


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
    site = Site(tree)
    sure = bool(site_rules().listing_url.search(address))
    listed = site.listing(sure=sure) if _may_list(tree, address) else None
    if listed is not None:
        return Page(identity, address, listed, source=source)
    found = site.article() or _other(text, site.title(), source)
    if found is None:
        raise SourceError("no article on this page", where=source, todo="save its text as .txt")
    body = "\n\n".join((*((found.title,) if found.title else ()), *found.text, *found.notes))
    return Page(identity, address, body, found.title or None, found.date or webdates.published(tree), source)


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
    given: str = webdates.meta(tree, ("og:url",))
    if given.startswith("http"):
        return given
    for comment in [*tree.itersiblings(etree.Comment, preceding=True), *list(tree.iter(etree.Comment))[:3]]:
        if found := _SAVED.search(comment.text or ""):
            return found.group(1)
    return ""


def _may_list(tree: etree._Element, address: str) -> bool:
    """Whether neither the address nor the page's head says that it is one article."""
    if site_rules().article_url.search(address):
        return False
    return not webdates.meta(tree, ("article:published_time",)) and webdates.meta(tree, ("og:type",)) != "article"


# ---------------------------------------------------------------- everything else


def _other(text: str, headline: str, source: str) -> Found | None:
    """Title and text by trafilatura, which knows the papers' sites. SourceError where it is not installed."""
    try:
        import trafilatura
    except ImportError as error:
        todo = "pip install 'kpugraph[html]' reads more sites"
        raise SourceError("no article that the rule for election sites finds", where=source, todo=todo) from error
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(text, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict) or len(found.text or "") < site_rules().least // 2:
        return None
    title = headline or dom.clean(found.title or "")
    lines = [dom.clean(line) for line in (found.text or "").split("\n")]
    return Found(title, tuple(line for line in lines if line and line.casefold() != title.casefold()))
