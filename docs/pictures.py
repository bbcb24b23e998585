"""Draws the pictures of this folder anew: ``python docs/pictures.py [NAME…]`` with a Chromium installed.

The first two and the query editor show the published page. All others are made from composed pages, whose people and
events are invented, and say so. Those whose names begin with "serve" show pages of the server, which runs meanwhile.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

sys.path[:0] = [str(Path(__file__).parent.parent / "tests")]

from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from serving import Server, serving  # noqa: E402

from kpugraph import pipeline, view  # noqa: E402
from kpugraph.ids import BASE  # noqa: E402
from kpugraph.store import Reader  # noqa: E402

HERE = Path(__file__).parent
COMPOSED = HERE.parent / "tests" / "gold" / "written-on"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
DESK = {"viewport": {"width": 1360, "height": 850}}
EDITOR, EDITOR_DESK = "editor", {"viewport": {"width": 1200, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
INVENTED = "Contoh: semua orang dan kegiatan dalam gambar ini rekaan."
PICK = "kpugraph.choose({ node: kpugraph.find('%s')[0] });"
PROOF = "document.querySelector('#details summary').click();"
OPEN = "document.querySelector('td summary, summary')?.click();"
LOAD = """const absent = (id) => kpugraph.node(id).reach - kpugraph.degree(id);
  const order = kpugraph.data.nodes.map((_, id) => id).sort((a, b) => absent(b) - absent(a));
  kpugraph.choose({ node: order[0] });
  document.querySelector("[data-load]").click();"""
MARK = """(text) => {
  const note = Object.assign(document.createElement("p"), { textContent: text, className: "source" });
  const dek = document.getElementById("dek");
  if (dek) dek.textContent = text; else document.querySelector("h1").after(note);
}"""
PATH = "kpugraph.change({ path: [kpugraph.find('%s')[0], kpugraph.find('%s')[0]] });"


@dataclass(frozen=True)
class Picture:
    """What is opened (of the published or the composed pages), where the reader stands, and what is done first.

    A path is a page of the server; the "{name}" of a thing in it stands for its address.
    """

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
    "serve-home": Picture("/"),
    "serve-search": Picture("/search?q=kpu+wonogri"),
    "serve-person": Picture("/{best person}", script=OPEN),
    "serve-body": Picture("/{KPU Kabupaten Wonogiri}"),
    "serve-event": Picture("/{best event}", script=OPEN, dark=True),
    "serve-document": Picture("/{best document}", script=OPEN),
    "serve-article": Picture("/{best article}"),
    "serve-timeline": Picture("/timeline?from=2022&to=2024"),
    "serve-query": Picture("/queries/officeholders?run=1&role=Ketua"),
    "serve-report": Picture("/report?claim={claim}"),
    "serve-network": Picture("/network?around={KPU Kabupaten Wonogiri}", script=LOAD),
    "serve-network-phone": Picture(
        "/network?around={KPU Kabupaten Wonogiri}", script=PICK % "wonogiri", phone=True, dark=True
    ),
    "serve-person-phone": Picture("/{best person}", phone=True),
    "view-map-phone": Picture("composed", "view=map&lang=en", phone=True, dark=True),
}


def main() -> None:
    wanted = sys.argv[1:] or [*PICTURES, EDITOR]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pages = _pages(Path(folder))
        stack = ExitStack()
        server = stack.enter_context(_server(Path(folder)))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        if EDITOR in wanted:
            _take_editor(browser, Path(folder) / "published.store", HERE / f"{EDITOR}.png")
        for name in (name for name in wanted if name != EDITOR):
            picture = PICTURES[name]
            address = server.of(picture.page) if picture.page[:1] == "/" else pages[picture.page].as_uri()
            _take(browser, address, HERE / f"{name}.png", picture)
        browser.close()
        stack.close()


@dataclass(frozen=True)
class Site:
    """A server over the composed pages, and the addresses of things on it."""

    server: Server

    def of(self, page: str) -> str:
        """The address of a page: names in it become addresses, relative in a path and whole behind a question mark."""
        path, mark, query = page.partition("?")
        return (
            self.server.address
            + re.sub(r"\{(.+?)\}", lambda name: self._thing(name[1]).removeprefix(BASE), path)
            + mark
            + re.sub(r"\{(.+?)\}", lambda name: quote(self._thing(name[1]), safe=""), query)
        )

    def _thing(self, name: str) -> str:
        """The thing of a name, or what most is said of a kind of thing."""
        kinds = {
            "person": "schema:Person",
            "event": "schema:Event",
            "document": "kg:Document",
            "article": "schema:NewsArticle",
        }
        if name == "claim":
            query = "SELECT ?s { ?s a kg:Claim ; rdf:predicate org:member } ORDER BY ?s LIMIT 1"
        elif name.startswith("best "):
            query = f"SELECT ?s (COUNT(?o) AS ?n) {{ ?s a {kinds[name[5:]]} {{ ?s ?p ?o }} UNION {{ ?o ?p ?s }} }}"
            query += " GROUP BY ?s ORDER BY DESC(?n) ?s LIMIT 1"
        else:
            query = f'SELECT ?s {{ ?s rdfs:label ?l FILTER(STR(?l) = "{name}") ?s a org:FormalOrganization }} LIMIT 1'
        return self.server.rows(query)[0]["s"]


@contextmanager
def _server(folder: Path) -> Iterator[Site]:
    with serving(folder / "composed.store", "--proposals", str(folder / "proposals.csv")) as running:
        yield Site(running)


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


def _take(browser: Browser, address: str, out: Path, picture: Picture) -> None:
    options = PHONE if picture.phone else DESK
    scheme = "dark" if picture.dark else "light"
    served = picture.page[:1] == "/"
    context = browser.new_context(
        reduced_motion="reduce", offline=not served, color_scheme=scheme, locale="id-ID", **options  # type: ignore[arg-type]
    )  # fmt: skip
    opened = context.new_page()
    opened.goto(f"{address}#{picture.hash}" if picture.hash else address)
    if not served or opened.locator("#canvas").count():
        opened.wait_for_selector("body.ready")
    opened.evaluate(f"() => {{ {picture.script} }}")
    opened.wait_for_timeout(1500 if served else 700)
    if picture.page != "published":
        opened.evaluate(MARK, INVENTED)
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
