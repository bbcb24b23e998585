"""What stands on a news site's page beside its article."""

from __future__ import annotations

from kpugraph.model import ArticleFacts, Page
from kpugraph.pipeline import extract

PRESS = "https://wartakita.example/"
LEAD = "KPU Pati Gelar Rapat\n\nPATI – Rapat KPU Kabupaten Pati dibuka Ketua KPU Kabupaten Pati Rekno Wilis."


def read(text: str, url: str = PRESS) -> ArticleFacts:
    (facts,) = extract([Page("x", url, text)])
    return facts


def people(text: str, url: str = PRESS) -> list[str]:
    return [person.name for person in read(text, url).persons]


def test_teasers_behind_the_writers_sign_are_not_the_articles() -> None:
    """What follows a line that ends with the writer's sign names nobody of the article, its editor apart."""
    text = f'{LEAD} "Siap," ujarnya. (OL-3)\nMenteri Guntur Wirya keluar dari Gedung DPR RI.\nEditor: Sundari Pamuji'
    assert people(text) == ["Rekno Wilis", "Sundari Pamuji"]
    assert [body.name for body in read(text).bodies] == ["KPU Kabupaten Pati"]


def test_an_offices_own_page_goes_on_behind_a_sign() -> None:
    """On an office's site a sign in brackets ends nothing: another text may follow it."""
    text = f"{LEAD} Rapat selesai. (rom)\n\nHadir pula Sekretaris KPU Kabupaten Pati Umar Wiraguna dan stafnya."
    assert "Umar Wiraguna" in people(text, "https://kab-pati.kpu.go.id/blog/read/1")


def test_headlines_behind_bullets_and_in_brackets_lead_to_other_news() -> None:
    """A headline behind a bullet, or "(Baca juga: …)", is not read; a list of those present is."""
    text = (
        f"{LEAD}\n• Pengusaha Jamu Gatra Wirasena Merasa Diperas Oknum Polisi Hingga Miliaran Rupiah"
        "\n(Baca juga: Menurut Guntur Wirya, Calon Tunggal Tanda Gagal)\nHadir antara lain:\n• Camat Tayu Umar Wiraguna"
    )
    assert people(text) == ["Rekno Wilis", "Umar Wiraguna"]


def test_a_headline_repeated_below_is_read_once() -> None:
    """A headline that the page prints again above its text gives no names of its own."""
    text = "Kabar KPU\n\nGatra Dipecat, Bawaslu Bicara\n\nGatra Dipecat, Bawaslu Bicara\n\nKetua Bawaslu Pati Rekno Wilis hadir."
    assert people(text) == ["Rekno Wilis"]


def test_lines_broken_inside_sentences_do_not_tear_names() -> None:
    """Where small first letters show that lines are broken inside sentences, a name goes on behind the break."""
    text = (
        "Sidang Kedua\n\nAmbon – DKPP menyidang dugaan pelanggaran kode\netik anggota KPU Kabupaten Seram\n"
        "Bagian Barat pada Kamis, dengan agenda\nmendengar keterangan saksi. Majelis terdiri atas ketua\n"
        "majelis Nur Hidayat, dan anggota majelis Tony Pariama, La\nAlwan, dan Barnabas\nDumas Manera."
    )
    assert people(text) == ["Nur Hidayat", "Tony Pariama", "La Alwan", "Barnabas Dumas Manera"]
    assert "KPU Kabupaten Seram Bagian Barat" in {body.name for body in read(text).bodies}


def test_lines_of_a_list_stay_apart() -> None:
    """A list of names, one a line, is no wrapped text."""
    text = f"{LEAD}\nHadir:\nKetua PPK Tayu Gatra Wiraguna\nKetua PPK Juwana Umar Sasongko\nCamat Tayu Suwita"
    assert people(text) == ["Rekno Wilis", "Gatra Wiraguna", "Umar Sasongko", "Suwita"]


