"""Activities: which are read, with which day and parties."""

from __future__ import annotations

from pathlib import Path

from kpugraph.model import ArticleFacts, Page
from kpugraph.pipeline import extract

URL = "https://kab-pati.kpu.go.id/"


def read(text: str, folder: Path | None = None) -> ArticleFacts:
    (facts,) = extract([Page("x", URL, text)], folder)
    return facts


def test_the_articles_own_activity_has_its_parties() -> None:
    """Kind, day, place, organizer, leader and participants come from the sentences around it."""
    (event,) = read(
        "Apel\n\nKPU Kabupaten Pati menggelar apel pagi di halaman kantor, Senin (8/5/2023). Apel dipimpin Ketua KPU Pati"
        " Budi Santoso dan diikuti Sekretaris Rina Wati."
    ).events
    assert (event.kind, event.date, event.place, event.status) == ("apel", "2023-05-08", "halaman kantor", "held")
    assert (event.organizer, event.leader, event.participants) == ("KPU Kabupaten Pati", "Budi Santoso", ("Rina Wati",))


def test_an_activity_with_a_later_day_is_planned() -> None:
    """What the article announces for another day is an event of its own, not yet held."""
    events = read(
        "Rapat\n\nKPU Kabupaten Pati menggelar rapat koordinasi, 8 Mei 2023. Pelantikan PPS dijadwalkan 12 Mei 2023."
    ).events
    assert [(e.kind, e.date, e.status) for e in events] == [
        ("rapat-koordinasi", "2023-05-08", "held"),
        ("pelantikan", "2023-05-12", "planned"),
    ]


def test_a_users_word_for_an_activity_works_in_a_headline(tmp_path: Path) -> None:
    """Where the body names no activity the headline's word counts, and a row of the user's own events.csv is one."""
    (tmp_path / "events.csv").write_text("form,kind,class\ngulai massal,lainnya,noun\n", "utf-8")
    text = "KPU Pati Gelar Gulai Massal\n\nWarga memadati halaman kantor, Senin (8/5/2023), sejak pagi."
    (told,) = read(text).events  # without the row only what the first sentence tells, and less surely
    assert (told.kind, told.name, told.evidence[0].confidence) == ("lainnya", "memadati halaman kantor", 0.5)
    (event,) = read(text, tmp_path).events
    assert (event.kind, event.name, event.date) == ("lainnya", "Gulai Massal", "2023-05-08")


def test_the_articles_own_activity_keeps_the_day_of_its_own_clause() -> None:
    """A day on which something else happened does not date what is told as held on another."""
    events = read(
        "Serah Terima Ketua\n\nPati – Budi Santoso, Ketua KPU Kabupaten Pati, purnatugas per 24 Oktober 2023. Para anggota"
        " baru menempati kantor. Serah terima digelar Rabu (1/11/2023)."
    ).events
    assert [(e.kind, e.date) for e in events] == [("serah-terima", "2023-11-01")]


def test_what_followed_that_evening_has_that_day() -> None:
    """ "Malam harinya" gives the day that its sentence tells before; without such words nothing is dated."""
    told = (
        "Serah Terima\n\nPati – KPU Kabupaten Pati menggelar serah terima jabatan, Selasa (31/10/2023). Budi Santoso dilantik di"
        " Jakarta, Senin (30/10/2023), dan malam harinya terpilih sebagai Ketua dalam rapat pleno."
    )
    assert ("rapat-pleno", "2023-10-30", "held") in [(e.kind, e.date, e.status) for e in read(told).events]
    assert "rapat-pleno" not in [e.kind for e in read(told.replace("malam harinya ", "")).events]


def test_whoever_signed_or_was_replaced_was_not_there() -> None:
    """A person named for something else than being there is no participant."""
    text = (
        "KPU Kabupaten Pati menggelar pelantikan, Rabu (4/10/2023), dihadiri Sundari Pamuji. "
        "Keputusan ditandatangani Ketua KPU RI Rekno Wilis. Gatra Wibisana menggantikan Umar Wiraguna."
    )
    (event,) = read(f"Judul Berita\n\n{text}").events
    assert event.participants == ("Sundari Pamuji", "Gatra Wibisana")


def test_a_headline_names_no_activity_that_something_is_only_for() -> None:
    """Where the headline tells what something is for, the activity on the article's day counts instead."""
    (event,) = read(
        "KPU Pati Mengusulkan Calon Terpilih untuk Dilantik\n\nKPU Kabupaten Pati mengusulkan calon terpilih ke DPRD. Pada hari"
        " Kamis (9/1/2025) dalam Rapat Pleno Penetapan Pasangan Calon Terpilih, calon itu disahkan."
    ).events
    assert (event.kind, event.date) == ("rapat-pleno", "2025-01-09")
