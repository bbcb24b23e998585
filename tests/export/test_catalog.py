"""The catalogue by its own shapes, by the official ones of DCAT-AP 3, and by CKAN's reader."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from pathlib import Path

import pyshacl
import pytest
from export.conftest import tool
from rdflib import DCAT, DCTERMS, FOAF, RDF, SH, XSD, BNode, Graph, Literal, Namespace, URIRef

from kpugraph import assets
from kpugraph.export import package as packaging
from kpugraph.export import registry

SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")
DATASET = URIRef("https://w3id.org/kpugraph/dataset")


@pytest.fixture(scope="module")
def catalog(package: Path) -> Graph:
    return Graph().parse(package / "catalog.ttl")


def validated(catalog: Graph, shapes: Path, severity: URIRef = SH.Violation) -> list[str]:
    """The messages of the results of a severity."""
    shape_graph = Graph().parse(shapes, format="turtle")
    _, results, _ = pyshacl.validate(catalog, shacl_graph=shape_graph, inference="none")
    return [
        f"{results.value(result, SH.focusNode)} {results.value(result, SH.resultPath)}: {results.value(result, SH.resultMessage)}"
        for result in results.subjects(SH.resultSeverity, severity)
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["shapes.ttl", "range.ttl"])
def test_the_official_shapes_find_no_violation(catalog: Graph, official_shapes: Path, name: str) -> None:
    """DCAT-AP 3.0.1's own shapes, mandatory properties and ranges, hold with nothing added to the catalogue."""
    assert validated(catalog, official_shapes / name) == []


def test_the_official_recommendations_are_met(catalog: Graph, official_shapes: Path) -> None:
    """Of the recommended properties only the outlines of regions, which nobody gave us, are missing."""
    found = validated(catalog, official_shapes / "shapes_recommended.ttl", SH.Warning)
    assert {line.split(" ")[1].rstrip(":") for line in found} <= {str(DCAT.bbox), str(DCAT.centroid)}


def test_the_own_shapes_find_nothing(catalog: Graph) -> None:
    """The project's own shapes hold, mandatory and recommended."""
    shapes = assets.path("ontology", "dcat.ttl")
    assert validated(catalog, shapes) == []
    assert validated(catalog, shapes, SH.Warning) == []


def _constraints() -> list[tuple[str, str, str]]:
    """Class, property and severity of every constraint of the own shapes that asks for a value."""
    shapes = Graph().parse(assets.path("ontology", "dcat.ttl"))
    found = []
    for shape, target in shapes.subject_objects(SH.targetClass):
        for constraint in shapes.objects(shape, SH.property):
            if shapes.value(constraint, SH.minCount) is not None:
                severity = shapes.value(constraint, SH.severity) or SH.Violation
                found.append((str(target), str(shapes.value(constraint, SH.path)), str(severity)))
    return sorted(found)


@pytest.mark.parametrize(("target", "path", "severity"), _constraints())
def test_every_own_shape_finds_what_is_missing(catalog: Graph, target: str, path: str, severity: str) -> None:
    """Without a property that a shape asks for, the catalogue has a fault at just that place."""
    broken = Graph()
    broken += catalog
    for subject in catalog.subjects(RDF.type, URIRef(target)):
        broken.remove((subject, URIRef(path), None))
    found = validated(broken, assets.path("ontology", "dcat.ttl"), URIRef(severity))
    assert any(f" {path}: " in line for line in found)


def test_every_file_is_described_truly(catalog: Graph, package: Path) -> None:
    """Each distribution has the size, digest, address and media type of its file; every data file has one."""
    described = set()
    for node in catalog.subjects(RDF.type, DCAT.Distribution):
        name = str(node).partition("/distribution/")[2]
        described.add(name)
        size = catalog.value(node, DCAT.byteSize)
        assert isinstance(size, Literal)
        assert (str(size), size.datatype) == (str((package / name).stat().st_size), XSD.nonNegativeInteger)
        checksum = catalog.value(node, SPDX.checksum)
        assert str(catalog.value(checksum, SPDX.checksumValue)) == registry.digest(package / name)
        assert str(catalog.value(node, DCAT.accessURL)) == f"https://data.example.org/kpu/{name}"
        assert str(catalog.value(node, DCAT.mediaType)).startswith("https://www.iana.org/assignments/media-types/")
    about = {"catalog.ttl", "index.html", "ontology.html", "SHA256SUMS", packaging.MARK}
    assert described == {n for n in packaging.files(package) if n not in about and not n.startswith("w3id/")}


