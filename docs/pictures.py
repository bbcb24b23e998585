"""Draws the pictures of this folder anew from the published page: ``python docs/pictures.py`` with a Chromium installed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from kpugraph import pipeline, view
from kpugraph.store import Reader

HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHOSEN = "(name) => Kg.choose({ node: Kg.data.nodes.find((node) => node.label === name).id })"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store, page = Path(folder) / "store", Path(folder) / "network.html"
        pipeline.build([str(HERE.parent / "data" / "articles")], store, _fail)
        view.write(Reader.open(store), page)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        desk = {"viewport": {"width": 1360, "height": 850}}
        phone = {"viewport": {"width": 412, "height": 915}, "device_scale_factor": 2, "color_scheme": "dark"}
        _take(browser, page, HERE / "network.png", desk)
        _take(browser, page, HERE / "network-phone.png", phone)
        browser.close()


def _take(browser: Browser, page: Path, out: Path, options: dict[str, object]) -> None:
    """A picture of the page with the chair chosen and the sentence that makes him so open."""
    opened = browser.new_context(reduced_motion="reduce", offline=True, **options).new_page()  # type: ignore[arg-type]
    opened.goto(page.as_uri())
    opened.wait_for_selector("body.ready")
    opened.evaluate(CHOSEN, "Maskup Asyadi")
    opened.locator("#details summary").first.click()
    opened.wait_for_timeout(600)
    opened.screenshot(path=out)


def _fail(error: Exception) -> None:
    raise error


if __name__ == "__main__":
    main()
