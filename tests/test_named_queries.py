"""Every named query, run on the published page with its rows asserted."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpugraph import pipeline, quads, queries, results
from kpugraph.entities.decisions import COLUMNS
from kpugraph.store import Reader

HEAD = "Maskup Asyadi"
MEETING = "Rapat Persiapan Pembangunan Zona Integritas"
APEL = "Apel Penerimaan Anggota KPU RI Periode 2022-2027"
LETTER, OFFICIAL_LETTER = "491/PK.02.1-Und/03/2022", "120/PW.01/33/2022"
REGENCY, PROVINCE = "KPU Kabupaten Semarang", "KPU Provinsi Jawa Tengah"


def rows(store: Path, name: str, **given: str) -> list[dict[str, str]]:
    """The rows of a named query as people see them: labels for IRIs."""
    reader = Reader.open(store)
    query = queries.find(name, queries.load())
    names, cells = results.table(queries.run(queries.bind(query, given, reader), reader), reader)
    return [dict(zip(names, row, strict=True)) for row in cells]


def columns(found: list[dict[str, str]], *names: str) -> list[tuple[str, ...]]:
    return sorted(tuple(row[name] for name in names) for row in found)


def test_officeholders(published_store: Path) -> None:
    """Five people with role, body, division and the day that shows them in office."""
    found = rows(published_store, "officeholders")
    assert list(found[0]) == ["person", "name", "role", "body", "division", "capacity", "from", "to", "article"]
    assert columns(found, "name", "role", "body", "division", "from") == [
        ("Achmad Mauludini", "Kepala Sub Bagian", REGENCY, "Perencanaan, Data dan Informasi", "2022-02-11"),
        ("Bambang Setyono", "Anggota", REGENCY, "Perencanaan, Data dan Informasi", "2022-02-11"),
        ("Bernad Dermawan Sutrisno", "Sekretaris Jenderal", "KPU RI", "", "2022-04-12"),
        ("Dody Orbany", "Sekretaris", REGENCY, "", "2022-02-11"),
        (HEAD, "Ketua", REGENCY, "", "2022-02-11"),
    ]


def test_officeholders_of_one_post(published_store: Path) -> None:
    """A role as parameter leaves its holder alone."""
    assert columns(rows(published_store, "officeholders", post="Ketua"), "name") == [(HEAD,)]


def test_bodies(published_store: Path) -> None:
    """Each body with the one above it."""
    assert columns(rows(published_store, "bodies"), "name", "region", "parent") == [
        (REGENCY, "33.22", PROVINCE),
        (PROVINCE, "33", "KPU RI"),
        ("KPU RI", "", ""),
    ]


def test_events(published_store: Path) -> None:
    """Six events with kind, partial date and whether they were held or only announced."""
    assert columns(rows(published_store, "events"), "date", "kind", "realisation") == [
        ("", "Rapat koordinasi", "Terlaksana"),
        ("2022-02-11", "Rapat", "Terlaksana"),
        ("2022-04", "Pencanangan atau peluncuran", "Diumumkan"),
        ("2022-04-12", "Apel atau upacara", "Terlaksana"),
        ("2022-04-12", "Konferensi pers", "Terlaksana"),
        ("2022-04-12", "Serah terima", "Terlaksana"),
    ]


def test_events_of_a_period(published_store: Path) -> None:
    """Only events that may lie in the period: April has four, one of them dated by its month."""
    found = rows(published_store, "events", **{"from": "2022-04-01", "to": "2022-04-30"})
    assert len(found) == 4
    assert MEETING not in {row["name"] for row in found}


def test_events_of_a_body(published_store: Path) -> None:
    """A body as parameter leaves the events that it organized."""
    assert columns(rows(published_store, "events", body="kpu kab. semarang"), "name") == [(MEETING,)]


def test_participants(published_store: Path) -> None:
    """Who held, led and attended the meeting and the ceremony."""
    found = columns(rows(published_store, "participants"), "part", "party", "event")
    assert ("leader", HEAD, MEETING) in found
    assert ("organizer", REGENCY, MEETING) in found
    assert ("participant", "Dody Orbany", MEETING) in found
    assert ("participant", REGENCY, APEL) in found


def test_letters(published_store: Path) -> None:
    """Each letter with the event that follows it."""
    assert columns(rows(published_store, "letters"), "number", "event") == [(OFFICIAL_LETTER, MEETING), (LETTER, APEL)]


def test_documents(published_store: Path) -> None:
    """Both letters with kind, date and issuer."""
    assert columns(rows(published_store, "documents"), "number", "kind", "date", "issuer") == [
        (OFFICIAL_LETTER, "Surat Dinas", "2022", f"Ketua {PROVINCE}"),
        (LETTER, "Surat", "2022-04-11", "Sekretaris Jenderal KPU RI"),
    ]


def test_statements_of_a_person(published_store: Path) -> None:
    """What one person said, by name."""
    (row,) = rows(published_store, "statements", person="maskup asyadi")
    assert row["text"].startswith("Perlu penegasan-penegasan kembali terkait taat aturan")


def test_terms(published_store: Path) -> None:
    """Both terms of KPU RI."""
    assert columns(rows(published_store, "terms"), "body", "start", "end") == [
        ("KPU RI", "2017", "2022"),
        ("KPU RI", "2022", "2027"),
    ]


def test_weakest(published_store: Path) -> None:
    """The least sure claims come first."""
    confidence = [float(row["confidence"]) for row in rows(published_store, "weakest")]
    assert confidence == sorted(confidence)
    assert confidence[0] < 0.8


def test_evidence(published_store: Path) -> None:
    """The claims about one thing, each with its quoted span."""
    subject = "https://w3id.org/kpugraph/body/kpu-kabupaten-semarang"
    found = rows(published_store, "evidence", subject=subject)
    assert {row["predicate"] for row in found} == {"skos:prefLabel", "org:subOrganizationOf"}
    assert "KPU Kabupaten Semvarang" in {row["exact"] for row in found}


def test_mentions(published_store: Path) -> None:
    """Every form in which a person is named."""
    assert columns(rows(published_store, "mentions", person=HEAD), "page", "form") == [
        ("kab-semarang-104-37", "Maskup"),
        ("kab-semarang-104-37", HEAD),
    ]


def test_conflicts(published_store: Path) -> None:
    """No seat of the published page has two holders."""
    assert rows(published_store, "conflicts") == []


def test_unlinked(published_store: Path) -> None:
    """Bodies and people that no item of Wikidata is linked with, bodies with their site."""
    found = columns(rows(published_store, "unlinked", kind="body"), "name", "homepage")
    assert (REGENCY, "https://kab-semarang.kpu.go.id/") in found
    assert (HEAD,) in columns(rows(published_store, "unlinked", kind="person"), "name")
    assert rows(published_store, "unlinked", kind="region") == []


def test_coverage(published_store: Path) -> None:
    """The counts of what the graph holds."""
    counts = {row["what"]: row["count"] for row in rows(published_store, "coverage")}
    assert {key: counts[key] for key in ("articles", "persons", "bodies", "events", "documents", "statements")} == {
        "articles": "2", "persons": "5", "bodies": "3", "events": "6", "documents": "2", "statements": "3",
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(queries.load()))
def test_every_query_explains_itself(name: str) -> None:
    """Each query has a summary, descriptions in both languages and an example, and a test of its own here."""
    query = queries.load()[name]
    assert set(query.description) == {"id", "en"}
    assert query.example.startswith(f"kpugraph query {name}")
    assert any(test.removeprefix("test_").startswith(name) for test in globals())


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The composed linked articles as a graph, with one decision of which the quote is gone."""
    folder = tmp_path_factory.mktemp("linked")
    row = ["reject", "bim-01", "no such words", "", "post", *[""] * 4, "Rina", "2024-02-14", "wrong"]
    (folder / "own.csv").write_text(f"{','.join(COLUMNS)}\n{','.join(row)}\n", "utf-8")
    source = str(Path(__file__).parent / "linked" / "articles.jsonl")
    pipeline.build([source], folder / "store", lambda error: None, decisions_dir=folder)
    return Reader.open(folder / "store")


