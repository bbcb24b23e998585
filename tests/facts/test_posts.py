"""Posts on sites other than that of one regency; the rest is in ``tests/examples/posts.toml``. All names are invented."""

from __future__ import annotations

from kpugraph.model import Page
from kpugraph.pipeline import extract


def _posts(url: str, text: str) -> set[tuple[str, str, str | None, str]]:
    (facts,) = extract([Page("x", url, f"Kabar Hari Ini\n\n{text}")])
    return {(post.person, post.role, post.body, post.status) for post in facts.posts}


def test_an_item_about_a_regency_on_its_provinces_site_has_the_regencys_offices() -> None:
    """Where the text names a regency's commission and never the province's, bare agencies are the regency's."""
    text = (
        "Kuala Kapuas - Komisi Pemilihan Umum Kabupaten Kapuas menggelar rakor. Hadir Kaban Kesbangpol Sundari Pamuji."
    )
    body = "Badan Kesatuan Bangsa dan Politik Kabupaten Kapuas"
    assert _posts("https://kalteng.kpu.go.id/x", text) == {("Sundari Pamuji", "Kepala", body, "current")}


def test_a_visit_of_the_provinces_commission_stays_the_provinces() -> None:
    """Where the text names the province's own commission, bare roles are the province's."""
    text = "Sampit - Ketua KPU Kalteng Rekno Wilis menemui KPU Kabupaten Kapuas. Hadir Kaban Kesbangpol Sundari Pamuji."
    assert _posts("https://kalteng.kpu.go.id/x", text) == {
        ("Rekno Wilis", "Ketua", "KPU Provinsi Kalimantan Tengah", "current"),
        ("Sundari Pamuji", "Kepala", "Badan Kesatuan Bangsa dan Politik Provinsi Kalimantan Tengah", "current"),
    }


def test_only_the_national_commission_swears_in_others() -> None:
    """The press names the national chair barely; who swears in the members of a commission is not its chair."""
    text = "Ketua Komisi Pemilihan Umum Rekno Wilis resmi melantik lima komisioner KPU Maluku, Minggu (24/3/2024)."
    assert _posts("https://kabar.example/x", text) == {("Rekno Wilis", "Ketua", "KPU RI", "current")}


def test_posts_of_a_government_are_of_the_one_that_the_press_names() -> None:
    """A secretary without a place belongs to the one government that the article names; to none where it names two."""
    one = (
        "Rapat dihadiri Bupati Pati Rekno Wilis, Sekretaris Daerah Sundari Pamuji dan Asisten I Setdakab Umar Wiraguna."
    )
    named = {(person, body) for person, _, body, _ in _posts("https://kabar.example/x", one)}
    assert named == {(p, "Pemerintah Kabupaten Pati") for p in ("Rekno Wilis", "Sundari Pamuji", "Umar Wiraguna")}
    two = (
        "Rapat dihadiri Bupati Pati Rekno Wilis dan Bupati Kudus Gatra Lesmana. Sekretaris Daerah Sundari Pamuji absen."
    )
    assert "Sundari Pamuji" not in {person for person, *_ in _posts("https://kabar.example/x", two)}


def test_the_ethics_council_judges_others_whose_offices_are_not_its_own() -> None:
    """On the council's site a bare head of a subdivision is of the commission that the case is about."""
    text = (
        "Teradu I adalah Ketua KPU Kabupaten Buru Rekno Wilis. Teradu VI ialah Kepala Sub Bagian Teknis Sundari Pamuji."
    )
    assert ("Sundari Pamuji", "Kepala Sub Bagian", "KPU Kabupaten Buru", "current") in _posts(
        "https://dkpp.go.id/x", text
    )


def test_a_place_line_before_a_dash_holds_no_post() -> None:
    """The outlet of a dateline is not the holder of the role behind the dash."""
    text = "AMBON, Lintasmaluku – Ketua KPU Maluku Rekno Wilis hadir."
    assert _posts("https://kabar.example/x", text) == {("Rekno Wilis", "Ketua", "KPU Provinsi Maluku", "current")}
