"""Many things asked about at once, in portions that a query has room for: a server takes no query beyond 64 KiB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_ROOM = 40_000  # characters


def portions(names: Iterable[str]) -> Iterator[str]:
    """The IRIs as the values of queries, in their order; none give nothing."""
    part: list[str] = []
    room = _ROOM
    for name in names:
        if part and room < len(name):
            yield " ".join(part)
            part, room = [], _ROOM
        part.append(f"<{name}>")
        room -= len(name) + 3
    if part:
        yield " ".join(part)
