"""A store's current version under a name of our own, so that a build can replace it while it is read.

A version is never written once the pointer names it, so hard links to its files are a snapshot: they take a
millisecond and no space, and the files stay when the build sweeps the old version away.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kpugraph.errors import StoreError
from kpugraph.store import MARK, current

_PREFIX = "serving-"
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A version of a store to read from. ``close`` removes it, unless it is the version itself."""

    path: Path
    version: str
    own: bool

    def close(self) -> None:
        if self.own:
            shutil.rmtree(self.path, ignore_errors=True)


def take(store: Path) -> Snapshot:
    """A snapshot of the current version. StoreError where there is no store.

    Where the store's directory cannot be written to, the version itself: then no build can sweep it either.
    """
    for _ in range(_TRIES):  # a build may put a new version in place between the two steps
        version = current(store)
        try:
            target = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=store))
        except OSError:
            return Snapshot(store / version, version, own=False)
        try:
            for file in os.scandir(store / version):
                if file.name not in {"LOCK", "LOG"}:
                    _link(file.path, target / file.name)
            return Snapshot(target, version, own=True)
        except FileNotFoundError:
            shutil.rmtree(target, ignore_errors=True)
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise
    raise StoreError("is replaced faster than it can be opened", where=str(store), todo="try again")


def _link(source: str, target: Path) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # a file system without links
        shutil.copyfile(source, target)


def state(store: Path) -> tuple[int, int]:
    """What differs when the store has another version: cheap enough to ask before every query."""
    try:
        mark = os.stat(f"{store}/{MARK}")  # no Path: making one takes longer than to look
    except OSError:
        return (0, 0)
    return (mark.st_ino, mark.st_mtime_ns)


def sweep(store: Path) -> None:
    """Removes the snapshots of servers that are no longer running."""
    for left in store.glob(f"{_PREFIX}*"):
        owner = left.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdigit() and not _alive(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
