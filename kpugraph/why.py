"""The evidence: which sentence says so, in which article, read by which rule, and how sure that rule is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from kpugraph import names, quads, results, why_identity
from kpugraph.errors import AmbiguousError, NotFoundError
from kpugraph.store import Reader
from kpugraph.text import fold

_CLAIMS = """
SELECT ?claim ?s ?p ?o ?article ?title ?url ?date ?rule ?confidence ?start ?end ?prefix ?exact ?suffix WHERE {
  VALUES ?thing { %s }
  { ?claim rdf:subject ?thing } UNION { ?claim rdf:object ?thing } UNION
  { ?member org:member|kg:post ?thing . ?claim rdf:subject ?member } UNION
  { ?member org:member|kg:post ?thing ; org:memberDuring ?interval . ?claim rdf:subject ?interval } UNION
  { ?thing org:memberDuring ?interval . ?claim rdf:subject ?interval } UNION
  { ?thing a kg:Claim . BIND(?thing AS ?claim) }
  ?claim a kg:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:rule ?rule ; kg:confidence ?confidence ;
    oa:hasTarget ?t .
  ?t oa:hasSource ?article ; oa:hasSelector ?position , ?quote .
  ?position oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix .
  ?article schema:headline ?title .
  OPTIONAL { ?article schema:url ?url }
  OPTIONAL { ?article kg:reportedDate ?date }
} ORDER BY ?article ?start ?p ?claim
"""
_STEPS = "SELECT ?claim ?step WHERE { VALUES ?claim { %s } ?claim kg:step ?step } ORDER BY ?claim ?step"
_ARTICLES = """
SELECT ?article ?title ?url ?date WHERE {
  VALUES ?article { %s }
  ?article schema:headline ?title .
  OPTIONAL { ?article schema:url ?url }
  OPTIONAL { ?article kg:reportedDate ?date }
}
"""
_KINDS = ("person", "body", "event", "post", "document")
_POSTS = """
SELECT ?s ?label ?post WHERE {
  VALUES ?s { %s } ?s rdfs:label ?label OPTIONAL { ?tenure org:member ?s ; rdfs:label ?post }
} ORDER BY ?s ?post
"""
_DECISION = re.compile(r"\bdecision ([0-9a-f]{12}) ")


@dataclass(frozen=True, slots=True)
class Reason:
    """One claim: what it says, and the sentence with the span that says so between ``before`` and ``after``.

    ``start`` and ``end`` are the span's place in the page's text, None for what no single span says.
    """

    claim: str
    subject: str
    predicate: str
    object: str
    before: str
    exact: str
    after: str
    article: str
    title: str
    url: str
    date: str
    rule: str
    confidence: float
    steps: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    subject_iri: str = ""
    predicate_iri: str = ""
    object_iri: str = ""

    @property
    def sentence(self) -> str:
        return self.before + self.exact + self.after

    @property
    def decisions(self) -> tuple[str, ...]:
        """The ids of the decisions of people that went into the claim."""
        return tuple(dict.fromkeys(found for step in self.steps for found in _DECISION.findall(step)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several that bear a name, with what tells them apart."""

    iri: str
    label: str
    posts: tuple[str, ...]


def why(reader: Reader, name: str, predicate: str | None = None, value: str | None = None) -> list[Reason]:
    """The evidence of everything known about a person, body, post, event or other entity, by name or IRI.

    With a predicate ("org:role" or its IRI), and a value (an IRI, or what people read), only that of those edges.
    Raises NotFoundError, with the nearest names, for a name that nothing bears, AmbiguousError where several do.
    """
    found = _of(reader, name)
    if predicate is None:
        return found
    some = [reason for reason in found if _is(predicate, reason.predicate, reason.predicate_iri)]
    edges = [
        r for r in some if value is None or _is(value, r.object, r.object_iri) or _is(value, r.subject, r.subject_iri)
    ]
    if not edges:
        known = sorted({r.object for r in some} if some else {r.predicate for r in found})
        what = f"no claim says {predicate} {value or ''}".rstrip() + f" of {name!r}"
        raise NotFoundError(f"{what}; there is {', '.join(known[:8])}", todo="give one of these, or an IRI")
    return edges


def _is(given: str, label: str, iri: str) -> bool:
    """Whether a person means this by a name, a short name or an IRI."""
    return given.strip("<>") == iri or fold(given) in {fold(label), fold(label.rpartition(":")[2])}


def candidates(reader: Reader, iris: Iterable[str]) -> list[Candidate]:
    """The things of these IRIs with their labels and posts."""
    import pyoxigraph as ox

    labels: dict[str, str] = {}
    posts: dict[str, list[str]] = {}
    values = " ".join(str(ox.NamedNode(iri)) for iri in iris)
    for row in reader.rows(_POSTS % values, prefixes=quads.PREFIXES):
        labels.setdefault(row["s"].value, row["label"].value)
        posts.setdefault(row["s"].value, []).extend([row["post"].value] if "post" in row else [])
    return [Candidate(iri, label, tuple(dict.fromkeys(posts[iri]))) for iri, label in labels.items()]


