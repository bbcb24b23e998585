"""RDF files of every usual format, gzipped or not."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest

from kpugraph.errors import StoreError
from kpugraph.store import Reader

TRIPLE = b"<http://x/s> <http://x/p> <http://x/o> .\n"
XML = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">
<rdf:Description rdf:about="http://x/s"><x:p rdf:resource="http://x/o"/></rdf:Description></rdf:RDF>"""
SAME = {
    "a.ttl": TRIPLE,
    "a.nt": TRIPLE,
    "a.n3": TRIPLE,
    "a.nq": TRIPLE,
    "a.trig": b"<http://x/g> { <http://x/s> <http://x/p> <http://x/o> }",
    "a.jsonld": b'{"@id": "http://x/s", "http://x/p": {"@id": "http://x/o"}}',
    "a.json": b'{"@id": "http://x/s", "http://x/p": {"@id": "http://x/o"}}',
    "a.rdf": XML,
    "a.owl": XML,
    "a.TTL": TRIPLE,
}


def triples(*paths: Path, input_format: str | None = None) -> list[str]:
    return sorted(
        str(ox.Triple(q.subject, q.predicate, q.object)) for q in Reader.of_files(paths, input_format).quads()
    )


@pytest.mark.parametrize("name", SAME)
def test_a_file_is_read_by_its_ending(tmp_path: Path, name: str) -> None:
    """Every format gives the same triple, plain and gzipped, under its own name and with the format said."""
    plain, packed, odd = tmp_path / name, tmp_path / f"{name}.gz", tmp_path / "unnamed"
    plain.write_bytes(SAME[name])
    packed.write_bytes(gzip.compress(SAME[name]))
    odd.write_bytes(gzip.compress(SAME[name]))
    kind = name.rpartition(".")[2].lower()
    assert triples(plain) == triples(packed) == triples(odd, input_format=kind)
    assert triples(plain) == ["<http://x/s> <http://x/p> <http://x/o>"]


def test_several_files_are_one_graph(tmp_path: Path) -> None:
    """Triples of all the files are seen together, and relative IRIs are those of each file."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.ttl").write_text(f"<> <http://x/p> '{name}' .")
    found = triples(tmp_path / "a.ttl", tmp_path / "b.ttl")
    assert len(found) == 2
    assert found[0].startswith(f"<{(tmp_path / 'a.ttl').as_uri()}>")


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        ("a.ttl", b"<http://x/s> <http://x/p>", "cannot be read"),
        ("a.txt", TRIPLE, "no known RDF format"),
        ("a.ttl.gz", gzip.compress(TRIPLE * 1000)[:-20], "end early"),
        ("a.rdf", XML[:-30], "cannot be read"),
        ("a.ttl", b"\xff\xfe<\x00", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_named_in_one_line(tmp_path: Path, name: str, data: bytes, complaint: str) -> None:
    """A broken, unknown or cut-off file is an error with its name, never half a graph."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(StoreError) as caught:
        Reader.of_file(path)
    assert complaint in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that is not there."""
    with pytest.raises(StoreError, match="No such file"):
        Reader.of_file(tmp_path / "none.ttl")


def test_entities_that_name_namespaces_are_read(tmp_path: Path) -> None:
    """The usual DOCTYPE of ontology editors, short entities that hold no others, is no danger."""
    path = tmp_path / "a.owl"
    path.write_bytes(b'<!DOCTYPE rdf:RDF [\n<!ENTITY x "http://x/">\n]>\n' + XML.replace(b'"http://x/o"', b'"&x;o"'))
    assert triples(path) == ["<http://x/s> <http://x/p> <http://x/o>"]


@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE r [<!ENTITY % p "x"> %p;]>',
        b'<!DOCTYPE r [<!ENTITY a "' + b"x" * 5000 + b'">]>',
        b'<!DOCTYPE a><!DOCTYPE r [<!ENTITY a "x">]>',
        b'<!doctype r [<!entity a "aaaaaaaaaa"><!entity b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_entities_that_could_grow_without_bound_are_refused(tmp_path: Path, head: bytes) -> None:
    """A bomb of entities never reaches the engine, which has no limit for them."""
    path = tmp_path / "a.rdf"
    path.write_bytes(head + XML)
    with pytest.raises(StoreError, match="entities"):
        Reader.of_file(path)
