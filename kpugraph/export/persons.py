"""Who in a graph is an official or a candidate, who is a citizen, and by what names texts know them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from kpugraph import ids, quads
from kpugraph.store import Reader

_POSTS = """
SELECT ?person ?role ?kind WHERE {
  ?membership a org:Membership ; org:member ?person .
  OPTIONAL { ?membership org:role ?role }
  OPTIONAL { ?membership org:organization/kg:bodyKind ?kind }
}
"""
_HELD = """
SELECT ?person ?membership ?interval { VALUES ?person { %s }
  ?membership org:member ?person ; a org:Membership . OPTIONAL { ?membership org:memberDuring ?interval }
}
"""
_PERSONS = "SELECT ?person ?article { ?person a schema:Person . OPTIONAL { ?person kg:mentionedIn ?article } }"
_FORMS = "SELECT ?person ?form { VALUES ?person { %s } ?person rdfs:label|foaf:name|schema:name|skos:altLabel ?form }"
_MENTIONED = "SELECT ?person ?article { VALUES ?article { %s } ?person kg:mentionedIn ?article ; a schema:Person }"
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_PART = 3  # letters of a name's part that is looked for by itself


class Whose(NamedTuple):
    """Citizens who may be named somewhere: one by their own tenure, those of some articles."""

    owner: str
    places: tuple[str, ...]

    @property
    def first(self) -> str:
        """One of the things, the same for most texts of the same people."""
        return self.places[0] if self.places else self.owner


class People:
    """The citizens of a graph: their new IRIs, and the patterns that find their names in the texts of an article.

    All terms are in N-Quads syntax ("<https://…>").
    """

    def __init__(self, reader: Reader, rules: Mapping[str, tuple[str, ...]], base: str) -> None:
        articles = _mentions(reader, _officials(reader, rules))
        self.citizens = frozenset(articles)
        self._of_article = _turned(articles)
        self._forms = _names(reader, self.citizens)
        self._named = dict(_beside(reader, self.citizens, self._of_article))
        self.pages = dict(_pages(self._of_article, self._forms))
        self.renamed = dict(_renamed(articles, base, self.pages))
        self._of_node: dict[str, str] = {}  # a citizen's membership or interval: whose it is
        for row in _batched(reader, _HELD, self.citizens):
            for node in (str(row[key]) for key in ("membership", "interval") if key in row):
                person = self._of_node[node] = str(row["person"])
                self.renamed[node] = _moved(node, person, self.renamed[person], base)
        self._hints = {person: _hints(forms) for person, forms in self._forms.items()}

    def whose(self, subject: str, articles: Iterable[str], text: Callable[[], str]) -> Whose | None:
        """Whose names may stand in a text about the subject, if any: the citizens of its articles, or whose tenure it is.

        The text is folded as ``folded`` does it, and asked for only where there are such people.
        """
        places = tuple(sorted(article for article in articles if article in self._of_article))
        owner = self._of_node.get(subject, "")
        if not owner and not places:
            return None
        whose, words = Whose(owner, places), text()
        known = any(hint in words for person in self._persons(whose) for hint in self._hints[person])
        return whose if known else None

    def full_names(self) -> dict[str, set[tuple[str, str]]]:
        """The names of two words or more in lower case, each with the citizens who bear it and the articles about them."""
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for article, persons in self._of_article.items():
            for person in persons:
                for form in self._forms.get(person, ()):
                    if " " in form:
                        found[" ".join(form.casefold().split())].add((person, article))
        return found

    def articles(self) -> Iterator[str]:
        """Every article that mentions a citizen, in order."""
        yield from sorted(self._of_article)

    def _persons(self, whose: Whose) -> set[str]:
        persons = {person for place in whose.places for person in self._of_article[place]}
        return persons | {whose.owner} if whose.owner else persons

    def pattern(self, whose: Whose) -> re.Pattern[str]:
        """What finds the names of these citizens."""
        persons, places = self._persons(whose), whose.places
        forms = {form for person in persons for form in self._forms.get(person, ())}
        named = {form for place in places for form in self._named.get(place, ())} - forms
        shown = {part for form in named for part in _WORD.findall(form)}
        parts = {part for form in forms for part in _parts(form) if part not in shown}
        choices = [f"(?P<named>{_any(named)})"] if named else []
        choices += [f"(?i:{_any(forms)})"] if forms else []
        choices += [_any(parts | {part.upper() for part in parts})] if parts else []
        return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})(?!\w)" if choices else r"(?!)")


def _officials(reader: Reader, rules: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Who is named."""
    kinds, roles, others = frozenset(rules["body_kinds"]), rules["roles"], rules["not_roles"]
    found: set[str] = set()
    for row in reader.rows(_POSTS, prefixes=quads.PREFIXES):
        role = row["role"].value.rsplit("/", 1)[-1] if "role" in row else ""
        kind = row["kind"].value if "kind" in row else ""
        if any(fnmatchcase(role, pattern) for pattern in others):
            continue
        if kind in kinds or any(fnmatchcase(role, pattern) for pattern in roles):
            found.add(str(row["person"]))
    return found


