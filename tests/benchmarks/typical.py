"""Ten queries such as the graph is asked, and a store of about a million triples to ask them of."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent)]

from corpus import copies  # noqa: E402

from kpugraph import entities, quads, store  # noqa: E402
from kpugraph.regions import load_regions  # noqa: E402

ARTICLES = 1500  # give some 1.1 million triples
PAGES = HERE.parent / "gold" / "written-on"
PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in quads.PREFIXES.items())

_QUERIES = {
    "a name": 'SELECT ?person { ?person a schema:Person ; rdfs:label "%(name)s"@id }',
    "a person's posts": """SELECT ?role ?body ?from ?to { ?m org:member <%(person)s> ; org:role/skos:prefLabel ?role ;
        org:organization/rdfs:label ?body FILTER(LANG(?role) = "id")
        OPTIONAL { ?m org:memberDuring ?i . ?i kg:firstEvidenced ?from ; kg:lastEvidenced ?to } }""",
    "who is in a body": """SELECT ?person ?name ?role { ?m org:organization <%(body)s> ; org:member ?person ; org:role ?role .
        ?person rdfs:label ?name } ORDER BY ?name LIMIT 100""",
    "all about a person": """CONSTRUCT { ?this ?p ?o . ?s ?q ?this }
        { BIND(<%(person)s> AS ?this) { ?this ?p ?o } UNION { ?s ?q ?this } }""",
    "why": """SELECT ?article ?start ?text { ?claim rdf:object <%(person)s> ; oa:hasTarget ?t . ?t oa:hasSource ?article ;
        oa:hasSelector ?p , ?q . ?p oa:start ?start . ?q oa:exact ?text } LIMIT 50""",
    "is there one": "ASK { ?e a schema:Event ; schema:organizer <%(body)s> }",
    "events of a month": """SELECT ?event ?label ?day { ?event a schema:Event ; rdfs:label ?label ; kg:startEarliest ?day
        FILTER(?day >= "2022-04-01"^^xsd:date && ?day <= "2022-04-30"^^xsd:date) } ORDER BY ?day ?event LIMIT 100""",
    "statements": """SELECT ?name ?text { ?s a schema:Quotation ; schema:spokenByCharacter/rdfs:label ?name ; schema:text ?text }
        LIMIT 200""",
    "documents": """SELECT ?number ?label ?date { ?d dct:identifier ?number ; rdfs:label ?label OPTIONAL { ?d dct:issued ?date } }
        ORDER BY ?number LIMIT 100""",
    "largest bodies": """SELECT ?body (COUNT(?m) AS ?n) { ?m a org:Membership ; org:organization/rdfs:label ?body }
        GROUP BY ?body ORDER BY DESC(?n) LIMIT 20""",
}


def build(path: Path) -> int:
    """Writes the store; gives the number of its quads."""
    found = entities.resolve(list(copies(sorted(PAGES.glob("*.json")), ARTICLES)), load_regions())
    return store.write(path, quads.lines(found))


def queries(path: Path) -> dict[str, str]:
    """The queries with a person and a body of the store in them, and all prefixes declared."""
    reader = store.Reader.open(path)
    rows = reader.rows(
        "SELECT ?person ?name ?body { ?m org:member ?person ; org:organization ?body . ?person rdfs:label ?name }"
        " ORDER BY ?person LIMIT 500",
        prefixes=quads.PREFIXES,
    )
    row = {name: term.value for name, term in list(rows)[-1].items()}
    return {name: PREFIXES + text % row for name, text in _QUERIES.items()}
