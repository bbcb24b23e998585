"""Judging in the terminal what readers of the server's pages propose."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kpugraph import pipeline
from kpugraph.cli import cli
from kpugraph.entities.decisions import Decision, read, write_behind
from kpugraph.errors import DataError
from kpugraph.prefixes import PREFIXES
from kpugraph.proposed import handled_file, pending
from kpugraph.store import Reader

TEXT = (
    "Apel Pagi\n\nUngaran - KPU Kabupaten Semarang menggelar apel pagi, Selasa (12/4/2022). "
    "Apel dipimpin Ketua KPU Kabupaten Semarang, Sasmita Wulandari."
)
PAGE = {"id": "uji-1", "url": "https://kab-semarang.kpu.go.id/blog/read/1", "text": TEXT}
QUOTE = "Ketua KPU Kabupaten Semarang, Sasmita Wulandari"
WRONG = Decision("reject", "uji-1", QUOTE, "Sasmita Wulandari", "post", by="A reader", on="2026-11-20", why="not chair")
OTHER = Decision(
    "edit",
    "uji-1",
    QUOTE,
    "Sasmita Wulandari",
    "post.role",
    "Sekretaris",
    by="Another",
    on="2026-11-21",
    why="secretary",
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "pages.jsonl").write_text(json.dumps(PAGE), "utf-8")
    pipeline.build([str(tmp_path / "pages.jsonl")], tmp_path / "store", lambda error: None)
    return tmp_path / "store"


@pytest.fixture
def proposals(tmp_path: Path) -> Path:
    path = tmp_path / "inbox" / "proposals.csv"
    write_behind(path, [WRONG, OTHER, WRONG])
    return path


def review(store: Path, proposals: Path, answers: str, *more: str) -> Result:
    folder = store.parent / "decisions"
    given = ["review", "--store", str(store), "--decisions", str(folder), "--by", "Rina", "--on", "2026-11-24"]
    return CliRunner().invoke(cli, [*given, "--proposals", str(proposals), *more], input=answers)


def verdicts(proposals: Path) -> list[str]:
    with handled_file(proposals).open(encoding="utf-8", newline="") as handle:
        return [row["verdict"] for row in csv.DictReader(handle)]


def test_an_accepted_proposal_becomes_a_decision_that_the_next_build_follows(store: Path, proposals: Path) -> None:
    """Accepted, it is a row with who, when and why; declined, it is marked alone; neither is asked again."""
    done = review(store, proposals, "a\nd\n")
    assert done.exit_code == 0, done.output
    assert "dipimpin [Ketua KPU Kabupaten Semarang, Sasmita Wulandari]" in done.output
    (row,) = read(store.parent / "decisions" / "review.csv")
    assert (row.action, row.field, row.by, row.on) == ("reject", "post", "Rina", "2026-11-24")
    assert row.why == "not chair (proposed by A reader, 2026-11-20)"
    assert verdicts(proposals) == ["accepted", "declined"]
    assert "0 proposals" in review(store, proposals, "").output
    pages, again = store.parent / "pages.jsonl", store.parent / "again"
    pipeline.build([str(pages)], again, lambda error: None, decisions_dir=store.parent / "decisions")
    ask = "ASK { ?m org:member/rdfs:label ?name FILTER(STR(?name) = 'Sasmita Wulandari') }"
    assert Reader.open(store).query(ask, prefixes=PREFIXES)
    assert not Reader.open(again).query(ask, prefixes=PREFIXES)


def test_a_changed_proposal_says_what_the_curator_says(store: Path, proposals: Path) -> None:
    """Changed, it has the curator's field and value; what makes no sense is asked again."""
    done = review(store, proposals, "s\nc\npost.rule\n\n\npost.role\nAnggota\nshe is a member\n")
    assert done.exit_code == 0, done.output
    assert "'post.rule' cannot be edited" in done.output
    (row,) = read(store.parent / "decisions" / "review.csv")
    assert (row.action, row.field, row.value) == ("edit", "post.role", "Anggota")
    assert row.why == "she is a member (proposed by Another, 2026-11-21)"
    assert pending(proposals) == [WRONG]


def test_what_is_skipped_or_interrupted_stays(store: Path, proposals: Path) -> None:
    """Skipping, quitting and the end of the input leave a proposal as it is, and the file of proposals is never changed."""
    before = proposals.read_bytes()
    for answers in ("s\nq\n", "", "c\npost.role\n"):
        assert review(store, proposals, answers).exit_code == 0
    assert pending(proposals) == [WRONG, OTHER]
    assert not (store.parent / "decisions").exists()
    assert not handled_file(proposals).exists()
    review(store, proposals, "a\nq\n")
    assert proposals.read_bytes() == before
    write_behind(proposals, [Decision("reject", "uji-1", "Apel", "", "event", by="B", on="2026-11-22", why="no event")])
    assert len(pending(proposals)) == 2


def test_wrong_files_are_told_of_in_one_line(store: Path, proposals: Path, tmp_path: Path) -> None:
    """A file that holds no proposals is bad input, and so is one that is not there."""
    proposals.write_text("a,b\n1,2\n", "utf-8")
    done = review(store, proposals, "")
    assert isinstance(done.exception, DataError)
    assert review(store, tmp_path / "missing.csv", "").exit_code == 2


def test_listing_only_shows(store: Path, proposals: Path) -> None:
    """With --list nothing is asked."""
    done = review(store, proposals, "", "--list")
    assert done.exit_code == 0
    assert "2 of 2" in done.output
    assert "post.role is 'Sekretaris'" in done.output
