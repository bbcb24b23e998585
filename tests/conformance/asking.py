"""The query, syntax and result tests, through the query layer or through a running server."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

import pyoxigraph as ox
from compare import same
from suite import Case, Suite

from kpugraph.errors import QueryError
from kpugraph.guard import graphs
from kpugraph.workers.answer import answer
from kpugraph.workers.errors import InvalidError
from kpugraph.workers.limits import Limits
from kpugraph.workers.messages import Request

TYPES = {"xml": "application/sparql-results+xml", "csv": "text/csv", "tsv": "text/tab-separated-values"}


@dataclass(frozen=True)
class Outcome:
    """What became of a query: its answer, or why there is none; ``syntax`` is false where it was no SPARQL."""

    body: bytes = b""
    style: str = ""
    problem: str = ""
    syntax: bool = True


Asked = Callable[[str, str, Case], Outcome]


@dataclass(frozen=True)
class Verdict:
    """Whether a test passed, and why it did not."""

    name: str
    approved: bool
    passed: bool
    reason: str = ""


def layer(store: ox.Store) -> Asked:
    """Asks the query layer itself."""

    def ask(query: str, rows: str, case: Case) -> Outcome:
        data, named = _dataset(query, case)
        request = Request(query, rows, "nt", data, named, union=False, base=case.query)
        try:
            found = answer(store, request, Limits())
        except QueryError as error:
            return Outcome(problem=str(error), syntax=not isinstance(error, InvalidError))
        return Outcome(found.body, found.style)

    return ask


def over_http(address: str) -> Asked:
    """Asks a server by the protocol."""

    def ask(query: str, rows: str, case: Case) -> Outcome:
        fields = [("query", f"BASE <{case.query}> {query}")]
        data, named = _dataset(query, case)
        fields += [("default-graph-uri", iri) for iri in data] + [("named-graph-uri", iri) for iri in named]
        request = urllib.request.Request(
            address, urlencode(fields).encode(), {"Accept": f"{TYPES[rows]}, application/n-triples"}
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                kind = reply.headers.get_content_type()
                return Outcome(reply.read(), "nt" if kind == "application/n-triples" else rows)
        except urllib.error.HTTPError as error:
            text = error.read().decode("utf-8", "replace")
            return Outcome(problem=f"{error.code}: {text}", syntax="syntax error" not in text)

    return ask


def _dataset(query: str, case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The graphs to ask for beside a query; one that names its own is asked as it is."""
    return ((), ()) if graphs(query)[1] else (case.data, case.named)


def run(suite: Suite, cases: Iterable[Case], ask: Asked) -> list[Verdict]:
    """The verdict on every test."""
    return [_verdict(suite, case, ask) for case in cases]


def _verdict(suite: Suite, case: Case, ask: Asked) -> Verdict:
    query = suite.read(case.query).decode("utf-8")
    ending = case.result.rsplit(".", 1)[-1] if case.result else ""
    found = ask(query, ending if ending in {"csv", "tsv"} else "xml", case)
    if "Syntax" in case.kind:
        good = found.syntax is case.kind.startswith("Positive")
        return Verdict(case.name, case.approved, good, "" if good else found.problem or "was accepted")
    if found.problem:
        return Verdict(case.name, case.approved, False, found.problem)
    assert case.result is not None
    good = same(suite.read(case.result), case.result, found.body, found.style)
    return Verdict(case.name, case.approved, good, "" if good else "another answer")
