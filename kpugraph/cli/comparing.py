"""``kpugraph diff``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kpugraph.cli.options import open_graph
from kpugraph.errors import StoreError


@click.command()
@click.argument("a", type=click.Path(path_type=Path))
@click.argument("b", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--exit-code", "by_code", is_flag=True, help="Exit with 1 where the graphs differ.")
def diff(a: Path, b: Path, as_json: bool, by_code: bool) -> None:
    """Show what changed from graph A to graph B: stores or RDF files. In Markdown, for people.

    As with git diff, the exit code is 0 whether they differ or not, unless --exit-code is given.
    """
    from kpugraph import diff as comparing

    for path in (a, b):
        if not path.exists():
            raise StoreError("no such store or file", where=str(path), todo="name stores or RDF files")
    found = comparing.compare(*(open_graph(path, None if path.is_dir() else path) for path in (a, b)))
    if as_json:
        click.echo(json.dumps(comparing.as_dict(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(comparing.as_markdown(found)))
    if by_code and found:
        raise click.exceptions.Exit(1)
