"""Bodies under one identity each: those that texts name, and those above them by law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kpugraph.entities import hierarchy
from kpugraph.entities.claims import Ledger
from kpugraph.entities.hierarchy import Ranked
from kpugraph.entities.model import Body
from kpugraph.ids import name_slug
from kpugraph.model import BodyFact, Evidence
from kpugraph.regions import Regions

RULE = "bodies.hierarchy"
_LOCAL = frozenset({"district", "village"})


class BodyIndex:
    """Every body of the articles, and those above them, by path."""

    def __init__(self, regions: Regions) -> None:
        self._regions = regions
        self._bodies: dict[str, Body] = {}
        self._ranked: dict[str, Ranked] = {}
        self._first: dict[str, tuple[str, Evidence]] = {}

    def add(self, fact: BodyFact, office_region: str | None) -> str:
        """The path of the body that the fact names; the body and those above it are known from now on."""
        ranked = None if fact.level in _LOCAL else hierarchy.recognise(fact.name, fact.region, self._regions)
        if ranked:
            return self._keep_ranked(ranked)
        path, region = f"body/{name_slug(fact.name)}", fact.region
        if fact.level in _LOCAL:  # "Desa Sukamaju" lies in many regencies
            region = region or office_region
            path += f"-{region[:5]}" if region else ""
        self._keep(Body(path, fact.name, fact.kind, fact.level, region))
        return path

    def mention(self, ledger: Ledger, article: str, path: str, fact: BodyFact) -> None:
        """Claims for the body's name in each form that the article writes, and a note of its first mention."""
        name = self._bodies[path].name
        for evidence in fact.evidence:
            ledger.add(path, "label", name, article, evidence)
            known = self._first.get(path)
            if known is None or (article, evidence.start) < (known[0], known[1].start):
                self._first[path] = (article, evidence)

    def _keep_ranked(self, ranked: Ranked) -> str:
        path = _path(ranked)
        if path not in self._ranked:
            for body in (ranked, *(upper for _, upper in hierarchy.line(ranked, self._regions))):
                self._ranked[_path(body)] = body
                code = body.region.code if body.region else None
                self._keep(Body(_path(body), body.name, body.rank.kind, body.rank.level, code))
        return path

    def _keep(self, body: Body) -> None:
        """Keeps a body; of two readings of one body the fuller, then the smaller, so that order does not matter."""
        known = self._bodies.setdefault(body.path, body)
        if known != body:
            self._bodies[body.path] = replace(
                known,
                name=min(known.name, body.name),
                kind=min(filter(None, (known.kind, body.kind)), default=""),
                level=min(filter(None, (known.level, body.level)), default=""),
                region=min(filter(None, (known.region, body.region)), default=None),
            )

    def __getitem__(self, path: str) -> Body:
        return self._bodies[path]

    def all(self) -> Iterable[Body]:
        return self._bodies.values()

    def claim_parents(self, ledger: Ledger) -> None:
        """A claim for the parent of each ranked body, quoting the first mention of the body, else of one below it."""
        best: dict[str, tuple[bool, str, int, str]] = {}
        links: dict[str, tuple[Ranked, Ranked]] = {}
        for path, (article, evidence) in self._first.items():
            for lower, upper in hierarchy.line(self._ranked[path], self._regions) if path in self._ranked else ():
                key = _path(lower)
                candidate = (key != path, article, evidence.start, path)
                links[key], best[key] = (lower, upper), min(best.get(key, candidate), candidate)
        for key, (lower, upper) in links.items():
            article, evidence = self._first[best[key][3]]
            steps = [f"{lower.name} -> {upper.name}: {lower.rank.law}"]
            steps += [f"region {lower.region.code}"] if lower.region else []
            quote = replace(evidence, rule=RULE, field="", confidence=1.0, steps=tuple(steps))
            ledger.add(key, "parent", _path(upper), article, quote)


def _path(ranked: Ranked) -> str:
    return f"body/{name_slug(ranked.name)}"
