"""Runs every ``tests/examples/*.toml``: texts that must give a value beside texts that must not.

A file names its ``finder``; a new family of rules needs a file there and a line in ``FINDERS``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kpugraph import articles, assets, language
from kpugraph.datelines import find_dateline
from kpugraph.entities.naming import alike
from kpugraph.errors import SourceError
from kpugraph.export import privacy
from kpugraph.export.lines import Line
from kpugraph.facts.terms import read_terms
from kpugraph.mentions.bodies import BodyReader
from kpugraph.mentions.dates import find_dates
from kpugraph.mentions.documents import find_documents
from kpugraph.mentions.elections import find_elections
from kpugraph.mentions.items import scan
from kpugraph.mentions.office import office_of_url
from kpugraph.mentions.quotes import find_quotes
from kpugraph.mentions.stages import find_stages
from kpugraph.model import ArticleFacts, BodyMention, Office, Page
from kpugraph.pipeline import extract
from kpugraph.sources.html import read_html
from kpugraph.text import tokenize


def _dates(text: str) -> list[str]:
    return [d.value + (f"/{d.end_value}" if d.end_value else "") for d in find_dates(text, 0, len(text)) if d.value]


def _documents(text: str) -> list[str]:
    return [f"{d.kind} {d.number}" for d in find_documents(text, 0, len(text))]


def _elections(text: str) -> list[str]:
    return [e.name for e in find_elections(text, 0, len(text))]


def _terms(text: str) -> list[str]:
    """The body is the stretch in square brackets, which stands for what the readers of bodies find."""
    start, end = text.find("["), text.find("]")
    bodies = [BodyMention(start, end + 1, text[start + 1 : end], rule="bodies.region")] if end > start >= 0 else []
    return [f"{t.holder} {t.start}-{t.end}" for t in read_terms(text, 0, len(text), bodies)]


def _datelines(text: str) -> list[str]:
    found = find_dateline(text, 0, len(text))
    return [text[found.place.start : found.place.end]] if found and found.place else []


def _bodies(text: str) -> list[str]:
    """The bodies of a text on the site of KPU Kabupaten Pati."""
    words = language.load()
    items = BodyReader(words, Office("KPU Kabupaten Pati", "33.18")).read(scan(tokenize(text), text, words))
    bodies = [item.value for item in items if isinstance(item.value, BodyMention)]
    return [body.name for body in bodies if body.specific]


def _article(text: str) -> ArticleFacts:
    """What the site of KPU Kabupaten Pati says with this text below a headline that names nothing."""
    (facts,) = extract([Page("x", "https://kab-pati.kpu.go.id/", f"Kabar dari Pati\n\n{text}")])
    return facts


def _events(text: str) -> list[str]:
    """Kind, first and last day, "planned" where it lies ahead, and what it is a part of."""
    return [
        " ".join(
            part
            for part in (
                e.kind,
                e.date,
                e.end,
                "planned" if e.status == "planned" else "",
                f"< {e.within}" if e.within else "",
            )
            if part
        )
        for e in _article(text).events
        if e.status != "postponed"
    ]


def _parties(text: str) -> list[str]:
    """Where it is, who holds it, who leads it and who is there, activity after activity."""
    found: list[str] = []
    for e in _article(text).events:
        told = (
            ("at", e.place),
            ("by", e.organizer),
            ("led by", e.leader),
            *(("with", name) for name in e.participants),
        )
        found += [f"{word} {name}" for word, name in told if name]
    return found


def _statements(text: str) -> list[str]:
    """Who says it, and its first three words."""
    return [f"{s.speaker}: {' '.join(s.quote.split()[:3])}" for s in _article(text).statements]


def _stages(text: str) -> list[str]:
    return [s.stage for s in find_stages(text, 0, len(text))]


def _quotes(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotes(text, 0, len(text))]


def _people(text: str) -> list[str]:
    """Names in text order, each with the other forms of the person behind "="."""
    return [p.name + (f" = {', '.join(p.aliases)}" if p.aliases else "") for p in _article(text).persons]


def _posts(text: str) -> list[str]:
    """Posts as "person: role, body [division] (status)"."""
    return [
        f"{p.person}: {p.role}"
        + (f", {p.body}" if p.body else "")
        + (f" [{p.division}]" if p.division else "")
        + (f" ({p.status})" if p.status != "current" else "")
        for p in _article(text).posts
    ]


def _changes(text: str) -> list[str]:
    """Posts that the text says to begin or end, on a page of KPU Kabupaten Kudus."""
    page = Page(
        "p",
        "https://kab-kudus.kpu.go.id/blog/read/1",
        f"Berita\n\nKudus – Acara ini diikuti banyak orang. {text} Acara berjalan lancar.",
    )
    posts = [post for facts in extract([page]) for post in facts.posts]
    return [f"{p.person}, {p.role}, {p.start or ''}, {p.end or ''}" for p in posts if p.start or p.end]


def _articles(text: str) -> list[str]:
    """Headlines and lengths of the bodies in words, on a listing of KPU Kabupaten Pati; a page of one article begins
    with "#"."""
    url = (
        "https://kab-pati.kpu.go.id/blog/read/1"
        if text.startswith("#")
        else "https://kab-pati.kpu.go.id/blog/category/1"
    )
    parts = articles.split(Page("x", url, text.removeprefix("#")))
    return [f"{part.headline} ({len(part.quote(part.body).split())})" for part in parts]


def _dating(text: str) -> list[str]:
    """The day of what an article reports."""
    day = _article(text).date
    return [day] if day else []


def _html(text: str) -> list[str]:
    """The date and the paragraphs of a web page; none where it holds no article."""
    try:
        page = read_html(f"<html><body>{text}</body></html>".encode(), "x.html")
    except SourceError:
        return []
    return [*([page.date] if page.date else []), *page.text.split("\n\n")]


def _offices(text: str) -> list[str]:
    """The office on whose site an address is."""
    office = office_of_url(text, language.load())
    return [office.body] if office else []


def _identity(text: str) -> list[str]:
    """Of two names with "|" between, how they are alike."""
    a, b = text.split(" | ")
    return ["alike"] if alike(a, b) is not None else []


def _privacy(text: str) -> list[str]:
    """A text as an export has it, where it has it otherwise."""
    line = Line("<s>", "<https://schema.org/text>", f'"{text}"')
    (out,) = privacy.Gate(privacy.rules(), None).block([line])
    return [out.object.strip('"')] if out.object != line.object else []


FINDERS: dict[str, Callable[[str], list[str]]] = {
    "people": _people, "posts": _posts,
    "datelines": _datelines, "quotes": _quotes, "bodies": _bodies, "events": _events, "parties": _parties,
    "statements": _statements,
    "stages": _stages,
    "changes": _changes,
    "articles": _articles, "dating": _dating, "html": _html, "offices": _offices, "identity": _identity,
    "privacy": _privacy,
    "dates": _dates, "documents": _documents, "elections": _elections, "terms": _terms,
}  # fmt: skip


def _cases() -> Iterator[object]:
    for path in sorted((Path(__file__).parent / "examples").glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        for number, case in enumerate(data["case"], 1):
            yield pytest.param(data["finder"], case["text"], case["want"], id=f"{path.stem}-{number}")


@pytest.mark.parametrize(("finder", "text", "want"), list(_cases()))
def test_a_rule_gives_what_the_example_says_and_nothing_else(finder: str, text: str, want: list[str]) -> None:
    """Each example text gives exactly the values written beside it, none where the list is empty."""
    assert FINDERS[finder](text) == want


def test_every_finder_has_texts_that_give_and_texts_that_do_not() -> None:
    """A family of rules is shown by examples of both sorts."""
    seen: dict[str, set[bool]] = {}
    for case in _cases():
        finder, _, want = case.values  # type: ignore[attr-defined]
        seen.setdefault(finder, set()).add(bool(want))
    assert seen == {name: {True, False} for name in FINDERS}


def test_every_rule_file_has_examples() -> None:
    """No file of rules stands without texts that show what it does."""
    examples = {path.stem for path in (Path(__file__).parent / "examples").glob("*.toml")}
    assert {path.stem for path in assets.path("data", "rules").glob("*.toml")} <= examples
