"""Search by name, as a page and as JSON for a search box."""

from __future__ import annotations

import asyncio
import time

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kpugraph import quads
from kpugraph.serve import facts, render
from kpugraph.serve.names import KINDS, Hit, NameIndex
from kpugraph.workers.pool import Pool

_SHOWN, _OFFERED, _LONGEST = 50, 10, 200
_CLASSES = {
    "person": "schema:Person", "body": "org:FormalOrganization", "event": "schema:Event", "document": "kg:Document",
    "article": "schema:NewsArticle", "post": "org:Post", "region": "kg:Region", "election": "kg:Election",
}  # fmt: skip


def routes() -> list[Route]:
    """The search page and its data."""
    return [Route("/search", page, methods=["GET"]), Route("/search.json", offered, methods=["GET"])]


async def page(request: Request) -> Response:
    """The things that bear a name like ``?q=``, of a ``?kind=`` where one is given."""
    text, kind = _asked(request)
    started = time.perf_counter()
    hits = await find(request, text, _SHOWN, kind) if text else []
    taken = round((time.perf_counter() - started) * 1000)
    base = request.app.state.settings.base
    shown = [(hit, facts.href(hit.iri, base)) for hit in hits]
    return render.page(request, "search.html", text=text, kind=kind, kinds=KINDS, hits=shown, taken=taken)


async def offered(request: Request) -> Response:
    """The first hits for ``?q=`` as JSON."""
    text, kind = _asked(request)
    hits = await find(request, text, _OFFERED, kind) if text else []
    base = request.app.state.settings.base
    found = [
        {"iri": h.iri, "href": facts.href(h.iri, base), "label": h.label, "name": h.name, "kind": h.kind} for h in hits
    ]
    return JSONResponse(found, headers={"Cache-Control": "no-cache"})


def _asked(request: Request) -> tuple[str, str]:
    kind = request.query_params.get("kind", "")
    return request.query_params.get("q", "").strip()[:_LONGEST], kind if kind in KINDS else ""


async def find(request: Request, text: str, limit: int, kind: str = "") -> list[Hit]:
    """The best hits in the store's current version."""
    pool: Pool = request.app.state.pool
    await pool.refresh()
    held: Indexes = request.app.state.indexes
    index = await held.of(pool)
    return await asyncio.to_thread(index.find, text, limit, kind)


class Indexes:
    """The index of the version that is served, made once for each version."""

    def __init__(self) -> None:
        self._version = ""
        self._index: NameIndex | None = None
        self._making = asyncio.Lock()

    async def of(self, pool: Pool) -> NameIndex:
        """The index of the pool's present version."""
        async with self._making:
            if self._index is None or self._version != pool.version:
                version, path = pool.version, pool.snapshot
                self._index = await asyncio.to_thread(_build, str(path))
                self._version = version
            return self._index


def _build(path: str) -> NameIndex:
    store = ox.Store.read_only(path)
    kinds: dict[str, str] = {}
    for kind, name in _CLASSES.items():
        for quad in store.quads_for_pattern(None, _term("rdf:type"), _term(name), None):
            kinds[str(quad.subject)] = kind
    labels: dict[str, str] = {}
    entries: list[tuple[str, str]] = []
    for predicate in ("rdfs:label", "skos:altLabel"):
        for quad in store.quads_for_pattern(None, _term(predicate), None, None):
            subject = str(quad.subject)
            if subject in kinds and isinstance(quad.object, ox.Literal):
                labels.setdefault(subject, quad.object.value)
                entries.append((subject, quad.object.value))
    rows = {(subject[1:-1], kinds[subject], labels[subject], name) for subject, name in entries}
    return NameIndex(sorted(rows))


def _term(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(quads.PREFIXES[prefix] + local)
