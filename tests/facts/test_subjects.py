"""Where a document's subject ends."""

from __future__ import annotations

import pytest

from kpugraph.facts.subjects import subject_end


@pytest.mark.parametrize(
    ("subject", "behind"),
    [
        ("Tahapan dan Jadwal Penyelenggaraan Pemilihan Umum Tahun 2024", ", Jumat (17/6/22)."),
        ("Pengangkatan PAW Anggota PPS", " dibacakan Plh. Sekretaris KPU"),
        ("Pencalonan Anggota DPR, DPD, dan DPRD", " kepada partai"),
        ("Pencalonan Gubernur dan Wakil Gubernur, Bupati dan Wakil Bupati, serta Wali Kota dan Wakil Wali Kota", ", Kamis (4/7)"),
        ("Pendaftaran, Verifikasi, dan Penetapan Partai Politik Peserta Pemilu", ". KPU"),
        ("Tahapan, Program dan Jadwal Penyelenggaraan Pemilu Tahun 2019", " di aula"),
        ("Perubahan Kedua atas Undang-Undang Nomor 1 Tahun 2015", " yang berlaku"),
        ("Pemilihan Umum", ", Ketua KPU Garut mengatakan"),
        ("Kampanye Pemilu", " di Aula KPU Garut"),
        ("Kampanye Pemilu", " pada Senin (2/10/2023)"),
        ("Kampanye Pemilu", " (3/10/2023)"),
        ("Kampanye Pemilihan Umum", " bersama Bawaslu Garut"),
        ("penataan arsip inaktif", "."),
        ("undangan rapat pemutakhiran data pemilih berkelanjutan", ", KPU Garut hadir"),
        ("Undangan Rapat Pleno", "” kepada seluruh KPU"),
        ("Undangan Rapat Pleno", " tanggal 5 Mei 2022."),
        ("", "yang dibacakan"),
    ],
)  # fmt: skip
def test_a_subject_ends_where_its_title_does(subject: str, behind: str) -> None:
    """Commas of a list stay in a subject; a clause, a venue, a weekday, a verb or a bracketed date ends it."""
    text = subject + behind
    assert text[: subject_end(text, 0, len(text))] == subject
