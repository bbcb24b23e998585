"""``kpugraph stats``."""

from __future__ import annotations

from pathlib import Path

import click

from kpugraph.cli.options import graph_options, open_graph


@click.command()
@graph_options
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def stats(store_dir: Path, graph_file: Path | None, as_json: bool) -> None:
    """Count what the graph holds, and what it covers."""
    from kpugraph import queries, results

    reader = open_graph(store_dir, graph_file)
    query = queries.find("coverage", queries.load())
    names, rows = results.table(queries.run(queries.bind(query, {}, reader), reader), reader)
    rows.append(["triples", str(len(reader))])
    click.echo(results.as_json(names, rows) if as_json else results.text(names, rows), nl=False)
