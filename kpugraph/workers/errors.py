"""What can be wrong with a query beside its text."""

from __future__ import annotations

from kpugraph.errors import QueryError


class InvalidError(QueryError):
    """A query that is no SPARQL, with the place of the mistake."""


class TooLongError(QueryError):
    """A query that ran longer than it may."""


class TooLargeError(QueryError):
    """An answer of more rows or bytes, or a query of more memory, than is allowed."""


class CrashedError(QueryError):
    """A query that ended the engine."""


class BusyError(QueryError):
    """A query that came while too many others ran."""


class NotAcceptableError(QueryError):
    """A kind of answer that none of the formats asked for can hold."""