def _of(reader: Reader, name: str) -> list[Reason]:
    import pyoxigraph as ox

    try:
        iris = [str(ox.NamedNode(iri)) for iri in _things(reader, name)]
    except ValueError as error:
        raise NotFoundError(f"{name!r} is no IRI", todo="give a name or an IRI of the graph") from error
    rows = {row["claim"].value: row for row in reader.rows(_CLAIMS % " ".join(iris), prefixes=quads.PREFIXES)}
    judged = _judged(reader, iris)
    if not rows and not judged:
        raise NotFoundError(f"nothing is claimed of {name!r}", todo="give the IRI of an entity of the graph")
    steps: dict[str, list[str]] = {}
    claims = " ".join(str(ox.NamedNode(claim)) for claim in rows) or "<urn:none>"
    for row in reader.rows(_STEPS % claims, prefixes=quads.PREFIXES):
        steps.setdefault(row["claim"].value, []).append(row["step"].value)
    labels = _labels(rows.values(), reader)
    return [*(_reason(claim, row, labels, tuple(steps.get(claim, ()))) for claim, row in rows.items()), *judged]


def _judged(reader: Reader, iris: list[str]) -> list[Reason]:
    """The verdicts and decisions on the things, in the shape of claims."""
    told = [*why_identity.verdicts(reader, iris), *why_identity.decisions(reader, iris)]
    if not told:
        return []
    names = results.labels({t.person for t in told if "://" in t.person}, reader)
    places = _articles(reader, {t.article for t in told})
    out = []
    for t in told:
        title, url, date = places.get(t.article, (t.article, "", ""))
        before, after = (t.sentence.before, t.sentence.after) if t.sentence else ("", "")
        exact = t.sentence.exact if t.sentence else t.quote
        subject = names.get(t.person, t.person)
        out.append(
            Reason(t.iri, subject, t.says, t.value, before, exact, after, t.article, title, url, date, t.rule,
                   t.confidence, t.steps)
        )  # fmt: skip
    return out


def _articles(reader: Reader, iris: set[str]) -> dict[str, tuple[str, str, str]]:
    """Headline, address and day of articles."""
    import pyoxigraph as ox

    found = {}
    for row in reader.rows(
        _ARTICLES % " ".join(str(ox.NamedNode(iri)) for iri in sorted(iris)), prefixes=quads.PREFIXES
    ):
        url, date = (row[key].value if key in row else "" for key in ("url", "date"))
        found[row["article"].value] = row["title"].value, url, date
    return found


def _things(reader: Reader, name: str) -> list[str]:
    """The IRIs that a name means: an IRI itself, else every person, body or event that bears it."""
    if "://" in name:
        return [name.strip("<>")]
    missed: NotFoundError | None = None
    for kind in _KINDS:
        try:
            return [names.lookup(name, kind, reader)]
        except NotFoundError as error:
            if isinstance(error, AmbiguousError):
                raise
            missed = missed if missed and "nearest" in missed.what else error
    named = [
        row["s"].value
        for row in reader.rows(
            f"SELECT DISTINCT ?s WHERE {{ ?s rdfs:label {_literal(name)} }}", prefixes=quads.PREFIXES
        )
    ]
    if named:
        return named
    assert missed is not None
    raise NotFoundError(missed.what.replace("no person", "nothing").replace("no body", "nothing"), todo=missed.todo)


def _literal(name: str) -> str:
    import pyoxigraph as ox

    return str(ox.Literal(name, language="id"))


def _labels(rows: Any, reader: Reader) -> dict[str, str]:
    wanted = {
        row[key].value
        for row in rows
        for key in ("s", "p", "o")
        if hasattr(row[key], "value") and "://" in row[key].value
    }
    return results.labels(wanted, reader)


def _reason(claim: str, row: dict[str, Any], labels: dict[str, str], steps: tuple[str, ...]) -> Reason:
    def named(key: str) -> str:
        value = row[key].value if key in row else ""
        return labels.get(value) or results.compact(value)

    def plain(key: str) -> str:
        return row[key].value if key in row else ""

    return Reason(
        claim, named("s"), results.compact(row["p"].value), named("o"), plain("prefix"), plain("exact"), plain("suffix"),
        row["article"].value, plain("title"), plain("url"), plain("date"), plain("rule"), float(plain("confidence")), steps,
        int(plain("start")), int(plain("end")), row["s"].value, row["p"].value, plain("o") if "://" in plain("o") else "",
    )  # fmt: skip


def as_record(reason: Reason) -> dict[str, Any]:
    """The reason as JSON writes it."""
    return {**asdict(reason), "sentence": reason.sentence, "decisions": list(reason.decisions)}


def as_text(reasons: list[Reason]) -> Iterator[str]:
    """The evidence as lines for people, sentence by sentence, the span in [brackets]."""
    place = ""
    for reason in reasons:
        here = f"{reason.title} · {reason.date or 'undated'} · {reason.url or reason.article}"
        if here != place:
            yield ("\n" if place else "") + here
            place = here
        yield f"  {reason.subject} — {reason.predicate} — {reason.object}"
        yield f"    “{_squash(reason.before)}[{_squash(reason.exact)}]{_squash(reason.after)}”"
        yield f"    rule {reason.rule}, confidence {reason.confidence:.2f}" + "".join(
            f"; {step}" for step in reason.steps
        )


def _squash(text: str) -> str:
    """The text with each run of white space, also at its ends, as one space."""
    return re.sub(r"\s+", " ", text)
