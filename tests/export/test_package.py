"""A package appears whole or not at all, whatever stops the run."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kpugraph import export
from kpugraph.errors import KpugraphError
from kpugraph.export import package, verify
from kpugraph.store import Reader

ONLY = export.Options(("turtle",))


def whole(directory: Path) -> bool:
    """Whether the package at this place is as some run wrote it."""
    return not verify.check(directory)


@pytest.mark.parametrize("exchange", [True, False])
def test_an_older_package_is_replaced(
    published_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    """Writing over a package gives the new one, with nothing left beside it, where folders can be exchanged and where not."""
    if not exchange:
        monkeypatch.setattr(package, "_exchange", lambda one, other: False)
    target = tmp_path / "package"
    export.write(Reader.open(published_store), target)
    export.write(Reader.open(published_store), target, ONLY)
    assert [path.name for path in tmp_path.iterdir()] == ["package"]
    assert whole(target)
    assert not (target / "tables").exists()


@pytest.mark.parametrize("where", ["ontology", "content", "swap"])
def test_a_failure_leaves_the_older_package(
    published_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Wherever writing fails, at the start, in the middle or in the last rename, the older package stands whole and alone."""
    target = tmp_path / "package"
    export.write(Reader.open(published_store), target, ONLY)
    before = {name: (target / name).read_bytes() for name in package.files(target)}

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    if where == "ontology":
        monkeypatch.setattr(export.documentation, "write", full)
    elif where == "content":
        monkeypatch.setattr(export.content.lines.Sorter, "finish", full)
    else:
        monkeypatch.setattr(package, "_exchange", full)
    with pytest.raises(KpugraphError, match="No space left"):
        export.write(Reader.open(published_store), target)
    assert [path.name for path in tmp_path.iterdir()] == ["package"]
    assert {name: (target / name).read_bytes() for name in package.files(target)} == before


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of files there")
def test_a_full_disk_leaves_the_older_package(published_store: Path, tmp_path: Path) -> None:
    """Where a file cannot grow any more one line says so and what to do, and the older package stands alone."""
    target = tmp_path / "package"
    export.write(Reader.open(published_store), target, ONLY)
    before = {name: (target / name).read_bytes() for name in package.files(target)}
    limit = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    limit += "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)); from kpugraph.start import main; main()"
    command = [sys.executable, "-c", limit, "export", str(target), "--store", str(published_store)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "cannot be written: File too large (make room, or choose another folder)" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["package"]
    assert {name: (target / name).read_bytes() for name in package.files(target)} == before


def test_the_second_of_two_renames_fails(
    published_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where folders cannot be exchanged and the second rename fails, the first is taken back."""
    target = tmp_path / "package"
    export.write(Reader.open(published_store), target, ONLY)
    monkeypatch.setattr(package, "_exchange", lambda one, other: False)
    replace, calls = os.replace, iter([None, OSError(5, "Input/output error"), None])

    def failing(source: Path, to: Path) -> None:
        beside = tmp_path in {Path(to).parent, Path(source).parent}
        if beside and (error := next(calls)):
            raise error
        replace(source, to)

    monkeypatch.setattr(package.os, "replace", failing)
    with pytest.raises(KpugraphError, match="Input/output error"):
        export.write(Reader.open(published_store), target)
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["package"]
    assert whole(target)


_KILLED_BETWEEN = """
import os, sys
from pathlib import Path
from kpugraph import export
from kpugraph.export import package
from kpugraph.store import Reader
package._exchange = lambda one, other: False
replace, target = os.replace, Path(sys.argv[2])
def dying(source, to):
    if Path(to) == target:
        os._exit(9)  # killed between the two renames
    replace(source, to)
package.os.replace = dying
export.write(Reader.open(Path(sys.argv[1])), target)
"""


@pytest.mark.parametrize("then", ["export", "check"])
def test_a_kill_between_two_renames_is_mended(published_store: Path, tmp_path: Path, then: str) -> None:
    """Where folders cannot be exchanged, a kill between the renames hides the old package until the next run or check."""
    target = tmp_path / "package"
    export.write(Reader.open(published_store), target, ONLY)
    done = subprocess.run([sys.executable, "-c", _KILLED_BETWEEN, published_store, target], check=False)
    assert done.returncode == 9
    assert not target.exists()
    if then == "check":
        assert whole(target)
        assert not (target / "tables").exists(), "the old package is back"
    else:
        export.write(Reader.open(published_store), target, ONLY)
        assert whole(target)
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


@pytest.mark.parametrize("then", ["export", "check"])
def test_one_line_tells_that_the_earlier_package_is_back(published_store: Path, tmp_path: Path, then: str) -> None:
    """Whoever runs export or check after a kill is told once, on stderr, that the earlier package was put back."""
    target = tmp_path / "package"
    export.write(Reader.open(published_store), target, ONLY)
    subprocess.run([sys.executable, "-c", _KILLED_BETWEEN, published_store, target], check=False)
    store = ["--store", str(published_store)]
    commands = {
        "export": ["export", str(target), *store, "--format", "turtle"],
        "check": ["check", "--export", str(target)],
    }
    command = [sys.executable, "-m", "kpugraph", *commands[then]]
    told = [subprocess.run(command, capture_output=True, text=True, check=False) for _ in range(2)]
    assert [done.returncode for done in told] == [0, 0], told[0].stderr
    assert [done.stderr.count("its earlier package is back") for done in told] == [1, 0]


def test_a_kill_at_any_moment_leaves_a_whole_package(published_store: Path, tmp_path: Path) -> None:
    """Killed at random moments, a run leaves the old or the new package; the next run clears what the dead ones left."""
    target = tmp_path / "package"
    export.write(Reader.open(published_store), target, ONLY)
    command = [
        sys.executable,
        "-m",
        "kpugraph",
        "export",
        str(target),
        "--store",
        str(published_store),
        "--format",
        "turtle",
    ]
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    usual = time.perf_counter() - started
    chance = random.Random(7)
    for _ in range(8):
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(usual * chance.uniform(0.3, 1.0))
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert (target / "SHA256SUMS").is_file()
        sums = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=target, check=False)
        assert sums.returncode == 0
    export.write(Reader.open(published_store), target, ONLY)
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_a_folder_of_a_living_run_is_left_alone(tmp_path: Path) -> None:
    """What a run that is still alive builds beside the package is not taken for a dead one's."""
    with package.replacing(tmp_path / "package") as building:
        (building / "half").write_text("half", "utf-8")
        package.recover(tmp_path / "package")
        assert (building / "half").is_file()
    assert (tmp_path / "package" / "half").is_file()


@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_target_that_is_no_folder_is_refused(published_store: Path, tmp_path: Path, kind: str) -> None:
    """A file or a link in the package's place is named and left as it is."""
    target = tmp_path / "package"
    if kind == "file":
        target.write_text("mine", "utf-8")
    else:
        (tmp_path / "elsewhere").mkdir()
        target.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(KpugraphError, match="is no directory"):
        export.write(Reader.open(published_store), target, ONLY)
    assert target.is_file() or target.is_symlink()


def test_the_check_of_a_package_counts_and_names_its_faults_in_plain_words(
    published_store: Path, tmp_path: Path
) -> None:
    """One fault is "1 fault", and a missing file is told in words, without the system's error."""
    target = tmp_path / "package"
    export.write(Reader.open(published_store), target)
    command = [sys.executable, "-m", "kpugraph", "check", "--export", str(target)]
    (target / "extra.txt").write_text("x", "utf-8")
    one = subprocess.run(command, capture_output=True, text=True, check=False)
    assert one.stdout.endswith(": 1 fault\n")
    (target / "tables" / "persons.csv").unlink()
    more = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "tables/persons.csv: is missing (" in more.stdout
    assert more.stdout.endswith(": 2 faults\n")
