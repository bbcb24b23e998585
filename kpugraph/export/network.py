"""People, bodies, events and documents as a network: GraphML, GEXF with dynamic time, and tables for Neo4j.

All three are made from the same nodes and edges, which come from queries over the published lines.
"""

from __future__ import annotations

import csv
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from kpugraph.export import batches
from kpugraph.store import Reader

# kind of node: (label in Neo4j, class, a query for its details)
KINDS = {
    "person": ("Person", "schema:Person"),
    "body": ("Body", "org:FormalOrganization"),
    "post": ("Post", "org:Post"),
    "event": ("Event", "schema:Event"),
    "document": ("Document", "kg:Document"),
    "statement": ("Statement", "schema:Quotation"),
    "article": ("Article", "schema:NewsArticle"),
    "region": ("Region", "kg:Region"),
}
_NODES = """
SELECT ?node (MIN(?l) AS ?label) (MIN(?lo) AS ?start) (MAX(?hi) AS ?end) (MIN(?k) AS ?detail) (MIN(?u) AS ?url) WHERE {
  ?node a %s ; rdfs:label ?l .
  OPTIONAL { ?node kg:earliest ?lo } OPTIONAL { ?node kg:latest ?hi }
  OPTIONAL { ?node kg:bodyKind|skos:notation|dct:identifier ?k } OPTIONAL { ?node schema:url ?u }
  OPTIONAL { ?node kg:eventKind/skos:prefLabel ?k . FILTER(LANG(?k) = "id") }
} GROUP BY ?node ORDER BY ?node
"""
# type of edge: (from, to, the edge's own IRI, label, first and last day)
_TENURES = """
SELECT ?edge ?source ?target (MIN(?rl) AS ?label) (MIN(?lo) AS ?start) (MAX(?hi) AS ?end)
  (MIN(?c) AS ?capacity) WHERE {
  ?edge a org:Membership ; org:member ?source ; org:organization ?target .
  OPTIONAL { ?edge org:role/skos:prefLabel ?rl . FILTER(LANG(?rl) = "id") }
  OPTIONAL { ?edge kg:capacity ?c }
  OPTIONAL { ?edge org:memberDuring ?i . OPTIONAL { ?i kg:earliest ?lo } OPTIONAL { ?i kg:latest ?hi } }
} GROUP BY ?edge ?source ?target ORDER BY ?edge ?source ?target
"""
_LINKS = """
SELECT DISTINCT ?source ?target ?start ?end WHERE {
  ?source %s ?target . FILTER(isIRI(?target))
  OPTIONAL { ?source a schema:Event ; kg:earliest ?start } OPTIONAL { ?source a schema:Event ; kg:latest ?end }
} ORDER BY ?source ?target
"""
# By capacity: who stands for a post or is elected to it does not hold it.
HELD = "HELD_POST_IN"
TENURES = {"candidate": "CANDIDATE_IN", "elected": "ELECTED_IN"}
RELATIONS = {
    "PART_OF": "org:subOrganizationOf",
    "POST_IN": "org:postIn",
    "ORGANIZED_BY": "schema:organizer",
    "LED_BY": "kg:leader",
    "ATTENDED_BY": "schema:attendee",
    "PART_OF_EVENT": "schema:superEvent",
    "BASED_ON": "kg:basedOn",
    "ISSUED_BY": "dct:publisher",
    "SPOKEN_BY": "schema:spokenByCharacter",
    "STATED_IN": "schema:isPartOf",
    "PUBLISHED_BY": "schema:publisher",
    "IN_REGION": "dct:spatial",
    "MENTIONED_IN": "kg:mentionedIn",
}
DETAIL = ("post", "statement", "article")  # kinds that a picture of people and bodies does without


