"""The exported package as a whole: the same bytes every time, everything in it, nothing in a foreign folder."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kpugraph import export, quads, store
from kpugraph.errors import KpugraphError
from kpugraph.export import package as packaging
from kpugraph.export import privacy, verify
from kpugraph.store import Reader

EVIDENCE = f"<https://w3id.org/kpugraph/{quads.EVIDENCE_GRAPH}>"
CUT = set(map(quads.name, ("oa:prefix", "oa:suffix", "oa:exact", "oa:end")))

AROUND = set(map(quads.name, ("oa:prefix", "oa:suffix")))


def triples(path: Path) -> set[str]:
    """The triples of an RDF file as lines, graphs left out."""
    kind = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    assert kind is not None
    return {f"{quad.subject} {quad.predicate} {quad.object}" for quad in ox.parse(path=str(path), format=kind)}


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_the_same_graph_gives_the_same_bytes(
    published_store: Path, settings_file: Path, package: Path, tmp_path: Path, seed: str
) -> None:
    """Under different hash seeds every file of the package is equal to the byte, Parquet and pages too."""
    target = tmp_path / "again"
    arguments = ["export", str(target), "--store", str(published_store), "--config", str(settings_file)]
    slices = [part for kind in ("body", "province", "year") for part in ("--slice", kind)]
    command = [sys.executable, "-m", "kpugraph", *arguments, "--format", "all", *slices]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert packaging.files(target) == packaging.files(package)
    differ = [n for n in packaging.files(target) if (target / n).read_bytes() != (package / n).read_bytes()]
    assert not differ


@pytest.mark.parametrize("name", ["kpugraph", "evidence"])
def test_rdflib_and_oxigraph_read_the_same_graph(package: Path, name: str) -> None:
    """Both parsers take the Turtle, and rdflib finds the same graph in JSON-LD and RDF/XML."""
    by_rdflib = rdflib.Graph().parse(package / f"{name}.ttl")
    by_oxigraph = rdflib.Graph()
    by_oxigraph.parse(data="".join(f"{line} .\n" for line in triples(package / f"{name}.ttl")), format="nt")
    assert len(by_rdflib) > 100
    assert isomorphic(by_rdflib, by_oxigraph)
    assert isomorphic(by_rdflib, rdflib.Graph().parse(package / f"{name}.jsonld", format="json-ld"))
    assert isomorphic(by_rdflib, rdflib.Graph().parse(package / f"{name}.rdf", format="xml"))


@pytest.mark.parametrize("suffix", ["nq", "trig"])
def test_nquads_and_trig_hold_both_graphs(package: Path, suffix: str) -> None:
    """rdflib reads the core facts from the default graph and the evidence from its named graph."""
    read = rdflib.Dataset()
    read.parse(package / f"kpugraph.{suffix}")
    for name, graph in (("kpugraph", read.default_graph), ("evidence", read.graph(rdflib.URIRef(EVIDENCE[1:-1])))):
        assert isomorphic(graph, rdflib.Graph().parse(package / f"{name}.ttl"))


def test_the_package_holds_every_triple(published_store: Path, package: Path) -> None:
    """Core and evidence together are the store; only long quotes and the sentences around them are cut."""
    stored = {f"{q.subject} {q.predicate} {q.object}" for q in Reader.open(published_store).quads()}
    written = triples(package / "kpugraph.ttl") | triples(package / "evidence.ttl")
    lost, new = stored - written, written - stored
    assert {line.split(" ")[1] for line in lost | new} <= CUT
    assert len(lost) == len(new)
    around = [line.split(" ", 2)[2] for line in new if line.split(" ")[1] in AROUND]
    assert around
    assert all("…" in text and len(text) <= privacy.rules().context + 3 for text in around)


def test_a_subject_begins_with_its_type_after_a_blank_line(package: Path) -> None:
    """The Turtle reads well: a header with version and period from the data, a blank line, a subject and what it is."""
    text = (package / "kpugraph.ttl").read_text("utf-8")
    head, _prefixes, *blocks = text.split("\n\n")
    assert re.search(r"version 2022-04-12\.[0-9a-f]{8}; sumber · sources 2022-02-11/2022-04-12, 2 artikel", head)
    assert "Dinas Contoh" in head
    assert len(blocks) > 20
    assert all(" a " in block.splitlines()[0] for block in blocks)
    assert "_:" not in text


def test_no_article_goes_out_in_full(package: Path, published_store: Path) -> None:
    """No file has more than a short run of an article's text, and all quotes are short."""
    page = next(Path("data/articles").glob("*.txt")).read_text("utf-8")
    body = " ".join(page.split())
    limit = privacy.rules().statement + 50
    windows = {body[at : at + limit] for at in range(0, len(body) - limit, 25)}
    for name in sorted(packaging.files(package)):
        if name.endswith((".parquet", ".md")):
            continue
        text = " ".join((package / name).read_text("utf-8").split())
        assert not [window for window in windows if window in text], name


