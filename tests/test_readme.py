"""The README's commands print what the README says."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands() -> list[tuple[str, list[str]]]:
    """Each ``kpugraph`` command of the console blocks, with the lines printed below it."""
    found: list[tuple[str, list[str]]] = []
    for block in _BLOCK.findall((ROOT / "README.md").read_text("utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            if command.startswith("kpugraph "):
                found.append((command, [line for line in output.splitlines() if line.strip()]))
    return found


def test_every_command_prints_the_lines_shown(tmp_path: Path) -> None:
    """Run one after the other beside the sample page, each command succeeds and prints every line that is shown."""
    shutil.copytree(ROOT / "data" / "articles", tmp_path / "data" / "articles")
    shutil.copytree(ROOT / "tests" / "walk", tmp_path / "tests" / "walk")
    every = commands()
    assert len(every) >= 8
    for command, lines in every:
        arguments = [sys.executable, "-m", "kpugraph", *shlex.split(command)[1:]]
        wide = {**os.environ, "COLUMNS": "240"}
        done = subprocess.run(arguments, cwd=tmp_path, capture_output=True, text=True, check=False, env=wide)
        assert done.returncode == 0, (command, done.stderr)
        printed = {line.rstrip() for line in done.stdout.splitlines()}
        assert not [line for line in lines if line.rstrip() not in printed], command


def test_every_line_of_python_gives_what_is_shown(
    published_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run beside a store of the sample page, the Python session prints what the README prints."""
    (tmp_path / "kpugraph.store").symlink_to(published_store)
    monkeypatch.chdir(tmp_path)
    text = "\n".join(re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL))
    session = doctest.DocTestParser().get_doctest(text, {}, "README.md", "README.md", 0)
    assert len(session.examples) >= 6
    assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(session).failed == 0
