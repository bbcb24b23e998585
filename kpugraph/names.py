"""Finds the entity that a user means by a name: an IRI, a label, an alias, or a common spelling of either."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from kpugraph.errors import AmbiguousError, NotFoundError, QueryError
from kpugraph.iris import CONCEPTS
from kpugraph.prefixes import PREFIXES, expand
from kpugraph.store import Queryable

# Of each kind its class, and the properties that name its members: the engine takes its time for each of them.
_NAMED = {
    "body": ("org:FormalOrganization", "rdfs:label|skos:prefLabel|skos:altLabel"),
    "person": ("schema:Person", "rdfs:label|skos:altLabel"),
    "region": ("kg:Region", "rdfs:label|skos:notation"),
    "event": ("schema:Event", "rdfs:label|schema:name"),
    "document": ("kg:Document", "rdfs:label|dct:identifier"),
    "election": ("kg:Election", "rdfs:label"),
    "post": ("org:Post", "rdfs:label"),
    "unit": ("org:OrganizationalUnit", "rdfs:label"),
}
_THING = "thing"  # anything of the classes above
_SCHEMES = ("role", "capacity", "event-kind", "document-kind", "realisation", "stage")
KINDS = (*_NAMED, _THING, *_SCHEMES)
_SPELLINGS = tuple(
    (re.compile(pattern), full)
    for pattern, full in (
        (r"\bkab\b\.?", "kabupaten "),
        (r"\b(?:prov|prop)\b\.?|\bpropinsi\b", "provinsi "),
        (r"\bkec\b\.?", "kecamatan "),
        (r"\brepublik indonesia\b", "ri"),
        (r"^komisi pemilihan umum\b", "kpu"),
        (r"^komisi independen pemilihan\b", "kip"),
        (r"^badan pengawas pemil(?:u|ihan umum)\b", "bawaslu"),
        (r"^dewan kehormatan penyelenggara pemil(?:u|ihan umum)\b", "dkpp"),
    )
)
_LEAST_LIKE = 70  # of 100: below it a name is not worth naming as a near one


def lookup(name: str, kind: str, graph: Queryable) -> str:
    """The IRI of the entity of that kind (one of ``KINDS``) that a name means.

    NotFoundError with the nearest names where there is none, AmbiguousError where several bear the name.
    """
    if "://" in name:
        return _known(name.strip("<> "), kind, graph)
    found = _exact(name, kind, graph)
    if not found:
        labels = list(_labels(kind, graph))
        if kind in _SCHEMES:
            labels += _vocabulary(kind)
        by_spelling: dict[str, dict[str, None]] = {}
        for iri, label in labels:
            by_spelling.setdefault(spelled(label), {})[iri] = None
        found = next((list(by_spelling[way]) for way in _ways(name, kind) if way in by_spelling), [])
        if not found:
            _refuse_shared(name, kind, {label: iri for iri, label in labels})
            raise not_found(kind.replace("-", " "), name, [label for _, label in labels])
    if len(found) > 1:
        raise AmbiguousError(f"several are named {name!r}", tuple(sorted(found)), todo="give the IRI")
    return found[0]


def spelled(name: str) -> str:
    """A name in its matching form, common abbreviations written out: "KPU Kab. Pati" -> "kpu kabupaten pati"."""
    from kpugraph.text import fold

    folded = fold(name).replace(",", " ")
    for pattern, full in _SPELLINGS:
        folded = pattern.sub(full, folded)
    return " ".join(folded.split())


def not_found(
    kind: str, name: str, names: Sequence[str], todo: str = "give a name or an IRI of the graph"
) -> NotFoundError:
    """That nothing of the kind bears the name, with the nearest names there are."""
    from rapidfuzz import fuzz, process

    distinct = sorted(set(names))
    near = process.extract(name, distinct, scorer=fuzz.WRatio, processor=spelled, limit=3, score_cutoff=_LEAST_LIKE)
    hint = f"; nearest: {', '.join(label for label, _, _ in near)}" if near else ""
    return NotFoundError(f"no {kind} is named {name!r}{hint}", todo=todo)


def as_iri(value: str) -> str:
    """The full IRI of an IRI, or of a name with one of the project's prefixes. QueryError where it is none."""
    import pyoxigraph as ox

    try:
        return ox.NamedNode(expand(value.strip())).value
    except ValueError as error:
        raise QueryError(f"{value!r} is no IRI", todo="give one like https://host/graph") from error


def _known(iri: str, kind: str, graph: Queryable) -> str:
    """The IRI, where the graph says anything of it."""
    import pyoxigraph as ox

    none = NotFoundError(f"the graph says nothing of {iri!r}", todo=f"give the IRI or the name of a {kind} in it")
    try:
        node = ox.NamedNode(iri)
    except ValueError as error:
        raise none from error
    if any(iri == known for known, _ in (_vocabulary(kind) if kind in _SCHEMES else ())):
        return iri
    if not bool(graph.query(f"ASK {{ {node} ?p ?o }}", prefixes=PREFIXES)):
        raise none
    return iri


