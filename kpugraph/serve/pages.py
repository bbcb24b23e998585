"""The query editor with the named queries, and what it loads."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from kpugraph import assets, queries
from kpugraph.errors import KpugraphError
from kpugraph.prefixes import PREFIXES
from kpugraph.serve import render, replies
from kpugraph.serve.binding import bound
from kpugraph.view.page import vis_network

_BUNDLES = {f"{name}.{ending}": kind for name in ("editor", "network")
            for ending, kind in (("js", "text/javascript"), ("css", "text/css"))}  # fmt: skip


def routes() -> list[Route]:
    """The pages, and what they load."""
    return [
        Route("/query", editor, methods=["GET"]),
        Route("/query/named/{name}", named, methods=["GET"]),
        Route("/web/{name}", bundle, methods=["GET"]),
    ]


async def editor(request: Request) -> Response:
    """The query editor."""
    lang = render.language(request)
    known = [
        {
            "name": query.name,
            "title": query.titled(lang),
            "group": render.words(lang)[query.group],
            "parameters": [
                {
                    "name": p.name,
                    "type": p.type,
                    "description": p.described(lang),
                    "default": p.default or "",
                    "required": p.required,
                    "choices": p.choices,
                }
                for p in query.parameters
            ],
        }
        for group in grouped(request.app.state.settings.queries).values()
        for query in group
    ]
    return render.page(request, "query.html", known=known, prefixes=PREFIXES, base=request.app.state.settings.base)


async def named(request: Request) -> Response:
    """A named query's text with the parameters of the address bound in it."""
    known = known_queries(request.app.state.settings.queries)
    try:
        query = queries.find(request.path_params["name"], known)
        given = {name: value for name, value in request.query_params.items() if value}
        return JSONResponse({"query": await bound(request.app.state.pool, query, given)})
    except KpugraphError as error:
        return replies.problem(400, str(error))


async def bundle(request: Request) -> Response:
    """A script or style sheet of the bundled front end."""
    name = request.path_params["name"]
    if name == "vis-network.js":
        return FileResponse(vis_network(), media_type="text/javascript")
    if name not in _BUNDLES:
        return replies.problem(404, "no such file")
    return FileResponse(assets.path("web", name), media_type=_BUNDLES[name])


@cache
def known_queries(folder: Path | None) -> dict[str, queries.NamedQuery]:
    """The named queries, those of a folder of the operator's among them."""
    return queries.load(folder)


def grouped(folder: Path | None) -> dict[str, list[queries.NamedQuery]]:
    """The named queries by what they are about, a user's own last."""
    found: dict[str, list[queries.NamedQuery]] = {}
    known = sorted(known_queries(folder).values(), key=lambda query: query.name)
    for group in (*queries.GROUPS, "own"):
        members = [query for query in known if query.group == group]
        if members:
            found[group] = members
    return found
