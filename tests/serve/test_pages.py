"""The server's pages in a real Chromium: nothing in anyone's way, nothing asked of another host, nothing hostile run."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from benchmarks.neighbours import lines
from playwright.sync_api import Browser, Page, sync_playwright
from serving import Server, serving

import kpugraph
from kpugraph import store
from kpugraph.ids import BASE

pytestmark = pytest.mark.browser

AXE = Path(kpugraph.__file__).parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 390, "height": 844}
HOSTILE = (
    "<img src=x onerror=window.__ran=1>",
    "</script><script>window.__ran=2</script>",
    "javascript:window.__ran=3//",
    "'\"><svg onload=window.__ran=4>",
    "<!--<script>window.__ran=5",
    "{{ 7 * 7 }}{% raw %}",
)


@dataclass(slots=True)
class Visit:
    """A page, what it complained of, and what it asked of anybody but its server."""

    page: Page
    server: Server
    scripts: bool = True
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(self.server.address + path)
        if self.scripts and self.page.locator("#canvas").count():
            self.page.wait_for_selector("body.ready")

    def until(self, condition: str) -> None:
        """Waits for what JavaScript says. Playwright's own way of waiting evaluates text in the page, which may not."""
        end = time.monotonic() + 8
        while not self.page.evaluate(condition):
            assert time.monotonic() < end, condition
            self.page.wait_for_timeout(40)

    def shown(self) -> set[str]:
        """The names of the nodes in the picture."""
        return set(self.page.evaluate("kpugraph.shownNodes().map((one) => one.name)"))


Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Open]:
    """Opens pages of a server in a browser of one's own; fails for any complaint."""
    visits = []

    def open_(server: Server, *, expected: str = "", **options: object) -> Visit:
        usual: dict[str, object] = {
            "viewport": {"width": 1300, "height": 850},
            "reduced_motion": "reduce",
            "locale": "en-GB",
        }
        context = chromium.new_context(**(usual | options))  # type: ignore[arg-type]
        context.set_default_timeout(8000)
        found = Visit(context.new_page(), server, options.get("java_script_enabled") is not False)

        def complain(text: str) -> None:
            if not (expected and expected in text):
                found.complaints.append(text)

        found.page.on(
            "console", lambda message: complain(message.text) if message.type in {"error", "warning"} else None
        )
        found.page.on("pageerror", lambda error: complain(str(error)))
        ours = (server.address, "data:", "blob:")
        found.page.on("request", lambda request: None if request.url.startswith(ours) else complain(request.url))
        visits.append(found)
        return found

    yield open_
    for found in visits:
        found.page.context.close()
        assert found.complaints == []


@contextmanager
def _served(path: Path, quads: Iterator[str]) -> Iterator[Server]:
    store.write(path, quads)
    with serving(path) as running:
        yield running


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A made-up country of 800 things."""
    with _served(tmp_path_factory.mktemp("country") / "store", lines(800)) as running:
        yield running


@pytest.fixture(scope="module")
def published(published_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The published page, with reports taken."""
    with serving(published_store, "--proposals", str(tmp_path_factory.mktemp("inbox") / "proposals.csv")) as running:
        yield running


