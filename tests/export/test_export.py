"""The exported package."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDFS
from rdflib.compare import isomorphic

from kpugraph import export
from kpugraph.errors import KpugraphError
from kpugraph.store import Reader


@pytest.fixture(scope="module")
def package(published_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("export") / "package"
    export.write(Reader.open(published_store), target)
    return target


@pytest.mark.parametrize("name", ["kpugraph.ttl", "evidence.ttl"])
def test_two_processes_write_the_same_bytes(published_store: Path, package: Path, tmp_path: Path, name: str) -> None:
    """The Turtle does not depend on the process or its hash seed."""
    for seed in ("7", "8"):
        target = tmp_path / seed
        command = [sys.executable, "-m", "kpugraph", "export", str(target), "--store", str(published_store)]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed})
        assert (target / name).read_bytes() == (package / name).read_bytes()


@pytest.mark.parametrize("name", ["kpugraph.ttl", "evidence.ttl"])
def test_rdflib_and_oxigraph_read_the_same_graph(package: Path, name: str) -> None:
    """Both parsers take the file and find one graph in it."""
    by_rdflib = rdflib.Graph().parse(package / name)
    by_oxigraph = rdflib.Graph()
    for quad in Reader.of_file(package / name).quads():
        by_oxigraph.parse(data=f"{quad.subject} {quad.predicate} {quad.object} .", format="nt")
    assert len(by_rdflib) > 100
    assert isomorphic(by_rdflib, by_oxigraph)


def test_the_package_holds_every_triple(published_store: Path, package: Path) -> None:
    """Core and evidence together are the store."""
    stored = {str(quad.triple) for quad in Reader.open(published_store).quads()}
    written = {
        str(quad.triple) for name in ("kpugraph.ttl", "evidence.ttl") for quad in Reader.of_file(package / name).quads()
    }
    assert written == stored


def test_a_subject_begins_with_its_type_after_a_blank_line(package: Path) -> None:
    """The Turtle reads well: a blank line, the subject, and what it is."""
    blocks = (package / "kpugraph.ttl").read_text("utf-8").split("\n\n")
    assert len(blocks) > 20
    assert all(" a " in block.splitlines()[0] for block in blocks[1:])


def test_a_foreign_directory_is_left_alone(published_store: Path, tmp_path: Path) -> None:
    """A directory with other files is refused and untouched."""
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(KpugraphError, match="no package"):
        export.write(Reader.open(published_store), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_added_to_a_package_is_not_lost(published_store: Path, tmp_path: Path) -> None:
    """A package to which someone added a file is refused as a whole, since replacing it would delete that file."""
    target = tmp_path / "package"
    export.write(Reader.open(published_store), target)
    (target / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(KpugraphError, match=r"notes\.txt"):
        export.write(Reader.open(published_store), target)
    assert (target / "notes.txt").read_text("utf-8") == "mine"


def test_a_failure_leaves_the_older_package(
    published_store: Path, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever writing fails, in the files or in the last rename, the older package stands whole and alone."""
    target = tmp_path / "package"
    export.write(Reader.open(published_store), target)
    replace, calls = os.replace, iter([None, OSError(5, "Input/output error"), None])

    def failing(source: Path, to: Path) -> None:
        if error := next(calls):
            raise error
        replace(source, to)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(KpugraphError, match="Input/output error"):
        export.write(Reader.open(published_store), target)
    monkeypatch.setattr(export, "turtle", _disk_full)
    with pytest.raises(KpugraphError, match="No space left"):
        export.write(Reader.open(published_store), target)
    assert [path.name for path in tmp_path.iterdir()] == ["package"]
    assert (target / "kpugraph.ttl").read_bytes() == (package / "kpugraph.ttl").read_bytes()


def _disk_full(triples: object) -> Iterator[str]:
    yield "half a line"
    raise OSError(28, "No space left on device")


def test_the_folder_that_one_stands_in(published_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder named as "." becomes the package, and the files are named as they were asked for."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert export.write(Reader.open(published_store), Path())[0] == Path("kpugraph.ttl")
    assert (tmp_path / "here" / "kpugraph.ttl").is_file()


HOSTILE = [
    '"',
    "\\",
    "a\nb",
    "a .\u2028b",
    "a .\u0085b",
    "\u202eabc",
    "a\tb",
    "</script>",
    "\x00",
    "é😀",
    "a .\rb",
    '"""',
    "= 1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back(text: str) -> None:
    """Quotes, line ends of every kind and marks of direction in a label stand in one line and are read back as they were."""
    subject, label = ox.NamedNode("https://w3id.org/kpugraph/person/x"), ox.NamedNode(str(RDFS.label))
    triples = [ox.Triple(subject, label, ox.Literal(value)) for value in (text, f"{text} .", "second")]
    written = "".join(export.turtle(triples))
    assert [quad.triple for quad in ox.parse(written, format=ox.RdfFormat.TURTLE)] == sorted(triples, key=str)
    read = rdflib.Graph().parse(data=written, format="turtle")
    assert {str(value) for value in read.objects()} == {text, f"{text} .", "second"}


def test_an_older_package_is_replaced(published_store: Path, package: Path, tmp_path: Path) -> None:
    """Writing over a package gives the new one, with nothing left beside it."""
    target = tmp_path / "package"
    for _ in range(2):
        export.write(Reader.open(published_store), target)
    assert [path.name for path in tmp_path.iterdir()] == ["package"]
    assert (target / "kpugraph.ttl").read_bytes() == (package / "kpugraph.ttl").read_bytes()
