"""The graph as a network to draw: SPARQL on the store in, nodes and facts with their sentences out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kpugraph import quads, results
from kpugraph.store import Reader
from kpugraph.view.model import Fact, Network, Node, Proof, Source, Words

_CLAIMS = """
SELECT ?s ?p ?o ?article ?rule ?confidence ?prefix ?exact ?suffix WHERE {
  ?claim a kg:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:rule ?rule ;
    kg:confidence ?confidence ; oa:hasTarget ?t .
  ?t oa:hasSource ?article ; oa:hasSelector ?quote . ?quote oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix .
} ORDER BY ?s ?p ?o ?article ?exact"""
_NODES = """
SELECT ?s ?class ?label ?earliest ?latest ?note WHERE {
  VALUES ?class { schema:Person org:FormalOrganization schema:Event kg:Document }
  ?s a ?class ; rdfs:label ?label .
  OPTIONAL { ?s kg:earliest ?earliest ; kg:latest ?latest }
  OPTIONAL { ?s kg:eventKind|kg:documentKind ?note }
} ORDER BY ?s"""
_ALIASES = "SELECT ?s ?alias { ?s a schema:Person ; skos:altLabel ?alias } ORDER BY ?s ?alias"
_ARTICLES = """
SELECT ?s ?title ?url ?date ?publisher WHERE {
  ?s a schema:NewsArticle ; schema:headline ?title .
  OPTIONAL { ?s schema:url ?url } OPTIONAL { ?s kg:reportedDate ?date } OPTIONAL { ?s schema:publisher/rdfs:label ?publisher }
} ORDER BY ?s"""
_MEMBERSHIPS = """
SELECT ?m ?person ?body ?role ?division ?capacity ?first ?last WHERE {
  ?m a org:Membership ; org:member ?person ; org:organization ?body ; org:role ?role ; kg:capacity ?capacity .
  OPTIONAL { ?m kg:division/rdfs:label ?division }
  OPTIONAL { ?m org:memberDuring ?i . OPTIONAL { ?i kg:firstEvidenced ?first } OPTIONAL { ?i kg:lastEvidenced ?last } }
} ORDER BY ?m"""
_SAID = "SELECT ?s ?speaker ?text { ?s a schema:Quotation ; schema:text ?text ; schema:spokenByCharacter ?speaker } ORDER BY ?s"
_TERMS = "SELECT ?s ?body ?label { ?s a kg:TermOfOffice ; kg:ofBody ?body ; rdfs:label ?label } ORDER BY ?s"
_REGIONS = "SELECT ?s ?label { ?s a org:FormalOrganization ; dct:spatial/rdfs:label ?label } ORDER BY ?s"
_BOTH = "SELECT ?s ?label { ?s a skos:Concept ; skos:prefLabel ?label }"

KINDS = {
    "schema:Person": "person",
    "org:FormalOrganization": "body",
    "schema:Event": "event",
    "kg:Document": "document",
}
_LINES = (
    "kg:leader",
    "schema:organizer",
    "schema:attendee",
    "schema:superEvent",
    "kg:basedOn",
    "dct:publisher",
    "org:subOrganizationOf",
)
_VALUES = ("schema:startDate", "schema:endDate", "kg:realisation", "schema:location", "dct:issued", "dct:subject")
_Key = tuple[str, str, str]


def load(reader: Reader) -> Network:
    """The whole graph as a network of people, bodies, events and documents."""
    return _Loader(reader).load()


class _Loader:
    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.concepts: dict[str, dict[str, str]] = {}
        self.proofs: dict[_Key, list[Proof]] = {}

    def rows(self, sparql: str) -> Iterator[dict[str, Any]]:
        return self.reader.rows(sparql, prefixes=quads.PREFIXES)

    def load(self) -> Network:
        import networkx as nx

        for row in self.rows(_BOTH):
            self.concepts.setdefault(row["s"].value, {})[row["label"].language or "id"] = row["label"].value
        network = Network(nx.MultiDiGraph(), self._sources())
        for node in self._nodes():
            network.graph.add_node(node.id, node=node, facts=[])
        self._read_claims()
        for fact in self._facts():
            self._enter(network, fact)
        return network

    def _enter(self, network: Network, fact: Fact) -> None:
        if fact.subject not in network.graph:
            return
        if fact.object is None:
            network.graph.nodes[fact.subject]["facts"].append(fact)
        elif fact.object in network.graph:
            network.graph.add_edge(fact.subject, fact.object, fact=fact)

    def _sources(self) -> dict[str, Source]:
        return {
            row["s"].value: Source(
                row["s"].value,
                row["title"].value,
                *(row[key].value if key in row else "" for key in ("url", "publisher", "date")),
            )
            for row in self.rows(_ARTICLES)
        }

    def _nodes(self) -> Iterator[Node]:
        aliases: dict[str, list[str]] = {}
        for row in self.rows(_ALIASES):
            aliases.setdefault(row["s"].value, []).append(row["alias"].value)
        for row in self.rows(_NODES):
            name = row["s"].value
            kind = KINDS[results.compact(row["class"].value)]
            note = self._words(row["note"].value) if "note" in row else None
            days = [row[key].value if key in row else "" for key in ("earliest", "latest")]
            yield Node(name, kind, row["label"].value, note, tuple(aliases.get(name, ())), *days)

    def _read_claims(self) -> None:
        for row in self.rows(_CLAIMS):
            key = (row["s"].value, results.compact(row["p"].value), row["o"].value)
            proof = Proof(
                row["article"].value, row["prefix"].value, row["exact"].value, row["suffix"].value, row["rule"].value,
                float(row["confidence"].value),
            )  # fmt: skip
            self.proofs.setdefault(key, []).append(proof)

    def _words(self, iri: str) -> Words:
        labels = self.concepts.get(iri) or {"id": results.compact(iri)}
        first = labels.get("id") or next(iter(labels.values()))
        return Words(first, labels.get("en") or first)

    def _facts(self) -> Iterator[Fact]:
        yield from self._posts()
        for (subject, predicate, value), proofs in self.proofs.items():
            if predicate in _LINES:
                yield Fact(subject, predicate, value, proofs=tuple(proofs))
            elif predicate in _VALUES:
                text = self._words(value) if "://" in value else value
                yield Fact(subject, predicate, value=text, proofs=tuple(proofs))
        yield from self._texts()

    def _posts(self) -> Iterator[Fact]:
        for row in self.rows(_MEMBERSHIPS):
            plain = {key: term.value for key, term in row.items()}
            proofs = self.proofs.get((plain["m"], "org:member", plain["person"]), [])
            usual = plain["capacity"].endswith("/definitive")
            yield Fact(
                plain["person"],
                "org:member",
                plain["body"],
                name=self._words(plain["role"]),
                detail=plain.get("division"),
                status=None if usual else self._words(plain["capacity"]),
                start=plain.get("first", ""),
                end=plain.get("last", ""),
                proofs=tuple(proofs),
            )

    def _texts(self) -> Iterator[Fact]:
        for row in self.rows(_SAID):
            name, speaker, text = (row[key].value for key in ("s", "speaker", "text"))
            proofs = self.proofs.get((name, "schema:text", text), [])
            yield Fact(speaker, "schema:spokenByCharacter", value=text, proofs=tuple(proofs))
        for row in self.rows(_TERMS):
            proofs = self.proofs.get((row["s"].value, "kg:ofBody", row["body"].value), [])
            yield Fact(row["body"].value, "kg:ofBody", value=row["label"].value, proofs=tuple(proofs))
        for row in self.rows(_REGIONS):
            yield Fact(row["s"].value, "dct:spatial", value=row["label"].value)
