"""The built wheel, installed and used away from the checkout."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from serving import serving

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``kpugraph`` command of a new environment that has the wheel, and the tests' own dependencies behind it."""
    work = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(work), str(ROOT)], check=True, capture_output=True
    )
    venv.create(work / "env", with_pip=True)
    python = work / "env" / "bin" / "python"
    wheel = next(work.glob("*.whl"))
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", wheel], check=True, capture_output=True)
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    own = Path(sysconfig.get_path("purelib"))
    # the dependencies only: the editable install of the checkout itself works through a .pth file, which this leaves out
    (Path(site) / "dependencies.pth").write_text(f"{own}\n", "utf-8")
    return work / "env" / "bin" / "kpugraph"


def test_the_main_job_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    """Built, queried and explained from another folder, with the data that the wheel carries."""
    shutil.copytree(ROOT / "data" / "articles", tmp_path / "pages")
    commands = [
        ["build", "pages", "--json"],
        ["query", "officeholders", "--format", "csv"],
        ["why", "Maskup Asyadi", "--json"],
    ]
    results = []
    for command in commands:
        done = subprocess.run([installed, *command], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        results.append(done.stdout)
    assert json.loads(results[0])["persons"] == 5
    assert "Maskup Asyadi" in results[1]
    assert json.loads(results[2])[0]["title"].startswith("KPU Kabupaten Semarang Persiapkan")


def test_the_wheel_carries_its_data(installed: Path) -> None:
    """Ontology, queries and data lie inside the installed package, not in the checkout."""
    code = "from kpugraph import assets; print(assets.path('data', 'regions.csv')); print(assets.path('queries'))"
    python = installed.parent / "python"
    done = subprocess.run([python, "-I", "-c", code], cwd=installed.parent, capture_output=True, text=True, check=True)
    for line in done.stdout.splitlines():
        assert "_assets" in line


def test_the_server_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    """Pages, editor and workers are in the wheel: a query, the query page and its script are answered."""
    shutil.copytree(ROOT / "data" / "articles", tmp_path / "pages")
    subprocess.run([installed, "build", "pages"], cwd=tmp_path, check=True, capture_output=True)
    with serving(tmp_path / "kpugraph.store", command=(str(installed),)) as server:
        assert len(server.rows("SELECT ?p { ?p a schema:Person }")) == 5
        assert "editor.js" in server.ask("/query").text
        assert len(server.ask("/web/editor.js").body) > 100_000
        assert server.ask("/ontology", Accept="text/turtle").status == 200


def test_the_wheel_carries_the_licences_of_what_is_bundled(installed: Path) -> None:
    """Every package that the front end was made from is named in the wheel with its licence, and has its text there."""
    code = "from kpugraph import assets; print(assets.path('web', 'THIRD-PARTY.txt').read_text('utf-8'))"
    python = installed.parent / "python"
    done = subprocess.run([python, "-I", "-c", code], cwd=installed.parent, capture_output=True, text=True, check=True)
    head, *parts = done.stdout.split(f"\n\n{'-' * 78}\n\n")
    named = {part.split(" ", 1)[0]: part for part in parts}
    assert {
        "sigma",
        "graphology",
        "minisearch",
        "@zazuko/yasqe",
        "@zazuko/yasr",
        "codemirror",
        "jquery",
    } <= named.keys(), head
    assert "esbuild" not in named, "it makes the bundles and is no part of them"
    for name, part in named.items():
        assert re.match(rf"{re.escape(name)} \d\S* \(\S.*\)\n", part + "\n"), part[:100]
        granted = (
            "Permission is hereby granted",
            "Redistribution and use",
            "Apache License",
            "Font Awesome Free License",
            "publicdomain/zero/1.0",
        )
        assert any(words in part for words in granted), f"{name}: the licence is named without its words"
    assert "Permission is hereby granted" in named["sigma"]
