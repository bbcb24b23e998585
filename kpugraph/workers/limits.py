"""The bounds of a query."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a query may take, and how much memory, rows and bytes its answer; 0 is no bound.

    The defaults are those of a server. The engine itself needs some hundred megabytes of the memory.
    """

    seconds: float = 30.0
    megabytes: int = 1024
    rows: int = 100_000
    answer_bytes: int = 64 * 1024 * 1024
