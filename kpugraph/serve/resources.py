"""Things by their IRIs: ``/person/…``, ``/body/…`` and all others, as a page for people and as RDF for programs.

The IRIs begin with the base, whose host redirects to a server such as this one (303, as w3id.org does), so what is
at the path here is the document about the thing, and a format is negotiated or named by an ending (``.ttl``).
"""

from __future__ import annotations

import re
from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpugraph import ids, quads
from kpugraph.errors import KpugraphError
from kpugraph.serve import articles, evidence, facts, negotiate, render, replies, sections, vocabulary
from kpugraph.serve.settings import Settings
from kpugraph.view.network import KINDS
from kpugraph.workers import messages

ENDINGS = {"ttl": "turtle", "jsonld": "jsonld", "nt": "nt", "rdf": "rdfxml", "html": "html"}
_DRAWN = {quads.PREFIXES[prefix] + name for prefix, _, name in (kind.partition(":") for kind in KINDS)}
INCOMING = 200  # so many lines to a thing are shown of each page
_IRI = re.compile(r"[^<>\"{}|\\^`\x00-\x20]+")
_QUERY = """
CONSTRUCT {{ ?this ?p ?o . ?o rdfs:label ?label . ?s ?q ?this . ?s rdfs:label ?name }} WHERE {{
  {{ BIND(<{iri}> AS ?this) ?this ?p ?o OPTIONAL {{ ?o rdfs:label|skos:prefLabel ?label }} }} UNION
  {{ {{ SELECT ?this ?s ?q {{ BIND(<{iri}> AS ?this) ?s ?q ?this FILTER(?q NOT IN (rdf:subject, rdf:object)) }} LIMIT {limit} }}
    OPTIONAL {{ ?s rdfs:label ?name }} }}
}}
"""


def routes() -> list[Route]:
    """The ontology, and whatever other path there is."""
    return [
        Route("/ontology{ending:path}", ontology, methods=["GET"]),
        Route("/{path:path}", thing, methods=["GET"]),
    ]


async def thing(request: Request) -> Response:
    """What the graph says of one thing."""
    settings: Settings = request.app.state.settings
    path, style = _style(request, request.path_params["path"])
    iri = iri_of(path, settings.base)
    if style is None:
        return replies.problem(406, "a thing can be had as HTML, Turtle, JSON-LD, N-Triples and RDF/XML")
    if not _IRI.fullmatch(iri):
        return _missing(request, style)
    await request.app.state.pool.refresh()
    query = _QUERY.format(iri=iri, limit=INCOMING)
    try:
        asked = messages.Request(query, graph="nt")
        found = await replies.while_connected(request, request.app.state.pool.run(asked))
    except KpugraphError as error:
        return replies.refused(error)
    triples = {quad.triple for quad in ox.parse(found.body, format=ox.RdfFormat.N_TRIPLES)}
    triples |= set(vocabulary.by_subject().get(iri, ()))
    node = ox.NamedNode(iri)
    if not any(node in {triple.subject, triple.object} for triple in triples):
        return _missing(request, style)
    headers = {"Link": _links(path), "Content-Location": f"/{path}.{_ending(style)}"}
    if style != "html":
        return _data(triples, style, headers)
    lang = render.language(request)
    shown = facts.about(iri, triples, lang, settings.base)
    try:
        parts = await sections.about(request, iri, shown.classes, lang)
        article = quads.PREFIXES["schema"] + "NewsArticle" in shown.classes
        said = await articles.sentences(request, iri, lang) if article else []
        own = evidence.sentences((await evidence.of(request, [iri])).get(iri, ()))
    except KpugraphError as error:
        return replies.refused(error)
    return render.page(
        request, "thing.html", headers=headers, thing=shown, iri=iri, document=path, endings=ENDINGS, parts=parts,
        said=said, own=[] if said else own, drawn=not _DRAWN.isdisjoint(shown.classes),
    )  # fmt: skip


async def ontology(request: Request) -> Response:
    """The vocabulary: the IRIs of its terms have this address before their "#"."""
    rest, style = _style(request, request.path_params["ending"])
    if rest.strip("/"):
        return _missing(request, style or "html")
    if style is None:
        return replies.problem(406, "the vocabulary can be had as HTML, Turtle, JSON-LD, N-Triples and RDF/XML")
    headers = {"Link": _links("ontology"), "Content-Location": f"/ontology.{_ending(style)}"}
    if style != "html":
        return _data(vocabulary.triples(), style, headers)
    groups: dict[str, list[Any]] = {"classes": [], "properties": [], "concepts": []}
    for term in vocabulary.terms().values():
        if term.kind and term.iri.startswith((ids.ONTOLOGY, ids.CONCEPTS)):
            groups[term.kind].append(term)
    return render.page(request, "ontology.html", headers=headers, groups=groups, document="ontology", endings=ENDINGS,
                       namespace=ids.ONTOLOGY, concepts=ids.CONCEPTS)  # fmt: skip


def iri_of(path: str, base: str) -> str:
    """The IRI of a path: concepts do not move with the base."""
    rest = path.removeprefix("concept/")
    return (ids.CONCEPTS + rest) if rest != path else base + path


def _style(request: Request, path: str) -> tuple[str, str | None]:
    """The path without an ending that names a format, and that format or the one that the client likes best."""
    stem, dot, ending = path.rpartition(".")
    if dot and ending in ENDINGS:
        return stem, ENDINGS[ending]
    return path, negotiate.best(request.headers.get("accept"), negotiate.HTML, negotiate.GRAPHS)


def _ending(style: str) -> str:
    return next((ending for ending, known in ENDINGS.items() if known == style), style)


def _links(path: str) -> str:
    return ", ".join(
        f'</{path}.{ending}>; rel="alternate"; type="{negotiate.media_type(style).partition(";")[0]}"'
        for ending, style in ENDINGS.items()
        if path.isascii()
    )


def _data(found: Any, style: str, headers: dict[str, str]) -> Response:
    return Response(
        vocabulary.serialize(found, style),
        media_type=negotiate.media_type(style),
        headers={"Vary": "Accept", "Cache-Control": "no-cache", **headers},
    )


def _missing(request: Request, style: str) -> Response:
    if style == "html":
        return render.page(request, "missing.html", 404)
    return replies.problem(404, "nothing in this graph has that address")
