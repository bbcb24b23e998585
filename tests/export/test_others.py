"""Every format is read back by a tool that others wrote, and holds what the graph holds."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
import sys
from pathlib import Path
from typing import Any

import jsonschema
import networkx as nx
import pytest
import rdflib
from export.conftest import tool
from rdflib.compare import isomorphic

from kpugraph import assets, export, quads
from kpugraph.errors import DataError
from kpugraph.export import network, tables, verify
from kpugraph.export import package as packaging
from kpugraph.store import Reader

_POSTS = """SELECT ?name ?role ?body { ?m a org:Membership ; org:member/rdfs:label ?name ; org:organization/rdfs:label ?body ;
  org:role/skos:prefLabel ?role . FILTER(LANG(?role) = "id") }"""


@pytest.fixture(scope="module")
def core(package: Path) -> Reader:
    return Reader.of_file(package / "kpugraph.ttl")


def labels(core: Reader, kind: str) -> list[str]:
    sparql = f"SELECT ?s ?l {{ ?s a {kind} ; rdfs:label ?l }}"
    return sorted(row["l"].value for row in core.rows(sparql, prefixes=quads.PREFIXES))


def posts(core: Reader) -> list[list[str]]:
    return sorted(
        [row[key].value for key in ("name", "role", "body")] for row in core.rows(_POSTS, prefixes=quads.PREFIXES)
    )


def count(core: Reader, kind: str) -> int:
    (row,) = core.rows(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a {kind} }}", prefixes=quads.PREFIXES)
    return int(row["n"].value)


def rows_of(package: Path) -> dict[str, int]:
    """Rows of each table by the number of records that a CSV reader finds."""
    found = {}
    for path in sorted((package / "tables").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as source:
            found[path.stem] = sum(1 for _ in csv.DictReader(source))
    return found


def test_the_tables_hold_the_graph(package: Path, core: Reader) -> None:
    """Each table has a row for every member of its class."""
    rows = rows_of(package)
    for table, kind in (
        ("persons", "schema:Person"), ("bodies", "org:FormalOrganization"), ("posts", "org:Post"),
        ("tenures", "org:Membership"), ("terms", "kg:TermOfOffice"), ("events", "schema:Event"),
        ("documents", "kg:Document"), ("statements", "schema:Quotation"), ("articles", "schema:NewsArticle"),
        ("regions", "kg:Region"),
    ):  # fmt: skip
        assert rows[table] == count(core, kind) > 0, table
    assert rows["claims"] == count(Reader.of_file(package / "evidence.ttl"), "kg:Claim")
    with (package / "tables" / "regions.csv").open(encoding="utf-8", newline="") as source:
        codes = {row["kode_kemendagri"]: (row["kode_bps"], row["geonames"]) for row in csv.DictReader(source)}
    assert codes["33.22"] == ("3322", "6410701")


def test_frictionless_finds_the_package_valid(others: dict[str, Any], package: Path, core: Reader) -> None:
    """The Frictionless library finds no fault, with keys and references checked, and reads every row."""
    found = others["frictionless"]
    assert found["errors"] == []
    assert found["valid"] is True
    assert found["rows"] == rows_of(package)
    assert len(found["tenures"]) == len(posts(core))
    assert found["openrefine"] == [3, 5]


def test_csvw_is_read_with_its_keys(others: dict[str, Any], package: Path) -> None:
    """A CSVW library reads every table with its types and finds every foreign key where it points."""
    found = others["csvw"]
    assert found["warnings"] == []
    assert {name.removesuffix(".csv"): rows for name, rows in found["rows"].items()} == rows_of(package)
    assert found["keys"] == sum(bool(column.ref) for table in tables.load() for column in table.columns)


def test_parquet_is_read_by_arrow(others: dict[str, Any], package: Path, core: Reader) -> None:
    """Arrow reads the same rows and columns, numbers as numbers."""
    found = others["parquet"]
    assert found["rows"] == rows_of(package)
    assert found["columns"] == {table.name: [column.name for column in table.columns] for table in tables.load()}
    assert sorted(found["headlines"]) == labels(core, "schema:NewsArticle")
    assert all(isinstance(start, int) for start in found["starts"])


def test_parquet_comes_alone(published_store: Path, tmp_path: Path) -> None:
    """Asked for alone, Parquet comes with the tables that it is made of, without the graph, and the package is sound."""
    export.write(Reader.open(published_store), tmp_path / "p", export.Options(("parquet",)))
    names = packaging.files(tmp_path / "p")
    assert {f"tables/{table.name}.{kind}" for table in tables.load() for kind in ("csv", "parquet")} <= names
    assert "kpugraph.ttl" not in names
    assert verify.check(tmp_path / "p") == []


def test_parquet_without_its_extra_says_what_to_install(
    published_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where DuckDB is not installed the extra is named before any work, and nothing is written."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(DataError, match=r"pip install 'kpugraph\[parquet\]'"):
        export.write(Reader.open(published_store), tmp_path / "p", export.Options(tuple(export.FORMATS)))
    assert list(tmp_path.iterdir()) == []


def test_parquet_guards_no_cell(tmp_path: Path) -> None:
    """What is guarded in the CSV stands in Parquet as it is in the graph, and an apostrophe of its own stays."""
    import duckdb

    column = tables.load()[0].columns[1]
    table = dataclasses.replace(tables.load()[0], columns=(column,))
    texts = ["=1+2", "+62", "-x", "@y", "'tis", "plain"]
    path = tmp_path / "t.csv"
    path.write_text("".join(f"{text}\r\n" for text in [column.name, *map(tables.guarded, texts)]), "utf-8")
    rows = duckdb.sql(f"SELECT * FROM '{tables.parquet(path, table)}'").fetchall()
    assert [row[0] for row in rows] == texts


def test_popolo_is_read_by_its_library(others: dict[str, Any], core: Reader) -> None:
    """The Popolo library follows every membership to person, body and post."""
    found = others["popolo"]
    assert sorted(found["persons"]) == labels(core, "schema:Person")
    assert sorted(found["organizations"]) == labels(core, "org:FormalOrganization")
    assert sorted(found["posts"]) == labels(core, "org:Post")
    assert sorted(found["events"]) == labels(core, "schema:Event")
    assert sorted(row[:3] for row in found["memberships"]) == posts(core)
    assert all(row[3] for row in found["memberships"])
    assert ["https://w3id.org/kpugraph/region/33.22", "Kabupaten Semarang"] in found["areas"]


@pytest.fixture(scope="module")
def popolo_schema() -> jsonschema.Draft202012Validator:
    schema = json.loads(assets.path("ontology", "popolo.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_popolo_is_as_its_schemas_say(
    popolo_schema: jsonschema.Draft202012Validator, package: Path, citizens_package: Path
) -> None:
    """Every object has the fields, types, dates and mandatory values that Popolo's schemas know, and no others."""
    for folder in (package, citizens_package):
        data = json.loads((folder / "popolo.json").read_text("utf-8"))
        assert [error.message for error in popolo_schema.iter_errors(data)] == []
        assert all(data.values())


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("persons", {"nama": "x"}), ("persons", {"name": None}), ("persons", {"other_names": ["x"]}),
        ("memberships", {"start_date": "April 2022"}), ("events", {"start_date": "2022-4-1"}),
        ("organizations", {"identifiers": [{"scheme": "wikidata"}]}), ("areas", {"identifier": 3322}),
        ("posts", {"sources": [{"note": "no address"}]}),
    ],
)  # fmt: skip
def test_the_popolo_schema_refuses(
    popolo_schema: jsonschema.Draft202012Validator, package: Path, kind: str, wrong: dict[str, Any]
) -> None:
    """A field that Popolo does not know, a wrong type, a date in words or a part without its value is a fault."""
    data = json.loads((package / "popolo.json").read_text("utf-8"))
    data[kind][0] |= wrong
    assert not popolo_schema.is_valid(data)


