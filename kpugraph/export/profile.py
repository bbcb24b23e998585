"""What a graph is about, from its own data: base, period of its sources, version, regions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from kpugraph import assets, ids, quads
from kpugraph.errors import KpugraphError
from kpugraph.lexicon import read_table
from kpugraph.partial import bounds, is_valid
from kpugraph.regions import COLUMNS
from kpugraph.store import Reader

_EVIDENCE = (
    "SELECT ?claim { GRAPH <%s> { ?claim a kg:Claim } } LIMIT 1"  # of all claims it would take their number's time
)
_ARTICLES = """
SELECT ?article ?digest ?published ?earliest ?latest {
  ?article a schema:NewsArticle . OPTIONAL { ?article kg:textSha256 ?digest }
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article kg:earliest ?earliest } OPTIONAL { ?article kg:latest ?latest }
}
"""
_PLACES = "SELECT DISTINCT ?code { ?article a schema:NewsArticle ; schema:publisher/dct:spatial/skos:notation ?code }"


@dataclass(frozen=True, slots=True)
class Place:
    """A region by its codes, all of them strings."""

    code: str
    bps: str
    name: str
    kind: str
    province: str
    wikidata: str
    geonames: str


@dataclass(frozen=True, slots=True)
class Profile:
    """Base of the IRIs, first and last day of the sources ("" where nothing is dated), version, number of articles."""

    base: str
    start: str
    end: str
    version: str
    articles: int
    places: tuple[Place, ...]

    @property
    def period(self) -> str:
        return f"{self.start}/{self.end}" if self.start else ""


def of(reader: Reader) -> Profile:
    """The profile of a graph. KpugraphError where it holds no article: there is nothing to publish."""
    digests: list[str] = []
    days: list[tuple[str, str]] = []
    for row in reader.rows(_ARTICLES, prefixes=quads.PREFIXES):
        digests.append(f"{row['article'].value} {row['digest'].value if 'digest' in row else ''}")
        published = row["published"].value if "published" in row else ""
        if is_valid(published) and (pair := bounds(published)):
            days.append(pair)
        if "earliest" in row and "latest" in row:
            days.append((row["earliest"].value, row["latest"].value))
    if not digests:
        raise KpugraphError("holds no article", where=reader.source, todo="build it from pages first")
    start, end = min((day[0] for day in days), default=""), max((day[1] for day in days), default="")
    content = hashlib.sha256("\n".join(sorted(set(digests))).encode("utf-8")).hexdigest()
    version = f"{end or 'undated'}.{content[:8]}"
    return Profile(_base(reader), start, end, version, len(set(digests)), _places(reader))


def _base(reader: Reader) -> str:
    for graph in reader.graphs():
        if graph.endswith(quads.EVIDENCE_GRAPH) and any(reader.rows(_EVIDENCE % graph, prefixes=quads.PREFIXES)):
            return graph.removesuffix(quads.EVIDENCE_GRAPH)
    return ids.BASE


def places() -> dict[str, Place]:
    """Every province, regency and city of ``data/regions.csv`` by its Kemendagri code."""
    path = assets.path("data", "regions.csv")
    return {
        row["code"]: Place(
            row["code"], row["bps_code_2020"], row["name"], row["type"], row["province_code"],
            row["wikidata"], row["geonames"],
        )
        for _, row in read_table(path, COLUMNS)
    }  # fmt: skip


def _places(reader: Reader) -> tuple[Place, ...]:
    """The regions whose offices published the sources; their provinces where there are many."""
    known = places()
    codes = sorted(row["code"].value for row in reader.rows(_PLACES, prefixes=quads.PREFIXES))
    found: Sequence[str] = [code for code in codes if code in known]
    if len(found) > 40:
        found = sorted({known[code].province for code in found})
    return tuple(known[code] for code in found)
