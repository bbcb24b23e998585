"""Tenures as far as evidence goes."""

from __future__ import annotations

from builders import article, body, event, person, post

from kpugraph.entities import resolve
from kpugraph.entities.model import Tenure
from kpugraph.model import ArticleFacts
from kpugraph.regions import load_regions

NAME, OF = "Maskup Asyadi", "KPU Kabupaten Semarang"


def told(
    page: str, date: str | None, role: str = "Ketua", published: str | None = None, **more: str | None
) -> ArticleFacts:
    return article(page, person(NAME), body(OF), post(NAME, role, OF, **more), date=date, published=published)


def tenures(*articles: ArticleFacts) -> list[Tenure]:
    return list(resolve(articles, load_regions()).tenures)


def test_a_tenure_reaches_from_its_first_to_its_last_evidence() -> None:
    """Reports of one post on several days are one tenure, evidenced from the first day to the last."""
    (tenure,) = tenures(told("a", "2022-02-11"), told("b", "2021-05-01"), told("c", "2023-01-31"))
    assert (tenure.first, tenure.last) == ("2021-05-01", "2023-01-31")
    assert (tenure.start, tenure.end) == (None, None)
    assert tenure.sources == ("article/a-1", "article/b-1", "article/c-1")


def test_a_coarse_date_widens_no_evidence() -> None:
    """A bare year shows nothing before its last day or after its first: the exact day counts."""
    (tenure,) = tenures(told("a", "2022"), told("b", "2022-04-12"))
    assert (tenure.first, tenure.last) == ("2022-04-12", "2022-04-12")


def test_former_says_nothing_of_the_day() -> None:
    """ "Mantan" belongs to the tenure that it speaks of, but the person was not in the post on that day."""
    (tenure,) = tenures(told("a", "2022-02-11"), told("b", "2024-02-01", status="former"))
    assert tenure.capacity == "definitive"
    assert tenure.last == "2022-02-11"
    assert len(tenure.sources) == 2
    (only,) = tenures(told("b", "2024-02-01", status="former"))
    assert (only.capacity, only.first, only.last) == ("former", None, None)


def test_an_announcement_vouches_for_its_publication_not_for_the_day_announced() -> None:
    """Where an article only announces, the day is that of publication."""
    planned = article(
        "a",
        person(NAME),
        body(OF),
        post(NAME, "Ketua", OF),
        event("rapat", "rapat", "2022-05-01", OF, status="planned"),
        date="2022-05-01",
        published="2022-04-20",
    )
    (tenure,) = tenures(planned)
    assert tenure.first == "2022-04-20"


def test_a_stated_term_gives_years_that_are_not_actual() -> None:
    """ "Periode 2018-2023" bounds a tenure by years; only a stated day is an actual start."""
    (tenure,) = tenures(told("a", "2019-02-01", period="2018-2023"))
    assert (tenure.start, tenure.end) == ("2018", "2023")
    assert not tenure.start_is_actual
    (sworn,) = tenures(told("a", "2018-10-24", period="2018-2023", start="2018-10-24"))
    assert (sworn.start, sworn.start_is_actual, sworn.end_is_actual) == ("2018-10-24", True, False)


def test_two_terms_are_two_tenures_and_a_report_joins_the_one_that_covers_it() -> None:
    """A report without a term belongs to the only stated term that surely covers its day."""
    found = tenures(
        told("a", "2019-02-01", period="2018-2023"),
        told("b", "2024-02-01", period="2023-2028"),
        told("c", "2021-06-01"),
    )
    assert [len(t.sources) for t in found] == [2, 1]
    assert found[0].last == "2021-06-01"


def test_an_open_division_joins_the_only_one() -> None:
    """A post told once with a division and once without is one tenure; of two divisions it joins neither."""
    assert len(tenures(told("a", "2022-01-01", "Anggota", division="Hukum"), told("b", "2022-02-01", "Anggota"))) == 1
    role = "Kepala Sub Bagian"
    three = tenures(
        told("a", "2022-01-01", role, division="Hukum"),
        told("b", "2022-02-01", role, division="Teknis"),
        told("c", "2022-03-01", role),
    )
    assert len(three) == 3


def test_a_member_who_changes_division_stays_one() -> None:
    """One person, role, body and term is one tenure, whatever the divisions within it."""
    (tenure,) = tenures(
        told("a", "2022-01-01", "Anggota", division="Hukum"), told("b", "2022-02-01", "Anggota", division="Teknis")
    )
    assert (tenure.first, tenure.last) == ("2022-01-01", "2022-02-01")


def test_an_acting_chair_is_another_tenure() -> None:
    """Acting and definitive are not one tenure."""
    found = tenures(told("a", "2022-01-01", status="acting"), told("b", "2022-03-01"))
    assert sorted(t.capacity for t in found) == ["acting", "definitive"]


def test_a_candidate_fills_no_seat() -> None:
    """A candidature has no post; a tenure has."""
    (candidate,) = tenures(told("a", "2022-01-01", "Calon Anggota", status="candidate"))
    assert candidate.post is None
    (chair,) = tenures(told("a", "2022-01-01"))
    assert chair.post == "post/kpu-kabupaten-semarang/ketua"


def test_both_ends_of_the_evidence_are_claims() -> None:
    """The first and last evidenced day each quote the date of the article that gives them."""
    found = resolve([told("a", "2021-05-01"), told("b", "2022-02-11")], load_regions())
    days = {
        (c.property, c.value, c.article, c.evidence.field) for c in found.claims if c.property.endswith("evidenced")
    }
    assert days == {
        ("first_evidenced", "2021-05-01", "article/a-1", "date"),
        ("last_evidenced", "2022-02-11", "article/b-1", "date"),
    }
