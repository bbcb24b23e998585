"""Mentions: what stands where in an article, before anything is concluded from it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from urllib.parse import urlsplit

from kpugraph.language import Language, squash
from kpugraph.mentions.aliases import Known, Registry, is_blend, is_part
from kpugraph.mentions.bodies import BodyReader
from kpugraph.mentions.dates import find_dates
from kpugraph.mentions.documents import find_documents
from kpugraph.mentions.elections import find_elections
from kpugraph.mentions.items import Item, scan
from kpugraph.mentions.lettering import settle
from kpugraph.mentions.links import links
from kpugraph.mentions.names import Candidate
from kpugraph.mentions.office import office_of_article, office_of_url
from kpugraph.mentions.people import Found, PeopleFinder
from kpugraph.mentions.press import GUESSED, office_in
from kpugraph.mentions.quotes import find_quotes
from kpugraph.mentions.roles import RoleReader
from kpugraph.mentions.stages import find_stages
from kpugraph.mentions.tagger import load_tagger
from kpugraph.mentions.units import give_numbers
from kpugraph.mentions.words import words_of
from kpugraph.mentions.wrapping import unwrap
from kpugraph.model import (
    Article,
    BodyMention,
    Dateline,
    DocumentMention,
    Mentions,
    Office,
    Page,
    PersonMention,
    RolePhrase,
    Span,
)  # fmt: skip
from kpugraph.name_words import evidence_words, name_words
from kpugraph.outline import Outline
from kpugraph.sayings import Sayings, load_sayings
from kpugraph.text import first_word, fold, sentences, tokenize, tokens_of

_start = attrgetter("start")
_WIVES = {"ny", "nyonya"}
_BESIDE_NAME = {",", "(", '"', "“"}  # marks between a name and what its bearer is called
_LOWER = re.compile(r"[a-z](?<![\w-].)[a-z']{2,}")


@dataclass
class _Draft:
    article: Article
    office: Office | None
    dateline: Dateline | None
    items: list[Item]
    sentences: tuple[Span, ...]
    documents: tuple[DocumentMention, ...]
    found: Sequence[Found]


def find(
    page: Page, articles: Sequence[Article], datelines: Sequence[Dateline | None], language: Language
) -> list[Mentions]:
    """The mentions of a page's articles. A page is read as a whole, since a name may be full in one article only."""
    local = frozenset(_LOWER.findall(page.text))
    sayings = load_sayings(language.extra)
    home = office_of_url(page.url, language)
    drafts = [
        _draft(article, office_of_article(home, line, article, language), line, language, sayings, local, home is None)
        for article, line in zip(articles, datelines, strict=True)
    ]
    give_numbers(page.text, (item for draft in drafts for item in draft.items))
    people = _link(drafts)
    return [_finish(draft, people[index], language) for index, draft in enumerate(drafts)]


def _draft(
    article: Article, office: Office | None, line: Dateline | None, language: Language, sayings: Sayings,
    local: frozenset[str], press: bool,
) -> _Draft:  # fmt: skip
    text = article.page.text
    tokens = unwrap(tokenize(text, article.body.start, article.body.end))
    words = words_of(text, article.title.start, article.body.end)  # those that the other finders look at
    documents = tuple(find_documents(text, article.body.start, article.body.end, language.extra, words))
    aside = links(article, press=press)
    raw = _mask(settle(scan(tokens, text, language), language), documents, line, aside)
    if office is None:
        headline = tokens_of(text, article.title.start, article.title.end)
        office = office_in([*scan(headline, text, language), *raw], language)
    items = _read(raw, text, office, language)
    site = squash((urlsplit(article.page.url).hostname or "").removeprefix("www."))
    area = (office.region or "") if office is not None else ""
    found = PeopleFinder(language, sayings, text, local, items, load_tagger(language), site, area).find()
    spans = tuple(sentences(tokens, language.abbreviations))
    return _Draft(article, office, line, items, spans, documents, found)


def _read(raw: Sequence[Item], text: str, office: Office | None, language: Language) -> list[Item]:
    bodies = BodyReader(language, office)
    return RoleReader(language, office, bodies, text).read(bodies.read(raw))


def _mask(
    items: Sequence[Item], documents: Sequence[DocumentMention], line: Dateline | None, links: Sequence[Span]
) -> list[Item]:
    """The items with each document number as one number, without the dateline and the links to other news: none of
    them holds names of the article's own."""
    out: list[Item] = []
    if links:
        items = [item for item in items if not any(link.start <= item.start < link.end for link in links)]
    if line is None and not documents:
        return list(items)
    if line is not None:
        first, last = (bisect_left(items, at, key=_start) for at in (line.start, line.end))
        items = [*items[:first], *items[last:]]
    at = 0  # behind the number before
    for document in documents:
        first, last = (
            bisect_left(items, edge, at, key=_start) for edge in (document.number_start, document.number_end)
        )
        out += items[at:first]
        for item in items[first:last]:
            if item is items[first] and (not out or out[-1].end <= document.number_start):
                out.append(Item("num", item.first, item.last, item.start, item.end, item.text))
            out[-1].end, out[-1].last = max(out[-1].end, item.end), item.last
        at = last
    return [*out, *items[at:]]