def test_a_line_that_names_the_editor_is_no_headline() -> None:
    """An article that begins with its byline has no headline, and its writers are persons."""
    text = "Reporter: Dewi Syafina | Editor: Umar Wiraguna\nPATI. KPU Kabupaten Pati menggelar rapat. Rapat dibuka Rekno Wilis."
    facts = read(text)
    assert facts.article.headline == ""
    assert [person.name for person in facts.persons] == ["Dewi Syafina", "Umar Wiraguna", "Rekno Wilis"]


def test_an_unplaced_panwas_is_no_national_body() -> None:
    """There is no national Panwaslu: without a place the word names a kind."""
    names = {body.name for body in read("Calon Tunggal\n\nJakarta – KPU RI menunggu putusan Panwas.").bodies}
    assert names == {"KPU RI"}


def test_national_bodies_in_a_list() -> None:
    """Beside a committee of the DPR and a KPU named as national, a bare Bawaslu is the national one."""
    text = "Usulan Jadwal\n\nJakarta – Komisi Pemilihan Umum (KPU) RI rapat bersama Komisi II DPR, Bawaslu dan DKPP."
    assert [body.name for body in read(text).bodies] == ["KPU RI", "DPR RI", "Bawaslu RI", "DKPP"]


def test_a_section_with_the_commissions_name_is_no_headline() -> None:
    """ "Berita KPU Kab Pati" heads a section of the site."""
    page = Page("x", "https://kab-pati.kpu.go.id/blog/category/1", f"Berita KPU Kab Pati\n\n{LEAD}")
    assert [facts.article.headline for facts in extract([page])] == ["KPU Pati Gelar Rapat"]


def test_keywords_below_a_text_are_not_its_own() -> None:
    """A line of keywords names nobody of the article, and is no headline."""
    text = (
        f"{LEAD}\n\nPolres Blora, Kapolres Blora, Pemkab Blora, Polda Jateng, Kapolda Jateng, Kombes Pol Bayu Satyanto"
    )
    assert people(text) == ["Rekno Wilis"]
    assert [body.name for body in read(text).bodies] == ["KPU Kabupaten Pati"]


def test_the_name_of_a_site_and_a_rubric_are_no_headlines() -> None:
    """Above a news site's headline may stand its name, a rubric, a region; "Penulis" below it begins no other article."""
    text = f"Warta Kita.com\nPapua Tengah\n\n{LEAD}\n\nPenulis\n\nNABIRE – Hadir Ketua Bawaslu Pati Suwita."
    assert read(text).article.headline == "KPU Pati Gelar Rapat"


def test_a_committee_of_villages_alone_makes_no_office() -> None:
    """An article that names only a district's Panwaslu is about no office, which then organizes nothing."""
    text = "Pelantikan Pengawas\n\nKetua Panwaslu Kecamatan Sakra Barat Zikri Haq melantik pengawas di Kabupaten Lombok Timur."
    assert [body.name for body in read(text).bodies] == ["Panwaslu Kecamatan Sakra Barat"]


def test_the_deputys_territory_is_the_governors_too() -> None:
    """ "Gubernur dan Wakil Gubernur Papua Barat" are of one province, whichever the office's own is."""
    text = "Rekap Ditunda\n\nManokwari – KPU Kabupaten Maybrat bagi Gubernur dan Wakil Gubernur Papua Barat, Sabtu (25/2/2017)."
    assert "Pemerintah Provinsi Papua Barat Daya" not in {body.name for body in read(text).bodies}


def test_a_first_line_with_a_dateline_and_a_stop_is_text() -> None:
    """A page that begins with its dateline has no headline; a signature on a line of its own is a person."""
    facts = read(
        "Manado, BeritaKita.com – Pilkada Kabupaten Sangihe menghadirkan kejutan.\nHasil diumumkan.\n(Jonli Kaletang)"
    )
    assert facts.article.headline == ""
    assert [person.name for person in facts.persons] == ["Jonli Kaletang"]
