"""A draft for Wikidata of what it lacks, in the commands of QuickStatements: to be read by a person before it is sent.

Bodies of the election administration that no item is linked with are proposed as new items. People are never proposed:
only for those whom a decision of people links with an item are posts proposed, with days and sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kpugraph import assets, quads
from kpugraph.lexicon import read_table
from kpugraph.store import Reader

_ITEM = "http://www.wikidata.org/entity/"
_KINDS = {"commission": "komisi pemilihan umum", "supervisor": "badan pengawas pemilihan umum"}
_BODIES = """
SELECT ?body ?name ?kind ?region ?item ?site WHERE {
  ?body a org:FormalOrganization ; rdfs:label ?name ; kg:bodyKind ?kind .
  FILTER(?kind IN ("commission", "supervisor")) FILTER NOT EXISTS { ?body owl:sameAs ?known }
  OPTIONAL { ?body dct:spatial ?place . ?place rdfs:label ?region OPTIONAL { ?place owl:sameAs ?item } }
  OPTIONAL { ?body foaf:homepage ?site }
} ORDER BY ?name ?body ?site
"""
_POSTS = """
SELECT ?person ?label ?role ?of ?bodyItem ?start ?end ?actualStart ?actualEnd (MIN(?address) AS ?source) WHERE {
  ?who a schema:Person ; owl:sameAs ?person ; rdfs:label ?label .
  ?tenure org:member ?who ; org:role/skos:prefLabel ?role ; org:organization ?body ; prov:wasDerivedFrom ?article .
  ?body rdfs:label ?of . FILTER(LANG(?role) = "id")
  OPTIONAL { ?body owl:sameAs ?bodyItem }
  OPTIONAL { ?article schema:url ?address }
  OPTIONAL { ?tenure org:memberDuring ?span
    OPTIONAL { ?span kg:start ?start ; kg:startIsActual ?actualStart } OPTIONAL { ?span kg:end ?end ; kg:endIsActual ?actualEnd } }
} GROUP BY ?person ?label ?role ?of ?bodyItem ?start ?end ?actualStart ?actualEnd ORDER BY ?person ?role ?of ?start ?end
"""


def draft(reader: Reader) -> Iterator[str]:
    """The commands, a line each: new items for bodies, then statements on linked people."""
    yield from _bodies(reader)
    yield from _people(reader)


def _bodies(reader: Reader) -> Iterator[str]:
    done = set()
    for row in reader.rows(_BODIES, prefixes=quads.PREFIXES):
        if row["body"].value in done:  # a second site
            continue
        done.add(row["body"].value)
        place = f"{row['region'].value}, Indonesia" if "region" in row else "Indonesia"
        yield "CREATE"
        yield _line("LAST", "Lid", _text(row["name"].value))
        yield _line("LAST", "Did", _text(f"{_KINDS[row['kind'].value]} di {place}"))
        yield _line("LAST", "P31", "Q327333")  # government agency
        yield _line("LAST", "P17", "Q252")  # Indonesia
        if "item" in row:
            yield _line("LAST", "P1001", row["item"].value.removeprefix(_ITEM))
        if "site" in row:
            yield _line("LAST", "P856", _text(row["site"].value))


def _people(reader: Reader) -> Iterator[str]:
    properties = _properties()
    for row in reader.rows(_POSTS, prefixes=quads.PREFIXES):
        person, role = row["person"].value.removeprefix(_ITEM), row["role"].value
        source = ("S854", _text(row["source"].value)) if "source" in row else ()
        if "bodyItem" in row and role in properties:
            body = row["bodyItem"].value.removeprefix(_ITEM)
            prop, subject = properties[role]
            one, other = (body, person) if subject == "body" else (person, body)
            yield _line(one, prop, other, *_days(row), *source)
        elif source:  # the body has no item yet: only say where the person is described
            yield _line(person, "P973", _text(row["source"].value))


def _properties() -> dict[str, tuple[str, str]]:
    """The property of each role, and whether the body or the person is its subject: ``data/wikidata.csv``."""
    path = assets.path("data", "wikidata.csv")
    columns = ("role", "property", "subject", "note")
    return {row["role"]: (row["property"], row["subject"]) for _, row in read_table(path, columns, columns[:3])}


def _days(row: dict[str, Any]) -> list[str]:
    """Start and end as qualifiers, only where a text says that the post began or ended then."""
    found: list[str] = []
    for key, prop in (("start", "P580"), ("end", "P582")):
        actual = row.get("actualStart" if key == "start" else "actualEnd")
        if key in row and actual is not None and actual.value == "true":
            found += [prop, _time(row[key].value)]
    return found


def _time(day: str) -> str:
    """A partial date as Wikidata writes it, with its precision."""
    precision = {4: 9, 7: 10, 10: 11}[len(day)]
    return f"+{day}{'-00' * (3 - day.count('-') - 1)}T00:00:00Z/{precision}"


def _line(*parts: str) -> str:
    """A command: its parts between tabs, as the tool's files have them."""
    return "\t".join(parts)


def _text(value: str) -> str:
    """A string within a command: on one line, without the quotation marks that would end it."""
    flat = " ".join(value.split()).replace('"', "'")
    return f'"{flat}"'
