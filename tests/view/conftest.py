"""A real Chromium without a network, and what it shows, asks for and complains of."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, Route, sync_playwright

from kpugraph import view
from kpugraph.store import Reader

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PIXELS = """() => {
  const canvas = document.querySelector("#canvas canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const counts = {};
  for (const { id, color } of Kg.data.kinds) {
    const [r, g, b] = [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16));
    counts[id] = 0;
    for (let i = 0; i < data.length; i += 4) counts[id] += data[i] === r && data[i + 1] === g && data[i + 2] === b;
  }
  return counts;
}"""


@dataclass(slots=True)
class Visit:
    """An open page, what it asked the network for, and what it complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def text(self, selector: str) -> str:
        return self.page.locator(selector).inner_text()

    def pixels(self) -> dict[str, int]:
        """How many pixels of each kind's colour the canvas has, once two frames have been drawn."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        counts: dict[str, int] = self.page.evaluate(PIXELS)
        return counts

    def tallies(self) -> dict[str, int]:
        """The legend's count of each kind."""
        rows = self.page.locator("#legend button")
        return {
            str(row.get_attribute("data-kind")): int(row.locator(".tally").inner_text().replace(".", ""))
            for row in rows.all()
        }


Open = Callable[..., Visit]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests."""
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        except Error as error:
            pytest.skip(f"no Chromium: {error.message.splitlines()[0]}")
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Opens a file in a context that is offline, and records whatever is asked for beside that file."""
    contexts = []

    def open_(path: Path, **options: Any) -> Visit:
        usual = {"viewport": {"width": 1300, "height": 850}, "reduced_motion": "reduce"}
        context = browser.new_context(**(usual | options))
        contexts.append(context)
        context.set_offline(True)
        address = path.as_uri()
        found = Visit(context.new_page())

        def handle(route: Route) -> None:
            if route.request.url == address:
                route.continue_()
            else:
                found.requests.append(route.request.url)
                route.abort()

        context.route("**/*", handle)
        found.page.on("console", lambda message: message.type == "error" and found.complaints.append(message.text))
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.goto(address)
        found.page.wait_for_selector("body.ready")
        return found

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def reader(published_store: Path) -> Reader:
    """The graph of the published articles."""
    return Reader.open(published_store)


@pytest.fixture
def published(reader: Reader, visit: Open, tmp_path: Path) -> Visit:
    """The page of the published articles, open."""
    view.write(reader, tmp_path / "page.html")
    return visit(tmp_path / "page.html")
