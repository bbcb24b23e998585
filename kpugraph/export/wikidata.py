"""For Wikidata: the draft of ``kpugraph quickstatements``, and CSV files for OpenRefine, where people match names to items.

Nothing is sent, and a person must look at it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from kpugraph.export import batches
from kpugraph.export.tables import guarded
from kpugraph.quickstatements import draft
from kpugraph.store import Reader

_BODIES = """
SELECT ?body (MIN(?label) AS ?name) (MIN(?k) AS ?kind) (MIN(?r) AS ?region) (MIN(?item) AS ?place)
  (MIN(?u) AS ?url) WHERE {
  ?body a org:FormalOrganization ; rdfs:label ?label ; kg:bodyKind ?k .
  FILTER(?k IN ("commission", "supervisor", "ethics"))
  OPTIONAL { ?body dct:spatial ?area . ?area rdfs:label ?r . OPTIONAL { ?area owl:sameAs ?item } }
  OPTIONAL { ?claim rdf:subject ?body ; prov:wasDerivedFrom/schema:url ?u }
  FILTER NOT EXISTS { ?body owl:sameAs ?same . FILTER(STRSTARTS(STR(?same), "http://www.wikidata.org/entity/")) }
} GROUP BY ?body ORDER BY ?body
"""
_PERSONS = """
SELECT ?person (MIN(?label) AS ?name) (MIN(?role_label) AS ?role) (MIN(?body_label) AS ?body)
  (MIN(STR(?s)) AS ?start) (MAX(STR(?e)) AS ?end) (MIN(?u) AS ?url) WHERE {
  ?m a org:Membership ; org:member ?person ; org:role ?r ; org:organization ?b . ?person rdfs:label ?label .
  ?r skos:prefLabel ?role_label . FILTER(LANG(?role_label) = "id")
  ?b rdfs:label ?body_label ; kg:bodyKind ?k . FILTER(?k IN ("commission", "supervisor", "ethics"))
  OPTIONAL { ?m org:memberDuring ?i . OPTIONAL { ?i kg:start ?s } OPTIONAL { ?i kg:end ?e } }
  OPTIONAL { ?m prov:wasDerivedFrom/schema:url ?u }
  FILTER NOT EXISTS { ?person owl:sameAs ?same . FILTER(STRSTARTS(STR(?same), "http://www.wikidata.org/entity/")) }
  FILTER(STRLEN(?label) > 0 && LCASE(STR(?label)) != "warga")
} GROUP BY ?person ORDER BY ?person
"""


def write(reader: Reader, folder: Path) -> None:
    """The draft and the two tables."""
    folder.mkdir()
    bodies = map(_texts, batches.of_kind(reader, _BODIES, "body", "org:FormalOrganization"))
    persons = map(_texts, batches.of_kind(reader, _PERSONS, "person", "schema:Person"))
    (folder / "quickstatements.txt").write_text("".join(f"{line}\n" for line in draft(reader)), "utf-8")
    _table(folder / "openrefine-bodies.csv", bodies, ("body", "name", "kind", "region", "place", "url"))
    _table(folder / "openrefine-persons.csv", persons, ("person", "name", "role", "body", "start", "end", "url"))


def _texts(row: dict[str, object]) -> dict[str, str]:
    return {key: str(term.value) for key, term in row.items()}  # type: ignore[attr-defined]


def _table(path: Path, rows: Iterable[dict[str, str]], columns: tuple[str, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        writer.writerows([guarded(row.get(column, "")) for column in columns] for row in rows)
