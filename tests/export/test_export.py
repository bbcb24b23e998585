"""The exported package."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
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
    command = [sys.executable, "-m", "kpugraph", "export", str(tmp_path / "again"), "--store", str(published_store)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    assert (tmp_path / "again" / name).read_bytes() == (package / name).read_bytes()


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


def test_an_older_package_is_replaced(published_store: Path, package: Path, tmp_path: Path) -> None:
    """Writing over a package gives the new one, with nothing left beside it."""
    target = tmp_path / "package"
    for _ in range(2):
        export.write(Reader.open(published_store), target)
    assert [path.name for path in tmp_path.iterdir()] == ["package"]
    assert (target / "kpugraph.ttl").read_bytes() == (package / "kpugraph.ttl").read_bytes()