def named(reader: Reader, name: str, **given: str) -> list[tuple[str, ...]]:
    """Rows of a named query, IRIs by their last part."""
    query = queries.load()[name]
    found = reader.query(queries.bind(query, given, reader), prefixes=quads.PREFIXES)
    names = [v.value for v in found.variables]
    return [tuple(row[n].value.rpartition("/")[2] if row[n] is not None else "" for n in names) for row in found]


def test_announced_gives_what_nobody_reported_held(linked: Reader) -> None:
    """What was put off or only announced is there, what a report followed is not."""
    assert [(row[2], row[3], row[5]) for row in named(linked, "announced")] == [
        ("Sosialisasi", "2023-12-07", "Ditunda")
    ]


def test_vacancies_run_from_a_stated_end_to_the_next_holder(linked: Reader) -> None:
    """The chair left on 14 June 2021; somebody is acting from the next day on."""
    rows = {(row[1], row[2]): row[4] for row in named(linked, "vacancies", body="KPU Kabupaten Bima")}
    assert rows["kpu-kabupaten-bima", "2021-06-14"] == "2021-06-15"


def test_seats_count_the_known_members_of_a_day(linked: Reader) -> None:
    """Five seats by law; of the chair and members known that day each counts once."""
    (row,) = named(linked, "seats", body="KPU Kabupaten Dompu", on="2023-01-01")
    assert row == ("kpu-kabupaten-dompu", "2023-01-01", "5", "5", "1", "4")


def test_successions_are_those_that_a_text_states(linked: Reader) -> None:
    """The secretary who came is told with the one who left."""
    rows = {(row[0], row[2], row[3]) for row in named(linked, "successions")}
    assert ("Sekretaris", "lalu-kusumawardana-52.06", "abidin-hasan-52.06") in rows


def test_unsure_lists_both_who_may_be_meant(linked: Reader) -> None:
    """ "Siti" may be either; each pair has its score."""
    assert {row[4] for row in named(linked, "unsure") if row[1] == "Siti"} == {"Siti Aisyah", "Siti Rahmah"}


def test_identity_gives_the_reasons_of_each_join(linked: Reader) -> None:
    """ "Yusup Ardiansyah" is joined by name, body and role."""
    rows = named(linked, "identity", person="https://w3id.org/kpugraph/person/yusuf-ardiansyah-52.06")
    reasons = {row[1]: row[6] for row in rows}
    assert "spelled otherwise" in reasons["Yusup Ardiansyah"]


def test_decisions_tell_the_stale_ones(linked: Reader) -> None:
    """A decision whose quote is gone says so."""
    (row,) = named(linked, "decisions")
    assert (row[0], row[1], row[6], row[9]) == ("reject", "bim-01", "Rina", "its quote stands in the page no more")
