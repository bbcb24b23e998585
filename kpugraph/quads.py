"""Entities as RDF: the one place that knows both. N-Quads lines of formatted text, no blank nodes.

Core facts stand in the default graph; claims, the sentences behind them, in the graph ``<BASE>graph/evidence``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kpugraph import ids
from kpugraph.entities.model import ArticleNode, Body, Claim, Entities, Tenure
from kpugraph.errors import EvidenceError
from kpugraph.model import ArticleFacts, Region
from kpugraph.partial import bounds, datatype

PREFIXES = {
    "kg": ids.ONTOLOGY,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "cv": "http://data.europa.eu/m8g/",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "time": "http://www.w3.org/2006/time#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "sh": "http://www.w3.org/ns/shacl#",
}

EVIDENCE_GRAPH = "graph/evidence"

# Property of a claim: its predicate, and what its value is: path, text (Indonesian), code (plain), date, concept scheme.
PROPERTIES: dict[str, tuple[str, str]] = {
    "label": ("skos:prefLabel", "text"),
    "parent": ("org:subOrganizationOf", "path"),
    "name": ("schema:name", "code"),
    "alias": ("skos:altLabel", "code"),
    "mentioned": ("kg:mentionedIn", "path"),
    "member": ("org:member", "path"),
    "organization": ("org:organization", "path"),
    "role": ("org:role", "concept:role"),
    "capacity": ("kg:capacity", "concept:capacity"),
    "division": ("kg:division", "path"),
    "term": ("kg:term", "path"),
    "first_evidenced": ("kg:firstEvidenced", "date"),
    "last_evidenced": ("kg:lastEvidenced", "date"),
    "start": ("kg:start", "date"),
    "end": ("kg:end", "date"),
    "of_body": ("kg:ofBody", "path"),
    "event_name": ("schema:name", "text"),
    "event_kind": ("kg:eventKind", "concept:event-kind"),
    "realisation": ("kg:realisation", "concept:realisation"),
    "event_start": ("schema:startDate", "date"),
    "event_end": ("schema:endDate", "date"),
    "event_place": ("schema:location", "text"),
    "organizer": ("schema:organizer", "path"),
    "leader": ("kg:leader", "path"),
    "participant": ("schema:attendee", "path"),
    "within": ("schema:superEvent", "path"),
    "basis": ("kg:basedOn", "path"),
    "number": ("dct:identifier", "code"),
    "document_kind": ("kg:documentKind", "concept:document-kind"),
    "issued": ("dct:issued", "date"),
    "issuer": ("dct:publisher", "path"),
    "issuer_text": ("kg:issuerText", "text"),
    "subject": ("dct:subject", "text"),
    "text": ("schema:text", "text"),
    "speaker": ("schema:spokenByCharacter", "path"),
    "about": ("schema:about", "path"),
    "article_date": ("kg:reportedDate", "date"),
    "article_place": ("kg:datelinePlace", "text"),
}

# Classes of bodies by kind; every body is a org:FormalOrganization and, where public, a cv:PublicOrganisation besides.
BODY_CLASSES = {
    "commission": "kg:ElectionCommission",
    "supervisor": "kg:ElectionSupervisor",
    "ethics": "kg:EthicsCouncil",
    "adhoc": "kg:AdHocElectionBody",
    "government": "kg:TerritorialGovernment",
    "party": "kg:PoliticalParty",
}
_PUBLIC = {
    *("commission", "supervisor", "ethics", "adhoc", "government", "parliament", "police", "army", "prosecution"),
    *("court", "ministry", "agency", "prison"),
}
_REALISATIONS = {"held": "held", "planned": "announced"}
_LEGAL = {"Keputusan", "Peraturan", "Undang-Undang", "Putusan", "Perppu", "Instruksi", "Peraturan Pemerintah"}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"})


def lines(entities: Entities, base: str = ids.BASE) -> Iterator[str]:
    """Every quad of the entities as an N-Quads line with its line end. Sort and drop doubles before storing.

    Raises EvidenceError for a claim whose quote does not stand at its offsets.
    """
    yield from _Writer(base, entities).all()


@dataclass(frozen=True, slots=True)
class _Quote:
    """Where a claim's sentence stands: what is before and after the span in it."""

    prefix: str
    suffix: str


