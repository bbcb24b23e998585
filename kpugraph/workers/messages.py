"""What a supervisor and a worker say to one another, without the engine: the supervisor never loads it.

A message is four bytes with the length of a head, the head in JSON, and as many bytes as the head's ``size`` says.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import Any

LENGTH = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Request:
    """A query, the graphs that it sees, and the formats for either kind of answer; None is no format.

    Without graphs, the default graph is the union of all (``union``) or the store's own.
    """

    query: str
    rows: str | None = "json"
    graph: str | None = "turtle"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    union: bool = True
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer and the name of its format."""

    style: str
    body: bytes


def pack(head: dict[str, Any], body: bytes = b"") -> bytes:
    """A message."""
    text = json.dumps({**head, "size": len(body)}).encode()
    return LENGTH.pack(len(text)) + text + body


def pack_request(request: Request) -> bytes:
    """The message that asks for an answer."""
    return pack({name: getattr(request, name) for name in Request.__slots__})


def unpack_request(head: dict[str, Any]) -> Request:
    """The request of a message's head."""
    lists = {key: tuple(head[key]) for key in ("default_graphs", "named_graphs")}
    return Request(**{key: value for key, value in head.items() if key != "size"} | lists)
