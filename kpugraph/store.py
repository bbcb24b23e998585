"""The graph store on disk: written whole and swapped in, read through a read-only view.

A store is a directory that holds a pointer file and the version it names. A build fills a new version beside the old
one and then replaces the pointer in one rename, so that a failed or killed build leaves the old store as it was and a
reader never sees half of one.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kpugraph import rdffiles, streaming
from kpugraph.errors import QueryError, StoreError
from kpugraph.solutions import solutions

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Dataset

DEFAULT = Path("kpugraph.store")
MARK = "kpugraph-store"  # the pointer: it says that the directory is ours, and which version is the current one
_LOCK = "lock"
_VERSION = "version-"
KEPT = "pages-"  # files of kept pages
_AT_ONCE = 150_000  # lines, or chunks of some


@dataclass(slots=True)
class Draft:
    """A version in the making. ``base`` and ``kept`` are the current version and its file of kept pages, where there are.

    One that is ``whole`` is not thrown away even where it cannot be published: the next change publishes it.
    """

    path: Path
    name: str
    base: str | None
    kept: str | None
    whole: bool = False

    @property
    def directory(self) -> Path:
        """Where the new version's graph is to be put."""
        return self.path / self.name

    @property
    def pages(self) -> str:
        """The name of a file of kept pages of its own."""
        return f"{KEPT}{self.name.removeprefix(_VERSION)}.db"

    def publish(self, kept: str | None = None) -> None:
        """Makes the version the current one, with its file of kept pages, and removes the others."""
        self.whole = True
        _point(self.path, self.name, kept)
        _sweep(self.path, {self.name, kept})


