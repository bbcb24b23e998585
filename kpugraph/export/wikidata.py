"""For Wikidata: a QuickStatements draft of what the graph knows and Wikidata may lack, and CSV files for OpenRefine.

A draft only: nothing is sent, and a person must look at it. It holds election bodies and their officials
that no ``owl:sameAs`` joins to an item yet, each statement with the article's address as its reference.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from kpugraph import quads
from kpugraph.export.tables import guarded
from kpugraph.store import Reader

_BODIES = """
SELECT ?body (MIN(?label) AS ?name) (MIN(?k) AS ?kind) (MIN(?r) AS ?region) (MIN(?item) AS ?place) (MIN(?up) AS ?parent)
  (MIN(?u) AS ?url) WHERE {
  ?body a org:FormalOrganization ; rdfs:label ?label ; kg:bodyKind ?k .
  FILTER(?k IN ("commission", "supervisor", "ethics"))
  OPTIONAL { ?body dct:spatial ?area . ?area rdfs:label ?r . OPTIONAL { ?area owl:sameAs ?item } }
  OPTIONAL { ?body org:subOrganizationOf/owl:sameAs ?up }
  OPTIONAL { ?claim rdf:subject ?body ; prov:wasDerivedFrom/schema:url ?u }
  FILTER NOT EXISTS { ?body owl:sameAs ?same . FILTER(STRSTARTS(STR(?same), "http://www.wikidata.org/entity/")) }
} GROUP BY ?body ORDER BY ?body
"""
_PERSONS = """
SELECT ?person (MIN(?label) AS ?name) (MIN(?role_label) AS ?role) (MIN(?body_label) AS ?body) (MIN(?employer) AS ?item)
  (MIN(STR(?s)) AS ?start) (MAX(STR(?e)) AS ?end) (MIN(?u) AS ?url) WHERE {
  ?m a org:Membership ; org:member ?person ; org:role ?r ; org:organization ?b . ?person rdfs:label ?label .
  ?r skos:prefLabel ?role_label . FILTER(LANG(?role_label) = "id")
  ?b rdfs:label ?body_label ; kg:bodyKind ?k . FILTER(?k IN ("commission", "supervisor", "ethics"))
  OPTIONAL { ?b owl:sameAs ?employer }
  OPTIONAL { ?m org:memberDuring ?i . OPTIONAL { ?i kg:start ?s } OPTIONAL { ?i kg:end ?e } }
  OPTIONAL { ?m prov:wasDerivedFrom/schema:url ?u }
  FILTER NOT EXISTS { ?person owl:sameAs ?same . FILTER(STRSTARTS(STR(?same), "http://www.wikidata.org/entity/")) }
  FILTER(STRLEN(?label) > 0 && LCASE(STR(?label)) != "warga")
} GROUP BY ?person ORDER BY ?person
"""
_ENTITY = "http://www.wikidata.org/entity/"
_HUMAN, _INDONESIA, _AGENCY = "Q5", "Q252", "Q327333"  # human, Indonesia, government agency
# Properties: instance of, country, located in, part of, employer, start and end time, reference URL.
_INSTANCE, _COUNTRY, _PLACE, _PART, _EMPLOYER, _START, _END, _REFERENCE = (
    *("P31", "P17", "P131", "P361", "P108", "P580", "P582"), "S854",
)  # fmt: skip


def write(reader: Reader, folder: Path) -> list[Path]:
    """The draft and the two tables."""
    folder.mkdir()
    bodies = [_texts(row) for row in reader.rows(_BODIES, prefixes=quads.PREFIXES)]
    persons = [_texts(row) for row in reader.rows(_PERSONS, prefixes=quads.PREFIXES)]
    draft = folder / "quickstatements.txt"
    lines = [line for row in bodies for line in _body(row)] + [line for row in persons for line in _person(row)]
    draft.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return [
        draft,
        _table(folder / "openrefine-bodies.csv", bodies, ("body", "name", "kind", "region", "place", "url")),
        _table(folder / "openrefine-persons.csv", persons, ("person", "name", "role", "body", "start", "end", "url")),
    ]


def _texts(row: dict[str, object]) -> dict[str, str]:
    return {key: str(term.value) for key, term in row.items()}  # type: ignore[attr-defined]


def _body(row: dict[str, str]) -> Iterator[str]:
    area = f" {row['region']}" if "region" in row and row["region"] not in row["name"] else ""
    yield "CREATE"
    yield f"LAST\tLid\t{_quoted(row['name'])}"
    yield f"LAST\tDid\t{_quoted(f'badan penyelenggara pemilu di Indonesia{area}')}"
    yield f"LAST\tDen\t{_quoted('election body in Indonesia')}"
    yield _statement(_INSTANCE, _AGENCY, row)
    yield _statement(_COUNTRY, _INDONESIA, row)
    for name, number in (("place", _PLACE), ("parent", _PART)):
        if row.get(name, "").startswith(_ENTITY):
            yield _statement(number, row[name].removeprefix(_ENTITY), row)


def _person(row: dict[str, str]) -> Iterator[str]:
    yield "CREATE"
    yield f"LAST\tLid\t{_quoted(row['name'])}"
    yield f"LAST\tLen\t{_quoted(row['name'])}"
    described = f"{row['role']} {row['body']}"
    yield f"LAST\tDid\t{_quoted(described)}"
    yield _statement(_INSTANCE, _HUMAN, row)
    if row.get("item", "").startswith(_ENTITY):
        qualifiers = [
            f"\t{number}\t{time}"
            for number, key in ((_START, "start"), (_END, "end"))
            if (time := _time(row.get(key, "")))
        ]
        yield _statement(_EMPLOYER, row["item"].removeprefix(_ENTITY), row, "".join(qualifiers))


def _statement(number: str, item: str, row: dict[str, str], qualifiers: str = "") -> str:
    reference = f"\t{_REFERENCE}\t{_quoted(row['url'])}" if row.get("url") else ""
    return f"LAST\t{number}\t{item}{qualifiers}{reference}"


def _quoted(text: str) -> str:
    """A text between quotes; QuickStatements has no escape for quotes, tabs and line ends."""
    return '"' + " ".join(text.replace('"', "'").split()) + '"'


def _time(value: str) -> str:
    """A partial date with its precision: 9 a year, 10 a month, 11 a day."""
    if not value or value.startswith("--"):
        return ""
    padded = (value + "-00-00")[:10]
    return f"+{padded}T00:00:00Z/{ {4: 9, 7: 10, 10: 11}[len(value)] }"


def _table(path: Path, rows: list[dict[str, str]], columns: tuple[str, ...]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        writer.writerows([guarded(row.get(column, "")) for column in columns] for row in rows)
    return path
