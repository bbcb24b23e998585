"""``kpugraph check --export`` finds what was changed in a package, and where."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kpugraph.errors import KpugraphError
from kpugraph.export import package as packaging
from kpugraph.export import registry, verify


@pytest.fixture
def copy(package: Path, tmp_path: Path) -> Path:
    """A package to tamper with."""
    return Path(shutil.copytree(package, tmp_path / "package"))


def sign(folder: Path) -> None:
    """Makes the checksums true again, as one who covers his tracks would."""
    registry.sums(folder, packaging.files(folder) - {packaging.MARK, registry.SUMS})


def places(folder: Path) -> set[str]:
    return {finding.where for finding in verify.check(folder)}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("utf-8"))


def test_a_package_as_it_was_written_is_sound(package: Path, citizens_package: Path) -> None:
    """Nothing is found in packages that nobody touched."""
    assert verify.check(package) == []
    assert verify.check(citizens_package) == []


@pytest.mark.parametrize(
    "name",
    ["kpugraph.ttl", "evidence.ttl", "catalog.ttl", "index.html", "tables/persons.csv", "popolo.json", "neo4j/import.cypher",
     "tables/claims.parquet", "slices/province/33.ttl", "w3id/.htaccess", "kamus_data.csv"],
)  # fmt: skip
def test_one_changed_byte_is_found_in_its_file(copy: Path, name: str) -> None:
    """A byte added to any file is found, and the file is named."""
    with (copy / name).open("ab") as out:
        out.write(b"\n")
    assert name in places(copy)


@pytest.mark.parametrize(
    "name", ["kpugraph.ttl", "tables/events.csv", "SHA256SUMS", "datapackage.json", "concepts.ttl"]
)
def test_a_missing_file_is_found(copy: Path, name: str) -> None:
    """A file that was taken away is named; without its checksums a folder is no package."""
    (copy / name).unlink()
    if name == "SHA256SUMS":
        with pytest.raises(KpugraphError, match="SHA256SUMS is missing"):
            verify.check(copy)
    else:
        assert name in places(copy)


@pytest.mark.parametrize(
    "name",
    ["tables/bodies.csv", "tables/claims.parquet", "kpugraph.ttl", "evidence.ttl", "catalog.ttl", "index.html", "ontology.html",
     "datapackage.json", "popolo.json", "kamus_data.csv", "slices/province/33.ttl", "w3id/.htaccess"],
)  # fmt: skip
@pytest.mark.parametrize("signed", [False, True])
def test_a_missing_file_is_told_once_with_what_to_do(copy: Path, name: str, signed: bool) -> None:
    """However many files speak of it, a missing one is one line that says what to do; nothing else is blamed."""
    (copy / name).unlink()
    if signed:
        sign(copy)
    found = verify.check(copy)
    if signed and name in {"w3id/.htaccess", "datapackage.json"}:  # datapackage.json: the catalogue speaks of it
        assert len(found) == (name == "datapackage.json")
    else:
        (finding,) = found
        assert (finding.where, finding.what) == (name, "is missing")
        assert "export again" in finding.todo
        assert str(finding) == f"{name}: is missing ({finding.todo})"


def test_a_changed_file_is_told_once(copy: Path) -> None:
    """A table that neither checksums, catalogue nor datapackage.json know is one line, and its wrong rows another."""
    with (copy / "tables" / "persons.csv").open("ab") as out:
        out.write(b"x\r\n")
    assert [(found.where, found.what.split(" ")[0]) for found in verify.check(copy)] == [
        ("tables/persons.csv", "was"), ("tables/persons.csv", "has"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [("datapackage.json", "[]"), ("datapackage.json", "{"), ("datapackage.json", '{"resources": [{}]}'),
     ("datapackage.json", '{"resources": 5}'), ("tables/persons.csv", ""), ("tables/persons.csv", "\x00\xff"),
     ("catalog.ttl", "no turtle"), ("index.html", "\xff"), ("SHA256SUMS", "no sums\n")],
)  # fmt: skip
def test_a_file_that_is_something_else_is_named(copy: Path, name: str, text: str) -> None:
    """A file with other content than its kind has is a fault of that file, not an error of the check."""
    (copy / name).write_bytes(text.encode("latin-1"))
    assert name in places(copy)


def test_a_count_changed_behind_true_checksums_is_found(copy: Path) -> None:
    """Another number of rows in datapackage.json is told of the table that has not so many."""
    path = copy / "datapackage.json"
    data = json.loads(path.read_text("utf-8"))
    resource = next(found for found in data["resources"] if found["name"] == "persons")
    resource["rowCount"] += 1
    path.write_text(json.dumps(data), "utf-8")
    sign(copy)
    words = {(found.where, found.what.split(" ")[0]) for found in verify.check(copy)}
    assert words == {("datapackage.json", "was"), ("tables/persons.csv", "has")}


def test_a_table_outside_the_package_is_not_read(copy: Path) -> None:
    """A path that leads out of the package is named and not followed."""
    change(copy / "datapackage.json", '"path": "tables/persons.csv"', '"path": "../../persons.csv"')
    assert any("outside the package" in found.what for found in verify.check(copy))


def test_a_strange_file_is_found(copy: Path) -> None:
    """A file that was put in is named."""
    (copy / "tables" / "extra.csv").write_text("a\n", "utf-8")
    assert places(copy) == {"tables/extra.csv"}


def test_a_name_changed_behind_true_checksums_is_found(copy: Path) -> None:
    """Someone renames an official in the Turtle and signs again: the catalogue's digest gives the file away."""
    change(copy / "kpugraph.ttl", 'foaf:name "Maskup Asyadi"', 'foaf:name "Orang Lain"')
    sign(copy)
    assert "kpugraph.ttl" in places(copy)


