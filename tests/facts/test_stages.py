"""Stages of elections: which an article names, to which an activity belongs, and how they reach the graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpugraph import entities, ids, quads
from kpugraph.errors import DataError
from kpugraph.facts.record import to_record
from kpugraph.lexicon import read_table, tables
from kpugraph.mentions.stages import find_stages
from kpugraph.model import Page
from kpugraph.pipeline import extract
from kpugraph.regions import load_regions
from kpugraph.vocabulary import concepts

TEXT = (
    "Rapat Pencalonan\n\nKPU Kabupaten Pati menggelar rapat koordinasi tahapan pencalonan, Senin (8/5/2023). Coklit akan"
    " dimulai 24 Juni 2023. Penataan dapil sudah selesai."
)
FACTS = list(extract([Page("x", "https://kab-pati.kpu.go.id/", TEXT)]))


def test_an_article_carries_the_stages_that_it_names_and_its_events_their_own() -> None:
    """The name of an activity gives its stage, else its kind does; the record has both beside the annotated fields."""
    record = to_record(FACTS[0])
    assert record["stages"] == ["pencalonan", "pemutakhiran-data-pemilih", "penetapan-dapil"]
    assert [(e["kind"], e["stage"]) for e in record["events"]] == [
        ("rapat-koordinasi", "pencalonan"),
        ("coklit", "pemutakhiran-data-pemilih"),
    ]


def test_stages_reach_the_graph() -> None:
    """Article and event point to the concept of the stage, by kg:stage, and the concept's labels come along."""
    graph = entities.resolve(FACTS, load_regions())
    lines = set(quads.lines(graph))
    stage = f"<{ids.concept('stage', 'pencalonan')}>"
    subjects = {line.split()[0] for line in lines if "ontology#stage>" in line and stage in line}
    assert len(subjects) == 2
    assert any(line.startswith(stage) and "prefLabel" in line for line in lines)


def test_every_stage_of_the_word_list_is_a_concept() -> None:
    """The vocabulary has a concept for each stage that a row of stages.csv gives."""
    (path,) = tables("stages", None)
    stages = {row["stage"] for _, row in read_table(path, ("form", "stage"))} - {"none"}
    assert {ids.concept("stage", stage) for stage in stages} <= set(concepts())


def test_a_users_own_name_of_a_stage_works_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    """A row of one's own is read beside the shipped ones; a name that cannot be a concept's is an error with its line."""
    (tmp_path / "stages.csv").write_text("form,stage\nadu urat,masa-kampanye\n", "utf-8")
    text = "Masa adu urat dimulai."
    assert [s.stage for s in find_stages(text, 0, len(text), tmp_path)] == ["masa-kampanye"]
    assert find_stages(text, 0, len(text)) == []
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "stages.csv").write_text("form,stage\nadu urat,Masa Kampanye!\n", "utf-8")
    with pytest.raises(DataError) as error:
        find_stages(text, 0, len(text), broken)
    assert error.value.where == "stages.csv:2"
