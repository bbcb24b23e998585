"""The second opinion on people: pinned, reproducible, optional, and asked only where the rules found nothing."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kpugraph import assets
from kpugraph.language import load
from kpugraph.mentions.items import scan
from kpugraph.mentions.tagger import load_tagger, sentences
from kpugraph.model import Page
from kpugraph.pipeline import extract
from kpugraph.text import tokenize

ROOT = Path(__file__).parents[2]
pytest.importorskip("pycrfsuite", reason="the extra ner is not installed")


@pytest.fixture(scope="module")
def trainer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("train", ROOT / "data" / "models" / "train.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_name_in_plain_news_prose_is_likely_and_a_place_is_not() -> None:
    """The shipped model tells the person of a sentence from its place."""
    language = load()
    tagger = load_tagger(language)
    assert tagger is not None
    text = "Penghargaan itu diterima Sudirman Halawa di Gunungsitoli kemarin."
    items = scan(tokenize(text), text, language)
    chances = dict(zip((item.text for item in items), tagger.probabilities(items), strict=True))
    assert min(chances["Sudirman"], chances["Halawa"]) > 0.85
    assert chances["Gunungsitoli"] < 0.5


def test_a_person_of_the_model_says_so() -> None:
    """A person whom only the model found carries its rule and a lower confidence than one of the rules."""
    text = "Lomba\n\nKota - Juri lomba menilai tujuh karya. Menurutnya, Ndolili Laonso bakal dihubungi."
    (facts,) = extract([Page("1", "https://kota-singkawang.kpu.go.id/1", text)])
    (person,) = (p for p in facts.persons if p.name == "Ndolili Laonso")
    rules = {(e.rule, e.confidence) for e in person.evidence}
    assert {rule for rule, _ in rules} == {"people.model"}
    assert max(confidence for _, confidence in rules) < 0.75


def test_training_gives_the_same_bytes_twice(trainer: ModuleType, gold: Path, tmp_path: Path) -> None:
    """The model can be made again from its sentences: two trainings agree to the byte."""
    folder = gold.parent / "reference" / "idner-news-2k"
    assert trainer.train(folder, tmp_path / "a.crf") == trainer.train(folder, tmp_path / "b.crf")
    assert (tmp_path / "a.crf").stat().st_size < 200_000


def test_a_model_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    """A model whose bytes differ from the pinned hash is reported in one line and never used."""
    for folder in ("kpugraph", "data", "ontology", "queries"):
        source = ROOT / folder
        for path in (p for p in source.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            target = tmp_path / folder / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    model = tmp_path / "data" / "models" / "persons.crf"
    model.write_bytes(model.read_bytes() + b"\0")
    done = subprocess.run(
        [sys.executable, "-m", "kpugraph", "extract", "-"],
        cwd=tmp_path, input='{"id": "1", "url": "https://kota-palu.kpu.go.id/1", "text": "Apel\\n\\nPalu - Apel pagi."}\n',
        capture_output=True, text=True, check=False, env={"PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 2
    assert "persons.crf" in done.stderr
    assert "Traceback" not in done.stderr


def test_sentences_cover_the_items_up_to_stops() -> None:
    """The tagger reads stretches up to a line break or a final stop; an initial's stop ends none."""
    text = "Rapat dibuka M. Yusuf. Peserta hadir\nSelesai"
    items = scan(tokenize(text), text, load())
    read = [" ".join(item.text for item in items[a:b]).strip() for a, b in sentences(items)]
    assert read == ["Rapat dibuka M . Yusuf .", "Peserta hadir", "Selesai"]


def test_the_model_ships_with_its_origin() -> None:
    """The folder of the model names the sentences it was trained on and their licence."""
    note = assets.path("data", "models", "persons.toml").read_text("utf-8")
    assert "idner-news-2k" in note
    assert "MIT" in note
