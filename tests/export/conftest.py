"""Packages that several tests look at: the published page in every format, and a page that holds what must not go out."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SHARED
from gold_facts import facts_of

from kpugraph import entities, export, quads, store
from kpugraph.regions import load_regions
from kpugraph.store import Reader

SETTINGS = """
[dataset]
title = { id = "Graf KPU Semarang", en = "KPU Semarang graph" }
description.id = "Badan, pejabat, kegiatan dan dokumen dari berita KPU Kabupaten Semarang dengan buktinya."
description.en = "Bodies, officials, events and documents from the news of KPU Kabupaten Semarang, with evidence."
url = "https://data.example.org/kpu/"
keywords = { id = ["pemilu", "KPU"], en = ["elections"] }
themes = ["GOVE", "JUST"]
frequency = "MONTHLY"
issued = 2022-05-01
[publisher]
name = { id = "Dinas Contoh", en = "Example Office" }
url = "https://example.org/"
type = "LocalAuthority"
[contact]
name = "Meja Data"
email = "data@example.org"
[satu_data]
produsen_data = "KPU Kabupaten Semarang"
produsen_type = "LocalAuthority"
"""

# Fictional: an official, a candidate and two private persons, one of whom bears an official's family name, and every
# kind of number that must not go out.
_TITLE = "Warga Bergas Siti Rahmawati Temui Ketua KPU"
_BODY = (
    "Ungaran, 12/04/2022, Ketua KPU Kabupaten Semarang, Maskup Asyadi, menerima Siti Rahmawati bersama Joko Asyadi. "
    "Siti menyerahkan NIK 3322014107850001 dan nomor telepon 0812-3456-7890 kepada Maskup. "
    "“Rekening BCA 1234567890 milik Rahmawati dan surel siti.r@example.org sudah dicatat,” ujar Maskup Asyadi. "
    "Calon Bupati Semarang, Ngesti Nugraha, hadir. “Saya hanya warga biasa,” kata SITI RAHMAWATI. "
    "Rapat dengar pendapat bersama Siti Rahmawati digelar berdasarkan Surat Nomor 120/PW.01/33/2022."
)


def _post(person: str, role: str, body: str, status: str = "current") -> dict[str, Any]:
    return {"person": person, "role": role, "body": body, "division": None, "status": status, "period": None}


CITIZENS_PAGE: dict[str, Any] = {
    "id": "kab-semarang-warga",
    "url": "https://kab-semarang.kpu.go.id/berita/1",
    "text": f"{_TITLE}\n\n{_BODY}",
    "articles": [
        {
            "title": _TITLE,
            "place": "Ungaran",
            "date": "2022-04-12",
            "persons": [
                {"name": "Maskup Asyadi", "aliases": ["Maskup"]},
                {"name": "Siti Rahmawati", "aliases": ["Siti", "Rahmawati"]},
                {"name": "Joko Asyadi", "aliases": []},
                {"name": "Ngesti Nugraha", "aliases": []},
            ],
            "bodies": ["KPU Kabupaten Semarang", "Pemerintah Kabupaten Semarang"],
            "posts": [
                _post("Maskup Asyadi", "Ketua", "KPU Kabupaten Semarang"),
                _post("Ngesti Nugraha", "Calon Bupati", "Pemerintah Kabupaten Semarang", "candidate"),
                _post("Joko Asyadi", "Kuasa Hukum", "KPU Kabupaten Semarang"),
            ],
            "events": [
                {
                    "kind": "diskusi", "name": "Rapat dengar pendapat bersama Siti Rahmawati", "date": "2022-04-12",
                    "end": None, "place": None, "organizer": "KPU Kabupaten Semarang", "leader": "Maskup Asyadi",
                    "participants": ["Siti Rahmawati"], "status": "held",
                }
            ],
            "documents": [
                {"kind": "Surat", "number": "120/PW.01/33/2022", "date": "2022", "issuer": None, "subject": None}
            ],
            "statements": [
                {
                    "speaker": "Maskup Asyadi",
                    "quote": "Rekening BCA 1234567890 milik Rahmawati dan surel siti.r@example.org sudah dicatat",
                },
                {"speaker": "Siti Rahmawati", "quote": "Saya hanya warga biasa"},
            ],
            "elections": [],
            "terms": [],
        }
    ],
}  # fmt: skip


@pytest.fixture(scope="session")
def settings_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publisher's settings, complete."""
    path = tmp_path_factory.mktemp("settings") / "kpugraph-export.toml"
    path.write_text(SETTINGS, "utf-8")
    return path


@pytest.fixture(scope="session")
def package(published_store: Path, settings_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published page in every format, with slices."""
    target = tmp_path_factory.mktemp("package") / "package"
    options = export.Options(tuple(export.FORMATS), ("body", "province", "year"), settings_file)
    export.write(Reader.open(published_store), target, options)
    return target


@pytest.fixture(scope="session")
def citizens_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with officials, a candidate and private persons."""
    target = tmp_path_factory.mktemp("citizens") / "kpugraph.store"
    store.write(target, quads.lines(entities.resolve(facts_of(CITIZENS_PAGE), load_regions())))
    return target


@pytest.fixture(scope="session")
def citizens_package(citizens_store: Path, settings_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its package in every format."""
    target = tmp_path_factory.mktemp("citizens-package") / "package"
    options = export.Options(tuple(export.FORMATS), ("body", "year"), settings_file)
    export.write(Reader.open(citizens_store), target, options)
    return target


def tool(name: str) -> Path:
    """The Python of an environment of readers by others."""
    python = ROOT / ".venv-tools" / name / "bin" / "python"
    if not (python.parent.parent / ".ready").is_file():
        pytest.skip(f"no environment {name}: make tools")
    return python


@pytest.fixture(scope="session")
def others(package: Path) -> dict[str, Any]:
    """What tools by others read from the package, by the name of the tool."""
    script = Path(__file__).parent / "readers" / "others_read.py"
    done = subprocess.run([tool("readers"), script, package], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="session")
def official_shapes() -> Path:
    """The official shapes of DCAT-AP beside the checkout."""
    folder = SHARED / "reference" / "dcat-ap"
    if not folder.is_dir():
        pytest.skip("the official shapes are not beside this checkout")
    return folder
