"""Reads the files of a package with tools that others wrote and prints what they found as one JSON object.

Run in the environment of readers.txt: others_read.py PACKAGE
"""

import csv
import json
import os
import re
import sys
from pathlib import Path


def frictionless_reads() -> dict:
    from frictionless import Package, validate

    report = validate("datapackage.json")
    rows = {r.name: [dict(row) for row in r.read_rows()] for r in Package("datapackage.json").resources}
    loose = [path.read_text("utf-8").splitlines() for path in sorted(Path("wikidata").glob("*.csv"))]
    return {
        "valid": report.valid,
        "errors": [str(error) for task in report.tasks for error in task.errors],
        "rows": {name: len(found) for name, found in rows.items()},
        "tenures": [[row["person"], row["role_name"], row["body"]] for row in rows["tenures"]],
        "openrefine": [len(list(csv.DictReader(table))) for table in loose],
    }


def csvw_reads() -> dict:
    from csvw import CSVW, TableGroup

    read = CSVW("tables/csv-metadata.json")
    group = TableGroup.from_file("tables/csv-metadata.json")
    group.check_referential_integrity()
    return {
        "warnings": [str(warning.message) for warning in read.warnings],
        "rows": {table.url.string: sum(1 for _ in table) for table in group.tables},
        "keys": sum(len(table.tableSchema.foreignKeys) for table in group.tables),
    }


def parquet_reads() -> dict:
    import pyarrow.parquet

    tables = {path.stem: pyarrow.parquet.read_table(path) for path in sorted(Path("tables").glob("*.parquet"))}
    return {
        "rows": {name: table.num_rows for name, table in tables.items()},
        "columns": {name: table.column_names for name, table in tables.items()},
        "headlines": tables["articles"]["headline"].to_pylist(),
        "starts": tables["claims"]["start"].to_pylist(),
    }


def popolo_reads() -> dict:
    from popolo_data.importer import Popolo

    found = Popolo.from_filename("popolo.json")
    return {
        "persons": [person.name for person in found.persons],
        "organizations": [organization.name for organization in found.organizations],
        "memberships": [
            [m.person.name, m.role, m.organization.name, m.post.label if m.post_id else None] for m in found.memberships
        ],
        "posts": [post.label for post in found.posts],
        "areas": [[area.id, area.name] for area in found.areas],
        "events": [event.name for event in found.events],
    }


def ftm_reads() -> dict:
    from followthemoney import model

    schemas: dict = {}
    faults = []
    names = {}
    holders = []
    for line in Path("followthemoney.jsonl").read_text("utf-8").splitlines():
        data = json.loads(line)
        proxy = model.get_proxy(data)  # cleans: what is not valid is dropped
        proxy.schema.validate({"properties": proxy.to_dict()["properties"]})
        kept = proxy.to_dict()["properties"]
        for name, values in data["properties"].items():
            prop = proxy.schema.get(name)
            if prop is None:
                faults.append(f"{data['schema']} has no {name}")
                continue
            lost = [value for value in values if not prop.type.validate(value)]
            if lost or len(kept.get(name, [])) != len(set(values)):
                faults.append(f"{data['schema']}.{name}: {lost or values}")
        schemas[proxy.schema.name] = schemas.get(proxy.schema.name, 0) + 1
        names[proxy.id] = proxy.caption
        if proxy.schema.name == "Occupancy":
            holders.append([proxy.first("holder"), proxy.first("post")])
    return {"schemas": schemas, "faults": faults, "held": [[names.get(a), names.get(b)] for a, b in holders]}


def pyld_reads() -> dict:
    from pyld import jsonld

    found = {}
    for name in ("kpugraph", "evidence"):
        document = json.loads(Path(f"{name}.jsonld").read_text("utf-8"))
        found[name] = jsonld.to_rdf(document, {"format": "application/n-quads"})
    context = json.loads(Path("context.jsonld").read_text("utf-8"))
    return {**found, "prefix": context["@context"]["kg"]}


def cypher_reads() -> dict:
    """The statements by an openCypher grammar: it knows all of them but LOAD CSV and constraints, which are Neo4j's own."""
    from antlr4 import CommonTokenStream, InputStream
    from antlr4.error.ErrorListener import ErrorListener
    from antlr4_cypher import CypherLexer, CypherParser

    faults = []

    class Listener(ErrorListener):
        def syntaxError(self, recognizer, symbol, line, column, message, error):  # noqa: N802 - ANTLR names it
            faults.append(f"{line}:{column} {message}")

    text = Path("neo4j/import.cypher").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("//", "CREATE CONSTRAINT"))]
    loaded = []
    statements = [part for part in "\n".join(lines).split(";") if part.strip()]
    for statement in statements:
        match = re.match(r"\s*LOAD CSV WITH HEADERS FROM 'file:///([^']+)' AS row\n", statement)
        assert match, statement
        loaded.append(match[1])
        parser = CypherParser(
            CommonTokenStream(CypherLexer(InputStream("UNWIND rows AS row\n" + statement[match.end() :])))
        )
        parser.removeErrorListeners()
        parser.addErrorListener(Listener())
        parser.oC_Cypher() if hasattr(parser, "oC_Cypher") else parser.script()
    return {"faults": faults, "loaded": loaded, "statements": len(statements)}


def quickstatements_reads() -> dict:
    """Each statement built again by the client library for QuickStatements; its line must be ours."""
    from quickstatements_client import EntityLine, EntityQualifier, TextLine, TextQualifier

    lines = Path("wikidata/quickstatements.txt").read_text("utf-8").splitlines()
    others = []
    for line in lines:
        if line == "CREATE":
            others.append("CREATE")
            continue
        subject, predicate, value, *rest = line.split("\t")
        if predicate[0] in "LDA":
            others.append(line if re.fullmatch(r'"[^"\t]+"', value) and not rest else "?")
            continue
        qualifiers = [
            TextQualifier(predicate=name, target=text.strip('"'))
            if text.startswith('"')
            else EntityQualifier(predicate=name, target=text)
            for name, text in zip(rest[::2], rest[1::2], strict=True)
        ]
        made = TextLine if value.startswith('"') else EntityLine
        built = made(subject=subject, predicate=predicate, target=value.strip('"'), qualifiers=qualifiers)
        others.append(built.get_line(sep="\t"))
    return {"ours": lines, "theirs": others}


READERS = {
    "frictionless": frictionless_reads,
    "csvw": csvw_reads,
    "parquet": parquet_reads,
    "popolo": popolo_reads,
    "followthemoney": ftm_reads,
    "pyld": pyld_reads,
    "cypher": cypher_reads,
    "quickstatements": quickstatements_reads,
}

if __name__ == "__main__":
    os.chdir(sys.argv[1])
    found = {}
    for name, reader in READERS.items():
        try:
            found[name] = reader()
        except Exception as error:  # told to the test of that reader
            found[name] = {"failed": f"{type(error).__name__}: {error}"}
    json.dump(found, sys.stdout, ensure_ascii=False, default=str)
