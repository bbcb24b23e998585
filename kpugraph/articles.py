"""Page to articles: which lines are titles, which are bodies, and which belong to the site.

A page is a dump of a listing (section heading, then title and body after title and body, view counters between) or
one article of many paragraphs. What tells them apart, and the words of the site, are in ``data/rules/articles.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlsplit

from kpugraph.datelines import find_dateline, is_known
from kpugraph.lexicon import rules
from kpugraph.model import Article, Page, Span
from kpugraph.text import fold

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONG_WORDS, _LONG_CHARS = 32, 240  # no headline is longer
_BYLINE_END = re.compile(r"\s*[(\[][^()\[\]]{1,60}[)\]]\s*\Z")
_SENTENCE_WORDS = 12
_FEW_WORDS = 3  # a dateline on a line of its own has no more
_SENTENCE = re.compile(r"[a-z)\d]{3}[.!?][”\"]?\s[A-Z“\"]")
_QUOTED = re.compile(r"[\"“”„][^\"“”]{4,}[\"“”],? ")
_AFTER_REPEAT = re.compile(r"[\s.:;,!?–—-]*")


@dataclass(slots=True, unsafe_hash=True)
class _Line:
    """A line that belongs to an article. ``gap``: a blank line before it; ``mark``: the site's own line before it."""

    start: int
    end: int
    text: str
    gap: bool
    mark: bool
    short: bool
    full_stop: bool


@dataclass(frozen=True, slots=True)
class _Words:
    sections: frozenset[str]
    office_section: re.Pattern[str]
    rubrics: frozenset[str]
    tails: frozenset[str]
    listing_url: re.Pattern[str]
    hosts: re.Pattern[str]
    furniture: re.Pattern[str]
    meta: re.Pattern[str]
    paragraph: re.Pattern[str]
    aside: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = rules("articles")

    def any_of(patterns: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)

    return _Words(
        sections=frozenset(data["page"]["sections"]),
        office_section=re.compile(data["page"]["office_section"]),
        rubrics=frozenset(data["page"]["rubrics"]),
        tails=frozenset(data["page"]["tails"]),
        listing_url=any_of(data["page"]["listing_url"]),
        hosts=any_of(data["page"]["hosts"]),
        furniture=any_of(data["furniture"]["lines"]),
        meta=any_of(data["furniture"]["meta"]),
        paragraph=any_of(data["paragraph"]["starts"] + data["paragraph"]["captions"] + data["furniture"]["bylines"]),
        aside=any_of(data["furniture"]["links"] + data["furniture"]["bylines"]),
    )


def split(page: Page) -> list[Article]:
    """The articles of a page in page order, each with the spans of its title and body.

    A title repeated at the start of its body is left out of the body. A page cut behind a title gives an article
    with an empty body. A record's own ``title`` makes the page one article unless a listing's heading says otherwise.
    """
    lines, heading, marks = _lines(page)
    if not lines:
        return []
    if page.title is not None and not heading:
        return [_titled(page, lines)]
    if not _can_head(page.text, lines, heading=heading):
        none = Span(lines[0].start, lines[0].start)
        return [Article(page, 0, none, Span(lines[0].start, lines[-1].end))]
    host = urlsplit(page.url).hostname
    outside = bool(host) and not heading and not _words().hosts.search(host or "")
    if outside:  # buttons of a news site stand inside its articles
        marks, lines = False, [replace(line, mark=False) for line in lines[_masthead(lines) :]]
    listing = heading or marks or bool(_words().listing_url.search(page.url)) or _alternates(lines)
    starts = list(_starts(page.text, lines, listing))
    if outside:
        starts = [start for at, start in enumerate(starts) if at == 0 or _has_text(lines[starts[at - 1] : start])]
    return [
        _article(page, index, lines[first:last])
        for index, (first, last) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True))
    ]


def _can_head(text: str, lines: list[_Line], *, heading: bool) -> bool:
    """Whether the first line can be a title: short, no link, and a long sentence only where every word has a capital, or
    where a section's heading stands before it and a text with a dateline behind."""
    first = lines[0]
    if not first.short or (_words().aside.match(first.text) and not heading):
        return False
    if first.full_stop and _has_dateline(text, first):
        return False
    sentence = first.full_stop and first.text.count(" ") > _SENTENCE_WORDS and not _is_titlecase(first.text, 0.9)
    return not sentence or (heading and len(lines) > 1 and lines[1].gap and _has_dateline(text, lines[1]))


