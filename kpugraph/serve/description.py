"""The endpoint about itself, in the vocabulary of SPARQL 1.1 Service Description."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kpugraph.serve import negotiate, replies
from kpugraph.workers import messages

_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "JSON-LD", "N-Triples", "RDF_XML", "TriG", "N-Quads",
)  # fmt: skip
_QUERY = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX format: <http://www.w3.org/ns/formats/>
CONSTRUCT {
  <%(endpoint)s> a sd:Service ; sd:endpoint <%(endpoint)s> ; sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat %(formats)s ; %(feature)s sd:defaultDataset <%(endpoint)s#dataset> .
  <%(endpoint)s#dataset> a sd:Dataset ; sd:defaultGraph <%(endpoint)s#default> ; sd:namedGraph ?node .
  <%(endpoint)s#default> a sd:Graph .
  ?node a sd:NamedGraph ; sd:name ?name ; sd:graph ?name .
  ?name a sd:Graph .
} WHERE {
  OPTIONAL { { SELECT DISTINCT ?name { GRAPH ?name {} } LIMIT 1000 }
    BIND(IRI(CONCAT("%(endpoint)s#graph-", ENCODE_FOR_URI(STR(?name)))) AS ?node) }
}
"""


async def respond(request: Request) -> Response:
    """The description in the format asked for; people are shown the query page."""
    accept = request.headers.get("accept")
    plain = request.url.path.endswith(".ttl")
    style = "turtle" if plain else negotiate.best(accept, negotiate.GRAPHS, negotiate.HTML)
    if style is None:
        return replies.problem(406, f"none of these formats can be given: {accept}")
    if style == "html":
        return RedirectResponse("/query", 303, {"Vary": "Accept"})
    # the address as the client wrote it, unless it holds what would mean something else in a query
    host = request.headers.get("host", "")
    address = f"http://{host}/sparql" if re.fullmatch(r"[\w.\-:\[\]]+", host) else "/sparql"
    union = request.app.state.settings.union
    query = _QUERY % {
        "endpoint": address,
        "formats": " , ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in _FORMATS),
        "feature": "sd:feature sd:UnionDefaultGraph ;" if union else "",
    }
    return await replies.answer(request, messages.Request(query, None, style, union=union))
