"""Fixtures that several tests share: the data beside the checkout, and the published page as a graph."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import servers
from gold_facts import facts_of
from quality import load_scorer

from kpugraph import entities, quads, store
from kpugraph.model import ArticleFacts
from kpugraph.regions import load_regions

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of annotated pages beside the checkout."""
    folder = SHARED / "gold"
    if not folder.is_dir():
        pytest.skip("the annotated pages are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def scorer(gold: Path) -> ModuleType:
    """The scorer that stands beside the annotated pages."""
    return load_scorer(gold)


@pytest.fixture(scope="session")
def published_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from the published page."""
    from kpugraph import pipeline

    target = tmp_path_factory.mktemp("published") / "kpugraph.store"
    pipeline.build([str(ROOT / "data" / "articles")], target, _fail)
    return target


@pytest.fixture(scope="session")
def gold_facts(gold: Path) -> list[ArticleFacts]:
    """The annotated facts of the published page, with evidence."""
    return facts_of(json.loads((gold / "dev" / "kab-semarang-104-37.json").read_text("utf-8")))


@pytest.fixture(scope="session")
def gold_store(gold_facts: list[ArticleFacts], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from the annotated facts of the published page: what the graph side makes of perfect facts."""
    target = tmp_path_factory.mktemp("gold") / "kpugraph.store"
    store.write(target, quads.lines(entities.resolve(gold_facts, load_regions())))
    return target


def _fail(error: Exception) -> None:
    raise error


@pytest.fixture(scope="session")
def linked_store(gold: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from the linked corpus: 32 composed articles of five offices and eight years."""
    from kpugraph import pipeline

    target = tmp_path_factory.mktemp("linked") / "kpugraph.store"
    pipeline.build([str(gold / "linked" / "articles.jsonl")], target, _fail)
    return target


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an oxigraph server with an empty store."""
    if servers.oxigraph_command() is None:
        pytest.skip("the oxigraph command is not installed (pip install oxigraph)")
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph") / "data") as url:
        yield url


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Virtuoso server with a new database."""
    if shutil.which("virtuoso-t") is None:
        pytest.skip("Virtuoso is not installed (Debian's virtuoso-opensource-7-bin)")
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as url:
        yield url
