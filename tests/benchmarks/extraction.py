"""How fast pages are read, beside spaCy's blank Indonesian pipeline tokenising the same pages, in one run.

    python tests/benchmarks/extraction.py [FOLDER OF GOLD PAGES]

Needs spaCy (``pip install spacy``). Each side reads all pages in turn, five times; the table gives the medians.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent.parent)]

from kpugraph.model import Page  # noqa: E402
from kpugraph.pipeline import extract  # noqa: E402

ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    import spacy

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parents[2] / "shared" / "gold" / "dev"
    records = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    pages = [Page(record["id"], record["url"], record["text"]) for record in records]
    characters = sum(len(page.text) for page in pages)
    blank = spacy.blank("id")
    sides: dict[str, Callable[[], object]] = {
        "spacy.blank('id'), tokens": lambda: [len(doc) for doc in blank.pipe(page.text for page in pages)],
        "kpugraph, facts": lambda: [len(facts.persons) for facts in extract(pages)],
    }
    taken: dict[str, list[float]] = {name: [seconds(work)][:0] for name, work in sides.items()}  # the first warms up
    for _ in range(ROUNDS):
        for name, work in sides.items():
            taken[name].append(seconds(work))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    print(f"{len(pages)} pages, {characters:,} characters, medians of {ROUNDS}")
    for name, median in medians.items():
        print(f"{name:28} {median:7.3f} s {characters / median:12,.0f} characters/s")
    first, second = medians.values()
    print(f"kpugraph reads at {first / second:.2f} of spaCy's tokenising speed")


if __name__ == "__main__":
    main()
