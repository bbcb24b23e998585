"""Whether a package is as it was written: checksums, catalogue, counts, tables and the links between its files."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

from kpugraph import assets, quads
from kpugraph.errors import KpugraphError
from kpugraph.export import package, registry
from kpugraph.export.catalog import PREFIXES
from kpugraph.export.syntaxes import CORE, EVIDENCE, opened
from kpugraph.store import Reader

_LOADED = 30_000  # triples given to the engine at a time
_Column = tuple[str, str]  # a table and a column of it
_ALWAYS = ("catalog.ttl", "index.html", "ontology.html")  # whatever was asked for
_MISSING, _CHANGED = "is missing", "was changed"
_HREF = re.compile(r'href="([^"#:]+)(?:#[^"]*)?"')
_SUM = re.compile(r"([0-9a-f]{64})  (.+)")
_NAMES = {**PREFIXES, **quads.PREFIXES}
_DISTRIBUTIONS = """
SELECT ?file ?url ?size ?sum WHERE {
  ?file a dcat:Distribution . OPTIONAL { ?file dcat:accessURL ?url } OPTIONAL { ?file dcat:byteSize ?size }
  OPTIONAL { ?file spdx:checksum/spdx:checksumValue ?sum }
} ORDER BY ?file
"""
_COUNTS = "SELECT ?part ?count { ?dataset void:subset ?part . ?part void:triples ?count }"
_LOOSE = """
SELECT DISTINCT ?claim ?missing WHERE {
  { ?claim a kg:Claim ; rdf:subject ?missing } UNION { ?claim a kg:Claim ; prov:wasDerivedFrom ?missing }
  UNION { ?claim oa:hasSource ?missing }
  FILTER NOT EXISTS { ?missing rdfs:label ?label }
} ORDER BY ?claim LIMIT 20
"""


_AGAIN = "take it anew from where the package came, or export again"
_FAULTS = (OSError, SyntaxError, ValueError, KeyError, TypeError, AttributeError, KpugraphError)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, in which file, and what to do."""

    where: str
    what: str
    todo: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what} ({self.todo})" if self.todo else f"{self.where}: {self.what}"


def check(directory: Path, also: Callable[[Reader], Iterable[Finding]] | None = None) -> list[Finding]:
    """Everything that is wrong with the package, a file that is missing or changed once. KpugraphError where there is none.

    ``also`` finds what is wrong with its graph, where it has one in Turtle.
    """
    package.recover(directory)
    if not (directory / registry.SUMS).is_file():
        raise KpugraphError("is no package: SHA256SUMS is missing", where=str(directory), todo="run kpugraph export")
    found = list(_files(directory))
    counts = partial(_counts, also=also)
    for part, file in ((_catalog, "catalog.ttl"), (counts, "catalog.ttl"), (_tables, "datapackage.json")):
        if (directory / file).is_file():
            found += _tried(part, directory, file)
    found += [Finding(name, _MISSING, _AGAIN) for name in _ALWAYS if not (directory / name).is_file()]
    missing = {finding.where for finding in found if finding.what == _MISSING}
    for page in ("index.html", "ontology.html"):
        if page not in missing:
            found += _tried(partial(_pages, name=page, missing=missing), directory, page)
    return _once(found)


def _tried(part: Callable[[Path], Iterable[Finding]], directory: Path, file: str) -> list[Finding]:
    """What a part of the check finds; a file that it cannot read is a finding too."""
    found = []
    try:
        for finding in part(directory):
            found.append(finding)
    except _FAULTS as error:
        found.append(Finding(_where(error, directory) or file, _words(error), _AGAIN))
    return found


def _once(found: Iterable[Finding]) -> list[Finding]:
    """Of each file that is missing one finding alone, of a changed one that it was changed, once, and what else is wrong."""
    known = list(dict.fromkeys(found))
    missing = {finding.where for finding in known if finding.what == _MISSING}
    kept, changed = [], set()
    for finding in known:
        if finding.where in missing and finding.what != _MISSING:
            continue
        if finding.what.startswith(_CHANGED):
            if finding.where in changed:
                continue
            changed.add(finding.where)
        kept.append(finding)
    return kept


@contextmanager
def _loaded(parts: Iterable[Path]) -> Iterator[tuple[Reader, dict[Path, int]]]:
    """The graph of Turtle files, and how many triples each holds. It lies on disk: it may be too large for memory."""
    import pyoxigraph as ox

    with TemporaryDirectory(prefix="kpugraph-check-") as folder:
        counted = _load(parts, folder)
        yield Reader(ox.Store.read_only(folder), folder, Path(folder)), counted


