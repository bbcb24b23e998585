"""How the network page is used: by keys alone, on a phone, in the dark, and where the graph is large."""

from __future__ import annotations

import re
from itertools import combinations, cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kpugraph import quads, store, view
from kpugraph.store import Reader

if TYPE_CHECKING:
    from conftest import Open, Visit

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}

# The box of each node with its name, or of the name alone, on the screen.
BOXES = """(alone) => {
  const pen = document.createElement("canvas").getContext("2d");
  const { drawing } = kpugraph;
  return kpugraph.stage.scene.nodes.filter((one) => !alone || one.label.trim()).map(({ id, x, y, size, label, font }) => {
    pen.font = `${font}px Helvetica Neue, Arial, Liberation Sans, sans-serif`;
    const lines = label.split("\\n");
    const half = Math.max(alone ? 0 : size, ...lines.map((line) => pen.measureText(line).width / 2));
    const corner = (dx, dy) => drawing.toScreen({ x: x + dx, y: y + dy });
    const down = size + lines.length * font;
    return { id, from: corner(-half, alone ? size : -size), to: corner(half, down) };
  });
}"""


def _overlaps(boxes: list[dict[str, Any]]) -> list[tuple[int, int]]:
    def apart(a: dict[str, Any], b: dict[str, Any], axis: str) -> bool:
        return bool(a["to"][axis] <= b["from"][axis] or b["to"][axis] <= a["from"][axis])

    return [(a["id"], b["id"]) for a, b in combinations(boxes, 2) if not (apart(a, b, "x") or apart(a, b, "y"))]


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_no_name_lies_on_another(page: Path, visit: Open, options: dict[str, Any]) -> None:
    """All nodes with their names stand free of each other and inside the drawing, on a desk and on a phone."""
    found = visit(page, **options)
    boxes = found.page.evaluate(BOXES, False)
    assert len(boxes) == 16
    assert _overlaps(boxes) == []
    size = found.page.locator("#canvas").bounding_box()
    assert size is not None
    assert all(box["from"]["x"] >= 0 and box["to"]["x"] <= size["width"] for box in boxes)
    assert all(box["from"]["y"] >= 0 and box["to"]["y"] <= size["height"] for box in boxes)