@contextmanager
def drafting(path: Path) -> Iterator[Draft]:
    """A new version of the store at ``path``; the old one stands until the new one is published.

    Raises StoreError where the path holds something that is no store, is being written, or cannot be written.
    """
    import tempfile

    _check_target(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
        with _locked(path):
            name = Path(tempfile.mkdtemp(prefix=_VERSION, dir=path)).name
            draft = Draft(path, name, *(pointed(path) if (path / MARK).is_file() else (None, None)))
            try:
                yield draft
            finally:
                if not draft.whole:
                    _drop(draft)
    except OSError as error:
        raise StoreError(
            f"cannot be written: {_reason(error)}", where=str(path), todo="free space or choose another --store"
        ) from error
    finally:
        _forget_empty(path)


def write(path: Path, lines: Iterable[str]) -> int:
    """Replaces the store at ``path`` by one of these N-Quads lines; gives the number of its quads."""
    with drafting(path) as draft:
        count = fill(draft.directory, lines)
        draft.publish()
    return count


def write_files(path: Path, files: Sequence[Path], input_format: str | None = None) -> None:
    """Replaces the store at ``path`` by one of the graph of RDF files, as ``Reader.of_files`` reads them."""
    with drafting(path) as draft:
        rdffiles.load(files, input_format, draft.directory).flush()
        draft.publish()


def _check_target(path: Path) -> None:
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise StoreError("is no directory", where=str(path), todo="choose another --store")
    if path.is_dir() and not (path / MARK).is_file():
        foreign = [p.name for p in path.iterdir() if p.name != _LOCK and not p.name.startswith((_VERSION, KEPT))]
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


def fill(directory: Path, lines: Iterable[str], at_once: int = _AT_ONCE) -> int:
    """Makes the graph of these N-Quads lines in an empty directory; gives the number of its quads, all on disk.

    The engine keeps what it loads at once in memory, and so is given some at a time. What that leaves in many files is
    put together at the end: to read a term, each file has to be looked into.
    """
    import pyoxigraph as ox

    store = ox.Store(str(directory))
    given = iter(lines)
    while batch := list(islice(given, at_once)):
        try:
            # lenient: the lines come from our own writer, and the checks cost a fifth of the time
            store.bulk_load("".join(batch).encode("utf-8"), format=ox.RdfFormat.N_QUADS, lenient=True)
        except SyntaxError as error:
            raise StoreError(f"a line is no N-Quad: {error}", where=str(directory), todo="report this") from error
    store.optimize()
    store.flush()
    return len(store)


def patch(base: Path, directory: Path, change: Change) -> tuple[int, int]:
    """Makes in an empty directory the graph of ``base`` with a change; gives how many quads came and went.

    Files that stay the same are shared by both.
    """
    import pyoxigraph as ox

    directory.rmdir()
    ox.Store.read_only(str(base)).backup(str(directory))
    store = ox.Store(str(directory))
    added = [quad for quad in _quads(change.added) if quad not in store]
    store.extend(added)
    removed = 0
    for quad in _quads(change.removed):
        removed += quad in store
        store.remove(quad)
    for node, lines in change.orphans.items():
        if next(store.quads_for_pattern(None, None, ox.NamedNode(node), None), None) is None:
            for quad in _quads(lines):
                removed += quad in store
                store.remove(quad)
    store.flush()
    return len(added), removed


def _quads(lines: Iterable[str]) -> Iterator[ox.Quad]:
    import pyoxigraph as ox

    return ox.parse("".join(lines).encode("utf-8"), format=ox.RdfFormat.N_QUADS)


@dataclass(frozen=True, slots=True)
class Change:
    """Lines that come and go. Those of ``orphans`` go only where nothing points at their node any more."""

    added: list[str]
    removed: list[str]
    orphans: dict[str, list[str]]


def pointed(path: Path) -> tuple[str, str | None]:
    """The names of the current version of the store at ``path`` and of its file of kept pages."""
    version, _, kept = (path / MARK).read_text("utf-8").strip().partition("\n")
    return version, kept or None


def _point(path: Path, version: str, kept: str | None) -> None:
    """Makes a version the current one, and says so only once it is on disk."""
    draft = path / f"{version}.mark"
    with draft.open("w", encoding="utf-8") as handle:
        handle.write(f"{version}\n{kept}\n" if kept else f"{version}\n")
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(draft, path / MARK)
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _sweep(path: Path, current: Container[str | None]) -> None:
    """Removes older versions, and what killed builds left."""
    import shutil

    for other in (*path.glob(f"{_VERSION}*"), *path.glob(f"{KEPT}*")):
        if other.name not in current:
            shutil.rmtree(other, ignore_errors=True) if other.is_dir() else other.unlink(missing_ok=True)


def _drop(draft: Draft) -> None:
    """Removes a version that came to nothing, with its own kept pages."""
    import shutil

    shutil.rmtree(draft.directory, ignore_errors=True)
    for file in draft.path.glob(f"{draft.pages}*"):
        file.unlink(missing_ok=True)


def _forget_empty(path: Path) -> None:
    """After a failed first build nothing of it stays."""
    import shutil

    if path.is_dir() and not (path / MARK).exists() and all(p.name == _LOCK for p in path.iterdir()):
        shutil.rmtree(path, ignore_errors=True)


def _reason(error: OSError) -> str:
    text = str(error)
    if "lock" in text.lower():
        return "the store is in use by another process"
    if "No space left" in text:
        return "no space left on the disk"
    return error.strerror or text.splitlines()[0]


class Queryable(Protocol):
    """What can be asked in SPARQL: a store, files, or a remote endpoint."""

    source: str
    remote: bool

    def query(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Any:
        """The result of a query, as pyoxigraph gives it. QueryError where it fails."""

    def rows(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Iterator[dict[str, Any]]:
        """The solutions of a SELECT query as dictionaries of terms, unbound variables left out."""


class Reader:
    """A read-only view of a store, or of RDF files. Queries see all graphs as one."""

    remote = False

    def __init__(self, store: ox.Store, source: str, directory: Path | None = None) -> None:
        self._store = store
        self.source = source
        self.directory = directory  # the engine's own directory, where the graph is a store on disk

    @classmethod
    def open(cls, path: Path) -> Reader:
        """Opens the store at ``path``. StoreError where there is none or it is damaged."""
        import pyoxigraph as ox

        error: OSError | None = None
        for _ in range(3):  # a build may put a new version in place between the two steps
            version = current(path)
            try:
                return cls(ox.Store.read_only(str(path / version)), str(path), path / version)
            except OSError as failure:
                error = failure
        assert error is not None
        raise StoreError(f"cannot be opened: {_reason(error)}", where=str(path), todo="build it again") from error

    @classmethod
    def of_file(cls, path: Path) -> Reader:
        """The graph of one RDF file. StoreError where it cannot be read."""
        return cls.of_files([path])

    @classmethod
    def of_files(cls, paths: Sequence[Path], input_format: str | None = None) -> Reader:
        """One graph of RDF files, gzipped or not, each in the format that its ending says or in the one given."""
        return cls(rdffiles.load(paths, input_format), ", ".join(map(str, paths)))

    def query(self, sparql: str, *, prefixes: Mapping[str, str] | None = None, union: bool = True) -> Any:
        """The result of a query, as pyoxigraph gives it. QueryError with the engine's words where it fails."""
        try:
            return self._store.query(sparql, prefixes=dict(prefixes or {}), use_default_graph_as_union=union)
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise QueryError(str(error)) from error

    def rows(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Iterator[dict[str, Any]]:
        """The solutions of a SELECT query as dictionaries of terms, unbound variables left out."""
        yield from solutions(self.query(sparql, prefixes=prefixes))

    def quads(self) -> Iterator[ox.Quad]:
        """All quads, in the store's order."""
        return iter(self._store.quads_for_pattern(None, None, None, None))

    def facts(self, subject: str) -> Iterator[tuple[str, str]]:
        """Predicate and object, as N-Quads writes them, of every fact of the default graph about an IRI in brackets."""
        import pyoxigraph as ox

        node = ox.NamedNode(subject[1:-1])
        for quad in self._store.quads_for_pattern(node, None, None, ox.DefaultGraph()):
            yield str(quad.predicate), str(quad.object)

    def subjects(self, predicate: str, value: str | None = None) -> Iterator[str]:
        """The IRIs that have this predicate (with this IRI, in brackets, as its object) in any graph, in no order."""
        import pyoxigraph as ox

        node = ox.NamedNode(value[1:-1]) if value else None
        for quad in self._store.quads_for_pattern(None, ox.NamedNode(predicate[1:-1]), node, None):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value

    def nquads(self) -> list[str]:
        """All quads as sorted N-Quads lines: equal for equal graphs."""
        import pyoxigraph as ox

        data: bytes = self._store.dump(format=ox.RdfFormat.N_QUADS) or b""
        return sorted(line + "\n" for line in data.decode("utf-8").split("\n") if line)

    def triples(self) -> Iterator[tuple[str, list[str]]]:
        """Each graph by its IRI ("" for the default graph) with its triples as sorted N-Triples lines."""
        import pyoxigraph as ox

        for name in (ox.DefaultGraph(), *sorted(self._store.named_graphs(), key=str)):
            quads = self._store.quads_for_pattern(None, None, None, name)
            lines = sorted(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in quads)
            yield getattr(name, "value", ""), lines

    def copy(self, directory: Path) -> Path:
        """Writes the graph as an engine's directory of its own, which must not be there yet; gives that directory."""
        import pyoxigraph as ox

        target = ox.Store(str(directory))
        target.bulk_extend(self.quads())
        target.flush()
        return directory

    def graphs(self) -> list[str]:
        """The IRIs of the graphs, the default graph ("") first."""
        return ["", *sorted(node.value for node in self._store.named_graphs())]

    def lines(self, graphs: Sequence[str]) -> AbstractContextManager[Iterator[str]]:
        """The N-Triples lines of some graphs, those of a subject in a graph one after the other.

        A store on disk is read beside this process, and nothing of it is held in memory.
        """
        if self.directory is None:
            return nullcontext(iter(sorted(streaming.lines(self._store, graphs))))
        return streaming.Stream(self._store, self.directory, graphs)

    def __reduce__(self) -> tuple[Any, ...]:
        """A store on disk can be sent to another process, which opens it; a graph in memory cannot."""
        if self.directory is None:
            raise TypeError("a graph in memory cannot be sent to another process")
        return Reader._of_directory, (self.directory, self.source)

    @classmethod
    def _of_directory(cls, directory: Path, source: str) -> Reader:
        import pyoxigraph as ox

        return cls(ox.Store.read_only(str(directory)), source, directory)

    def __len__(self) -> int:
        return len(self._store)

    def __bool__(self) -> bool:
        return True  # by default Python would count the quads, which takes the engine a fifth of a second a million

    def rdflib(self) -> Dataset:
        """The same graph for rdflib: a Dataset over this store, its default graph the union of all graphs."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        return Dataset(store=OxigraphStore(store=self._store), default_union=True)


def current(path: Path) -> str:
    """The name of the current version of the store at ``path``."""
    if not (path / MARK).is_file():
        raise StoreError("no kpugraph store here", where=str(path), todo="run kpugraph build SOURCE first")
    version, _ = pointed(path)
    if not version.startswith(_VERSION) or not (path / version).is_dir():
        raise StoreError("the store is damaged: its version is missing", where=str(path), todo="build it again")
    return version
