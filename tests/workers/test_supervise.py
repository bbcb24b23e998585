"""The bounds of the command line, and its short way for plain queries."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"


def query(store: Path, *arguments: str, shell: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kpugraph", "query", "--store", str(store), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_a_query_that_takes_too_long_is_stopped(published_store: Path) -> None:
    """After --timeout the query ends with one line and exit code 2."""
    begun = time.monotonic()
    done = query(published_store, "-e", ENDLESS, "--timeout", "0.5")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "kpugraph: the query ran longer than 0.5 s and was stopped (give a longer --timeout)\n"
    assert time.monotonic() - begun < 10


def run(code: str) -> subprocess.CompletedProcess[str]:
    text = f"from kpugraph.workers.supervise import supervise\nimport os, sys, kpugraph.process\n{code}"
    return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False, timeout=60)


def test_an_engine_that_dies_is_one_line() -> None:
    """A crash of the engine is an error of the query, without the engine's trace."""
    code = (
        "from kpugraph.errors import QueryError\n"
        "kpugraph.process.own = True\n"
        "try: supervise()\n"
        "except QueryError as error: print(error); sys.exit(2)\n"
        "os.write(2, b'stack backtrace: ...'); os.abort()"
    )
    done = run(code)
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.startswith("the query ended the engine")


def test_the_memory_of_a_query_is_bounded() -> None:
    """What goes over the bound is refused to the process."""
    code = (
        "kpugraph.process.own = True\nsupervise(megabytes=300)\ntry: b'x' * 2**30\nexcept MemoryError: print('refused')"
    )
    assert run(code).stdout == "refused\n"


def test_the_child_ends_as_the_command_does() -> None:
    """Exit code, output and what is written on standard error are passed on."""
    done = run("kpugraph.process.own = True\nsupervise()\nprint('out'); print('err', file=sys.stderr); sys.exit(7)")
    assert (done.returncode, done.stdout, done.stderr) == (7, "out\n", "err\n")


@pytest.mark.parametrize(("kind", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_signals_end_a_running_query(published_store: Path, kind: signal.Signals, code: int) -> None:
    """Both end it within two seconds, which the engine alone would not heed."""
    command = [sys.executable, "-m", "kpugraph", "query", "--store", str(published_store), "-e", ENDLESS]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    time.sleep(1.5)
    process.send_signal(kind)
    assert process.wait(5) == code


PEOPLE = "SELECT ?p ?name { ?p a schema:Person ; rdfs:label ?name } ORDER BY ?name"
GRAPH = "CONSTRUCT { ?p rdfs:label ?name } { ?p a schema:Person ; rdfs:label ?name }"


@pytest.mark.parametrize(
    ("text", "style"),
    [
        *((PEOPLE, style) for style in ("csv", "tsv", "json", "xml", "table", "md")),
        *(("ASK { ?p a schema:Person }", style) for style in ("csv", "json", "xml")),
        *((GRAPH, style) for style in ("nt", "turtle", "jsonld", "json", "rdfxml")),
        (PEOPLE, "turtle"),
        (GRAPH, "csv"),
        ("SELECT * {", "csv"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "csv"),
        ("SELECT * { ?s prov:wasDerivedFrom ?o } ORDER BY ?s ?o", "csv"),
    ],
)
def test_the_short_way_answers_as_the_ordinary_one(
    published_store: Path, tmp_path: Path, text: str, style: str
) -> None:
    """Output, complaint and exit code are the same by -e, by a file, and by the way that --timeout makes it go."""
    file = tmp_path / "query.rq"
    file.write_text(text, "utf-8")
    short = query(published_store, "-e", text, "--format", style)
    by_file = query(published_store, str(file), f"--format={style}")
    ordinary = query(published_store, "-e", text, "--format", style, "--timeout", "600")
    outcomes = {(done.returncode, done.stdout, done.stderr) for done in (short, by_file, ordinary)}
    assert len(outcomes) == 1
    assert not any("Traceback" in done.stderr for done in (short, ordinary))


def test_the_short_way_loads_no_option_parser(published_store: Path) -> None:
    """A plain query imports neither click nor re nor typing, nor what they are made of."""
    code = (
        "import sys, os; before = os._exit; slow = {'click', 're', 'typing', 'pathlib', 'enum', 'contextlib'}\n"
        "os._exit = lambda code: (print(sorted(slow & set(sys.modules)), file=sys.stderr),"
        " sys.stderr.flush(), before(code))\n"
        "from kpugraph.start import main\n"
        "main()\n"
    )
    arguments = ["query", "-e", "ASK {}", "--format", "csv", "--store", str(published_store)]
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, *arguments], capture_output=True, text=True, check=False, env={**os.environ}
    )
    assert done.stdout == "true\n"
    assert done.stderr.splitlines()[0] == "[]"


def test_a_reader_that_stops_reading_is_no_error(published_store: Path) -> None:
    """Piped into a command that ends early, a query ends quietly."""
    command = f"{sys.executable} -m kpugraph query --store {published_store} -e 'SELECT * {{ ?s ?p ?o }}' --format csv | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_another_program_is_not_forked() -> None:
    """In a process that is not the command's own nothing is bounded, forked or ended."""
    assert run("pid = os.getpid(); supervise(); print(os.getpid() == pid)").stdout == "True\n"
