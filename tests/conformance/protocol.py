"""The protocol and service description tests, request by request as the manifest spells them, against a server.

The service is read-only: where a test wants an update carried out, the answer must be 403 or 405, and what the test
would then look at is left out.
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pyoxigraph as ox
from asking import Verdict
from suite import BASE, DAWGT, MF, Suite, first, items

HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
SD = "http://www.w3.org/ns/sparql-service-description#"
DATA = "http://kasei.us/2009/09/sparql/data/"
KINDS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"},
}


def quads(suite: Suite) -> Iterator[str]:
    """The graphs that the requests name. ``data0`` is asked for and nowhere given: any graph will do."""
    for number in (1, 2, 3):
        for quad in suite.graph(urljoin(BASE, f"protocol/data{number}.nt")):
            yield f"{quad.subject} {quad.predicate} {quad.object} <{DATA}data{number}.rdf> .\n"
    yield f"<{DATA}data0.rdf> a:b <{DATA}data0.rdf> <{DATA}data0.rdf> .\n".replace("a:b", f"<{CNT}x>")


def run(suite: Suite, address: str) -> Iterator[Verdict]:
    """The verdict on every protocol test."""
    iri = urljoin(BASE, "protocol/manifest.ttl")
    graph = suite.graph(iri)
    for entry in items(graph, first(graph, ox.NamedNode(iri), MF + "entries")):
        reason = _reason(graph, entry, address)
        approval = first(graph, entry, DAWGT + "approval")
        name = "protocol/" + entry.value.rpartition("#")[2]
        yield Verdict(name, approval is not None, not reason, reason)


def _reason(graph: ox.Store, entry: ox.NamedNode, address: str) -> str:
    """Why a test fails; nothing where it passes."""
    for request in items(graph, first(graph, first(graph, entry, MF + "action"), HT + "requests")):
        status, kind, body = _send(graph, request, address)
        wanted = first(graph, request, HT + "resp")
        statuses = {
            quad.object.value.rpartition("StatusCode")[2][0]
            for quad in graph.quads_for_pattern(wanted, ox.NamedNode(MF + "expectedStatus"), None)
        }
        if "2" in statuses and _updates(graph, request):
            return "" if status in {403, 405} else f"{status} for an update"
        if str(status)[0] not in statuses:
            return f"status {status}, wanted {' or '.join(sorted(statuses))}xx"
        form, truth = first(graph, wanted, MF + "expectedFormat"), first(graph, wanted, MF + "expectedBoolean")
        if form is not None and kind not in KINDS[form.value]:
            return f"{kind} is no format for {form.value}"
        if truth is not None and json.loads(body)["boolean"] is not (truth.value == "true"):
            return f"wanted {truth.value}"
    return ""


def _headers(graph: ox.Store, request: object) -> dict[str, str]:
    every = items(graph, first(graph, request, HT + "headers"))
    return {first(graph, h, HT + "fieldName").value: first(graph, h, HT + "fieldValue").value for h in every}


def _updates(graph: ox.Store, request: object) -> bool:
    kind = _headers(graph, request).get("content-type", "")
    body = first(graph, first(graph, request, HT + "body"), CNT + "chars")
    return "sparql-update" in kind or (body is not None and body.value.startswith("update="))


def _send(graph: ox.Store, request: object, address: str) -> tuple[int, str, bytes]:
    path = first(graph, request, HT + "absolutePath").value
    method = first(graph, request, HT + "methodName").value
    content = first(graph, request, HT + "body")
    body = None
    if content is not None:
        coding = first(graph, content, CNT + "characterEncoding")
        body = first(graph, content, CNT + "chars").value.encode(coding.value if coding is not None else "utf-8")
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        connection.request(method, path, body, _headers(graph, request))
        reply = connection.getresponse()
        return reply.status, reply.headers.get_content_type(), reply.read()
    finally:
        connection.close()


def describe(address: str) -> Iterator[Verdict]:
    """The three tests of service descriptions, which have no files: what a plain GET gives."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request("GET", "/sparql", headers={"Accept": "application/n-triples"})
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    is_rdf = reply.status == 200 and reply.headers.get_content_type() in KINDS["RDF"]
    yield Verdict("service-description/returns-rdf", True, is_rdf, "" if is_rdf else f"status {reply.status}")
    store = ox.Store()
    store.load(body, format=ox.RdfFormat.N_TRIPLES)
    endpoint = f"{address}/sparql"
    found = [q.object.value for q in store.quads_for_pattern(None, ox.NamedNode(SD + "endpoint"), None)]
    good = found == [endpoint]
    yield Verdict("service-description/has-endpoint-triple", True, good, "" if good else f"it says {found}")
    valid = bool(
        store.query(
            f"ASK {{ ?s a <{SD}Service> ; <{SD}endpoint> ?e ; <{SD}defaultDataset>/<{SD}defaultGraph> ?g"
            f" FILTER NOT EXISTS {{ ?n a <{SD}NamedGraph> FILTER NOT EXISTS {{ ?n <{SD}name> ?name }} }} }}"
        )
    )
    yield Verdict("service-description/conforms-to-schema", True, valid, "" if valid else "parts are missing")
