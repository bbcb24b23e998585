"""Runs a query: the one way from a SPARQL text to the engine, for every part of the package."""

from __future__ import annotations

from typing import Any

from kpugraph import guard
from kpugraph.errors import QueryError
from kpugraph.prefixes import PREFIXES
from kpugraph.sparql import explained
from kpugraph.store import Queryable


def run(sparql: str, graph: Queryable) -> Any:
    """The result of any query, with the project's prefixes known. QueryError where it is refused or wrong.

    A remote endpoint judges for itself what it allows; what runs here never reaches the network or writes.
    """
    if not graph.remote:
        guard.check(sparql)
    try:
        return graph.query(sparql, prefixes=PREFIXES)
    except QueryError as error:
        if graph.remote:
            raise
        raise explained(error, sparql) from error
