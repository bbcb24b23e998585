"""The graph as files for open-data portals: Turtle of the core facts, of the evidence, and the ontology.

A package appears whole or not at all: it is written into a new directory beside the old one and takes its place.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kpugraph import assets, ids, quads
from kpugraph.errors import KpugraphError
from kpugraph.store import Reader

MARK = ".kpugraph-package"  # names the files of the package, one a line: nothing else may be replaced
# Prefixes for our own IRIs.
_SHORT = ("article", "body", "claim", "document", "election", "person", "region", "statement")
CORE, EVIDENCE, ONTOLOGY = _FILES = ("kpugraph.ttl", "evidence.ttl", "ontology.ttl")


def write(reader: Reader, directory: Path) -> list[Path]:
    """Writes the package to ``directory`` and gives its files. An older package there is replaced when it is complete.

    Raises KpugraphError where the directory holds something else or cannot be written.
    """
    given, directory = directory, Path(os.path.abspath(directory))  # "." has no name to build beside
    _check(directory)
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
        try:
            _fill(building, reader)
            _swap(building, directory)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise KpugraphError(
            f"cannot be written: {reason}", where=str(directory), todo="choose another folder"
        ) from error
    return [given / name for name in _FILES]


def _check(directory: Path) -> None:
    """Refuses a directory that holds anything beside the files that a package's mark names."""
    if directory.is_symlink() or (directory.exists() and not directory.is_dir()):
        raise KpugraphError("is no directory", where=str(directory), todo="choose another folder")
    if not directory.is_dir():
        return
    mark = directory / MARK
    ours = {MARK, *mark.read_text("utf-8").split("\n")} if mark.is_file() else set()
    foreign = sorted(path.name for path in directory.iterdir() if path.name not in ours)
    if foreign:
        what = f"holds files that are no package: {foreign[0]}"
        raise KpugraphError(what, where=str(directory), todo="choose an empty folder")


def _fill(building: Path, reader: Reader) -> None:
    core: list[Any] = []
    evidence: list[Any] = []
    for quad in reader.quads():
        graph = getattr(quad.graph_name, "value", "")
        (evidence if graph.endswith(quads.EVIDENCE_GRAPH) else core).append(quad.triple)
    for name, triples in ((CORE, core), (EVIDENCE, evidence)):
        with (building / name).open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(turtle(triples))
            out.flush()
            os.fsync(out.fileno())
    shutil.copyfile(assets.path("ontology", "kpugraph.ttl"), building / ONTOLOGY)
    (building / MARK).write_text("\n".join((*_FILES, "")), "utf-8")


def _swap(building: Path, directory: Path) -> None:
    building.chmod(0o755)
    if not directory.exists():
        os.replace(building, directory)
        return
    retired = Path(tempfile.mkdtemp(prefix=f".{directory.name}-old-", dir=directory.parent))
    os.replace(directory, retired / "package")
    try:
        os.replace(building, directory)
    except OSError:
        os.replace(retired / "package", directory)
        raise
    finally:
        shutil.rmtree(retired, ignore_errors=True)


def turtle(triples: Iterable[Any]) -> Iterator[str]:
    """Turtle of the triples, sorted, ``rdf:type`` first, a blank line between subjects; the same for the same triples."""
    import pyoxigraph as ox

    kind = quads.PREFIXES["rdf"] + "type"
    ordered = sorted(
        set(triples), key=lambda t: (t.subject.value, t.predicate.value != kind, t.predicate.value, str(t.object))
    )
    prefixes = {**quads.PREFIXES, **{name: f"{ids.BASE}{name}/" for name in _SHORT}}
    data = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""
    ended = False
    for line in data.decode("utf-8").removesuffix("\n").split("\n"):  # not splitlines: literals may hold U+2028
        if ended and not line.startswith(("\t", "@prefix")):
            yield "\n"
        ended = line.endswith(" .")
        yield line + "\n"