def _pages(server: Server) -> dict[str, str]:
    """An address of every kind of page."""
    query = "SELECT ?s { ?s a %s } ORDER BY ?s LIMIT 1"
    classes = {
        "person": "schema:Person", "body": "org:FormalOrganization", "event": "schema:Event", "document": "kg:Document",
        "article": "schema:NewsArticle", "post": "org:Post", "claim": "kg:Claim",
    }  # fmt: skip
    found = {}
    for name, kind in classes.items():
        for row in server.rows(query % kind):
            found[name] = f"/{row['s'].removeprefix(BASE)}"
            claim = row["s"]
    return found | {
        "home": "/", "search": "/search?q=maskup", "nothing": "/search?q=zzzz", "timeline": "/timeline?from=2022",
        "queries": "/queries", "form": "/queries/officeholders?run=1", "editor": "/query", "ontology": "/ontology",
        "report": f"/report?claim={quote(claim)}", "network": "/network", "unplaced": "/network?around=zzzz",
        "missing": "/person/nobody",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "scheme", "size"),
    [("en", "light", None), ("id", "dark", PHONE)],
    ids=["desk", "dark-phone"],
)
def test_nothing_serious_stands_in_the_way_of_anyone(
    published: Server, visit: Open, lang: str, scheme: str, size: dict[str, int] | None
) -> None:
    """axe finds no serious violation on any page, and no page is wider than its screen."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make lint brings it")
    found = visit(
        published, expected="404", locale="en-GB" if lang == "en" else "id-ID", color_scheme=scheme, bypass_csp=True,
        viewport=size or {"width": 1300, "height": 850},
    )  # fmt: skip
    problems: list[object] = []
    for name, path in _pages(published).items():
        found.go(path)
        assert found.page.evaluate("document.documentElement.lang") == lang
        found.page.evaluate(AXE.read_text("utf-8"))
        for one in found.page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]:
            if one["impact"] in ("serious", "critical"):
                problems.append((name, one["id"], [node["target"] for node in one["nodes"]][:3]))
        if found.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            problems.append((name, "wider than the screen"))
    assert problems == [], problems


def test_neighbours_are_joined_without_a_reload(country: Server, visit: Open) -> None:
    """Loading a node's neighbours adds them near it, says so in the address, and a reload shows the same."""
    found = visit(country)
    found.go(f"/network?around={BASE}body/5")
    before = found.shown()
    found.page.evaluate("window.__same = true; kpugraph.choose({ node: kpugraph.find('KPU Nomor 0')[0] })")
    kept = found.page.evaluate("kpugraph.data.drawing.nodes.map((one) => [one.x, one.y])")
    found.page.click("[data-load]")
    found.until("kpugraph.state().scope.length === 2")
    after = found.shown()
    assert len(after) >= len(before) + 20
    assert before <= after
    assert found.page.evaluate("window.__same")
    assert found.page.evaluate("kpugraph.data.drawing.nodes.map((one) => [one.x, one.y])")[: len(kept)] == kept
    far = """() => { const { nodes } = kpugraph.data.drawing, parent = nodes[kpugraph.find('KPU Nomor 0')[0]];
      return Math.max(...nodes.slice(%d).map((one) => Math.hypot(one.x - parent.x, one.y - parent.y))); }"""
    assert found.page.evaluate(far % len(kept)) < 700
    found.until("location.search.match(/around=/g).length === 2")
    places = found.page.evaluate("JSON.stringify(kpugraph.shownNodes().map((one) => one.name).sort())")
    held = found.page.evaluate("kpugraph.data.facts.length")
    found.page.reload()
    found.page.wait_for_selector("body.ready")
    assert found.page.evaluate("JSON.stringify(kpugraph.shownNodes().map((one) => one.name).sort())") == places
    assert found.page.evaluate("kpugraph.data.facts.length") == held
    assert "more neighbours in the graph" in found.page.inner_text("#notice")


def test_the_panel_shows_the_sentences_of_what_was_loaded(country: Server, visit: Open) -> None:
    """A fact that came later has its sentence, span marked, and its article."""
    found = visit(country)
    found.go(f"/network?around={BASE}person/7")
    found.page.evaluate("kpugraph.choose({ node: kpugraph.find('KPU Nomor 7')[0] })")
    found.page.click("[data-load]")
    found.until("kpugraph.state().scope.length === 2")
    found.page.locator("#details summary").first.click()
    assert found.page.locator("#details mark").first.inner_text() == "Orang"
    assert "Berita" in found.page.locator("#details figcaption").first.inner_text()


def test_filters_table_and_legend_know_what_was_loaded(country: Server, visit: Open) -> None:
    """Kinds and relations that come later are in the legend, the filters and the table."""
    found = visit(country)
    found.go(f"/network?around={BASE}person/7&kinds=body")
    assert found.page.locator("#legend [data-kind=event]").count() == 0
    found.go(f"/network?around={BASE}person/7&around={BASE}event/7")
    assert found.page.locator("#legend [data-kind=event]").count() == 1
    found.page.evaluate("kpugraph.choose({ node: kpugraph.find('KPU Nomor 7')[0] })")
    rows = "kpugraph.data.facts.length"
    facts = found.page.evaluate(rows)
    found.page.click("[data-load]")
    found.until(f"{rows} > {facts}")
    found.page.click("#filter")
    assert found.page.locator("[data-relation='org:subOrganizationOf']").count() == 1
    found.page.keyboard.press("Escape")
    found.page.click("[data-mode=table]")
    assert "KPU Nomor 0" in found.page.inner_text("#view")


def test_the_keyboard_loads_and_searches_the_graph(country: Server, visit: Open) -> None:
    """Without a pointer: a name that the page does not hold is found in the graph, and Enter on the drawing loads more."""
    found = visit(country)
    found.go(f"/network?around={BASE}body/5")
    found.page.keyboard.press("/")
    found.page.keyboard.type("Orang Nomor 333")
    found.page.wait_for_selector(f"#suggestions [data-iri='{BASE}person/333']")
    while found.page.locator("#suggestions [aria-selected=true]").get_attribute("data-iri") != f"{BASE}person/333":
        found.page.keyboard.press("ArrowDown")
    found.page.keyboard.press("Enter")
    found.page.wait_for_selector("#details h2:text('Orang Nomor 333')")
    assert "Orang Nomor 333" in found.shown()
    found.page.focus("#canvas")
    found.page.evaluate("kpugraph.choose({ node: kpugraph.data.nodes.findIndex((one) => one.id.endsWith('body/13')) })")
    assert found.page.inner_text("#details h2") == "KPU Nomor 13"
    nodes = found.page.evaluate("kpugraph.data.nodes.length")
    found.page.keyboard.press("Enter")
    found.until(f"kpugraph.data.nodes.length > {nodes}")


