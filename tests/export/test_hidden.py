"""What is named after a citizen, or bears a person's number, tells neither by its label nor by its IRI."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kpugraph import export, pipeline, quads
from kpugraph.export import hidden, package, verify
from kpugraph.store import Reader

# Fictional: a firm and an association that bear citizens' names, a bank with an account number that is taken for a
# body, a page that is known by a headline with a citizen's name, and citizens of two articles.
_PAGES = [
    {
        "id": "siti-rahmawati-adukan-kpu",
        "url": "https://kab-semarang.kpu.go.id/berita/baca/2",
        "title": "Siti Rahmawati Adukan KPU",
        "text": "Siti Rahmawati Adukan KPU\n\nUngaran, 12/04/2022 – Ketua KPU Kabupaten Semarang, Maskup Asyadi, menerima "
        "Siti Rahmawati dan Wahyu Hidayat, Selasa (12/4/2022). Ketua Yayasan Wahyu Hidayat, Wahyu Hidayat, hadir. "
        "CV Bambang Sutrisno menang tender; Bambang Sutrisno senang. Dana dikirim ke BRI 0012-01-000123-50-4. "
        "“Rumah saya dicatut,” kata Siti Rahmawati.",
    },
    {
        "id": "berita-2",
        "url": "https://kab-semarang.kpu.go.id/berita/baca/3",
        "title": "KPU Kabupaten Semarang Terima Aduan",
        "text": "KPU Kabupaten Semarang Terima Aduan\n\nUngaran, 14/04/2022 – Ketua KPU Kabupaten Semarang, Maskup Asyadi, "
        "menerima lagi Siti Rahmawati, Kamis (14/4/2022). Siti Rahmawati membawa surat.",
    },
]
_SECRETS = ("rahmawati", "hidayat", "sutrisno", "000123")


@pytest.fixture(scope="module")
def store_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages as a graph."""
    folder = tmp_path_factory.mktemp("hidden")
    source = folder / "pages.jsonl"
    source.write_text("".join(f"{json.dumps(page)}\n" for page in _PAGES), "utf-8")
    pipeline.build([str(source)], folder / "s", pytest.fail)
    return folder / "s"


@pytest.fixture(scope="module")
def exported(store_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its package with everything but Parquet, whose texts are packed, and with slices named by bodies."""
    target = tmp_path_factory.mktemp("hidden-package") / "p"
    formats = tuple(name for name in export.FORMATS if name != "parquet")
    export.write(Reader.open(store_dir), target, export.Options(formats, ("body", "province", "year")))
    return target


@pytest.mark.parametrize("secret", _SECRETS)
def test_no_label_and_no_iri_tells(exported: Path, secret: str) -> None:
    """No file, and no file's name, has the citizen's name or the account number, whatever thing is called by it."""
    names = sorted(package.files(exported))
    assert not [name for name in names if secret in name]
    assert not [name for name in names if secret in (exported / name).read_text("utf-8").lower()]


def test_the_things_are_still_there(exported: Path) -> None:
    """The firm, the association and the articles are in the graph under what may be said of them, and the package is sound."""
    core = Reader.of_file(exported / "kpugraph.ttl")
    rows = core.rows("SELECT ?l { ?b a org:FormalOrganization ; rdfs:label ?l }", prefixes=quads.PREFIXES)
    labels = {row["l"].value for row in rows}
    assert {"CV [warga]", "Yayasan [warga]", "KPU Kabupaten Semarang"} <= labels
    pages = core.rows("SELECT ?a ?p { ?a a schema:NewsArticle ; kg:page ?p }", prefixes=quads.PREFIXES)
    ids = {row["p"].value: row["a"].value for row in pages}
    assert "berita-2" in ids
    (other,) = ids.keys() - {"berita-2"}
    assert other.startswith("artikel-")
    assert ids[other].endswith(f"/article/{other}-1")
    assert verify.check(exported) == []


def test_a_verdict_tells_no_form_of_a_name(exported: Path, store_dir: Path) -> None:
    """Why two mentions of a citizen are one person is told without the names that were compared."""
    sparql = "SELECT ?f { ?v a kg:IdentityVerdict ; kg:form|kg:otherForm ?f }"
    before = {row["f"].value for row in Reader.open(store_dir).rows(sparql, prefixes=quads.PREFIXES)}
    after = {row["f"].value for row in Reader.of_file(exported / "evidence.ttl").rows(sparql, prefixes=quads.PREFIXES)}
    assert "Siti Rahmawati" in before
    assert "Siti Rahmawati" not in after
    assert "warga" in after


def test_with_private_persons_everything_keeps_its_name_but_the_number(store_dir: Path, tmp_path: Path) -> None:
    """With --include-private the firm is called as it is; the account number goes all the same, from label and IRI."""
    options = export.Options(("turtle",), include_private=True)
    export.write(Reader.open(store_dir), tmp_path / "p", options)
    text = (tmp_path / "p" / "kpugraph.ttl").read_text("utf-8")
    assert '"CV Bambang Sutrisno"' in text
    assert "body:cv-bambang-sutrisno" in text
    assert "000123" not in text


def test_nothing_to_hide_changes_nothing() -> None:
    """Where no thing tells anything, every IRI and every page's id is what it was."""
    nothing = hidden.Hidden()
    assert not nothing
    assert nothing.iri("<https://w3id.org/kpugraph/body/kpu-ri>") == "<https://w3id.org/kpugraph/body/kpu-ri>"
    assert nothing.page("siti-rahmawati") == "siti-rahmawati"
