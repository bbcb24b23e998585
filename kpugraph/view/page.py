"""A network as one HTML file: drawn by vis-network on what pyvis writes, and nothing in it that asks the net for more."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpugraph.errors import KpugraphError
from kpugraph.view.layout import positions
from kpugraph.view.model import Fact, Left, Network, Node, Proof, Text, Words
from kpugraph.view.style import Style

if TYPE_CHECKING:
    import networkx as nx

_STATIC = Path(__file__).parent / "static"
_SCRIPTS = ("base.js", "place.js", "graph.js", "panel.js", "search.js", "main.js")
_FACE = "Helvetica Neue, Arial, Liberation Sans, sans-serif"
_SMALL = 45  # a network of so many nodes opens whole, a larger one around its best connected node
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "hideEdgesOnDrag": False, "tooltipDelay": 250, "keyboard": {"bindToWindow": False}},
    "nodes": {"font": {"face": _FACE, "strokeWidth": 4}, "scaling": {"label": {"drawThreshold": 8}}, "chosen": False},
    "edges": {"smooth": False, "chosen": False, "hoverWidth": 1, "scaling": {"label": {"drawThreshold": 9}}},
}


def render(network: Network, style: Style, *, lang: str, focus: str | None, left: list[Left], version: str) -> str:
    """The page as text. Same network, same text."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    words: dict[str, dict[str, str]] = json.loads((_STATIC / "words.json").read_text("utf-8"))
    title = _title(words, network.node(focus).label if focus else None)
    data = _data(network, style, focus) | {"words": words, "title": title, "version": version}
    data["left"] = [asdict(one) for one in left]
    css = (_STATIC / "page.css").read_text("utf-8")
    scripts = [_inline(_vis_network()), *(_inline((_STATIC / name).read_text("utf-8")) for name in _SCRIPTS)]
    environment = Environment(loader=FileSystemLoader(_STATIC), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("page.html.jinja").render(
        lang=lang,
        title=title[lang],
        version=version,
        policy=_policy(scripts, css),
        style=Markup(css),
        scripts=[Markup(script) for script in scripts],
        data=Markup(_json(data)),
    )


def _title(words: dict[str, dict[str, str]], name: str | None) -> dict[str, str]:
    if name is None:
        return words["title"]
    return {lang: text.replace("{name}", name) for lang, text in words["title-focus"].items()}


def _policy(scripts: list[str], css: str) -> str:
    """Nothing may load, and only these very scripts and styles may run."""

    def hashed(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    allowed = " ".join(hashed(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {hashed(css)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _vis_network() -> str:
    """The script of vis-network that the installed pyvis carries, the newest if it carries several."""
    import pyvis

    found = sorted(Path(pyvis.__file__).parent.glob("lib/vis-*/vis-network.min.js"), key=_version)
    if not found:
        raise KpugraphError("pyvis carries no vis-network", where="view", todo="reinstall pyvis")
    return found[-1].read_text("utf-8")


def _version(path: Path) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", path.parent.name)]


def _inline(script: str) -> str:
    """The script so that it cannot end its own element: these letters stand only in strings, where a backslash is free."""
    return script.replace("\r\n", "\n").replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _json(data: object) -> str:
    """JSON that no HTML or JavaScript parser can take for anything else."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode("utf-8", "backslashreplace").decode()


# ---------------------------------------------------------------- the data


def _data(network: Network, style: Style, focus: str | None) -> dict[str, Any]:
    simple = _simple(network)
    degree = {name: simple.degree(name) for name in simple}
    best = sorted(degree, key=lambda name: (-degree[name], name))
    sources = {key: i for i, key in enumerate(sorted(network.sources))}
    proofs: dict[Proof, int] = {}
    facts = [_fact(fact, proofs) for fact in network.facts()]
    kinds = style.kinds_of({node.kind for node in network.nodes()})
    dates = sorted(source.date for source in network.sources.values() if source.date[:1].isdigit())
    counts = {kind.id: sum(node.kind == kind.id for node in network.nodes()) for kind in kinds}
    whole = len(simple) <= _SMALL
    return {
        "kinds": [{**_plain(asdict(kind)), "count": counts[kind.id]} for kind in kinds],
        "relations": {one.id: _plain(asdict(one)) for one in style.relations},
        "nodes": [_node(node) for node in network.nodes()],
        "facts": facts,
        "evidence": [_proof(proof, sources) for proof in proofs],
        "articles": [asdict(network.sources[key]) for key in sources],
        "network": _drawing(network, style, simple, facts),
        "best": best[:7],
        "start": focus or best[0],
        "focus": focus,
        "open": None if whole else focus or best[0],
        "first": dates[0] if dates else "",
        "last": dates[-1] if dates else "",
    }


def _simple(network: Network) -> nx.Graph[str]:
    import networkx as nx

    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(node.id for node in network.nodes())
    simple.add_edges_from((f.subject, f.object) for f in network.facts() if f.object and f.object != f.subject)
    return simple


def _node(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "kind": node.kind,
        "label": node.label,
        "note": _words(node.note),
        "aliases": list(node.aliases),
        "date": node.start,
        "end": node.end,
    }


def _fact(fact: Fact, proofs: dict[Proof, int]) -> dict[str, Any]:
    full = {
        "s": fact.subject,
        "r": fact.relation,
        "o": fact.object,
        "name": _words(fact.name),
        "value": _words(fact.value),
        "details": [_words(detail) for detail in fact.details],
        "status": _words(fact.status),
        "start": fact.start,
        "end": fact.end,
        "e": [proofs.setdefault(proof, len(proofs)) for proof in fact.proofs],
    }
    return {key: value for key, value in full.items() if value or key in {"o", "e"}}


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


def _drawing(network: Network, style: Style, simple: nx.Graph[str], facts: list[dict[str, Any]]) -> dict[str, Any]:
    """Nodes, lines and options as pyvis hands them to vis-network. All facts between two nodes share one line."""
    from pyvis.network import Network as Drawing

    drawing = Drawing(directed=True)
    drawing.set_options(json.dumps(_OPTIONS))
    places = positions(simple)
    kinds = {kind.id: kind for kind in style.kinds}
    for node in network.nodes():
        x, y = places[node.id]
        grown = min(16.0, 2.6 * simple.degree(node.id) ** 0.5)
        font = {"size": round(12.5 + grown / 3.2, 1)}
        kind = kinds[node.kind]
        size = round(7 + grown, 1)
        drawing.add_node(
            node.id, label=node.label or "?", shape=kind.shape, color=kind.color, x=x, y=y, size=size, font=font
        )
    for (source, target), numbers in _lines(facts).items():
        dashes = any(style.relation(facts[i]["r"]).dashed for i in numbers)
        drawing.add_edge(source, target, id=f"{source} {target}", facts=numbers, arrows="", dashes=dashes)
    nodes, edges, *_, options = drawing.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _lines(facts: list[dict[str, Any]]) -> dict[tuple[str, str], list[int]]:
    lines: dict[tuple[str, str], list[int]] = {}
    for i, fact in enumerate(facts):
        if fact["o"] and fact["o"] != fact["s"]:
            a, b = sorted((fact["s"], fact["o"]))
            lines.setdefault((a, b), []).append(i)
    return dict(sorted(lines.items()))
