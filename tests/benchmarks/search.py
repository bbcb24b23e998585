"""How long a search by name takes among many names, and how long the index takes to make.

    python tests/benchmarks/search.py [ENTITIES]

The names are made of given names and places, so that parts of them are as common as in a real archive.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from kpugraph.language import load  # noqa: E402
from kpugraph.regions import load_regions  # noqa: E402
from kpugraph.serve.names import NameIndex  # noqa: E402

ASKED = (
    "siti rahmawati", "muhammad", "kpu kabupaten", "KPU Kab Semarang", "rapat pleno terbuka", "m yusuf", "bawaslu", "hasym",
    "budi santoso", "siti rahmwati", "ketua kpu", "a", "zzzz", "rekapitulasi 2024 klaten",
)  # fmt: skip


def entries(count: int) -> Iterator[tuple[str, str, str, str]]:
    chance = random.Random(7)
    given = [name.title() for name in sorted(load().given_names)]
    regions = [region.full_name for region in load_regions().by_code.values()]
    for number in range(count):
        pick = chance.random()
        if pick < 0.5:
            kind, name = "person", " ".join(chance.choices(given, k=chance.choice((2, 2, 3))))
        elif pick < 0.6:
            kind, name = "body", f"{chance.choice(('KPU', 'Bawaslu', 'DPRD', 'Polres'))} {chance.choice(regions)}"
        elif pick < 0.8:
            kind, name = "event", f"Rapat Pleno Terbuka Rekapitulasi {chance.choice(regions)} {number}"
        else:
            kind, name = (
                "article",
                f"KPU {chance.choice(regions)} {chance.choice(('Gelar', 'Ikuti', 'Hadiri'))} Rapat {number}",
            )
        yield f"https://w3id.org/kpugraph/{kind}/{number}", kind, name, name


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rows = list(entries(count))
    started = time.perf_counter()
    index = NameIndex(rows)
    print(f"{count:,} names indexed in {time.perf_counter() - started:.1f} s")
    print(f"{'asked':26} {'hits':>5} {'median ms':>10}  first hit")
    for text in ASKED:
        taken = []
        for _ in range(5):
            started = time.perf_counter()
            hits = index.find(text)
            taken.append(time.perf_counter() - started)
        first = hits[0].label if hits else ""
        print(f"{text:26} {len(hits):5} {statistics.median(taken) * 1000:10.1f}  {first}")


if __name__ == "__main__":
    main()
