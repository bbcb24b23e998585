"""``kpugraph query``, ``queries`` and ``push``, run as a user runs them."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kpugraph import results
from kpugraph.store import Reader

ALL = "SELECT ?s ?l { ?s a schema:Person ; rdfs:label ?l } ORDER BY ?l"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def run(*arguments: str, stdin: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kpugraph", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, env={**os.environ, **environment}, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def ask(store: Path, *arguments: str, stdin: bytes | None = None) -> str:
    done = run("query", *arguments, "--store", str(store), stdin=stdin)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.fixture(scope="module")
def turtle(published_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published page's graph as a gzipped Turtle file."""
    file = tmp_path_factory.mktemp("turtle") / "graph.ttl.gz"
    out = ask(published_store, "-e", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    file.write_bytes(gzip.compress(out.encode()))
    return file


def test_the_text_may_come_from_anywhere(published_store: Path, tmp_path: Path) -> None:
    """-e, a file, standard input and a file with a byte order mark give the same rows."""
    file = tmp_path / "a.rq"
    file.write_bytes(b"\xef\xbb\xbf" + ALL.encode())
    wanted = ask(published_store, "-e", ALL)
    assert "5 rows" in wanted
    assert ask(published_store, str(file)) == wanted
    assert ask(published_store, "-", stdin=ALL.encode()) == wanted


PLAIN: tuple[tuple[str, ...], ...] = (
    ("--execute=SELECT * { ?s a schema:Person ; rdfs:label ?l } ORDER BY ?l", "--iris"),
    ("-e", "ASK { ?s a schema:Person }", "--json"),
    ("-e", "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a schema:Person ; rdfs:label ?l }"),
    ("officeholders",),
    ("statements", "--format", "md"),
)


@pytest.mark.parametrize("plain", PLAIN, ids=" ".join)
def test_a_plain_query_goes_the_short_way(published_store: Path, plain: tuple[str, ...]) -> None:
    """What needs no options is answered without loading the parser of options, just as the ordinary way answers it."""
    command = [sys.executable, "-X", "importtime", "-m", "kpugraph", "query", *plain, "--store", str(published_store)]
    short = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ})
    assert "kpugraph.express" in short.stderr
    assert "click" not in short.stderr
    assert short.stdout == ask(published_store, *plain, "--timeout", "500").replace("\r\n", "\n")
    assert short.stdout.strip()


@pytest.mark.parametrize("style", results.ROW_FORMATS)
def test_rows_in_every_format_hold_the_same_names(published_store: Path, style: str) -> None:
    """Table, CSV, TSV, JSON, XML and Markdown all have the five people."""
    out = ask(published_store, "-e", ALL, "--format", style)
    for name in ("Achmad Mauludini", "Bambang Setyono", "Bernad Dermawan Sutrisno", "Dody Orbany", "Maskup Asyadi"):
        assert name in out


def test_rows_for_programs_are_as_the_w3c_says(published_store: Path) -> None:
    """CSV has plain IRIs and CRLF, TSV has terms, JSON and XML are read back to the same rows."""
    text = ask(published_store, "-e", ALL, "--format", "csv")
    assert text.startswith("s,l\r\n")
    plain = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert len(plain) == 5
    assert plain[0][0].startswith("https://")
    assert ask(published_store, "-e", ALL, "--format", "tsv").splitlines()[0] == "?s\t?l"
    assert json.loads(ask(published_store, "-e", ALL, "--json"))["head"]["vars"] == ["s", "l"]
    for style, kind in (
        ("json", ox.QueryResultsFormat.JSON),
        ("xml", ox.QueryResultsFormat.XML),
        ("tsv", ox.QueryResultsFormat.TSV),
    ):
        read = ox.parse_query_results(ask(published_store, "-e", ALL, "--format", style), format=kind)
        assert [[row["s"].value, row["l"].value] for row in read] == plain


