"""What every request passes and every answer carries: who may ask, and what a page may do."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)  # styles: the editor's own library sets them on its elements
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Doorkeeper:
    """Refuses requests that are addressed to another name, or that a page of another site makes a browser send.

    A page elsewhere could otherwise point a name of its own at this machine and read the graph, or keep it busy.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str], cors: tuple[str, ...]) -> None:
        self._app, self._hosts, self._cors = app, hosts, cors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out.setdefault(name, value)
            await send(message)

        problem = self._problem(headers)
        app = PlainTextResponse(f"{problem[1]}\n", problem[0]) if problem else self._app
        await app(scope, receive, send_with_headers)

    def _problem(self, headers: Headers) -> tuple[int, str] | None:
        if self._hosts and _name(headers.get("host", "")) not in self._hosts:
            return 421, "this server does not answer to that name (start it with --host, or ask 127.0.0.1)"
        foreign = headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate"
        if foreign and not self._allowed(headers.get("origin")):
            return 403, "pages of other sites may not ask (start the server with --cors ORIGIN to let them)"
        return None

    def _allowed(self, origin: str | None) -> bool:
        return "*" in self._cors or (origin is not None and origin in self._cors)


def _name(host: str) -> str:
    """The host of a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""