def test_popolo_events_name_who_took_part(package: Path, core: Reader) -> None:
    """An event names the body that organised it and the people in it, all of them in the file's other lists."""
    data = json.loads((package / "popolo.json").read_text("utf-8"))
    persons = {(found["id"], found["name"]) for found in data["persons"]}
    bodies = {found["id"] for found in data["organizations"]}
    assert {event["organization_id"] for event in data["events"] if "organization_id" in event} <= bodies
    told = [(event["id"], who["id"]) for event in data["events"] for who in event.get("attendees", ())]
    assert {(who["id"], who["name"]) for event in data["events"] for who in event.get("attendees", ())} <= persons
    sparql = "SELECT DISTINCT ?e ?p { ?e a schema:Event ; kg:leader|schema:attendee ?p . ?p a schema:Person }"
    expected = [(row["e"].value, row["p"].value) for row in core.rows(sparql, prefixes=quads.PREFIXES)]
    assert sorted(told) == sorted(expected) != []


def test_followthemoney_takes_every_entity(others: dict[str, Any], core: Reader) -> None:
    """The FollowTheMoney library knows every schema and property and finds every value valid; holders and posts are linked."""
    found = others["followthemoney"]
    assert found["faults"] == []
    assert found["schemas"]["Person"] == count(core, "schema:Person")
    assert found["schemas"]["Occupancy"] == count(core, "org:Membership")
    assert found["schemas"]["Event"] == count(core, "schema:Event")
    assert found["schemas"]["PublicBody"] + found["schemas"].get("Organization", 0) == count(
        core, "org:FormalOrganization"
    )
    assert sorted(name for name, _ in found["held"]) == labels(core, "schema:Person")


