"""The interactive network: one HTML file that opens without any network.

The graph is read into a network (``network``), made into the projection that is asked for (``projections``), cut
(``select``), given its sentences (``proofs``), measured and laid out (``metrics``, ``layout``) and written as a page
(``data``, ``page``), which the front end in ``kpugraph/web`` draws.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kpugraph import __version__, names, text
from kpugraph.errors import KpugraphError, NotFoundError
from kpugraph.store import Reader
from kpugraph.view.model import Left, Network

_LIKE = 75.0  # of a hundred: words that differ more are not meant for one another


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
    kinds: Sequence[str] = (),
    start: str | None = None,
    end: str | None = None,
    min_confidence: float = 0.0,
    max_nodes: int = 2000,
    projection: str = "full",
    drawing: str = "auto",
    lang: str = "id",
) -> ViewSummary:
    """Writes the network of the graph to ``out``, whole or not at all.

    ``projection`` is one that ``kpugraph view --as`` takes; ``focus`` (a name or IRI) and ``depth`` keep its neighbourhood,
    ``kinds`` nodes of these kinds, ``start`` and ``end`` what belongs to a period, ``min_confidence`` the facts read at
    least so surely, ``max_nodes`` the best connected. ``drawing`` is "vis", "sigma", or by size. Raises NotFoundError
    for an unknown focus, KpugraphError for a date that is none, a graph of which nothing is left, or a file that cannot
    be written.
    """
    from kpugraph.view import network as networks
    from kpugraph.view import page, projections, proofs, select, style

    network, left = networks.load(reader), list[Left]()
    centre = select.focus(network, focus, _lookup(focus, reader, network)) if focus else None

    def cut(result: tuple[Network, list[Left]]) -> Network:
        left.extend(result[1])
        if centre is not None and centre not in result[0].graph:
            raise NotFoundError(f"{focus!r} is not among the nodes drawn", todo="focus on another, or show more")
        return result[0]

    if start or end:
        network = cut(select.period(network, start, end))
    network = cut(projections.project(network, projection, reader, centre))
    if kinds:
        network = cut(select.kinds(network, kinds))
    if min_confidence:
        proofs.add(network, reader)
        network = cut(select.sure(network, min_confidence))
    if centre:
        network = cut(select.neighbourhood(network, centre, depth))
    network = cut(select.largest(network, max_nodes, centre))
    if not len(network.graph):
        raise KpugraphError("the graph holds nothing to draw", where=reader.source, todo="ask for more or build more")
    proofs.add(network, reader)
    asked = page.Asked(projection, focus=centre, drawing=drawing, lang=lang, left=tuple(left), version=__version__)
    _save(out, page.render(network, style.load(), asked))
    return ViewSummary(len(network.graph), network.graph.number_of_edges(), tuple(left))


def network_summary(reader: Reader) -> dict[str, Any]:
    """How the whole network hangs together: see ``metrics.summary``."""
    from kpugraph.view import metrics
    from kpugraph.view import network as networks

    return metrics.summary(networks.load(reader))


def _lookup(name: str, reader: Reader, network: Network) -> str:
    """The IRI that a user means: of a person, body or event, as ``queries`` looks names up, or of a document."""
    for kind in ("person", "body", "event"):
        with suppress(NotFoundError):
            return names.lookup(name, kind, reader)
    found = [
        node.id for node in network.nodes() if node.kind == "document" and name.casefold() in node.label.casefold()
    ]
    if len(found) == 1:
        return found[0]
    near = _nearest(name, sorted({node.label for node in network.nodes()}))
    hint = f"; nearest: {', '.join(near)}" if near else ""
    raise NotFoundError(f"nothing is named {name!r}{hint}", todo="give a name or an IRI of the graph")


def _nearest(name: str, labels: Sequence[str], most: int = 3) -> list[str]:
    """The labels in which each word of a name has a word like it, the likest and shortest first."""
    from rapidfuzz import fuzz

    words = text.fold(name).split()
    found = []
    for label in labels:
        parts = text.fold(label).split() or [""]
        likeness = min((max(fuzz.ratio(word, part) for part in parts) for word in words), default=0.0)
        if likeness >= _LIKE:
            found.append((-round(likeness), len(label), label))
    return [label for *_, label in sorted(found)[:most]]


def _save(out: Path, page: str) -> None:
    """Puts the page in place at once, when it is complete."""
    draft = ""
    try:
        with tempfile.NamedTemporaryFile("wb", dir=out.parent, prefix=f".{out.name}-", delete=False) as handle:
            draft = handle.name
            handle.write(page.encode("utf-8"))
        os.chmod(draft, 0o644)
        os.replace(draft, out)
    except OSError as error:
        if draft:
            Path(draft).unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise KpugraphError(f"cannot be written: {reason}", where=str(out), todo="choose another file") from error
