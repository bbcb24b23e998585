"""Where an article's dateline stands: above or behind a byline, a caption, a standfirst."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from kpugraph.datelines import find_dateline, is_known
from kpugraph.model import Article, Dateline, Span
from kpugraph.text import fold

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_LINES = 6  # bylines, captions and days above a text
_LONG_CHARS = 240  # no headline and no caption is longer
_STANDFIRST = 500  # characters: no standfirst is longer
_LONGEST_SUFFIX = 3  # letters: "co" of "co.id"
_DROPPED_BREAK = re.compile(r"(?<=[.!?”\"])[ \xa0]{2,}(?=[A-Z])")
_SIGNED = re.compile(r"\s*([A-Z][\w.'’ -]{2,30}), (?:tanggal )?\d{1,2} [A-Z][a-z]{2,8} \d{4}\W*")
_HOUR_ALONE = re.compile(r"\d{1,2}[.:]\d\d(?:[.:]\d\d)?(?:\s*WI[BT]A?)?\s*(?:\n|\Z)")


def dateline(article: Article) -> Dateline | None:
    """Place, source and day before the body's first sentence, or None where the text simply begins.

    A byline, a caption or a standfirst may stand above the line that has it. A notice has its place and day below.
    """
    return _above(article) or _below(article)


def _below(article: Article) -> Dateline | None:
    """The place of a notice signed on its last line: "Lumajang, 14 Desember 2022"."""
    text, body = article.page.text, article.body
    found = _SIGNED.fullmatch(text, text.rfind("\n", body.start, body.end) + 1, body.end)
    if found is None or not is_known(found[1]) or found.start() < body.start:
        return None
    return Dateline(body.start, body.start, Span(found.start(1), found.end(1)), rule="dateline:below")


def _above(article: Article) -> Dateline | None:
    text, end = article.page.text, article.body.end
    for index, found in enumerate(_LINE.finditer(text, article.body.start, end)):
        start = found.start() + len(found.group()) - len(found.group().lstrip())
        dated = _own_dateline(article, start, end)
        if dated is not None and (index == 0 or _is_sure(dated)):
            return dated
        if index == _LINES or found.end() - start > _LONG_CHARS:
            return _behind_standfirst(article, start, min(found.end(), start + _STANDFIRST))
    return None


def _own_dateline(article: Article, start: int, end: int) -> Dateline | None:
    """The dateline at ``start``; the site's own name is no place."""
    dated = find_dateline(article.page.text, start, end)
    if dated is not None and _HOUR_ALONE.match(article.page.text, dated.end, end):
        return None  # "Yohanes Seo - Kamis, 27 Juni 2024 | 14:22 WIB": a byline
    if dated is None or dated.place is None or not _is_outlet(article.quote(dated.place), article.page.url):
        return dated
    return replace(dated, place=None)


def _is_sure(dated: Dateline) -> bool:
    return dated.place is not None and not dated.rule.endswith("comma")


def _behind_standfirst(article: Article, start: int, end: int) -> Dateline | None:
    """The dateline behind a standfirst on the same line, which two spaces part from it where a site dropped the break."""
    text = article.page.text
    for gap in _DROPPED_BREAK.finditer(text, start, end):
        dated = _own_dateline(article, gap.end(), article.body.end)
        if dated is not None and dated.place is not None and _is_sure(dated):
            return dated if is_known(text[dated.place.start : dated.place.end]) else None
    return None


def _is_outlet(place: str, url: str) -> bool:
    """Whether what stands where a place would is the site's own name: "JATIMTIMES - KPU …" on jatimtimes.com."""
    labels = (urlsplit(url).hostname or "").split(".")
    name = next((label for label in reversed(labels[:-1]) if len(label) > _LONGEST_SUFFIX), "")
    return labels[-2:] != ["go", "id"] and not is_known(place) and fold(place).replace(" ", "") == name