def test_a_candidate_holds_no_post_anywhere(citizens_package: Path) -> None:
    """Who stands for a post is joined to the body as a candidate, and in no format as one who holds or held the post."""
    lines = (citizens_package / "followthemoney.jsonl").read_text("utf-8").splitlines()
    entities = [json.loads(line) for line in lines]
    (who,) = [found["id"] for found in entities if found["properties"].get("name") == ["Ngesti Nugraha"]]
    (link,) = [found for found in entities if who in found["properties"].get("subject", ())]
    assert (link["schema"], link["properties"]["role"]) == ("UnknownLink", ["Calon Bupati"])
    occupancies = [found["properties"] for found in entities if found["schema"] == "Occupancy"]
    assert occupancies
    assert all(who not in found["holder"] for found in occupancies)
    assert {status for found in occupancies for status in found["status"]} <= {"ended", "unknown"}
    popolo = json.loads((citizens_package / "popolo.json").read_text("utf-8"))
    (person,) = [found["id"] for found in popolo["persons"] if found["name"] == "Ngesti Nugraha"]
    (membership,) = [found for found in popolo["memberships"] if found["person_id"] == person]
    assert membership["label"] == "Calon Bupati, Pemerintah Kabupaten Semarang (calon)"
    assert "post_id" not in membership
    edges = nx.read_gexf(citizens_package / "networks" / "kpugraph.gexf").out_edges(person, data=True)
    assert {data["relation"] for _, _, data in edges} & {"CANDIDATE_IN", "HELD_POST_IN"} == {"CANDIDATE_IN"}
    with (citizens_package / "neo4j" / "edges-candidate_in.csv").open(encoding="utf-8", newline="") as source:
        assert [row[":START_ID"] for row in csv.DictReader(source)] == [person]


@pytest.mark.parametrize("name", ["kpugraph", "evidence"])
def test_jsonld_is_read_by_pyld(others: dict[str, Any], package: Path, name: str) -> None:
    """PyLD makes of the JSON-LD the graph of the Turtle; the context also stands in a file."""
    read = rdflib.Graph().parse(data=others["pyld"][name], format="nt")
    assert isomorphic(read, rdflib.Graph().parse(package / f"{name}.ttl"))
    assert others["pyld"]["prefix"] == quads.PREFIXES["kg"]


def test_the_cypher_script_is_cypher(others: dict[str, Any], package: Path) -> None:
    """An openCypher grammar reads every statement, and each CSV file is loaded by one of them."""
    found = others["cypher"]
    assert found["faults"] == []
    assert set(found["loaded"]) == {path.name for path in (package / "neo4j").glob("*.csv")}