def _ways(name: str, kind: str) -> Iterator[str]:
    """The spellings that a name may stand for, the likeliest first.

    "KPU Jateng" is also "kpu provinsi jawa tengah", and "KPU Ende" the regency's, as no city is called so; "KPU Semarang"
    stays what it is: there are two. "Partai Golongan Karya" is also "partai golkar".
    """
    first = spelled(name)
    yield first
    if kind in {"body", _THING}:
        from kpugraph.usual_names import body_name, party_name, placed_name

        usual = body_name(party_name(name))
        yield spelled(usual)
        yield spelled(placed_name(usual))
    heads = {"body": [True], "region": [False], _THING: [True, False]}.get(kind, [])
    for with_head in heads:
        head, _, place = first.partition(" ") if with_head else ("", "", first)
        full = _places().get(place.removeprefix("provinsi "))
        if full:
            yield f"{head} {full}".strip()


def _refuse_shared(name: str, kind: str, known: Mapping[str, str]) -> None:
    """AmbiguousError where the short name of a place is a regency's and a city's: "KPU Semarang" may be either's."""
    heads = {"body": [True], "region": [False], _THING: [True, False]}.get(kind, [])
    for with_head in heads:
        written, _, rest = " ".join(name.split()).partition(" ") if with_head else ("", "", name)
        head, _, place = spelled(name).partition(" ") if with_head else ("", "", spelled(name))
        full = _named_so().get(place, ())
        meant = {" ".join(filter(None, (head, spelled(region)))): region for region in sorted(full)}
        there = {spelled(label): (label, iri) for label, iri in known.items() if spelled(label) in meant}
        if len(meant) < 2 or not there or not (rest or not with_head):
            continue
        told = [
            there[way][0] if way in there
            else f"{' '.join(filter(None, (written, region)))}, which the graph does not have"
            for way, region in meant.items()
        ]  # fmt: skip
        raise AmbiguousError(
            f"{name!r} may be {' or '.join(told)}", tuple(sorted(iri for _, iri in there.values())),
            todo="say which: write Kabupaten or Kota, or give the IRI",
        )  # fmt: skip


@lru_cache(maxsize=1)
def _named_so() -> dict[str, set[str]]:
    """The full names of the regions that bear each short name, in matching form."""
    from kpugraph.regions import load_regions

    found: dict[str, set[str]] = {}
    for region in load_regions().by_code.values():
        found.setdefault(spelled(region.name), set()).add(region.full_name)
    return found


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    """The full names of provinces and regions by each short name that means one of them alone, in matching form."""
    from kpugraph import assets
    from kpugraph.lexicon import read_table
    from kpugraph.regions import load_regions

    regions = load_regions().by_code
    places = {name: spelled(next(iter(full))) for name, full in _named_so().items() if len(full) == 1}
    for _, row in read_table(assets.path("data", "lexicon", "region_aliases.csv"), ("form", "code", "note")):
        if row["code"] in regions:
            places[spelled(row["form"])] = spelled(regions[row["code"]].full_name)
    return places


def _patterns(kind: str) -> list[str]:
    """Graph patterns that together join every ?s of the kind with each ?l that names it."""
    if kind in _SCHEMES:
        return [f"?s skos:inScheme <{CONCEPTS}{kind}> ; skos:prefLabel|skos:altLabel ?l"]
    named = _NAMED.values() if kind == _THING else (_NAMED[kind],)
    return [f"?s a {name} ; {properties} ?l" for name, properties in named]


def _exact(name: str, kind: str, graph: Queryable) -> list[str]:
    """Those that bear exactly this name: the engine finds them without reading every label."""
    import pyoxigraph as ox

    try:
        literals = [ox.Literal(name), ox.Literal(name, language="id"), ox.Literal(name, language="en")]
    except ValueError:
        return []
    values = " ".join(map(str, literals))
    found: dict[str, None] = {}
    for pattern in _patterns(kind):
        sparql = f"SELECT ?s WHERE {{ VALUES ?l {{ {values} }} {pattern} }}"
        found |= dict.fromkeys(row["s"].value for row in graph.rows(sparql, prefixes=PREFIXES))
    return list(found)


def _labels(kind: str, graph: Queryable) -> Iterator[tuple[str, str]]:
    for pattern in _patterns(kind):
        for row in graph.rows(f"SELECT ?s ?l WHERE {{ {pattern} }}", prefixes=PREFIXES):
            yield row["s"].value, row["l"].value


def _vocabulary(kind: str) -> list[tuple[str, str]]:
    """The concepts that the vocabulary has, whether the graph uses them or not."""
    import pyoxigraph as ox

    from kpugraph import assets

    label, scheme = PREFIXES["skos"] + "prefLabel", f"{CONCEPTS}{kind}/"
    quads = ox.parse(path=str(assets.path("ontology", "concepts.ttl")), format=ox.RdfFormat.TURTLE)
    return [
        (quad.subject.value, quad.object.value)
        for quad in quads
        if quad.predicate.value == label and quad.subject.value.startswith(scheme)
    ]