def _has_text(lines: list[_Line]) -> bool:
    """Whether more than a headline, captions and bylines stand in these lines: a paragraph does, or a sentence."""
    return any(len(line.text) > (_LONG_CHARS // 4 if line.full_stop else _LONG_CHARS // 2) for line in lines[1:])


def _masthead(lines: list[_Line]) -> int:
    """How many lines stand above the headline of a news site: its name, a rubric ("Pilkada 2024"), a region."""
    for index, line in enumerate(lines[:3]):
        if line.text.count(" ") >= _FEW_WORDS - 1 + (index == 0):
            following = lines[index + 1] if index + 1 < len(lines) else None
            long = following is not None and len(following.text) > len(line.text)
            return index if index and long and line.short and _is_titlecase(line.text) and not line.full_stop else 0
    return 0


# ------------------------------------------------------------------ lines


def _lines(page: Page) -> tuple[list[_Line], bool, bool]:
    """The lines of articles; whether a section heading opens the page; whether the site's lines stand between them."""
    words, text = _words(), page.text
    kept: list[_Line] = []
    heading = marks = mark = False
    last_end = 0
    for found in _LINE.finditer(text):
        raw = found.group()
        line = raw.strip()
        start = found.start() + len(raw) - len(raw.lstrip())
        gap = not kept or text.count("\n", last_end, start) > 1
        last_end = start + len(line)
        if len(line) < 120 and words.furniture.fullmatch(line):
            marks = marks or bool(kept)
            mark = True
            continue
        if len(line) < 120 and words.meta.fullmatch(line):
            continue
        short = len(line) <= _LONG_CHARS and line.count(" ") < _LONG_WORDS
        kept.append(_Line(start, last_end, line, gap or mark, mark, short, _stops(line)))
        mark = False
    if not any(line.gap and not line.mark for line in kept[2:]):  # a page without blank lines
        kept = [replace(line, gap=True) for line in kept]
    if len(kept) > 1 and kept[1].short and _is_section(kept[0].text, words):
        heading = True
        kept[1] = _marked(kept[1])
        kept = kept[1:]
    if len(kept) > 2 and kept[1].short and fold(kept[0].text).strip(" :|") in words.rubrics:
        kept = kept[1:]
    if not heading:
        kept = kept[: _tail(kept, words)]
    return kept, heading, marks


def _is_section(line: str, words: _Words) -> bool:
    """Whether a line is the heading of a section of the site: "Berita Terkini", "Berita KPU Kab Klaten"."""
    heading = fold(line).strip(" :|")
    office = words.office_section.fullmatch(heading)
    return heading in words.sections or (office is not None and is_known(office["region"]))


def _tail(lines: list[_Line], words: _Words) -> int:
    """Index of the line where a single page's own text ends and the site's lists of other news begin."""
    for index, line in enumerate(lines):
        if index > 1 and line.short and fold(line.text).strip(" :") in words.tails:
            return index
    return len(lines)


def _marked(line: _Line) -> _Line:
    return _Line(line.start, line.end, line.text, line.gap, True, line.short, line.full_stop)


def _stops(line: str) -> bool:
    """True where the line ends as a sentence or a list's lead does, a byline in brackets aside."""
    if line.endswith((")", "]")):
        line = _BYLINE_END.sub("", line)
    return line.rstrip("\"”“’')»").endswith((".", ":", ";", ",")) and not line.endswith(("...", "…"))


def _is_title(line: _Line, words: _Words) -> bool:
    """A short line without a final full stop that is neither list item, caption nor byline."""
    small = line.text[0].islower() and line.text[1:2] != "-"  # "e-Coklit Diuji Coba" is one
    plain = line.short and not line.full_stop and not small
    return plain and (not words.paragraph.match(line.text) or _quotes_somebody(line.text))


def _quotes_somebody(text: str) -> bool:
    """A headline that is somebody's words and whose: '"Jangan Golput", Pesan Siswa SLB', with capitals as no sentence has."""
    found = _QUOTED.match(text)
    return found is not None and _is_titlecase(text[found.end() :], 1.0)


def _is_titlecase(text: str, least: float = 0.5) -> bool:
    """True for "KPU Gelar Rapat" and "RAPAT PLENO", false for a sentence: half of the words have a capital."""
    words = _WORD.findall(text)
    return bool(words) and sum(word[0].isupper() for word in words) >= least * len(words)


def _alternates(lines: list[_Line]) -> bool:
    """True where headlines and long one-line bodies take turns, as listings without a heading have them."""
    if len(lines) < 4:
        return False
    words = _words()
    titles = all(_is_title(line, words) and _is_titlecase(line.text) and line.gap for line in lines[::2])
    return titles and all(len(line.text) > _LONG_CHARS for line in lines[1:-1:2])


# ----------------------------------------------------------------- starts


def _starts(text: str, lines: list[_Line], listing: bool) -> Iterator[int]:
    """Indices of the lines that are titles. The first line always is one."""
    words = _words()
    yield 0
    opened = 0
    for i in range(1, len(lines)):
        line = lines[i]
        if not line.gap:
            continue
        has_body = i > opened + 1
        if _opens(text, lines, i, has_body=has_body, listing=listing, words=words):
            yield i
            opened = i


def _opens(text: str, lines: list[_Line], i: int, *, has_body: bool, listing: bool, words: _Words) -> bool:
    """True where line ``i`` is the title of a new article."""
    line = lines[i]
    following = lines[i + 1] if i + 1 < len(lines) else None
    if not _is_title(line, words):
        if not has_body or following is None:
            return False
        ended = line.mark or lines[i - 1].full_stop
        return _stopped_title(text, line, following, words) or (ended and _small_title(text, line, following, words))
    if fold(line.text).strip(" :|") in words.sections | words.rubrics and not line.mark:
        return False  # the rubric of the article above
    if not has_body and _same(line.text, lines[i - 1].text):
        return False
    long_behind = following is not None and len(following.text) > max(_LONG_CHARS, 2 * len(line.text))
    if _has_dateline(text, line) and not (long_behind and listing and line.text.count(" ") > _FEW_WORDS):
        bare = listing and has_body and lines[i - 1].full_stop and _is_titlecase(line.text, 0.8)
        return (
            following is not None and (line.mark or has_body) and _heads_like_dateline(text, line, following, bare=bare)
        )
    if following is None:
        signed = bool(words.paragraph.match(lines[i - 1].text))
        ended = has_body and (line.mark or lines[i - 1].full_stop or signed)
        return listing and ended and _is_titlecase(line.text) and not _SENTENCE.search(line.text)
    strong = _repeats(text, line, following) is not None or _has_dateline(text, following)
    plain = listing and _is_titlecase(line.text)
    if not has_body:
        # Two short lines in a row: a title without text (a photo), or a title and the start of its body.
        return line.mark or (plain and (strong or not _is_title(following, words)))
    if listing and long_behind and lines[i - 1].full_stop and line.text.count(" ") >= 2:
        return True  # a headline in the case of a sentence
    return strong or line.mark or (plain and (not _is_title(following, words) or _is_cut(lines, i + 1)))


def _is_cut(lines: list[_Line], i: int) -> bool:
    """Whether a line is the start of a body in which the page is cut: the last one, behind a headline and the end of a text."""
    if i + 1 < len(lines) or not (lines[i].gap and lines[i - 2].full_stop):
        return False
    longer = lines[i - 2].text.endswith(".") and len(lines[i].text) > len(lines[i - 1].text)
    return longer or _SENTENCE.search(lines[i].text) is not None


def _heads_like_dateline(text: str, line: _Line, following: _Line, *, bare: bool) -> bool:
    """A headline whose first words and comma only look like a dateline: "Hadapi PHPU, KPU Konsolidasi". ``bare``: it may
    stand before a text without a dateline."""
    found = find_dateline(text, line.start, line.end)
    plain = found is not None and found.rule.endswith("comma") and found.date is None
    if not plain or found is None or found.place is None or len(following.text) <= len(line.text):
        return False
    if line.mark or (following.gap and _has_dateline(text, following)):
        return True
    named = text[found.place.start : found.place.end]
    return bare and following.gap and not is_known(named) and len(following.text) > 2 * len(line.text)


def _stopped_title(text: str, line: _Line, following: _Line, words: _Words) -> bool:
    """A headline with a full stop: behind a line of the site, or with capitals throughout and before a text with a dateline;
    a long body follows."""
    if (
        not (line.short and (following.gap or line.mark))
        or words.paragraph.match(line.text)
        or line.text.count(" ") > 19
    ):
        return False
    titled = _is_titlecase(line.text, 0.5 if line.mark else 0.8)
    sure = line.mark or (line.text.endswith(".") and line.text.count(" ") > 1 and _has_dateline(text, following))
    return titled and sure and not _has_dateline(text, line) and len(following.text) > 2 * len(line.text)


def _small_title(text: str, line: _Line, following: _Line, words: _Words) -> bool:
    """A headline that begins small, or with "(Foto)" or a hashtag: only before a text with a dateline, a sure one where no
    line of the site stands before."""
    dated = find_dateline(text, following.start, following.end)
    sure = dated is not None and not dated.rule.endswith("comma") and following.gap
    if not ((line.mark or sure) and line.short) or line.full_stop:
        return False
    tagged = line.text[0] in "(#" and not line.text.endswith(")")
    if words.paragraph.match(line.text) and not (tagged and _is_titlecase(line.text)):
        return False
    return line.text.count(" ") >= 2 and dated is not None and dated.place is not None


def _has_dateline(text: str, line: _Line) -> bool:
    found = find_dateline(text, line.start, line.end)
    return found is not None and found.place is not None


# --------------------------------------------------------------- articles


def _article(page: Page, index: int, lines: list[_Line]) -> Article:
    title, body = _joined(page.text, lines)
    if len(body) > 1 and _same(body[0].text, title.text):
        body = body[1:]
    if not body:
        return Article(page, index, Span(title.start, title.end), Span(title.end, title.end))
    repeated = _repeats(page.text, title, body[0])
    start = body[0].start if repeated is None else repeated
    return Article(page, index, Span(title.start, title.end), Span(start, body[-1].end))


def _joined(text: str, lines: list[_Line]) -> tuple[_Line, list[_Line]]:
    """The title, a second line of it joined on, and the body's lines."""
    title = lines[0]
    if len(lines) < 3 or lines[1].gap or not lines[2].gap or not lines[1].short or lines[1].full_stop:
        return title, lines[1:]
    if not (lines[1].text[0].islower() or _is_titlecase(lines[1].text)) or len(lines[2].text) < len(lines[1].text):
        return title, lines[1:]
    whole = text[title.start : lines[1].end]
    if whole.count("\n") > 1:  # a line of the site stands between
        return title, lines[1:]
    return _Line(title.start, lines[1].end, whole, title.gap, title.mark, True, False), lines[2:]


def _titled(page: Page, lines: list[_Line]) -> Article:
    """The one article of a record with its own title, which the text may repeat as a line or before its first word."""
    first = lines[0]
    if _same(first.text, page.title or "") and len(lines) > 1:
        return _article(page, 0, lines)
    start = _after(page.text, page.title or "", first.start, first.end)
    if start is None:
        return Article(page, 0, Span(first.start, first.start), Span(first.start, lines[-1].end))
    end = first.start + len(page.text[first.start : start].rstrip(" \t.:;,!?–—-"))
    return Article(page, 0, Span(first.start, end), Span(start, lines[-1].end))


def _same(a: str, b: str) -> bool:
    """The same headline, a mark at its end aside."""
    return fold(a).rstrip(" .:;,-–—") == fold(b).rstrip(" .:;,-–—")


def _repeats(text: str, title: _Line, body: _Line) -> int | None:
    """Offset behind the title where the body's first line repeats it, else None."""
    return _after(text, title.text, body.start, body.end)


def _after(text: str, title: str, start: int, end: int) -> int | None:
    """Offset of what follows ``title`` at ``start``; None where it lacks or a sentence merely begins like it."""
    words = title.split()
    if len(words) < 3 and len(title) < 16:
        return None
    position = start
    for word in words:
        if text[position : position + len(word)].casefold() != word.casefold():
            return None
        position += len(word)
        while position < end and text[position].isspace():
            position += 1
    gap = _AFTER_REPEAT.match(text, position, end)
    position = gap.end() if gap else position
    if position >= end or text[position].islower():
        return None
    return position