def test_quickstatements_are_what_its_client_writes(others: dict[str, Any], core: Reader) -> None:
    """Every line of the draft is the line that the QuickStatements client makes of its parts; every body is in it, no person."""
    found = others["quickstatements"]
    assert found["theirs"] == found["ours"]
    assert found["ours"].count("CREATE") == count(core, "org:FormalOrganization")
    assert "LAST\tP1001\tQ10687" in found["ours"]


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_networks_are_read_by_networkx(package: Path, core: Reader, suffix: str) -> None:
    """networkx reads the nodes and edges of the graph, with labels, kinds and relations."""
    path = package / "networks" / f"kpugraph.{suffix}"
    found = nx.read_graphml(path, force_multigraph=True) if suffix == "graphml" else nx.read_gexf(path)
    by_label = {data["label"]: node for node, data in found.nodes(data=True)}
    assert sorted(d["label"] for _, d in found.nodes(data=True) if d["kind"] == "person") == labels(
        core, "schema:Person"
    )
    held = sorted(
        [found.nodes[a]["label"], data["label"], found.nodes[b]["label"]]
        for a, b, data in found.edges(data=True)
        if data["relation"] == "HELD_POST_IN"
    )
    assert held == posts(core)
    leads = [b for a, b, d in found.edges(data=True) if d["relation"] == "LED_BY"]
    assert by_label["Maskup Asyadi"] in leads


def test_gexf_has_the_dates_as_time(package: Path) -> None:
    """Gephi finds a dynamic graph whose tenures and events have a first and a last day; nothing says when it was written."""
    text = (package / "networks" / "kpugraph.gexf").read_text("utf-8")
    assert 'mode="dynamic"' in text
    assert 'timeformat="date"' in text
    assert re.search(
        r'<edge [^>]*start="2022-02-11"[^>]*end="2022-02-11"|<edge [^>]*end="2022-02-11"[^>]*start="2022-02-11"', text
    )
    assert "lastmodified" not in text


def test_nothing_is_lost_without_a_date_or_with_several(citizens_package: Path) -> None:
    """Undated nodes and things with several values are written, without empty attributes."""
    found = nx.read_graphml(citizens_package / "networks" / "kpugraph.graphml", force_multigraph=True)
    assert found.number_of_nodes() > 4
    assert all(value not in {"", "None"} for _, data in found.nodes(data=True) for value in data.values())


def test_neo4j_tables_have_the_headers_of_its_importer(package: Path, core: Reader) -> None:
    """Node files have :ID and :LABEL, edge files :START_ID, :END_ID and :TYPE, and every end is a node of some file."""
    folder = package / "neo4j"
    known: set[str] = set()
    for kind, (label, name) in network.KINDS.items():
        with (folder / f"nodes-{kind}.csv").open(encoding="utf-8", newline="") as source:
            rows = list(csv.DictReader(source))
        assert {row[":LABEL"] for row in rows} <= {label}
        assert len(rows) == count(core, name)
        known |= {row["iri:ID"] for row in rows}
    for path in folder.glob("edges-*.csv"):
        with path.open(encoding="utf-8", newline="") as source:
            rows = list(csv.DictReader(source))
        assert rows, path.name
        assert {row[":TYPE"] for row in rows} == {path.stem.removeprefix("edges-").upper()}
        assert {row[end] for row in rows for end in (":START_ID", ":END_ID")} <= known


@pytest.mark.parametrize("start", ["=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_begins_a_formula_is_guarded(start: str) -> None:
    """A spreadsheet takes no cell for a formula; the apostrophe says where one was."""
    assert tables.guarded(start) == f"'{start}"
    assert tables.guarded(f"x{start}") == f"x{start}"


def test_csv_is_that_of_rfc_4180(package: Path) -> None:
    """Lines end with CR LF, and there is no mark of byte order unless it is asked for."""
    data = (package / "tables" / "statements.csv").read_bytes()
    assert data.startswith(b"statement,text,")
    assert data.count(b"\r\n") == data.count(b"\n")


def test_the_mark_for_excel(published_store: Path, tmp_path: Path) -> None:
    """With --bom every CSV table begins with the mark by which Excel knows UTF-8, and the package is still sound."""
    export.write(Reader.open(published_store), tmp_path / "p", export.Options(("csv",), bom=True))
    for path in [*(tmp_path / "p" / "tables").glob("*.csv"), tmp_path / "p" / "kamus_data.csv"]:
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert verify.check(tmp_path / "p") == []


def test_the_tools_are_there() -> None:
    """The environments of the tools exist: without them the tests above prove nothing."""
    assert tool("readers").is_file()
    assert tool("ckan").is_file()
