"""The store on disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpugraph.errors import KpugraphError, QueryError, StoreError
from kpugraph.store import Reader, write

ROOT = Path(__file__).parent.parent


def numbered(count: int) -> Iterator[str]:
    return (f'<https://e.org/{n}> <https://e.org/p> "{n}" .\n' for n in range(count))


def folder(path: Path) -> list[str]:
    return sorted(p.name.split("-")[0] for p in path.iterdir())


@pytest.mark.parametrize("count", [1, 4095, 4096, 4097, 20_000])
def test_no_line_is_lost(tmp_path: Path, count: int) -> None:
    """The store holds every line, whatever the size of the batches on the way."""
    assert write(tmp_path / "s", numbered(count)) == count
    assert Reader.open(tmp_path / "s").nquads() == sorted(numbered(count))


def test_a_line_that_comes_twice_is_stored_once(tmp_path: Path) -> None:
    """The graph is a set."""
    assert write(tmp_path / "s", [*numbered(5), *numbered(5)]) == 5


def test_the_annotated_page_builds_to_the_same_quads_twice(
    gold_store: Path, gold_facts: list[object], tmp_path: Path
) -> None:
    """Building again gives the same sorted N-Quads, in a new store and over an old one."""
    from kpugraph import entities, quads
    from kpugraph.regions import load_regions

    first = Reader.open(gold_store).nquads()
    for _ in range(2):
        write(tmp_path / "s", quads.lines(entities.resolve(gold_facts, load_regions())))  # type: ignore[arg-type]
        assert Reader.open(tmp_path / "s").nquads() == first


def test_a_build_that_fails_leaves_the_old_store_whole(tmp_path: Path) -> None:
    """An error while the lines are made comes out as it is, and the old store answers as before."""

    def failing() -> Iterator[str]:
        yield from numbered(10_000)
        raise KpugraphError("a bad page")

    write(tmp_path / "s", numbered(7))
    before = folder(tmp_path / "s")
    with pytest.raises(KpugraphError, match="a bad page"):
        write(tmp_path / "s", failing())
    assert len(Reader.open(tmp_path / "s")) == 7
    assert folder(tmp_path / "s") == before
    with pytest.raises(KpugraphError, match="a bad page"):
        write(tmp_path / "new", failing())
    assert not (tmp_path / "new").exists()


def test_a_line_that_is_no_quad_is_an_error(tmp_path: Path) -> None:
    """A malformed line stops the build with a clear error."""
    with pytest.raises(StoreError, match="no N-Quad"):
        write(tmp_path / "s", ["this is no quad\n"])
    assert not (tmp_path / "s").exists()


def test_a_killed_build_leaves_the_old_store_whole(tmp_path: Path) -> None:
    """Killed at any moment, a build leaves the old store or the new one, whole, and the next build works and tidies up."""
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from kpugraph.store import write
        print("ready", flush=True)
        write(Path(sys.argv[1]), (f'<https://e.org/{n}> <https://e.org/p> "{n}" .\\n' for n in range(60_000)))
    """)
    target = tmp_path / "s"
    write(target, numbered(7))
    for wait in (0.02, 0.1, 0.2, 0.35):
        child = subprocess.Popen([sys.executable, "-c", script, str(target)], stdout=subprocess.PIPE, cwd=ROOT)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert len(Reader.open(target)) in {7, 60_000}
    write(target, numbered(3))
    assert len(Reader.open(target)) == 3
    assert folder(target) == ["kpugraph", "lock", "version"]


def test_a_second_build_waits_its_turn(tmp_path: Path) -> None:
    """While one build writes, another is told that the store is in use, and harms nothing."""

    def within() -> Iterator[str]:
        yield from numbered(3)
        with pytest.raises(StoreError, match="in use by another build"):
            write(tmp_path / "s", numbered(9))
        yield from numbered(5)

    assert write(tmp_path / "s", within()) == 5


