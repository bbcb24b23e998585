"""The quality gate: extraction against the annotated pages, with a floor for each kind of fact."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import quality

FLOORS = tomllib.loads(quality.FLOORS.read_text("utf-8"))
LOWERED = FLOORS.pop("lowered")


@pytest.mark.parametrize("part", FLOORS)
def test_no_kind_of_fact_sinks_below_its_floor(part: str, gold: Path, scorer: ModuleType) -> None:
    """F1 of every kind stays at or above its pinned floor, on offices written on and on those only measured."""
    pages = quality.parts(gold)[part]
    assert len(pages) >= 8
    found = quality.figures(pages, scorer)
    below = {kind: (round(found[kind][2], 3), floor) for kind, floor in FLOORS[part].items() if found[kind][2] < floor}
    assert not below, f"below the floor: {below}"


def test_a_floor_is_lowered_only_with_a_reason_beside_it() -> None:
    """A floor lies below a value it once had only where the table [lowered] of the floors names it with the reason."""
    root = quality.HERE.parent
    log = subprocess.run(
        ["git", "log", "-n", "50", "--format=%H", "--", "tests/floors.toml"],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if log.returncode:
        pytest.skip("not a git checkout")
    lowered = {}
    for commit in log.stdout.split():
        before = subprocess.run(
            ["git", "show", f"{commit}:tests/floors.toml"], cwd=root, capture_output=True, text=True, check=True
        ).stdout
        lowered |= _sunk(tomllib.loads(before), FLOORS)
    assert not {name: change for name, change in lowered.items() if not LOWERED.get(name)}


def _sunk(before: dict[str, Any], now: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """ "part.kind" -> (earlier floor, present floor) for each floor that is lower now; a floor taken out counts as 0."""
    return {
        f"{part}.{kind}": (floor, now.get(part, {}).get(kind, 0.0))
        for part, kinds in before.items()
        if part != "lowered"
        for kind, floor in kinds.items()
        if now.get(part, {}).get(kind, 0.0) < floor
    }


def test_a_sunk_and_a_removed_floor_are_both_noticed() -> None:
    """Lowering a floor and taking it out are told apart from raising it."""
    before = {"measured": {"person": 0.9, "body": 0.8, "post": 0.7}}
    assert _sunk(before, {"measured": {"person": 0.89, "body": 0.81}}) == {
        "measured.person": (0.9, 0.89),
        "measured.post": (0.7, 0.0),
    }


def test_raising_floors_never_lowers_one() -> None:
    """A floor follows its figure upwards, less the slack, and stays where the figure is lower."""
    text = '[measured]\nperson = 0.90\n"article date" = 0.80\n\n[lowered]\n'
    found = {"person": (1.0, 1.0, 0.85), "article date": (1.0, 1.0, 0.956)}
    assert quality.raised(text, "measured", found) == text.replace("0.80", "0.95")
    assert quality.raised(text, "written-on", found) == text


def test_the_published_page_is_read_in_full(gold: Path, scorer: ModuleType) -> None:
    """The published page's facts of all eight main kinds are found without a miss and without an extra."""
    page = json.loads((gold / "dev" / "kab-semarang-104-37.json").read_text("utf-8"))
    found = quality.figures([page], scorer)
    for kind in (*scorer.MAIN, "post, all fields", "term", "election"):
        assert found[kind][2] == 1.0, kind
