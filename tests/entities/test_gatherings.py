"""Which activities told by several articles are one."""

from __future__ import annotations

from builders import article, body, event

from kpugraph.entities import resolve
from kpugraph.entities.model import Entities
from kpugraph.model import ArticleFacts
from kpugraph.regions import load_regions

OF, DAY = "KPU Kabupaten Semarang", "2022-06-20"


def told(
    page: str,
    name: str,
    kind: str = "rapat-koordinasi",
    of: str | None = OF,
    status: str = "held",
    office: str = "33.22",
) -> ArticleFacts:
    return article(
        page, body(OF), body("KPU Kabupaten Kudus"), event(kind, name, DAY, of, status), office=office, date=DAY
    )


def resolved(*articles: ArticleFacts) -> Entities:
    return resolve(articles, load_regions())


def states(found: Entities) -> set[str]:
    return {c.value for c in found.claims if c.property == "realisation"}


def test_an_announcement_under_another_name_is_the_report() -> None:
    """What is announced and what is reported on that day by one organizer is one event that was held."""
    found = resolved(
        told("a", "Rakor bakal mengundang PPK", status="planned"), told("b", "Rapat Koordinasi Pengelolaan DPT")
    )
    assert [e.sources for e in found.events] == [("article/a-1", "article/b-1")]
    assert states(found) == {"held"}


def test_what_was_put_off_is_one_event_that_was_not_held() -> None:
    """An announcement and the news that it is put off are one event, postponed."""
    found = resolved(
        told("a", "sosialisasi KPU Goes to Campus", "sosialisasi", status="planned"),
        told("b", "Sosialisasi KPU Goes to Campus", "sosialisasi", status="postponed"),
    )
    assert len(found.events) == 1
    assert states(found) == {"postponed"}


def test_two_organizers_are_two_events() -> None:
    """Two offices that hold a meeting of one name on one day hold two."""
    name = "Rapat Koordinasi Data Pemilih Berkelanjutan"
    assert len(resolved(told("a", name), told("b", name, of="KPU Kabupaten Kudus", office="33.19")).events) == 2


def test_two_places_told_by_number_are_two_events() -> None:
    """ "SMA 1" and "SMA 2" tell two visits of one office on one day apart."""
    found = resolved(told("a", "Sosialisasi di SMA 1", "sosialisasi"), told("b", "Sosialisasi di SMA 2", "sosialisasi"))
    assert len(found.events) == 2


def test_two_of_one_article_stay_two() -> None:
    """An article that tells of two activities means two."""
    both = article(
        "a", body(OF), event("rapat", "Rapat A", DAY, OF), event("rapat", "Rapat A lanjutan", DAY, OF), date=DAY
    )
    assert len(resolved(both).events) == 2


def test_rakor_is_rapat_koordinasi() -> None:
    """Short and full words for a kind do not make another event."""
    found = resolved(
        told("a", "Rapat Koordinasi Pemutakhiran Data Pemilih"), told("b", "Rakor Pemutakhiran Data Pemilih", "rapat")
    )
    assert len(found.events) == 1