# ---------------------------------------------------------------- people across the page


def _link(drafts: Sequence[_Draft]) -> list[list[tuple[Found, Known, str]]]:
    """Per article, each accepted form with its person: full names first, then what is short for one of them."""
    registry = Registry()
    linked: list[dict[int, tuple[Found, Known, str]]] = [{} for _ in drafts]
    for index, draft in enumerate(drafts):
        for found in draft.found:
            c = found.candidate
            called = c.size in {2, 3} and _called(draft, found, linked[index]) is not None
            called = called or (
                c.size == 2 and _pet_cue(draft.items, c)
            )  # "Gung Raka, demikian ia disapa": whose, is seen later
            called = called or c.words[0] in name_words().thrones  # "Raja Matdoan" may be Matdoan Renuat
            if found.rule and c.size > 1 and not called and not _short_of(registry, c, index):
                at = draft.items[c.first].start
                known = registry.enter(c.form, c.words, index, at)
                known.wife = known.wife or fold(draft.items[c.titled].text).rstrip(".") in _WIVES
                linked[index][at] = (found, known, found.rule)
    for index, draft in enumerate(drafts):
        for found in draft.found:
            at = draft.items[found.candidate.first].start
            if (
                at not in linked[index]
                and (entry := _short(registry, found, index, at, draft, linked[index])) is not None
            ):
                linked[index][at] = entry
    return [[row[at] for at in sorted(row)] for row in linked]


def _short_of(registry: Registry, c: Candidate, index: int) -> bool:
    return any(index in known.articles and is_part(c.words, known.words) for known in registry.people)


def _short(
    registry: Registry, found: Found, index: int, at: int, draft: _Draft, linked: Mapping[int, tuple[Found, Known, str]]
) -> tuple[Found, Known, str] | None:
    c = found.candidate
    pet = c.honorific == "honorific" or _pet_cue(draft.items, c)
    own_post = found.rule in {"role", "role-after", "title", "degree"}
    owner = _called(draft, found, linked) if c.size < 4 else None
    if owner is not None:
        registry.call(owner, c.form, c.words)
    match = registry.short_form(c.words, index, at, pet=pet, own_post=own_post, rank=c.honorific == "rank")
    if match is None and c.size > 1 and c.words[0] in name_words().thrones:
        match = registry.short_form(c.words[1:], index, at, pet=False, own_post=True)
    if match is not None:
        known, how = match
        if how == "page" and not found.rule and not found.plain:
            return None
        known.articles.add(index)
        known.last = max(known.last, at)
        known.spots.append(at)
        return found, known, f"alias.{how}"
    if not found.rule:
        return None
    return found, registry.enter(c.form, c.words, index, at), found.rule


@lru_cache(maxsize=1)
def _between() -> frozenset[str]:
    """What may stand between a name and what its bearer is called."""
    words = evidence_words()
    return words.familiar | words.called | _BESIDE_NAME


def _called(draft: _Draft, found: Found, linked: Mapping[int, tuple[Found, Known, str]]) -> Known | None:
    """Who is said to be called so: the name right before "yang akrab disapa X", "atau biasa dipanggil X"."""
    familiar, between = evidence_words().familiar, _between()
    k = found.candidate.titled - 1
    seen = False
    before, after = draft.items[k] if k >= 0 else None, found.candidate.after
    if before is not None and before.text == "(" and after < len(draft.items) and draft.items[after].text == ")":
        owner = next((known for other, known, _ in linked.values() if other.candidate.after == k), None)
        whole = found.rule in {"", "given", "list"} and found.candidate.size > 2  # "Santoso Witoyo (Tan Hok Sen)"
        return owner if owner is not None and (whole or is_blend(found.candidate.words, owner.words)) else None
    while k >= 0 and (word := fold(draft.items[k].text)) in between:
        seen = seen or word in familiar
        k -= 1
    if not seen:
        return _holder_called(draft.items, after, linked)
    return next((known for other, known, _ in linked.values() if other.candidate.after == k + 1), None)


