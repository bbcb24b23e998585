"""The pages about a package: made from its data and its ontology, safe, and readable in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDF, SKOS, Graph, URIRef

import kpugraph
from kpugraph import assets, export, ids
from kpugraph.export import diagrams, documentation
from kpugraph.store import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


AXE = Path(kpugraph.__file__).parent / "web" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium that may not reach the network."""
    import shutil

    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        yield running
        running.close()


def opened(browser: Browser, path: Path, *, phone: bool = False, dark: bool = False) -> tuple[Page, list[str]]:
    """The page, and what it asked for besides itself or complained of."""
    size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
    context = browser.new_context(viewport=size, color_scheme="dark" if dark else "light")
    page = context.new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url) if request.url != path.as_uri() else None)
    page.on("console", lambda message: seen.append(message.text))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.goto(path.as_uri())
    return page, seen


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index.html", "ontology.html"])
@pytest.mark.parametrize("phone", [False, True])
def test_a_page_fits_and_loads_nothing(browser: Browser, package: Path, name: str, phone: bool) -> None:
    """On a desk and on a phone nothing is wider than the window, nothing is loaded, and one language shows at a time."""
    page, seen = opened(browser, package / name, phone=phone)
    assert seen == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    heading = page.locator("h1")
    assert heading.inner_text() in {"Graf KPU Semarang", "Ontologi kpugraph"}
    page.locator(".langs").get_by_text("English").click()
    assert heading.inner_text() in {"KPU Semarang graph", "The kpugraph ontology"}
    assert page.locator("body [lang=id]:visible").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_from_its_ground(browser: Browser, package: Path, dark: bool) -> None:
    """Text, soft text and links have a contrast of at least 4.5 to 1 in light and in darkness."""
    page, _ = opened(browser, package / "index.html", dark=dark)
    contrast = page.evaluate(
        """() => { const lum = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => x / 255)
            .map(x => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
          return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
        const ground = getComputedStyle(document.body).backgroundColor;
        return ['main p a', 'main td', '.soft', '.note'].map(s => { const e = document.querySelector(s);
          if (!e) return 21; const own = getComputedStyle(e); const g = s === '.note' ? own.backgroundColor : ground;
          const [a, b] = [lum(own.color), lum(g)].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); }); }"""
    )
    assert min(contrast) >= 4.5, contrast


def test_the_page_holds_schema_orgs_dataset(package: Path) -> None:
    """The JSON-LD has what dataset searches ask for, and a download for every distribution."""
    text = (package / "index.html").read_text("utf-8")
    block = re.search(r'<script type="application/ld\+json">\n(.*?)\n</script>', text, re.DOTALL)
    assert block
    dataset = json.loads(block[1])
    assert dataset["@type"] == "Dataset"
    assert dataset["name"] == "Graf KPU Semarang"
    assert 50 <= len(dataset["description"]) <= 5000
    assert dataset["temporalCoverage"] == "2022-02-11/2022-04-12"
    assert dataset["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert dataset["publisher"]["name"] == "Dinas Contoh"
    catalog = Graph().parse(package / "catalog.ttl")
    downloads = {item["contentUrl"] for item in dataset["distribution"]}
    assert downloads == {
        str(url) for url in catalog.objects(None, URIRef("http://www.w3.org/ns/dcat#downloadURL"))
    }  # fmt: skip


@pytest.mark.browser
def test_hostile_settings_stay_text(browser: Browser, published_store: Path, tmp_path: Path) -> None:
    """A title or a name that ends scripts or elements runs nothing, and the JSON-LD is still JSON."""
    from export.conftest import SETTINGS

    attack = "</script><script>window.hit=1</script><img src=x onerror=window.hit=1>\u2028&"
    text = SETTINGS.replace("Graf KPU Semarang", attack).replace("Dinas Contoh", attack).replace("Meja Data", attack)
    (tmp_path / "s.toml").write_text(text, "utf-8")
    options = export.Options(("csv",), config=tmp_path / "s.toml")
    export.write(Reader.open(published_store), tmp_path / "p", options)
    page, seen = opened(browser, tmp_path / "p" / "index.html")
    assert seen == []
    assert page.evaluate("window.hit") is None
    data = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent).name")
    assert data == " ".join(attack.split())
    Graph().parse(tmp_path / "p" / "catalog.ttl")


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index.html", "ontology.html"])
@pytest.mark.parametrize(("phone", "dark"), [(True, False), (False, True)])
def test_nothing_stands_in_the_way_of_anyone(
    browser: Browser, package: Path, name: str, phone: bool, dark: bool
) -> None:
    """axe finds no violation of any weight, on a phone in light and on a desk in darkness."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make lint brings it")
    page, _ = opened(browser, package / name, phone=phone, dark=dark)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found] == []


@pytest.mark.browser
def test_a_phone_reads_the_diagrams_as_lines(browser: Browser, package: Path) -> None:
    """Where a picture would be wider than the screen its arrows stand as lines, all of them; a desk has the picture."""
    page, _ = opened(browser, package / "ontology.html", phone=True)
    assert page.locator("figure svg:visible").count() == 0
    ontology = documentation.read()
    labels = {term.name: term.label for term in ontology.classes}
    lines = page.locator("figure .arrows").first.locator("li:visible")
    assert lines.count() == len(diagrams.main_arrows(ontology.links, labels)) > 15
    assert "Keanggotaan kg:replaces, org:member → Orang" in lines.all_inner_texts()
    assert page.evaluate(
        "[...document.querySelectorAll('.scroll')].every(box => box.scrollWidth <= box.clientWidth + 1)"
    )
    wide, _ = opened(browser, package / "ontology.html")
    assert wide.locator("figure svg:visible").count() > 10
    assert wide.locator(".arrows:visible").count() == 0


@pytest.mark.browser
def test_a_command_in_a_page_is_not_broken(browser: Browser, published_store: Path, tmp_path: Path) -> None:
    """On a phone the draft's notice keeps the command in one line, so that it can be copied."""
    export.write(Reader.open(published_store), tmp_path / "p", export.Options(("turtle",)))
    page, _ = opened(browser, tmp_path / "p" / "index.html", phone=True)
    assert page.locator(".note code").evaluate("code => code.getClientRects().length") == 1


