"""The pages about a package: ``index.html`` with schema.org's Dataset, and the metadata that Satu Data Indonesia asks for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kpugraph import ids
from kpugraph.export import vocabularies
from kpugraph.export.catalog import RIGHTS, About, issued, modified
from kpugraph.export.pages import render

_GROUPS = (  # part of the page: beginnings of file names
    ("rdf", ("kpugraph.", "evidence.", "ontology.", "concepts.", "shapes.", "context.")),
    ("tables", ("tables/", "datapackage", "kamus_data", "satu_data")),
    ("networks", ("networks/", "neo4j/")),
    ("communities", ("popolo", "followthemoney", "wikidata/")),
    ("slices", ("slices/",)),
)


def index(about: About, folder: Path, *, rows: dict[str, int]) -> Path:
    """The landing page. ``rows`` has the number of rows of each table."""
    groups = [
        (name, [e for e in about.entries if e.name.startswith(beginnings)]) for name, beginnings in _GROUPS
    ]  # fmt: skip
    text = render(
        "index.html.jinja",
        settings=about.settings,
        profile=about.profile,
        version=about.version,
        issued=issued(about),
        modified=modified(about),
        frequency=vocabularies.codes("frequency")[about.settings.frequency],
        groups=[(name, found) for name, found in groups if found],
        triples=about.content.core_counts.triples + about.content.evidence_counts.triples,
        claims=rows.get("claims", 0),
        rows=rows,
        named=about.named,
        dataset=json.dumps(schema_org(about), ensure_ascii=False, indent=1),
    )
    path = folder / "index.html"
    path.write_text(text, "utf-8")
    return path


def schema_org(about: About) -> dict[str, Any]:
    """schema.org's Dataset, as dataset search engines read it from a page."""
    s, p = about.settings, about.profile
    organisation = {
        "@type": "Organization",
        "name": s.publisher["id"],
        **({"url": s.publisher_url} if s.publisher_url else {}),
    }
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{p.base}dataset",
        "name": s.title["id"],
        "alternateName": s.title["en"],
        "description": f"{s.description['id']}\n\n{s.description['en']}",
        "url": f"{s.url}index.html",
        "identifier": s.identifier or f"{p.base}dataset",
        "version": about.version,
        "license": s.licence,
        "isAccessibleForFree": True,
        "inLanguage": ["id", "en"],
        "keywords": [*s.keywords["id"], *s.keywords["en"]],
        "creator": organisation if s.producer == s.publisher["id"] else {"@type": "Organization", "name": s.producer},
        "publisher": organisation,
        "datePublished": issued(about),
        "dateModified": modified(about),
        **({"temporalCoverage": p.period} if p.period else {}),
        "spatialCoverage": [
            {"@type": "Place", "name": "Indonesia", "sameAs": "https://sws.geonames.org/1643084/"},
            *(
                {
                    "@type": "Place",
                    "name": place.name,
                    "identifier": place.code,
                    **({"sameAs": f"https://sws.geonames.org/{place.geonames}/"} if place.geonames else {}),
                }
                for place in p.places
            ),
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": entry.title["id"],
                "encodingFormat": "application/gzip" if entry.packed else entry.media,
                "contentUrl": f"{s.url}{entry.name}",
                "contentSize": f"{entry.size} B",
                "sha256": entry.sha256,
            }
            for entry in about.entries
        ],
    }


def satu_data(about: About, folder: Path) -> Path:
    """``satu_data.json``: the metadata of Perpres 39/2019 in Indonesian, with codes as texts."""
    s, p = about.settings, about.profile
    metadata = {
        "judul": s.title["id"],
        "deskripsi": s.description["id"],
        "pengenal": s.identifier or f"{p.base}dataset",
        "versi": about.version,
        "produsen_data": s.producer,
        "walidata": s.steward,
        **({"pembina_data": s.supervisor} if s.supervisor else {}),
        "kontak": {"nama": s.contact, "surel": s.email, "laman": s.contact_url},
        "lisensi": s.licence,
        "bahasa": ["id", "en"],
        "kata_kunci": list(s.keywords["id"]),
        "tema": [vocabularies.codes("theme")[theme]["id"] for theme in s.themes],
        "hak": None if about.named else RIGHTS["id"],
        "frekuensi_pemutakhiran": vocabularies.codes("frequency")[s.frequency]["id"],
        "tanggal_terbit": issued(about),
        "tanggal_pemutakhiran": modified(about),
        "cakupan_waktu": {"mulai": p.start, "selesai": p.end},
        "cakupan_wilayah": [
            {"kode_kemendagri": place.code, "kode_bps": place.bps, "nama": place.name, "jenis": place.kind}
            for place in p.places
        ],
        "standar_data": {
            "kamus_data": "kamus_data.csv",
            "ontologi": ids.ONTOLOGY.rstrip("#"),
            "metadata": "catalog.ttl (DCAT-AP 3)",
        },
        "kode_referensi": {
            "wilayah": "Kode Kemendagri (Kepmendagri 300.2.2-2430/2025) dan kode BPS 2020, sebagai teks",
            "tanggal": "ISO 8601, seteliti sumbernya",
        },
        "sumber_data": f"{p.articles} artikel berita laman penyelenggara pemilu",
        "berkas": [
            {"nama": e.name, "judul": e.title["id"], "format": e.media, "ukuran_bita": e.size, "sha256": e.sha256}
            for e in about.entries
        ],
    }
    given = {key: value for key, value in metadata.items() if value is not None}
    path = folder / "satu_data.json"
    path.write_text(json.dumps(given, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return path
