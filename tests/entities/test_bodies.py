"""Bodies and their hierarchy."""

from __future__ import annotations

from builders import article, body

from kpugraph.entities import hierarchy, resolve
from kpugraph.entities.model import Entities
from kpugraph.model import ArticleFacts
from kpugraph.regions import load_regions


def resolved(*articles: ArticleFacts) -> Entities:
    return resolve(articles, load_regions())


def parents(found: Entities) -> dict[str, str]:
    return {c.subject: c.value for c in found.claims if c.property == "parent"}


def test_a_commission_stands_under_its_province_and_the_national_one() -> None:
    """The bodies above a named one exist though no text names them, and each step is a claim that quotes the named one."""
    found = resolved(article("a", body("KPU Kabupaten Semarang")))
    assert [b.name for b in found.bodies] == ["KPU Kabupaten Semarang", "KPU Provinsi Jawa Tengah", "KPU RI"]
    assert parents(found) == {
        "body/kpu-kabupaten-semarang": "body/kpu-provinsi-jawa-tengah",
        "body/kpu-provinsi-jawa-tengah": "body/kpu-ri",
    }
    claims = [c for c in found.claims if c.property == "parent"]
    assert all(c.evidence.exact == "Satu" and c.evidence.rule == "bodies.hierarchy" for c in claims)
    assert claims[0].evidence.steps == (
        "KPU Kabupaten Semarang -> KPU Provinsi Jawa Tengah: UU 7/2017",
        "region 33.22",
    )


def test_aceh_and_the_supervisors_have_their_own_line() -> None:
    """KIP stands under KIP Aceh and KPU RI, Bawaslu and Panwaslu under Bawaslu of the province."""
    found = parents(
        resolved(
            article("a", body("KIP Kabupaten Pidie"), body("Bawaslu Kota Salatiga"), body("Panwaslu Kabupaten Pati"))
        )
    )
    assert found["body/kip-kabupaten-pidie"] == "body/kip-aceh"
    assert found["body/kip-aceh"] == "body/kpu-ri"
    assert found["body/bawaslu-kota-salatiga"] == found["body/panwaslu-kabupaten-pati"]
    assert found["body/bawaslu-provinsi-jawa-tengah"] == "body/bawaslu-ri"


def test_a_parents_claim_quotes_its_own_mention_where_it_has_one() -> None:
    """Where a text names the province's commission, the step from there to the national one quotes that text."""
    found = resolved(article("a", body("KPU Kabupaten Semarang")), article("b", body("KPU Provinsi Jawa Tengah")))
    sources = {c.subject: c.article for c in found.claims if c.property == "parent"}
    assert sources == {"body/kpu-kabupaten-semarang": "article/a-1", "body/kpu-provinsi-jawa-tengah": "article/b-1"}


def test_a_regency_and_a_city_of_one_name_have_two_commissions() -> None:
    """KPU Kabupaten Magelang is not KPU Kota Magelang."""
    found = resolved(article("a", body("KPU Kabupaten Magelang"), body("KPU Kota Magelang")))
    assert {"body/kpu-kabupaten-magelang", "body/kpu-kota-magelang"} <= {b.path for b in found.bodies}


def test_villages_of_one_name_stay_apart() -> None:
    """A body of a district or village is one within its regency only."""
    same = body("PPS Desa Sukamaju", level="village", kind="adhoc")
    found = resolved(article("a", same, office="33.22"), article("b", same, office="32.04"))
    assert [b.path for b in found.bodies if b.name.startswith("PPS")] == [
        "body/pps-desa-sukamaju-32.04",
        "body/pps-desa-sukamaju-33.22",
    ]


def test_a_body_without_rank_has_no_parent() -> None:
    """Only the hierarchy's heads get parents by law."""
    assert parents(resolved(article("a", body("Polres Semarang"), body("Universitas Diponegoro")))) == {}


def test_every_rank_of_every_region_leads_to_a_national_body() -> None:
    """From each of the 552 regions, each head's line ends at a national body."""
    regions = load_regions()
    for head, level in hierarchy.ranks():
        for region in regions.by_code.values():
            if (region.type == "provinsi") != (level == "province") or level == "national":
                continue
            rank = hierarchy.ranks()[head, level]
            steps = list(hierarchy.line(hierarchy.Ranked(rank, region), regions))
            assert steps[-1][1].rank.level == "national"
