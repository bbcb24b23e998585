"""``kpugraph query`` and ``kpugraph queries``."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from kpugraph import queries as named
from kpugraph import results
from kpugraph.cli.options import graph_options, open_graph
from kpugraph.errors import QueryError
from kpugraph.store import Reader
from kpugraph.workers.supervise import GENEROUS, supervise


def queries_option(command: click.decorators.FC) -> click.decorators.FC:
    """``--queries DIR``: a user's own named queries."""
    return click.option(
        "--queries",
        "folder",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        help="A folder with more .rq files.",
    )(command)


@click.command()
@click.argument("what", required=False, metavar="[NAME | FILE.rq | -]")
@click.option("-e", "--execute", "text", help="The SPARQL text itself.")
@click.option("-p", "--param", "params", multiple=True, metavar="KEY=VALUE", help="A parameter of a named query.")
@click.option("--format", "style", type=click.Choice(results.FORMATS), help="By default a table.")
@click.option("--json", "as_json", is_flag=True, help="Short for --format json.")
@click.option("--time", "timed", is_flag=True, help="Print how long it took, on stderr.")
@click.option("--timeout", type=click.FloatRange(0), default=600, show_default=True, help="Seconds; 0 is no bound.")
@graph_options
@queries_option
def query(
    what: str | None, text: str | None, params: tuple[str, ...], style: str | None, as_json: bool, timed: bool,
    timeout: float, store_dir: Path, graph_file: Path | None, folder: Path | None,
) -> None:  # fmt: skip
    """Ask the graph in SPARQL 1.1. The project's prefixes are known; all graphs are seen as one."""
    supervise(replace(GENEROUS, seconds=timeout))
    reader = open_graph(store_dir, graph_file)
    given = _pairs(params)
    begun = time.perf_counter()
    sparql = _text(what, text, given, folder, reader)
    result = named.run(sparql, reader)
    results.write(result, style or ("json" if as_json else "table"), sys.stdout, reader)
    if timed:
        click.echo(f"{time.perf_counter() - begun:.3f} s", err=True)


def _text(what: str | None, text: str | None, given: dict[str, str], folder: Path | None, reader: Reader) -> str:
    """The SPARQL to run. Parameters are for named queries only."""
    if (what is None) == (text is None):
        raise click.UsageError("give one of NAME, FILE.rq, - or -e SPARQL")
    if text is None and what not in {None, "-"} and not str(what).endswith((".rq", ".sparql")):
        query = named.find(str(what), named.load(folder))
        return named.bind(query, given, reader)
    if given:
        raise QueryError("parameters are for named queries", todo="write the value into the query")
    if text is not None:
        return text
    if what == "-":
        return sys.stdin.read()
    path = Path(str(what))
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"cannot be read: {error}", where=str(path), todo="check the path") from error


def _pairs(params: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for param in params:
        key, equals, value = param.partition("=")
        if not equals:
            raise click.UsageError(f"-p takes KEY=VALUE, not {param!r}")
        pairs[key] = value
    return pairs


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@queries_option
def queries(name: str | None, as_json: bool, folder: Path | None) -> None:
    """List the named queries with their parameters, or show one."""
    known = named.load(folder)
    if name is not None:
        click.echo("\n".join(_shown(named.find(name, known))))
        return
    if as_json:
        rows = [
            {"name": q.name, "summary": q.summary, "tags": list(q.tags), "parameters": [p.name for p in q.parameters]}
            for q in known.values()
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    listed = [[q.name, q.summary, " ".join(p.name for p in q.parameters)] for q in known.values()]
    click.echo(results.text(["name", "answers", "parameters"], listed), nl=False)


def _shown(query: named.NamedQuery) -> Iterator[str]:
    yield f"{query.name}: {query.summary}"
    yield from (f"  {lang}: {words}" for lang, words in query.description.items())
    for p in query.parameters:
        default = f", default {p.default}" if p.default is not None else ""
        yield f"  -p {p.name}=…  {p.type}{default}. {p.description}"
    if query.example:
        yield f"  example: {query.example}"
    yield ""
    yield "\n".join(line for line in query.text.splitlines() if not line.startswith("#+"))