def _holder_called(items: Sequence[Item], k: int, linked: Mapping[int, tuple[Found, Known, str]]) -> Known | None:
    """The one holder of the post by which a form is explained: "Makri, sapaan akrab Ketua KPU X"."""
    seen, familiar = False, evidence_words().familiar
    while k < len(items) and ((word := fold(items[k].text)) == "," or word in familiar):
        seen = seen or word != ","
        k += 1
    post = items[k].value if seen and k < len(items) else None
    if not isinstance(post, RolePhrase):
        return None
    holders = []
    for other, known, _ in linked.values():
        at = other.candidate.titled - 1
        at -= at > 0 and items[at].text == ","
        value = items[at].value if at >= 0 else None
        if isinstance(value, RolePhrase) and (value.role, value.division) == (post.role, post.division):
            holders.append((known, getattr(value.body, "name", None) == getattr(post.body, "name", None)))
    same = {id(known): known for known, fits in holders if fits}
    return next(iter(same.values())) if len(same) == 1 else None


def _pet_cue(items: Sequence[Item], c: Candidate) -> bool:
    """Whether words beside a form say that it is a familiar one ("yang akrab disapa Rusdi")."""
    near = [*items[max(0, c.titled - 3) : c.titled], *items[c.after : c.after + 6]]
    return not evidence_words().familiar.isdisjoint([fold(item.text) for item in near])


def _finish(draft: _Draft, people: Sequence[tuple[Found, Known, str]], language: Language) -> Mentions:
    article, text = draft.article, draft.article.page.text
    start, end = article.title.start, article.body.end
    mentions = tuple(_person(draft, found, known, rule) for found, known, rule in people)
    headline = _headline(article, draft.office, language)
    items = _with_people(draft.items, mentions, {draft.items[f.candidate.first].start: f for f, _, _ in people})
    return Mentions(
        article=article,
        office=None if draft.office is not None and draft.office.rule == GUESSED else draft.office,
        dateline=draft.dateline,
        items=tuple(items),
        headline=tuple(headline),
        sentences=draft.sentences,
        bodies=_bodies(draft, headline),
        people=mentions,
        dates=tuple(find_dates(text, start, end, language.extra)),
        documents=draft.documents,
        elections=tuple(find_elections(text, start, end, language.extra)),
        stages=tuple(find_stages(text, start, end, language.extra)),
        outline=_outline(items),
        quotes=tuple(find_quotes(text, _said_from(draft), end, load_sayings(language.extra))),
    )


def _outline(items: Sequence[Item]) -> Outline:
    words = [first_word(item.text) for item in items]
    return Outline(words, frozenset(words), [i for i, item in enumerate(items) if item.value is not None])


def _said_from(draft: _Draft) -> int:
    """Where words may be quoted from: no dateline is a part of what somebody says."""
    body, line = draft.article.body, draft.dateline
    return line.end if line is not None and body.start <= line.start < body.end else body.start


def _headline(article: Article, office: Office | None, language: Language) -> list[Item]:
    """The headline read as items; none where the article has no headline of its own."""
    text = article.page.text
    tokens = tokens_of(text, article.title.start, article.title.end)
    return _read(scan(tokens, text, language), text, office, language)


def _bodies(draft: _Draft, headline: Sequence[Item]) -> tuple[BodyMention, ...]:
    """The bodies of the body text and, where they are commissions, of the headline."""
    found: list[BodyMention] = []
    for item in headline:
        body = item.value if isinstance(item.value, BodyMention) else getattr(item.value, "body", None)
        if isinstance(body, BodyMention) and body.rule in {"bodies.region", "bodies.national"}:
            found.append(replace(body, rule=body.rule + ".headline"))
    for item in draft.items:
        if item.value is None:
            continue
        body = item.value if item.kind == "body" else getattr(item.value, "body", None)
        if isinstance(body, BodyMention):
            found.append(body)
    return tuple(found)


def _person(draft: _Draft, found: Found, known: Known, rule: str) -> PersonMention:
    c = found.candidate
    first, last = draft.items[c.first], draft.items[c.last - 1]
    confidence = found.confidence or 0.85
    steps = (f"{c.form} -> {known.name}",) if known.name != c.form else ()
    return PersonMention(first.start, last.end, c.form, known.name, f"people.{rule}", confidence, steps)


def _with_people(items: Sequence[Item], mentions: Sequence[PersonMention], found: Mapping[int, Found]) -> list[Item]:
    """The items with every person, titles and degrees included, as one item of kind ``person``."""
    out: list[Item] = []
    i = 0
    spans = {found[m.start].candidate.titled: (found[m.start].candidate, m) for m in mentions}
    for start in sorted(spans):
        if start < i:
            continue
        c, mention = spans[start]
        first, last = items[start], items[c.after - 1]
        out += items[i:start]
        out.append(Item("person", first.first, last.last, first.start, last.end, mention.form, (), mention))
        i = c.after
    return [*out, *items[i:]]
