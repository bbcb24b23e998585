"""Every IRI of the graph at its path: a page for people, RDF for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from serving import Server, serving

from kpugraph import store

PERSON = "person/maskup-asyadi-33.22"
BASE = "https://w3id.org/kpugraph/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def server(published_store: Path) -> Iterator[Server]:
    with serving(published_store) as running:
        yield running


def test_a_person_has_a_page_and_data(server: Server) -> None:
    """The same path gives HTML to a browser and Turtle or JSON-LD to a program, each saying where the others are."""
    page = server.ask(f"/{PERSON}", Accept=BROWSER, Accept_Language="en")
    assert (page.status, page.kind) == (200, "text/html")
    assert "<h1>Maskup Asyadi</h1>" in page.text
    for kind, ending in (("text/turtle", "ttl"), ("application/ld+json", "jsonld"), ("application/rdf+xml", "rdf")):
        data = server.ask(f"/{PERSON}", Accept=kind)
        assert (data.status, data.kind) == (200, kind)
        assert data.headers["content-location"] == f"/{PERSON}.{ending}"
        assert "Accept" in data.headers["vary"]
        assert f'</{PERSON}.ttl>; rel="alternate"; type="text/turtle"' in data.headers["link"]
        assert server.ask(f"/{PERSON}.{ending}", Accept=BROWSER).body == data.body


def test_the_data_is_what_the_graph_says_of_the_thing(server: Server, published_store: Path) -> None:
    """All triples with the person as subject are there, with the posts that point to it and their labels."""
    reply = server.ask(f"/{PERSON}.nt")
    found = {quad.triple for quad in ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES)}
    node = ox.NamedNode(BASE + PERSON)
    graph = ox.Store.read_only(str(published_store / store.current(published_store)))
    said = {quad.triple for quad in graph.quads_for_pattern(node, None, None)}
    assert said
    assert said <= found
    member = ox.NamedNode("http://www.w3.org/ns/org#member")
    assert [triple for triple in found if triple.object == node and triple.predicate == member]


def test_concepts_and_the_vocabulary_have_addresses_too(server: Server) -> None:
    """A role, used or not, and the ontology are served; the ontology's page has an anchor for each of its terms."""
    role = server.ask("/concept/role/ketua", Accept="text/turtle")
    assert (role.status, "skos:prefLabel" in role.text) == (200, True)
    data = server.ask("/ontology", Accept="text/turtle")
    triples = {quad.triple for quad in ox.parse(data.body, format=ox.RdfFormat.TURTLE)}
    classes = {t.subject.value for t in triples if str(t.object) == "<http://www.w3.org/2002/07/owl#Class>"}
    page = server.ask("/ontology", Accept=BROWSER)
    for iri in classes:
        if iri.startswith(f"{BASE}ontology#"):
            assert f'id="{iri.partition("#")[2]}"' in page.text
    assert server.ask("/ontology.jsonld").kind == "application/ld+json"


@pytest.mark.parametrize(
    "path", ["/person/nobody", "/nothing/at/all", "/person/%3Cscript%3E", "/person/a%20b", "/ontology/x"]
)
def test_what_is_not_in_the_graph_is_404(server: Server, path: str) -> None:
    """Unknown paths and paths that are no IRI give a page or a sentence, and nothing of them unescaped."""
    page = server.ask(path, Accept=BROWSER)
    assert page.status == 404
    assert "<script>" not in page.text
    assert server.ask(path, Accept="text/turtle").status == 404


def test_pages_speak_indonesian_and_english(server: Server) -> None:
    """The language is the browser's, or that of the address."""
    assert '<html lang="id">' in server.ask("/", Accept_Language="id-ID,en;q=0.5").text
    assert '<html lang="en">' in server.ask("/", Accept_Language="en-GB").text
    assert '<html lang="id">' in server.ask("/").text
    assert '<html lang="en">' in server.ask("/?lang=en", Accept_Language="id").text


def test_what_stands_in_the_graph_is_escaped(tmp_path: Path) -> None:
    """Markup in labels and values and links that are none of the web's stay text."""
    attack = "<img src=x onerror=alert(1)>"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    path = tmp_path / "store"
    lines = [
        f'<{BASE}person/x> {label} "{attack}" .\n',
        f'<{BASE}person/x> <http://x/p> "{attack}" .\n',
        f"<{BASE}person/x> <http://x/p> <javascript:alert(1)> .\n",
    ]
    store.write(path, lines)
    with serving(path, "--workers", "1") as server:
        page = server.ask("/person/x", Accept=BROWSER).text
    assert "<img" not in page
    assert "&lt;img src=x" in page
    assert 'href="javascript' not in page


def test_a_named_query_is_bound_by_the_server(server: Server) -> None:
    """The editor gets the text of a named query with names looked up; a name that is unknown gets the nearest ones."""
    reply = server.ask("/query/named/officeholders?body=KPU%20Kab.%20Semarang")
    text = json.loads(reply.body)["query"]
    assert f"VALUES ?body {{ <{BASE}body/kpu-kabupaten-semarang> }}" in text
    assert len(server.rows(text)) == 4
    wrong = server.ask("/query/named/officeholders?person=Maskup%20Asyad")
    assert (wrong.status, "Maskup Asyadi" in wrong.text) == (400, True)
    assert server.ask("/query/named/nothing").status == 400
