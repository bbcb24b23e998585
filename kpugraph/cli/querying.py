"""``kpugraph query`` and ``kpugraph queries``."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kpugraph import queries as named
from kpugraph import results
from kpugraph.cli.options import open_source, source_options
from kpugraph.errors import QueryError
from kpugraph.sparql import limited
from kpugraph.store import Queryable
from kpugraph.workers.supervise import supervise


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
@click.option(
    "--format", "style", type=click.Choice(results.FORMATS), help="By default a table, or Turtle for a graph."
)
@click.option("--json", "as_json", is_flag=True, help="Short for --format json.")
@click.option("--limit", type=click.IntRange(min=0), help="At most so many rows (or triples).")
@click.option("--iris", is_flag=True, help="Show IRIs in tables, not labels.")
@click.option("--explain", is_flag=True, help="Show the query as it is asked and the engine's plan, not its rows.")
@click.option("--time", "timed", is_flag=True, help="Print how long it took, on stderr.")
@source_options
@queries_option
def query(
    what: str | None, text: str | None, params: tuple[str, ...], style: str | None, as_json: bool, limit: int | None,
    iris: bool, explain: bool, timed: bool, folder: Path | None, **source: Any,
) -> None:  # fmt: skip
    """Ask the graph in SPARQL 1.1. The project's prefixes are known; all graphs are seen as one.

    NAME is one of `kpugraph queries`. A file or - (standard input) holds SPARQL; a file with a header may have -p too.
    """
    if (what is None) == (text is None):
        raise click.UsageError("give one of NAME, FILE.rq, - or -e SPARQL")
    if not source["endpoint"]:
        supervise(source["timeout"])
    graph = open_source(**source)
    begun = time.perf_counter()
    sparql = _text(what, text, _pairs(params), folder, graph)
    sparql = sparql if limit is None else limited(sparql, limit)
    if explain:
        _explain(sparql, graph, source["timeout"])
    else:
        _answer(sparql, graph, style or ("json" if as_json else "table"), iris)
    if timed:
        click.echo(f"{time.perf_counter() - begun:.3f} s", err=True)


def _answer(sparql: str, graph: Queryable, style: str, iris: bool) -> None:
    """Runs the query and writes what it gives to standard output: the one place where the command line does so."""
    results.write(named.run(sparql, graph), style, sys.stdout.buffer, None if iris else graph, sparql)
    sys.stdout.buffer.flush()


def _explain(sparql: str, graph: Queryable, timeout: float | None) -> None:
    from kpugraph.explain import explain

    click.echo("\n".join(explain(sparql, graph, timeout)))


def _text(what: str | None, text: str | None, given: dict[str, str], folder: Path | None, graph: Queryable) -> str:
    """The SPARQL to run, its parameters bound."""
    if what == "-" and graph.source == "-":
        raise click.UsageError("standard input holds the graph: give the query by -e or in a file")
    if text is None and what is not None and what != "-":
        if not what.endswith((".rq", ".sparql")):
            return named.bind(named.get(what, folder), given, graph)
        if given or "#+values" in _read(what):
            return named.bind(named.parse(Path(what)), given, graph)
    if given:
        raise QueryError("parameters are for named queries", todo="write the value into the query")
    return text if text is not None else _read(str(what))


def _read(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError("the query is not in UTF-8", where=name, todo="save it as UTF-8") from error
    except OSError as error:
        raise QueryError(f"cannot be read: {error.strerror}", where=name, todo="check the path") from error


def _pairs(params: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for param in params:
        key, equals, value = param.partition("=")
        if not equals:
            raise click.UsageError(f"-p takes KEY=VALUE, not {param!r}")
        if key in pairs:
            raise click.UsageError(f"-p {key} is given twice")
        pairs[key] = value
    return pairs


def _language() -> str:
    """The user's language: Indonesian where the environment says so, else English."""
    return "id" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).lower().startswith("id") else "en"


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--lang", type=click.Choice(["id", "en"]), help="The language of the titles; by default the system's.")
@queries_option
def queries(name: str | None, as_json: bool, lang: str | None, folder: Path | None) -> None:
    """List the named queries by what they are about, or show one with its parameters, its text and an example."""
    language = lang or _language()
    if name is not None:
        query = named.get(name, folder)
        click.echo(_json(_described(query)) if as_json else "\n".join(_shown(query, language)))
        return
    known = named.load(folder)
    if as_json:
        click.echo(_json([_described(query) for query in known.values()]))
    else:
        click.echo("\n".join(_listed(list(known.values()), language)))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _described(query: named.NamedQuery) -> dict[str, Any]:
    parameters = [
        {"name": p.name, "type": p.type, "description": p.description,
         "descriptions": dict(p.descriptions), "default": p.default, "required": p.required,
         "choices": list(p.choices)}
        for p in query.parameters
    ]  # fmt: skip
    return {
        "name": query.name, "group": query.group, "summary": query.summary, "title": dict(query.title),
        "description": dict(query.description), "tags": list(query.tags), "parameters": parameters,
        "example": query.example,
    }  # fmt: skip


# What a list says around the queries' own words. The names of groups are those of the tags, so that they can be copied.
_INDONESIAN = {
    "needed": "wajib", "default": "bawaan", "one of": "salah satu dari", "example": "contoh",
    "queries; kpugraph queries NAME shows one, kpugraph query NAME -p KEY=VALUE runs it":
    "kueri; kpugraph queries NAMA menampilkan satu, kpugraph query NAMA -p KUNCI=NILAI menjalankannya",
}  # fmt: skip


def _word(word: str, language: str) -> str:
    return _INDONESIAN[word] if language == "id" else word


def _listed(known: list[named.NamedQuery], language: str) -> Iterator[str]:
    """The queries below the name of their group, each with its title and parameters."""
    widest = max((len(query.name) for query in known), default=0)
    groups = [*named.GROUPS, *sorted({query.group for query in known} - set(named.GROUPS))]
    for group in groups:
        members = sorted((query for query in known if query.group == group), key=lambda query: query.name)
        if members:
            yield group
        for query in members:
            options = " ".join(p.name if p.required else f"[{p.name}]" for p in query.parameters)
            yield f"  {query.name:{widest}}  {query.titled(language)}{f'  · {options}' if options else ''}"
    yield ""
    told = _word("queries; kpugraph queries NAME shows one, kpugraph query NAME -p KEY=VALUE runs it", language)
    yield f"{len(known)} {told}"


def _shown(query: named.NamedQuery, language: str) -> Iterator[str]:
    yield f"{query.name} ({query.group}): {query.titled(language)}"
    yield from (f"  {lang}: {words}" for lang, words in query.description.items())
    for p in query.parameters:
        notes = [p.type]
        notes += [_word("needed", language)] if p.required else []
        notes += [f"{_word('default', language)} {p.default}"] if p.default else []
        notes += [f"{_word('one of', language)} {', '.join(p.choices)}"] if p.choices else []
        yield f"  -p {p.name}=…  {'; '.join(notes)}. {p.described(language)}".rstrip()
    if query.example:
        yield f"  {_word('example', language)}: {query.example}"
    yield ""
    yield query.sparql.strip()
