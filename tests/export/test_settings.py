"""The publisher's settings: complete, valid, or refused by name before anything is written."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from export.conftest import SETTINGS
from rdflib import DCTERMS, Graph, URIRef

from kpugraph import export
from kpugraph.errors import DataError
from kpugraph.export import settings
from kpugraph.store import Reader

BASE = "https://w3id.org/kpugraph/"


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kpugraph", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def test_init_writes_a_template_once(tmp_path: Path) -> None:
    """--init writes the commented template, says where, and does not overwrite one that may be filled in."""
    done = run("export", "--init", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "wrote kpugraph-export.toml\n")
    text = (tmp_path / "kpugraph-export.toml").read_text("utf-8")
    assert text.count("WAJIB") >= 4
    assert tomllib.loads(text)["dataset"]["title"].keys() == {"id", "en"}
    again = run("export", "--init", cwd=tmp_path)
    assert again.returncode == 2
    assert "kpugraph-export.toml: is there already" in again.stderr
    assert (tmp_path / "kpugraph-export.toml").read_text("utf-8") == text


def test_an_unfilled_template_is_refused_by_name(published_store: Path, tmp_path: Path) -> None:
    """The template as it comes lacks the publisher's own words: all of them are named at once and nothing is written."""
    run("export", "--init", cwd=tmp_path)
    done = run("export", "package", "--store", str(published_store), cwd=tmp_path)
    assert done.returncode == 2
    for key in ("dataset.url", "publisher.name.id", "publisher.name.en", "contact.name", "contact.email"):
        assert key in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(" are missing (fill in the lines marked WAJIB)\n")
    assert [path.name for path in tmp_path.iterdir()] == ["kpugraph-export.toml"]


