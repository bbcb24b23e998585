"""Extraction scored against the annotated pages, in four parts; prints one table for each.

    python tests/quality.py                    precision, recall and F1 per kind and part
    python tests/quality.py --raise-floors     and lifts each pinned floor that a figure has left 0.01 behind

The shared pages are split by office: the 14 offices whose hash is lowest are only measured, the others may be read
while mending rules. Our own composed pages are split by folder.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared" / "gold"
FLOORS = HERE / "floors.toml"
MEASURED = 14  # offices
SLACK = 0.01  # a floor lies this far below the figure that raised it

Figures = dict[str, tuple[float, float, float]]  # per kind of fact: precision, recall, F1


def office(page_id: str) -> str:
    """The office of a page by its id; each press page is an office of its own."""
    name = page_id.removeprefix("composed-")
    if "press" in name:
        return name
    return "kab-semarang" if name.startswith("kab-semarang") else re.sub(r"-\d+$", "", name)


def split(pages: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Two sets by office: the offices whose hash is lowest are only measured, the published page's never is."""
    every = list(pages)
    offices = {office(page["id"]) for page in every} - {"kab-semarang"}
    ordered = sorted(offices, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    held = set(ordered[:MEASURED])
    return {
        "written-on": [page for page in every if office(page["id"]) not in held],
        "measured": [page for page in every if office(page["id"]) in held],
    }


def parts(gold: Path) -> dict[str, list[dict[str, Any]]]:
    """The annotated pages by the name of their floors; a folder without pages has none."""
    own = {f"own-{name}": _read(HERE / "gold" / name) for name in ("written-on", "opened", "measured")}
    return split(_read(gold / "dev")) | {name: pages for name, pages in own.items() if pages}


def _read(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]


def load_scorer(gold: Path) -> ModuleType:
    """The scorer that stands beside the annotated pages."""
    spec = importlib.util.spec_from_file_location("score", gold / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures(pages: list[dict[str, Any]], scorer: ModuleType) -> Figures:
    """Precision, recall and F1 per kind of fact."""
    from kpugraph.facts.record import to_record
    from kpugraph.model import Page
    from kpugraph.pipeline import extract

    records = [to_record(facts) for facts in extract(Page(p["id"], p["url"], p["text"]) for p in pages)]
    totals, _ = scorer.compare(pages, json.loads(json.dumps(records)))
    return {kind: scorer.figures(row) for kind, row in totals.items()}


def tables(gold: Path) -> Iterator[tuple[str, int, Figures, float]]:
    """(part, pages, figures per kind, mean F1 of the eight main kinds)."""
    scorer = load_scorer(gold)
    for part, pages in parts(gold).items():
        found = figures(pages, scorer)
        yield part, len(pages), found, sum(found[kind][2] for kind in scorer.MAIN) / len(scorer.MAIN)


def raised(text: str, part: str, found: Figures) -> str:
    """The text of the floors with each floor of ``part`` lifted to its figure less ``SLACK``; none is lowered."""
    out, inside = [], False
    for line in text.splitlines():
        if line.startswith("["):
            inside = line == f"[{part}]"
        kind, _, floor = line.partition(" = ")
        figure = found.get(kind.strip('"'))
        if inside and figure is not None and (better := round(figure[2] - SLACK, 2)) > float(floor):
            out.append(f"{kind} = {better:.2f}")
        else:
            out.append(line)
    return "\n".join(out) + "\n"


def main(arguments: list[str]) -> int:
    text = FLOORS.read_text("utf-8")
    for part, pages, found, mean in tables(SHARED):
        print(f"{part} ({pages} pages){'':{max(1, 26 - len(part))}} P      R     F1")
        for kind, (precision, recall, f1) in found.items():
            print(f"  {kind:32} {precision:.3f}  {recall:.3f}  {f1:.3f}")
        print(f"  {'mean F1 of the 8 main kinds':32}               {mean:.3f}\n")
        text = raised(text, part, found)
    if "--raise-floors" in arguments:
        FLOORS.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.path[:0] = [str(HERE.parent)]
    if not SHARED.is_dir():
        sys.exit("the annotated pages are not beside this checkout")
    sys.exit(main(sys.argv[1:]))
