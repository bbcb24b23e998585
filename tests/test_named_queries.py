"""Every named query, run on the published page with its rows asserted."""

from __future__ import annotations

import shlex
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


# ------------------------------------------------------------ people, bodies, time


def test_career(published_store: Path) -> None:
    """Every post of one person, here the one that the page shows."""
    (row,) = rows(published_store, "career", person="maskup asyadi")
    assert (row["role"], row["body"], row["first"], row["last"], row["articles"]) == (
        "Ketua", REGENCY, "2022-02-11", "2022-02-11", "1",
    )  # fmt: skip


def test_colleagues(published_store: Path) -> None:
    """The others of the office, not those of another body."""
    names = [row["name"] for row in rows(published_store, "colleagues", person=HEAD)]
    assert names == ["Achmad Mauludini", "Bambang Setyono", "Dody Orbany"]


def test_prominent(published_store: Path) -> None:
    """All five are named in one article; nobody in two."""
    assert len(rows(published_store, "prominent")) == 5
    assert rows(published_store, "prominent", least="2") == []


def test_board(published_store: Path) -> None:
    """Four are evidenced on the day of the meeting, nobody a year later, and the Secretary-General is of another body."""
    held = rows(published_store, "board", body=REGENCY, on="2022-02-11")
    assert columns(held, "name", "role", "status") == [
        ("Achmad Mauludini", "Kepala Sub Bagian", "evidenced"),
        ("Bambang Setyono", "Anggota", "evidenced"),
        ("Dody Orbany", "Sekretaris", "evidenced"),
        (HEAD, "Ketua", "evidenced"),
    ]
    assert rows(published_store, "board", body=REGENCY, on="2023-02-11") == []


def test_hierarchy(published_store: Path) -> None:
    """The province and, below it, the regency; its seats are counted."""
    assert columns(rows(published_store, "hierarchy", body="KPU RI"), "name", "above", "posts") == [
        (REGENCY, PROVINCE, "4"), (PROVINCE, "KPU RI", "0"),
    ]  # fmt: skip


def test_divisions(published_store: Path) -> None:
    """The one division with both who serve in it."""
    assert columns(rows(published_store, "divisions", body=REGENCY), "division", "name") == [
        ("Perencanaan, Data dan Informasi", "Achmad Mauludini"), ("Perencanaan, Data dan Informasi", "Bambang Setyono"),
    ]  # fmt: skip


def test_regions(published_store: Path) -> None:
    """Both regions with their codes; one of them by an abbreviation of its name."""
    assert columns(rows(published_store, "regions"), "code", "province", "bodies") == [
        ("33", "", "1"), ("33.22", "Provinsi Jawa Tengah", "1"),
    ]  # fmt: skip
    assert columns(rows(published_store, "regions", region="Jateng"), "code") == [("33",)]


def test_timeline(published_store: Path) -> None:
    """What is dated of a person, and of a body within a period."""
    assert [row["what"] for row in rows(published_store, "timeline", thing=HEAD)] == [
        "event", "first seen in post", "last seen in post", "statement",
    ]  # fmt: skip
    april = rows(published_store, "timeline", thing="KPU RI", **{"from": "2022-04-12"})
    assert {row["entry"] for row in april} == {"Bernad Dermawan Sutrisno, Sekretaris Jenderal, KPU RI"}


def test_months(published_store: Path) -> None:
    """One article of February, one of April; the office published both."""
    assert columns(rows(published_store, "months", publisher=REGENCY), "month", "articles") == [
        ("2022-02", "1"),
        ("2022-04", "1"),
    ]
    assert rows(published_store, "months", publisher=PROVINCE) == []


# ------------------------------------------------------------ events, documents, statements


def test_event_kinds(published_store: Path) -> None:
    """Each kind with its count; in February only the meeting."""
    assert sum(int(row["events"]) for row in rows(published_store, "event-kinds")) == 6
    february = rows(published_store, "event-kinds", **{"from": "2022-02", "to": "2022-02"})
    assert columns(february, "kind", "realisation", "events") == [("Rapat", "Terlaksana", "1")]


def test_organizers(published_store: Path) -> None:
    """The office organised one meeting."""
    assert columns(rows(published_store, "organizers", kind="Meeting"), "name", "events") == [(REGENCY, "1")]


def test_elections(published_store: Path) -> None:
    """One article is about the election of 2024."""
    assert columns(rows(published_store, "elections"), "name", "articles", "first") == [
        ("Pemilu 2024", "1", "2022-04-12")
    ]


def test_cited(published_store: Path) -> None:
    """Each letter in one article, by kind if asked."""
    assert len(rows(published_store, "cited")) == 2
    assert columns(rows(published_store, "cited", kind="Surat"), "number", "articles") == [(LETTER, "1")]


def test_speakers(published_store: Path) -> None:
    """Three people are quoted once each."""
    assert columns(rows(published_store, "speakers"), "name", "statements") == [
        ("Achmad Mauludini", "1"), ("Dody Orbany", "1"), (HEAD, "1"),
    ]  # fmt: skip


