"""The query page in a real Chromium, with no network but the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from serving import Server, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(published_store: Path) -> Iterator[Server]:
    with serving(published_store) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path if Path(path).exists() else None, args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, server: Server) -> Iterator[Page]:
    """A page whose test fails for an error in the console or a request to another host."""
    page = chromium.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if _ours(request.url, server) else complaints.append(request.url))
    yield page
    page.close()
    assert complaints == []


def _ours(url: str, server: Server) -> bool:
    return url.startswith((server.address, "data:", "blob:"))


def test_a_query_is_run_and_its_rows_are_shown(page: Page, server: Server) -> None:
    """The first query that stands there gives a table of the five people, and declares the prefixes that it uses."""
    page.goto(f"{server.address}/query")
    page.wait_for_selector(".CodeMirror")
    assert "PREFIX schema: <https://schema.org/>" in page.evaluate(
        "document.querySelector('.CodeMirror').CodeMirror.getValue()"
    )
    page.click(".yasqe_queryButton")
    page.wait_for_selector("#results tbody tr:nth-child(5)")
    assert page.locator("#results tbody tr").count() == 5
    page.click("#results tbody a >> nth=0")
    page.wait_for_url(f"{server.address}/person/*")


def test_a_named_query_takes_its_parameters(page: Page, server: Server) -> None:
    """A query chosen from the list shows its fields; what they hold is bound; a wrong name is explained."""
    page.goto(f"{server.address}/query?lang=en")
    page.select_option("#name", "officeholders")
    page.fill("input[name=body]", "KPU Kab. Semarang")
    page.click("#named button")
    page.wait_for_selector(".CodeMirror-code:has-text('VALUES ?body')")
    page.click(".yasqe_queryButton")
    page.wait_for_selector("#results tbody tr:nth-child(4)")
    assert page.locator("#results tbody tr").count() == 4


@pytest.mark.parametrize(("lang", "hint"), [("id", "Nama atau IRI badan"), ("en", "A body by name or IRI")])
def test_fields_say_what_they_want_in_either_language(page: Page, server: Server, lang: str, hint: str) -> None:
    """A parameter's description stands by its field, in the editor and on the query's own page."""
    page.goto(f"{server.address}/query?lang={lang}&name=board")
    assert page.locator("#parameters label", has_text=hint).locator("input[name=body]").count() == 1
    page.goto(f"{server.address}/queries/board?lang={lang}")
    assert page.locator("form.fields label", has_text=hint).locator("input[name=body]").count() == 1


def test_the_address_may_hold_a_query(page: Page, server: Server) -> None:
    """A shared link opens the editor with its query and its answer."""
    page.goto(f"{server.address}/query?query=SELECT%20(42%20AS%20%3Fanswer)%20%7B%7D")
    page.wait_for_selector("#results tbody tr")
    assert "42" in page.inner_text("#results tbody")


@pytest.mark.parametrize("path", ["/", "/ontology", "/person/maskup-asyadi-33.22", "/query"])
def test_pages_fit_a_phone(page: Page, server: Server, path: str) -> None:
    """No page is wider than a small screen."""
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{server.address}{path}")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
