"""Bodies under one identity each: those that texts name, and those above them by law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kpugraph.entities import hierarchy
from kpugraph.entities.hierarchy import Ranked
from kpugraph.entities.model import Body
from kpugraph.ids import name_slug
from kpugraph.model import BodyFact, Evidence
from kpugraph.regions import Regions
from kpugraph.usual_names import body_name, party_name, placed_name

RULE = "bodies.hierarchy"
_LOCAL = frozenset({"district", "village"})
_TERRITORIAL = frozenset({"association", "religion"})  # of a region, whether or not a text gives its level


class BodyIndex:
    """The bodies of some facts, and those above them, by path."""

    def __init__(self, regions: Regions) -> None:
        self._regions = regions
        self._bodies: dict[str, Body] = {}

    def add(self, fact: BodyFact, office_region: str | None) -> str:
        """The path of the body that the fact names; the body and those above it are known from now on."""
        name = party_name(fact.name) if fact.kind == "party" else self._usual(fact)
        ranked = None if fact.level in _LOCAL else hierarchy.recognise(name, fact.region, self._regions)
        if ranked:
            for body in (ranked, *(upper for _, upper in hierarchy.line(ranked, self._regions))):
                code = body.region.code if body.region else None
                self.keep(Body(_path(body), body.name, body.rank.kind, body.rank.level, code))
            return _path(ranked)
        path, region = f"body/{name_slug(name)}", fact.region
        if fact.level in _LOCAL:  # "Desa Sukamaju" lies in many regencies
            region = region or office_region
            path += f"-{region[:5]}" if region else ""
        self.keep(Body(path, name, fact.kind, fact.level, region))
        return path

    def _usual(self, fact: BodyFact) -> str:
        """The usual name of a body that is no party, its place in full."""
        if fact.level in _LOCAL:
            return body_name(fact.name)
        told = fact.kind in _TERRITORIAL and fact.region is not None
        return placed_name(body_name(fact.name), self._regions.by_code.get(fact.region or "") if told else None)

    def keep(self, body: Body) -> None:
        """Takes a reading of a body."""
        known = self._bodies.get(body.path)
        self._bodies[body.path] = merged((known, body)) if known else body

    def __getitem__(self, path: str) -> Body:
        return self._bodies[path]

    def all(self) -> Iterable[Body]:
        return self._bodies.values()


def merged(readings: Iterable[Body]) -> Body:
    """One body of several readings: of each field the fuller, then the smaller, so that order does not matter."""
    first, *others = readings
    for body in others:
        first = replace(
            first,
            name=min(first.name, body.name),
            kind=min(filter(None, (first.kind, body.kind)), default=""),
            level=min(filter(None, (first.level, body.level)), default=""),
            region=min(filter(None, (first.region, body.region)), default=None),
        )
    return first


def parent(body: Body, regions: Regions, quoted: Evidence) -> tuple[str, Evidence] | None:
    """The body above by law, and the evidence of it: ``quoted`` is a mention of the body, or of one below it."""
    ranked = _ranked(body, regions)
    upper = hierarchy.above(ranked, regions) if ranked else None
    if ranked is None or upper is None:
        return None
    steps = [f"{ranked.name} -> {upper.name}: {ranked.rank.law}"]
    steps += [f"region {ranked.region.code}"] if ranked.region else []
    return _path(upper), replace(quoted, rule=RULE, field="", confidence=1.0, steps=tuple(steps))


def spoken_for(body: Body, regions: Regions) -> Iterator[str]:
    """The bodies above that a mention of this one speaks for where nothing names them: those that have a parent too."""
    ranked = _ranked(body, regions)
    for lower, _ in hierarchy.line(ranked, regions) if ranked else ():
        if _path(lower) != body.path:
            yield _path(lower)


def is_ranked(body: Body, regions: Regions) -> bool:
    """Whether the body has a place in the hierarchy by law, and so one name whatever texts write."""
    return _ranked(body, regions) is not None


def _ranked(body: Body, regions: Regions) -> Ranked | None:
    return None if body.level in _LOCAL else hierarchy.recognise(body.name, body.region, regions)


def _path(ranked: Ranked) -> str:
    return f"body/{name_slug(ranked.name)}"
