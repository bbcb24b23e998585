"""A graph as it may be published, on disk: sorted lines of the core facts and of the evidence, and a store of both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kpugraph import quads
from kpugraph.export import lines, privacy
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
        for line in block:
            self.predicates[line.predicate] += 1
            if line.predicate == TYPE:
                self.classes[line.object] += 1


@dataclass(frozen=True, slots=True)
class Content:
    """The published lines: files of N-Quads, sorted, and what they hold. ``citizens`` is how many persons are unnamed."""

    core: Path
    evidence: Path
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
            for part in (self.core, self.evidence):
                _load(store, part)
        return Reader(store, "the package")


def prepare(reader: Reader, profile: Profile, folder: Path, *, include_private: bool = False) -> Content:
    """Passes every line of the graph through the gate, into files below ``folder``."""
    rules = privacy.rules()
    people = None if include_private else People(reader, rules.people, profile.base)
    gate = privacy.Gate(rules, people)
    raw = folder / "raw.nq"
    reader.dump(raw)
    if not reader.grouped:
        lines.sort(raw, raw)
    core, evidence = folder / "core.nq", folder / "evidence.nq"
    parts = _Parts(core, evidence, f"<{profile.base}{quads.EVIDENCE_GRAPH}>")
    with parts:
        for block in lines.blocks(lines.read(raw)):
            parts.write(gate.block(block))
    raw.unlink()
    for path in (core, evidence):
        lines.sort(path, path)
    core_counts = _count(core) if parts.mixed else parts.counts[0]
    evidence_counts = parts.counts[1]
    return Content(core, evidence, core_counts, evidence_counts, len(people.citizens) if people else 0, folder)


class _Parts:
    """The two files as they are filled. ``mixed`` where a third graph was seen: a fact may then have come twice."""

    def __init__(self, core: Path, evidence: Path, graph: str) -> None:
        self._paths, self._graph = (core, evidence), graph
        self._files: list[TextIO] = []
        self.counts = (Counts(), Counts())
        self.mixed = False

    def __enter__(self) -> None:
        self._files = [path.open("w", encoding="utf-8", newline="\n") for path in self._paths]

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            file.close()

    def write(self, block: list[lines.Line]) -> None:
        """Claims to the evidence, everything else to the core facts, whatever graph it stood in."""
        graphs = {line.graph for line in block}
        if graphs == {self._graph}:
            self._put(1, block)
        elif graphs == {""}:
            self._put(0, block)
        else:
            self.mixed = self.mixed or graphs != {"", self._graph}
            self._put(1, [line for line in block if line.graph == self._graph])
            facts = (line._replace(graph="") for line in block if line.graph != self._graph)
            self._put(0, list(dict.fromkeys(facts)))

    def _put(self, number: int, found: list[lines.Line]) -> None:
        if found:
            self._files[number].write("".join([line.text() for line in found]))
            self.counts[number].add(found)


def _count(path: Path) -> Counts:
    counts = Counts()
    for block in lines.blocks(lines.read(path)):
        counts.add(block)
    return counts


def _load(store: ox.Store, path: Path) -> None:
    import pyoxigraph as ox

    with path.open("rb") as stream:
        store.bulk_load(stream, format=ox.RdfFormat.N_QUADS, lenient=True)
