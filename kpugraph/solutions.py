"""The rows of a query's result, whichever engine or endpoint gave it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kpugraph.errors import QueryError


def solutions(result: Any) -> Iterator[dict[str, Any]]:
    """The rows of a result as dictionaries of terms, unbound variables left out. QueryError where one cannot be had."""
    names = [variable.value for variable in result.variables]
    try:
        for solution in result:
            yield {name: term for name in names if (term := solution[name]) is not None}
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query failed: {error}", todo="narrow it") from error
