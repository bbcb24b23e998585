"""A graph as it may be published, on disk: sorted lines of the core facts and of the evidence, and a store of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kpugraph import quads
from kpugraph.export import hidden, lines, privacy
from kpugraph.export.persons import People
from kpugraph.export.profile import Profile
from kpugraph.export.turtle import TYPE
from kpugraph.store import Reader

if TYPE_CHECKING:
    import pyoxigraph as ox


@dataclass(slots=True)
class Counts:
    """What a file of lines holds: triples, subjects, and how many of each class and predicate (IRIs in brackets)."""

    triples: int = 0
    subjects: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    predicates: Counter[str] = field(default_factory=Counter)

    def add(self, block: list[lines.Line]) -> None:
        """Counts the lines of one subject."""
        self.triples += len(block)
        self.subjects += 1
        self.predicates.update([line[1] for line in block])
        self.classes.update([line[2] for line in block if line[1] == TYPE])


@dataclass(frozen=True, slots=True)
class Content:
    """The published lines: files of N-Triples, sorted, and what they hold. ``citizens`` is how many persons are unnamed."""

    core: Path
    evidence: Path
    graph: str
    core_counts: Counts
    evidence_counts: Counts
    citizens: int
    folder: Path

    def reader(self) -> Reader:
        """A store of the published lines, built below the working folder the first time."""
        import pyoxigraph as ox

        path = self.folder / "store"
        known = path.exists()
        store = ox.Store(str(path))
        if not known:
            _load(store, self.core)
            _load(store, self.evidence, ox.NamedNode(self.graph))
        return Reader(store, "the package")


def prepare(reader: Reader, profile: Profile, folder: Path, *, include_private: bool = False) -> Content:
    """Passes every line of the graph through the gate, into files below ``folder``.

    The evidence graph is the evidence; what stands in any other graph is a core fact.
    """
    rules = privacy.rules()
    evidence = f"{profile.base}{quads.EVIDENCE_GRAPH}"
    graphs = [graph for graph in reader.graphs() if graph != evidence]
    with reader.lines(graphs) as facts, reader.lines([evidence]) as claims:
        people = None if include_private else People(reader, rules.people, profile.base)
        clean = privacy.Gate(rules, None).clean
        gate = privacy.Gate(rules, people, hidden.find(reader, people, rules.people["body_kinds"], clean, rules.label))
        core = _passed(facts, gate, folder / "core.nt")
        proof = _passed(claims, gate, folder / "evidence.nt")
    counts = core.counts if len(graphs) == 1 else _count(core.path)  # a fact of two graphs came twice
    citizens = len(people.citizens) if people else 0
    return Content(core.path, proof.path, evidence, counts, proof.counts, citizens, folder)


class _Passed(NamedTuple):
    path: Path
    counts: Counts


def _passed(found: Iterable[str], gate: privacy.Gate, path: Path) -> _Passed:
    """Writes what the gate lets through, sorted."""
    counts, sorter = Counts(), lines.Sorter(path)
    for block in lines.blocks(map(lines.split, found)):
        passed = gate.block(block)
        if passed:
            counts.add(passed)
            sorter.add(passed)
    sorter.finish()
    return _Passed(path, counts)


def _count(path: Path) -> Counts:
    counts = Counts()
    for block in lines.blocks(lines.read(path)):
        counts.add(block)
    return counts


def _load(store: ox.Store, path: Path, graph: ox.NamedNode | None = None) -> None:
    import pyoxigraph as ox

    with path.open("rb") as stream:
        store.bulk_load(stream, format=ox.RdfFormat.N_TRIPLES, to_graph=graph, lenient=True)