def test_a_server_that_fails_is_told_of(country: Server, visit: Open) -> None:
    """Where the server does not answer the page says so and offers to try again."""
    found = visit(country, expected="503")
    found.go(f"/network?around={BASE}body/5")
    found.page.route("**/network/neighbours*", lambda route: route.fulfill(status=503))
    found.page.evaluate("kpugraph.choose({ node: kpugraph.find('KPU Nomor 0')[0] })")
    found.page.click("[data-load]")
    found.until("document.getElementById('notice').textContent.includes('did not answer')")
    assert found.page.is_enabled("[data-load]")


def test_without_javascript_there_is_a_table_and_a_way_on(country: Server, visit: Open) -> None:
    """Without JavaScript the facts are a table with their sentences, and a link shows one more thing's neighbours."""
    found = visit(country, java_script_enabled=False)
    found.go(f"/network?around={BASE}person/7")
    rows = found.page.locator(".plain tbody tr").count()
    assert rows >= 3
    assert found.page.locator(".plain mark").first.inner_text() == "Orang"
    found.page.locator(".plain li a[href^='/network?']", has_text="KPU Nomor 7").click()
    assert found.page.locator(".plain tbody tr").count() > rows + 10
    found.page.fill(".plain input[type=search]", "Orang Nomor 99")
    found.page.locator(".plain button").click()
    assert "Orang Nomor 99" in found.page.locator(".plain ul").first.inner_text()
    for path in ("/", "/search?q=Orang", "/timeline", "/queries", "/person/7"):
        found.go(path)
        assert found.page.locator("main h1").is_visible()


def test_on_a_phone_buttons_can_be_hit(country: Server, visit: Open) -> None:
    """On a phone what loads neighbours is in the sheet and 44 pixels high."""
    found = visit(country, viewport=PHONE, has_touch=True)
    found.go(f"/network?around={BASE}body/5")
    found.page.evaluate("kpugraph.choose({ node: kpugraph.find('KPU Nomor 0')[0] })")
    box = found.page.locator("[data-load]").bounding_box()
    assert box is not None
    assert box["height"] >= 44
    found.page.locator("[data-load]").tap()
    found.until("kpugraph.state().scope.length === 2")


def test_hostile_names_are_text_on_every_page(tmp_path: Path, visit: Open) -> None:
    """Names that attack stand letter by letter on each page of the server and in the network, loaded later too."""
    found = None
    names = [json.dumps(name) for name in HOSTILE]
    quads = [line.replace('"Orang Nomor 7"', names[0]).replace('"rapat 7"', names[1]) for line in lines(200)]
    for number, name in enumerate(names):
        quads = [line.replace(f'"KPU Nomor {number}"', name) for line in quads]
        quads = [line.replace(f'"Berita {number}"', name).replace('"Orang"', names[3]) for line in quads]
    with _served(tmp_path / "store", iter(quads)) as server:
        found = visit(server, expected="404")
        for path in ("/person/7", "/body/0", "/body/4", "/event/7", "/article/2", "/timeline", "/search?q=img", "/"):
            found.go(path)
            assert found.page.locator("img, svg[onload]").count() == 0
        found.go(f"/body/{len(HOSTILE) - 1}")
        assert found.page.inner_text("h1") == HOSTILE[-1]
        for asked in HOSTILE:
            for path in ("/search?q=", "/network?around=", "/timeline?body=", "/queries/officeholders?run=1&body="):
                found.go(path + quote(asked, safe=""))
        found.go(f"/network?around={BASE}person/7&around={BASE}body/0")
        assert found.page.inner_text("h1").startswith(HOSTILE[0])
        for number in range(3):
            script = "(iri) => kpugraph.choose({ node: kpugraph.data.nodes.findIndex((one) => one.id === iri) })"
            body = f"{BASE}body/{2 - number}"
            if found.page.evaluate("(iri) => kpugraph.data.nodes.some((one) => one.id === iri)", body):
                found.page.evaluate(script, body)
                assert found.page.inner_text("#details h2") == HOSTILE[2 - number]
                if found.page.locator("[data-load]").count():
                    nodes = found.page.evaluate("kpugraph.data.nodes.length")
                    found.page.click("[data-load]")
                    found.until(f"kpugraph.data.nodes.length > {nodes}")
        shown = found.page.evaluate("kpugraph.data.nodes.map((one) => one.label)")
        assert len(set(HOSTILE) & set(shown)) >= 3
        assert found.page.evaluate("window.__ran") is None


def test_a_report_from_the_page_is_written(published: Server, visit: Open) -> None:
    """A reader goes from a sentence to the form, sends it, and is thanked; the keyboard suffices."""
    found = visit(published)
    found.go(_pages(published)["person"])
    found.page.locator("td summary").first.press("Enter")
    found.page.locator("td a[href^='/report']").first.press("Enter")
    found.page.wait_for_url("**/report?claim=**")
    found.page.locator("textarea, input[name=why]").first.fill("it was another person")
    found.page.locator("input[name=by]").fill("A reader")
    found.page.locator("main button").press("Enter")
    found.page.wait_for_load_state()
    assert found.page.locator("[role=status]").count() == 1