@pytest.fixture(scope="module")
def page_text(package: Path) -> str:
    return (package / "ontology.html").read_text("utf-8")


def test_the_documentation_has_every_term(page_text: str) -> None:
    """Each class, property and concept of the Turtle has its place on the page, with labels in both languages."""
    ontology = Graph().parse(assets.path("ontology", "kpugraph.ttl"))
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property):
        for term in ontology.subjects(RDF.type, kind):
            assert f'id="{documentation.short(str(term))}"' in page_text, term
    concepts = Graph().parse(assets.path("ontology", "concepts.ttl"))
    for concept in concepts.subjects(RDF.type, SKOS.Concept):
        assert f'id="{str(concept).removeprefix(ids.CONCEPTS)}"' in page_text
    assert '<span lang="id">Klaim</span><span lang="en">Claim</span>' in page_text


def test_every_link_within_the_documentation_leads_somewhere(page_text: str) -> None:
    """Each reference to a term is to an element of the page, and no element's id comes twice."""
    found = re.findall(r'id="([^"]+)"', page_text)
    assert len(found) == len(set(found))
    assert set(re.findall(r'href="#([^"]+)"', page_text)) <= set(found)


def test_the_diagrams_are_those_of_the_ontology(page_text: str) -> None:
    """An arrow stands for each relation that ontology, shapes and usage state; the overview places only known classes."""
    ontology = documentation.read()
    assert diagrams.Link("org:Membership", "org:member", "schema:Person") in ontology.links
    assert diagrams.Link("schema:Event", "kg:basedOn", "kg:Document") in ontology.links
    names = {term.name for term in ontology.classes}
    assert set(diagrams.order()) <= names
    assert page_text.count("<svg") > 10
    tied = {name for link in ontology.links for name in (link.source, link.target) if name in names}
    for name in tied:
        picture = diagrams.around(name, ontology.links, {})
        shown = set(re.findall(r'class="on"[^>]*>([^<]+)<', picture))
        assert shown == {link.property for link in ontology.links if name in (link.source, link.target)}


def test_the_usage_speaks_of_terms_that_are_declared() -> None:
    """The notes on usage name only classes and properties that the ontology declares."""
    ontology = documentation.read()
    known = {term.iri for term in (*ontology.classes, *ontology.properties)}
    usage = Graph().parse(assets.path("ontology", "usage.ttl"))
    for subject, _, value in usage:
        assert {str(subject), str(value)} <= known, (subject, value)


def test_redirects_lead_to_the_files(package: Path) -> None:
    """The rules for w3id send every kind of IRI to a file of the package, at the publisher's address."""
    text = (package / "w3id" / ".htaccess").read_text("utf-8")
    rules = re.findall(r"^RewriteRule (\S+) https://data\.example\.org/kpu/(\S+?) \[", text, re.MULTILINE)
    assert len(rules) >= 8
    for pattern, target in rules:
        re.compile(pattern)
        name = re.sub(r"#?\$1$", "", target)
        assert not name or (package / name).is_file(), target

    def first(path: str) -> str:
        return next(target for pattern, target in rules if re.match(pattern, path))

    assert first("ontology") == "ontology.ttl"
    assert first("concept/role/ketua") == "concepts.ttl"
    assert first("identity/abc") == "evidence.ttl"
    assert first("claim/abc") == "evidence.ttl"
    assert first("person/maskup-asyadi-33.22") == "kpugraph.ttl"
    assert first("dataset") == "catalog.ttl"
    asked = re.findall(r"HTTP_ACCEPT} (\S+)\nRewriteRule \^\(\.\+\)\$ \S+/kpu/(\S+)", text)
    assert asked[:3] == [
        ("text/turtle", "kpugraph.ttl"),
        (r"application/ld\+json", "kpugraph.jsonld"),
        (r"application/rdf\+xml", "kpugraph.rdf"),
    ]


def test_redirects_know_what_the_package_has(published_store: Path, settings_file: Path, tmp_path: Path) -> None:
    """Packed files are named as they are; without Turtle no rule leads to it; a draft, which has no address, has no rules."""
    reader = Reader.open(published_store)
    for number, (options, expected) in enumerate(
        (
            (export.Options(("turtle",), config=settings_file, gzip=True), {"kpugraph.ttl.gz", "evidence.ttl.gz"}),
            (export.Options(("csv",), config=settings_file), set()),
        )
    ):
        target = tmp_path / str(number)
        export.write(reader, target, options)
        text = (target / "w3id" / ".htaccess").read_text("utf-8")
        targets = set(re.findall(r"example\.org/kpu/([^ #$]+?)(?:#\$1)? \[", text))
        assert targets - expected == {"ontology.ttl", "concepts.ttl", "ontology.html", "catalog.ttl", "index.html"}
        assert expected <= targets
    export.write(reader, tmp_path / "draft", export.Options(("turtle",)))
    assert not (tmp_path / "draft" / "w3id").exists()
