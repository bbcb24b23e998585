"""The command line, run as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ARTICLES = str(ROOT / "data" / "articles")


def run(*arguments: str, stdin: str | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kpugraph", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, cwd=cwd, check=False)


def test_build_says_what_it_built(tmp_path: Path) -> None:
    """A build prints its counts on standard output and nothing on standard error."""
    done = run("build", ARTICLES, "--store", str(tmp_path / "s"), "--json")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    counts = json.loads(done.stdout)
    assert {key: counts[key] for key in ("articles", "persons", "posts", "events", "documents", "statements")} == {
        "articles": 2, "persons": 5, "posts": 5, "events": 6, "documents": 2, "statements": 3,
    }  # fmt: skip


def test_a_bad_source_is_named_and_the_good_ones_are_built(tmp_path: Path) -> None:
    """With one missing path the rest is built, the path is named, and the exit code is 2."""
    done = run("build", ARTICLES, "/no/such/file.txt", "--store", str(tmp_path / "s"))
    assert done.returncode == 2
    assert done.stderr == "kpugraph: /no/such/file.txt: no such file or directory (check the path)\n"
    assert (tmp_path / "s").is_dir()


def test_extract_prints_one_object_per_article() -> None:
    """Facts come as JSON Lines with the page's id."""
    done = run("extract", ARTICLES)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["page"] for record in records] == ["kab-semarang-104-37"] * 2
    assert records[0]["posts"][0] == {
        "person": "Bernad Dermawan Sutrisno", "role": "Sekretaris Jenderal", "body": "KPU RI", "division": None,
        "status": "current", "period": None,
    }  # fmt: skip


def test_extract_explains_every_span_by_its_rule() -> None:
    """--explain shows the quoted span, the rule and its confidence."""
    done = run("extract", ARTICLES, "--explain")
    assert done.returncode == 0, done.stderr
    assert "posts.role-name" in done.stdout
    assert "Semvarang -> Semarang" in done.stdout


def test_extract_reads_standard_input() -> None:
    """A record on standard input is read like one of a file."""
    record = {"id": "x", "url": "https://kab-pati.kpu.go.id/", "text": "Judul\n\nKetua KPU Pati, Budi Santoso, hadir."}
    done = run("extract", "-", stdin=json.dumps(record))
    posts = json.loads(done.stdout)["posts"]
    assert [(post["person"], post["role"], post["body"]) for post in posts] == [
        ("Budi Santoso", "Ketua", "KPU Kabupaten Pati")
    ]


def test_a_named_query_gives_its_rows(published_store: Path) -> None:
    """officeholders names the five people of the published page with their posts."""
    done = run("query", "officeholders", "--store", str(published_store), "--format", "csv")
    header, *rows = done.stdout.splitlines()
    assert header == "person,name,role,body,division,capacity,from,to,article"
    assert len(rows) == 5
    assert sum("Maskup Asyadi,Ketua," in row for row in rows) == 1


@pytest.mark.parametrize("name", ["KPU Kab. Semarang", "kpu kabupaten semarang", "KPU Kabupaten Semarang"])
def test_a_body_is_found_by_any_spelling(published_store: Path, name: str) -> None:
    """Abbreviated and lower-case names find the body."""
    done = run("query", "officeholders", "-p", f"body={name}", "--store", str(published_store), "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 5


def test_why_shows_the_sentence_with_its_span(published_store: Path) -> None:
    """The evidence of a person has the sentence, the span in it, the rule and the address."""
    done = run("why", "Maskup Asyadi", "--store", str(published_store))
    assert "[Ketua KPU Kabupaten Semarang, Maskup Asyadi]" in done.stdout
    assert "rule posts.role-name" in done.stdout
    assert "https://kab-semarang.kpu.go.id/index.php/blog/category/104?page=37" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["why", "Maskup Asyad"], "nearest: Maskup Asyadi"),
        (["query", "officeholder"], "nearest: officeholders"),
        (["query", "officeholders", "-p", "size=3"], "has no parameter size"),
        (["query", "events", "-p", "from=yesterday"], "is no date"),
        (["query", "-e", "SELECT * {"], "line 1, column"),
        (["query", "-e", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"], "SERVICE is disabled"),
    ],
)
def test_mistakes_get_one_line_and_exit_code_2(published_store: Path, arguments: list[str], complaint: str) -> None:
    """Wrong names, parameters and queries are explained without a traceback."""
    done = run(*arguments, "--store", str(published_store))
    assert done.returncode == 2
    assert done.stdout == ""
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_store_says_what_to_do(tmp_path: Path) -> None:
    """A query without a store tells the user to build one."""
    done = run("query", "events", cwd=tmp_path)
    assert done.returncode == 2
    assert "run kpugraph build" in done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["query", "coverage"]])
def test_start_up_imports_nothing_heavy(published_store: Path, arguments: list[str]) -> None:
    """Neither --help nor a query imports rdflib, networkx or pyvis."""
    store = [] if "--help" in arguments else ["--store", str(published_store)]
    code = (
        "import sys; sys.argv = ['kpugraph', *sys.argv[1:]]\n"
        "from kpugraph.cli import main\n"
        "try: main()\n"
        "except SystemExit: print('HEAVY', sorted({'rdflib', 'networkx', 'pyvis'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments, *store], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "HEAVY []", done.stderr
