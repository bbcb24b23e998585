"""A network as the data of its page: plain values that the front end reads (``kpugraph/web/src/data.ts`` names them)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from kpugraph.view import metrics as metric
from kpugraph.view import places
from kpugraph.view.layout import positions, surroundings
from kpugraph.view.metrics import Metrics
from kpugraph.view.model import Fact, Network, Node, Proof, Text, Words
from kpugraph.view.style import Kind, Style

_SMALL = 45  # a network of so many nodes opens whole, a larger one around its best connected node
_FACE = "Helvetica Neue, Arial, Liberation Sans, sans-serif"
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "hideEdgesOnDrag": False, "tooltipDelay": 250, "keyboard": {"enabled": False}},
    "nodes": {"font": {"face": _FACE, "strokeWidth": 4}, "scaling": {"label": {"drawThreshold": 8}}, "chosen": False},
    "edges": {"smooth": False, "chosen": False, "hoverWidth": 1, "scaling": {"label": {"drawThreshold": 9}}},
}


def of(network: Network, style: Style, focus: str | None) -> dict[str, Any]:
    """Everything that the page of a whole network shows."""
    simple = metric.simple(network)
    found = metric.measure(simple)
    content, number = _content(network, style, found, positions(simple))
    start = number[focus] if focus else number[found.best()[0]]
    return content | {
        "base": _base(list(number)),
        "focus": number[focus] if focus else None,
        "start": start,
        "open": None if len(number) <= _SMALL else start,
    }


def near(
    network: Network, style: Style, around: Sequence[str], reach: Mapping[str, int], base: str, *, placed: bool = True
) -> dict[str, Any]:
    """Everything that the server's page shows of what lies around some nodes.

    How a part hangs together says nothing of the whole, so that nodes have no metrics; each says by ``reach`` how many
    neighbours it has in the whole graph. ``placed`` is off where a page that is open gives them their places.
    """
    simple = metric.simple(network)
    content, number = _content(
        network, style, metric.unmeasured(simple), surroundings(simple, around) if placed else {}
    )
    for name, i in number.items():
        content["nodes"][i]["reach"] = reach.get(name, 0)
    first = [number[name] for name in around if name in number]
    start = first[0] if first else content["best"][0]
    return content | {"base": base, "focus": None, "start": start, "open": start, "around": first}


def _content(
    network: Network, style: Style, found: Metrics, at: dict[str, tuple[int, int]]
) -> tuple[dict[str, Any], dict[str, int]]:
    """What all pages have, and the number of each node. Nodes, facts, proofs and articles refer to each other by number."""
    nodes = list(network.nodes())
    number = {node.id: i for i, node in enumerate(nodes)}
    sources = {key: i for i, key in enumerate(sorted(network.sources))}
    proofs: dict[Proof, int] = {}
    facts = [_fact(fact, number, proofs) for fact in network.facts()]
    kinds = style.kinds_of({node.kind for node in nodes})
    dates = sorted(source.date for source in network.sources.values() if source.date[:1].isdigit())
    located = any(node.regions for node in nodes if node.kind == "body")
    content = {
        "kinds": [{**asdict(kind), "count": sum(node.kind == kind.id for node in nodes)} for kind in kinds],
        "relations": {one.id: _plain(asdict(one)) for one in style.relations},
        "nodes": [_node(node, found) for node in nodes],
        "facts": facts,
        "evidence": [_proof(proof, sources) for proof in proofs],
        "articles": [asdict(network.sources[key]) for key in sources],
        "drawing": _drawing(nodes, facts, at, found, style),
        "provinces": places.provinces(network),
        "regions": places.coordinates() if located else [],
        "estimated": found.estimated,
        "best": [number[name] for name in found.best()[:7]],
        "first": dates[0] if dates else "",
        "last": dates[-1] if dates else "",
    }
    return content, number


def _base(names: list[str]) -> str:
    """What all IRIs begin with, up to a slash: permalinks leave it out."""
    first, last = min(names), max(names)
    same = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[: first.rfind("/", 0, same) + 1]


def _node(node: Node, found: Metrics) -> dict[str, Any]:
    return {
        "id": node.id,
        "kind": node.kind,
        "label": node.label,
        "note": _words(node.note),
        "aliases": list(node.aliases),
        "date": node.start,
        "end": node.end,
        "regions": list(node.regions),
        "between": round(found.between[node.id], 5),
        "community": found.community[node.id] + 1,
    }


def _fact(fact: Fact, number: dict[str, int], proofs: dict[Proof, int]) -> dict[str, Any]:
    full = {
        "s": number[fact.subject],
        "r": fact.relation,
        "o": number[fact.object] if fact.object is not None else None,
        "name": _words(fact.name),
        "value": _words(fact.value),
        "details": [_words(detail) for detail in fact.details],
        "status": _words(fact.status),
        "start": fact.start,
        "end": fact.end,
        "stated": list(fact.stated) if any(fact.stated) else None,
        "weight": fact.weight,
        "sure": fact.confidence,
        "unshown": fact.unshown,
        "e": [proofs.setdefault(proof, len(proofs)) for proof in fact.proofs],
    }
    return {key: value for key, value in full.items() if value or key in {"s", "o", "e"}}


def _proof(proof: Proof, sources: dict[str, int]) -> dict[str, Any]:
    return {
        "article": sources[proof.source],
        "parts": _parts(proof),
        "rules": [list(rule) for rule in proof.rules],
        "steps": list(proof.steps),
    }


def _parts(proof: Proof) -> list[str]:
    """The sentence cut at its marks: every second part is a quoted span. Cut here, as JavaScript counts in UTF-16."""
    edges = [0, *(edge for mark in proof.marks for edge in mark), len(proof.text)]
    return [proof.text[start:end] for start, end in pairwise(edges)]


def _words(text: Text | None) -> str | dict[str, str] | None:
    return asdict(text) if isinstance(text, Words) else text


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return {key.rstrip("_"): value for key, value in record.items()}


# ---------------------------------------------------------------- the drawing


def _drawing(
    nodes: list[Node], facts: list[dict[str, Any]], at: dict[str, tuple[int, int]], found: Metrics, style: Style
) -> dict[str, Any]:
    """Nodes, lines and options as pyvis hands them to vis-network. All facts between two nodes share one line."""
    from pyvis.network import Network as Drawing

    drawing = Drawing(directed=True)
    drawing.set_options(json.dumps(_OPTIONS))
    kinds: dict[str, Kind] = {kind.id: kind for kind in style.kinds}
    for number, node in enumerate(nodes):
        x, y = at.get(node.id, (0, 0))
        kind = kinds[node.kind]
        size = round(7 + min(16.0, 2.6 * found.degree[node.id] ** 0.5), 1)
        drawing.add_node(number, label=" ", shape=kind.shape, color=kind.color, x=x, y=y, size=size)
    for line, ((source, target), numbers) in enumerate(_lines(facts).items()):
        dashes = any(style.relation(facts[i]["r"]).dashed for i in numbers)
        width = max(facts[i].get("weight", 1) for i in numbers)
        drawing.add_edge(source, target, id=line, facts=numbers, dashes=dashes, width=width)
    drawn, edges, *_, options = drawing.get_network_data()
    return {
        "nodes": [{key: node[key] for key in ("x", "y", "size", "shape", "color")} for node in drawn],
        "lines": [{key: edge[key] for key in ("from", "to", "facts", "dashes", "width")} for edge in edges],
        "options": json.loads(options),
    }


def _lines(facts: list[dict[str, Any]]) -> dict[tuple[int, int], list[int]]:
    lines: dict[tuple[int, int], list[int]] = {}
    for i, fact in enumerate(facts):
        if fact["o"] is not None and fact["o"] != fact["s"]:
            a, b = sorted((fact["s"], fact["o"]))
            lines.setdefault((a, b), []).append(i)
    return dict(sorted(lines.items()))
