"""The server: a read-only SPARQL 1.1 Protocol endpoint, a query editor, and every IRI as a page and as RDF."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator

from kpugraph.errors import KpugraphError
from kpugraph.serve.settings import Settings

_GRACE = 1  # seconds that running queries have once the server is told to end


def run(settings: Settings, host: str, port: int, on_ready: Callable[[str], None]) -> int:
    """Serves until SIGINT or SIGTERM, whose number it gives; ``on_ready`` gets the address once queries are answered.

    KpugraphError where the address is in use or the store cannot be read.
    """
    import uvicorn

    from kpugraph.serve.app import create
    from kpugraph.workers.pool import Pool

    class Server(uvicorn.Server):
        """Signals are ours: uvicorn's own handling ends the process before the workers are ended."""

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield

    listening = _listen(host, port)
    number = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    pool = Pool(settings.store, settings.limits, size=settings.workers)
    config = uvicorn.Config(
        create(settings, pool), log_level="error", access_log=False, server_header=False, lifespan="off",
        timeout_graceful_shutdown=_GRACE,
    )  # fmt: skip
    server, caught = Server(config), 0

    def end(received: signal.Signals) -> None:
        nonlocal caught
        caught = received
        server.handle_exit(received, None)  # a second one does not wait for running queries

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        for kind in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # a system without such signals
                loop.add_signal_handler(kind, end, kind)
        try:
            await pool.start()
            on_ready(f"http://{shown}:{number}/")
            await server.serve([listening])
        finally:
            await pool.close()

    with listening, asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(serve())
    return int(caught)


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
