"""What adding ten pages costs beside a rebuild, as the store grows, in seconds of CPU (all processes and threads).

    python tests/benchmarks/living.py [PAGES…] [--days N]

The pages are those of ``newsroom``; each size is built, then three times ten new pages are added and removed again.
``--days``: over how many days the pages are spread (2,300); fewer make each day fuller.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from newsroom import pages  # noqa: E402

from kpugraph import corpus, pipeline, sources  # noqa: E402


def fail(error: Exception) -> None:
    raise error


def seconds(work: Callable[[], object]) -> float:
    begun = used()
    work()
    return used() - begun


def used() -> float:
    """Seconds of CPU so far: other work on the machine does not count."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("pages", nargs="*", type=int)
    parser.add_argument("--days", type=int, default=2300)
    given = parser.parse_args()
    sizes = given.pages or [2000, 5000, 10_000, 20_000]
    print(f"{'pages':>7} {'triples':>11} {'read s':>8} {'graph s':>8} {'rebuild s':>10} {'add 10 s':>9} {'remove 10 s':>12} "
          f"{'share':>7} {'peak MB':>8}")  # fmt: skip
    every = [json.dumps(page) + "\n" for page in pages(max(sizes) + 30, given.days)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in sizes:
            row(folder, size, every)


def row(folder: Path, size: int, every: list[str]) -> None:
    source, store = folder / f"{size}.jsonl", folder / f"{size}.store"
    source.write_text("".join(islice(every, size)), "utf-8")
    found: dict[str, bytes] = {}
    read = seconds(lambda: found.update(pipeline.packed(sources.read([str(source)], fail), None, lambda done: None, 2)))
    draw = seconds(lambda: corpus.fill_store(store, found))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    add, remove = [], []
    for start in range(len(every) - 30, len(every), 10):
        ten = folder / "ten.jsonl"
        ten.write_text("".join(every[start : start + 10]), "utf-8")
        add.append(seconds(partial(pipeline.add, [str(ten)], store, fail)))
        gone = [json.loads(line)["id"] for line in every[start : start + 10]]
        remove.append(seconds(partial(pipeline.remove, gone, store)))
    with corpus.opened(store) as opened:
        triples = opened.triples
    added = statistics.median(add)
    print(f"{size:7,} {triples:11,} {read:8.1f} {draw:8.1f} {read + draw:10.1f} {added:9.2f} {statistics.median(remove):12.2f} "
          f"{added / (read + draw):7.1%} {peak:8,}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
