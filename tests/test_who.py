"""Who held which post on a day: evidenced, extrapolated within a stated term, or unknown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import article, body, person, post

from kpugraph import entities, quads, store
from kpugraph.errors import NotFoundError, QueryError
from kpugraph.model import ArticleFacts
from kpugraph.regions import load_regions
from kpugraph.store import Reader
from kpugraph.who import beside, who

OF = "KPU Kabupaten Semarang"


def told(page: str, name: str, date: str | None, role: str = "Ketua", **more: str) -> ArticleFacts:
    return article(page, person(name), body(OF, kind="commission"), post(name, role, OF, **more), date=date)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Abu chairs from a stated day to a stated day, Budi after him in a term, Cici once; Dedi is acting; Eka a candidate."""
    facts = [
        told("a", "Abu Bakri", "2019-05-01"),
        told("b", "Abu Bakri", None, start="2018-10-25"),
        told("c", "Abu Bakri", None, end="2021-02-14"),
        told("d", "Dedi Irawanto", "2021-03-01", status="acting"),
        told("e", "Budi Rahardja", "2021-06-01", period="2018-2023"),
        told("f", "Cici Paramida", "2022", role="Sekretaris"),
        told("g", "Eka Wardhana", "2024-01-01", role="Calon Ketua", status="candidate"),
    ]
    path = tmp_path_factory.mktemp("who") / "store"
    store.write(path, quads.lines(entities.resolve(facts, load_regions())))
    return Reader.open(path)


@pytest.mark.parametrize(
    ("on", "want"),
    [
        ("2018-10-24", [("Budi Rahardja", "extrapolated")]),
        ("2018-10-25", [("Abu Bakri", "evidenced")]),
        ("2020-12-31", [("Abu Bakri", "evidenced")]),
        ("2021-02-14", [("Abu Bakri", "evidenced")]),
        ("2021-02-20", [("Budi Rahardja", "extrapolated")]),
        ("2021-03-01", [("Budi Rahardja", "extrapolated"), ("Dedi Irawanto", "evidenced")]),
        ("2021-06-01", [("Budi Rahardja", "evidenced")]),
        ("2023-06-01", [("Budi Rahardja", "extrapolated")]),
        ("2025-01-01", []),
        ("2017-01-01", []),
    ],
)
def test_a_day_has_one_of_three_answers(on: str, want: list[tuple[str, str]], reader: Reader) -> None:
    """Evidence beats a term; an actual end overrides the term; a holder in evidence leaves no room for another's term."""
    assert [(a.name, a.status) for a in who(reader, role="Ketua", body=OF, on=on)] == want


def test_a_coarse_date_is_evidence_of_no_day(reader: Reader) -> None:
    """ "2022" shows that somebody held the post in that year, on no certain day."""
    assert who(reader, role="Sekretaris", body=OF, on="2022-07-01") == []


def test_all_tenures_without_a_day(reader: Reader) -> None:
    """Without a day every tenure is listed with its days and articles; a candidate has held nothing."""
    found = {(a.name, a.role): a for a in who(reader, body=OF)}
    assert set(found) == {
        ("Abu Bakri", "Ketua"), ("Budi Rahardja", "Ketua"), ("Cici Paramida", "Sekretaris"), ("Dedi Irawanto", "Ketua"),
    }  # fmt: skip
    abu = found["Abu Bakri", "Ketua"]
    assert (abu.start, abu.end, abu.start_is_actual, abu.end_is_actual) == ("2018-10-25", "2021-02-14", True, True)
    assert abu.articles == ("a#1", "b#1", "c#1")


def test_the_neighbours_of_an_unknown_day(reader: Reader) -> None:
    """Where nobody is known, the holders known last before and first after are."""
    before, after = beside(who(reader, body=OF, role="Ketua"), "2017-01-01")
    assert before is None
    assert after is not None
    assert after.name == "Abu Bakri"


def test_a_role_that_nobody_holds_is_no_mistake(reader: Reader) -> None:
    """A role of the vocabulary gives an empty answer, a word that is none an error with the nearest."""
    assert who(reader, role="Rektor", body=OF, on="2020-01-01") == []
    with pytest.raises(NotFoundError, match="no role is named 'Ketau'; nearest: ketua"):
        who(reader, role="Ketau")


@pytest.mark.parametrize("on", ["yesterday", "2020-13-01", "--02-11"])
def test_a_wrong_date_is_refused(on: str, reader: Reader) -> None:
    """What is no date with a year is an error that says how to write one."""
    with pytest.raises(QueryError, match="is no date"):
        who(reader, body=OF, on=on)


def test_a_short_body_name_is_found_and_one_that_may_be_two_is_refused(reader: Reader) -> None:
    """ "KPU Kab. Semarang" is the regency's; "KPU Semarang" may be the city's, even where the graph has only the other."""
    assert who(reader, body="kpu kab. semarang", role="Ketua", on="2020-01-01")[0].body == OF
    both = f"may be {OF} or KPU Kota Semarang, which the graph does not have"
    with pytest.raises(NotFoundError, match=both):
        who(reader, body="KPU Semarang", role="Ketua", on="2020-01-01")
    with pytest.raises(NotFoundError, match=r"'KPU Bogor'; nearest"):
        who(reader, body="KPU Bogor", role="Ketua", on="2020-01-01")


def test_the_json_has_the_fields_that_scripts_rely_on(published_store: Path) -> None:
    """Each object holds the contract's fields."""
    from click.testing import CliRunner

    from kpugraph.cli import cli

    done = CliRunner().invoke(cli, ["who", "--store", str(published_store), "--json"])
    assert done.exit_code == 0
    fields = {
        "person",
        "name",
        "role",
        "body",
        "division",
        "capacity",
        "status",
        "first_evidenced",
        "last_evidenced",
        "start",
        "end",
        "articles",
    }
    assert all(fields <= set(item) for item in json.loads(done.stdout))


def test_an_unknown_holder_is_told_with_the_nearest(published_store: Path) -> None:
    """The list is empty and stderr names the holder known last."""
    from click.testing import CliRunner

    from kpugraph.cli import cli

    arguments = ["who", "--role", "Ketua", "--body", OF, "--on", "2030-01-01", "--store", str(published_store)]
    done = CliRunner().invoke(cli, arguments)
    assert done.stdout == ""
    assert "unknown: no text tells who" in done.stderr
    assert "last before: Maskup Asyadi" in done.stderr
