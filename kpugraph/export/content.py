"""A graph as it may be published, on disk: sorted lines of the core facts and of the evidence, and a store of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kpugraph import beside, quads
from kpugraph.export import hidden, lines, privacy
from kpugraph.export.lines import Line
from kpugraph.export.persons import People, Whose
from kpugraph.export.profile import Profile
from kpugraph.export.turtle import TYPE
from kpugraph.second import Second
from kpugraph.store import Reader, fill

Block = list[Line]
_LOADED = 30_000  # lines given to the engine at a time: a third of the memory that a build takes, in as much time
_AFTER = "\t"  # between what blocks are put in order by and their subject: no IRI holds it


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
        if not path.exists():
            fill(path, self._quads(), _LOADED)
        return Reader(ox.Store.read_only(str(path)), "the package", path)

    def _quads(self) -> Iterator[str]:
        """The published lines as N-Quads."""
        with self.core.open(encoding="utf-8", newline="\n") as facts:
            yield from facts
        with self.evidence.open(encoding="utf-8", newline="\n") as claims:
            for line in claims:
                yield f"{line[:-3]} <{self.graph}> .\n"


def prepare(
    reader: Reader, profile: Profile, folder: Path, second: Second, *, include_private: bool = False
) -> Callable[[], Content]:
    """Passes every line of the graph through the gate, into files below ``folder``; gives what waits until all are.

    The evidence graph is the evidence, which the second process passes; what stands in any other graph is a core fact.
    """
    rules = privacy.rules()
    evidence = f"{profile.base}{quads.EVIDENCE_GRAPH}"
    graphs = [graph for graph in reader.graphs() if graph != evidence]
    clean = privacy.Gate(rules, None).clean
    with beside.asked(reader) as apart:
        people = None if include_private else People(apart, rules.people, profile.base)
        named = hidden.find(apart, people, rules.people["body_kinds"], clean, rules.label)
    proven = second.start(_passed, reader, [evidence], rules, people, named, folder / "evidence.nt")
    core = _passed(reader, graphs, rules, people, named, folder / "core.nt")
    counts = core.counts if len(graphs) == 1 else _count(core.path)  # a fact of two graphs came twice
    citizens = len(people.citizens) if people else 0

    def wait() -> Content:
        proof = proven()
        return Content(core.path, proof.path, evidence, counts, proof.counts, citizens, folder)

    return wait


class _Passed(NamedTuple):
    path: Path
    counts: Counts


def _passed(
    reader: Reader, graphs: Sequence[str], rules: privacy.Rules, people: People | None, named: hidden.Hidden, path: Path
) -> _Passed:
    """Writes what the gate lets through of some graphs, sorted."""
    gate = privacy.Gate(rules, people, named)
    counts, sorter = Counts(), lines.Sorter(path)
    with reader.lines(graphs) as found:
        for block, whose in _in_turn(lines.blocks(map(lines.split, found)), gate, path.with_suffix(".late")):
            passed = gate.passed(block, whose)
            if passed:
                counts.add(passed)
                sorter.add(passed)
    sorter.finish()
    return _Passed(path, counts)


def _in_turn(blocks: Iterable[Block], gate: privacy.Gate, path: Path) -> Iterator[tuple[Block, Whose | None]]:
    """The blocks with whose names may stand in them: those of nobody first, then those of the same people together.

    The pattern of some people takes longer to make than to use, and there is no room for those of all.
    """
    late = lines.Sorter(path)
    for block in blocks:
        whose = gate.whose(block)
        if whose is None:
            yield block, None
        else:
            late.add([Line(f"{whose.first}{_AFTER}{subject}", verb, value) for subject, verb, value in block])
    for block in lines.blocks(lines.read(late.finish())):
        there = [Line(subject.partition(_AFTER)[2], verb, value) for subject, verb, value in block]
        yield there, gate.whose(there)
    path.unlink()


def _count(path: Path) -> Counts:
    counts = Counts()
    for block in lines.blocks(lines.read(path)):
        counts.add(block)
    return counts
