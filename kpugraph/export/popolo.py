"""Popolo JSON: persons, organizations, posts, memberships, areas and events, for civic-tech tools."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from kpugraph import quads
from kpugraph.export.tables import load, rows
from kpugraph.store import Reader

Row = dict[str, str]
NOT_HELD = ("Calon", "Terpilih")  # capacities of those who do not hold the post that they stand for or are elected to
_WIKIDATA = "http://www.wikidata.org/entity/"
_SOURCES = (
    "SELECT ?thing ?url { ?thing prov:wasDerivedFrom|kg:mentionedIn ?a . ?a schema:url ?url } ORDER BY ?thing ?url"
)


def write(reader: Reader, path: Path) -> Path:
    """Writes one JSON object with a list of each kind."""
    tables = {table.name: table for table in load()}
    sources: dict[str, list[str]] = {}
    for row in reader.rows(_SOURCES, prefixes=quads.PREFIXES):
        found = sources.setdefault(row["thing"].value, [])
        if row["url"].value not in found[-1:]:
            found.append(row["url"].value)
    makers: dict[str, tuple[str, Callable[[Row], dict[str, Any]]]] = {
        "persons": ("persons", _person),
        "organizations": ("bodies", _organization),
        "posts": ("posts", _post),
        "memberships": ("tenures", _membership),
        "areas": ("regions", _area),
        "events": ("events", _Events(rows(tables["participants"], reader)).object),
    }
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write("{\n")
        for number, (key, (table, make)) in enumerate(makers.items()):
            out.write(f'{"," if number else ""}"{key}": [\n')
            objects = (_with_sources(make(row), sources) for row in rows(tables[table], reader))
            out.writelines(_joined(objects))
            out.write("\n]\n")
        out.write("}\n")
    return path


def _joined(objects: Iterator[dict[str, Any]]) -> Iterator[str]:
    joint = ""
    for found in objects:
        yield joint + json.dumps(found, ensure_ascii=False)
        joint = ",\n"


def _with_sources(found: dict[str, Any], sources: dict[str, list[str]]) -> dict[str, Any]:
    urls = sources.get(found["id"], [])
    return {**found, "sources": [{"url": url} for url in urls]} if urls else found


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


class _Events:
    """Events with the body that organised each and the people who led or attended it."""

    def __init__(self, participants: Iterable[Row]) -> None:
        self._organizers: dict[str, str] = {}
        self._people: dict[str, dict[str, str]] = {}
        for row in participants:
            if row["kind"] == "orang":
                self._people.setdefault(row["event"], {})[row["participant"]] = row["name"]
            elif row["kind"] == "badan" and row["part"] == "penyelenggara":
                self._organizers.setdefault(row["event"], row["participant"])  # Popolo knows one

    def object(self, row: Row) -> dict[str, Any]:
        people = self._people.get(row["event"], {})
        return _given(
            id=row["event"], name=row["name"], classification=row["kind"], start_date=_day(row["start"]),
            end_date=_day(row["end"]), location=row["place"], parent_id=row["within"], status=row["realisation"],
            organization_id=self._organizers.get(row["event"]),
            attendees=[{"id": person, "name": name} for person, name in people.items()],
        )  # fmt: skip


def _day(value: str) -> str:
    """A date as Popolo takes it: year, month or day; one without a year is left out."""
    return "" if value.startswith("--") else value