def test_quotes(published_store: Path) -> None:
    """A phrase in another case finds the statement; a word that nobody said finds none."""
    assert columns(rows(published_store, "quotes", word="TAAT aturan"), "name") == [(HEAD,)]
    assert rows(published_store, "quotes", word="taat.aturan") == []


# ------------------------------------------------------------ evidence, quality, links


def test_articles(published_store: Path) -> None:
    """By a word of the headline, or by period."""
    (row,) = rows(published_store, "articles", word="integritas")
    assert (row["date"], row["publisher"], row["page"]) == ("2022-02-11", REGENCY, "kab-semarang-104-37")
    assert columns(rows(published_store, "articles", **{"from": "2022-03-01"}), "date") == [("2022-04-12",)]


def test_article(published_store: Path) -> None:
    """Every claim of the page once, each with the span that stands at its offset."""
    from kpugraph import sources

    folder = Path(__file__).parent.parent / "data" / "articles"
    texts = [page.text for page in sources.read([str(folder)], pytest.fail)]
    found = rows(published_store, "article", page="kab-semarang-104-37")
    claims = next(row["count"] for row in rows(published_store, "coverage") if row["what"] == "claims")
    assert len(found) == int(claims)
    for row in found:
        assert any(text[int(row["start"]) :].startswith(row["exact"]) for text in texts)


def test_rules(published_store: Path) -> None:
    """The claims of all rules are all claims."""
    claims = next(row["count"] for row in rows(published_store, "coverage") if row["what"] == "claims")
    assert sum(int(row["claims"]) for row in rows(published_store, "rules")) == int(claims)


def test_single_source(published_store: Path) -> None:
    """The page is the only source of its posts."""
    assert len(rows(published_store, "single-source")) == 5
    assert columns(rows(published_store, "single-source", body="KPU RI"), "role") == [("Sekretaris Jenderal",)]


def test_undated(published_store: Path) -> None:
    """One event has no day; every article has one."""
    assert columns(rows(published_store, "undated"), "kind", "name") == [("event", "rapat koordinasi")]
    assert rows(published_store, "undated", kind="article") == []


def test_silence(published_store: Path) -> None:
    """March has no article; no gap is of two months."""
    assert columns(rows(published_store, "silence"), "publisher", "before", "after", "gap") == [
        (REGENCY, "2022-02", "2022-04", "1"),
    ]  # fmt: skip
    assert rows(published_store, "silence", months="2") == []


def test_links(published_store: Path) -> None:
    """What stands around the province, in and out, without the claims about it."""
    assert columns(rows(published_store, "links", thing="KPU Jateng"), "direction", "relation", "name") == [
        ("in", "dct:publisher", f"Surat Dinas Nomor {OFFICIAL_LETTER}"),
        ("in", "org:subOrganizationOf", REGENCY),
        ("in", "schema:attendee", "rapat koordinasi"),
        ("out", "dct:spatial", "Provinsi Jawa Tengah"),
        ("out", "org:subOrganizationOf", "KPU RI"),
    ]


def test_connections(published_store: Path) -> None:
    """Two of one office have the body, the meeting and the article in common."""
    assert columns(rows(published_store, "connections", a=HEAD, b="Dody Orbany"), "what", "name")[1:] == [
        ("body", REGENCY), ("event", MEETING),
    ]  # fmt: skip


def test_meetings(published_store: Path) -> None:
    """Those who sat in the meeting with the chair, the office that held it included."""
    assert {row["name"] for row in rows(published_store, "meetings", thing=HEAD)} == {
        "Achmad Mauludini", "Bambang Setyono", "Dody Orbany", REGENCY,
    }  # fmt: skip


def test_wikidata(published_store: Path) -> None:
    """Both regions have their item."""
    assert columns(rows(published_store, "wikidata"), "code", "same") == [
        ("33", "http://www.wikidata.org/entity/Q3557"), ("33.22", "http://www.wikidata.org/entity/Q10687"),
    ]  # fmt: skip


def test_concepts(published_store: Path) -> None:
    """The terms of one scheme, in the language asked for."""
    assert columns(rows(published_store, "concepts", scheme="realisation", language="en"), "name") == [
        ("Announced",),
        ("Held",),
    ]


# ------------------------------------------------------------ what one page does not show


@pytest.fixture(scope="module")
def composed() -> Reader:
    """A small graph of people who never were, with what the published page does not have."""
    return Reader.of_file(Path(__file__).parent / "examples" / "composed.ttl")


def asked(reader: Reader, name: str, *wanted: str, **given: str) -> list[tuple[str, ...]]:
    names, cells = results.table(queries.run(queries.bind(queries.get(name), given, reader), reader), reader)
    return [tuple(dict(zip(names, row, strict=True))[column] for column in wanted) for row in cells]


