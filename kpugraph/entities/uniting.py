"""Persons across regions: one who moved from a regency to its province, one told of in two places, a decision of people.

A name alone unites nobody across regions. What an article itself tells of one person in two places is one person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from kpugraph.entities.claims import most_common
from kpugraph.entities.evidence import Evidenced, Part
from kpugraph.entities.matching import Apart, Cluster, Verdict, kept_apart, never
from kpugraph.entities.naming import alike, identity_rules, parse, person_key
from kpugraph.entities.nodes import PersonNode
from kpugraph.ids import digest, name_slug

NATIONAL = "national:"


@dataclass(frozen=True, slots=True)
class PersonGroup:
    """One person of the whole graph: the path, the name, the nodes in order, and the verdicts on them."""

    path: str
    name: str  # as a decision has it, else as texts do
    nodes: tuple[PersonNode, ...]
    verdicts: tuple[Verdict, ...]


def unite(clusters: Sequence[Cluster], apart: Apart = never) -> tuple[PersonGroup, ...]:
    """The persons of one block of clusters."""
    block = _Uniting(sorted(clusters, key=lambda c: (c.key, c.anchor)), apart)
    block.join_told_together()
    block.join_alike()
    return block.groups()


class _Uniting:
    def __init__(self, clusters: list[Cluster], apart: Apart) -> None:
        self._clusters = clusters
        self._apart = apart
        self._parent = list(range(len(clusters)))
        self._verdicts: list[list[Verdict]] = [list(c.verdicts) for c in clusters]
        self._evidence = [_evidence_of(c) for c in clusters]

    def _root(self, n: int) -> int:
        while self._parent[n] != n:
            n = self._parent[n]
        return n

    def _join(self, a: int, b: int, score: float, reasons: tuple[str, ...]) -> None:
        low, high = sorted((self._root(a), self._root(b)))
        if low == high:
            return
        self._parent[high] = low
        self._verdicts[low] += self._verdicts[high]
        self._verdicts[low].append(Verdict("same", self._clusters[b].key, self._clusters[a].key, score, reasons))

    def join_told_together(self) -> None:
        """Clusters that hold one node of one article, and those that a decision joins."""
        first: dict[tuple[str, ...], int] = {}
        for n, cluster in enumerate(self._clusters):
            for facet in cluster.facets:
                if len(facet.node.anchors) > 1:
                    known = first.setdefault(("node", *facet.node.key), n)
                    self._join(known, n, 1.0, ("one article tells of both places",))
                for decision in facet.node.decided:
                    known = first.setdefault(("decision", decision), n)
                    self._join(known, n, 1.0, (f"decision {decision}",))

    def join_alike(self) -> None:
        """Pairs from the most alike on; a cluster without posts joins only where it can mean one."""
        limits = identity_rules().weights["thresholds"]
        scored = []
        for a, b in combinations(range(len(self._clusters)), 2):
            found = self._score(a, b) if self._root(a) != self._root(b) else None
            if found is not None and found[0] >= limits["unsure"]:
                scored.append((found[0], a, b, found[1]))
        for score, a, b, reasons in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
            if self._root(a) == self._root(b):
                continue
            if score >= limits["unite"] and not self._rivals(a, b, score, scored) and self._may(a, b):
                self._join(a, b, score, reasons)
            else:
                self._doubt(a, b, score, reasons)

    def _rivals(self, a: int, b: int, score: float, scored: Sequence[tuple[float, int, int, tuple[str, ...]]]) -> bool:
        """Whether a cluster without posts is as much like another person."""
        margin = identity_rules().weight("thresholds", "margin")
        for weak, other in ((a, b), (b, a)):
            if self._clusters[weak].weak:
                near = {
                    self._root(y if x == weak else x)
                    for s, x, y, _ in scored
                    if weak in (x, y) and s > score - margin and not self._clusters[y if x == weak else x].weak
                }
                if near - {self._root(other), self._root(weak)}:
                    return True
        return False

    def _may(self, a: int, b: int) -> bool:
        """Whether nobody decided otherwise and the posts of all that would be joined go together."""
        left = [n for n in range(len(self._clusters)) if self._root(n) == self._root(a)]
        right = [n for n in range(len(self._clusters)) if self._root(n) == self._root(b)]
        return not any(self._kept_apart(x, y) or self._clash(x, y) for x in left for y in right)

    def _kept_apart(self, a: int, b: int) -> bool:
        return any(
            kept_apart(x.node, y.node) or self._apart(x.node.key, y.node.key)
            for x in self._clusters[a].facets
            for y in self._clusters[b].facets
        )

    def _clash(self, a: int, b: int) -> bool:
        nodes = [facet.node for facet in self._clusters[b].facets]
        return any(part[0] < -0.3 for node in nodes for part in self._evidence[a].weigh(node, 2)[1])

    def _doubt(self, a: int, b: int, score: float, reasons: tuple[str, ...]) -> None:
        if self._kept_apart(a, b) or self._clash(a, b):
            return
        verdict = Verdict("unsure", self._clusters[b].key, self._clusters[a].key, score, reasons)
        self._verdicts[self._root(b)].append(verdict)

    def _score(self, a: int, b: int) -> tuple[float, tuple[str, ...]] | None:
        left, right = self._clusters[a], self._clusters[b]
        if left.anchor == right.anchor or {f.node.article for f in left.facets} & {
            f.node.article for f in right.facets
        }:
            return None
        likenesses = [x for m in left.names for n in right.names if (x := alike(m, n)) and len(x.shared) > 1]
        if not likenesses:
            return None
        likeness = max(likenesses, key=lambda x: x.score()[0])
        points, words = likeness.score()
        parts: list[Part] = [(points, f"name: {words}"), _place(left, right)]
        parts += self._posts(a, b)
        return round(sum(p for p, _ in parts), 3), tuple(f"{text} ({p:+.2f})" for p, text in parts)

    def _posts(self, a: int, b: int) -> list[Part]:
        weights = identity_rules().weights["posts"]
        left, right = self._clusters[a], self._clusters[b]
        if left.weak and right.weak:
            return [(weights["exclusive"], "neither has a post")]
        if left.weak or right.weak:
            return [(weights["office"], "named near the place of the post")]
        if self._clash(a, b):
            return [(weights["exclusive"], "posts that nobody holds together")]
        first, second = _span(self._evidence[a]), _span(self._evidence[b])
        if first and second and (first[1] <= second[0] or second[1] <= first[0]):
            return [(weights["career"], "the posts follow one another")]
        return []

    def groups(self) -> tuple[PersonGroup, ...]:
        members: dict[int, list[int]] = {}
        for n in range(len(self._clusters)):
            members.setdefault(self._root(n), []).append(n)
        drafts = [self._draft(root, numbers) for root, numbers in members.items()]
        return tuple(_distinct(drafts))

    def _draft(self, root: int, numbers: Sequence[int]) -> PersonGroup:
        clusters = [self._clusters[n] for n in numbers]
        nodes = {facet.node.key: facet.node for cluster in clusters for facet in cluster.facets}
        ordered = tuple(nodes[key] for key in sorted(nodes))
        name = _full_name(ordered)
        place = min((c.anchor for c in clusters if not c.weak), default=min(c.anchor for c in clusters))
        settled = {node.key for node in ordered if node.decided}
        kept = {v for v in self._verdicts[root] if v.verdict == "same" or v.node not in settled}
        verdicts = sorted(kept, key=lambda v: (v.verdict, v.node, v.other, v.score, v.reasons))
        renamed = sorted({node.renamed for node in ordered if node.renamed})
        return PersonGroup(_path(name, place), renamed[0] if renamed else name, ordered, tuple(verdicts))


def _evidence_of(cluster: Cluster) -> Evidenced:
    evidence = Evidenced()
    for facet in cluster.facets:
        evidence.add(facet.node)
    return evidence


def _span(evidence: Evidenced) -> tuple[str, str] | None:
    days = sorted(day for found in evidence.days.values() for day in found)
    return (days[0], days[-1]) if days else None


def _place(left: Cluster, right: Cluster) -> Part:
    weights = identity_rules().weights["places"]
    a, b = left.anchor, right.anchor
    if a.startswith(NATIONAL) or b.startswith(NATIONAL):
        return weights["national"], "a national body"
    if a[:1].isdigit() and b[:1].isdigit() and a[:2] == b[:2]:
        if len(a) == 2 or len(b) == 2:
            return weights["province"], "a regency and its province"
        return weights["siblings"], "two regencies of one province"
    return weights["far"], "places far apart"


def _full_name(nodes: Sequence[PersonNode]) -> str:
    """The name that most articles use among the fullest forms without initials."""
    size = max(_whole(node.name) for node in nodes)
    return most_common(name for node in nodes if _whole(node.name) == size for name in (node.name,) * node.count)


def _whole(name: str) -> int:
    return sum(len(word) > 1 for word in parse(name).words)


def _path(name: str, place: str) -> str:
    tag = place if place[:1].isdigit() else name_slug(place.rpartition("/")[2]) if place.rpartition("/")[2] else ""
    return "person/" + "-".join(filter(None, (name_slug(person_key(name)), tag)))


def _distinct(drafts: Sequence[PersonGroup]) -> list[PersonGroup]:
    """The groups, those of one path told apart by a body of theirs, else by their first article."""
    found: list[PersonGroup] = []
    for group in drafts:
        path = group.path
        if sum(other.path == path for other in drafts) > 1:
            bodies = sorted(
                {stint.body.partition("/")[2].replace("#", "-") for node in group.nodes for stint in node.stints}
            )
            path += f"-{bodies[0]}" if bodies else ""
            alike_too = [o for o in drafts if o.path == group.path and o is not group and _first_body(o) == bodies[:1]]
            if alike_too or not bodies:
                path += f"-{digest(*min(node.key for node in group.nodes), size=4)}"
        found.append(PersonGroup(path, group.name, group.nodes, group.verdicts))
    return sorted(found, key=lambda g: g.path)


def _first_body(group: PersonGroup) -> list[str]:
    return sorted({stint.body.partition("/")[2].replace("#", "-") for node in group.nodes for stint in node.stints})[:1]
