"""How fast a network page is: this project's beside a plain page of pyvis, on the same network, in one run.

    python tests/benchmarks/view.py [NODES…]

Made-up networks of bodies, people and events, each fact with its sentence. Time from opening the file to a drawn canvas
(of the small view that the page opens on, and of all nodes at once), frames per second while panning over all nodes, and
the size of the file. A plain page of pyvis that is not drawn after a minute is given up. Chromium draws by software, as
on a machine without a graphics card.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

import networkx as nx
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent.parent)]

from kpugraph.view import page, style  # noqa: E402
from kpugraph.view.model import Fact, Network, Node, Proof, Source  # noqa: E402

FLAGS = ["--no-sandbox", "--disable-background-networking", "--enable-unsafe-swiftshader", "--use-angle=swiftshader"]
SENTENCE = "Kegiatan rapat tersebut dipimpin secara langsung oleh Ketua KPU Kabupaten, Orang ke-{}."
FRAMES = """() => new Promise((done) => {
  let count = 0;
  const start = performance.now();
  const tick = () => {
    count += 1;
    const passed = performance.now() - start;
    if (passed < 2500) requestAnimationFrame(tick); else done(count * 1000 / passed);
  };
  requestAnimationFrame(tick);
})"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
WATCH = """setInterval(() => {
  if (window.__watched || typeof network === "undefined" || !network) return;
  window.__watched = true;
  network.once("afterDrawing", () => { window.__drawn = performance.now(); });
}, 20)"""
GIVEN_UP = 60.0


def network(size: int) -> Network:
    """A tree of bodies, people who hold posts in them, and events that both took part in: 1.7 lines to a node."""
    chance, found, numbers = random.Random(size), Network(nx.MultiDiGraph()), count()
    bodies, people = [f"body/{i}" for i in range(size // 10)], [f"person/{i}" for i in range(size * 6 // 10)]
    events = [f"event/{i}" for i in range(size - len(bodies) - len(people))]
    for kind, names in (("body", bodies), ("person", people), ("event", events)):
        for i, name in enumerate(names):
            day = f"{2018 + i % 7}-{1 + i % 12:02}-{1 + i % 28:02}" if kind == "event" else ""
            found.graph.add_node(name, node=Node(name, kind, f"{kind.title()} Nomor {i}", start=day, end=day), facts=[])

    def add(subject: str, relation: str, other: str) -> None:
        number = next(numbers)
        source = f"article/{number // 4}"
        found.sources.setdefault(
            source, Source(source, f"Berita {number // 4}", "https://example.org/", "KPU", "2022-04-12")
        )
        proof = Proof(source, SENTENCE.format(number), ((54, 58),), (("posts.role-name", 0.97),))
        found.graph.add_edge(subject, other, fact=Fact(subject, relation, other, start="2022-04-12", proofs=(proof,)))

    for i, name in enumerate(bodies[1:], 1):
        add(name, "org:subOrganizationOf", bodies[(i - 1) // 12])
    for i, name in enumerate(people):
        add(name, "org:member", bodies[i % len(bodies)])
    for i, name in enumerate(events):
        add(name, "schema:organizer", bodies[i % len(bodies)])
        for _ in range(2):
            add(name, "schema:attendee", people[(i + len(bodies) * chance.randrange(6)) % len(people)])
    return found


def plain(found: Network, out: Path) -> None:
    """What pyvis makes of the network by itself."""
    from pyvis.network import Network as Drawing

    drawing = Drawing(cdn_resources="in_line", directed=True)
    for node in found.nodes():
        drawing.add_node(node.id, label=node.label)
    for source, target in found.graph.edges():
        drawing.add_edge(source, target)
    out.write_text(drawing.generate_html(), "utf-8")


def main() -> None:
    sizes = [int(value) for value in sys.argv[1:]] or [200, 2000, 10_000]
    print(f"{'nodes':>7} {'lines':>7}  {'page':12} {'written s':>9} {'opens s':>8} {'all s':>7} {'fps':>5} {'MB':>5}")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        for size in sizes:
            found = network(size)
            out = Path(name) / f"{size}.html"
            start = time.perf_counter()
            out.write_text(page.render(found, style.load(), page.Asked()), "utf-8")
            report(playwright, found, out, "kpugraph", time.perf_counter() - start)
            start = time.perf_counter()
            plain(found, out)
            report(playwright, found, out, "plain pyvis", time.perf_counter() - start)


def report(playwright: Playwright, found: Network, out: Path, name: str, written: float) -> None:
    own = name == "kpugraph"
    opens = opened(playwright, out, "", own=True)[0] if own else None
    whole, frames = opened(playwright, out, "#around=all" if own else "", own)
    cells = [f"{value:.1f}" if value is not None else "-" for value in (opens, whole, frames)]
    counts = f"{len(found.graph):7,} {found.graph.number_of_edges():7,}"
    print(
        f"{counts}  {name:12} {written:9.1f} {cells[0]:>8} {cells[1]:>7} {cells[2]:>5} {out.stat().st_size / 1e6:5.1f}",
        flush=True,
    )


def opened(playwright: Playwright, path: Path, hash_: str, own: bool) -> tuple[float | None, float | None]:
    """Seconds to a drawn canvas, and frames per second while panning; None for what did not come in time."""
    browser: Browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
    try:
        context = browser.new_context(viewport={"width": 1300, "height": 850}, reduced_motion="reduce", offline=True)
        context.set_default_timeout(GIVEN_UP * 1000)
        tab = context.new_page()
        if not own:
            tab.add_init_script(WATCH)
        tab.goto(path.as_uri() + hash_, wait_until="commit")
        if own:
            tab.wait_for_selector("body.ready")
            seconds = tab.evaluate(DRAWN) / 1000
        else:
            seconds = tab.wait_for_function("window.__drawn").json_value() / 1000
        return seconds, panned(tab)
    except Error:
        return None, None
    finally:
        browser.close()


def panned(tab: Page) -> float:
    """Drags the canvas to and fro while frames are counted in the page."""
    tab.evaluate(f"window.frames_ = ({FRAMES})()")
    tab.mouse.move(400, 500)
    tab.mouse.down()
    end = time.perf_counter() + 2.4
    step = 0
    while time.perf_counter() < end:
        step += 1
        tab.mouse.move(400 + 150 * (step % 2), 500 + 40 * (step % 3))
    tab.mouse.up()
    rate: float = tab.evaluate("window.frames_")
    return rate


if __name__ == "__main__":
    main()