def test_keys_alone_suffice(page: Path, visit: Open) -> None:
    """ "/" leads to the search, arrows through its suggestions, Enter to the node, Tab to its facts, Esc back."""
    found = visit(page)
    keys = found.page.keyboard
    keys.press("/")
    assert found.page.evaluate("document.activeElement.id") == "search"
    keys.type("kpu")
    options = found.page.locator("#suggestions li")
    assert options.count() == 5
    keys.press("ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    assert found.page.get_attribute("#search", "aria-activedescendant") == "suggestion-1"
    wanted = options.nth(1).locator("b").inner_text()
    keys.press("Enter")
    assert found.text("#details h2") == wanted
    found.page.locator("#details .close").focus()
    for _ in range(6):
        keys.press("Tab")
        if found.page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    keys.press("Enter")
    assert found.page.locator("#details mark").first.is_visible()
    keys.press("Escape")
    assert found.text("#details h2") == "Cara membaca"


def test_escape_empties_the_search_before_it_closes_the_panel(page: Path, visit: Open) -> None:
    """In the search the first Esc empties it; what is chosen stays until Esc is pressed outside of it."""
    found = visit(page)
    found.choose("maskup")
    found.page.fill("#search", "dody")
    found.page.keyboard.press("Escape")
    assert found.page.input_value("#search") == ""
    assert found.text("#details h2") == "Maskup Asyadi"


def test_a_phone_has_its_panel_below(page: Path, visit: Open) -> None:
    """On a phone the panel lies below the drawing, grows when something is chosen, and its targets are 44 pixels high."""
    found = visit(page, **PHONE)
    canvas, panel = (found.page.locator(name) for name in ("#canvas", "#panel"))
    assert _box(canvas)["y"] + _box(canvas)["height"] <= _box(panel)["y"]
    assert all(_box(button)["height"] >= 44 for button in found.page.locator("#legend button").all())
    assert _box(found.page.locator("#search"))["height"] >= 44
    before = _box(panel)["height"]
    found.choose("maskup")
    assert _box(panel)["height"] > 2 * before
    assert found.page.evaluate("document.documentElement.scrollWidth") == 390
    found.page.click("#handle")
    assert _box(panel)["height"] == before
    assert found.complaints == []


def test_the_dark_page_is_dark(page: Path, visit: Open) -> None:
    """Whoever prefers the dark gets a dark ground with light words, in the drawing as well, without a new opening."""
    found = visit(page, color_scheme="dark")
    assert _light(found, "background-color") < 60
    assert _light(found, "color") > 180
    assert found.page.evaluate("kpugraph.stage.scene.colors.ink") == "#eeebe3"
    found.page.emulate_media(color_scheme="light")
    assert _light(found, "background-color") > 180
    found.page.wait_for_timeout(200)
    found.settle()
    assert found.page.evaluate("kpugraph.stage.scene.colors.ink") == "#17191e"


def test_a_large_graph_opens_on_its_best_connected_node(large: Path, visit: Open) -> None:
    """A graph too large to be read at once opens around its best connected node and says how many neighbours more."""
    found = visit(large)
    total = found.page.evaluate("kpugraph.data.nodes.length")
    shown = sum(found.tallies().values())
    assert total > 150
    assert shown == 35
    assert found.page.locator("#scope [aria-pressed=true]").inner_text() == "Sekitar KPU Kabupaten Pati"
    more = found.page.evaluate("kpugraph.degree(kpugraph.data.start)") - 34
    assert found.text("#notice") == f"Tidak ditampilkan: {more} tetangga lain."
    assert _overlaps(found.page.evaluate(BOXES, False)) == []
    assert found.complaints == []


def test_an_overview_names_what_it_has_room_for(large: Path, visit: Open) -> None:
    """All nodes at once bear names only where these lie on no other name, at one size whatever the scale."""
    found = visit(large)
    found.page.locator("#scope button").first.click()
    assert sum(found.tallies().values()) == found.page.evaluate("kpugraph.data.nodes.length")
    sizes = []
    for _ in range(2):
        boxes = found.page.evaluate(BOXES, True)
        assert 3 < len(boxes) < 80
        assert _overlaps(boxes) == []
        size = found.page.evaluate("kpugraph.stage.scene.nodes[0].font * kpugraph.drawing.scale()")
        sizes.append(round(size, 1))
        found.page.click("#zoom button")
        found.page.wait_for_timeout(300)
    assert sizes == [12.5, 12.5]


def test_a_node_outside_the_picture_brings_its_surroundings(large: Path, visit: Open) -> None:
    """A search for a node that the present surroundings lack shows that node's own."""
    found = visit(large)
    hidden = found.page.evaluate(
        "kpugraph.data.nodes.find((node, id) => node.kind === 'person' && !kpugraph.stage.boxes.has(id)).label"
    )
    found.choose(hidden)
    assert found.page.locator("#scope [aria-pressed=true]").inner_text() == f"Sekitar {hidden}"
    assert found.text("#details h2") == hidden


def test_a_long_list_is_shown_in_parts(large: Path, visit: Open) -> None:
    """Of many office holders the panel lists the first and offers the rest, which then follows."""
    found = visit(large)
    found.choose("kpu kabupaten pati")
    section = found.page.locator("#details section").first
    assert section.locator("li .fact").count() == 8
    holders = int(section.locator("h3 .tally").inner_text())
    section.locator(".more").click()
    assert section.locator("li .fact").count() == holders > 100


def test_nothing_but_its_own_scripts_runs(page: Path, visit: Open) -> None:
    """A script, a handler and a style that were not there when the page was written are refused by its own policy."""
    found = visit(page)
    found.page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.__ran = 1";
      document.body.append(script);
      const image = document.createElement("div");
      image.innerHTML = "<img src='data:,' onerror='window.__ran = 2'><b style='color: red'></b>";
      document.body.append(image);
    }""")
    found.page.wait_for_timeout(200)
    assert found.page.evaluate("window.__ran === undefined")
    assert len([one for one in found.complaints if "Content Security Policy" in one]) >= 3


ADDRESS = "javascript:window.__ran=3//"
PAYLOADS = [
    "<img src=x onerror=window.__ran=1>",
    "</script><script>window.__ran=2</script>",
    '"><svg onload=window.__ran=4>',
    "<!--<script>",
    "]]>{{7*7}}${7*7}\u2028\u202e",
    'href="javascript:window.__ran=5"',
]
PANELS = """() => {
  const { data, choose } = kpugraph;
  const all = [...data.nodes.keys()].map((node) => ({ node })).concat([...data.drawing.lines.keys()].map((line) => ({ line })));
  return all.map((picked) => (choose(picked), document.getElementById("details").textContent));
}"""
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"(@\w+)? ')


def test_any_text_of_the_graph_may_be_hostile(reader: Reader, visit: Open, tmp_path: Path) -> None:
    """With an attack in every single literal of the graph each panel opens, shows it as text, and nothing of it runs."""
    turn = cycle(PAYLOADS)

    def attacked(match: re.Match[str]) -> str:
        text = ADDRESS if match[1].startswith("http") else f"{match[1]} {quads.escape(next(turn))}"
        return f'"{text}"{match[2] or ""} '

    store.write(tmp_path / "store", (_TEXT.sub(attacked, line) for line in reader.nquads()))
    view.write(Reader.open(tmp_path / "store"), tmp_path / "page.html")
    found = visit(tmp_path / "page.html")
    page = found.page
    scripts = page.locator("script").count()
    shown: list[str] = []
    for lang in ("en", "id"):
        page.click(f"[data-lang={lang}]")
        shown += page.evaluate(PANELS)
    for payload in PAYLOADS[:3]:
        assert any(payload in text for text in shown), payload
    assert page.locator("script").count() == scripts
    assert page.locator("img, [onerror], [onload], #details a").count() == 0  # no address of this graph is one
    page.wait_for_timeout(200)
    assert page.evaluate("window.__ran === undefined")
    assert found.requests == []
    assert found.complaints == []


def _box(locator: Any) -> dict[str, float]:
    box: dict[str, float] | None = locator.bounding_box()
    assert box is not None
    return box


def _light(found: Visit, of: str) -> float:
    """How light a colour of the page is, from 0 to 255."""
    script = f"getComputedStyle(document.body).getPropertyValue('{of}').match(/\\d+/g).slice(0, 3).map(Number)"
    channels: list[int] = found.page.evaluate(script)
    return sum(channels) / 3
