"""How fast pages are read, beside spaCy's blank Indonesian pipeline tokenising the same pages, in one run.

    python tests/benchmarks/extraction.py [FOLDER OF GOLD PAGES]

Needs spaCy (``pip install spacy``). spaCy remembers the tokens of words it has seen, so it is timed on its first pass
over the pages (a new pipeline every round) and on a second pass. The table gives the medians of five rounds in processor
time, which other work on the machine disturbs least; each side runs on one processor.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent.parent)]

from kpugraph.model import Page  # noqa: E402
from kpugraph.pipeline import extract  # noqa: E402

ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def tokens(blank: Any, pages: Sequence[Page]) -> int:
    return sum(len(doc) for doc in blank.pipe(page.text for page in pages))


def main() -> None:
    import spacy

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parents[2] / "shared" / "gold" / "dev"
    records = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    pages = [Page(record["id"], record["url"], record["text"]) for record in records]
    characters = sum(len(page.text) for page in pages)
    list(extract(pages[:1]))  # the word lists are loaded once a process
    taken: dict[str, list[float]] = {name: [] for name in ("spaCy's first pass", "spaCy's second pass", "kpugraph")}
    for _ in range(ROUNDS):
        blank = spacy.blank("id")
        for name in list(taken)[:2]:
            taken[name].append(seconds(partial(tokens, blank, pages)))
        taken["kpugraph"].append(seconds(lambda: list(extract(pages))))
    print(f"{len(pages)} pages, {characters:,} characters, medians of {ROUNDS}")
    own = statistics.median(taken["kpugraph"])
    for name, times in taken.items():
        median = statistics.median(times)
        print(
            f"{name:20} {median:7.3f} s {characters / median:12,.0f} characters/s   kpugraph at {median / own:.2f} of it"
        )


if __name__ == "__main__":
    main()
