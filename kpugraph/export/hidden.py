"""Things that are named after a citizen or bear a person's number: their IRIs and labels would tell what the gate takes out.

A firm that is called like a citizen of one of its articles, a body whose name holds an account number, an article whose
page was known by a headline with a citizen's name: each gets a label and an IRI that tell neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from kpugraph import ids, quads
from kpugraph.export.persons import People, folded, page_of
from kpugraph.store import Reader

_BODIES = """
SELECT DISTINCT ?thing ?label ?kind WHERE {
  { ?thing a org:FormalOrganization } UNION { ?thing a org:OrganizationalUnit }
  ?thing rdfs:label ?label . OPTIONAL { ?thing kg:bodyKind ?kind }
}
"""
_NUMBERED = """
SELECT DISTINCT ?thing ?label WHERE {
  { ?thing a kg:Document } UNION { ?thing a schema:Event } UNION { ?thing a kg:Election }
  ?thing rdfs:label ?label . FILTER(REGEX(STR(?label), "[0-9].?.?[0-9].?.?[0-9].?.?[0-9].?.?[0-9].?.?[0-9]"))
}
"""
_ARTICLES = (
    "SELECT DISTINCT ?thing ?article { VALUES ?thing { %s } ?claim rdf:subject ?thing ; prov:wasDerivedFrom ?article }"
)
_SEGMENT = re.compile(r"(?<=/)[^/>]+")
_MOST_WORDS = 6  # of a name


@dataclass(frozen=True, slots=True)
class Hidden:
    """New segments of IRIs and new labels, by the old ones; ``pages`` are new ids of pages by the slugs of the old."""

    segments: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.segments)

    def iri(self, term: str) -> str:
        """The IRI with every segment that would tell a name replaced."""
        return _SEGMENT.sub(lambda match: self.segments.get(match.group(), match.group()), term)

    def page(self, value: str) -> str:
        """The id of a page, or of an article of it ("id#1"), which may hold a name as the article's IRI does."""
        page, mark, number = value.rpartition("#")
        if mark and (known := self.pages.get(ids.page_slug(page))):
            return f"{known}#{number}"
        return self.pages.get(ids.page_slug(value), value)


def find(
    reader: Reader, people: People | None, body_kinds: Collection[str], clean: Callable[[str], str], label: str
) -> Hidden:
    """What to hide in a graph. ``clean`` masks numbers in a text; bodies of the public kinds keep their names."""
    bodies = [
        (str(row["thing"]), row["label"].value, "kind" in row and row["kind"].value in body_kinds)
        for row in reader.rows(_BODIES, prefixes=quads.PREFIXES)
    ]
    shown = [(thing, text) for thing, text, _ in bodies]
    shown += [(str(row["thing"]), row["label"].value) for row in reader.rows(_NUMBERED, prefixes=quads.PREFIXES)]
    masked = {thing: found for thing, text in shown if (found := clean(text)) != text and _tells(thing, text, found)}
    named = _named(((thing, text) for thing, text, public in bodies if not public), people, reader, label)
    renamed = {**named, **{thing: clean(named.get(thing, found)) for thing, found in masked.items()}}
    segments = {**_articles(people), **_segments(renamed, reader)}
    old = dict(shown)
    labels = {old[thing]: new for thing, new in renamed.items()}
    return Hidden(segments, labels, people.pages if people else {})


def _tells(thing: str, text: str, found: str) -> bool:
    """Whether the IRI holds digits that the mask took out of the label."""
    digits = re.sub(r"\D+", "", thing)
    return any(len(run) >= 6 and run in digits for run in (re.sub(r"\D+", "", part) for part in _taken(text, found)))


def _taken(text: str, found: str) -> Iterator[str]:
    """What masks took out of a text: what stands in it between the parts that are left."""
    at = 0
    parts = re.split(r"\[[a-z ]+\]", found)
    for before, after in pairwise(parts):
        start = text.find(before, at) + len(before)
        at = text.find(after, start) if after else len(text)
        yield text[start:at]


def _named(bodies: Iterable[tuple[str, str]], people: People | None, reader: Reader, label: str) -> dict[str, str]:
    """The new labels of bodies that are called like a citizen whom one of their articles mentions."""
    if people is None:
        return {}
    names = people.full_names()
    suspects = {
        thing: (text, {article for _, article in told})
        for thing, text in bodies
        if (told := {bearer for part in _parts(text) for bearer in names.get(part, ())})
    }
    found = {}
    for thing, places in _places(suspects, reader).items():
        text, articles = suspects[thing]
        whose = people.whose("", places & articles, lambda text=text: folded(text))  # type: ignore[misc]
        if whose is not None:
            found[thing] = people.pattern(whose).sub(
                lambda match: match.group() if match.lastgroup == "named" else f"[{label}]", text
            )
    return {thing: text for thing, text in found.items() if text != suspects[thing][0]}


def _parts(text: str) -> Iterator[str]:
    """Every run of two words or more, in lower case."""
    words = text.casefold().split()
    for start in range(len(words)):
        for end in range(start + 2, min(len(words), start + _MOST_WORDS) + 1):
            yield " ".join(words[start:end])


def _places(things: Iterable[str], reader: Reader) -> dict[str, frozenset[str]]:
    """The articles of each thing."""
    found: dict[str, set[str]] = defaultdict(set)
    every = sorted(things)
    for at in range(0, len(every), 500):
        for row in reader.rows(_ARTICLES % " ".join(every[at : at + 500]), prefixes=quads.PREFIXES):
            found[str(row["thing"])].add(str(row["article"]))
    return {thing: frozenset(places) for thing, places in found.items()}


def _segments(renamed: Mapping[str, str], reader: Reader) -> dict[str, str]:
    """A new last segment for each thing: its new label and a number among those of its first article."""
    places = _places(renamed, reader)
    alike: dict[str, list[str]] = defaultdict(list)
    for thing, text in renamed.items():
        article = min(places.get(thing, ()), default="").rpartition("/")[2].removesuffix(">")
        alike[ids.slug(f"{text} {ids.digest(article, size=4)}")].append(thing)
    return {
        thing.rpartition("/")[2].removesuffix(">"): ids.page_slug(f"{slug}-{number}")
        for slug, things in alike.items()
        for number, thing in enumerate(sorted(things, key=ids.digest), 1)
    }


def _articles(people: People | None) -> dict[str, str]:
    """New segments of the articles of pages that have new slugs."""
    if people is None or not people.pages:
        return {}
    return {
        f"{page}-{number}": f"{people.pages[page]}-{number}"
        for page, number in map(page_of, people.articles())
        if page in people.pages
    }
