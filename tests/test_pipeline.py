"""From pages to a store."""

from __future__ import annotations

import json
from pathlib import Path

from kpugraph import entities, pipeline, quads
from kpugraph.regions import load_regions
from kpugraph.sources import read
from kpugraph.store import Reader

ROOT = Path(__file__).parent.parent


def raise_(error: Exception) -> None:
    raise error


def lines_of(*sources: str) -> list[str]:
    facts = list(pipeline.extract(read(sources, raise_)))
    return sorted(set(quads.lines(entities.resolve(facts, load_regions()))))


def test_every_quote_stands_at_its_offsets(published_store: Path) -> None:
    """For each claim, the page's text between start and end is the quoted text."""
    text = (ROOT / "data" / "articles" / "kab-semarang-104-37.txt").read_text("utf-8")
    reader = Reader.open(published_store)
    sparql = """SELECT ?s ?e ?exact ?pageUrl { ?claim oa:hasTarget ?t . ?t oa:hasSource ?article ; oa:hasSelector ?p , ?q .
      ?p oa:start ?s ; oa:end ?e . ?q oa:exact ?exact . ?article schema:url ?pageUrl }"""
    rows = list(reader.rows(sparql, prefixes=quads.PREFIXES))
    assert len(rows) > 90
    for row in rows:
        assert text[int(row["s"].value) : int(row["e"].value)] == row["exact"].value


def test_the_hierarchy_reaches_the_national_commission(published_store: Path) -> None:
    """KPU Kabupaten Semarang stands under KPU Provinsi Jawa Tengah, and that under KPU RI."""
    sparql = 'SELECT ?n { ?b rdfs:label "KPU Kabupaten Semarang"@id ; org:subOrganizationOf+ ?up . ?up rdfs:label ?n }'
    names = {row["n"].value for row in Reader.open(published_store).rows(sparql, prefixes=quads.PREFIXES)}
    assert names == {"KPU Provinsi Jawa Tengah", "KPU RI"}


def test_the_same_pages_give_the_same_lines_in_any_order(tmp_path: Path) -> None:
    """The lines of a graph do not depend on the order in which pages come."""
    text = "Apel\n\nKetua KPU %s, Sri Lestari, memimpin apel, 3 Mei 2023."
    rows = [
        {"id": name, "url": f"https://kab-{name}.kpu.go.id/", "text": text % name.title()}
        for name in ("pati", "kudus", "rembang")
    ]
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    second.write_text("".join(json.dumps(row) + "\n" for row in reversed(rows)), "utf-8")
    assert lines_of(str(first)) == lines_of(str(second))


def test_people_of_one_name_in_two_regencies_stay_two(tmp_path: Path) -> None:
    """A name alone joins nobody: the chairs of two commissions who share a name are two persons."""
    text = "Apel\n\nKetua KPU %s, Muhammad Yusuf, memimpin apel."
    rows = [
        {"id": name, "url": f"https://kab-{name}.kpu.go.id/", "text": text % name.title()} for name in ("pati", "bone")
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    facts = list(pipeline.extract(read([str(path)], raise_)))
    assert len(entities.resolve(facts, load_regions()).persons) == 2


def test_building_again_changes_nothing(tmp_path: Path) -> None:
    """A second build of the same pages holds the same quads."""
    target = tmp_path / "store"
    counts = []
    for _ in range(2):
        pipeline.build([str(ROOT / "data" / "articles")], target, raise_)
        reader = Reader.open(target)
        counts.append(sorted(str(quad) for quad in reader.quads()))
        del reader
    assert counts[0] == counts[1]
