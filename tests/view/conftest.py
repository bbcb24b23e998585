"""A real Chromium without a network, and what it shows, asks for and complains of."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, Route, sync_playwright

from kpugraph import pipeline, view
from kpugraph.store import Reader

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-accelerated-2d-canvas",
]
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
PIXELS = """() => {
  const canvas = document.querySelector("#canvas canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const counts = {};
  for (const { id, color } of kpugraph.data.kinds) {
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

    def settle(self) -> None:
        """Waits until two frames have been drawn."""
        self.page.evaluate(FRAMES)

    def choose(self, asked: str) -> None:
        """Searches as a reader would, and takes the first that is found."""
        self.page.fill("#search", asked)
        self.page.locator("#suggestions li").first.click()
        self.settle()

    def shown(self) -> list[str]:
        """The names of all nodes in the picture, in order."""
        names: list[str] = self.page.evaluate("kpugraph.shownNodes().map((one) => one.name)")
        return sorted(names)

    def state(self, key: str) -> Any:
        script = "(key) => { const found = kpugraph.state()[key]; return found instanceof Set ? [...found] : found; }"
        return self.page.evaluate(script, key)

    def pixels(self) -> dict[str, int]:
        """How many pixels of each kind's colour the canvas has."""
        self.settle()
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


def _open(browser: Browser, path: Path, hash_: str, options: dict[str, Any]) -> Visit:
    """Opens a file in a context that is offline, and records whatever is asked for beside that file."""
    usual = {"viewport": {"width": 1300, "height": 850}, "reduced_motion": "reduce", "accept_downloads": True}
    context = browser.new_context(**(usual | options))
    context.set_offline(True)
    address = path.as_uri()
    found = Visit(context.new_page())

    def handle(route: Route) -> None:
        if route.request.url.split("#")[0] == address:
            route.continue_()
        else:
            found.requests.append(route.request.url)
            route.abort()

    context.route("**/*", handle)
    found.page.on("console", lambda message: message.type == "error" and found.complaints.append(message.text))
    found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
    found.page.goto(f"{address}#{hash_}" if hash_ else address)
    found.page.wait_for_selector("body.ready")
    return found


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Opens a file by itself, with options of the browser."""
    contexts = []

    def open_(path: Path, hash_: str = "", **options: Any) -> Visit:
        found = _open(browser, path, hash_, options)
        contexts.append(found.page.context)
        return found

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Open]:
    """Opens a file once for all tests of a module; each begins with the page as it opened."""
    pages: dict[Path, Visit] = {}

    def open_(path: Path) -> Visit:
        if path not in pages:
            pages[path] = _open(browser, path, "", {})
        pages[path].page.evaluate("kpugraph.reset()")
        pages[path].settle()
        return pages[path]

    yield open_
    for found in pages.values():
        found.page.context.close()


@pytest.fixture(scope="session")
def reader(published_store: Path) -> Reader:
    """The graph of the published articles."""
    return Reader.open(published_store)


@pytest.fixture(scope="session")
def page(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the published articles."""
    out = tmp_path_factory.mktemp("page") / "page.html"
    view.write(reader, out)
    return out


@pytest.fixture
def published(page: Path, opened: Open) -> Visit:
    """The page of the published articles, as it opened."""
    return opened(page)


FAMILIES = [
    "Hutapea",
    "Simbolon",
    "Lubis",
    "Harahap",
    "Siregar",
    "Wenda",
    "Kogoya",
    "Murib",
    "Yikwa",
    "Tabuni",
    "Pigai",
    "Gobai",
    "Mote",
    "Bunai",
    "Rumbiak",
    "Mandacan",
    "Kambu",
    "Solossa",
    "Wanggai",
    "Ansanay",
    "Lamuri",
    "Tatengkeng",
    "Mokoginta",
    "Paputungan",
    "Lasut",
    "Runtuwene",
    "Tumbelaka",
    "Pangemanan",
    "Kawilarang",
    "Sondakh",
    "Patunru",
    "Palewai",
    "Manggabarani",
    "Baharuddin",
    "Tolago",
    "Lahadalia",
    "Pesulima",
    "Sahetapy",
    "Tuhuteru",
    "Latuconsina",
]  # unlike one another, so that nobody takes two people for one


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A graph of forty made-up articles with six people each, of an office with a province and a neighbour."""
    folder = tmp_path_factory.mktemp("large")
    words = ["Satu", "Dua", "Tiga", "Empat", "Lima", "Enam"]
    with (folder / "pages.jsonl").open("w", encoding="utf-8") as out:
        for number in range(40):
            family = FAMILIES[number]
            people = ", ".join(f"Wira{word.lower()} {family}" for word in words[:-1])
            office = "Kabupaten Pati" if number < 36 else "Kota Denpasar"
            host = "kab-pati" if number < 36 else "kota-denpasar"
            text = (
                f"Rapat Pleno {number}\n\nPati, 3/{1 + number % 12}/{2022 + number // 20}. Ketua KPU {office}, "
                f"Wira{words[-1].lower()} {family}, memimpin rapat. Hadir anggota KPU {office} {people}."
            )
            record = {"id": f"p{number}", "url": f"https://{host}.kpu.go.id/", "text": text}
            out.write(json.dumps(record) + "\n")
    pipeline.build([str(folder / "pages.jsonl")], folder / "store", _fail)
    return Reader.open(folder / "store")


@pytest.fixture(scope="session")
def large(offices: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the made-up offices."""
    out = tmp_path_factory.mktemp("large-page") / "page.html"
    view.write(offices, out)
    return out


def _fail(error: Exception) -> None:
    raise error
