"""One name for a party or another body, whatever of its names a text writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import kpugraph
from kpugraph import usual_names
from kpugraph.cli import cli
from kpugraph.errors import DataError
from kpugraph.regions import load_regions
from kpugraph.usual_names import body_name, party_name, placed_name

PAGES = [
    ("Partai Golongan Karya", "Senin (1/8/2022)"),
    ("Partai Golkar", "Selasa (2/8/2022)"),
    ("DPD Partai Golongan Karya Kabupaten Semarang", "Rabu (3/8/2022)"),
    ("DPD Partai Golkar Kabupaten Semarang", "Kamis (4/8/2022)"),
]


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("Partai Amanat Nasional", "PAN"),
        ("PAN", "PAN"),
        ("DPC partai golongan karya Kota Metro", "DPC Partai Golkar Kota Metro"),
        ("Partai Keadilan dan Persatuan Indonesia", "PKPI"),
        ("Partai Keadilan dan Persatuan", "Partai Keadilan dan Persatuan"),
        ("Partai Bulan Bintangan", "Partai Bulan Bintangan"),
    ],
)
def test_a_party_has_its_usual_name(name: str, usual: str) -> None:
    """Another name of a party is the usual one, in a branch's name too; what only begins like one stays."""
    assert party_name(name) == usual


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("Forum Kerukunan Umat Beragama Kabupaten Ende", "FKUB Kabupaten Ende"),
        ("Kantor Urusan Agama Kecamatan Bawen", "KUA Kecamatan Bawen"),
        ("PC Gerakan Pemuda Ansor Bangkalan", "PC GP Ansor Bangkalan"),
        ("FKUB Kabupaten Ende", "FKUB Kabupaten Ende"),
        ("Persatuan Perangkat Desa Indonesia", "Persatuan Perangkat Desa Indonesia"),
    ],
)
def test_another_body_has_its_usual_short_name(name: str, usual: str) -> None:
    """A name written in full is the usual short one; a body of another name stays, though its letters are the same."""
    assert body_name(name) == usual


@pytest.mark.parametrize(
    ("name", "code", "usual"),
    [
        ("Polres Kuansing", None, "Polres Kuantan Singingi"),
        ("Polda Sulsel", None, "Polda Sulawesi Selatan"),
        ("Polres Semarang", None, "Polres Semarang"),
        ("PWI Semarang", "33.22", "PWI Kabupaten Semarang"),
        ("PWI Sulsel", "73", "PWI Provinsi Sulawesi Selatan"),
        ("PWI Kabupaten Semarang", "33.22", "PWI Kabupaten Semarang"),
        ("Sulsel", None, "Sulsel"),
    ],
)
def test_a_place_at_the_end_is_told_in_full(name: str, code: str | None, usual: str) -> None:
    """An abbreviated place is the region's name, with its level where the region is known; another place stays."""
    assert placed_name(name, load_regions().by_code[code] if code else None) == usual


def test_a_graph_has_a_party_and_its_branch_once(tmp_path: Path) -> None:
    """Articles that write a party in full and in short tell of one body, which is found by either name."""
    texts = [f"Partai Mendaftar\n\nUngaran – {party} mendatangi KPU Kabupaten Semarang, {day}." for party, day in PAGES]
    records = [
        {"id": f"p{n}", "url": f"https://kab-semarang.kpu.go.id/p{n}", "text": text} for n, text in enumerate(texts)
    ]
    pages, store = tmp_path / "pages.jsonl", str(tmp_path / "s")
    pages.write_text("\n".join(map(json.dumps, records)), "utf-8")
    assert CliRunner().invoke(cli, ["build", str(pages), "--store", store]).exit_code == 0
    graph = kpugraph.Graph(store)
    rows = graph.query("SELECT ?label { ?body kg:bodyKind 'party' ; rdfs:label ?label } ORDER BY ?label")
    assert [row.label for row in rows] == ["DPD Partai Golkar Kabupaten Semarang", "Partai Golkar"]
    for name in ("Partai Golongan Karya", "partai golkar"):
        done = CliRunner().invoke(cli, ["query", "links", "-p", f"thing={name}", "--store", store])
        assert done.exit_code == 0, done.output


def test_a_table_that_is_none_is_told_with_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The names of parties are a table of lists; what is none is told with the file."""
    monkeypatch.setattr(usual_names, "rules", lambda name: {"parties": ["PAN"]})
    usual_names._names.cache_clear()
    with pytest.raises(DataError, match="parties is no table of names"):
        party_name("PAN")
    usual_names._names.cache_clear()
