"""The graph store on disk: written whole and swapped in, read through a read-only view.

A build goes into a new directory beside the old one and takes its place in one rename, so that a failed or killed
build leaves the old store as it was, and a reader never sees half of one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpugraph.errors import QueryError, StoreError

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Dataset

DEFAULT = Path("kpugraph.store")
MARK = "kpugraph-store"  # a file that says that the directory is ours
_ROCKSDB = ("CURRENT", "IDENTITY", "LOCK")


def write(path: Path, lines: Iterable[str]) -> int:
    """Replaces the store at ``path`` by one of these N-Quads lines, sorted and each once; gives their number.

    Raises StoreError where the path holds something that is no store, or cannot be written. The old store stands
    until the new one is complete and synced.
    """
    _check_target(path)
    unique = sorted(set(lines))
    path.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    try:
        _fill(building, unique)
        _swap(building, path)
    except OSError as error:
        raise StoreError(f"cannot be written: {_reason(error)}", where=str(path), todo="free space or choose another --store") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return len(unique)


def _check_target(path: Path) -> None:
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise StoreError("is no directory", where=str(path), todo="choose another --store")
    if path.is_dir() and any(path.iterdir()) and not (path / MARK).is_file():
        raise StoreError("holds files that are no kpugraph store", where=str(path), todo="choose another --store")


def _fill(directory: Path, lines: list[str]) -> None:
    import pyoxigraph as ox  # noqa: PLC0415

    store = ox.Store(str(directory / "data"))
    try:
        store.bulk_load("".join(lines).encode("utf-8"), format=ox.RdfFormat.N_QUADS)
        store.flush()
    except SyntaxError as error:
        raise StoreError(f"a line is no N-Quad: {error}", where=str(directory), todo="report this") from error
    del store
    (directory / MARK).write_text("1\n", "utf-8")


def _swap(building: Path, path: Path) -> None:
    """Puts the new store in the old one's place; the old one is gone only after."""
    building.chmod(0o755)
    if not path.exists():
        os.replace(building, path)
        return
    retired = Path(tempfile.mkdtemp(prefix=f".{path.name}-old-", dir=path.parent))
    os.replace(path, retired / "store")
    os.replace(building, path)
    shutil.rmtree(retired, ignore_errors=True)


def _reason(error: OSError) -> str:
    text = str(error)
    if "lock" in text.lower():
        return "the store is in use by another process"
    return error.strerror or text


class Reader:
    """A read-only view of a store, or of one RDF file. Queries see all graphs as one."""

    def __init__(self, store: ox.Store, source: str) -> None:
        self._store = store
        self.source = source

    @classmethod
    def open(cls, path: Path) -> Reader:
        """Opens the store at ``path``. StoreError where there is none."""
        import pyoxigraph as ox  # noqa: PLC0415

        if not (path / MARK).is_file():
            raise StoreError("no kpugraph store here", where=str(path), todo="run kpugraph build SOURCE first")
        try:
            return cls(ox.Store.read_only(str(path / "data")), str(path))
        except OSError as error:
            raise StoreError(f"cannot be opened: {_reason(error)}", where=str(path), todo="build it again") from error

    @classmethod
    def of_file(cls, path: Path) -> Reader:
        """The graph of one RDF file, by its extension (.ttl, .nt, .nq, .trig, .jsonld). StoreError where it is none."""
        import pyoxigraph as ox  # noqa: PLC0415

        kind = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
        if kind is None or kind == ox.RdfFormat.RDF_XML:
            raise StoreError("of no known RDF format", where=str(path), todo="use .ttl, .nt, .nq, .trig or .jsonld")
        store = ox.Store()
        try:
            with path.open("rb") as handle:
                store.load(handle, format=kind)
        except (OSError, SyntaxError, ValueError) as error:
            raise StoreError(f"cannot be read: {error}", where=str(path), todo="mend the file") from error
        return cls(store, str(path))

    def query(self, sparql: str, *, prefixes: Mapping[str, str] | None = None, union: bool = True) -> Any:
        """The result of a query, as pyoxigraph gives it. QueryError with the engine's words where it fails."""
        try:
            return self._store.query(sparql, prefixes=dict(prefixes or {}), use_default_graph_as_union=union)
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise QueryError(str(error)) from error

    def rows(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Iterator[dict[str, Any]]:
        """The solutions of a SELECT query as dictionaries of terms, unbound variables left out."""
        solutions = self.query(sparql, prefixes=prefixes)
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            yield {name: term for name in names if (term := solution[name]) is not None}

    def quads(self) -> Iterator[Any]:
        """All quads, in the store's order."""
        return iter(self._store.quads_for_pattern(None, None, None, None))

    def __len__(self) -> int:
        return len(self._store)

    def rdflib(self) -> Dataset:
        """The same graph for rdflib: a Dataset over this store, its default graph the union of all graphs."""
        from oxrdflib import OxigraphStore  # noqa: PLC0415
        from rdflib import Dataset  # noqa: PLC0415

        return Dataset(store=OxigraphStore(store=self._store), default_union=True)
