"""W3C's SPARQL 1.1 tests through the query layer and through ``kpugraph serve``, as a table.

    python tests/conformance/run.py

Exit code 1 where a test fails that is not named in ``reasons.toml``, 2 where the archive is not beside the checkout.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent)]

import asking  # noqa: E402
import protocol  # noqa: E402
import pyoxigraph as ox  # noqa: E402
from asking import Verdict  # noqa: E402
from serving import serving  # noqa: E402
from suite import ARCHIVE, Suite  # noqa: E402

from kpugraph import store  # noqa: E402

MANIFESTS = {"query and syntax": "manifest-sparql11-query.ttl", "results": "manifest-sparql11-results.ttl"}
Table = dict[tuple[str, str], list[Verdict]]


def verdicts(work: Path) -> Table:
    """All verdicts by suite and way; ``work`` is an empty folder for the archive and the store."""
    suite = Suite(work / "suite")
    cases = {name: list(suite.cases(manifest)) for name, manifest in MANIFESTS.items()}
    every = [case for group in cases.values() for case in group]
    lines = [*suite.quads(every), *protocol.quads(suite)]
    table: Table = {}
    memory = ox.Store()
    memory.load("".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    _add_empty(memory, suite.empty(every))
    for name, group in cases.items():
        table[name, "layer"] = asking.run(suite, group, asking.layer(memory))
    target = work / "store"
    store.write(target, lines)
    disk = ox.Store(str(target / store.current(target)))
    _add_empty(disk, suite.empty(every))
    del disk
    with serving(target, "--no-union") as server:
        for name, group in cases.items():
            table[name, "server"] = asking.run(suite, group, asking.over_http(f"{server.address}/sparql"))
        table["protocol", "server"] = list(protocol.run(suite, server.address))
        table["service description", "server"] = list(protocol.describe(server.address))
    return table


def _add_empty(graphs: ox.Store, names: list[str]) -> None:
    for name in names:
        graphs.add_graph(ox.NamedNode(name))
    graphs.flush()


def reasons() -> dict[str, str]:
    """Why known failures fail."""
    found: dict[str, str] = tomllib.loads((HERE / "reasons.toml").read_text("utf-8"))
    return found


def lines(table: Table) -> Iterator[str]:
    """The table and the failures."""
    yield f"{'suite':22} {'through':8} {'passed':>10} {'approved':>10}"
    for (name, way), group in table.items():
        approved = [verdict for verdict in group if verdict.approved]
        passed, good = sum(v.passed for v in group), sum(v.passed for v in approved)
        yield f"{name:22} {way:8} {f'{passed}/{len(group)}':>10} {f'{good}/{len(approved)}':>10}"
    known = reasons()
    yield ""
    for (_, way), group in table.items():
        for verdict in group:
            if not verdict.passed:
                yield f"{way:8} {verdict.name}: {known.get(verdict.name) or 'NEW: ' + verdict.reason.strip()}"


def main() -> int:
    if not ARCHIVE.is_file():
        print("the tests of W3C are not beside this checkout", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        table = verdicts(Path(name))
    print("\n".join(lines(table)))
    failed = {verdict.name for group in table.values() for verdict in group if not verdict.passed}
    return int(bool(failed - set(reasons())))


if __name__ == "__main__":
    sys.exit(main())
