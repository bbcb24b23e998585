"""Fixtures that several tests share: the data beside the checkout, and the published page as a graph."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

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
    spec = importlib.util.spec_from_file_location("score", gold / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def published_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from the published page."""
    from kpugraph import pipeline

    target = tmp_path_factory.mktemp("published") / "kpugraph.store"
    pipeline.build([str(ROOT / "data" / "articles")], target, _fail)
    return target


def _fail(error: Exception) -> None:
    raise error
