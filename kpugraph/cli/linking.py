"""``kpugraph quickstatements``."""

from __future__ import annotations

from pathlib import Path

import click

from kpugraph.cli.options import graph_options, open_graph


@click.command()
@graph_options
def quickstatements(store_dir: Path, graph_file: Path | None) -> None:
    """Print a draft for Wikidata of what it lacks, as QuickStatements. Read it before you send it."""
    from kpugraph.quickstatements import draft

    for line in draft(open_graph(store_dir, graph_file)):
        click.echo(line)