class _Writer:
    def __init__(self, base: str, entities: Entities) -> None:
        self.base = base
        self.entities = entities
        self.graph = f" <{base}{EVIDENCE_GRAPH}> .\n"
        self.facts: dict[str, ArticleFacts] = {node.path: node.facts for node in entities.articles}

    def all(self) -> Iterator[str]:
        e = self.entities
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
        for post in e.posts:
            yield from self._node(post.path, ("org:Post",), post.label)
            yield self._link(post.path, "org:postIn", post.unit or post.body)
            if post.unit:
                yield self._link(post.path, "org:postIn", post.body)
            yield self._core(post.path, "org:role", _resource(ids.concept("role", post.role)))
        for tenure in e.tenures:
            yield from self._tenure(tenure)
        yield from self._happenings()
        for claim in e.claims:
            yield from self._claim(claim)

    # ------------------------------------------------------------ nodes

    def _node(self, path: str, classes: Iterable[str], label: str) -> Iterator[str]:
        for name in classes:
            yield self._core(path, "rdf:type", _resource(_expand(name)))
        yield self._core(path, "rdfs:label", _text(label))

    def _article(self, node: ArticleNode) -> Iterator[str]:
        article, page = node.facts.article, node.facts.article.page
        yield from self._node(node.path, ("schema:NewsArticle", "prov:Entity"), article.headline or article.id)
        yield self._core(node.path, "schema:headline", _text(article.headline or article.id))
        yield self._core(node.path, "schema:identifier", _plain(article.id))
        yield self._core(node.path, "kg:page", _plain(page.id))
        if page.url:
            yield self._core(node.path, "schema:url", _plain(page.url))
        if page.date:
            yield self._core(node.path, "schema:datePublished", _plain(page.date))
        words = page.text[article.title.start : article.body.end]
        yield self._core(node.path, "kg:textSha256", _plain(ids.sha256(words)))
        yield self._core(node.path, "schema:inLanguage", _plain("id"))
        if node.publisher:
            yield self._link(node.path, "schema:publisher", node.publisher)
        if node.facts.date:
            yield from self._pair(node.path, node.facts.date)

    def _region(self, region: Region) -> Iterator[str]:
        path = f"region/{region.code}"
        yield from self._node(path, ("kg:Region", "dct:Location"), region.full_name)
        yield self._core(path, "skos:notation", _plain(region.code))
        if region.code != region.province:
            yield self._link(path, "dct:isPartOf", f"region/{region.province}")
        if region.wikidata:
            yield self._core(path, "owl:sameAs", _resource(f"http://www.wikidata.org/entity/{region.wikidata}"))

    def _body(self, body: Body) -> Iterator[str]:
        classes = ["org:FormalOrganization"]
        classes += ["cv:PublicOrganisation"] if body.kind in _PUBLIC else []
        classes += [BODY_CLASSES[body.kind]] if body.kind in BODY_CLASSES else []
        yield from self._node(body.path, classes, body.name)
        if body.kind:
            yield self._core(body.path, "kg:bodyKind", _plain(body.kind))
        if body.level:
            yield self._core(body.path, "kg:level", _plain(body.level))
        if body.region:
            yield self._link(body.path, "dct:spatial", f"region/{body.region[:5]}")

    def _tenure(self, tenure: Tenure) -> Iterator[str]:
        yield from self._node(tenure.path, ("org:Membership",), tenure.label)
        yield self._core(tenure.path, "kg:capacity", _resource(ids.concept("capacity", tenure.capacity)))
        if tenure.post:
            yield self._link(tenure.path, "kg:post", tenure.post)
        if not (tenure.first or tenure.start or tenure.end):
            return
        interval = tenure.interval
        yield from self._node(interval, ("time:ProperInterval",), tenure.label)
        yield self._link(tenure.path, "org:memberDuring", interval)
        yield from self._span(interval, tenure.first or tenure.start, tenure.last or tenure.end)
        for edge, day, actual in (
            ("start", tenure.start, tenure.start_is_actual),
            ("end", tenure.end, tenure.end_is_actual),
        ):
            if day:
                flag = f'"{str(actual).lower()}"^^<{PREFIXES["xsd"]}boolean>'
                yield self._core(interval, f"kg:{edge}IsActual", flag)

    def _happenings(self) -> Iterator[str]:
        e = self.entities
        for term in e.terms:
            yield from self._node(term.path, ("kg:TermOfOffice", "time:ProperInterval"), term.label)
            yield self._core(term.path, "kg:start", _date(str(term.start)))
            yield self._core(term.path, "kg:end", _date(str(term.end)))
            yield from self._span(term.path, str(term.start), str(term.end))
            yield from self._sources(term.path, term.sources)
        for event in e.events:
            yield from self._node(event.path, ("schema:Event",), event.name)
            yield from self._span(event.path, event.earliest, event.latest)
            yield from self._sources(event.path, event.sources)
        for document in e.documents:
            kind = "eli:LegalResource" if document.kind in _LEGAL else "foaf:Document"
            yield from self._node(document.path, (kind, "kg:Document"), document.label)
            yield from self._span(document.path, document.earliest, document.latest)
            yield from self._sources(document.path, document.sources)
        for statement in e.statements:
            yield from self._node(statement.path, ("schema:Quotation",), statement.label)
            yield self._link(statement.path, "schema:isPartOf", statement.article)
        for election in e.elections:
            yield from self._node(election.path, ("kg:Election",), election.name)

    def _sources(self, path: str, sources: Iterable[str]) -> Iterator[str]:
        for source in sources:
            yield self._link(path, "prov:wasDerivedFrom", source)

    def _pair(self, path: str, value: str) -> Iterator[str]:
        pair = bounds(value)
        if pair:
            yield from self._span(path, *pair)

    def _span(self, path: str, first: str | None, last: str | None) -> Iterator[str]:
        """The earliest and latest day, the pair that queries compare."""
        low, high = (bounds(first) if first else None), (bounds(last) if last else None)
        if low:
            yield self._core(path, "kg:earliest", _date(low[0]))
        if high:
            yield self._core(path, "kg:latest", _date(high[1]))

    # ------------------------------------------------------------ claims

    def _claim(self, claim: Claim) -> Iterator[str]:
        predicate, kind = PROPERTIES[claim.property]
        value = self._value(claim.value, kind, claim.property)
        yield self._core(claim.subject, predicate, value)
        quote = self._checked(claim)
        e = claim.evidence
        key = ids.digest(claim.subject, claim.property, claim.value, claim.article, str(e.start), str(e.end))
        path = f"claim/{key}"
        for name in ("kg:Claim", "oa:Annotation"):
            yield self._evidence(path, "rdf:type", _resource(_expand(name)))
        yield self._evidence(path, "rdf:subject", self._resource(claim.subject))
        yield self._evidence(path, "rdf:predicate", _resource(_expand(predicate)))
        yield self._evidence(path, "rdf:object", value)
        yield self._evidence(path, "kg:rule", _plain(e.rule or "unnamed"))
        yield self._evidence(path, "kg:confidence", f'"{e.confidence:.2f}"^^<{PREFIXES["xsd"]}decimal>')
        for step in e.steps:
            yield self._evidence(path, "kg:step", _plain(step))
        article = self._resource(claim.article)
        yield self._evidence(path, "prov:wasDerivedFrom", article)
        yield from self._target(path, claim, quote, article)

    def _target(self, path: str, claim: Claim, quote: _Quote, article: str) -> Iterator[str]:
        e = claim.evidence
        target, position, exact = f"{path}/target", f"{path}/position", f"{path}/quote"
        yield self._evidence(path, "oa:hasTarget", self._resource(target))
        yield self._evidence(target, "rdf:type", _resource(_expand("oa:SpecificResource")))
        yield self._evidence(target, "oa:hasSource", article)
        yield self._evidence(target, "oa:hasSelector", self._resource(position))
        yield self._evidence(target, "oa:hasSelector", self._resource(exact))
        yield self._evidence(position, "rdf:type", _resource(_expand("oa:TextPositionSelector")))
        yield self._evidence(position, "oa:start", _integer(e.start))
        yield self._evidence(position, "oa:end", _integer(e.end))
        yield self._evidence(exact, "rdf:type", _resource(_expand("oa:TextQuoteSelector")))
        yield self._evidence(exact, "oa:exact", _plain(e.exact))
        yield self._evidence(exact, "oa:prefix", _plain(quote.prefix))
        yield self._evidence(exact, "oa:suffix", _plain(quote.suffix))

    def _checked(self, claim: Claim) -> _Quote:
        """The rest of the claim's sentence; EvidenceError where the quote does not stand at its offsets."""
        facts, e = self.facts[claim.article], claim.evidence
        text = facts.article.page.text
        if text[e.start : e.end] != e.exact or e.end <= e.start:
            raise EvidenceError(
                f"the quote {e.exact[:40]!r} does not stand at {e.start}:{e.end}",
                where=facts.article.id,
                todo=f"report the rule {e.rule}",
            )
        start, end = _sentence(facts, e.start, e.end)
        return _Quote(text[start : e.start], text[e.end : end])

    def _value(self, value: str, kind: str, prop: str) -> str:
        if kind == "path":
            return self._resource(value)
        if kind.startswith("concept:"):
            name = _REALISATIONS.get(value, value) if prop == "realisation" else value
            return _resource(ids.concept(kind.removeprefix("concept:"), name))
        if kind == "date":
            return _date(value)
        return _text(value) if kind == "text" else _plain(value)

    # ------------------------------------------------------------ lines

    def _resource(self, path: str) -> str:
        return f"<{self.base}{path}>"

    def _link(self, path: str, predicate: str, target: str) -> str:
        return self._core(path, predicate, self._resource(target))

    def _core(self, path: str, predicate: str, value: str) -> str:
        return f"<{self.base}{path}> <{_expand(predicate)}> {value} .\n"

    def _evidence(self, path: str, predicate: str, value: str) -> str:
        return f"<{self.base}{path}> <{_expand(predicate)}> {value}{self.graph}"


