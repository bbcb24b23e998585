"""What changed between two graphs, for people to read: who and what came, went, or is told differently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from kpugraph import quads, results
from kpugraph.store import Reader


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of thing: its class, and its fields as paths of predicates. Sources are no field: every article adds some."""

    name: str
    cls: str
    fields: Mapping[str, str]


_DAYS = {
    name: f"org:memberDuring/kg:{term}"
    for name, term in (("first evidenced", "firstEvidenced"), ("last evidenced", "lastEvidenced"), ("start", "start"),
                       ("start is actual", "startIsActual"), ("end", "end"), ("end is actual", "endIsActual"))
}  # fmt: skip
KINDS = (
    _Kind("people", "schema:Person", {
        "name": "rdfs:label", "written": "foaf:name|skos:altLabel", "same as": "owl:sameAs",
    }),
    _Kind("bodies", "org:FormalOrganization", {
        "name": "rdfs:label", "kind": "kg:bodyKind", "stands under": "org:subOrganizationOf", "region": "dct:spatial",
        "homepage": "foaf:homepage", "same as": "owl:sameAs",
    }),
    _Kind("posts", "org:Membership", {
        "person": "org:member", "role": "org:role", "body": "org:organization", "division": "kg:division",
        "capacity": "kg:capacity", "term": "kg:term", **_DAYS,
    }),
    _Kind("events", "schema:Event", {
        "name": "schema:name", "kind": "kg:eventKind", "date": "schema:startDate", "end": "schema:endDate",
        "place": "schema:location", "realisation": "kg:realisation", "organizer": "schema:organizer",
        "leader": "kg:leader", "participants": "schema:attendee", "part of": "schema:superEvent",
        "follows": "kg:basedOn",
    }),
    _Kind("documents", "kg:Document", {
        "number": "dct:identifier", "kind": "kg:documentKind", "issued": "dct:issued", "issuer": "dct:publisher",
        "issuer as written": "kg:issuerText", "subject": "dct:subject",
    }),
    _Kind("statements", "schema:Quotation", {"text": "schema:text", "speaker": "schema:spokenByCharacter"}),
    _Kind("articles", "schema:NewsArticle", {
        "title": "schema:headline", "address": "schema:url", "published": "schema:datePublished",
        "reports": "kg:reportedDate", "text": "kg:textSha256", "repost of": "kg:repostOf",
    }),
)  # fmt: skip

