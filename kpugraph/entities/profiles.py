"""Mentions that say the same of the same name, as one: what identity is decided on, whatever the number of articles.

Pages name their people in the same words again and again ("Ketua KPU RI Hasyim Asy'ari"). All mentions of one name in
full, with the same post or at the same office, are one person's anyway; so they are one *profile*, and one mention
stands for them, with the days from first to last. A changed article changes its profiles, not all that tells of a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kpugraph.entities.evidence import Evidenced, Part
from kpugraph.entities.naming import alike, identity_rules, parse
from kpugraph.entities.nodes import PersonNode
from kpugraph.ids import digest

_ALONE = "one-"  # begins the key of a profile that no other mention can share


@dataclass(frozen=True, slots=True)
class Member:
    """One mention of a profile: the path of its article, and the day for which that vouches."""

    article: str
    day: str | None


def with_profiles(nodes: Sequence[PersonNode]) -> tuple[PersonNode, ...]:
    """The persons of one article, each with the key of its profile."""
    return tuple(replace(node, profile=_key(node, nodes)) for node in nodes)


def _key(node: PersonNode, beside: Sequence[PersonNode]) -> str:
    if not _repeats(node) or any(other is not node and alike(node.name, other.name) for other in beside):
        return _ALONE + digest(*node.key)
    stints = [f"{s.body}|{s.kind}|{s.role}|{s.status}|{s.years}" for s in node.stints]
    place = (node.office,) if not node.anchors else node.anchors
    return digest(node.name, repr((node.forms, place, stints, node.held, node.late)))


def _repeats(node: PersonNode) -> bool:
    """Whether any two mentions like this one are surely one person's, whatever else is told."""
    if len(parse(node.name).telling) < 2 or node.decided or node.parted or node.renamed or node.links:
        return False
    if len({stint.body for stint in node.stints}) > 1 or any(post.start or post.end for post in node.held):
        return False
    return not any(stint.ended for stint in node.stints) and again(node)[0] >= identity_rules().weight(
        "thresholds", "same"
    )


def again(node: PersonNode) -> tuple[float, tuple[str, ...]]:
    """The score of another mention of the same profile, with its reasons."""
    likeness = alike(node.name, node.name)
    assert likeness is not None  # a name with two telling words is like itself
    points, words = likeness.score()
    bare = _undated(node)
    known = Evidenced()
    known.add(bare)
    parts: list[Part] = [(points, f"name: {words}"), (identity_rules().weight("places", "region"), "the same region")]
    parts += known.weigh(bare, len(likeness.shared))[1]
    return round(sum(p for p, _ in parts), 3), tuple(f"{text} ({p:+.2f})" for p, text in parts)


def _undated(node: PersonNode) -> PersonNode:
    return replace(node, stints=tuple(replace(stint, days=()) for stint in node.stints))


def template(node: PersonNode) -> PersonNode:
    """What all mentions of a node's profile have in common."""
    if is_alone(node.profile):
        return node
    return replace(_undated(node), article="", day=None, office="" if node.anchors else node.office)


def is_alone(profile: str) -> bool:
    """Whether a profile has one mention and can have no other."""
    return profile.startswith(_ALONE)


def standing_for(common: PersonNode, members: Iterable[Member]) -> PersonNode:
    """The mention that stands for all members of a profile: at the first article, with the first and the last day."""
    if is_alone(common.profile):
        return common
    held = list(members)
    days = sorted({member.day for member in held if member.day and len(member.day) == 10})
    ends = (days[0], days[-1]) if len(days) > 1 else tuple(days)
    stints = tuple(replace(stint, days=ends if stint.held else ()) for stint in common.stints)
    return replace(common, article=min(member.article for member in held), stints=stints, count=len(held))


def grouped(nodes: Iterable[PersonNode]) -> tuple[dict[str, PersonNode], Mapping[str, list[Member]]]:
    """The mention that stands for each profile, and the members of each."""
    common: dict[str, PersonNode] = {}
    members: dict[str, list[Member]] = {}
    for node in nodes:
        common.setdefault(node.profile, template(node))
        members.setdefault(node.profile, []).append(Member(node.article, node.day))
    return {profile: standing_for(node, members[profile]) for profile, node in common.items()}, members
