"""What the tables are, for programs: ``datapackage.json`` (Frictionless) and ``csv-metadata.json`` (CSV on the Web)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kpugraph.export import vocabularies
from kpugraph.export.profile import Profile
from kpugraph.export.registry import digest
from kpugraph.export.settings import Settings
from kpugraph.export.tables import FOLDER, Column, Table

_PARTIAL = r"^(\d{4}(-\d{2}(-\d{2})?)?|--\d{2}(-\d{2})?)$"  # a year, month or day, or a day of no year
_XSD = {"string": "string", "integer": "integer", "number": "decimal", "boolean": "boolean", "date": "date"}


def frictionless(folder: Path, tables: Mapping[Table, int], settings: Settings, profile: Profile, version: str) -> Path:
    """Writes ``datapackage.json`` beside the folder of the tables. ``tables`` has the number of rows of each."""
    package = {
        "profile": "tabular-data-package",
        "name": "kpugraph",
        "id": settings.identifier or f"{profile.base}dataset",
        "title": settings.title["id"],
        "description": settings.description["id"],
        "homepage": settings.url,
        "version": version,
        "licenses": [_licence(settings.licence)],
        "contributors": [{"title": settings.publisher["id"], "role": "publisher"}],
        "keywords": [*settings.keywords["id"], *settings.keywords["en"]],
        "sources": [{"title": f"{profile.articles} artikel berita, {profile.period or 'tanpa tanggal'}"}],
        "resources": [_resource(folder, table, rows) for table, rows in tables.items()],
    }
    path = folder / "datapackage.json"
    path.write_text(_json(package), "utf-8")
    return path


def _licence(iri: str) -> dict[str, str]:
    name = vocabularies.licence(iri).name
    return {**({"name": name} if name else {}), "path": iri}


def _resource(folder: Path, table: Table, rows: int) -> dict[str, Any]:
    path = folder / FOLDER / f"{table.name}.csv"
    return {
        "name": table.name,
        "path": f"{FOLDER}/{table.name}.csv",
        "profile": "tabular-data-resource",
        "title": table.title["id"],
        "description": table.description["id"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest(path)}",
        "rowCount": rows,
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": table.keys,
            "foreignKeys": [
                {"fields": column.name, "reference": {"resource": resource, "fields": field}}
                for column in table.columns
                if column.ref
                for resource, _, field in [column.ref.partition(".")]
            ],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    partial = column.type == "any"
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if partial:
        constraints["pattern"] = _PARTIAL
    field: dict[str, Any] = {
        "name": column.name,
        "type": "string" if partial else column.type,
        "title": column.title["id"],
        "description": column.definition["id"],
    }
    return {**field, **({"constraints": constraints} if constraints else {})}


def csvw(folder: Path, tables: Mapping[Table, int], settings: Settings) -> Path:
    """Writes ``csv-metadata.json``, the table group of CSV on the Web, into the folder of the tables."""
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "id"}],
        "dc:title": dict(settings.title),
        "dc:license": {"@id": settings.licence},
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n", "\n"]},
        "tables": [_csvw_table(table) for table in tables],
    }
    path = folder / FOLDER / "csv-metadata.json"
    path.write_text(_json(group), "utf-8")
    return path


def _csvw_table(table: Table) -> dict[str, Any]:
    return {
        "url": f"{table.name}.csv",
        "dc:title": dict(table.title),
        "dc:description": dict(table.description),
        "tableSchema": {
            "columns": [
                {
                    "name": column.name,
                    "titles": {"und": [column.name], "id": [column.title["id"]], "en": [column.title["en"]]},
                    "dc:description": dict(column.definition),
                    "datatype": {"base": "string", "format": _PARTIAL} if column.type == "any" else _XSD[column.type],
                    "required": column.required,
                    "null": "",
                }
                for column in table.columns
            ],
            "primaryKey": table.keys,
            "foreignKeys": [
                {
                    "columnReference": column.name,
                    "reference": {"resource": f"{resource}.csv", "columnReference": field},
                }
                for column in table.columns
                if column.ref
                for resource, _, field in [column.ref.partition(".")]
            ],
        },
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