@dataclass(frozen=True, slots=True)
class Node:
    iri: str
    kind: str
    label: str
    start: str = ""
    end: str = ""
    detail: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge; ``iri`` where it is a thing of its own (a tenure), else ""."""

    source: str
    target: str
    relation: str
    label: str = ""
    start: str = ""
    end: str = ""
    iri: str = ""


def nodes(reader: Reader, kinds: Iterable[str]) -> Iterator[Node]:
    """The nodes of these kinds; a thing of two kinds comes with the first."""
    seen: set[str] = set()
    for kind in kinds:
        label = KINDS[kind][1]
        for row in batches.of_kind(reader, _NODES % label, "node", label):
            values = {key: term.value for key, term in row.items()}
            iri = values.pop("node")
            if iri not in seen:
                seen.add(iri)
                yield Node(iri, kind, **values)


def edges(reader: Reader, known: Container[str]) -> Iterator[Edge]:
    """The edges between known nodes: tenures first, then plain relations."""
    for row in batches.of_kind(reader, _TENURES, "edge", "org:Membership"):
        values = {key: term.value for key, term in row.items()}
        relation = TENURES.get(values.pop("capacity", "").rpartition("/")[2], HELD)
        if values["source"] in known and values["target"] in known:
            yield Edge(relation=relation, iri=values.pop("edge"), **values)
    for relation, predicate in RELATIONS.items():
        for row in batches.linked(reader, _LINKS % predicate, "source", predicate):
            values = {key: term.value for key, term in row.items()}
            if values["source"] in known and values["target"] in known:
                yield Edge(relation=relation, **values)


def graph(reader: Reader) -> Any:
    """The network as a networkx MultiDiGraph without empty values, its nodes and edges in a fixed order."""
    import networkx as nx

    found: Any = nx.MultiDiGraph(name="kpugraph")
    known = {node.iri: node for node in nodes(reader, (kind for kind in KINDS if kind not in DETAIL))}
    for node in known.values():
        found.add_node(node.iri, **_given(label=node.label, kind=node.kind, detail=node.detail, **_time(node)))
    for number, edge in enumerate(edges(reader, known)):
        given = _given(relation=edge.relation, label=edge.label or edge.relation, iri=edge.iri, **_time(edge))
        found.add_edge(edge.source, edge.target, key=str(number), **given)
    return found


def _time(item: Node | Edge) -> dict[str, str]:
    """First and last day; where only one is known, that day alone."""
    return {"start": item.start or item.end, "end": item.end or item.start}


def _given(**values: str) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}


def write(reader: Reader, folder: Path) -> list[Path]:
    """GraphML and GEXF. Neither bears a time of its making, so that both are the same for the same graph."""
    import networkx as nx

    folder.mkdir()
    found = graph(reader)
    graphml, gexf = folder / "kpugraph.graphml", folder / "kpugraph.gexf"
    nx.write_graphml_lxml(found, graphml, named_key_ids=True, infer_numeric_types=False)
    gexf.write_text(_gexf(found), "utf-8")
    return [graphml, gexf]


def _gexf(found: Any) -> str:
    """GEXF with the dates as dynamic time, the date of writing left out."""
    from lxml import etree
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(found)
    root = etree.fromstring(str(writer).encode("utf-8"))
    space = {"g": root.nsmap[None]}
    for meta in root.iterfind("g:meta", space):
        meta.attrib.pop("lastmodifieddate", None)
        for creator in meta.iterfind("g:creator", space):
            creator.text = "kpugraph"
    for part in root.iterfind("g:graph", space):
        part.set("mode", "dynamic")
        part.set("timeformat", "date")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n"


def neo4j(reader: Reader, folder: Path) -> list[Path]:
    """One CSV per kind of node and per relation with the headers of ``neo4j-admin``, and ``import.cypher``."""
    folder.mkdir()
    kinds: dict[str, str] = {}  # all that is kept of the nodes while the edges pass
    written = []
    for kind, found in groupby(nodes(reader, KINDS), attrgetter("kind")):
        written.append(_csv(folder / f"nodes-{kind}.csv", _NODE_HEAD, _node_rows(found, kinds)))
    pairs = _edge_tables(folder, edges(reader, kinds), kinds)
    written += [_edge_table(folder, relation) for relation in pairs]
    for kind in KINDS:
        if not (path := folder / f"nodes-{kind}.csv").exists():
            written.append(_csv(path, _NODE_HEAD, ()))
    script = folder / "import.cypher"
    script.write_text("\n".join(_cypher(pairs)) + "\n", "utf-8")
    return [*written, script]


_NODE_HEAD = ("iri:ID", "name", "detail", "url", "start:date", "end:date", ":LABEL")
_EDGE_HEAD = (":START_ID", ":END_ID", "iri", "label", "start:date", "end:date", ":TYPE")


def _node_rows(found: Iterable[Node], kinds: dict[str, str]) -> Iterator[tuple[str, ...]]:
    for node in found:
        kinds[node.iri] = node.kind
        yield node.iri, node.label, node.detail, node.url, node.start, node.end, KINDS[node.kind][0]


def _edge_table(folder: Path, relation: str) -> Path:
    return folder / f"edges-{relation.lower()}.csv"


def _edge_tables(folder: Path, found: Iterable[Edge], kinds: Mapping[str, str]) -> dict[str, set[tuple[str, str]]]:
    """Writes each edge to the table of its relation; the relations in their order with the kinds that they join."""
    pairs: dict[str, set[tuple[str, str]]] = {}
    with ExitStack() as files:
        tables: dict[str, Any] = {}
        for edge in found:
            if edge.relation not in tables:
                out = _edge_table(folder, edge.relation).open("w", encoding="utf-8", newline="")
                tables[edge.relation] = csv.writer(files.enter_context(out), quoting=csv.QUOTE_ALL)
                tables[edge.relation].writerow(_EDGE_HEAD)
            pairs.setdefault(edge.relation, set()).add((kinds[edge.source], kinds[edge.target]))
            row = (edge.source, edge.target, edge.iri, edge.label, edge.start, edge.end, edge.relation)
            tables[edge.relation].writerow(row)
    return {relation: pairs[relation] for relation in (HELD, *TENURES.values(), *RELATIONS) if relation in pairs}


def _csv(path: Path, head: Iterable[str], rows: Iterable[Iterable[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL)
        writer.writerow(head)
        writer.writerows(rows)
    return path


def _cypher(pairs: Mapping[str, set[tuple[str, str]]]) -> Iterator[str]:
    """Statements that load the CSV files of the database's import folder; safe to run again.

    ``pairs`` are the relations with the kinds of things that they join.
    """
    yield "// Copy the CSV files into the import folder of the database, then: cypher-shell -f import.cypher"
    yield "// For an empty database neo4j-admin is faster:"
    yield "//   neo4j-admin database import full --nodes=nodes-person.csv … --relationships=edges-held_post_in.csv …"
    for label, _ in KINDS.values():
        yield f"CREATE CONSTRAINT {label.lower()}_iri IF NOT EXISTS FOR (n:{label}) REQUIRE n.iri IS UNIQUE;"
    for kind, (label, _) in KINDS.items():
        yield f"LOAD CSV WITH HEADERS FROM 'file:///nodes-{kind}.csv' AS row"
        yield f"MERGE (n:{label} {{iri: row.`iri:ID`}})"
        yield "SET n.name = row.name, n.detail = nullIf(row.detail, ''), n.url = nullIf(row.url, ''),"
        yield "    n.start = date(nullIf(row.`start:date`, '')), n.end = date(nullIf(row.`end:date`, ''));"
    for relation, joined in pairs.items():
        for source, target in sorted(joined):
            yield f"LOAD CSV WITH HEADERS FROM 'file:///edges-{relation.lower()}.csv' AS row"
            yield f"MATCH (a:{KINDS[source][0]} {{iri: row.`:START_ID`}}), (b:{KINDS[target][0]} {{iri: row.`:END_ID`}})"
            yield f"MERGE (a)-[r:{relation} {{iri: row.iri}}]->(b)"
            yield "SET r.label = row.label, r.start = date(nullIf(row.`start:date`, '')), r.end = date(nullIf(row.`end:date`, ''));"
