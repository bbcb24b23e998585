"""FollowTheMoney entities as JSON Lines, for Aleph and OpenSanctions: written here, proved by their library in the tests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kpugraph.export import batches
from kpugraph.export.popolo import NOT_HELD
from kpugraph.export.tables import load, rows
from kpugraph.store import Reader

Row = dict[str, str]
_WIKIDATA = "http://www.wikidata.org/entity/"
_PUBLIC = {
    *("commission", "supervisor", "ethics", "adhoc", "government", "parliament", "police", "army", "prosecution"),
    *("court", "ministry", "agency", "prison"),
}


def write(reader: Reader, path: Path) -> Path:
    """Writes an entity a line. Each id is a digest of the graph's IRI, which stands in ``sourceUrl`` or ``alias``."""
    tables = {table.name: table for table in load()}
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for entity in _entities({name: lambda name=name: rows(tables[name], reader) for name in tables}):
            out.write(json.dumps(entity, ensure_ascii=False) + "\n")
    return path


def identifier(iri: str) -> str:
    """The id of an entity: FollowTheMoney takes no slashes."""
    return f"kpu-{hashlib.sha1(iri.encode('utf-8'), usedforsecurity=False).hexdigest()}"


def _entities(table: Any) -> Iterator[dict[str, Any]]:
    for row in table["persons"]():
        yield _entity(
            "Person", row["person"], name=row["name"], alias=row["aliases"].split(" | "), country="id",
            wikidataId=row["wikidata"].removeprefix(_WIKIDATA),
        )  # fmt: skip
    for row in table["bodies"]():
        yield _entity(
            "PublicBody" if row["kind"] in _PUBLIC else "Organization", row["body"], name=row["name"], country="id",
            classification=row["kind"], wikidataId=row["wikidata"].removeprefix(_WIKIDATA),
        )  # fmt: skip
    for row in table["posts"]():
        yield _entity(
            "Position", row["post"], name=row["name"], country="id", organization=_ref(row["body"]),
        )  # fmt: skip
    for row in table["tenures"]():
        if row["person"] and row["body"]:
            yield _tenure(row)
    yield from _happenings(table)


def _tenure(row: Row) -> dict[str, Any]:
    """An occupancy where a post is or was held, else a link that says what stands between person and body.

    No occupancy is called current: that a text says so tells of its own day alone.
    """
    days = {"startDate": _day(row["start"]), "endDate": _day(row["end"]), "date": _day(row["first_evidenced"])}
    if not row["post"] or row["capacity"] in NOT_HELD:
        role = f"{row['role_name']} (terpilih)" if row["capacity"] == "Terpilih" else row["role_name"]
        ends = {"subject": _ref(row["person"]), "object": _ref(row["body"])}
        return _entity("UnknownLink", row["tenure"], **ends, role=role, **days)
    ended = row["capacity"] == "Mantan" or row["end_is_actual"] == "true"
    ends = {"holder": _ref(row["person"]), "post": _ref(row["post"])}
    return _entity("Occupancy", row["tenure"], **ends, status="ended" if ended else "unknown", **days)


def _happenings(table: Any) -> Iterator[dict[str, Any]]:
    for row, participants in batches.beside(table["events"](), table["participants"](), "event"):
        involved: dict[str, list[str]] = {}
        for other in participants:
            role = "organizer" if other["part"] == "penyelenggara" else "involved"
            involved.setdefault(role, []).append(identifier(other["participant"]))
        yield _entity(
            "Event", row["event"], name=row["name"], startDate=_day(row["start"]), endDate=_day(row["end"]),
            location=row["place"], country="id", summary=row["kind"], **involved,
        )  # fmt: skip
    for row in table["articles"]():
        yield _entity(
            "Article", row["article"], title=row["headline"], sourceUrl=row["url"], publisher=row["publisher_name"],
            publishedAt=row["published"], date=_day(row["reported"]), country="id", language="ind",
        )  # fmt: skip
    for row in table["documents"]():
        yield _entity(
            "Document", row["document"], title=row["name"], date=_day(row["issued"]), summary=row["subject"],
            author=row["issuer_text"], country="id",
        )  # fmt: skip


def _entity(schema: str, iri: str, **properties: Any) -> dict[str, Any]:
    """An entity without empty values, each property a list."""
    lists = {key: value if isinstance(value, list) else [value] for key, value in properties.items()}
    given = {key: [value for value in values if value] for key, values in lists.items()}
    return {
        "id": identifier(iri),
        "schema": schema,
        "properties": {key: values for key, values in given.items() if values},
    }


def _ref(iri: str) -> str:
    return identifier(iri) if iri else ""


def _day(value: str) -> str:
    return "" if value.startswith("--") else value
