"""W3C's tests of SPARQL 1.1, read from their manifests; the archive lies beside the checkout and is not part of it."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

import pyoxigraph as ox

ARCHIVE = Path(__file__).parents[3] / "shared" / "reference" / "w3c-rdf-tests.tar.gz"
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DAWGT = "http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#"
FORMATS = {"ttl": ox.RdfFormat.TURTLE, "rdf": ox.RdfFormat.RDF_XML, "nt": ox.RdfFormat.N_TRIPLES}


@dataclass(frozen=True)
class Case:
    """One test: its kind as the manifest says, and its files by their IRIs."""

    name: str
    kind: str
    approved: bool
    query: str
    data: tuple[str, ...]
    named: tuple[str, ...]
    result: str | None


class Suite:
    """The unpacked archive. Its files go by IRIs below ``BASE``, as the manifests resolve them."""

    def __init__(self, folder: Path) -> None:
        with tarfile.open(ARCHIVE) as archive:
            archive.extractall(folder, filter="data")
        self._root = folder / "sparql" / "sparql11"

    def read(self, iri: str) -> bytes:
        return (self._root / iri.removeprefix(BASE)).read_bytes()

    def graph(self, iri: str) -> ox.Store:
        """The graph of a file."""
        store = ox.Store()
        store.load(self.read(iri), format=FORMATS[iri.rsplit(".", 1)[-1]], base_iri=iri)
        return store

    def cases(self, manifest: str) -> Iterator[Case]:
        """The query and result tests of a manifest and of those that it includes."""
        iri = urljoin(BASE, manifest)
        graph = self.graph(iri)
        for included in items(graph, first(graph, ox.NamedNode(iri), MF + "include")):
            yield from self.cases(included.value)
        for entry in items(graph, first(graph, ox.NamedNode(iri), MF + "entries")):
            yield _case(graph, entry)

    def empty(self, cases: list[Case]) -> list[str]:
        """The data files without a triple: a store has such a graph only where it is told so."""
        return [iri for iri in _files(cases) if not len(self.graph(iri))]

    def quads(self, cases: list[Case]) -> Iterator[str]:
        """Every data file of the tests as a graph of that name."""
        for iri in _files(cases):
            graph = ox.NamedNode(iri)
            for quad in self.graph(iri):
                yield f"{_own(quad.subject, iri)} {quad.predicate} {_own(quad.object, iri)} {graph} .\n"


def _files(cases: list[Case]) -> list[str]:
    return sorted({iri for case in cases for iri in (*case.data, *case.named)})


def _own(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, iri: str) -> str:
    """A term of one file: its blank nodes are not those of another."""
    return f"_:f{sha256(iri.encode()).hexdigest()[:12]}{term.value}" if isinstance(term, ox.BlankNode) else str(term)


def _case(graph: ox.Store, entry: ox.NamedNode) -> Case:
    kind = first(graph, entry, RDF + "type").value.removeprefix(MF)
    action = first(graph, entry, MF + "action")
    plain = isinstance(action, ox.NamedNode)
    query = action if plain else first(graph, action, QT + "query")
    data = [] if plain else [q.object.value for q in graph.quads_for_pattern(action, ox.NamedNode(QT + "data"), None)]
    named = (
        [] if plain else [q.object.value for q in graph.quads_for_pattern(action, ox.NamedNode(QT + "graphData"), None)]
    )
    result = first(graph, entry, MF + "result")
    approval = first(graph, entry, DAWGT + "approval")
    return Case(
        entry.value.removeprefix(BASE).replace("manifest#", ""),
        kind,
        approval is not None and approval.value == DAWGT + "Approved",
        query.value if query is not None else "",
        tuple(data),
        tuple(named),
        result.value if isinstance(result, ox.NamedNode) else None,
    )


def first(graph: ox.Store, subject: object, predicate: str):  # type: ignore[no-untyped-def]
    """The object of a property, if there is one."""
    found = list(graph.quads_for_pattern(subject, ox.NamedNode(predicate), None))
    return found[0].object if found else None


def items(graph: ox.Store, node: object):  # type: ignore[no-untyped-def]
    """The items of an RDF list."""
    while node is not None and getattr(node, "value", "") != RDF + "nil":
        yield first(graph, node, RDF + "first")
        node = first(graph, node, RDF + "rest")
