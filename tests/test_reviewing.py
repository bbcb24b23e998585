"""Judging unsure identities and conflicts in the terminal."""

from __future__ import annotations

import csv
from pathlib import Path

import linked_score
import pytest
from click.testing import CliRunner

from kpugraph import pipeline
from kpugraph.check import check_graph
from kpugraph.cli import cli
from kpugraph.store import Reader

LINKED = Path(__file__).parent / "linked"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("review") / "store"
    linked_score.build(LINKED, target)
    return target


def review(graph: Path, folder: Path, answers: str) -> str:
    arguments = ["review", "--store", str(graph), "--decisions", str(folder), "--by", "Rina", "--on", "2026-11-24"]
    done = CliRunner().invoke(cli, arguments, input=answers)
    assert done.exit_code == 0, done.output
    return done.output


def rebuilt(folder: Path, target: Path) -> Reader:
    pipeline.build([str(LINKED / "articles.jsonl")], target, lambda error: None, decisions_dir=folder)
    return Reader.open(target)


def test_answers_become_decisions_that_the_next_build_follows(graph: Path, tmp_path: Path) -> None:
    """A doubt judged and a sentence rejected are written at once; rebuilt, neither is asked again."""
    said = review(graph, tmp_path / "own", "s\nshe signed it\n3\nthe other page is right\n")
    assert "2 decisions written" in said
    with (tmp_path / "own" / "review.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [(r["action"], r["by"], r["why"]) for r in rows] == [
        ("same", "Rina", "she signed it"),
        ("reject", "Rina", "the other page is right"),
    ]
    reader = rebuilt(tmp_path / "own", tmp_path / "again")
    report = check_graph(reader, shapes_limit=0)
    assert (report.unsure, report.conflicts, report.stale) == ((), (), ())
    assert "0 unsure identities, 0 conflicts" in review(tmp_path / "again", tmp_path / "own", "")


def test_different_leaves_the_other_who_is_meant(graph: Path, tmp_path: Path) -> None:
    """Once one of two candidates is ruled out, the mention is the other's."""
    review(graph, tmp_path, "d\nno\nq\n")
    reader = rebuilt(tmp_path, tmp_path / "store")
    iri = {(r["page"], r["form"]): r["person"] for r in linked_score.rows(reader, "mentions")}
    assert iri["bim-08", "Siti"] in {iri["bim-07", "Siti Aisyah"], iri["bim-07", "Siti Rahmah"]}


def test_a_changed_sentence_makes_a_decision_stale(graph: Path, tmp_path: Path) -> None:
    """The decision is reported with its place, changes nothing, and check finds it."""
    folder = tmp_path / "own"
    review(graph, folder, "s\nshe signed it\nq\n")
    changed = (LINKED / "articles.jsonl").read_text("utf-8").replace("memantau coklit", "meninjau coklit")
    (tmp_path / "pages.jsonl").write_text(changed, "utf-8")
    told: list[str] = []
    pipeline.build(
        [str(tmp_path / "pages.jsonl")], tmp_path / "s", lambda e: None, decisions_dir=folder, on_stale=told.append
    )
    assert told == ["review.csv:2: stale, not applied: its quote stands in the page no more (page bim-08)"]
    report = check_graph(Reader.open(tmp_path / "s"), shapes_limit=0)
    assert [s.page for s in report.stale] == ["bim-08"]
    assert not report.ok
    assert len(report.unsure) == 2


def test_quitting_and_wrong_answers_write_nothing(graph: Path, tmp_path: Path) -> None:
    """Other letters are asked again; the end of the input quits; nothing is written."""
    said = review(graph, tmp_path / "own", "x\n")
    assert "answer with one of s, d, n, q" in said
    assert not (tmp_path / "own").exists()


def test_an_end_before_the_reason_decides_nothing(graph: Path, tmp_path: Path) -> None:
    """Whoever breaks off at "why?" has decided only what went before, and is told so; a wrong day is refused at once."""
    said = review(graph, tmp_path / "d", "s\nshe signed it\n3\n")
    assert "1 decision written" in said
    assert len((tmp_path / "d" / "review.csv").read_text("utf-8").splitlines()) == 2
    done = CliRunner().invoke(cli, ["review", "--store", str(graph), "--on", "besok"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'besok' is no day" in done.stderr


def test_a_list_asks_nothing(graph: Path, tmp_path: Path) -> None:
    """--list shows the doubts with their sentences."""
    done = CliRunner().invoke(cli, ["review", "--list", "--store", str(graph), "--decisions", str(tmp_path)])
    assert done.exit_code == 0
    assert "[Siti]" in done.output
    assert "Which sentence is wrong?" in done.output
    assert "[s]ame" not in done.output


def test_both_sentences_of_a_conflict_are_shown(graph: Path) -> None:
    """A conflict names two persons, and check quotes a sentence for each."""
    (conflict,) = check_graph(Reader.open(graph), shapes_limit=0).conflicts
    assert {s.page for s in conflict.sentences} == {"dom-02", "kbm-03"}


def test_bad_rows_stop_the_build_with_file_and_line(tmp_path: Path) -> None:
    """A wrong decisions file is bad input: exit code 2, one line on stderr."""
    (tmp_path / "x.csv").write_text("action,page\nsame,a\n", "utf-8")
    done = CliRunner().invoke(
        cli, ["build", str(LINKED / "articles.jsonl"), "--store", str(tmp_path / "s"), "--decisions", str(tmp_path)]
    )
    assert done.exception is not None
    assert "columns must be" in str(done.exception)