def test_a_foreign_directory_is_left_alone(published_store: Path, tmp_path: Path) -> None:
    """A directory with other files is refused and untouched."""
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(KpugraphError, match="no package"):
        export.write(Reader.open(published_store), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("name", ["notes.txt", "tables/notes.txt"])
def test_a_file_added_to_a_package_is_not_lost(published_store: Path, tmp_path: Path, name: str) -> None:
    """A package to which someone added a file, at any depth, is refused as a whole: replacing it would delete that file."""
    target = tmp_path / "package"
    export.write(Reader.open(published_store), target)
    (target / name).write_text("mine", "utf-8")
    with pytest.raises(KpugraphError, match=r"notes\.txt"):
        export.write(Reader.open(published_store), target)
    assert (target / name).read_text("utf-8") == "mine"


def test_the_folder_that_one_stands_in(published_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder named as "." becomes the package, and the files are named as they were asked for."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert export.write(Reader.open(published_store), Path(), export.Options(("turtle",)))[0] == Path("kpugraph.ttl")
    assert (tmp_path / "here" / "kpugraph.ttl").is_file()


def test_only_the_formats_that_are_asked_for(published_store: Path, tmp_path: Path) -> None:
    """One format brings its files, the ontology, the catalogue and the pages, and no other data."""
    export.write(Reader.open(published_store), tmp_path / "p", export.Options(("nquads",)))
    found = packaging.files(tmp_path / "p")
    assert {"kpugraph.nq", "ontology.ttl", "catalog.ttl", "index.html", "ontology.html", "SHA256SUMS"} <= found
    assert not [name for name in found if name.startswith(("tables", "kpugraph.ttl", "popolo", "neo4j"))]


def test_packed_files_hold_the_same(published_store: Path, package: Path, settings_file: Path, tmp_path: Path) -> None:
    """With --gzip the RDF files are gzip files of the same bytes, without a name or a time in them."""
    options = export.Options(("turtle", "nquads"), config=settings_file, gzip=True)
    export.write(Reader.open(published_store), tmp_path / "p", options)
    for name in ("kpugraph.ttl", "evidence.ttl", "kpugraph.nq"):
        packed = (tmp_path / "p" / f"{name}.gz").read_bytes()
        assert gzip.decompress(packed) == (package / name).read_bytes()
        assert packed[4:8] == b"\0\0\0\0"
    assert not (tmp_path / "p" / "kpugraph.ttl").exists()


def test_a_graph_of_a_file_gives_the_same_package(published_store: Path, package: Path, tmp_path: Path) -> None:
    """Read from an N-Quads file, in whatever order, the graph gives the same Turtle as from the store."""
    lines = Reader.open(published_store).nquads()
    (tmp_path / "g.nq").write_text("".join(reversed(lines)), "utf-8")
    export.write(Reader.of_file(tmp_path / "g.nq"), tmp_path / "p", export.Options(("turtle",)))
    one, other = ((folder / "kpugraph.ttl").read_text("utf-8") for folder in (tmp_path / "p", package))
    assert one.partition("@prefix")[2] == other.partition("@prefix")[2]


def test_a_third_graph_goes_into_the_core_once(published_store: Path, tmp_path: Path) -> None:
    """Facts of any other named graph join the core facts, each once, and the counts say how many there are."""
    lines = Reader.open(published_store).nquads()
    body = "<https://w3id.org/kpugraph/body/kpu-ri>"
    link = f"{body} <http://www.w3.org/2002/07/owl#sameAs> <http://www.wikidata.org/entity/Q1>"
    twice = next(line for line in lines if line.startswith(body) and EVIDENCE not in line)
    graph = "<https://w3id.org/kpugraph/graph/links>"
    more = [f"{link} {graph} .\n", f"{link} .\n", f"{twice.removesuffix(' .' + chr(10))} {graph} .\n"]
    store.write(tmp_path / "store", [*lines, *more])
    export.write(Reader.open(tmp_path / "store"), tmp_path / "p", export.Options(("turtle",)))
    assert (tmp_path / "p" / "kpugraph.ttl").read_text("utf-8").count("Q1>") == 1
    assert verify.check(tmp_path / "p") == []


def test_slices_are_parts_of_the_core(package: Path) -> None:
    """A slice has whole subjects of the core facts: a body's its officials, a year's its events."""
    core = triples(package / "kpugraph.ttl")
    subjects: dict[str, set[str]] = {}
    for line in core:
        subjects.setdefault(line.split(" ")[0], set()).add(line)
    for path in sorted((package / "slices").rglob("*.ttl")):
        part = triples(path)
        assert part <= core
        for subject in {line.split(" ")[0] for line in part}:
            assert subjects[subject] <= part, path
    semarang = (package / "slices" / "body" / "kpu-kabupaten-semarang.ttl").read_text("utf-8")
    assert "Maskup Asyadi" in semarang
    assert "Bernad Dermawan Sutrisno, Sekretaris Jenderal" not in semarang
    assert "rapat-bb071782" in (package / "slices" / "year" / "2022.ttl").read_text("utf-8")
    assert "rapat-bb071782" not in (package / "slices" / "year" / "2018.ttl").read_text("utf-8")
    assert (package / "slices" / "province" / "33.ttl").is_file()


def test_slices_are_packed_like_the_rest(published_store: Path, package: Path, tmp_path: Path) -> None:
    """With --gzip the slices are gzip files of the same bytes too, and the package is sound."""
    export.write(Reader.open(published_store), tmp_path / "p", export.Options(("turtle",), ("province",), gzip=True))
    assert [path.name for path in (tmp_path / "p" / "slices" / "province").iterdir()] == ["33.ttl.gz"]
    packed = gzip.decompress((tmp_path / "p" / "slices" / "province" / "33.ttl.gz").read_bytes()).decode("utf-8")
    plain = (package / "slices" / "province" / "33.ttl").read_text("utf-8")
    facts = [text.split("\n\n", 1)[1] for text in (packed, plain)]  # the header names the publisher
    assert facts[0] == facts[1]
    assert verify.check(tmp_path / "p") == []


def test_an_unknown_format_is_named() -> None:
    """A wrong format is an error that lists the right ones."""
    with pytest.raises(KpugraphError, match="no format 'turtel'"):
        export.formats(["turtel"])
    assert export.formats(["all"]) == tuple(export.FORMATS)
    assert "nquads" not in export.formats([])