@pytest.mark.parametrize("style", [*results.GRAPH_FORMATS, "ttl", "json", "xml", "table"])
def test_graphs_in_every_format_are_one_graph(published_store: Path, style: str) -> None:
    """Turtle, N-Triples, N-Quads, TriG, JSON-LD and RDF/XML are read back to the same triples."""
    kinds = {
        "turtle": "ttl", "jsonld": "jsonld", "rdfxml": "rdf", "json": "jsonld", "xml": "rdf", "table": "ttl",
    }  # fmt: skip
    text = "CONSTRUCT { ?s rdfs:label ?l ; a ?c } WHERE { ?s a ?c ; rdfs:label ?l }"
    wanted = set(ask(published_store, "-e", text, "--format", "nt").splitlines())
    out = ask(published_store, "-e", text, "--format", style)
    read = ox.parse(out, format=ox.RdfFormat.from_extension(kinds.get(style, style)))
    assert {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in read} == wanted
    assert len(wanted) > 50


@pytest.mark.parametrize("style", ["table", "csv", "md", "json", "xml"])
def test_ask_says_true_or_false(published_store: Path, style: str) -> None:
    """A boolean in every format of rows."""
    assert "true" in ask(published_store, "-e", "ASK { ?s a schema:Person }", "--format", style)
    assert "false" in ask(published_store, "-e", "ASK { ?s a schema:Persan }", "--format", style)


def test_describe_gives_what_is_said_of_a_thing(published_store: Path) -> None:
    """DESCRIBE prints Turtle with the prefixes that it uses and no others."""
    out = ask(published_store, "-e", "DESCRIBE ?s { ?s rdfs:label 'Maskup Asyadi'@id ; a schema:Person }")
    assert "foaf:name" in out
    assert "@prefix eli:" not in out


def test_files_are_asked_like_stores(published_store: Path, turtle: Path) -> None:
    """A gzipped file, the same on standard input, and two files as one graph."""
    wanted = ask(published_store, "officeholders", "--format", "csv")
    assert run("query", "officeholders", "--file", str(turtle), "--format", "csv").stdout == wanted
    piped = run(
        "query",
        "officeholders",
        "--file",
        "-",
        "--input-format",
        "turtle",
        "--format",
        "csv",
        stdin=turtle.read_bytes(),
    )
    assert piped.stdout == wanted
    twice = run("query", "officeholders", "--file", str(turtle), "--file", str(turtle), "--format", "csv")
    assert twice.stdout == wanted


def test_a_limit_leaves_the_first_rows(published_store: Path) -> None:
    """--limit works on any query, a named one too."""
    rows = ask(published_store, "-e", ALL, "--format", "csv").splitlines()
    assert ask(published_store, "-e", ALL, "--format", "csv", "--limit", "2").splitlines() == rows[:3]
    assert "1 row\n" in ask(published_store, "events", "--limit", "1")


def test_labels_stand_for_iris_unless_iris_are_asked_for(published_store: Path) -> None:
    """A table is for people; --iris shows what stands behind the labels."""
    text = "SELECT ?b { ?b a org:FormalOrganization } ORDER BY ?b"
    assert "KPU Kabupaten Semarang" in ask(published_store, "-e", text)
    assert "https://w3id.org/kpugraph/body/kpu-kabupaten-semarang" in ask(published_store, "-e", text, "--iris")


def test_explain_shows_the_query_and_the_engines_plan(published_store: Path, turtle: Path) -> None:
    """The bound query with its prefixes, and each step with its rows and time, on a store and on a file."""
    for source in (["--store", str(published_store)], ["--file", str(turtle)]):
        done = run("query", "officeholders", "-p", "post=Ketua", "--explain", *source)
        assert done.returncode == 0, done.stderr
        assert "PREFIX org: <http://www.w3.org/ns/org#>" in done.stdout
        assert "VALUES ?post { <https://w3id.org/kpugraph/concept/role/ketua> }" in done.stdout
        assert "QuadPattern(?membership org:member ?person)" in done.stdout
        assert "person,name" not in done.stdout


