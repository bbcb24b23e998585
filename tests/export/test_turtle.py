"""Turtle and TriG as they are written line by line."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import RDFS

from kpugraph.export import lines
from kpugraph.export.turtle import Writer, prefixes, trig, turtle

PERSON = "https://w3id.org/kpugraph/person/"
LABEL = ox.NamedNode(str(RDFS.label))
HOSTILE = [
    *('"', "\\", "a\nb", "a .\u2028b", "a .\u0085b", "\u202eabc", "a\tb", "</script>", "\x00", "é😀", "a .\rb", '"""'),
    *("= 1", 'a" .', 'a"@id <x> .', "\\u0041", "a^^b", '"^^<http://x> .'),
]


def lines_of(triples: list[ox.Triple]) -> list[lines.Line]:
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    return [lines.split(f"{line}\n") for line in sorted(data.decode("utf-8").split("\n")) if line]


def as_turtle(triples: list[ox.Triple]) -> str:
    return "".join(turtle(lines_of(triples), Writer(prefixes()), ("a comment\nof two lines",)))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back(text: str) -> None:
    """Quotes, line ends of every kind and marks of direction in a label are read back as they were, by two parsers."""
    subject = ox.NamedNode(f"{PERSON}x")
    triples = [ox.Triple(subject, LABEL, ox.Literal(value)) for value in (text, f"{text} .", "second")]
    triples.append(ox.Triple(subject, LABEL, ox.Literal(text, language="id")))
    written = as_turtle(triples)
    assert {quad.triple for quad in ox.parse(written, format=ox.RdfFormat.TURTLE)} == set(triples)
    read = rdflib.Graph().parse(data=written, format="turtle")
    assert {str(value) for value in read.objects()} == {text, f"{text} .", "second"}


@pytest.mark.parametrize(
    "iri",
    [
        f"{PERSON}maskup-asyadi-33.22", f"{PERSON}a.", f"{PERSON}.a", f"{PERSON}-a", f"{PERSON}", f"{PERSON}a/b/c",
        f"{PERSON}a(b)", f"{PERSON}%C3%A9", f"{PERSON}é", "https://w3id.org/kpugraph/ontology#", "https://schema.org/",
        "mailto:a@example.org", f"{PERSON}1a", f"{PERSON}a~b", f"{PERSON}a_b-",
    ],
)  # fmt: skip
def test_every_iri_comes_back(iri: str) -> None:
    """An IRI is written with a prefix only where that is valid, and is read back as it was, by two parsers."""
    triples = [ox.Triple(ox.NamedNode(iri), ox.NamedNode(iri), ox.NamedNode(iri))]
    written = as_turtle(triples)
    assert [quad.triple for quad in ox.parse(written, format=ox.RdfFormat.TURTLE)] == triples
    read = rdflib.Graph().parse(data=written, format="turtle")
    assert [str(term) for term in next(iter(read))] == [iri] * 3


@pytest.mark.parametrize(
    ("value", "datatype", "written"),
    [
        ("12", "integer", " 12 "), ("0.97", "decimal", " 0.97 "), ("1", "decimal", '"1"^^xsd:decimal'),
        ("true", "boolean", " true "), ("1", "boolean", '"1"^^xsd:boolean'), ("2022", "gYear", '"2022"^^xsd:gYear'),
        ("x", "integer", '"x"^^xsd:integer'),
    ],
)  # fmt: skip
def test_numbers_are_written_bare_where_they_are_numbers(value: str, datatype: str, written: str) -> None:
    """A literal loses its quotes only where Turtle reads it back with the same datatype and the same letters."""
    literal = ox.Literal(value, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))
    triple = ox.Triple(ox.NamedNode(f"{PERSON}x"), LABEL, literal)
    text = as_turtle([triple])
    assert written in text
    assert [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)] == [triple]


def test_trig_keeps_the_graphs_apart() -> None:
    """The default graph and a named graph are read back as they were."""
    name = ox.NamedNode("https://w3id.org/kpugraph/graph/evidence")
    one, two = (ox.Triple(ox.NamedNode(f"{PERSON}{x}"), LABEL, ox.Literal(x)) for x in "ab")
    text = "".join(trig({"": lines_of([one]), str(name): lines_of([two])}, Writer(prefixes())))
    assert set(ox.parse(text, format=ox.RdfFormat.TRIG)) == {ox.Quad(*one), ox.Quad(*two, name)}
    read = rdflib.Dataset()
    read.parse(data=text, format="trig")
    assert isomorphic(read.graph(rdflib.URIRef(name.value)), rdflib.Graph().parse(data=f"{two} .", format="nt"))


@pytest.mark.parametrize("files", [200, 3])
def test_lines_are_sorted_in_runs_as_in_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: int) -> None:
    """Sorting in many runs on disk, however few are merged at a time, gives what sorting in memory gives, each line once."""
    monkeypatch.setattr(lines, "_RUN", 40)
    monkeypatch.setattr(lines, "_FILES", files)
    given = [[lines.Line(f"<{number % 50}>", "<p>", str(value)) for value in (number % 3, 5)] for number in range(200)]
    sorter = lines.Sorter(tmp_path / "a")
    for block in given:
        sorter.add(block)
    sorter.finish()
    expected = {f"{line.subject} {line.predicate} {line.object} .\n" for block in given for line in block}
    assert (tmp_path / "a").read_text("utf-8") == "".join(sorted(expected))
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
