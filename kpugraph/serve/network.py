"""The network around some things, as the page that the file has too, and as data that an open page joins to itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from kpugraph import __version__
from kpugraph.errors import KpugraphError
from kpugraph.serve import plain, render, replies, search
from kpugraph.serve.binding import Pooled
from kpugraph.view import data, near, network, page, proofs, style
from kpugraph.view.model import Network
from kpugraph.view.network import KINDS
from kpugraph.workers.pool import Pool

AROUND = 12  # things that a page may be around
DEPTHS = (1, 2)
_SENTENCES = 8  # of a fact; its thing's page has more
_RINGS = 10_000  # things whose neighbours are remembered
_ASKED = 40  # more addresses than this are not even looked at
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page is around, how many lines deep, and which kinds of neighbours it has (all if none)."""

    around: tuple[str, ...]
    depth: int = 1
    kinds: tuple[str, ...] = ()


def routes() -> list[Route]:
    """The page, and what it loads on demand."""
    return [
        Route("/network", shown, methods=["GET"]),
        Route("/network/neighbours", neighbours, methods=["GET"]),
    ]


async def shown(request: Request) -> Response:
    """The page around what ``around`` names: addresses of things, or names as a reader types them."""
    lang = render.language(request)
    try:
        asked, missed = await _asked(request)
        if not asked.around and not missed:
            asked = Asked(tuple(await _best(request)), asked.depth, asked.kinds)
        reader = Pooled(request.app.state.pool, asyncio.get_running_loop())
        rings = (await _remembered(request)).rings
        content = await replies.while_connected(
            request, asyncio.to_thread(_content, reader, asked, rings, _base(request))
        )
    except KpugraphError as error:
        return replies.refused(error)
    if content is None:
        return render.page(request, "unplaced.html", 404, missed=missed)
    read = plain.Plain(content, asked.depth, asked.kinds, lang)
    fragment = Markup(render.part(request, "plain.html", read=read, missed=missed, depths=DEPTHS, kinds=KINDS.values()))
    text = await asyncio.to_thread(page.near, content, fragment, lang, __version__)
    headers = {"Content-Security-Policy": _POLICY, "Vary": "Accept-Language, Cookie", "Cache-Control": "no-cache"}
    return render.chosen(request, HTMLResponse(text, headers=headers))


async def neighbours(request: Request) -> Response:
    """What the neighbours of ``of`` add to a page that is around ``around``: nodes, facts, sentences, as the page has them."""
    of = request.query_params.get("of", "")
    reader = Pooled(request.app.state.pool, asyncio.get_running_loop())
    try:
        asked, _ = await _asked(request)
        work = asyncio.to_thread(_added, reader, asked, of, (await _remembered(request)).rings, _base(request))
        content = await replies.while_connected(request, work)
    except KpugraphError as error:
        return replies.refused(error)
    if content is None:
        return replies.problem(404, "nothing that is drawn has that address")
    return JSONResponse(content, headers={"Cache-Control": "no-cache"})


async def _asked(request: Request) -> tuple[Asked, list[str]]:
    """What an address asks for, and the names in it that nothing bears."""
    reader = Pooled(request.app.state.pool, asyncio.get_running_loop())
    given = [name.strip()[:500] for name in request.query_params.getlist("around")[:_ASKED] if name.strip()]
    base, found, missed = _base(request), list[str](), list[str]()
    for name in given:
        if name.startswith(base):
            found.append(name)
        else:
            hits = [hit for hit in await search.find(request, name, 10) if hit.kind in KINDS.values()]
            found += [hit.iri for hit in hits[:1]]
            missed += [] if hits else [name]
    known = await asyncio.to_thread(near.known, reader, found)
    missed += [name for name in found if name not in known]
    depth = request.query_params.get("depth", "1")
    kinds = {kind for value in request.query_params.getlist("kinds") for kind in value.split(",")}
    return Asked(
        tuple(known[:AROUND]),
        int(depth) if depth in {str(one) for one in DEPTHS} else 1,
        tuple(kind for kind in KINDS.values() if kind in kinds),
    ), missed


class Remembered:
    """What was found in the version that is served: the best connected body, and the neighbours of single things."""

    def __init__(self) -> None:
        self.version = ""
        self.best: list[str] | None = None
        self.rings: near.Rings = {}


async def _remembered(request: Request) -> Remembered:
    pool: Pool = request.app.state.pool
    await pool.refresh()
    found: Remembered = request.app.state.remembered
    if found.version != pool.version or len(found.rings) > _RINGS:
        found = request.app.state.remembered = Remembered()
        found.version = pool.version
    return found


async def _best(request: Request) -> list[str]:
    """The best connected body, looked for once for each version of the store."""
    found = await _remembered(request)
    if found.best is None:
        reader = Pooled(request.app.state.pool, asyncio.get_running_loop())
        found.best = await asyncio.to_thread(near.best, reader)
    return found.best


def _base(request: Request) -> str:
    base: str = request.app.state.settings.base
    return base


def _content(reader: Pooled, asked: Asked, rings: near.Rings, base: str) -> dict[str, Any] | None:
    """The page's data; None where nothing is asked for that there is."""
    if not asked.around:
        return None
    names = near.names(reader, asked.around, depth=asked.depth, kinds=asked.kinds, rings=rings)
    content = _drawn(reader, network.load(reader, names), asked.around, base)
    return content | {"depth": asked.depth, "only": list(asked.kinds), "most": AROUND}


def _added(reader: Pooled, asked: Asked, of: str, rings: near.Rings, base: str) -> dict[str, Any] | None:
    """What is said of the nodes that come with one more, as the page would have it after a reload."""
    if not near.known(reader, [of]):
        return None
    before = set(near.names(reader, asked.around, depth=asked.depth, kinds=asked.kinds, rings=rings))
    own = near.names(reader, [of], kinds=asked.kinds, rings=rings)
    whole = network.load(reader, before | set(own))
    return _drawn(reader, whole.touching((set(own) - before) | {of}), (of,), base, placed=False)


def _drawn(reader: Pooled, found: Network, around: Sequence[str], base: str, *, placed: bool = True) -> dict[str, Any]:
    proofs.add(found, reader, each=_SENTENCES)
    return data.near(found, style.load(), around, near.reach(reader, sorted(found.graph)), base, placed=placed)
