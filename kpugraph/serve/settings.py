"""What a server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kpugraph import ids
from kpugraph.workers.limits import Limits


@dataclass(frozen=True, slots=True)
class Settings:
    """The store and how it is served.

    ``hosts`` are the names by which the server may be addressed; none is any name. ``cors`` are the origins whose
    pages may read answers ("*" for all); ``union`` lets queries see all graphs as one. Reports of readers go to the file
    ``proposals``; without it none are taken.
    """

    store: Path
    base: str = ids.BASE
    limits: Limits = field(default_factory=Limits)
    workers: int = 2
    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost", "::1"})
    cors: tuple[str, ...] = ()
    union: bool = True
    queries: Path | None = None
    kept_bytes: int = 64 * 1024 * 1024  # of replies that were given before; 0 keeps none
    proposals: Path | None = None