def test_a_reader_keeps_its_version_while_a_new_one_comes(tmp_path: Path) -> None:
    """An open reader goes on answering from the version it opened."""
    write(tmp_path / "s", numbered(2000))
    reader = Reader.open(tmp_path / "s")
    write(tmp_path / "s", numbered(5))
    assert len(list(reader.rows("SELECT ?s WHERE { ?s ?p ?o }"))) == 2000
    assert len(Reader.open(tmp_path / "s")) == 5


def test_foreign_directories_files_and_links_are_left_alone(tmp_path: Path) -> None:
    """A build never writes among other files, over a file, or through a link."""
    foreign, plain, link = tmp_path / "docs", tmp_path / "file", tmp_path / "link"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("years of work")
    plain.write_text("x")
    link.symlink_to(foreign)
    for path, words in ((foreign, "no kpugraph store"), (plain, "no directory"), (link, "no directory")):
        with pytest.raises(StoreError, match=words):
            write(path, numbered(1))
    assert [p.name for p in foreign.iterdir()] == ["thesis.txt"]


def test_what_is_no_store_cannot_be_opened(tmp_path: Path) -> None:
    """A missing path, a file, an empty and a foreign directory: one clear error each, and nothing is created."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    for name in ("missing", "file", "empty"):
        with pytest.raises(StoreError, match="no kpugraph store here"):
            Reader.open(tmp_path / name)
    assert not (tmp_path / "missing").exists()
    assert not list((tmp_path / "empty").iterdir())


def test_a_damaged_store_says_so(tmp_path: Path) -> None:
    """A store without its version, or with a broken one, is an error with advice."""
    import shutil

    for harm in ("version", "manifest"):
        path = tmp_path / harm
        write(path, numbered(5))
        (version,) = path.glob("version-*")
        if harm == "version":
            shutil.rmtree(version)
        else:
            (version / "CURRENT").unlink()
        with pytest.raises(StoreError, match="build it again"):
            Reader.open(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_directory_without_leave_is_an_error(tmp_path: Path) -> None:
    """A place where nothing may be written is a clear error."""
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(StoreError, match="cannot be written"):
        write(tmp_path / "locked" / "s", numbered(1))


def test_a_reader_cannot_write(gold_store: Path) -> None:
    """The view is read-only: an update is no query."""
    with pytest.raises(QueryError):
        Reader.open(gold_store).query("INSERT DATA { <https://e.org/a> <https://e.org/b> 1 }")


def test_queries_see_all_graphs_as_one(gold_store: Path) -> None:
    """A fact and its claim meet in one pattern although they stand in two graphs."""
    from kpugraph import quads

    sparql = "SELECT ?c WHERE { ?m org:member ?p . ?c rdf:subject ?m ; rdf:predicate org:member ; rdf:object ?p }"
    assert len(list(Reader.open(gold_store).rows(sparql, prefixes=quads.PREFIXES))) == 5


def test_rdflib_sees_the_same_store(gold_store: Path) -> None:
    """The Dataset for rdflib answers SPARQL over the same quads."""
    reader = Reader.open(gold_store)
    dataset = reader.rdflib()
    names = {str(row[0]) for row in dataset.query("SELECT ?n { ?p <http://xmlns.com/foaf/0.1/name> ?n }")}
    assert names == {"Maskup Asyadi", "Dody Orbany", "Bambang Setyono", "Achmad Mauludini", "Bernad Dermawan Sutrisno"}


def test_a_file_is_read_by_its_extension(tmp_path: Path) -> None:
    """Turtle, N-Triples and the like open as graphs; RDF/XML and unknown formats are refused."""
    (tmp_path / "a.ttl").write_text("<https://e.org/a> a <https://e.org/B> .")
    assert len(Reader.of_file(tmp_path / "a.ttl")) == 1
    for name, text in (("b.rdf", "<rdf/>"), ("b.doc", ""), ("b.nt", "no triple")):
        (tmp_path / name).write_text(text)
        with pytest.raises(StoreError):
            Reader.of_file(tmp_path / name)
