"""The start page: search, what the graph holds, what it covers, and where to go on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpugraph.errors import KpugraphError
from kpugraph.serve import charts, reading, render, replies

# What is counted, with the key of its word; each is a query of its own, which the engine answers from one index.
_COUNTED = {
    "person": "?x a schema:Person", "body": "?x a org:FormalOrganization", "post": "?x a org:Post",
    "event": "?x a schema:Event", "document": "?x a kg:Document", "statement": "?x a schema:Quotation",
    "article": "?x a schema:NewsArticle", "claim": "?x a kg:Claim",
}  # fmt: skip
_EACH = " UNION ".join(
    f'{{ SELECT ("{kind}" AS ?kind) (COUNT(?x) AS ?count) WHERE {{ {pattern} }} }}'
    for kind, pattern in _COUNTED.items()
)
_COUNTS = f"SELECT ?kind ?count WHERE {{ {_EACH} }}"
_YEARS = """
SELECT ?year (COUNT(?article) AS ?count) WHERE {
  ?article a schema:NewsArticle ; kg:earliest ?day BIND(SUBSTR(STR(?day), 1, 4) AS ?year)
} GROUP BY ?year ORDER BY ?year
"""
_OFFICES = """
SELECT ?office ?officeIRI (COUNT(?article) AS ?count) WHERE {
  ?article schema:publisher ?officeIRI . ?officeIRI rdfs:label ?office
} GROUP BY ?office ?officeIRI ORDER BY DESC(?count) ?office LIMIT 12
"""
_LATEST = """
SELECT ?article ?articleIRI ?date WHERE {
  ?articleIRI a schema:NewsArticle ; kg:earliest ?day ; rdfs:label ?article OPTIONAL { ?articleIRI kg:reportedDate ?date }
} ORDER BY DESC(?day) ?article LIMIT 8
"""


def routes() -> list[Route]:
    """The start page."""
    return [Route("/", home, methods=["GET"])]


async def home(request: Request) -> Response:
    """What is here."""
    words = render.words(render.language(request))
    try:
        found = {row["kind"].text: int(row["count"].text) for row in await reading.rows(request, _COUNTS)}
        years = {row["year"].text: int(row["count"].text) for row in await reading.rows(request, _YEARS)}
        offices = await reading.rows(request, _OFFICES)
        latest = await reading.rows(request, _LATEST)
    except KpugraphError as error:
        return replies.refused(error)
    links = {year: f"/timeline?from={year}&to={year}" for year in years}
    return render.page(
        request, "home.html", counts={kind: found.get(kind, 0) for kind in _COUNTED},
        chart=charts.columns(years, words["articles_by_year"], links),
        offices=[{**row, "href": row["officeIRI"].href} for row in offices],
        latest=[{**row, "href": row["articleIRI"].href} for row in latest],
    )  # fmt: skip
