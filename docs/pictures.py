"""Draws the pictures of this folder anew: ``python docs/pictures.py [NAME…]`` with a Chromium installed.

The first two and the query editor show the published page. All others are made from composed pages, whose people and
events are invented, and say so.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from serving import serving  # noqa: E402

from kpugraph import pipeline, view  # noqa: E402
from kpugraph.store import Reader  # noqa: E402

COMPOSED = HERE.parent / "tests" / "gold" / "written-on"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
DESK = {"viewport": {"width": 1360, "height": 850}}
EDITOR, EDITOR_DESK = "editor", {"viewport": {"width": 1200, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
INVENTED = "Contoh: semua orang dan kegiatan dalam gambar ini rekaan."
PICK = "kpugraph.choose({ node: kpugraph.find('%s')[0] });"
PROOF = "document.querySelector('#details summary').click();"
PATH = "kpugraph.change({ path: [kpugraph.find('%s')[0], kpugraph.find('%s')[0]] });"


@dataclass(frozen=True)
class Picture:
    """What is opened (of the published or the composed pages), where the reader stands, and what is done first."""

    page: str
    hash: str = ""
    script: str = ""
    phone: bool = False
    dark: bool = False


PICTURES = {
    "network": Picture("published", script=PICK % "maskup" + PROOF),
    "network-phone": Picture("published", script=PICK % "maskup" + PROOF, phone=True, dark=True),
    "view-network": Picture("composed", script=PICK % "kpu ciamis"),
    "view-all": Picture("sigma", "around=all"),
    "view-communities": Picture("composed", "around=all&by=community", dark=True),
    "view-path": Picture("composed", script=PATH % ("kpu ciamis", "kpu wonogiri")),
    "view-filters": Picture("composed", "lang=en", script="document.getElementById('filter').click();"),
    "view-hierarchy": Picture("composed", "view=tree"),
    "view-officers": Picture("composed", "view=chart", script=PICK % "kpu wonogiri"),
    "view-map": Picture("composed", "view=map", script="kpugraph.choose({ region: '32.07' });"),
    "view-table": Picture("composed", "view=table"),
    "view-together": Picture("together"),
    "view-phone": Picture("composed", script=PICK % "kpu ciamis", phone=True),
    "view-map-phone": Picture("composed", "view=map&lang=en", phone=True, dark=True),
}


def main() -> None:
    wanted = sys.argv[1:] or [*PICTURES, EDITOR]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pages = _pages(Path(folder))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        if EDITOR in wanted:
            _take_editor(browser, Path(folder) / "published.store", HERE / f"{EDITOR}.png")
        for name in (name for name in wanted if name != EDITOR):
            _take(browser, pages[PICTURES[name].page], HERE / f"{name}.png", PICTURES[name])
        browser.close()


def _pages(folder: Path) -> dict[str, Path]:
    """The pages that pictures are taken of, by name."""
    pipeline.build([str(HERE.parent / "data" / "articles")], folder / "published.store", _fail)
    with (folder / "composed.jsonl").open("w", encoding="utf-8") as out:
        for path in sorted(COMPOSED.glob("*.json")):
            record = json.loads(path.read_text("utf-8"))
            out.write(json.dumps({key: record[key] for key in ("id", "url", "text")}) + "\n")
    pipeline.build([str(folder / "composed.jsonl")], folder / "composed.store", _fail)
    published, composed = (Reader.open(folder / f"{name}.store") for name in ("published", "composed"))
    pages = {name: folder / f"{name}.html" for name in ("published", "composed", "sigma", "together")}
    view.write(published, pages["published"])
    view.write(composed, pages["composed"])
    view.write(composed, pages["sigma"], drawing="sigma")
    view.write(composed, pages["together"], projection="co-appearance")
    return pages


def _take(browser: Browser, page: Path, out: Path, picture: Picture) -> None:
    options = PHONE if picture.phone else DESK
    scheme = "dark" if picture.dark else "light"
    context = browser.new_context(reduced_motion="reduce", offline=True, color_scheme=scheme, **options)  # type: ignore[arg-type]
    opened = context.new_page()
    opened.goto(f"{page.as_uri()}#{picture.hash}")
    opened.wait_for_selector("body.ready")
    if picture.page != "published":
        opened.evaluate("(text) => { document.getElementById('dek').textContent = text; }", INVENTED)
    opened.evaluate(f"() => {{ {picture.script} }}")
    opened.wait_for_timeout(700)
    opened.screenshot(path=out)
    context.close()


def _take_editor(browser: Browser, store: Path, out: Path) -> None:
    """The query editor of a running server, with a named query that has been run."""
    with serving(store) as server:
        opened = browser.new_page(reduced_motion="reduce", **EDITOR_DESK)  # type: ignore[arg-type]
        opened.goto(f"{server.address}/query?lang=en&name=officeholders")
        opened.wait_for_selector(".CodeMirror-code:has-text('org:Membership')")
        opened.click(".yasqe_queryButton")
        opened.wait_for_selector("#results tbody tr:nth-child(5)")
        opened.wait_for_timeout(700)
        opened.screenshot(path=out)
        opened.close()


def _fail(error: Exception) -> None:
    raise error


if __name__ == "__main__":
    main()
