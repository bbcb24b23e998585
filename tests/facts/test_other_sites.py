"""Bodies and posts that depend on whose site publishes."""

from __future__ import annotations

from kpugraph.entities import resolve
from kpugraph.model import ArticleFacts, Page
from kpugraph.pipeline import extract
from kpugraph.regions import load_regions


def _read(host: str, text: str) -> ArticleFacts:
    (facts,) = extract([Page("x", f"https://{host}/blog/read/1", f"Kabar Hari Ini\n\n{text}")])
    return facts


def _posts(host: str, text: str) -> list[tuple[str, str, str | None]]:
    return [(p.person, p.role, p.body) for p in _read(host, text).posts]


def test_a_bare_role_in_news_of_dkpp_is_not_one_of_dkpp() -> None:
    """DKPP tells of the chairs of other bodies: a role without a body gives no post there."""
    text = "Teradu I, Rekno Wilis selaku Ketua, hadir. Putusan dibacakan Ketua Majelis Sundari Pamuji."
    assert _posts("dkpp.go.id", text) == [("Sundari Pamuji", "Ketua Majelis", "DKPP")]


def test_kpu_in_news_of_aceh_is_the_national_one() -> None:
    """Aceh's own commissions are called KIP: a bare KPU on their sites is KPU RI."""
    text = "Surat pengangkatan anggota KIP Aceh ditandatangani Ketua KPU Rekno Wilis."
    assert _posts("kip.acehprov.go.id", text) == [("Rekno Wilis", "Ketua", "KPU RI")]
    assert _posts("kab-pidie.kpu.go.id", "Ketua KPU Rekno Wilis hadir.") == [("Rekno Wilis", "Ketua", "KPU RI")]


def test_a_member_of_the_national_commission_is_none_of_the_local_one() -> None:
    """A bare "KPU" beside a known member of KPU RI is that one, but not in news of the province that they came from."""
    text = "Anggota KPU Betty Epsilon Idroos memberi arahan bersama Anggota KPU Rekno Wilis."
    assert _posts("kab-pati.kpu.go.id", text) == [
        ("Betty Epsilon Idroos", "Anggota", "KPU RI"), ("Rekno Wilis", "Anggota", "KPU Kabupaten Pati"),
    ]  # fmt: skip
    assert "KPU RI" in [body.name for body in _read("kab-pati.kpu.go.id", text).bodies]
    assert _posts("dki.kpu.go.id", "Anggota KPU Betty Epsilon Idroos hadir.")[0][2] != "KPU RI"


def test_a_head_whom_nobody_names_gives_the_body_that_the_words_spell_out() -> None:
    """ "Ketua Pengadilan Negeri Pati" spells the court out; "Kapolres Pati" only implies the police of the regency."""
    text = "Hadir Ketua Pengadilan Negeri Pati, Kapolres Pati dan Camat Juwana."
    names = [body.name for body in _read("kab-pati.kpu.go.id", text).bodies]
    assert "Pengadilan Negeri Pati" in names
    assert not {"Polres Pati", "Pemerintah Kecamatan Juwana"} & set(names)


def test_the_unit_in_a_number_says_that_a_paper_is_the_national_commissions() -> None:
    """ "…/SDM.12-PU/04/2024" is of a unit of KPU RI, whichever commission the article names before."""
    text = "Nama anggota KPU Kota Tegal tertuang dalam Pengumuman Nomor: 13/SDM.12-PU/04/2024 tentang calon terpilih."
    assert [d.issuer for d in _read("kab-pati.kpu.go.id", text).documents] == ["KPU RI"]
    local = "Hal itu tertuang dalam Pengumuman KPU Nomor: 13/SDM.12-PU/3318/2024 tentang calon terpilih."
    assert [d.issuer for d in _read("kab-pati.kpu.go.id", local).documents] != ["KPU RI"]


def test_the_press_is_not_published_by_the_commission_that_it_is_about() -> None:
    """What a newspaper leaves open goes to the commission of its article, which the steps call so; its publisher is unknown."""
    text = "Pati (10/6/2024) - KPU Kabupaten Pati menggelar rapat.\n\nKomisioner Rekno Wilis hadir."
    facts = _read("kabarwarga.example", text)
    steps = " ".join(step for post in facts.posts for evidence in post.evidence for step in evidence.steps)
    assert [(p.person, p.body) for p in facts.posts] == [("Rekno Wilis", "KPU Kabupaten Pati")]
    assert "the commission that the article is about" in steps
    assert "publish" not in steps
    (article,) = resolve([facts], load_regions()).articles
    assert article.publisher is None
    office = _read("kab-pati.kpu.go.id", text)
    assert resolve([office], load_regions()).articles[0].publisher == "body/kpu-kabupaten-pati"