def test_the_publishers_words_are_there(catalog: Graph) -> None:
    """Titles and descriptions in both languages, publisher, contact, keywords, themes, frequency, period and places."""
    assert {str(v): v.language for v in catalog.objects(DATASET, DCTERMS.title)} == {
        "Graf KPU Semarang": "id", "KPU Semarang graph": "en",
    }  # fmt: skip
    publisher = catalog.value(DATASET, DCTERMS.publisher)
    assert {str(v) for v in catalog.objects(publisher, FOAF.name)} == {"Dinas Contoh", "Example Office"}
    producer = catalog.value(DATASET, DCTERMS.creator)
    assert {str(v) for v in catalog.objects(producer, FOAF.name)} == {"KPU Kabupaten Semarang"}
    assert catalog.value(DATASET, DCTERMS.issued) == Literal("2022-05-01", datatype=XSD.date)
    assert str(catalog.value(DATASET, DCTERMS.accrualPeriodicity)).endswith("/MONTHLY")
    period = catalog.value(DATASET, DCTERMS.temporal)
    assert [str(catalog.value(period, p)) for p in (DCAT.startDate, DCAT.endDate)] == ["2022-02-11", "2022-04-12"]
    assert URIRef("https://w3id.org/kpugraph/region/33.22") in set(catalog.objects(DATASET, DCTERMS.spatial))
    assert not [node for triple in catalog for node in triple if isinstance(node, BNode)]


def test_void_counts_what_the_files_hold(catalog: Graph, package: Path) -> None:
    """Triples and members of each class in VoID are those that the Turtle has."""
    for part, name in (("core", "kpugraph.ttl"), ("evidence", "evidence.ttl")):
        graph = Graph().parse(package / name)
        subset = URIRef(f"{DATASET}/void/{part}")
        assert int(str(catalog.value(subset, VOID.triples))) == len(graph)
        for partition in catalog.objects(subset, VOID.classPartition):
            kind = catalog.value(partition, VOID["class"])
            count = int(str(catalog.value(partition, VOID.entities)))
            assert count == len(set(graph.subjects(RDF.type, kind))), kind


def test_ckan_makes_one_dataset_with_every_resource(package: Path, catalog: Graph) -> None:
    """CKAN's own reader finds one dataset, each distribution as a resource, and tags that CKAN takes."""
    script = Path(__file__).parent / "readers" / "ckan_reads.py"
    done = subprocess.run([tool("ckan"), script, package / "catalog.ttl"], capture_output=True, text=True, check=True)
    (dataset,) = json.loads(done.stdout.splitlines()[-1])
    resources = {resource["uri"]: resource for resource in dataset["resources"]}
    assert set(resources) == {str(node) for node in catalog.subjects(RDF.type, DCAT.Distribution)}
    turtle = resources[f"{DATASET}/distribution/kpugraph.ttl"]
    assert turtle["url"] == "https://data.example.org/kpu/kpugraph.ttl"
    assert turtle["size"] == (package / "kpugraph.ttl").stat().st_size
    assert turtle["hash"] == registry.digest(package / "kpugraph.ttl")
    assert all(re.fullmatch(r"[\w .-]{2,100}", tag["name"]) for tag in dataset["tags"])
    extras = {extra["key"]: extra["value"] for extra in dataset["extras"]}
    assert extras["publisher_name"] in {"Dinas Contoh", "Example Office"}
    assert (extras["temporal_start"], extras["temporal_end"]) == ("2022-02-11", "2022-04-12")


def test_satu_data_has_what_the_decree_asks(package: Path) -> None:
    """Producer, steward, frequency and coverage stand there in Indonesian, codes as texts; the dictionary knows every column."""
    metadata = json.loads((package / "satu_data.json").read_text("utf-8"))
    assert metadata["produsen_data"] == "KPU Kabupaten Semarang"
    assert metadata["walidata"] == "Dinas Contoh"
    assert metadata["frekuensi_pemutakhiran"] == "bulanan"
    assert metadata["cakupan_waktu"] == {"mulai": "2022-02-11", "selesai": "2022-04-12"}
    assert metadata["cakupan_wilayah"] == [
        {"kode_kemendagri": "33.22", "kode_bps": "3322", "nama": "Kabupaten Semarang", "jenis": "kabupaten"}
    ]
    dictionary = (package / "kamus_data.csv").read_text("utf-8").splitlines()
    assert dictionary[0] == "tabel,kolom,konsep,definisi,klasifikasi,ukuran,satuan,tipe,wajib"
    tables = json.loads((package / "datapackage.json").read_text("utf-8"))["resources"]
    columns = {f"{table['name']},{field['name']}" for table in tables for field in table["schema"]["fields"]}
    assert {",".join(line.split(",")[:2]) for line in dictionary[1:]} == columns
    assert all(all(row) for row in csv.reader(dictionary)), "no cell is left open"
