"""Events and documents across articles."""

from __future__ import annotations

from builders import article, body, document, event

from kpugraph.entities import resolve
from kpugraph.entities.model import Entities
from kpugraph.model import ArticleFacts
from kpugraph.regions import load_regions

OF = "KPU Kabupaten Semarang"


def resolved(*articles: ArticleFacts) -> Entities:
    return resolve(articles, load_regions())


def values(found: Entities, prop: str) -> set[str]:
    return {c.value for c in found.claims if c.property == prop}


def test_announced_and_held_are_one_event_that_was_held() -> None:
    """An announcement and the report after it are one event with two sources, and it was held."""
    found = resolved(
        article("a", body(OF), event("apel", "Apel Pagi", "2022-05-01", OF, status="planned")),
        article("b", body(OF), event("apel", "apel pagi", "2022-05-01", OF)),
    )
    assert [e.sources for e in found.events] == [("article/a-1", "article/b-1")]
    assert values(found, "realisation") == {"held"}


def test_an_event_that_nobody_reports_stays_announced() -> None:
    """Without a report, an event is announced."""
    found = resolved(article("a", body(OF), event("apel", "Apel", "2022-05-01", OF, status="planned")))
    assert values(found, "realisation") == {"announced"}


def test_events_without_day_or_organizer_are_not_joined() -> None:
    """An event that lacks a day or an organizer belongs to its article alone."""
    for date, organizer in ((None, OF), ("2022-05", OF), ("2022-05-01", None)):
        found = resolved(*(article(page, body(OF), event("apel", "Apel", date, organizer)) for page in "ab"))
        assert len(found.events) == 2, (date, organizer)


def test_two_events_of_one_kind_and_day_stay_two() -> None:
    """Kind, day and organizer alone do not join events of different names."""
    found = resolved(
        article("a", body(OF), event("sosialisasi", "Sosialisasi di SMA 1", "2022-05-01", OF)),
        article("b", body(OF), event("sosialisasi", "Sosialisasi di SMA 2", "2022-05-01", OF)),
    )
    assert len(found.events) == 2


def test_a_document_is_one_however_its_number_is_spaced() -> None:
    """Spaces in a number do not make another document."""
    number = "487/PL.02-SD/14/2022"
    found = resolved(
        article("a", body("KPU RI"), document("Surat", number, "KPU RI")),
        article("b", body("KPU RI"), document("Surat", "487/ PL.02-SD /14/2022", "KPU RI")),
    )
    assert [d.sources for d in found.documents] == [("article/a-1", "article/b-1")]
    assert values(found, "number") == {number}


def test_decrees_of_two_bodies_with_one_number_are_two() -> None:
    """The issuing body tells documents of one number apart."""
    bodies = ("KPU Kabupaten Semarang", "KPU Kabupaten Magelang")
    found = resolved(*(article(b, body(b), document("Keputusan", "59 Tahun 2023", b)) for b in bodies))
    assert len(found.documents) == 2
