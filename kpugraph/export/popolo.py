"""Popolo JSON: persons, organizations, posts, memberships, areas and events, for civic-tech tools."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from kpugraph.export import batches
from kpugraph.export.tables import load, rows
from kpugraph.store import Reader

Row = dict[str, str]
NOT_HELD = ("Calon", "Terpilih")  # capacities of those who do not hold the post that they stand for or are elected to
_WIKIDATA = "http://www.wikidata.org/entity/"
_SOURCES = """
SELECT ?thing ?url WHERE { ?thing prov:wasDerivedFrom|kg:mentionedIn ?a . ?a schema:url ?url } ORDER BY ?thing ?url
"""


def write(reader: Reader, path: Path) -> Path:
    """Writes one JSON object with a list of each kind."""
    tables = {table.name: table for table in load()}
    makers: dict[str, tuple[str, Callable[[Row], dict[str, Any]]]] = {
        "persons": ("persons", _person),
        "organizations": ("bodies", _organization),
        "posts": ("posts", _post),
        "memberships": ("tenures", _membership),
        "areas": ("regions", _area),
    }
    found: dict[str, Iterator[dict[str, Any]]] = {
        key: map(make, rows(tables[table], reader)) for key, (table, make) in makers.items()
    }
    events = batches.beside(rows(tables["events"], reader), rows(tables["participants"], reader), "event")
    found["events"] = (_event(row, participants) for row, participants in events)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write("{\n")
        for number, (key, objects) in enumerate(found.items()):
            out.write(f'{"," if number else ""}"{key}": [\n')
            out.writelines(_joined(_with_sources(objects, reader)))
            out.write("\n]\n")
        out.write("}\n")
    return path


def _joined(objects: Iterator[dict[str, Any]]) -> Iterator[str]:
    joint = ""
    for found in objects:
        yield joint + json.dumps(found, ensure_ascii=False)
        joint = ",\n"


def _with_sources(objects: Iterable[dict[str, Any]], reader: Reader) -> Iterator[dict[str, Any]]:
    for some in batches.several(objects):
        sources: dict[str, list[str]] = {}
        for row in batches.about(reader, _SOURCES, "thing", (found["id"] for found in some)):
            urls = sources.setdefault(row["thing"].value, [])
            if row["url"].value not in urls[-1:]:
                urls.append(row["url"].value)
        for found in some:
            urls = sources.get(found["id"], [])
            yield {**found, "sources": [{"url": url} for url in urls]} if urls else found


def _given(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _identifiers(row: Row) -> list[dict[str, str]]:
    item = row["wikidata"].removeprefix(_WIKIDATA)
    return [{"scheme": "wikidata", "identifier": item}] if item else []


def _person(row: Row) -> dict[str, Any]:
    others = [{"name": name} for name in row["aliases"].split(" | ") if name]
    return _given(id=row["person"], name=row["name"], other_names=others, identifiers=_identifiers(row))


def _organization(row: Row) -> dict[str, Any]:
    return _given(
        id=row["body"], name=row["name"], classification=row["kind"], parent_id=row["parent"], area_id=row["region"],
        identifiers=_identifiers(row),
    )  # fmt: skip


def _post(row: Row) -> dict[str, Any]:
    return _given(id=row["post"], label=row["name"], role=row["role_name"], organization_id=row["body"])


def _membership(row: Row) -> dict[str, Any]:
    said = f" ({row['capacity'].lower()})" if row["capacity"] not in {"", "Definitif"} else ""
    return _given(
        id=row["tenure"], label=f"{row['role_name']}, {row['body_name']}{said}", role=row["role_name"],
        person_id=row["person"], organization_id=row["body"], post_id=row["post"] if row["capacity"] not in NOT_HELD else "",
        start_date=_day(row["start"]), end_date=_day(row["end"]),
    )  # fmt: skip


def _area(row: Row) -> dict[str, Any]:
    kind = "province" if len(row["kode_kemendagri"]) == 2 else "regency"
    return _given(
        id=row["region"], name=row["name"], identifier=row["kode_kemendagri"], classification=kind,
        parent_id=row["province"],
    )  # fmt: skip


def _event(row: Row, participants: Iterable[Row]) -> dict[str, Any]:
    """An event with the body that organised it and the people who led or attended it."""
    organizer, people = "", dict[str, str]()
    for other in participants:
        if other["kind"] == "orang":
            people[other["participant"]] = other["name"]
        elif other["kind"] == "badan" and other["part"] == "penyelenggara":
            organizer = organizer or other["participant"]  # Popolo knows one
    return _given(
        id=row["event"], name=row["name"], classification=row["kind"], start_date=_day(row["start"]),
        end_date=_day(row["end"]), location=row["place"], parent_id=row["within"], status=row["realisation"],
        organization_id=organizer, attendees=[{"id": person, "name": name} for person, name in people.items()],
    )  # fmt: skip


def _day(value: str) -> str:
    """A date as Popolo takes it: year, month or day; one without a year is left out."""
    return "" if value.startswith("--") else value
