"""The graph as a package for open-data portals: ``write`` makes it, ``verify.package`` checks one.

A package appears whole or not at all: it is written into a new folder beside the old one and takes its place.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kpugraph import assets, beside, store
from kpugraph.errors import KpugraphError
from kpugraph.export import (
    catalog,
    content,
    datapackage,
    documentation,
    followthemoney,
    landing,
    network,
    package,
    popolo,
    profile,
    registry,
    settings,
    slices,
    tables,
    w3id,
    wikidata,
)
from kpugraph.export.syntaxes import CORE, EVIDENCE, Syntaxes
from kpugraph.second import Second

# name on the command line: what it writes; the first ones are written unless others are asked for
FORMATS = {
    "turtle": "Turtle",
    "jsonld": "JSON-LD",
    "csv": "CSV tables with Frictionless and CSVW metadata and the data dictionary",
    "network": "GraphML and GEXF",
    "neo4j": "CSV for neo4j-admin and import.cypher",
    "popolo": "Popolo JSON",
    "ftm": "FollowTheMoney JSON Lines",
    "wikidata": "QuickStatements draft and OpenRefine CSV",
    "nquads": "N-Quads",
    "trig": "TriG",
    "rdfxml": "RDF/XML",
    "parquet": "Parquet (needs the extra kpugraph[parquet])",
}
USUAL = tuple(FORMATS)[:8]
_ONTOLOGY = {"kpugraph.ttl": "ontology.ttl", "concepts.ttl": "concepts.ttl", "shapes.ttl": "shapes.ttl"}
_FROM_STORE = {"csv", "network", "neo4j", "popolo", "ftm", "wikidata", "parquet"}


@dataclass(frozen=True, slots=True)
class Options:
    """What a package holds beside the ontology, the catalogue and the pages about it."""

    formats: Sequence[str] = USUAL
    slices: Sequence[str] = ()
    config: Path | None = None
    gzip: bool = False
    bom: bool = False
    include_private: bool = False


def write(reader: store.Reader, directory: Path, options: Options | None = None) -> list[Path]:
    """Writes the package to ``directory`` and gives its files. An older package there is replaced when it is complete.

    Raises KpugraphError where the settings lack something, or the directory holds something else or cannot be written;
    then nothing is written.
    """
    options = options or Options()
    if "parquet" in options.formats:
        tables.engine()  # said before any work
    with beside.asked(reader) as apart:
        about = profile.of(apart)
    said = settings.load(options.config, about.base)
    with package.replacing(directory) as building:
        with TemporaryDirectory(dir=building, prefix="work-") as work, Second() as second:
            passed = content.prepare(reader, about, Path(work), second, include_private=options.include_private)
            _write_what_no_fact_changes(building)  # meanwhile
            _Package(building, passed(), about, said, options).fill(second)
        names = sorted(package.files(building))
    return [directory / name for name in _in_order(names)]


def _write_what_no_fact_changes(folder: Path) -> None:
    for source, target in _ONTOLOGY.items():
        shutil.copyfile(assets.path("ontology", source), folder / target)
    documentation.write(folder / "ontology.html")


class _Package:
    """The folder as it is filled."""

    def __init__(
        self, folder: Path, passed: content.Content, about: profile.Profile, said: settings.Settings, options: Options
    ) -> None:
        self.folder, self.content, self.profile, self.settings, self.options = folder, passed, about, said, options
        self.version = said.version or about.version
        self.rows: dict[str, int] = {}

    def fill(self, second: Second) -> None:
        """Writes every file of the graph; the catalogue and the pages come last, since they describe the others."""
        wanted = set(self.options.formats)
        syntaxes = Syntaxes(self.content, self.profile, self._comments(), self.options.gzip, second)
        syntaxes.write(wanted, self.folder)
        if wanted & _FROM_STORE or self.options.slices:
            self._from_store(self.content.reader(), wanted)
        syntaxes.finish()
        w3id.write(self.settings, self.profile, self.folder)  # which names the files that are there
        self._describe()

    def _from_store(self, reader: store.Reader, wanted: set[str]) -> None:
        if "csv" in wanted or "parquet" in wanted:
            self._tables(reader, parquet="parquet" in wanted)
        if "network" in wanted:
            network.write(reader, self.folder / "networks")
        if "neo4j" in wanted:
            network.neo4j(reader, self.folder / "neo4j")
        if "popolo" in wanted:
            popolo.write(reader, self.folder / "popolo.json")
        if "ftm" in wanted:
            followthemoney.write(reader, self.folder / "followthemoney.jsonl")
        if "wikidata" in wanted:
            wikidata.write(reader, self.folder / "wikidata")
        for kind in self.options.slices:
            slices.write(reader, kind, self.profile, self.folder, self._comments()[CORE], packed=self.options.gzip)

    def _tables(self, reader: store.Reader, *, parquet: bool) -> None:
        folder = self.folder / tables.FOLDER
        folder.mkdir()
        counted = {}
        for table in tables.load():
            path, counted[table] = tables.write(table, reader, folder, bom=self.options.bom)
            if parquet:
                tables.parquet(path, table)
        self.rows = {table.name: count for table, count in counted.items()}
        tables.dictionary(self.folder / "kamus_data.csv", bom=self.options.bom)
        datapackage.frictionless(self.folder, counted, self.settings, self.profile, self.version)
        datapackage.csvw(self.folder, counted, self.settings)

    def _describe(self) -> None:
        landing.satu_data(self._about(), self.folder)
        about = self._about()
        (self.folder / "catalog.ttl").write_text(catalog.write(about, self._comments()[CORE][:3]), "utf-8")
        landing.index(about, self.folder, rows=self.rows)
        registry.sums(self.folder, self._names())

    def _about(self) -> catalog.About:
        words = {table.name: {"title": table.title, "description": table.description} for table in tables.load()}
        entries = registry.describe(self.folder, self._names(), words)
        return catalog.About(
            self.settings, self.profile, self.content, tuple(entries), self.version, self.options.include_private
        )

    def _names(self) -> list[str]:
        working = self.content.folder.name
        return sorted(name for name in package.files(self.folder) if not name.startswith(f"{working}/"))

    def _comments(self) -> dict[str, tuple[str, ...]]:
        """The header of the Turtle files: all of it from the data and the settings."""
        head = (
            f"{self.settings.title['id']} · {self.settings.title['en']}",
            f"Versi · version {self.version}; sumber · sources {self.profile.period or 'tanpa tanggal · undated'}, "
            f"{self.profile.articles} artikel · articles",
            f"Penerbit · publisher: {self.settings.publisher['id']}; lisensi · licence: {self.settings.licence}",
        )
        core, evidence = self.content.core_counts, self.content.evidence_counts
        return {
            CORE: (*head, f"Fakta inti · core facts: {core.triples} tripel · triples"),
            EVIDENCE: (*head, f"Bukti · evidence: {evidence.triples} tripel · triples"),
        }


def _in_order(names: Sequence[str]) -> list[str]:
    """The Turtle files first, then the rest by name, without the mark."""
    first = [name for name in ("kpugraph.ttl", "evidence.ttl", "ontology.ttl") if name in names]
    return [*first, *(name for name in names if name not in first and name != package.MARK)]


def formats(asked: Sequence[str]) -> tuple[str, ...]:
    """The formats of these names; "all" is every one, none are the usual ones. KpugraphError for an unknown name."""
    if not asked:
        return USUAL
    unknown = [name for name in asked if name not in FORMATS and name != "all"]
    if unknown:
        raise KpugraphError(f"no format {unknown[0]!r}", todo=f"use all, {', '.join(FORMATS)}")
    return tuple(FORMATS) if "all" in asked else tuple(name for name in FORMATS if name in asked)
