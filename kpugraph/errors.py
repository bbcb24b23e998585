"""Errors that reach a user: one line saying what is wrong, where, and what to do."""

from __future__ import annotations


class KpugraphError(Exception):
    """What is wrong, where it is (file, line, article) and what to do about it."""

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        self.what, self.where, self.todo = what, where, todo
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" ({self.todo})" if self.todo else ""
        return f"{place}{self.what}{hint}"


class SourceError(KpugraphError):
    """A page that cannot be read."""


class DataError(KpugraphError):
    """A lexicon, rule, region, query or decision file that is not valid."""


class StoreError(KpugraphError):
    """A graph store that cannot be opened, written or read."""


class QueryError(KpugraphError):
    """A query that is not valid, not known or not allowed."""


class NotFoundError(KpugraphError):
    """A name that nothing in the graph bears."""


class AmbiguousError(NotFoundError):
    """A name that several things bear; ``candidates`` are their IRIs, the first of which end the line."""

    _SHOWN = 5

    def __init__(self, what: str, candidates: tuple[str, ...], *, todo: str = "") -> None:
        super().__init__(what, todo=todo)
        self.candidates = candidates

    def __str__(self) -> str:
        shown, more = self.candidates[: self._SHOWN], len(self.candidates) - self._SHOWN
        return f"{self.what}: {', '.join(shown)}{f' and {more:,} more' if more > 0 else ''} ({self.todo})"


class EvidenceError(KpugraphError):
    """A claim whose quote does not stand at its offsets in the page."""
