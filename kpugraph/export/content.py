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
    core_counts, evidence_counts = Counts(), Counts()
    graph_name = f"<{profile.base}{quads.EVIDENCE_GRAPH}>"
    with (
        core.open("w", encoding="utf-8", newline="\n") as core_out,
        evidence.open("w", encoding="utf-8", newline="\n") as evidence_out,
    ):
        for block in lines.blocks(lines.read(raw)):
            passed = list(gate.block(block))
            facts = list(
                dict.fromkeys(
                    line._replace(graph="") if line.graph else line for line in passed if line.graph != graph_name
                )
            )
            claims = [line for line in passed if line.graph == graph_name]
            _write(core_out, facts, core_counts)
            _write(evidence_out, claims, evidence_counts)
    raw.unlink()
    for path in (core, evidence):
        lines.sort(path, path)
    return Content(core, evidence, core_counts, evidence_counts, len(people.citizens) if people else 0, folder)


def _write(out: TextIO, found: list[lines.Line], counts: Counts) -> None:
    if not found:
        return
    out.write("".join([line.text() for line in found]))
    counts.triples += len(found)
    counts.subjects += 1
    for line in found:
        counts.predicates[line.predicate] += 1
        if line.predicate == TYPE:
            counts.classes[line.object] += 1


def _load(store: ox.Store, path: Path) -> None:
    import pyoxigraph as ox

    with path.open("rb") as stream:
        store.bulk_load(stream, format=ox.RdfFormat.N_QUADS, lenient=True)
