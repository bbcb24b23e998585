"""What a reader does with the network page: filters, the timeline, paths, other views, permalinks, and taking it away."""

from __future__ import annotations

import csv
import io
import struct
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpugraph import view
from kpugraph.store import Reader

if TYPE_CHECKING:
    from conftest import Open, Visit

pytestmark = pytest.mark.browser

AXE = Path(view.__file__).parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
# a node that has neighbours which the picture does not show yet
MORE = "kpugraph.shownNodes().find((one) => one.more && one.id !== kpugraph.data.start).id"


@pytest.fixture
def small(page: Path, opened: Open) -> Visit:
    return opened(page)


@pytest.fixture
def many(large: Path, opened: Open) -> Visit:
    return opened(large)


@pytest.fixture(scope="session")
def by_sigma(offices: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up offices as a page that sigma draws."""
    out = tmp_path_factory.mktemp("sigma") / "page.html"
    view.write(offices, out, drawing="sigma")
    return out


# ---------------------------------------------------------------- scope and filters


def test_neighbours_are_shown_and_hidden_again(many: Visit) -> None:
    """Expanding a node adds its neighbours to what stands, which does not vanish, and collapsing takes them away."""
    before = many.shown()
    number = many.page.evaluate(MORE)
    many.page.evaluate("(id) => kpugraph.choose({ node: id })", number)
    expand, collapse = (many.page.get_by_role("button", name=name) for name in ("Tampilkan teta", "Sembunyikan teta"))
    expand.click()
    after = many.shown()
    assert len(after) > len(before)
    assert set(before) <= set(after)
    collapse.click()
    assert many.shown() == before


def test_a_double_click_expands(many: Visit) -> None:
    """A node that is clicked twice in the drawing shows its neighbours."""
    before = many.shown()
    x, y = many.page.evaluate(
        f"""() => {{
          const box = document.querySelector("#canvas canvas").getBoundingClientRect();
          const {{ x, y }} = kpugraph.drawing.toScreen(kpugraph.stage.boxes.get({MORE}));
          return [box.left + x, box.top + y];
        }}"""
    )
    many.page.mouse.dblclick(x, y)
    many.settle()
    assert len(many.shown()) > len(before)


def test_relations_can_be_left_out(small: Visit) -> None:
    """A relation that is unticked takes its lines away, the page says how many facts that hides, and reset brings them back."""
    before = small.page.evaluate("kpugraph.stage.scene.lines.length")
    small.page.click("#filter")
    small.page.locator("[data-relation='org:member']").uncheck()
    assert small.page.evaluate("kpugraph.stage.scene.lines.length") < before
    assert "5 fakta oleh saringan" in small.text("#notice")
    small.page.get_by_role("button", name="Hapus saringan").click()
    assert small.page.evaluate("kpugraph.stage.scene.lines.length") == before
    small.page.keyboard.press("Escape")
    assert small.page.locator("#filters").is_hidden()


def test_a_province_can_be_chosen(many: Visit) -> None:
    """Only what belongs to bodies of the province stays, and the number of those that go is said."""
    many.page.click("#filter")
    many.page.select_option("#province", label="Bali")
    many.page.locator("[data-scope=all]").click()
    names = many.shown()
    assert "KPU Kota Denpasar" in names
    assert "KPU Kabupaten Pati" not in names
    total = many.page.evaluate("kpugraph.data.nodes.length")
    assert f"{total - len(names)} simpul oleh saringan" in many.text("#notice")


def test_confidence_has_a_floor(small: Visit) -> None:
    """Facts that no sentence supports so surely go, those that no text had to say stay."""
    sure = small.page.evaluate("kpugraph.data.facts.map((fact) => fact.sure ?? null)")
    small.page.evaluate("kpugraph.change({ sure: 0.96 })")
    small.page.locator("#modes [data-mode=table]").click()
    rows = [row for row in small.page.locator("td.sure").all_inner_texts() if row]
    assert rows
    assert all(int(row.removesuffix("%")) >= 96 for row in rows)
    assert len(rows) == sum(value is not None and value >= 0.96 for value in sure)


def test_the_timeline_keeps_a_period(small: Visit) -> None:
    """Moved by its keys, the first handle leaves out what is dated before it and names the period."""
    small.page.locator("#time-from").focus()
    small.page.keyboard.press("End")
    assert small.state("from") == "2022-04-01"
    names = small.shown()
    assert "Apel Penerimaan Anggota KPU RI Periode 2022-2027" in names
    assert "Rapat Persiapan Pembangunan Zona Integritas" not in names
    assert small.text(".range-label b") == "April 2022"
    small.page.locator(".clear-time").click()
    assert len(small.shown()) == 16


def test_as_of_a_day_shows_posts_that_are_evidenced(small: Visit) -> None:
    """On the day of its mention a post stands, a year later nothing says so: it goes, and the page counts it as unknown."""
    small.page.fill("#on", "2022-02-11")
    assert "Maskup Asyadi" in small.shown()
    assert "Apel Penerimaan Anggota KPU RI Periode 2022-2027" not in small.shown()
    small.page.fill("#on", "2023-02-11")
    assert "Ketua" not in small.page.evaluate("kpugraph.stage.scene.lines.map(({ title }) => title)")
    assert "jabatan yang tidak diketahui untuk hari itu" in small.text("#notice")


# ---------------------------------------------------------------- paths and permalinks


def test_the_shortest_path_is_found_and_read(small: Visit) -> None:
    """Between two people the page shows the steps with the sentence of each, and closing it brings the picture back."""
    small.choose("dody")
    small.page.get_by_role("button", name="Jalur ke").click()
    assert small.page.get_attribute("#search", "placeholder") == "Jalur dari Dody Orbany ke …"
    small.choose("bernad")
    assert small.text("#details h2") == "3 langkah"
    assert small.page.locator("#details .step").count() == 4
    assert small.page.locator("#details mark").first.is_visible()
    assert len(small.shown()) == 4
    small.page.locator("#details .close").click()
    assert len(small.shown()) == 16


def test_a_path_that_is_none_is_said(small: Visit) -> None:
    """Two nodes of different parts have no path, and the page says so."""
    small.choose("maskup")
    small.page.get_by_role("button", name="Jalur ke").click()
    small.choose("pencanangan zona")
    assert "Tidak ada jalur" in small.text("#details")


def test_a_permalink_brings_the_same_view_back(large: Path, many: Visit, visit: Open) -> None:
    """Everything that a reader chose stands in the hash, and a page that is opened with it shows the same."""
    many.choose("wirasatu hutapea")
    many.page.evaluate("""kpugraph.change({ lang: "en", kinds: new Set(["event"]), relations: new Set(["kg:leader"]),
      sure: 0.5, from: "2022-01-01", to: "2023-12-31", by: "community" })""")
    many.page.wait_for_timeout(300)  # the hash follows when the reader has stopped choosing
    address = many.page.evaluate("location.hash")
    other = visit(large, address.removeprefix("#"))
    assert other.page.evaluate("kpugraph.hash()") == many.page.evaluate("kpugraph.hash()") == address.removeprefix("#")
    assert other.shown() == many.shown()
    assert other.text("#details h2") == many.text("#details h2") == "Wirasatu Hutapea"
    assert other.page.get_attribute("html", "lang") == "en"
    assert other.complaints == []


def test_a_hash_of_nonsense_is_forgiven(page: Path, visit: Open) -> None:
    """Names that the graph lacks, dates that are none and unknown views count as not said."""
    found = visit(
        page, "node=person/nobody&around=x,y&view=hologram&from=yesterday&province=99&sure=abc&hide=ghost&lang=xx"
    )
    assert len(found.shown()) == 16
    assert found.state("mode") == "network"
    assert found.complaints == []


# ---------------------------------------------------------------- other views


def test_the_table_says_what_the_picture_shows(small: Visit) -> None:
    """Every fact of the view is a row with its sentence, its span marked, and its article; a name leads to the panel."""
    small.page.keyboard.press("t")
    facts = small.page.evaluate("kpugraph.data.facts.length")
    assert small.page.locator("#view tbody tr").count() == facts
    row = small.page.locator("#view tbody tr", has_text="Maskup Asyadi").filter(has_text="Ketua").first
    assert row.locator("mark").count() >= 1
    assert "KPU Kabupaten Semarang" in row.locator("cite a").inner_text()
    row.get_by_role("button", name="Maskup Asyadi").first.click()
    assert small.text("#details h2") == "Maskup Asyadi"
    small.page.locator("#legend [data-kind=person]").click()
    assert small.page.locator("#view tbody tr").count() < facts


def test_paper_gets_the_table(small: Visit) -> None:
    """When the page is printed the table of what is shown stands in place of the drawing and the controls."""
    small.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    small.page.emulate_media(media="print")
    assert small.page.locator("#view tbody tr").first.is_visible()
    assert small.page.locator("#canvas").is_hidden()
    assert small.page.locator("#timeline").is_hidden()
    small.page.emulate_media(media="screen")


def test_the_hierarchy_is_a_tree(small: Visit) -> None:
    """Bodies stand below the one they belong to, with figures; a branch shuts; a body leads to the panel."""
    small.page.locator("#modes [data-mode=tree]").click()
    bodies = small.page.locator("#view .row")
    assert [bodies.nth(i).get_attribute("aria-label") for i in range(3)] == [
        "KPU RI",
        "KPU Provinsi Jawa Tengah",
        "KPU Kabupaten Semarang",
    ]
    small.page.locator("#view .toggle").first.press("Enter")
    assert bodies.count() == 1
    small.page.locator("#view .toggle").first.press("Enter")
    bodies.nth(2).press("Enter")
    assert small.text("#details h2") == "KPU Kabupaten Semarang"


def test_officers_stand_over_time(small: Visit) -> None:
    """A body's officers are rows of a time chart, the first mentioned first, and a row shows its sentence."""
    small.choose("kpu kabupaten semarang")
    small.page.locator("#modes [data-mode=chart]").click()
    assert small.text("#view h2") == "Pejabat KPU Kabupaten Semarang"
    rows = small.page.locator("#view .row")
    assert rows.count() == 4
    assert "disebut 11 Februari 2022" in str(rows.filter(has_text="Maskup Asyadi").text_content())
    rows.filter(has_text="Maskup Asyadi").press("Enter")
    assert "Ketua KPU Kabupaten Semarang" in small.text("#details mark >> nth=0")


def test_a_career_stands_over_time(reader: Reader, visit: Open, tmp_path: Path) -> None:
    """``--as career`` opens on one person's posts."""
    view.write(reader, tmp_path / "page.html", focus="Maskup Asyadi", projection="career")
    found = visit(tmp_path / "page.html")
    assert found.text("#view h2") == "Jabatan Maskup Asyadi"
    assert found.page.locator("#view .row").count() == 1
    assert found.complaints == []


def test_the_map_stands_on_coordinates(small: Visit) -> None:
    """Regions are circles among the seats of all regions, nothing is fetched, and a circle lists what belongs to it."""
    small.page.locator("#modes [data-mode=map]").click()
    assert small.page.locator("#view circle:not(.row)").count() > 500
    small.page.get_by_role("button", name="Kabupaten Semarang: ").press("Enter")
    assert small.text("#details h2") == "Kabupaten Semarang"
    assert "Maskup Asyadi" in small.text("#details")
    assert small.requests == []


# ---------------------------------------------------------------- taking it away


def _take(found: Visit, what: str) -> bytes:
    found.page.click("#take")
    with found.page.expect_download() as download:
        found.page.locator(f"[data-take={what}]").click()
    return Path(download.value.path()).read_bytes()


def test_a_picture_can_be_taken_as_png(small: Visit) -> None:
    """The PNG is a picture at twice the size of the drawing, with every kind's colour in it."""
    content = _take(small, "take-png")
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", content[16:24])
    assert width > 1200
    assert height > 800
    assert len(content) > 20_000


def test_a_picture_can_be_taken_as_svg(small: Visit) -> None:
    """The SVG is well-formed, whole in itself, and bears the title, the source and every name of the view."""
    root = ET.fromstring(_take(small, "take-svg"))
    text = " ".join("".join(root.itertext()).split())
    assert "Jaringan penyelenggara pemilu dalam berita" in text
    assert "dari 2 artikel" in text
    assert "Maskup Asyadi" in text
    small.page.locator("#modes [data-mode=map]").click()
    assert ET.fromstring(_take(small, "take-svg")).tag.endswith("svg")


def test_the_facts_of_the_view_can_be_taken_as_csv(small: Visit) -> None:
    """The CSV has a row for each fact of the view, with sentence, article and address."""
    rows = list(csv.DictReader(io.StringIO(_take(small, "take-csv").decode("utf-8-sig"))))
    assert len(rows) == small.page.evaluate("kpugraph.data.facts.length")
    chair = next(row for row in rows if row["subject"] == "Maskup Asyadi" and row["relation"] == "org:member")
    assert (chair["name"], chair["object"], chair["from"]) == ("Ketua", "KPU Kabupaten Semarang", "2022-02-11")
    assert "Maskup Asyadi" in chair["sentence"]
    assert chair["url"].startswith("https://kab-semarang.kpu.go.id/")


# ---------------------------------------------------------------- keys, sigma, accessibility


def test_arrows_walk_the_network(small: Visit) -> None:
    """In the drawing an arrow goes to the neighbour in its direction, and Esc lets go."""
    small.choose("kpu ri")
    small.page.locator("#canvas").focus()
    seen = set()
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        small.page.keyboard.press(key)
        seen.add(small.text("#details h2"))
    assert len(seen) > 1
    small.page.keyboard.press("Escape")
    assert small.state("picked") is None


def test_sigma_draws_with_the_same_shell(by_sigma: Path, visit: Open) -> None:
    """A page that sigma draws finds, flies, expands and shows the sentence like the other, without a request."""
    found = visit(by_sigma)
    assert found.page.locator("#canvas canvas").count() >= 4
    assert found.page.evaluate("kpugraph.stage.scene.nodes.length") == 35
    found.choose("wirasatu hutapea")
    assert found.text("#details h2") == "Wirasatu Hutapea"
    found.page.locator("[data-scope=all]").click()
    assert found.page.evaluate("kpugraph.stage.scene.nodes.length") == found.page.evaluate("kpugraph.data.nodes.length")
    found.choose("denpasar")
    x, y = found.page.evaluate(
        """() => {
          const { left, top } = document.querySelector("#canvas").getBoundingClientRect();
          const other = kpugraph.stage.scene.nodes.find((one) => one.name !== "KPU Kota Denpasar" && !one.faint && !one.picked);
          const { x, y } = kpugraph.drawing.toScreen(other);
          return [left + x, top + y];
        }"""
    )
    found.page.mouse.click(x, y)
    found.page.wait_for_timeout(500)  # sigma waits for a second click
    assert found.text("#details h2") != "KPU Kota Denpasar"
    assert found.requests == []
    assert found.complaints == []


def test_without_webgl_the_table_stands_in(by_sigma: Path, visit: Open) -> None:
    """Where a browser has no WebGL a large page opens as its table, and still searches."""
    found = visit(by_sigma)
    found.page.add_init_script("HTMLCanvasElement.prototype.getContext = function () { return null; };")
    found.page.reload()
    found.page.wait_for_selector("body.ready")
    assert found.page.locator("#view tbody tr").count() > 10
    found.page.fill("#search", "wirasatu hutapea")
    found.page.keyboard.press("Enter")
    assert found.text("#details h2") == "Wirasatu Hutapea"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_the_way_of_anyone(page: Path, visit: Open, scheme: str) -> None:
    """axe finds no serious violation in any view, with the panel, the filters and the menu open, in light and dark."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make lint brings it")
    found = visit(page, color_scheme=scheme)
    found.page.evaluate(AXE.read_text("utf-8"))
    problems = []
    for mode in ("network", "tree", "chart", "map", "table"):
        found.page.locator(f"#modes [data-mode={mode}]").click()
        found.page.evaluate("kpugraph.choose({ node: kpugraph.find('maskup')[0] })")
        if mode == "network":
            found.page.click("#filter")
            found.page.click("#take")
        result = found.page.evaluate("axe.run({ resultTypes: ['violations'] })")
        for one in result["violations"]:
            if one["impact"] in ("serious", "critical"):
                problems.append((mode, one["id"], [node["target"] for node in one["nodes"]][:3]))
        found.page.keyboard.press("Escape")
        found.page.keyboard.press("Escape")
    assert problems == []