Fields = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Thing:
    """One entity with its fields, as people read them."""

    iri: str
    label: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Change:
    """A field of an entity with what it was and what it is."""

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    iri: str
    label: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What is new, gone and changed of one kind, each in the order of labels."""

    added: list[Thing] = field(default_factory=list)
    gone: list[Thing] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.changed)


@dataclass(frozen=True, slots=True)
class Diff:
    """The sections by the names of their kinds; kinds without a change have an empty one."""

    before: str
    after: str
    sections: Mapping[str, Section]

    def __bool__(self) -> bool:
        return any(self.sections.values())


def compare(a: Reader, b: Reader) -> Diff:
    """What has changed from the first graph to the second."""
    return Diff(a.source, b.source, {kind.name: _section(_things(a, kind), _things(b, kind)) for kind in KINDS})


def _things(reader: Reader, kind: _Kind) -> dict[str, Thing]:
    """The entities of a kind by IRI, IRIs among their values shown by their labels."""
    found: dict[str, dict[str, set[str]]] = {}
    for row in reader.rows(f"SELECT ?s {{ ?s a {kind.cls} }}", prefixes=quads.PREFIXES):
        found[row["s"].value] = {}
    shown: set[str] = set(found)
    for name, path in kind.fields.items():
        for row in reader.rows(f"SELECT ?s ?o {{ ?s a {kind.cls} ; {path} ?o }}", prefixes=quads.PREFIXES):
            value = row["o"].value
            found[row["s"].value].setdefault(name, set()).add(value)
            if type(row["o"]).__name__ == "NamedNode":
                shown.add(value)
    labels = results.labels(shown, reader)
    return {iri: _thing(iri, fields, labels) for iri, fields in found.items()}


def _thing(iri: str, fields: Mapping[str, set[str]], labels: Mapping[str, str]) -> Thing:
    shown = {
        name: tuple(sorted(labels.get(value) or results.compact(value) for value in values))
        for name, values in fields.items()
    }
    return Thing(iri, labels.get(iri) or results.compact(iri), shown)


def _section(before: dict[str, Thing], after: dict[str, Thing]) -> Section:
    gone = [before[iri] for iri in sorted(before.keys() - after.keys())]
    added = [after[iri] for iri in sorted(after.keys() - before.keys())]
    changed = [_changed(before[iri], after[iri]) for iri in before.keys() & after.keys()]
    moved = _moved(gone, added)
    gone = [thing for thing in gone if thing.iri not in {old.iri for old, _ in moved}]
    added = [thing for thing in added if thing.iri not in {new.iri for _, new in moved}]
    changed += [_changed(old, new) for old, new in moved]
    return Section(
        sorted(added, key=_by_label),
        sorted(gone, key=_by_label),
        sorted((each for each in changed if each.changes), key=_by_label),
    )


def _by_label(thing: Thing | Changed) -> tuple[str, str]:
    return thing.label, thing.iri


def _moved(gone: list[Thing], added: list[Thing]) -> list[tuple[Thing, Thing]]:
    """Pairs of a thing that is gone and one that came, the same in every field: only the IRI is another."""
    news: dict[str, list[Thing]] = {}
    for thing in reversed(added):
        news.setdefault(repr(sorted(thing.fields.items())), []).append(thing)
    pairs = []
    for thing in gone:
        same = news.get(repr(sorted(thing.fields.items())))
        if thing.fields and same:
            pairs.append((thing, same.pop()))
    return pairs


def _changed(old: Thing, new: Thing) -> Changed:
    names = dict.fromkeys((*old.fields, *new.fields))
    changes = [
        Change(name, old.fields.get(name, ()), new.fields.get(name, ()))
        for name in names
        if old.fields.get(name) != new.fields.get(name)
    ]
    if old.iri != new.iri:
        changes.append(Change("IRI", (old.iri,), (new.iri,)))
    return Changed(new.iri, new.label, tuple(changes))


# ------------------------------------------------------------------ output


def as_dict(diff: Diff) -> dict[str, Any]:
    """The difference as JSON writes it, kinds without a change left out."""
    sections = {name: asdict(section) for name, section in diff.sections.items() if section}
    return {"before": diff.before, "after": diff.after, **sections}


def as_markdown(diff: Diff) -> Iterator[str]:
    """The difference as lines of Markdown."""
    yield f"# {_text(diff.before)} → {_text(diff.after)}"
    if not diff:
        yield ""
        yield "No person, body, post, event, document, statement or article differs."
    for name, section in diff.sections.items():
        if section:
            yield ""
            counts = (("new", section.added), ("gone", section.gone), ("changed", section.changed))
            yield f"## {name.capitalize()}: " + ", ".join(f"{len(found)} {word}" for word, found in counts if found)
            yield from _listed("New", section.added)
            yield from _listed("Gone", section.gone)
            if section.changed:
                yield "\n### Changed\n"
            for each in section.changed:
                yield f"- {_text(each.label)}"
                for change in each.changes:
                    yield f"  - {change.field}: {_values(change.before)} → {_values(change.after)}"


def _listed(title: str, things: list[Thing]) -> Iterator[str]:
    if things:
        yield f"\n### {title}\n"
    for thing in things:
        told = [
            f"{name}: {_values(values)}" for name, values in thing.fields.items()
            if name not in {"name", "text"} and values != (thing.label,)
        ]  # fmt: skip
        yield f"- {_text(thing.label)}" + (f" ({'; '.join(told)})" if told else "")


def _values(values: tuple[str, ...]) -> str:
    return ", ".join(_text(value) for value in values) if values else "nothing"


_MARKS = re.compile(r"([\\`*_\[\]<>|])")


def _text(text: str) -> str:
    """A text within a line of Markdown: short, on one line, its marks escaped."""
    flat = " ".join(text.split())
    return _MARKS.sub(r"\\\1", flat if len(flat) <= 160 else f"{flat[:157]}…")