def test_explain_without_the_engines_command_shows_the_algebra(published_store: Path) -> None:
    """Where the extra is not installed the plan is the query's algebra, and how to get more."""
    from kpugraph import explain

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(explain, "_command", lambda: None)
        lines = list(explain.explain("SELECT ?l { ?s a schema:Person ; rdfs:label ?l }", Reader.open(published_store)))
    assert "    ?s rdf:type schema:Person" in "\n".join(lines)
    assert any("kpugraph[explain]" in line for line in lines)


def test_time_is_told_on_standard_error(published_store: Path) -> None:
    """--time leaves the output as it is."""
    done = run("query", "terms", "--time", "--store", str(published_store))
    assert done.stderr.strip().endswith(" s")
    assert done.stdout == ask(published_store, "terms")


@pytest.mark.parametrize(("style", "bold"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_a_table_on_a_terminal_fits_it(published_store: Path, style: dict[str, str], bold: bool) -> None:
    """On a real terminal of 70 columns no line is longer; the head is bold unless the environment says no."""
    leader, follower = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "NO_COLOR"}}
    subprocess.run(["stty", "cols", "70", "rows", "24"], stdin=follower, check=True)
    text = "SELECT ?name ?e ?e2 { ?e a schema:Event ; rdfs:label ?name BIND(?e AS ?e2) }"
    command = [sys.executable, "-m", "kpugraph", "query", "-e", text, "--store", str(published_store)]
    process = subprocess.Popen(command, stdout=follower, stdin=follower, env={**environment, "TERM": "xterm", **style})
    os.close(follower)
    shown = b""
    while part := _read(leader):
        shown += part
    process.wait()
    os.close(leader)
    out = shown.decode()
    assert ("\x1b[1mname " in out) is bold
    lines = out.replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()
    assert lines[-1] == "6 rows"
    assert 60 < max(map(len, lines)) <= 70


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


def test_a_reader_that_goes_away_is_no_error(published_store: Path) -> None:
    """``| head -1`` ends the query quietly."""
    for style in ("csv", "table", "nt"):
        text = (
            "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
            if style == "nt"
            else "SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 20000"
        )
        command = f"{sys.executable} -m kpugraph query -e '{text}' --store {published_store} --format {style} | head -1"
        done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
        assert done.stderr == b"", style
        assert len(done.stdout.splitlines()) == 1


def test_ctrl_c_ends_a_long_query_at_once_and_quietly(published_store: Path) -> None:
    """The engine cannot be interrupted; the process ends all the same, without a traceback."""
    command = [sys.executable, "-m", "kpugraph", "query", "-e", SLOW, "--store", str(published_store)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(2)
    assert process.poll() is None
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert time.monotonic() - begun < 3
    assert process.returncode in {-signal.SIGINT, 130}
    assert (out, err) == (b"", b"")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "give one of NAME"),
        (["terms", "-e", "ASK {}"], "give one of NAME"),
        (["terms", "-p", "body"], "KEY=VALUE"),
        (["terms", "-p", "body=a", "-p", "body=b"], "given twice"),
        (["terms", "-p", "bodi=a"], "terms: the query has no parameter bodi"),
        (["board", "-p", "body=KPU RI"], "board: the query needs on (give -p on=… (date))"),
        (["undated", "-p", "kind=everything"], "use one of event, document, post, article"),
        (["officeholders", "-p", "post=Ketuwa"], "nearest: Ketua"),
        (["officeholders", "-p", "body=KPU Semarang"], "may be KPU Kabupaten Semarang or KPU Kota Semarang"),
        (["officeholders", "-p", "body=KPU Kab. Semarrang"], "nearest: KPU Kabupaten Semarang"),
        (["none.rq"], "none.rq: cannot be read: No such file or directory"),
        (
            ["-e", "SELECT ?x {\n ?x skoz:a 1 }"],
            "line 2, column 5: syntax error: the prefix skoz: is not declared; did you mean skos:?",
        ),
        (["-e", "INSERT DATA { <a:b> <a:b> 1 }"], "INSERT is disabled"),
        (["-e", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"], "a graph cannot be written as csv"),
        (["-e", "SELECT * { ?s ?p ?o }", "--format", "turtle"], "rows cannot be written as turtle"),
        (["-", "--file", "-", "--input-format", "nt"], "standard input holds the graph"),
        (["-e", "ASK {}", "--file", "/dev/null"], "no known RDF format"),
        (["-e", "ASK {}", "--file", "a.ttl", "--endpoint", "http://x/"], "one of --file and --endpoint"),
        (["-e", "ASK {}", "--endpoint", "http://127.0.0.1:9/"], "no answer: Connection refused"),
        (["-e", "ASK {}", "--queries", "/no/such/folder"], "/no/such/folder"),
        (["-e", "\udc80"], "kpugraph: "),
    ],
)
def test_mistakes_get_one_message_and_exit_code_2(published_store: Path, arguments: list[str], complaint: str) -> None:
    """Nothing on standard output, no traceback, and what to do."""
    done = run("query", *arguments, "--store", str(published_store))
    assert done.returncode == 2
    assert done.stdout == ""
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr


