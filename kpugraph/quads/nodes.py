"""What entities are, as lines of the default graph: classes, labels, places, and the day pairs that queries compare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from kpugraph import ids
from kpugraph.entities.model import ArticleNode, Body, Document, Entities, Post, Tenure
from kpugraph.entities.seats import seats_of
from kpugraph.model import Region
from kpugraph.partial import bounds, is_valid
from kpugraph.quads.properties import BODY_CLASSES, LEGAL_KINDS, PUBLIC_KINDS
from kpugraph.quads.terms import boolean, date, indonesian, integer, name, plain
from kpugraph.regions import load_regions

_WIKIDATA = "http://www.wikidata.org/entity/"
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


class Nodes:
    """Writes the entities below a base."""

    def __init__(self, base: str) -> None:
        self.base = base

    def all(self, e: Entities) -> Iterator[str]:
        """The lines of every entity."""
        for article in e.articles:
            yield from self._article(article)
        for region in e.regions:
            yield from self._region(region)
        for body in e.bodies:
            yield from self._body(body)
        for unit in e.units:
            yield from self._node(unit.path, ("org:OrganizationalUnit",), unit.name)
            yield self._link(unit.path, "org:unitOf", unit.body)
        for person in e.persons:
            yield from self._node(person.path, ("schema:Person", "foaf:Person"), person.name)
            for item in person.same_as:
                yield self._line(person.path, "owl:sameAs", f"<{_WIKIDATA}{item}>")
        for post in e.posts:
            yield from self._post(post)
        for tenure in e.tenures:
            yield from self._tenure(tenure)
        for path, source in e.sources:
            yield self._link(path, "prov:wasDerivedFrom", source)
        yield from self._happenings(e)

    def _happenings(self, e: Entities) -> Iterator[str]:
        for term in e.terms:
            yield from self._node(term.path, ("kg:TermOfOffice", "time:ProperInterval"), term.label)
            for edge, year in (("start", term.start), ("end", term.end)):
                yield self._line(term.path, f"kg:{edge}", date(str(year)))
            yield from self._pair(term.path, "kg:earliest", "kg:latest", f"{term.start}-01-01", f"{term.end}-12-31")
            yield from self._sources(term.path, term.sources)
        for event in e.events:
            yield from self._node(event.path, ("schema:Event",), event.name)
            yield from self._pair(event.path, "kg:earliest", "kg:latest", event.earliest, event.latest)
            yield from self._sources(event.path, event.sources)
        for document in e.documents:
            yield from self._document(document)
        for statement in e.statements:
            yield from self._node(statement.path, ("schema:Quotation",), statement.label)
            yield self._link(statement.path, "schema:isPartOf", statement.article)
        for election in e.elections:
            yield from self._node(election.path, ("kg:Election",), election.name)

    def _article(self, node: ArticleNode) -> Iterator[str]:
        article, page = node.facts.article, node.facts.article.page
        title = article.headline or article.id
        yield from self._node(node.path, ("schema:NewsArticle", "prov:Entity"), title)
        yield self._line(node.path, "schema:headline", indonesian(title))
        yield self._line(node.path, "schema:identifier", plain(article.id))
        yield self._line(node.path, "kg:page", plain(page.id))
        yield self._line(node.path, "schema:inLanguage", plain("id"))
        words = page.text[article.title.start : article.body.end]
        yield self._line(node.path, "kg:textSha256", plain(ids.sha256(words)))
        if page.url:
            yield self._line(node.path, "schema:url", plain(page.url))
        if page.date:
            yield self._line(node.path, "schema:datePublished", _published(page.date))
        if node.publisher:
            yield self._link(node.path, "schema:publisher", node.publisher)
            site = _site(node)
            if site:
                yield self._line(node.publisher, "foaf:homepage", f"<https://{site}/>")
        yield from self._bounds(node.path, "kg:earliest", "kg:latest", node.facts.date)
        for body, item in node.links:
            yield self._line(body, "owl:sameAs", f"<{_WIKIDATA}{item}>")

    def _region(self, region: Region) -> Iterator[str]:
        path = f"region/{region.code}"
        yield from self._node(path, ("kg:Region", "dct:Location"), region.full_name)
        yield self._line(path, "skos:notation", plain(region.code))
        if region.code != region.province:
            yield self._link(path, "dct:isPartOf", f"region/{region.province}")
        if region.wikidata:
            yield self._line(path, "owl:sameAs", f"<{_WIKIDATA}{region.wikidata}>")

    def _body(self, body: Body) -> Iterator[str]:
        classes = ["org:FormalOrganization"]
        classes += ["cv:PublicOrganisation"] if body.kind in PUBLIC_KINDS else []
        classes += [BODY_CLASSES[body.kind]] if body.kind in BODY_CLASSES else []
        yield from self._node(body.path, classes, body.name)
        if body.kind:
            yield self._line(body.path, "kg:bodyKind", plain(body.kind))
        if body.level:
            yield self._line(body.path, "kg:level", plain(body.level))
        seats = seats_of(body)
        if seats:
            yield self._line(body.path, "kg:seats", integer(seats[0]))
            yield self._line(body.path, "kg:seatsAtMost", integer(seats[1]))
        if body.region:
            yield self._link(body.path, "dct:spatial", f"region/{body.region[:5]}")
        if body.kind == "commission" and body.level == "regency" and body.region:
            region = load_regions().by_code.get(body.region)
            if region is not None and region.host:
                yield self._line(body.path, "foaf:homepage", f"<https://{region.host}/>")

    def _post(self, post: Post) -> Iterator[str]:
        yield from self._node(post.path, ("org:Post",), post.label)
        yield self._link(post.path, "org:postIn", post.body)
        if post.unit:
            yield self._link(post.path, "org:postIn", post.unit)
        yield self._line(post.path, "org:role", f"<{ids.concept('role', post.role)}>")

    def _tenure(self, tenure: Tenure) -> Iterator[str]:
        yield from self._node(tenure.path, ("org:Membership",), tenure.label)
        yield self._line(tenure.path, "kg:capacity", f"<{ids.concept('capacity', tenure.capacity)}>")
        yield from self._sources(tenure.path, tenure.sources)
        if tenure.post:
            yield self._link(tenure.path, "kg:post", tenure.post)
        if tenure.first or tenure.start or tenure.end:
            yield self._link(tenure.path, "org:memberDuring", tenure.interval)
            yield from self._interval(tenure)

    def _interval(self, tenure: Tenure) -> Iterator[str]:
        path = tenure.interval
        yield from self._node(path, ("time:ProperInterval",), tenure.label)
        yield from self._bounds(path, "kg:firstEvidencedEarliest", "kg:firstEvidencedLatest", tenure.first)
        yield from self._bounds(path, "kg:lastEvidencedEarliest", "kg:lastEvidencedLatest", tenure.last)
        yield from self._bounds(path, "kg:startEarliest", "kg:startLatest", tenure.start)
        yield from self._bounds(path, "kg:endEarliest", "kg:endLatest", tenure.end)
        if tenure.start:
            yield self._line(path, "kg:startIsActual", boolean(tenure.start_is_actual))
        if tenure.end:
            yield self._line(path, "kg:endIsActual", boolean(tenure.end_is_actual))
        days = [pair for day in (tenure.start, tenure.first, tenure.last, tenure.end) if day and (pair := bounds(day))]
        if days:
            earliest, latest = min(d[0] for d in days), max(d[1] for d in days)
            yield from self._pair(path, "kg:earliest", "kg:latest", earliest, latest)

    def _document(self, document: Document) -> Iterator[str]:
        kind = "eli:LegalResource" if document.kind in LEGAL_KINDS else "foaf:Document"
        yield from self._node(document.path, (kind, "kg:Document"), document.label)
        yield from self._pair(document.path, "kg:earliest", "kg:latest", document.earliest, document.latest)
        yield from self._sources(document.path, document.sources)

    # ------------------------------------------------------------ lines

    def _node(self, path: str, classes: Iterable[str], label: str) -> Iterator[str]:
        for each in classes:
            yield self._line(path, "rdf:type", name(each))
        yield self._line(path, "rdfs:label", indonesian(label))

    def _sources(self, path: str, sources: Iterable[str]) -> Iterator[str]:
        for source in sources:
            yield self._link(path, "prov:wasDerivedFrom", source)

    def _bounds(self, path: str, low: str, high: str, value: str | None) -> Iterator[str]:
        pair = bounds(value) if value and is_valid(value) else None
        if pair:
            yield from self._pair(path, low, high, *pair)

    def _pair(self, path: str, low: str, high: str, first: str | None, last: str | None) -> Iterator[str]:
        if first:
            yield self._line(path, low, date(first))
        if last:
            yield self._line(path, high, date(last))

    def _link(self, path: str, predicate: str, target: str) -> str:
        return f"<{self.base}{path}> {name(predicate)} <{self.base}{target}> .\n"

    def _line(self, path: str, predicate: str, value: str) -> str:
        return f"<{self.base}{path}> {name(predicate)} {value} .\n"


def _site(node: ArticleNode) -> str | None:
    """The host of a page that is on its publisher's own site: known by the host, not by what the text says."""
    office = node.facts.office
    host = urlsplit(node.facts.article.page.url).hostname if office and office.rule == "office.host" else None
    return host if host and _HOST.fullmatch(host) else None


def _published(value: str) -> str:
    """The record's date: a day or coarser where it is one, the day of a point in time, else as it stands."""
    for text in (value, value[:10]):
        if is_valid(text):
            return date(text)
    return plain(value)
