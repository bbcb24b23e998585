"""Parts of the core facts as Turtle files of their own: by body, by province or by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kpugraph import ids, quads
from kpugraph.errors import KpugraphError
from kpugraph.export.lines import Line
from kpugraph.export.profile import Profile
from kpugraph.export.syntaxes import write_text
from kpugraph.export.turtle import Writer, prefixes, turtle
from kpugraph.store import Reader

KINDS = ("body", "province", "year")
_BODIES = """
SELECT DISTINCT ?body ?name ?code { ?body a org:FormalOrganization ; rdfs:label ?name .
  OPTIONAL { ?body dct:spatial/skos:notation ?code } } ORDER BY ?body ?name
"""
_YEARS = "SELECT DISTINCT ?first ?last { ?thing kg:earliest ?first ; kg:latest ?last }"
# What belongs to bodies: they and their units, posts and tenures with holder and time, terms, events and documents,
# articles and what is said in them, and the regions and concepts that these name.
_OF_BODIES = """
SELECT DISTINCT ?thing WHERE { VALUES ?body { %s }
  { ?body (org:subOrganizationOf|dct:spatial|(dct:spatial/dct:isPartOf))? ?thing }
  UNION { ?body ^(org:unitOf|org:postIn|kg:ofBody) ?thing }
  UNION { ?body ^org:organization/(org:member|org:memberDuring|org:role|kg:capacity|kg:term)? ?thing }
  UNION { ?body ^(schema:organizer|schema:attendee|dct:publisher)
    /(kg:leader|schema:attendee|kg:eventKind|kg:documentKind|kg:realisation)? ?thing }
  UNION { ?body ^schema:publisher/(^schema:isPartOf|^kg:mentionedIn)? ?thing }
}
"""
_OF_YEAR = """
SELECT DISTINCT ?thing WHERE {
  ?dated kg:earliest ?first ; kg:latest ?last .
  FILTER(?first <= "%(year)s-12-31"^^xsd:date && ?last >= "%(year)s-01-01"^^xsd:date)
  ?dated (^schema:isPartOf|^org:memberDuring|(^org:memberDuring/(org:member|org:organization|org:role|kg:capacity|kg:post))
    |kg:leader|schema:organizer|schema:attendee|dct:publisher|schema:publisher|kg:eventKind|kg:documentKind|kg:realisation)? ?thing
}
"""


def write(
    reader: Reader, kind: str, profile: Profile, folder: Path, comments: Iterable[str], *, packed: bool = False
) -> list[Path]:
    """One file per body, province or year, a gzip file with ``packed``. KpugraphError for another kind."""
    target = folder / "slices" / kind
    target.mkdir(parents=True)
    writer = Writer(prefixes(profile.base))
    written = []
    for name, sparql, about in _slices(reader, kind):
        things = sorted(
            str(row["thing"]) for row in reader.rows(sparql, prefixes=quads.PREFIXES) if _is_iri(row["thing"])
        )
        pieces = turtle(_lines(reader, things), writer, (*comments, f"Bagian: {about}"))
        written.append(write_text(target / f"{name}.ttl", pieces, packed=packed))
    return written


def _slices(reader: Reader, kind: str) -> Iterator[tuple[str, str, str]]:
    """File name, query of the things, and a word for people, of each slice."""
    bodies = list(reader.rows(_BODIES, prefixes=quads.PREFIXES))
    if kind == "body":
        for iri, name in sorted({str(row["body"]): row["name"].value for row in bodies}.items()):
            yield ids.page_slug(iri[1:-1].rpartition("/")[2]), _OF_BODIES % iri, name
    elif kind == "province":
        by_province: dict[str, set[str]] = {}
        for row in bodies:
            if "code" in row:
                by_province.setdefault(row["code"].value[:2], set()).add(str(row["body"]))
        for code, members in sorted(by_province.items()):
            yield code, _OF_BODIES % " ".join(sorted(members)), f"provinsi {code}"
    elif kind == "year":
        years: set[int] = set()
        for row in reader.rows(_YEARS, prefixes=quads.PREFIXES):
            years.update(range(int(row["first"].value[:4]), int(row["last"].value[:4]) + 1))
        for year in sorted(years):
            yield str(year), _OF_YEAR % {"year": year}, f"tahun {year}"
    else:
        raise KpugraphError(f"no slices by {kind!r}", todo=f"use one of {', '.join(KINDS)}")


def _is_iri(term: object) -> bool:
    return str(term).startswith("<")


def _lines(reader: Reader, things: Iterable[str]) -> Iterator[Line]:
    for thing in things:
        yield from sorted(Line(thing, predicate, value) for predicate, value in reader.facts(thing))