def test_a_query_in_another_encoding_is_named(published_store: Path) -> None:
    """Bytes that are no UTF-8 on standard input."""
    done = run("query", "-", "--store", str(published_store), stdin=b"SELECT * { ?s ?p '\xe9' }")
    assert done.returncode == 2
    assert "not in UTF-8" in done.stderr


def test_a_file_with_a_header_has_parameters(published_store: Path, tmp_path: Path) -> None:
    """A user's own file, given by its path, takes -p as a named query does."""
    file = tmp_path / "mine.rq"
    file.write_text(
        "#+ summary: mine\n#+ parameters:\n#+   - name: who\n#+     type: person\n"
        "SELECT ?l {\n#+values\n?who rdfs:label ?l }"
    )
    assert "Maskup Asyadi\n" in ask(published_store, str(file), "-p", "who=maskup asyadi")
    needing, usual = tmp_path / "needing.rq", tmp_path / "usual.rq"
    for made, more in ((needing, "required: true"), (usual, "default: Maskup Asyadi")):
        made.write_text(file.read_text().replace("person\n", f"person\n#+     {more}\n"))
    assert "the query needs who" in run("query", str(needing), "--store", str(published_store)).stderr
    assert ask(published_store, str(usual), "--format", "csv") == "l\r\nMaskup Asyadi\r\n"
    done = run(
        "query",
        "mine",
        "--queries",
        str(tmp_path),
        "-p",
        "who=maskup asyadi",
        "--store",
        str(published_store),
        "--format",
        "csv",
    )
    assert done.stdout == "l\r\nMaskup Asyadi\r\n"


# ------------------------------------------------------------ queries


def test_queries_lists_every_query_below_its_group() -> None:
    """Groups as heads, names with titles and parameters, in both languages."""
    out = run("queries", LC_ALL="C").stdout
    assert out.startswith("people\n")
    for group in ("people", "bodies", "time", "events", "documents", "statements", "evidence", "quality", "links"):
        assert f"\n{group}\n" in f"\n{out}"
    assert re.search(r"\n  officeholders +Who holds which post  · \[body\] \[person\] \[post\]\n", out)
    assert "Siapa menjabat apa" in run("queries", "--lang", "id").stdout
    assert "Siapa menjabat apa" in run("queries", LC_ALL="id_ID.UTF-8").stdout


def test_queries_shows_one_with_all_that_it_needs() -> None:
    """Title, both descriptions, typed parameters, an example, and the text without its header."""
    out = run("queries", "board", LC_ALL="C").stdout
    assert out.startswith("board (bodies): Who held the posts of a body on a day\n")
    assert "  -p on=…  date; needed. The day" in out
    assert 'example: kpugraph query board -p body="KPU Kabupaten Semarang" -p on=2022-02-11' in out
    assert "\nSELECT DISTINCT ?person" in out
    assert "#+ summary" not in out


