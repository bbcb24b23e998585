"""How a query is carried out: its text as it is asked, and the engine's plan with the rows and time of every step.

The engine's Python library shows no plan. Its own command (the package ``oxigraph``, the extra ``explain``) does, on
the same store; without it, and for remote endpoints, the query's SPARQL algebra is shown.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kpugraph import guard
from kpugraph.errors import QueryError
from kpugraph.prefixes import PREFIXES, compact
from kpugraph.sparql import form, with_prefixes
from kpugraph.store import Queryable, Reader

TIMEOUT = 60.0
_IRI = re.compile(r"<([^<>\s]+)>")


def explain(sparql: str, graph: Queryable, timeout: float | None = None) -> Iterator[str]:
    """The explanation as lines. The query is run for it where the engine's command is there."""
    sparql = "\n".join(line for line in sparql.splitlines() if line.strip() and not line.startswith("#+"))
    text = with_prefixes(sparql, PREFIXES)
    yield "# the query as it is asked"
    yield from text[: len(text) - len(sparql)].replace("> ", ">\n").splitlines()
    yield sparql
    yield ""
    command = _command()
    if command and isinstance(graph, Reader):
        guard.check(sparql)
        yield from _plan(command, text, graph, timeout or TIMEOUT)
        return
    yield "# its SPARQL algebra (for the engine's plan, with rows and times: a store, and pip install 'kpugraph[explain]')"
    yield from _algebra(text)


def _command() -> str | None:
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.is_file() else shutil.which("oxigraph")


def _plan(command: str, sparql: str, graph: Reader, timeout: float) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="kpugraph-") as name:
        directory = graph.directory or graph.copy(Path(name) / "store")
        found = _measured([command, "query", "--location", str(directory)], sparql, Path(name) / "plan.json", timeout)
    tree = found["plan"] if "plan" in found else found["tree"]
    yield "# the engine's plan: rows and milliseconds of each step, those below it included"
    yield f"{'rows':>10} {'ms':>10}  step"
    yield from _steps(tree, 0)


def _measured(command: list[str], sparql: str, target: Path, timeout: float) -> Any:
    style = "csv" if form(sparql) in {"select", "ask"} else "nt"
    options = ["--union-default-graph", "--explain-file", str(target), "--stats", "--results-format", style]
    try:
        done = subprocess.run(
            [*command, *options], input=sparql.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            timeout=timeout, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise QueryError(f"the query took longer than {timeout:g} s", todo="narrow it, or give --timeout") from error
    if done.returncode or not target.is_file():
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it says nothing"]
        raise QueryError(f"the engine's command failed: {lines[0][:200]}", todo="try the query without --explain")
    return json.loads(target.read_text("utf-8"))


def _steps(node: Mapping[str, Any], level: int) -> Iterator[str]:
    name = _IRI.sub(lambda match: compact(match[1]), str(node["name"]))
    seconds = float(node.get("duration in seconds") or 0)
    yield f"{int(node.get('number of results') or 0):>10,} {seconds * 1000:>10,.2f}  {'  ' * level}{name}"
    for child in node.get("children") or ():
        yield from _steps(child, level + 1)


def _algebra(sparql: str) -> Iterator[str]:
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        found = translateQuery(parseQuery(sparql)).algebra
    except Exception as error:
        raise QueryError(f"no algebra can be made of the query: {str(error)[:200]}", todo="check it") from error
    yield from _part(found, 0)


def _part(node: Any, level: int) -> Iterator[str]:
    """An operator with its plain values on its line, and the operators in it below."""
    plain = [f"{key}={_term(value)}" for key, value in node.items() if not _nested(value) and key not in _HIDDEN]
    yield f"{'  ' * level}{node.name}{' ' if plain else ''}{'; '.join(plain)}"
    for key, value in node.items():
        if key == "triples":
            yield from (f"{'  ' * (level + 1)}{' '.join(map(_term, triple))}" for triple in value)
        elif _nested(value):
            for child in value if isinstance(value, list) else [value]:
                yield from _part(child, level + 1)


_HIDDEN = {"triples", "_vars", "lazy", "datasetClause"}


def _nested(value: Any) -> bool:
    from rdflib.plugins.sparql.parserutils import CompValue

    many = isinstance(value, list) and bool(value) and all(isinstance(each, CompValue) for each in value)
    return isinstance(value, CompValue) or many


def _term(value: Any) -> str:
    from rdflib.term import Node

    if isinstance(value, Node):
        return _IRI.sub(lambda match: compact(match[1]), value.n3())
    if isinstance(value, (list, set, tuple)):
        return f"[{', '.join(sorted(map(_term, value)) if isinstance(value, set) else map(_term, value))}]"
    return str(value)
