"""A synthetic archive for benchmarks: pages of every commission of the country, made up from a few patterns.

Each office has its own people, who appear again and again; national officers appear everywhere; one page in thirty is
a repost of national news. All of it is fictional and the same in every run.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kpugraph.model import Region
from kpugraph.regions import load_regions

NAMES = Path(__file__).parents[2] / "data" / "lexicon" / "given_names.csv"
NATIONAL = 0.05  # how many pages of other offices name the national chair
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember")  # fmt: skip
EVENTS = ("Rapat Koordinasi Pemutakhiran Data Pemilih", "Sosialisasi Pendidikan Pemilih", "Bimbingan Teknis Sidalih",
          "Apel Pagi", "Rapat Pleno Daftar Pemilih", "Evaluasi Kinerja", "Simulasi Pemungutan Suara")  # fmt: skip
VENUES = ("Aula Kantor", "Hotel Merdeka", "Pendopo", "Gedung Serba Guna")
WORDS = ("data pemilih warga tahapan laporan koordinasi kerja bersama daerah petugas kecamatan logistik anggaran jadwal "
         "kampanye calon suara rekapitulasi aturan pengawasan masyarakat media informasi layanan integritas sekolah "
         "mahasiswa perempuan disabilitas relawan kantor gudang hujan jalan desa pulau perahu listrik jaringan aplikasi "
         "daftar perbaikan dukungan pleno berkas verifikasi partai dokumen penetapan pelantikan sumpah")  # fmt: skip


@dataclass(frozen=True)
class Office:
    name: str
    place: str
    host: str
    people: tuple[str, ...]  # chair, members, secretary


def pages(count: int, days: int = 2300) -> Iterator[dict[str, str]]:
    """That many records."""
    given = [row["form"] for row in csv.DictReader(NAMES.open(encoding="utf-8")) if len(row["form"]) > 3]
    offices = [_office(region, given) for region in load_regions().by_code.values() if region.host]
    national = _office(None, given)
    for number in range(count):
        rng = random.Random(number)
        day = date(2019, 1, 1) + timedelta(days=rng.randrange(days))
        if number % 30 == 29:  # the same national text on two sites
            told = random.Random(number // 60)
            text = _text(national, date(2019, 1, 1) + timedelta(days=told.randrange(days)), told, national)
        else:
            text = None
        office = rng.choice(offices)
        yield {
            "id": f"page-{number:06}",
            "url": f"https://{office.host}/index.php/blog/read/{number}",
            "text": text or _text(office, day, rng, national),
            "date": (day + timedelta(days=1)).isoformat(),
        }


def _office(region: Region | None, given: list[str]) -> Office:
    rng = random.Random(region.code if region else "00")
    people = tuple(" ".join(rng.sample(given, 2 + (rng.random() < 0.4))) for _ in range(6))
    if region is None:
        return Office("KPU RI", "Jakarta", "www.kpu.go.id", people)
    return Office(f"KPU {region.full_name}", region.name, region.host, people)


def _text(office: Office, day: date, rng: random.Random, national: Office) -> str:
    event, venue, said = rng.choice(EVENTS), rng.choice(VENUES), [_said(rng) for _ in range(3)]
    chair, *members, secretary = office.people
    member, other = rng.sample(members, 2)
    when = f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"
    term = "2018-2023" if day.year < 2024 else "2023-2028"
    parts = [
        f"{office.name} Gelar {event}\n\n{office.place} – {office.name} menggelar {event} di {venue}, {when}.",
        f"Kegiatan dipimpin Ketua {office.name} {chair} dan dihadiri anggota {office.name} {member} serta {other}.",
        f"“{said[0]},” kata {chair}.",
        f"Sekretaris {office.name} {secretary} melaporkan kesiapan {rng.randrange(20, 900)} peserta.",
        f"Kegiatan menindaklanjuti Surat KPU RI Nomor {rng.randrange(1, 900)}/PL.01-SD/{rng.randrange(1, 40)}/{day.year}.",
        f"Anggota {office.name} periode {term} {member} menambahkan bahwa kegiatan berikutnya menyusul.",
        f"“{said[1]},” ujar {member}.",
        f"{said[2]}.",
    ]  # fmt: skip
    if rng.random() < NATIONAL and office is not national:
        parts.insert(4, f"Ketua KPU RI {national.people[0]} meminta jajaran menyiapkan laporan.")
    return " ".join(parts[: rng.randrange(5, 9)])


def _said(rng: random.Random) -> str:
    return " ".join(rng.sample(WORDS.split(), rng.randrange(8, 16))).capitalize()