def test_a_fact_taken_out_of_everything_that_is_signed_is_found(copy: Path) -> None:
    """Even with checksums and catalogue made true, the counts of triples show that one is missing."""
    change(copy / "kpugraph.ttl", "    kg:page", "    # kg:page")
    old, new = (json.loads((copy / "satu_data.json").read_text("utf-8"))["berkas"], None)
    assert old is not new
    was = next(entry for entry in old if entry["nama"] == "kpugraph.ttl")
    change(copy / "catalog.ttl", was["sha256"], registry.digest(copy / "kpugraph.ttl"))
    change(copy / "catalog.ttl", f'"{was["ukuran_bita"]}"^^', f'"{(copy / "kpugraph.ttl").stat().st_size}"^^')
    sign(copy)
    found = [finding for finding in verify.check(copy) if finding.where == "kpugraph.ttl"]
    assert any(re.search(r"holds \d+ triples where the catalogue counts \d+", finding.what) for finding in found)


def test_a_row_taken_out_is_found(copy: Path) -> None:
    """A table without one of its rows has too few of them, and those that point to it point nowhere."""
    path = copy / "tables" / "persons.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], *lines[2:]]), "utf-8", newline="")
    sign(copy)
    words = {(finding.where, finding.what.split(" ")[0]) for finding in verify.check(copy)}
    assert ("tables/persons.csv", "has") in words
    assert ("tables/tenures.csv", "points") in words


def test_a_claim_about_nothing_is_found(copy: Path) -> None:
    """A claim that speaks of what no file describes is named."""
    change(copy / "evidence.ttl", "rdf:subject person:maskup-asyadi-33.22", "rdf:subject person:nobody")
    sign(copy)
    assert any("person/nobody" in finding.what for finding in verify.check(copy))


def test_a_broken_turtle_is_found_with_its_line(copy: Path) -> None:
    """A file that no parser reads is named with the parser's place."""
    change(copy / "evidence.ttl", "rdf:subject ", "rdf:subject <")
    sign(copy)
    found = [finding for finding in verify.check(copy) if finding.where == "evidence.ttl"]
    assert any("line" in finding.what for finding in found)


def test_a_catalogue_without_a_publisher_is_found(copy: Path) -> None:
    """What the shapes ask for and is not there is named with its node."""
    change(copy / "catalog.ttl", "foaf:name ", "rdfs:comment ")
    sign(copy)
    assert any("An agent has a name." in finding.what for finding in verify.check(copy))


def test_a_link_of_the_page_to_nothing_is_found(copy: Path) -> None:
    """A link of the landing page that leads to no file is named."""
    change(copy / "index.html", 'href="kpugraph.ttl"', 'href="kpugraph.tt"')
    sign(copy)
    assert any(finding.where == "index.html" and "kpugraph.tt," in finding.what for finding in verify.check(copy))


def test_the_command_says_where_and_exits_1(copy: Path) -> None:
    """check --export prints a line a fault and exits 1; on a sound package it says so and exits 0; on no package 2."""
    command = [sys.executable, "-m", "kpugraph", "check", "--export"]
    sound = subprocess.run([*command, copy], capture_output=True, text=True, check=False)
    assert (sound.returncode, sound.stdout.endswith("as it was written\n")) == (0, True), sound.stdout
    change(copy / "kpugraph.ttl", "Maskup Asyadi", "Orang Lain")
    broken = subprocess.run([*command, copy], capture_output=True, text=True, check=False)
    assert broken.returncode == 1
    assert "kpugraph.ttl: was changed" in broken.stdout
    as_json = subprocess.run([*command, copy, "--json"], capture_output=True, text=True, check=False)
    assert {"where", "what", "todo"} == set(json.loads(as_json.stdout)[0])
    nothing = subprocess.run([*command, copy.parent], capture_output=True, text=True, check=False)
    assert nothing.returncode == 2
    assert "is no package" in nothing.stderr
    assert "Traceback" not in broken.stderr + nothing.stderr


def test_the_command_checks_the_graphs_shapes_too(copy: Path) -> None:
    """A fact that the graph's shapes forbid is named, whatever the checksums say."""
    change(copy / "kpugraph.ttl", '    foaf:name "Dody Orbany" ;\n', "")
    command = [sys.executable, "-m", "kpugraph", "check", "--export", copy]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "A person has one name." in done.stdout


def test_packed_packages_are_checked(published_store: Path, tmp_path: Path) -> None:
    """A package of gzip files is read like another."""
    from kpugraph import export
    from kpugraph.store import Reader

    target = tmp_path / "packed"
    export.write(Reader.open(published_store), target, export.Options(("turtle", "jsonld"), gzip=True))
    assert verify.check(target) == []
    (target / "kpugraph.ttl.gz").write_bytes((target / "evidence.ttl.gz").read_bytes())
    sign(target)
    assert "kpugraph.ttl.gz" in places(target)
