"""The graph store on disk: written whole and swapped in, read through a read-only view.

A store is a directory that holds a pointer file and the version it names. A build fills a new version beside the old
one and then replaces the pointer in one rename, so that a failed or killed build leaves the old store as it was and a
reader never sees half of one.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpugraph.errors import QueryError, StoreError

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Dataset

DEFAULT = Path("kpugraph.store")
MARK = "kpugraph-store"  # the pointer: it says that the directory is ours, and which version is the current one
_LOCK = "lock"
_VERSION = "version-"


def write(path: Path, lines: Iterable[str]) -> int:
    """Replaces the store at ``path`` by one of these N-Quads lines; gives the number of its quads.

    Raises StoreError where the path holds something that is no store, is being written, or cannot be written. The old
    store stands until the new one is complete and synced.
    """
    _check_target(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
        with _locked(path):
            building = Path(tempfile.mkdtemp(prefix=_VERSION, dir=path))
            try:
                count = _fill(building, lines)
                _point(path, building.name)
            except BaseException:
                shutil.rmtree(building, ignore_errors=True)
                raise
            _sweep(path, building.name)
        return count
    except OSError as error:
        raise StoreError(
            f"cannot be written: {_reason(error)}", where=str(path), todo="free space or choose another --store"
        ) from error
    finally:
        _forget_empty(path)


def _check_target(path: Path) -> None:
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise StoreError("is no directory", where=str(path), todo="choose another --store")
    if path.is_dir() and not (path / MARK).is_file():
        foreign = [p.name for p in path.iterdir() if p.name != _LOCK and not p.name.startswith(_VERSION)]
        if foreign:
            raise StoreError("holds files that are no kpugraph store", where=str(path), todo="choose another --store")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keeps a second build out; the lock ends with the process, however it ends."""
    with (path / _LOCK).open("w") as handle:
        try:
            import fcntl
        except ImportError:  # no such locks on this system: builds must not overlap
            yield
            return
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError("the store is in use by another build", where=str(path), todo="wait for it") from error
        yield


class _Stream(io.RawIOBase):
    """The lines as one stream of UTF-8 bytes, made as they are read."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._left = b""
        self.failure: BaseException | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            while not self._left:
                batch = list(islice(self._lines, 4096))
                if not batch:
                    return 0
                self._left = "".join(batch).encode("utf-8")
        except BaseException as error:
            self.failure = error
            raise
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


def _fill(directory: Path, lines: Iterable[str]) -> int:
    import pyoxigraph as ox

    stream = _Stream(lines)
    store = ox.Store(str(directory))
    try:
        # lenient: the lines come from our own writer, and the checks cost a fifth of the time
        store.bulk_load(io.BufferedReader(stream, 1 << 20), format=ox.RdfFormat.N_QUADS, lenient=True)
        store.flush()
    except Exception as error:
        if stream.failure is not None:
            raise stream.failure from None  # what went wrong in making the lines, not what the engine made of it
        if isinstance(error, SyntaxError):
            raise StoreError(f"a line is no N-Quad: {error}", where=str(directory), todo="report this") from error
        raise
    return len(store)


def _point(path: Path, version: str) -> None:
    """Makes a version the current one, and says so only once it is on disk."""
    draft = path / f"{version}.mark"
    with draft.open("w", encoding="utf-8") as handle:
        handle.write(f"{version}\n")
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(draft, path / MARK)
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _sweep(path: Path, current: str) -> None:
    """Removes older versions, and what killed builds left."""
    for other in path.glob(f"{_VERSION}*"):
        if other.name != current:
            shutil.rmtree(other, ignore_errors=True) if other.is_dir() else other.unlink(missing_ok=True)


def _forget_empty(path: Path) -> None:
    """After a failed first build nothing of it stays."""
    if path.is_dir() and not (path / MARK).exists() and all(p.name == _LOCK for p in path.iterdir()):
        shutil.rmtree(path, ignore_errors=True)


def _reason(error: OSError) -> str:
    text = str(error)
    if "lock" in text.lower():
        return "the store is in use by another process"
    if "No space left" in text:
        return "no space left on the disk"
    return error.strerror or text.splitlines()[0]


class Reader:
    """A read-only view of a store, or of one RDF file. Queries see all graphs as one."""

    def __init__(self, store: ox.Store, source: str, *, grouped: bool = True) -> None:
        self._store = store
        self.source = source
        self.grouped = grouped  # whether the quads of a subject come one after the other, as they do from a disk

    @classmethod
    def open(cls, path: Path) -> Reader:
        """Opens the store at ``path``. StoreError where there is none or it is damaged."""
        import pyoxigraph as ox

        error: OSError | None = None
        for _ in range(3):  # a build may put a new version in place between the two steps
            version = _current(path)
            try:
                return cls(ox.Store.read_only(str(path / version)), str(path))
            except OSError as failure:
                error = failure
        assert error is not None
        raise StoreError(f"cannot be opened: {_reason(error)}", where=str(path), todo="build it again") from error

    @classmethod
    def of_file(cls, path: Path) -> Reader:
        """The graph of one RDF file, by its extension (.ttl, .nt, .nq, .trig, .jsonld). StoreError where it is none."""
        import pyoxigraph as ox

        kind = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
        if kind is None or kind == ox.RdfFormat.RDF_XML:
            raise StoreError("of no known RDF format", where=str(path), todo="use .ttl, .nt, .nq, .trig or .jsonld")
        store = ox.Store()
        try:
            with path.open("rb") as handle:
                store.load(handle, format=kind)
        except (OSError, SyntaxError, ValueError) as error:
            raise StoreError(f"cannot be read: {error}", where=str(path), todo="mend the file") from error
        return cls(store, str(path), grouped=False)

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

    def quads(self) -> Iterator[ox.Quad]:
        """All quads, in the store's order."""
        return iter(self._store.quads_for_pattern(None, None, None, None))

    def facts(self, subject: str) -> Iterator[tuple[str, str]]:
        """Predicate and object, as N-Quads writes them, of every fact of the default graph about an IRI in brackets."""
        import pyoxigraph as ox

        node = ox.NamedNode(subject[1:-1])
        for quad in self._store.quads_for_pattern(node, None, None, ox.DefaultGraph()):
            yield str(quad.predicate), str(quad.object)

    def nquads(self) -> list[str]:
        """All quads as sorted N-Quads lines: equal for equal graphs."""
        import pyoxigraph as ox

        data: bytes = self._store.dump(format=ox.RdfFormat.N_QUADS) or b""
        return sorted(line + "\n" for line in data.decode("utf-8").split("\n") if line)

    def dump(self, path: Path) -> None:
        """Writes all quads to a file as N-Quads lines, in the store's order, without holding them in memory."""
        import pyoxigraph as ox

        self._store.dump(str(path), format=ox.RdfFormat.N_QUADS)  # by name: a Python file would be written piecemeal

    def __len__(self) -> int:
        return len(self._store)

    def rdflib(self) -> Dataset:
        """The same graph for rdflib: a Dataset over this store, its default graph the union of all graphs."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        return Dataset(store=OxigraphStore(store=self._store), default_union=True)


def _current(path: Path) -> str:
    """The name of the current version of the store at ``path``."""
    mark = path / MARK
    none = StoreError("no kpugraph store here", where=str(path), todo="run kpugraph build SOURCE first")
    if not mark.is_file():
        raise none
    version = mark.read_text("utf-8").strip()
    if not version.startswith(_VERSION) or not (path / version).is_dir():
        raise StoreError("the store is damaged: its version is missing", where=str(path), todo="build it again")
    return version