def _load(parts: Iterable[Path], folder: str) -> dict[Path, int]:
    """Makes the graph in an empty folder. The engine may write until its store is gone."""
    import pyoxigraph as ox

    store, counted = ox.Store(folder), dict[Path, int]()
    try:
        for path in parts:
            triples, counted[path] = _parsed(path), 0
            while some := [ox.Quad(*quad.triple) for quad in islice(triples, _LOADED)]:
                store.bulk_extend(some)
                counted[path] += len(some)
        store.optimize()
        store.flush()
    finally:
        del store  # an error would keep it
    return counted


def _where(error: Exception, directory: Path) -> str:
    given = getattr(error, "where", None) or getattr(error, "filename", None) or ""
    return str(given).removeprefix(f"{directory}/")


def _words(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return _MISSING
    reason = getattr(error, "strerror", None) or error  # without the number and path that the system adds
    if isinstance(error, (KeyError, TypeError, AttributeError)):
        reason = "it is not built as such a file is"
    return getattr(error, "what", None) or f"cannot be read: {reason}"


def _files(directory: Path) -> Iterator[Finding]:
    """Checksums, and files that are missing or strange."""
    sums: dict[str, str] = {}
    for number, line in enumerate((directory / registry.SUMS).read_text("utf-8", "replace").splitlines(), 1):
        match = _SUM.fullmatch(line)
        if match:
            sums[match[2]] = match[1]
        else:
            yield Finding(registry.SUMS, f"line {number} is no checksum")
    present = package.files(directory) - {package.MARK, registry.SUMS}
    for name in sorted(set(sums) - present):
        yield Finding(name, _MISSING, _AGAIN)
    for name in sorted(present - set(sums)):
        yield Finding(name, "is not listed in SHA256SUMS", "take it out, or export again")
    for name in sorted(present & set(sums)):
        if registry.digest(directory / name) != sums[name]:
            yield Finding(name, f"{_CHANGED}: its SHA-256 is not that of SHA256SUMS", _AGAIN)


def _catalog(directory: Path) -> Iterator[Finding]:
    """The catalogue: valid by its shapes, and true of the files."""
    path = directory / "catalog.ttl"
    catalog = Reader.of_file(path)
    for message, node in _violations(path):
        yield Finding("catalog.ttl", f"{message} {node}")
    for row in catalog.rows(_DISTRIBUTIONS, prefixes=_NAMES):
        name = unquote(row["file"].value.partition("/distribution/")[2])
        file = directory / name
        if not file.is_file():
            yield Finding(name, _MISSING, _AGAIN)
            continue
        if "url" not in row or not row["url"].value.endswith(name):
            yield Finding("catalog.ttl", f"the access URL of {name} leads elsewhere")
        size = "size" in row and int(row["size"].value) != file.stat().st_size
        if size or ("sum" in row and row["sum"].value != registry.digest(file)):
            yield Finding(name, f"{_CHANGED}: its size or SHA-256 is not that of the catalogue", _AGAIN)


def _violations(path: Path) -> Iterator[tuple[str, str]]:
    import pyshacl
    from rdflib import SH, Graph

    shapes = Graph().parse(assets.path("ontology", "dcat.ttl"), format="turtle")
    _, results, _ = pyshacl.validate(Graph().parse(path, format="turtle"), shacl_graph=shapes, inference="none")
    for result in sorted(results.subjects(SH.resultSeverity, SH.Violation)):
        yield str(results.value(result, SH.resultMessage)), str(results.value(result, SH.focusNode))


def _counts(directory: Path, also: Callable[[Reader], Iterable[Finding]] | None) -> Iterator[Finding]:
    """Triples of each RDF file against VoID's counts, and claims against the things that they speak of."""
    catalog = Reader.of_file(directory / "catalog.ttl")
    said = {
        row["part"].value.rsplit("/", 1)[-1]: int(row["count"].value)
        for row in catalog.rows(_COUNTS, prefixes=_NAMES)
    }  # fmt: skip
    both = {"kpugraph.nq": None, "kpugraph.trig": None}
    names = [f"{part}.{suffix}" for part in (CORE, EVIDENCE) for suffix in ("ttl", "jsonld", "rdf")]
    parts = [path for name in (CORE, EVIDENCE) if (path := _data(directory, f"{name}.ttl"))]
    # half a graph says of the other half that it is missing, which is known
    with _loaded(parts if len(parts) == 2 else ()) as (graph, counted):
        for name in (*names, *both):
            path = _data(directory, name)
            if path is None:
                continue
            part = "core" if name.startswith(CORE) else "evidence"
            expected = sum(said.values()) if name in both else said.get(part)
            actual = counted[path] if path in counted else sum(1 for _ in _parsed(path))
            if actual != expected:
                yield Finding(path.name, f"holds {actual} triples where the catalogue counts {expected}")
        if counted:
            yield from _loose(graph)
            yield from also(graph) if also else ()


def _loose(graph: Reader) -> Iterator[Finding]:
    """Claims that speak of things that are not there."""
    for row in graph.rows(_LOOSE, prefixes=quads.PREFIXES):
        what = f"{row['claim'].value} speaks of {row['missing'].value}, which no file describes"
        yield Finding("evidence.ttl", what)


def _parsed(path: Path) -> Iterator[Any]:
    """The quads of an RDF file. KpugraphError where it cannot be read."""
    import pyoxigraph as ox

    kind = ox.RdfFormat.from_extension(path.name.removesuffix(".gz").rpartition(".")[2])
    assert kind is not None
    with opened(path) as source:
        try:
            yield from ox.parse(source, format=kind)
        except SyntaxError as error:
            raise KpugraphError(f"cannot be read: {error}", where=path.name) from error


def _tables(directory: Path) -> Iterator[Finding]:
    """Every table against ``datapackage.json``: header, number of rows, size, digest, and keys of other tables."""
    path = directory / "datapackage.json"
    resources = json.loads(path.read_text("utf-8"))["resources"]
    links = [_link(resource, link) for resource in resources for link in resource["schema"]["foreignKeys"]]
    values: dict[_Column, set[str] | None] = dict.fromkeys(column for link in links for column in link)
    for resource in resources:
        name = resource["path"]
        if not (directory / name).resolve().is_relative_to(directory.resolve()):
            yield Finding(path.name, f"names {name}, which is outside the package", _AGAIN)
            continue
        yield from _tried(partial(_table, resource=resource, values=values), directory, name)
    places = {resource["name"]: resource["path"] for resource in resources}
    for source, target in links:
        known, used = values[target], values[source] or set()
        if known is not None and (loose := sorted(used - known - {""})):
            yield Finding(places[source[0]], f"points to {loose[0]}, which tables/{target[0]}.csv does not have")


def _link(resource: Any, link: Any) -> tuple[_Column, _Column]:
    """A foreign key: the column that points, and the one that it points to."""
    return (resource["name"], link["fields"]), (link["reference"]["resource"], link["reference"]["fields"])


def _table(directory: Path, resource: Any, values: dict[_Column, set[str] | None]) -> Iterator[Finding]:
    """A table against its description; the values of columns that are keys of each other are collected on the way."""
    name, file = resource["path"], directory / resource["path"]
    names = [field["name"] for field in resource["schema"]["fields"]]
    wanted = [(at, set[str]()) for at, column in enumerate(names) if (resource["name"], column) in values]
    count = 0
    with file.open(encoding="utf-8-sig", newline="") as source:
        rows = csv.reader(source)
        if next(rows, []) != names:
            yield Finding(name, "has other columns than datapackage.json says", _AGAIN)
            return
        for row in rows:
            count += 1
            if len(row) == len(names):
                for at, found in wanted:
                    found.add(row[at])
    values.update({(resource["name"], names[at]): found for at, found in wanted})
    if count != resource["rowCount"]:
        yield Finding(name, f"has {count} rows where datapackage.json counts {resource['rowCount']}", _AGAIN)
    if resource["hash"] != f"sha256:{registry.digest(file)}" or resource["bytes"] != file.stat().st_size:
        yield Finding(name, f"{_CHANGED}: its size or SHA-256 is not that of datapackage.json", _AGAIN)


def _pages(directory: Path, name: str, missing: Collection[str]) -> Iterator[Finding]:
    """The links of an HTML page to files of the package, other than those that are known to be missing."""
    for target in sorted(set(_HREF.findall((directory / name).read_text("utf-8")))):
        file = unquote(target)
        if file not in missing and not file.startswith("//") and not (directory / file).is_file():
            yield Finding(name, f"links to {file}, which is missing", _AGAIN)


def _data(directory: Path, name: str) -> Path | None:
    return next((path for path in (directory / name, directory / f"{name}.gz") if path.is_file()), None)
