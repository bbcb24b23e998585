"""A folder that appears whole or not at all: written beside the old one and put into its place in one step.

Where the system can exchange two folders in one step (Linux), no kill at any moment leaves a reader without a package.
Elsewhere two renames are needed; the next run, or the next check, puts back what a kill between them left.
"""

from __future__ import annotations

import ctypes
import errno
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kpugraph.errors import KpugraphError

MARK = ".kpugraph-package"  # names the files of the package, one a line: nothing else may be replaced
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_EXCHANGE = 2  # RENAME_EXCHANGE
_CWD = -100  # AT_FDCWD


@contextmanager
def replacing(directory: Path) -> Iterator[Path]:
    """A new folder to fill, which takes the place of ``directory`` when the block ends without an error.

    Raises KpugraphError where ``directory`` holds something else than a package, or cannot be written.
    """
    directory = Path(os.path.abspath(directory))  # "." has no name to build beside
    try:
        recover(directory)
        check(directory)
        directory.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=_prefix(directory), dir=directory.parent))
        held = _hold(building)
        try:
            yield building
            seal(building)
            _swap(building, directory)
        finally:
            shutil.rmtree(building, ignore_errors=True)
            if held is not None:
                os.close(held)
    except OSError as error:
        reason = error.strerror or str(error)
        todo = "make room, or choose another folder" if error.errno in _FULL else "choose another folder"
        raise KpugraphError(f"cannot be written: {reason}", where=str(directory), todo=todo) from error


def check(directory: Path) -> None:
    """KpugraphError where the folder holds anything beside the files that a package's mark names."""
    if directory.is_symlink() or (directory.exists() and not directory.is_dir()):
        raise KpugraphError("is no directory", where=str(directory), todo="choose another folder")
    if not directory.is_dir():
        return
    foreign = sorted(files(directory) - listed(directory) - {MARK})
    if foreign:
        what = f"holds files that are no package: {foreign[0]}"
        raise KpugraphError(what, where=str(directory), todo="choose an empty folder")


def listed(directory: Path) -> set[str]:
    """The files that the package's mark names; none where there is no mark."""
    mark = directory / MARK
    return set(filter(None, mark.read_text("utf-8").split("\n"))) if mark.is_file() else set()


def files(directory: Path) -> set[str]:
    """Every file below the folder by its path from there, with "/" between the parts."""
    return {path.relative_to(directory).as_posix() for path in directory.rglob("*") if not path.is_dir()}


def recover(directory: Path) -> bool:
    """Puts back a package that a killed run had moved aside (True if so), and removes what dead runs left beside it."""
    back = False
    if not directory.parent.is_dir():
        return back
    for left in sorted(directory.parent.glob(f"{glob.escape(_prefix(directory))}*")):
        held = _hold(left)
        if held is None:  # a run that is alive holds it, or it is no folder of ours
            continue
        try:
            if (left / "package").is_dir() and not directory.exists():
                os.replace(left / "package", directory)
                back = True
            shutil.rmtree(left, ignore_errors=True)
        finally:
            os.close(held)
    return back


def _prefix(directory: Path) -> str:
    return f".{directory.name}.kpugraph-"


def _hold(folder: Path) -> int | None:
    """A lock on the folder that ends with the process; None where another has it or there are no such locks."""
    try:
        import fcntl
    except ImportError:
        return None
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def seal(building: Path) -> None:
    """Writes the mark and syncs every file: the package must be on disk before it takes the old one's place."""
    names = sorted(files(building))
    (building / MARK).write_text("\n".join((*names, "")), "utf-8")
    for name in (MARK, *names):
        handle = os.open(building / name, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    building.chmod(0o755)


def _swap(building: Path, directory: Path) -> None:
    if not directory.exists():
        os.replace(building, directory)
        return
    if _exchange(building, directory):
        return
    retired = Path(tempfile.mkdtemp(prefix=_prefix(directory), dir=directory.parent))
    held = _hold(retired)
    try:
        os.replace(directory, retired / "package")
        try:
            os.replace(building, directory)
        except OSError:
            os.replace(retired / "package", directory)
            raise
    finally:
        shutil.rmtree(retired, ignore_errors=True)
        if held is not None:
            os.close(held)


def _exchange(one: Path, other: Path) -> bool:
    """Whether the two folders could be exchanged in one step; False where the system or its file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_CWD, os.fsencode(one), _CWD, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM}:
        return False
    raise OSError(number, os.strerror(number))