def test_a_filled_template_is_found_and_used(published_store: Path, tmp_path: Path) -> None:
    """The template with its mandatory lines filled in makes a package, without being named on the command line."""
    run("export", "--init", cwd=tmp_path)
    path = tmp_path / "kpugraph-export.toml"
    text = path.read_text("utf-8")
    for empty, filled in (
        ('url = ""', 'url = "https://data.example.org/x/"'),
        ('name.id = ""', 'name.id = "KPU Kabupaten Contoh"'),
        ('name.en = ""', 'name.en = "KPU Contoh"'),
        ('\nname = ""', '\nname = "PPID"'),
        ('email = ""', 'email = "ppid@example.org"'),
    ):
        assert text.count(empty) == 1, empty
        text = text.replace(empty, filled)
    path.write_text(text, "utf-8")
    done = run("export", "package", "--store", str(published_store), "--format", "turtle", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "KPU Kabupaten Contoh" in (tmp_path / "package" / "catalog.ttl").read_text("utf-8")
    assert "https://data.example.org/x/kpugraph.ttl" in (tmp_path / "package" / "catalog.ttl").read_text("utf-8")


def test_without_settings_the_package_is_a_draft_and_says_so(published_store: Path, tmp_path: Path) -> None:
    """No settings file: the package is written, names no publisher of its own making, and calls itself a draft."""
    done = run("export", "package", "--store", str(published_store), "--format", "turtle", cwd=tmp_path)
    assert done.returncode == 0
    assert "draft" in done.stderr
    assert "Draf" in (tmp_path / "package" / "index.html").read_text("utf-8")
    assert "Penerbit belum disebut" in (tmp_path / "package" / "catalog.ttl").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('title = { id = "Graf KPU Semarang", en = "KPU Semarang graph" }', "", "dataset.title.id, dataset.title.en are missing"),
        ('en = "KPU Semarang graph"', 'en = " "', "dataset.title.en is missing"),
        ("description.en", "keyword.en", "dataset.keyword is not known"),
        ('url = "https://data.example.org/kpu/"', "", "dataset.url is missing"),
        ("https://data.example.org/kpu/", "https://data.example.org/kpu", "dataset.url must end in /"),
        ("https://data.example.org/kpu/", "data.example.org/", "dataset.url 'data.example.org/' is no http"),
        ("https://data.example.org/kpu/", "https://a b/", "is no http"),
        ('name = { id = "Dinas Contoh", en = "Example Office" }', "", "publisher.name.id, publisher.name.en are missing"),
        ('name = "Meja Data"', "", "contact.name is missing"),
        ('email = "data@example.org"', "", "contact.email (or contact.url) is missing"),
        ("data@example.org", "data", "contact.email 'data' is no e-mail"),
        ('"pemilu", "KPU"', '"pemilu, KPU"', "'pemilu, KPU' is not allowed"),
        ("2022-05-01", '"Mei 2022"', "dataset.issued 'Mei 2022' is no date"),
        ("[contact]", "[kontak]", "kontak is not known"),
        ('"GOVE", "JUST"', '"POLITIK"', "dataset.themes 'POLITIK' is not known: there are AGRI, "),
        ('"GOVE", "JUST"', "3", "dataset.themes 3 is no text"),
        ('"MONTHLY"', '"bulanan"', "dataset.frequency 'bulanan' is not known: there are CONT, "),
        ('"LocalAuthority"', '"KPU"', "publisher.type 'KPU' is not known: there are NationalAuthority, "),
        ("[publisher]", "[publisher", "not valid TOML"),
        (SETTINGS.partition('description.en = "')[2].partition('"')[0], "Short.", "has 6 letters"),
        (
            'title = { id = "Graf KPU Semarang", en = "KPU Semarang graph" }',
            "title = 3",
            "dataset.title.id, dataset.title.en are missing",
        ),
        ('name = "Meja Data"', "name = 3", "contact.name must be a text"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_named(
    published_store: Path, tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    """Each mandatory or malformed value is named with the file, and nothing is written."""
    assert old in SETTINGS
    path = tmp_path / "s.toml"
    path.write_text(SETTINGS.replace(old, new), "utf-8")
    with pytest.raises(DataError) as caught:
        export.write(Reader.open(published_store), tmp_path / "package", export.Options(("turtle",), config=path))
    assert complaint in str(caught.value)
    assert "s.toml" in str(caught.value)
    assert [p.name for p in tmp_path.iterdir()] == ["s.toml"]


@pytest.mark.parametrize(
    ("licence", "name", "types"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0", {"Attribution"}),
        ("http://creativecommons.org/licenses/by/4.0/deed.id", "CC-BY-4.0", {"Attribution"}),
        ("https://creativecommons.org/publicdomain/zero/1.0", "CC0-1.0", {"PublicDomain"}),
        ("https://creativecommons.org/licenses/by-nc/4.0/", "CC-BY-NC-4.0", {"Attribution", "NonCommercialUseOnly"}),
        ("https://opendatacommons.org/licenses/odbl/1-0/", "ODbL-1.0", {"Attribution", "ViralEffect-ShareAlike"}),
        ("https://example.org/our-licence", None, {"UnknownIPR"}),
    ],
)
def test_a_licence_is_called_what_it_is(
    published_store: Path, tmp_path: Path, licence: str, name: str | None, types: set[str]
) -> None:
    """Catalogue and data package say of a licence what is known of it, and nothing of one that nobody knows."""
    path = tmp_path / "s.toml"
    path.write_text(SETTINGS.replace("[publisher]", f'licence = "{licence}"\n[publisher]'), "utf-8")
    export.write(Reader.open(published_store), tmp_path / "package", export.Options(("csv",), config=path))
    (given,) = json.loads((tmp_path / "package" / "datapackage.json").read_text("utf-8"))["licenses"]
    assert given == {"path": licence, **({"name": name} if name else {})}
    catalog = Graph().parse(tmp_path / "package" / "catalog.ttl")
    found = {str(kind).rpartition("/")[2] for kind in catalog.objects(URIRef(licence), DCTERMS.type)}
    assert found == types


def test_a_settings_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A wrong --config is an error with its path."""
    with pytest.raises(DataError, match=r"no\.toml"):
        settings.load(tmp_path / "no.toml", BASE)


def test_settings_of_windows_are_read(tmp_path: Path) -> None:
    """A mark of byte order and CR LF, as editors on Windows write them, do no harm."""
    path = tmp_path / "s.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SETTINGS.replace("\n", "\r\n").encode())
    assert settings.load(path, BASE).publisher["id"] == "Dinas Contoh"
