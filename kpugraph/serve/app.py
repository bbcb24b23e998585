"""The application: routes of the modules, the pool of workers, and what every answer carries."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from kpugraph.serve import endpoint, forms, home, network, pages, proposals, replies, resources, search, timeline
from kpugraph.serve.kept import Kept
from kpugraph.serve.security import Doorkeeper
from kpugraph.serve.settings import Settings
from kpugraph.workers.pool import Pool

STATIC = Path(__file__).parent / "static"


def create(settings: Settings, pool: Pool) -> Starlette:
    """The application over a store, whose queries go to the pool."""
    static: list[BaseRoute] = [Mount("/static", StaticFiles(directory=STATIC))]
    parts = (endpoint, home, search, timeline, network, forms, pages, proposals)
    routes = [route for part in parts for route in part.routes()]
    app = Starlette(
        routes=[*routes, *static, *resources.routes()],  # resources come last: every path below the base names a thing
        middleware=[Middleware(Doorkeeper, settings.hosts, settings.cors), *_sharing(settings.cors)],
        exception_handlers={HTTPException: _plain},
    )
    app.state.pool, app.state.settings, app.state.kept = pool, settings, Kept(settings.kept_bytes)
    app.state.indexes, app.state.remembered = search.Indexes(), network.Remembered()
    return app


def _sharing(origins: tuple[str, ...]) -> list[Middleware]:
    if not origins:
        return []
    return [
        Middleware(CORSMiddleware, allow_origins=origins, allow_methods=["GET", "HEAD", "POST"], allow_headers=["*"],
                   expose_headers=["ETag", "Link", "Content-Location"])
    ]  # fmt: skip


async def _plain(request: Request, error: Exception) -> Response:
    """Starlette's own refusals (404, 405) as a sentence."""
    assert isinstance(error, HTTPException)
    return replies.problem(error.status_code, error.detail, dict(error.headers or {}))
