"""Which part of the network a view draws, and what it therefore leaves out: a period, a neighbourhood, a size."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.errors import KpugraphError, NotFoundError
from kpugraph.partial import bounds, is_valid
from kpugraph.view.model import Fact, Left, Network

_DATED = ("event", "document")
_TIMELESS = ("org:subOrganizationOf",)


def focus(network: Network, name: str, found: str) -> str:
    """The node ``found`` for the name that a user gave. NotFoundError where the network does not draw it."""
    if found not in network.graph:
        raise NotFoundError(f"{name!r} is not among the nodes drawn", todo="focus on a person, body, event or document")
    return found


def period(network: Network, start: str | None, end: str | None) -> tuple[Network, list[Left]]:
    """What happened or was mentioned between two partial dates, both included; either may be None.

    Events and documents outside, and those without a date, go, and so do posts mentioned only outside. People and bodies
    stay where a line of the period touches them, one without any date being of none; that one body is under another is of no
    period. Raises KpugraphError for a text that is no date, and for an end before the start.
    """
    first, last = _day(start, "--from", 0), _day(end, "--to", 1)
    if first and last and first > last:
        raise KpugraphError(f"--from {start!r} is after --to {end!r}", todo="exchange them")
    days = {node.id: _span(node.start, node.end) for node in network.nodes() if node.kind in _DATED}
    undated = {name for name, span in days.items() if span is None}
    kept = network.within({name for name in network.graph if name not in days or _meets(days[name], first, last)})
    touched = {name for name in kept.graph if name in days}
    dateless = set[str]()
    for source, target, key, data in list(kept.graph.edges(keys=True, data=True)):
        fact = data["fact"]
        if not fact.start and fact.relation not in _TIMELESS and source not in days and target not in days:
            kept.graph.remove_edge(source, target, key)
            dateless |= {source, target}
        elif fact.start and not _meets(_span(fact.start, fact.end), first, last):
            kept.graph.remove_edge(source, target, key)
        elif fact.relation not in _TIMELESS:
            touched |= {source, target}
    undated |= dateless - touched
    outside = len(network.graph) - len(undated) - len(touched)
    counted = (Left("undated", len(undated)), Left("dates", outside, f"{start or ''}/{end or ''}"))
    return kept.within(touched), [left for left in counted if left.count]


def kinds(network: Network, wanted: Sequence[str]) -> tuple[Network, list[Left]]:
    """The nodes of these kinds."""
    return _kept(network, {node.id for node in network.nodes() if node.kind in wanted}, "kinds", ",".join(wanted))


def sure(network: Network, least: float) -> tuple[Network, list[Left]]:
    """The facts that a sentence supports at least so surely, with all nodes. What no text had to say stays."""
    kept = network.within(set(network.graph))

    def doubtful(fact: Fact) -> bool:
        return fact.confidence is not None and fact.confidence < least

    gone = [(s, t, key) for s, t, key, data in kept.graph.edges(keys=True, data=True) if doubtful(data["fact"])]
    kept.graph.remove_edges_from(gone)
    own = 0
    for name in kept.graph:
        facts = kept.graph.nodes[name]["facts"]
        kept.graph.nodes[name]["facts"] = [fact for fact in facts if not doubtful(fact)]
        own += len(facts) - len(kept.graph.nodes[name]["facts"])
    count = len(gone) + own
    return kept, [Left("unsure", count, str(least))] if count else []


def neighbourhood(network: Network, centre: str, depth: int) -> tuple[Network, list[Left]]:
    """The nodes at most ``depth`` lines from the centre."""
    import networkx as nx

    near = nx.single_source_shortest_path_length(network.graph.to_undirected(as_view=True), centre, cutoff=depth)
    return _kept(network, set(near), "focus", network.node(centre).label)


def largest(network: Network, most: int, centre: str | None) -> tuple[Network, list[Left]]:
    """At most so many nodes: the nearest to the centre where there is one, and the best connected among equals."""
    import networkx as nx

    degree = dict(network.graph.degree())
    far = len(network.graph)
    away: dict[str, int] = {}
    if centre is not None:
        away = dict(nx.single_source_shortest_path_length(network.graph.to_undirected(as_view=True), centre))
    best = sorted(network.graph, key=lambda name: (away.get(name, far), -degree[name], name))
    return _kept(network, set(best[:most]), "many", str(most))


def _kept(network: Network, names: set[str], why: str, name: str) -> tuple[Network, list[Left]]:
    gone = len(network.graph) - len(names)
    return (network.within(names), [Left(why, gone, name)]) if gone else (network, [])


def _day(value: str | None, option: str, edge: int) -> str | None:
    if value is None:
        return None
    pair = bounds(value) if is_valid(value) else None
    if pair is None:
        raise KpugraphError(f"{option} {value!r} is no date", todo="write it as 2022-04-12, 2022-04 or 2022")
    return pair[edge]


def _span(start: str, end: str) -> tuple[str, str] | None:
    """First and last day that two partial dates can mean, or None where they give no year."""
    pairs = [pair for value in (start, end) if value and is_valid(value) and (pair := bounds(value))]
    return (min(pair[0] for pair in pairs), max(pair[1] for pair in pairs)) if pairs else None


def _meets(span: tuple[str, str] | None, first: str | None, last: str | None) -> bool:
    return span is not None and not (first and span[1] < first) and not (last and span[0] > last)
