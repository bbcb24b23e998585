"""The interactive network: one HTML file that opens without any network."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kpugraph import __version__, assets, queries
from kpugraph.errors import DataError, KpugraphError, NotFoundError
from kpugraph.partial import bounds, is_valid
from kpugraph.store import Reader
from kpugraph.view.model import Left, Network, Node, Words
from kpugraph.view.style import Kind, Relation, Style

_SHOWN = {
    "schema:Person": "person",
    "org:FormalOrganization": "body",
    "schema:Event": "event",
    "kg:Document": "document",
}


@dataclass(frozen=True, slots=True)
class ViewSummary:
    """How much a view shows, and what it leaves out."""

    nodes: int
    edges: int
    left: tuple[Left, ...] = ()


def write(
    reader: Reader,
    out: Path,
    *,
    focus: str | None = None,
    depth: int = 1,
    start: str | None = None,
    end: str | None = None,
    max_nodes: int = 2000,
    lang: str = "id",
) -> ViewSummary:
    """Writes the network of the graph to ``out``, whole or not at all.

    ``focus`` (a name or IRI) and ``depth`` keep its neighbourhood; ``start`` and ``end`` keep events of a period;
    ``max_nodes`` keeps the best connected. Raises NotFoundError for an unknown focus, KpugraphError for a date that is
    none or a file that cannot be written.
    """
    from kpugraph.view.network import load
    from kpugraph.view.page import render

    network, left = load(reader), list[Left]()
    centre = _focus(reader, focus) if focus else None
    for kept, why in _cuts(network, centre, depth, start, end, max_nodes):
        left += [Left(why.why, len(network.graph) - len(kept), why.name)] if len(kept) < len(network.graph) else []
        network = network.within(kept)
    if not len(network.graph):
        raise KpugraphError("nothing is left to draw", todo="widen --from, --to, --depth or --max-nodes")
    page = render(network, _style(), lang=lang, focus=centre, left=left, version=__version__)
    _write(out, page)
    return ViewSummary(len(network.graph), network.graph.number_of_edges(), tuple(left))


def _focus(reader: Reader, name: str) -> str:
    for kind in ("person", "body", "event"):
        try:
            return queries.lookup(name, kind, reader)
        except NotFoundError as error:
            missed = error
    raise missed


def _cuts(network: Network, centre: str | None, depth: int, start: str | None, end: str | None, max_nodes: int) -> Any:
    """(names kept, why the others are not) of each cut, one after the other."""
    import networkx as nx

    kept = set(network.graph)
    if start or end:
        first, last = _day(start, "--from", 0), _day(end, "--to", 1)
        kept = {node.id for node in network.nodes() if _inside(node, first, last)}
        yield kept, Left("dates", 0)
    if centre is not None:
        if centre not in kept:
            raise NotFoundError(
                f"{centre} is not among the nodes drawn", todo="focus on a person, body or event in the period"
            )
        near = nx.ego_graph(network.graph.to_undirected(as_view=True), centre, radius=depth)
        kept = kept & set(near)
        yield kept, Left("focus", 0, network.node(centre).label)
    if len(kept) > max_nodes:
        degree = dict(network.graph.degree())
        best = sorted(kept, key=lambda name: (name != centre, -degree[name], name))
        yield set(best[:max_nodes]), Left("many", 0)


def _day(value: str | None, option: str, edge: int) -> str | None:
    if value is None:
        return None
    pair = bounds(value) if is_valid(value) else None
    if pair is None:
        raise KpugraphError(f"{option} {value!r} is no date", todo="write it as 2022-04-12, 2022-04 or 2022")
    return pair[edge]


def _inside(node: Node, first: str | None, last: str | None) -> bool:
    if node.kind != "event":
        return True
    return bool(node.start) and not (first and node.end < first) and not (last and node.start > last)


def _style() -> Style:
    """Colours and names of kinds from ``ontology/view.ttl``, of relations from ``relations.toml``."""
    import tomllib

    data = tomllib.loads((Path(__file__).parent / "relations.toml").read_text("utf-8"))
    relations = tuple(
        Relation(
            name,
            Words(**row["name"]),
            Words(**row["out"]),
            Words(**row.get("in", row["out"])),
            rank,
            row.get("quote", False),
            row.get("dashed", False),
        )
        for rank, (name, row) in enumerate(data.items())
    )
    return Style(_kinds(), relations)


def _kinds() -> tuple[Kind, ...]:
    """The kinds of nodes. DataError where ``view.ttl`` lacks something of one."""
    import pyoxigraph as ox

    from kpugraph import quads, results

    path = assets.path("ontology", "view.ttl")
    found: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        row = found.setdefault(results.compact(quad.subject.value), {})
        key = quad.predicate.value.removeprefix(quads.PREFIXES["kg"]).removeprefix(quads.PREFIXES["rdfs"])
        language = getattr(quad.object, "language", None)
        row[f"{key}@{language}" if language else key] = quad.object.value
    kinds = []
    for name, kind in _SHOWN.items():
        row = found.get(name, {})
        try:
            label = Words(row["label@id"], row["label@en"])
            plural = Words(row.get("plural@id", label.id), row.get("plural@en", label.en))
            kinds.append(Kind(kind, label, plural, row["color"], row["shape"]))
        except KeyError as error:
            raise DataError(f"{name} has no {error}", where=path.name, todo="add it") from error
    return tuple(kinds)


def _write(out: Path, page: str) -> None:
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=out.parent, prefix=f".{out.name}-", encoding="utf-8", delete=False
        ) as handle:
            handle.write(page)
        os.chmod(handle.name, 0o644)
        os.replace(handle.name, out)
    except OSError as error:
        raise KpugraphError(
            f"cannot be written: {error.strerror or error}", where=str(out), todo="choose another file"
        ) from error
