"""How long the graph side takes: facts to entities, to quads, to a store on disk, and the named queries on it.

    python tests/benchmarks/graph.py [ARTICLES] [FOLDER OF GOLD PAGES]

The facts are those of the annotated pages, repeated with other people in every copy.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent)]

from corpus import copies  # noqa: E402

from kpugraph import entities, quads, queries, store  # noqa: E402
from kpugraph.regions import load_regions  # noqa: E402

T = TypeVar("T")


def timed(label: str, work: Callable[[], T], unit: str, size: Callable[[T], int]) -> T:
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    count = size(result)
    print(f"{label:28} {wall:8.1f} {cpu:8.1f} {count:12,} {unit:10} {count / max(wall, 0.001):12,.0f}")
    return result


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE.parents[2] / "shared" / "gold" / "dev"
    facts = list(copies(sorted(folder.glob("*.json")), articles))
    print(f"{'step':28} {'wall s':>8} {'CPU s':>8} {'count':>12} {'of':10} {'per second':>12}")
    found = timed("resolve", lambda: entities.resolve(facts, load_regions()), "articles", lambda e: len(e.articles))
    timed("lines", lambda: sum(1 for _ in quads.lines(found)), "lines", int)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "store"
        timed("lines and store", lambda: store.write(path, quads.lines(found)), "quads", int)
        reader = store.Reader.open(path)
        for query in queries.load().values():
            if query.name == "conflicts":  # every copy of a page claims the same seats: no graph of news looks so
                continue
            timed(f"query {query.name}", lambda q=query: list(run(q, reader)), "rows", len)  # type: ignore[misc]
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB")


def run(query: queries.NamedQuery, reader: store.Reader) -> list[object]:
    given = {p.name: _value(p.type, p.name, reader) for p in query.parameters if p.required}
    return list(queries.run(queries.bind(query, given, reader), reader))


@cache
def _value(kind: str, name: str, reader: store.Reader) -> str:
    """A value for a parameter that a query needs: the person or body of the most posts, the first page, a day, a word."""
    plain = {"on": "2022-02-11", "word": "pemilu"}
    if name in plain:
        return plain[name]
    pattern = {"person": "?m org:member ?s", "string": "?m kg:page ?s"}.get(kind, "?m org:organization ?s")
    sparql = f"SELECT ?s (COUNT(?m) AS ?n) {{ {pattern} }} GROUP BY ?s ORDER BY DESC(?n) LIMIT 1"
    return next(str(row["s"].value) for row in reader.rows(sparql, prefixes=queries.PREFIXES))


if __name__ == "__main__":
    main()
