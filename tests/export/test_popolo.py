"""Popolo JSON against what the published schemas say, and our own schema against them field by field."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kpugraph import assets

PUBLISHED: dict[str, Any] = tomllib.loads((Path(__file__).parent / "popolo_fields.toml").read_text("utf-8"))
LISTS = {
    "persons": "person", "organizations": "organization", "posts": "post", "memberships": "membership", "areas": "area",
    "events": "event",
}  # fmt: skip


def fields(kind: str) -> dict[str, dict[str, Any]]:
    """The properties of a kind as the published schemas of draft 3 have them."""
    told = PUBLISHED["kinds"][kind]
    text = {"type": ["string", "null"]}
    return {
        **{name: {"type": "string", "required": True} for name in told.get("must", ())},
        **dict.fromkeys(told.get("text", ()), text),
        **{name: {**text, "pattern": PUBLISHED["day"]} for name in told.get("day", ())},
        **{name: {**text, "pattern": PUBLISHED["moment"]} for name in told.get("moment", ())},
        **{name: {"type": "array", "items": {"$ref": f"#/{of}"}} for name, of in told.get("many", {}).items()},
        **{name: {"$ref": f"#/{of}"} for name, of in told.get("one", {}).items()},
    }


@pytest.fixture(scope="module")
def published() -> jsonschema.Draft3Validator:
    """The published schemas as one, of a file with a list of each kind; a field that they do not know is a fault here."""
    kinds = {
        kind: {"type": "object", "additionalProperties": False, "properties": fields(kind)}
        for kind in PUBLISHED["kinds"]
    }
    lists = {name: {"type": "array", "required": True, "items": {"$ref": f"#/{kind}"}} for name, kind in LISTS.items()}
    schema = {**kinds, "type": "object", "additionalProperties": False, "properties": lists}
    return jsonschema.Draft3Validator(schema)


def test_the_exports_are_valid_by_the_published_schemas(
    published: jsonschema.Draft3Validator, package: Path, citizens_package: Path
) -> None:
    """Every object has only fields of Popolo, of the types and forms that the published schemas ask for."""
    for folder in (package, citizens_package):
        data = json.loads((folder / "popolo.json").read_text("utf-8"))
        assert [f"{list(error.path)}: {error.message}" for error in published.iter_errors(data)] == []
        assert all(data[name] for name in LISTS)


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("persons", {"nama": "x"}), ("persons", {"name": 3}), ("persons", {"other_names": [{"note": "x"}]}),
        ("memberships", {"start_date": "April 2022"}), ("events", {"start_date": "12-04-2022"}),
        ("areas", {"identifier": 3322}), ("posts", {"sources": [{}]}), ("events", {"attendees": "x"}),
    ],
)  # fmt: skip
def test_the_published_schemas_refuse(
    published: jsonschema.Draft3Validator, package: Path, kind: str, wrong: dict[str, Any]
) -> None:
    """What they refuse is refused here too: the check above can fail."""
    data = json.loads((package / "popolo.json").read_text("utf-8"))
    data[kind][0] |= wrong
    assert not published.is_valid(data)


@pytest.mark.parametrize("kind", sorted(PUBLISHED["kinds"]))
def test_our_schema_asks_for_nothing_else(kind: str) -> None:
    """Each field of our own schema is one of the published kind, of the same type, and what must be there there must be here."""
    own = json.loads(assets.path("ontology", "popolo.schema.json").read_text("utf-8"))["$defs"]
    theirs = fields(kind)
    ours = own[kind]["properties"]
    assert ours.keys() <= theirs.keys()
    assert {name for name, field in theirs.items() if field.get("required")} <= set(own[kind]["required"])
    for name, field in ours.items():
        kept = own[field["$ref"].rpartition("/")[2]] if "$ref" in field else field
        if kept["type"] == "array":
            assert kept["items"]["$ref"].rpartition("/")[2] == theirs[name]["items"]["$ref"].rpartition("/")[2]
        else:
            assert kept["type"] in theirs[name]["type"]
        if "pattern" in theirs[name]:
            assert kept["pattern"] == PUBLISHED["day"], "a day, which is also a moment"