def _mentions(reader: Reader, officials: Container[str]) -> dict[str, list[str]]:
    """Everyone else with the articles that mention them."""
    found: dict[str, list[str]] = {}
    for row in reader.rows(_PERSONS, prefixes=quads.PREFIXES):
        person = str(row["person"])
        if person not in officials:
            found.setdefault(person, []).extend([str(row["article"])] if "article" in row else [])
    return found


def _turned(articles: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The persons of each article."""
    found: dict[str, list[str]] = defaultdict(list)
    for person, places in articles.items():
        for place in dict.fromkeys(places):
            found[place].append(person)
    return {place: tuple(persons) for place, persons in found.items()}


def page_of(article: str) -> tuple[str, str]:
    """The slug of an article's page and the article's number there, from its IRI."""
    page, _, number = article.rpartition("/")[2].removesuffix(">").rpartition("-")
    return page, number


def _pages(of_article: Mapping[str, Iterable[str]], forms: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """A new slug for every page whose own holds the full name of a citizen that one of its articles mentions."""
    for article, persons in of_article.items():
        page, _ = page_of(article)
        slugs = {ids.slug(form) for person in persons for form in forms.get(person, ())}
        if any("-" in slug and f"-{slug}-" in f"-{page}-" for slug in slugs):
            yield page, f"artikel-{ids.digest(page, size=6)}"


def _renamed(articles: Mapping[str, list[str]], base: str, pages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A new IRI for each citizen: the first article that mentions them and a number there that tells nothing."""
    by_article: dict[str, list[str]] = defaultdict(list)
    for person, places in articles.items():
        by_article[min(places, default="")].append(person)
    for article, persons in by_article.items():
        page, place = page_of(article)
        slug = f"{pages.get(page, page)}-{place}" if article else ""
        for number, person in enumerate(sorted(persons, key=lambda p: ids.digest(article, p)), 1):
            yield person, f"<{base}person/{ids.page_slug(ids.slug(f'warga {slug} {number}'))}>"


def _moved(node: str, person: str, citizen: str, base: str) -> str:
    """The IRI of a citizen's membership or interval with the new slug in place of the name."""
    old, new = (iri.removeprefix(f"<{base}person/").removesuffix(">") for iri in (person, citizen))
    if f"/{old}/" in node:
        return node.replace(f"/{old}/", f"/{new}/")
    kind = node.removeprefix(f"<{base}").partition("/")[0]
    return f"<{base}{kind}/{new}/{ids.digest(node)}>"


def _names(reader: Reader, persons: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The names of each person; tuples, for they take a third of the room of sets."""
    found: dict[str, dict[str, None]] = {person: {} for person in persons}
    for row in _batched(reader, _FORMS, found):
        found[str(row["person"])][row["form"].value] = None
    return {person: tuple(names) for person, names in found.items()}


def _beside(reader: Reader, citizens: Container[str], articles: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """By article the names of the officials whom it mentions beside citizens; asked some articles at a time."""
    same: dict[str, str] = {}  # a name is kept once
    for some in _several(articles):
        mentioned: dict[str, list[str]] = defaultdict(list)
        for row in _batched(reader, _MENTIONED, some):
            if str(row["person"]) not in citizens:
                mentioned[str(row["article"])].append(str(row["person"]))
        names = _names(reader, {person for persons in mentioned.values() for person in persons})
        for place, persons in mentioned.items():
            yield place, tuple({same.setdefault(form, form): None for person in persons for form in names[person]})


def _batched(reader: Reader, sparql: str, terms: Iterable[str]) -> Iterator[dict[str, Any]]:
    for some in _several(terms):
        yield from reader.rows(sparql % " ".join(some), prefixes=quads.PREFIXES)


def _several(terms: Iterable[str]) -> Iterator[list[str]]:
    every = sorted(terms)
    for at in range(0, len(every), 500):
        yield every[at : at + 500]


def folded(text: str) -> str:
    """The text with letters alike that a pattern takes for the same whatever their case."""
    if text.isascii():
        return text.lower()
    return text.replace("İ", "i").replace("ı", "i").casefold()  # patterns take these for "i", folding does not


def _hints(forms: Iterable[str]) -> tuple[str, ...]:
    """Words, folded, of which every text that holds one of the forms or a part of one holds one."""
    first = {words[0] for form in forms if (words := form.split())}
    return tuple({folded(word): None for word in first.union(*map(_parts, forms))})


def _parts(form: str) -> list[str]:
    words = _WORD.findall(form)
    return [word for word in words if len(word) >= _PART] if len(words) > 1 else []


def _any(forms: Iterable[str]) -> str:
    """A pattern of any of the forms, longer ones first, with any white space between their words."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(r"\s+".join(map(re.escape, form.split())) for form in ordered)