def _sentence(facts: ArticleFacts, start: int, end: int) -> tuple[int, int]:
    """The sentence (or sentences) around a span; the headline for a span in it."""
    title = facts.article.title
    if title.start <= start and end <= title.end:
        return title.start, title.end
    around = [s for s in facts.sentences if s.end > start and s.start < end]
    if not around:
        return start, end
    return min(start, around[0].start), max(end, around[-1].end)


_EXPANDED: dict[str, str] = {}


def _expand(name: str) -> str:
    full = _EXPANDED.get(name)
    if full is None:
        prefix, _, local = name.partition(":")
        full = _EXPANDED[name] = PREFIXES[prefix] + local
    return full


def _resource(iri: str) -> str:
    return f"<{iri}>"


def _plain(text: str) -> str:
    return f'"{escape(text)}"'


def _text(text: str) -> str:
    return f'"{escape(text)}"@id'


def _date(value: str) -> str:
    return f'"{value}"^^<{PREFIXES["xsd"]}{datatype(value)}>'


def _integer(value: int) -> str:
    return f'"{value}"^^<{PREFIXES["xsd"]}integer>'


def escape(text: str) -> str:
    """A literal's text as N-Quads writes it. EvidenceError for a lone surrogate, which no RDF store takes."""
    out = text.translate(_ESCAPES)
    if not out.isprintable():
        if any("\ud800" <= c <= "\udfff" for c in out):
            raise EvidenceError("a lone surrogate stands in the text", where=repr(text[:40]), todo="save the page as UTF-8")
        out = "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04X}" for c in out)
    return out


__all__ = ["BODY_CLASSES", "EVIDENCE_GRAPH", "PREFIXES", "PROPERTIES", "escape", "lines"]
