"""The graph for Python users."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import pyoxigraph as ox
import pytest

import kpugraph
from kpugraph.errors import KpugraphError, NotFoundError, QueryError, StoreError
from kpugraph.graph import Rows, value
from kpugraph.workers.errors import TooLargeError, TooLongError

XSD = "http://www.w3.org/2001/XMLSchema#"


def literal(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


def test_rows_are_named_tuples_of_python_values(published_store: Path) -> None:
    """Columns are fields, IRIs and texts are str, whole days are dates."""
    found = kpugraph.Graph(published_store).query("officeholders", body="KPU Kab. Semarang")
    assert found.columns == ("person", "name", "role", "body", "division", "capacity", "from", "to", "article")
    chair = next(row for row in found if row.role == "Ketua")
    assert (chair.name, chair.from_, chair.division) == ("Maskup Asyadi", date(2022, 2, 11), None)
    assert chair.body == "https://w3id.org/kpugraph/body/kpu-kabupaten-semarang"
    assert chair[0] == chair.person
    assert chair._asdict()["capacity"] == "Definitif"


def test_parameters_may_be_python_values(published_store: Path) -> None:
    """Dates, numbers and names that are words of Python."""
    graph = kpugraph.Graph(str(published_store))
    april = graph.query("events", from_=date(2022, 4, 1), to="2022-04-30")
    assert len(april) == 4
    assert all(isinstance(row, tuple) for row in april)
    assert len(graph.query("prominent", least=2)) <= len(graph.query("prominent", least=None))


def test_sparql_gives_values_truth_or_a_graph(published_store: Path) -> None:
    """SELECT gives rows, ASK a bool, CONSTRUCT an rdflib graph; prefixes are known."""
    graph = kpugraph.Graph(published_store)
    (row,) = graph.query("SELECT (COUNT(?c) AS ?count) (AVG(?c) AS ?mean) { ?claim kg:confidence ?c }")
    assert row.count > 100
    assert 0.5 < row.mean < 1
    assert graph.query("ASK { ?s a schema:Person }") is True
    built = graph.query("CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a schema:Person ; rdfs:label ?l }")
    assert len(built) == 5


def test_rdflib_sees_the_same_graph(published_store: Path) -> None:
    """A Dataset over the store answers as the store does."""
    dataset = kpugraph.Graph(published_store).rdflib()
    found = dataset.query("SELECT ?s { ?s a <https://schema.org/Person> }")
    assert len(list(found)) == 5


def test_rows_become_a_table_of_pandas(published_store: Path) -> None:
    """Columns keep the query's names, values are Python's."""
    table = kpugraph.Graph(published_store).to_pandas("terms")
    assert list(table.columns) == ["term", "body", "start", "end"]
    assert list(table["start"]) == ["2017", "2022"]
    assert kpugraph.Graph(published_store).query("terms").to_pandas().equals(table)


def test_files_and_endpoints_are_graphs_too(published_store: Path, oxigraph_server: str, tmp_path: Path) -> None:
    """One file, several files, or an address."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.ttl").write_text(f"<http://x/{name}> <http://x/p> 1 .")
    assert len(kpugraph.Graph(tmp_path / "a.ttl").query("SELECT * { ?s ?p ?o }")) == 1
    assert len(kpugraph.Graph([tmp_path / "a.ttl", tmp_path / "b.ttl"]).query("SELECT * { ?s ?p ?o }")) == 2
    remote = kpugraph.Graph(f"{oxigraph_server}/query")
    assert remote.query("SELECT (1 AS ?x) {}")[0].x == 1
    assert [int(row[0]) for row in remote.rdflib().query("SELECT (2 AS ?x) {}")] == [2]


def test_mistakes_are_errors_of_the_package(published_store: Path, tmp_path: Path) -> None:
    """Unknown names, wrong parameters, bad SPARQL and missing stores."""
    graph = kpugraph.Graph(published_store)
    with pytest.raises(NotFoundError, match="nearest: officeholders"):
        graph.query("officeholder")
    with pytest.raises(QueryError, match="no parameter size"):
        graph.query("terms", size=3)
    with pytest.raises(QueryError, match="parameters are for named queries"):
        graph.query("SELECT * {}", size=3)
    with pytest.raises(QueryError, match="never closed"):
        graph.query("SELECT * {")
    with pytest.raises(QueryError, match="SERVICE is disabled"):
        graph.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="only the rows"):
        graph.to_pandas("ASK {}")
    with pytest.raises(StoreError, match="no kpugraph store"):
        kpugraph.Graph(tmp_path)
    assert issubclass(StoreError, KpugraphError)


SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_a_timeout_ends_the_query_and_nothing_else(published_store: Path, tmp_path: Path) -> None:
    """A query with a timeout is stopped at it, in a store and in files, and the next one is answered as without."""
    file = tmp_path / "graph.nq"
    file.write_text("".join(kpugraph.Reader.open(published_store).nquads()), "utf-8")
    for source in (published_store, file):
        with kpugraph.Graph(source, timeout=20) as graph:
            begun = time.monotonic()
            with pytest.raises(TooLongError, match=r"longer than 0\.3 s"):
                graph.query(SLOW, timeout=0.3)
            assert time.monotonic() - begun < 5
            assert graph.query("officeholders", post="Ketua") == kpugraph.Graph(source).query(
                "officeholders", post="Ketua"
            )
            assert graph.query("ASK { ?s a schema:Person }") is True
            assert len(graph.query("CONSTRUCT { ?s a schema:Person } WHERE { ?s a schema:Person }")) == 5
            with pytest.raises(QueryError, match="line 1, column 16"):
                graph.query("SELECT ?x { ?x foo:a ?y }")
            with pytest.raises(NotFoundError, match="nearest: KPU Kabupaten Semarang"):
                graph.query("officeholders", body="KPU Kab. Smarang")
    assert not list(published_store.glob("serving-*"))


def test_a_timeout_bounds_memory_too(published_store: Path) -> None:
    """A query that needs more than its megabytes is ended, and the program goes on."""
    every = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c"
    with kpugraph.Graph(published_store, timeout=60, megabytes=300) as graph:
        with pytest.raises(TooLargeError, match="300 MiB"):
            graph.query(every)
        assert graph.query("ASK { ?s a schema:Person }") is True


def test_a_program_that_forgets_to_close_ends_all_the_same(published_store: Path) -> None:
    """The process for bounded queries and its snapshot go with the program."""
    text = f"import kpugraph\nprint(len(kpugraph.Graph({str(published_store)!r}, timeout=9).query('terms')))"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True, timeout=60)
    assert (done.stdout, done.stderr) == ("2\n", "")
    assert not list(published_store.glob("serving-*"))


def test_a_timeout_must_leave_time(published_store: Path) -> None:
    """A timeout of nothing is an error, not a query without bounds."""
    with pytest.raises(QueryError, match="leaves no time"):
        kpugraph.Graph(published_store).query("terms", timeout=0)


def test_a_users_own_queries_are_found(published_store: Path, tmp_path: Path) -> None:
    """A folder of .rq files stands beside the shipped ones."""
    (tmp_path / "mine.rq").write_text("#+ summary: mine\nSELECT (1 AS ?import) (2 AS ?class) (3 AS ?import_) {}")
    (row,) = kpugraph.Graph(published_store, queries=tmp_path).query("mine")
    assert tuple(row) == (1, 2, 3)
    assert row.class_ == 2


@pytest.mark.parametrize(
    ("term", "python"),
    [
        (None, None),
        (ox.NamedNode("http://x/"), "http://x/"),
        (ox.Literal("teks", language="id"), "teks"),
        (literal("7", "integer"), 7),
        (literal("0.97", "decimal"), 0.97),
        (literal("true", "boolean"), True),
        (literal("2022-02-11", "date"), date(2022, 2, 11)),
        (literal("2022-02-11T10:00:00", "dateTime"), datetime(2022, 2, 11, 10)),
        (literal("2022-02-11T10:00:00Z", "dateTime"), datetime.fromisoformat("2022-02-11T10:00:00+00:00")),
        (literal("2022", "gYear"), "2022"),
        (literal("2022-04", "gYearMonth"), "2022-04"),
        (literal("-0044-03-15", "date"), "-0044-03-15"),
    ],
)
def test_a_term_becomes_the_value_that_it_means(term: object, python: object) -> None:
    """Whole days are dates; a year alone is no number, and a day that Python lacks stays text."""
    assert value(term) == python
    assert type(value(term)) is type(python)


def test_importing_the_package_costs_nothing() -> None:
    """At most twelve public names, each loaded when it is used."""
    assert len(kpugraph.__all__) <= 12
    assert all(getattr(kpugraph, name) for name in kpugraph.__all__)
    code = "import sys, kpugraph; print(sorted(m for m in sys.modules if m.startswith('kpugraph.')), 'pyoxigraph' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[] False\n"
    assert isinstance(Rows((), []), list)