@pytest.mark.parametrize(
    ("day", "holders"),
    [
        ("2018-06-01", []),  # within the stated years only if they begin before it: not sure
        ("2019-01-01", [("Ani", "extrapolated")]),
        ("2019-03-01", [("Ani", "evidenced")]),
        ("2020-05-01", [("Ani", "evidenced")]),
        ("2020-05-02", [("Ani", "extrapolated")]),  # last seen some day of May: surely only on its first
        ("2021-02-01", [("Ani", "extrapolated"), ("Budi", "evidenced")]),
        ("2021-04-02", [("Ani", "extrapolated")]),
        ("2023-06-01", []),
    ],
)
def test_board_on_a_day(composed: Reader, day: str, holders: list[tuple[str, str]]) -> None:
    """Evidenced within seen days or an actual start and end, extrapolated within a stated term, else not at all."""
    assert sorted(asked(composed, "board", "name", "status", body="KPU A", on=day)) == holders


def test_board_leaves_out_who_only_was_or_has_no_day(composed: Reader) -> None:
    """A former holder, and one without any day, hold nothing on any day."""
    assert asked(composed, "board", "name", body="KPU B", on="2019-06-01") == []
    assert ("Citra",) not in asked(composed, "board", "name", body="KPU A", on="2019-06-01")


def test_moves(composed: Reader) -> None:
    """One who has posts in two bodies, and nobody in three."""
    assert asked(composed, "moves", "name", "bodies") == [("Ani", "2")]
    assert asked(composed, "moves", "name", least="3") == []


def test_acting(composed: Reader) -> None:
    """By default the acting holder; another capacity by its name in either language."""
    assert asked(composed, "acting", "name", "capacity") == [("Budi", "Pelaksana tugas")]
    assert asked(composed, "acting", "name", "first", state="Mantan") == [("Ani", "")]


def test_handovers(composed: Reader) -> None:
    """The seat with two holders, the first of them first."""
    assert asked(composed, "handovers", "name", "capacity") == [("Ani", "Definitif"), ("Budi", "Pelaksana tugas")]
    assert asked(composed, "handovers", "name", body="KPU B") == []


def test_reported(composed: Reader) -> None:
    """The event of two articles."""
    assert asked(composed, "reported", "name", "articles") == [("Rapat", "2")]


def test_laws(composed: Reader) -> None:
    """The law and not the letter."""
    assert asked(composed, "laws", "number", "kind") == [("7/2017", "Undang-Undang")]


def test_namesakes(composed: Reader) -> None:
    """Two people of one name, however it is written."""
    assert asked(composed, "namesakes", "name", "people") == [("ani", "2")]


def test_unplaced(composed: Reader) -> None:
    """A body of the nation needs no place; two others here have none."""
    assert sorted(asked(composed, "unplaced", "name")) == [("KPU A",), ("Sanggar C",)]


def test_queries_on_eight_years_of_five_offices(linked_store: Path) -> None:
    """On a larger corpus each of these finds what its articles say."""
    assert ("Khoirul Mustain", "Ketua") in columns(rows(linked_store, "acting"), "name", "role")
    held = rows(linked_store, "board", body="KPU Kab. Magelang", on="2020-01-01")
    assert ("Sumardi Hadiwijaya", "Ketua", "evidenced") in columns(held, "name", "role", "status")
    assert len(rows(linked_store, "hierarchy", body="KPU RI")) == 5
    assert ("487/PL.02-SD/14/2022", "3") in columns(rows(linked_store, "cited"), "number", "articles")
    assert max(int(row["gap"]) for row in rows(linked_store, "silence", months="10")) == 40
    assert ("KPU Kabupaten Magelang", "Khoirul Mustain") in columns(rows(linked_store, "handovers"), "body", "name")


@pytest.mark.parametrize("name", sorted(queries.load()))
def test_every_query_explains_itself(name: str) -> None:
    """Each query has a summary, descriptions in both languages, a group and an example, and a test of its own here."""
    query = queries.load()[name]
    assert set(query.description) == set(query.title) == {"id", "en"}
    for parameter in query.parameters:
        assert set(parameter.descriptions) == {"id", "en"}
        assert parameter.described("id") != parameter.described("en")
    assert query.group in queries.GROUPS
    assert query.example.startswith(f"kpugraph query {name}")
    assert any(test.removeprefix("test_").startswith(name.replace("-", "_")) for test in globals())


@pytest.mark.parametrize("name", sorted(queries.load()))
def test_every_example_runs(published_store: Path, name: str) -> None:
    """The example of each query names it, with parameters that it has and values that the published page knows."""
    command, verb, asked_for, *rest = shlex.split(queries.load()[name].example)
    assert (command, verb, asked_for) == ("kpugraph", "query", name)
    assert set(rest[::2]) <= {"-p"}
    rows(published_store, name, **dict(pair.split("=", 1) for pair in rest[1::2]))


def test_there_is_a_query_for_every_kind_of_question() -> None:
    """At least thirty queries, and at least one in every group."""
    every = queries.load().values()
    assert len(every) >= 30
    assert {query.group for query in every} == set(queries.GROUPS)


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
