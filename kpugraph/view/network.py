"""The graph as a network to draw: SPARQL on the store in, nodes and facts out. Their sentences are read by ``proofs``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from kpugraph import assets, quads, results
from kpugraph.view import places
from kpugraph.view.model import Fact, Network, Node, Rows, Text, Words
from kpugraph.view.portions import portions

KINDS = {
    "schema:Person": "person",
    "org:FormalOrganization": "body",
    "schema:Event": "event",
    "kg:Document": "document",
}
LINES = (
    *("kg:leader", "schema:organizer", "schema:attendee", "schema:superEvent", "kg:basedOn"),
    *("dct:publisher", "org:subOrganizationOf"),
)
_VALUES = ("kg:realisation", "schema:location", "dct:subject")
_QUOTES = 600  # so many statements of chosen things are read
_DATES = ("schema:startDate", "schema:endDate", "dct:issued")

_CONCEPTS = "SELECT ?s ?label { ?s a skos:Concept ; skos:prefLabel ?label } ORDER BY ?s ?label"
_NODES = """
SELECT ?s ?class ?label ?note ?kind WHERE {
  @ @class
  ?s a ?class ; rdfs:label ?label .
  OPTIONAL { ?s kg:eventKind|kg:documentKind ?note }
  OPTIONAL { ?s a ?kind FILTER(STRSTARTS(STR(?kind), STR(kg:)) && ?kind != ?class) }
} ORDER BY ?s ?label ?note ?kind"""
_ALIASES = "SELECT ?s ?alias { @ ?s a schema:Person ; skos:altLabel ?alias } ORDER BY ?s ?alias"
_FACTS = "SELECT ?s ?p ?o { @ @p ?s ?p ?o } ORDER BY ?s ?p ?o"
_MEMBERSHIPS = """
SELECT ?m ?person ?body ?role ?division ?capacity ?first ?last ?start ?end ?term ?from ?to WHERE {
  @person ?m a org:Membership ; org:member ?person ; org:organization ?body ; org:role ?role ; kg:capacity ?capacity .
  OPTIONAL { ?m kg:division/rdfs:label ?division }
  OPTIONAL { ?m kg:term ?t . ?t rdfs:label ?term . OPTIONAL { ?t kg:start ?from } OPTIONAL { ?t kg:end ?to } }
  OPTIONAL {
    ?m org:memberDuring ?i . OPTIONAL { ?i kg:firstEvidenced ?first } OPTIONAL { ?i kg:lastEvidenced ?last }
    OPTIONAL { ?i kg:start ?start } OPTIONAL { ?i kg:end ?end }
  }
} ORDER BY ?m ?term ?division"""
_SAID = """
SELECT ?s ?speaker ?text ?date WHERE {
  @speaker ?s a schema:Quotation ; schema:text ?text ; schema:spokenByCharacter ?speaker .
  OPTIONAL { ?s schema:isPartOf/kg:reportedDate ?date }
} ORDER BY ?s ?speaker ?text @most"""
_TERMS = """
SELECT ?s ?body ?start ?end WHERE {
  @body ?s a kg:TermOfOffice ; kg:ofBody ?body ; kg:start ?start ; kg:end ?end
} ORDER BY ?s"""
_REGIONS = """
SELECT ?s ?label ?code { @ ?s a org:FormalOrganization ; dct:spatial ?r . ?r rdfs:label ?label ; skos:notation ?code }
ORDER BY ?s ?code ?label"""


def load(reader: Rows, names: Collection[str] | None = None) -> Network:
    """The graph, or these things of it, as a network of people, bodies, events and documents, without the sentences."""
    import networkx as nx

    loader = _Loader(reader, names)
    network = Network(nx.MultiDiGraph())
    for node in loader.nodes():
        if node.id not in network.graph:  # an event that two articles call differently has two kinds: the first counts
            network.graph.add_node(node.id, node=node, facts=[])
    for fact in loader.facts():
        if fact.subject not in network.graph:
            continue
        if fact.object is None:
            network.graph.nodes[fact.subject]["facts"].append(fact)
        elif fact.object in network.graph:
            network.graph.add_edge(fact.subject, fact.object, fact=fact)
    places.spread(network)
    return network


def _chosen(name: str, part: str | None, among: Mapping[str, Iterable[str]]) -> str:
    """What stands in a query for "@name": the things of a part of the graph, None being all of it."""
    if name in among:
        values = among[name]
        return (
            f"VALUES ?{name} {{ {' '.join(values)} }}" if part is None else f"FILTER(?{name} IN ({', '.join(values)}))"
        )
    if part is None:
        return ""
    return f"LIMIT {_QUOTES}" if name == "most" else f"VALUES ?{name or 's'} {{ {part} }}"


@cache
def _ontology() -> tuple[tuple[str, Any], ...]:
    """The labels of classes and properties."""
    import pyoxigraph as ox

    found = ox.parse(path=str(assets.path("ontology", "kpugraph.ttl")), format=ox.RdfFormat.TURTLE)
    return tuple((q.subject.value, q.object) for q in found if q.predicate.value == quads.PREFIXES["rdfs"] + "label")


class _Loader:
    """Reads one graph; names concepts and classes in both languages."""

    def __init__(self, reader: Rows, names: Collection[str] | None) -> None:
        self._reader = reader
        self._only = None if names is None else list(portions(sorted(names)))
        self._concepts: dict[str, dict[str, str]] = {}
        for row in self._rows(_CONCEPTS):
            self._name(row["s"].value, row["label"])
        for iri, label in _ontology():
            self._name(iri, label)

    def _rows(self, sparql: str, among: Mapping[str, Iterable[str]] | None = None) -> Iterator[dict[str, Any]]:
        """The rows of a query, in which "@x" says that ?x is one of the chosen things ("@" that ?s is), or of ``among``.

        Of a whole graph the engine looks up the latter, of chosen things the former: two tables would be multiplied.
        """

        for part in [None] if self._only is None else self._only:
            names = set(re.findall(r"@(\w*)", sparql))
            text = sparql
            for name in sorted(names, reverse=True):  # the bare "@" last, as all others begin with it
                text = text.replace(f"@{name}", _chosen(name, part, among or {}))
            yield from self._reader.rows(text, prefixes=quads.PREFIXES)

    def _name(self, iri: str, label: Any) -> None:
        self._concepts.setdefault(iri, {}).setdefault(label.language or "id", label.value)

    def _words(self, iri: str) -> Words:
        labels = self._concepts.get(iri) or {"id": results.compact(iri)}
        first = labels.get("id") or next(iter(labels.values()))
        return Words(first, labels.get("en") or first)

    def nodes(self) -> Iterator[Node]:
        aliases: dict[str, list[str]] = {}
        for row in self._rows(_ALIASES):
            aliases.setdefault(row["s"].value, []).append(row["alias"].value)
        regions: dict[str, list[str]] = {}
        for row in self._rows(_REGIONS):
            regions.setdefault(row["s"].value, []).append(row["code"].value)
        days: dict[str, list[str]] = {}
        for row in self._rows(_FACTS, {"p": _DATES}):
            days.setdefault(row["s"].value, []).append(row["o"].value)
        for row in self._rows(_NODES, {"class": KINDS}):
            name, label = row["s"].value, row["label"].value
            kind = KINDS[results.compact(row["class"].value)]
            named = row.get("note") or row.get("kind")
            note = self._words(named.value) if named else None
            dated = sorted(days.get(name, [""]))
            # texts name an activity in the midst of a sentence; here its name stands alone
            label = label[:1].upper() + label[1:] if kind == "event" else label
            own = tuple(regions.get(name, ()))
            yield Node(name, kind, label, note, tuple(aliases.get(name, ())), dated[0], dated[-1], own)

    def facts(self) -> Iterator[Fact]:
        yield from self._posts()
        for row in self._rows(_FACTS, {"p": (*LINES, *_VALUES, *_DATES)}):
            subject, value = row["s"].value, row["o"].value
            relation = results.compact(row["p"].value)
            claims = ((subject, relation, value),)
            if relation in LINES:
                yield Fact(subject, relation, value, claims=claims)
            elif relation in _DATES:
                yield Fact(subject, relation, start=value, claims=claims)
            else:
                yield Fact(subject, relation, value=self._text(value), claims=claims)
        yield from self._values()

    def _text(self, value: str) -> Text:
        return self._words(value) if value in self._concepts else value

    def _posts(self) -> Iterator[Fact]:
        for row in self._rows(_MEMBERSHIPS):
            plain = {key: term.value for key, term in row.items()}
            usual = plain["capacity"].endswith("/definitive")
            yield Fact(
                plain["person"],
                "org:member",
                plain["body"],
                name=self._words(plain["role"]),
                details=tuple(plain[key] for key in ("division", "term") if key in plain),
                status=None if usual else self._words(plain["capacity"]),
                start=plain.get("first", ""),
                end=plain.get("last", ""),
                stated=(plain.get("start", plain.get("from", "")), plain.get("end", plain.get("to", ""))),
                claims=((plain["m"], "org:member", plain["person"]),),
            )

    def _values(self) -> Iterator[Fact]:
        """What is told of a node but is no node: quotes, terms of office, regions."""
        for row in self._rows(_SAID):
            name, speaker, text = (row[key].value for key in ("s", "speaker", "text"))
            day = row["date"].value if "date" in row else ""
            claims = ((name, "schema:text", text), (name, "schema:spokenByCharacter", speaker))
            yield Fact(speaker, "schema:spokenByCharacter", value=text, start=day, claims=claims)
        for row in self._rows(_TERMS):
            name, body, start, end = (row[key].value for key in ("s", "body", "start", "end"))
            yield Fact(body, "kg:ofBody", start=start, end=end, claims=((name, "kg:ofBody", body),))
        for row in self._rows(_REGIONS):
            yield Fact(row["s"].value, "dct:spatial", value=row["label"].value)
