"""The interactive network: one HTML file that opens without any network.

The graph is read into a network (``network``), cut to what is asked for (``select``), given its sentences (``proofs``)
and written as a page (``layout``, ``page``). Other projections and other drawings join at ``model.Network``.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kpugraph import __version__, names
from kpugraph.errors import KpugraphError, NotFoundError
from kpugraph.store import Reader
from kpugraph.view.model import Left, Network


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

    ``focus`` (a name or IRI) and ``depth`` keep its neighbourhood, ``start`` and ``end`` what belongs to a period,
    ``max_nodes`` the best connected. Raises NotFoundError for an unknown focus, KpugraphError for a date that is none,
    a graph of which nothing is left, or a file that cannot be written.
    """
    from kpugraph.view import network as networks
    from kpugraph.view import page, proofs, select, style

    network, left = networks.load(reader), list[Left]()
    centre = None
    if start or end:
        network, left = select.period(network, start, end)
    if focus:
        centre = select.focus(network, focus, _lookup(focus, reader, network))
        network, farther = select.neighbourhood(network, centre, depth)
        left += farther
    network, fewer = select.largest(network, max_nodes, centre)
    left += fewer
    if not len(network.graph):
        raise KpugraphError(
            "the graph holds nothing to draw", where=reader.source, todo="widen --from, --to or build more"
        )
    proofs.add(network, reader)
    _save(out, page.render(network, style.load(), lang=lang, focus=centre, left=left, version=__version__))
    return ViewSummary(len(network.graph), network.graph.number_of_edges(), tuple(left))


def _lookup(name: str, reader: Reader, network: Network) -> str:
    """The IRI that a user means: of a person, body or event, as ``queries`` looks names up, or of a document."""
    missed: NotFoundError | None = None
    for kind in ("person", "body", "event"):
        try:
            return names.lookup(name, kind, reader)
        except NotFoundError as error:
            missed = missed or error
    found = [
        node.id for node in network.nodes() if node.kind == "document" and name.casefold() in node.label.casefold()
    ]
    if len(found) == 1:
        return found[0]
    raise missed or NotFoundError(f"nothing is named {name!r}")


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
