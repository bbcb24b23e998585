"""The server: a read-only SPARQL 1.1 Protocol endpoint, a query editor, and every IRI as a page and as RDF."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

from kpugraph.errors import KpugraphError
from kpugraph.serve.settings import Settings

_GRACE = 5  # seconds that running queries have once the server is told to end


def run(settings: Settings, host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serves until SIGINT or SIGTERM; ``on_ready`` gets the address once queries are answered.

    KpugraphError where the address is in use or the store cannot be read.
    """
    import uvicorn

    from kpugraph.serve.app import create
    from kpugraph.workers.pool import Pool

    listening = _listen(host, port)
    number = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host

    pool = Pool(settings.store, settings.limits, size=settings.workers)
    config = uvicorn.Config(
        create(settings, pool), log_level="error", access_log=False, server_header=False, lifespan="off",
        timeout_graceful_shutdown=_GRACE,
    )  # fmt: skip

    async def serve() -> None:
        try:
            await pool.start()
            on_ready(f"http://{shown}:{number}/")
            await uvicorn.Server(config).serve([listening])
        finally:
            await pool.close()

    with listening, asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(serve())


def _listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections: they wait from here on, so that nobody is refused while workers start."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise KpugraphError(
            f"cannot listen: {reason.lower()}", where=f"{host}:{port}", todo="choose another --port"
        ) from error
