"""Replies that were given before, as long as the store has the same version: it is read-only, so they stay right."""

from __future__ import annotations

from collections import OrderedDict

from starlette.responses import Response

Key = tuple[bytes | str | None, ...]
_SHARE = 16  # no reply takes more than this part of the room


class Kept:
    """The latest replies by the request as it came, up to ``room`` bytes of bodies and requests."""

    def __init__(self, room: int) -> None:
        self._room, self._left, self._version = room, room, ""
        self._replies: OrderedDict[Key, tuple[bytes, dict[str, str]]] = OrderedDict()

    def get(self, version: str, key: Key, tags: str | None) -> Response | None:
        """The reply to a request that came before, or that the client's copy of it is still right."""
        found = self._replies.get(key) if version == self._version else None
        if found is None:
            return None
        self._replies.move_to_end(key)
        body, headers = found
        if tags and headers["etag"] in tags:
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers)

    def put(self, version: str, key: Key, reply: Response) -> None:
        """Keeps a reply, unless it is not to be kept or is large."""
        size = _size(key, bytes(reply.body))
        if reply.status_code != 200 or "etag" not in reply.headers or size > self._room // _SHARE:
            return
        if version != self._version:
            self._replies.clear()
            self._left, self._version = self._room, version
        if key in self._replies:
            return
        headers = {name: value for name, value in reply.headers.items() if name != "content-length"}
        self._replies[key] = (bytes(reply.body), headers)
        self._left -= size
        while self._left < 0:
            old, (body, _) = self._replies.popitem(last=False)
            self._left += _size(old, body)


def _size(key: Key, body: bytes) -> int:
    return len(body) + sum(len(part or "") for part in key) + 500  # what Python takes for the rest
