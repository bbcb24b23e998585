"""The network page, opened by a real Chromium that has no network."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kpugraph import pipeline, store, view
from kpugraph.errors import KpugraphError, NotFoundError
from kpugraph.store import Reader

if TYPE_CHECKING:
    from conftest import Open, Visit

pytestmark = pytest.mark.browser

NODES = {"person": 5, "body": 3, "event": 6, "document": 2}
IMAGE = '<img src=x onerror="window.__ran=1">'
SCRIPT = "</script><script>window.__ran=2</script>"
ADDRESS = "javascript:window.__ran=3"
NAME = f'Budi "href" {IMAGE} {SCRIPT}'
HEADLINE = f"Kabar {IMAGE} {SCRIPT}"
QUOTE = f"Buka {ADDRESS} atau {IMAGE} {SCRIPT} sekarang juga,"
ON_A_LINE = """(asked) => {
  const { left, top } = document.querySelector("#canvas canvas").getBoundingClientRect();
  const { stage, drawing, node } = kpugraph;
  const far = (p, q) => Math.hypot(p.x - q.x, p.y - q.y);
  for (const { from, to } of stage.scene.lines) {
    if (![from, to].some((id) => node(id).label.includes(asked))) continue;
    const [a, b] = [from, to].map((id) => drawing.toScreen(stage.boxes.get(id)));
    for (const part of [0.5, 0.4, 0.6, 0.3, 0.7]) {
      const at = { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
      if (kpugraph.shownNodes().every((one) => far(at, drawing.toScreen(one)) > 40)) return [left + at.x, top + at.y];
    }
  }
}"""


@pytest.fixture
def hostile(tmp_path: Path) -> Reader:
    """A graph of one article whose headline, quotation and address are hostile, and then its chair's name as well.

    No rule reads markup as a part of a name, so the name is put into the graph that the article gave.
    """
    text = (
        f"Rapat {SCRIPT}\n\nPati, 3/5/2023. Ketua KPU Kabupaten Pati, Budi Santoso, memimpin Rapat Koordinasi {IMAGE} "
        f"di Aula KPU. “{QUOTE}” kata Budi Santoso."
    )
    record = {"id": "x", "url": ADDRESS, "title": HEADLINE, "text": text}
    (tmp_path / "hostile.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    pipeline.build([str(tmp_path / "hostile.jsonl")], tmp_path / "read", _fail)
    lines = Reader.open(tmp_path / "read").nquads()
    name = '"{}"'.format(NAME.replace('"', '\\"'))
    store.write(tmp_path / "named", (line.replace('"Budi Santoso"', name) for line in lines))
    return Reader.open(tmp_path / "named")


def _fail(error: Exception) -> None:
    raise error


def test_the_page_opens_without_a_network(published: Visit) -> None:
    """The file alone is enough: no other address is asked for, and nothing is complained of."""
    published.choose("Maskup")
    published.page.click("[data-lang=en]")
    published.page.wait_for_timeout(300)
    assert published.requests == []
    assert published.complaints == []


def test_the_drawing_shows_every_node(published: Visit) -> None:
    """Every kind is drawn in its colour, and the legend counts all nodes of the graph."""
    assert published.tallies() == NODES
    assert sum(published.tallies().values()) == 16
    drawn = published.pixels()
    assert drawn.keys() == NODES.keys()
    assert all(count > 100 for count in drawn.values()), drawn


def test_a_search_leads_to_the_sentence(published: Visit) -> None:
    """Whoever is found by a part of the name shows each fact with its sentence and the quoted span marked in it."""
    page = published.page
    page.fill("#search", "Maskup")
    assert page.locator("#suggestions li b").all_inner_texts() == ["Maskup Asyadi"]
    assert page.locator("#suggestions small").inner_text() == "Ketua, KPU Kabupaten Semarang"
    page.keyboard.press("Enter")
    assert page.locator("#details h2").inner_text() == "Maskup Asyadi"
    proof = page.locator("#details details").first
    assert not proof.locator("blockquote").is_visible()
    proof.locator("summary").click()
    assert "dipimpin secara langsung oleh Ketua KPU Kabupaten Semarang" in proof.locator("blockquote").inner_text()
    assert "Ketua" in proof.locator("mark").inner_text()
    assert proof.locator("cite a").get_attribute("href") == (
        "https://kab-semarang.kpu.go.id/index.php/blog/category/104?page=37"
    )


def test_a_search_forgives_a_slip_and_admits_a_miss(published: Visit) -> None:
    """One wrong letter still finds the name, and a name that the graph lacks is said not to be found."""
    published.page.fill("#search", "asyedi")
    assert published.page.locator("#suggestions li b").all_inner_texts() == ["Maskup Asyadi"]
    published.page.fill("#search", "zzzz")
    assert published.text("#suggestions") == "Tidak ditemukan"


def test_a_click_on_a_line_shows_why_it_is_drawn(published: Visit) -> None:
    """A line chosen in the drawing names both its ends and shows its sentence at once."""
    published.page.mouse.click(*published.page.evaluate(ON_A_LINE, "Maskup"))
    assert published.page.locator("#details h2 button").count() == 2
    assert "Maskup Asyadi" in published.text("#details h2")
    assert published.page.locator("#details mark").first.is_visible()


def test_the_legend_hides_a_kind(published: Visit) -> None:
    """A kind switched off in the legend leaves the drawing, the page says how many nodes that hides, and it comes back."""
    switch = published.page.locator("#legend [data-kind=person]")
    switch.click()
    assert switch.get_attribute("aria-pressed") == "false"
    drawn = published.pixels()
    assert drawn["person"] == 0
    assert drawn["body"] > 100
    assert published.text("#notice") == "Tidak ditampilkan: 5 simpul dari jenis yang disembunyikan."
    switch.click()
    assert published.pixels()["person"] > 100
    assert published.text("#notice") == ""


def test_the_language_switch_changes_the_words(published: Visit) -> None:
    """Title, legend, search and panel change their language with the switch, and the document says which it is."""
    page = published.page

    def words() -> list[Any]:
        return [
            page.get_attribute("html", "lang"),
            page.title(),
            re.sub(r"\s+\d+\s*", " ", published.text("#legend")).strip(),
            page.get_attribute("#search", "placeholder"),
            page.locator("#details h2").inner_text(),
        ]

    title = "Jaringan penyelenggara pemilu dalam berita"
    indonesian = ["id", title, "Orang Badan Kegiatan Dokumen", "Cari nama, kegiatan, surat", "Cara membaca"]
    assert words() == indonesian
    page.click("[data-lang=en]")
    english = words()
    assert english[0] == "en"
    assert not set(english) & set(indonesian)
    page.click("[data-lang=id]")
    assert words() == indonesian


def test_hostile_text_stays_text(hostile: Reader, visit: Open, tmp_path: Path) -> None:
    """Markup, script ends and script addresses in names, headlines and quotations are shown letter by letter and run not."""
    view.write(hostile, tmp_path / "page.html", focus=NAME)
    found = visit(tmp_path / "page.html")
    page = found.page
    scripts = page.locator("script").count()
    assert scripts == 3  # its data, vis-network, and the page's own
    assert page.locator("#details h2").inner_text() == NAME
    assert found.text("h1") == f"{NAME} dan jaringannya dalam berita"
    assert page.title() == f"{NAME} · {NAME} dan jaringannya dalam berita"
    for summary in page.locator("#details summary").all():
        summary.click()
    shown = found.text("#details")
    assert QUOTE.removesuffix(",") in shown
    assert HEADLINE in shown
    for lang in ("en", "id"):
        page.click(f"[data-lang={lang}]")
    page.fill("#search", "budi")
    assert page.locator("#suggestions li b").inner_text() == NAME
    page.keyboard.press("Enter")
    page.mouse.move(*page.evaluate(ON_A_LINE, "Budi"))
    page.wait_for_timeout(600)
    assert page.locator(".vis-tooltip").is_visible()
    assert page.locator("img, svg [onload], [onerror], [href^='javascript:' i]").count() == 0
    assert page.locator("script").count() == scripts
    assert page.evaluate("() => window.__ran === undefined")
    assert found.requests == []
    assert found.complaints == []


def test_the_same_graph_gives_the_same_bytes(published_store: Path, tmp_path: Path) -> None:
    """Two processes that order their sets differently write the same file."""
    pages = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.html"
        command = [sys.executable, "-m", "kpugraph", "view", "--store", str(published_store), "-o", str(out)]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed})
        pages.append(out.read_bytes())
    assert pages[0] == pages[1]


def test_a_focus_keeps_its_neighbourhood(reader: Reader, visit: Open, tmp_path: Path) -> None:
    """A view around a name opens on it, keeps what is within the depth, and counts what is farther."""
    summary = view.write(reader, tmp_path / "page.html", focus="Maskup Asyadi")
    found = visit(tmp_path / "page.html")
    assert found.text("#details h2") == "Maskup Asyadi"
    assert sum(found.tallies().values()) == summary.nodes < 16
    assert (
        found.text("#notice") == f"Tidak ditampilkan: {16 - summary.nodes} simpul yang lebih jauh dari Maskup Asyadi."
    )


def test_an_unknown_focus_is_an_error(reader: Reader, tmp_path: Path) -> None:
    """A focus that the graph lacks is named as not found, and no file is written."""
    with pytest.raises(NotFoundError, match="Nobody Atall"):
        view.write(reader, tmp_path / "page.html", focus="Nobody Atall")
    assert list(tmp_path.iterdir()) == []


def test_a_period_leaves_events_out_and_says_so(reader: Reader, visit: Open, tmp_path: Path) -> None:
    """Events outside the period or without a date are left out, and the page counts each and names the period."""
    view.write(reader, tmp_path / "page.html", start="2022-04", end="2022-05")
    found = visit(tmp_path / "page.html")
    notice = found.text("#notice")
    assert found.tallies()["event"] == 4
    assert "1 simpul tanpa tanggal" in notice
    assert "simpul di luar April 2022 – Mei 2022" in notice
    assert sum(found.tallies().values()) + sum(map(int, re.findall(r"(\d+) simpul", notice))) == 16
    found.page.fill("#search", "Rapat Persiapan")
    assert found.text("#suggestions") == "Tidak ditemukan"


def test_a_period_may_be_open_at_one_end(reader: Reader, visit: Open, tmp_path: Path) -> None:
    """A period without a first day leaves out what came later, and the page writes the open end as such."""
    view.write(reader, tmp_path / "page.html", end="2022-03", lang="en")
    found = visit(tmp_path / "page.html")
    assert found.tallies()["event"] == 1
    assert "nodes outside … – March 2022" in found.text("#notice")


def test_the_best_connected_are_kept_and_the_page_says_so(reader: Reader, visit: Open, tmp_path: Path) -> None:
    """Where only so many nodes are wanted, the page says how many of them it keeps and how many it leaves out."""
    summary = view.write(reader, tmp_path / "page.html", max_nodes=7, lang="en")
    found = visit(tmp_path / "page.html")
    assert summary.nodes == sum(found.tallies().values()) == 7
    assert found.text("#notice") == "Not shown: 9 nodes beyond the 7 best connected."


def test_a_period_that_is_no_date_is_an_error(reader: Reader, tmp_path: Path) -> None:
    """A bound that is no date is refused with the name of its option."""
    with pytest.raises(KpugraphError, match="--from 'April' is no date"):
        view.write(reader, tmp_path / "page.html", start="April")
