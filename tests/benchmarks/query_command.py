"""The whole process of ``kpugraph query`` beside that of ``oxigraph query`` (native), on the same store and queries.

python tests/benchmarks/query_command.py [RUNS]

On a machine that others use too, the quickest runs tell more of the commands than the medians do: a waiting processor adds
to both sides what has nothing to do with either.
"""

from __future__ import annotations

import compileall
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from typical import build, queries

from kpugraph import store

BIN = Path(sys.executable).parent
PACKAGE = Path(store.__file__).parent


def wall(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> None:
    compileall.compile_dir(PACKAGE, quiet=1)  # as pip does for a wheel; a checkout may be kept from it
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "store"
        print(f"{build(path):,} quads, {runs} runs in turn, milliseconds: medians, and the quickest of each")
        print(
            f"{'query':22} {'kpugraph':>9} {'oxigraph':>9} {'ratio':>6} {'kpugraph':>12} {'oxigraph':>9} {'ratio':>6}"
        )
        sums = [0.0] * 4
        for label, text in queries(path).items():
            file = Path(name) / "query.rq"
            file.write_text(text, "utf-8")
            style = "nt" if "CONSTRUCT" in text else "csv" if "ASK" not in text else "json"
            location = str(path / store.current(path))
            ours = [str(BIN / "kpugraph"), "query", str(file), "--format", style, "--store", str(path)]
            theirs = [shutil.which("oxigraph", path=str(BIN)) or "oxigraph", "query", "--location", location,
                      "--union-default-graph", "--query-file", str(file), "--results-format", style]  # fmt: skip
            wall(ours), wall(theirs)
            pairs = [(wall(ours), wall(theirs)) for _ in range(runs)]
            found = [pick(times) * 1000 for pick in (statistics.median, min) for times in zip(*pairs, strict=True)]
            sums = [so_far + each for so_far, each in zip(sums, found, strict=True)]
            print(line(label, *found))
        print(line("all ten", *sums))


def line(label: str, a: float, b: float, quick_a: float, quick_b: float) -> str:
    return f"{label:22} {a:9.0f} {b:9.0f} {a / b:6.2f} {quick_a:12.0f} {quick_b:9.0f} {quick_a / quick_b:6.2f}"


if __name__ == "__main__":
    main()