def test_queries_explains_parameters_in_either_language(tmp_path: Path) -> None:
    """--lang id gives Indonesian words throughout; a user's own query with one text, or none, shows what it has."""
    out = run("queries", "board", "--lang", "id").stdout
    assert "  -p body=…  body; wajib. Nama atau IRI badan\n" in out
    assert "needed" not in out
    assert "\n  contoh: kpugraph query board" in out
    (body, _) = json.loads(run("queries", "board", "--json").stdout)["parameters"]
    assert body["description"] == "A body by name or IRI"
    assert body["descriptions"] == {"id": "Nama atau IRI badan", "en": "A body by name or IRI"}
    (tmp_path / "mine.rq").write_text(
        "#+ summary: mine\n#+ parameters:\n#+   - {name: a, type: string, description: Any word}\n"
        "#+   - {name: b, type: string}\n#+   - {name: c, type: string, description: {id: Kata}}\nASK {}"
    )
    for language in ("id", "en"):
        shown = run("queries", "mine", "--queries", str(tmp_path), "--lang", language).stdout
        assert "  -p a=…  string. Any word\n  -p b=…  string.\n  -p c=…  string. Kata\n" in shown


def test_queries_as_json_has_everything() -> None:
    """For programs: groups, types, defaults and choices."""
    every = json.loads(run("queries", "--json").stdout)
    assert len(every) >= 30
    concepts = next(query for query in every if query["name"] == "concepts")
    assert concepts["group"] == "links"
    assert [p["default"] for p in concepts["parameters"]] == ["id", None]
    assert concepts["parameters"][1]["choices"][0] == "role"
    assert json.loads(run("queries", "concepts", "--json").stdout) == concepts


def test_a_users_own_queries_stand_beside_the_others(tmp_path: Path) -> None:
    """--queries adds a folder; a broken header is named with its file."""
    (tmp_path / "mine.rq").write_text("#+ summary: My own\nASK {}")
    out = run("queries", "--queries", str(tmp_path)).stdout
    assert re.search(r"\nown\n  mine +My own\n", out)
    (tmp_path / "bad.rq").write_text("#+ summary: [\nASK {}")
    done = run("queries", "--queries", str(tmp_path))
    assert done.returncode == 2
    assert "bad.rq: the header is no YAML" in done.stderr
    assert run("queries", "nothing").returncode == 2


# ------------------------------------------------------------ push


def test_push_says_what_it_sent(published_store: Path, oxigraph_server: str, tmp_path: Path) -> None:
    """A summary, the same as JSON, and no state left when it is done."""
    state = tmp_path / "state.json"
    common = ["--store", str(published_store), "--state", str(state)]
    done = run("push", "--endpoint", f"{oxigraph_server}/update", "--replace", *common)
    assert done.returncode == 0, done.stderr
    size = len(Reader.open(published_store))
    assert done.stdout.startswith(f"pushed {size:,} triples to http://127.0.0.1:")
    again = run("push", "--endpoint", f"{oxigraph_server}/store", "--protocol", "gsp", "--json", *common)
    assert json.loads(again.stdout)["triples"] == size
    assert not state.exists()
    query = run("query", "coverage", "--endpoint", f"{oxigraph_server}/query?union-default-graph", "--format", "csv")
    assert "persons,5" in query.stdout


def test_push_to_nobody_says_so(published_store: Path, tmp_path: Path) -> None:
    """A closed port and a bad graph name: one line and exit code 2."""
    common = ["--store", str(published_store), "--state", str(tmp_path / "state.json")]
    done = run("push", "--endpoint", "http://127.0.0.1:9/update", *common)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Connection refused" in done.stderr
    bad = run("push", "--endpoint", "http://127.0.0.1:9/update", "--graph", "not an iri", *common)
    assert "is no IRI" in bad.stderr
