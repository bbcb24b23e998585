"""Texts that attack, in every field that the page shows: each stands there letter by letter, and nothing of it runs."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from kpugraph.view import page, style
from kpugraph.view.model import Fact, Network, Node, Proof, Source

if TYPE_CHECKING:
    from conftest import Open, Visit

pytestmark = pytest.mark.browser

PAYLOADS = {
    "image": "<img src=x onerror=window.__ran=1>",
    "script": "</script><script>window.__ran=2</script>",
    "address": "javascript:window.__ran=3//",
    "drawing": '"><svg onload=window.__ran=4>',
    "comment": "<!--<script>window.__ran=5",
    "direction": "\u202egnorw\u202c \u2067RTL\u2069 \u200f",
    "link": 'a "href" <a href="javascript:window.__ran=6">x</a>',
}
FIELDS = (
    "label",
    "alias",
    "value",
    "detail",
    "status",
    "sentence",
    "mark",
    "title",
    "publisher",
    "url",
    "rule",
    "step",
)
PAIRS = list(product(PAYLOADS, FIELDS))


def _network() -> Network:
    """A person for every pair, who holds a post and is quoted, with the payload in the one field and plain text elsewhere."""
    network = Network(nx.MultiDiGraph())
    network.graph.add_node("body/b", node=Node("body/b", "body", "Badan"), facts=[])
    for number, (payload, field) in enumerate(PAIRS):
        text = dict.fromkeys(FIELDS, f"biasa {number}") | {field: PAYLOADS[payload]}
        url = PAYLOADS[payload] if field == "url" else "https://example.org/"
        name, source = f"person/{number}", f"article/{number}"
        label = text["label"] if field == "label" else f"Orang {number}"
        sentence = f"{text['sentence']} {text['mark']} akhir"
        start = len(text["sentence"]) + 1
        marks = ((start, start + len(text["mark"])),)
        proof = Proof(source, sentence, marks, ((text["rule"], 0.9),), (text["step"],))
        said = Fact(name, "schema:spokenByCharacter", value=text["value"], proofs=(proof,))
        post = Fact(
            name,
            "org:member",
            "body/b",
            name="Ketua",
            details=(text["detail"],),
            status=text["status"],
            proofs=(proof,),
        )
        node = Node(name, "person", label, aliases=(text["alias"],))
        network.graph.add_node(name, node=node, facts=[said])
        network.graph.add_edge(name, "body/b", fact=post)
        network.sources[source] = Source(source, text["title"], url, text["publisher"], "2022-04-12")
    return network


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hostile") / "page.html"
    out.write_text(page.render(_network(), style.load(), page.Asked()), "utf-8")
    return out


@pytest.fixture
def attacked(hostile: Path, opened: Open) -> Visit:
    return opened(hostile)


PANELS = """(ids) => ids.map((id) => {
  kpugraph.choose({ node: kpugraph.data.nodes.findIndex((one) => one.id === id) });
  const details = document.getElementById("details");
  return [details.textContent, details.querySelectorAll("cite a").length];
})"""


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_attack_is_shown_as_text(attacked: Visit, payload: str) -> None:
    """In whichever field of a panel the payload stands, it is text: no element, no link and no script is made of it."""
    found = attacked.page.evaluate(PANELS, [f"person/{PAIRS.index((payload, field))}" for field in FIELDS])
    for field, (text, links) in zip(FIELDS, found, strict=True):
        if field == "url":  # an address that is none is no link; the title stands there without one
            assert links == 0
        else:
            assert PAYLOADS[payload] in text, field
            assert links == 2, field
    assert attacked.page.locator("img, iframe, [onerror], [onload], [href^='javascript:' i]").count() == 0
    assert attacked.page.locator("script").count() == 3
    assert attacked.page.evaluate("window.__ran === undefined")


def test_attacks_are_text_in_the_other_views_as_well(attacked: Visit) -> None:
    """The table, the time chart, the suggestions, both pictures and the CSV hold the payloads as text, and nothing runs."""
    found = attacked.page
    found.evaluate("kpugraph.change({ scope: 'all', mode: 'table' })")
    while found.locator("#view > .more").count():
        found.locator("#view > .more").click()
    table = str(found.locator("#view").text_content())
    found.evaluate("kpugraph.choose({ node: kpugraph.data.nodes.findIndex((one) => one.id === 'body/b') })")
    found.locator("#modes [data-mode=chart]").click()
    chart = str(found.locator("#view").text_content())
    found.locator("#modes [data-mode=network]").click()
    content = found.evaluate("kpugraph.csv(kpugraph.data.nodes.map((_, id) => id))")
    assert "<img" not in found.evaluate("kpugraph.picture()")
    for name in ("image", "script", "drawing", "link"):
        assert PAYLOADS[name] in table
        assert PAYLOADS[name] in chart or name == "link"
        assert PAYLOADS[name].replace('"', '""') in content
    found.fill("#search", "onerror")
    assert PAYLOADS["image"] in str(found.locator("#suggestions").text_content())
    assert found.locator("img, iframe, [onerror], [onload], [href^='javascript:' i]").count() == 0
    assert found.evaluate("window.__ran === undefined")
    assert attacked.requests == []
    assert attacked.complaints == []
