"""``kpugraph view`` and ``kpugraph export``."""

from __future__ import annotations

from pathlib import Path

import click

from kpugraph.cli.options import graph_options, open_graph


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The HTML file to write.")
@click.option("--focus", help="A person, body or event to start from, by name or IRI.")
@click.option("--depth", type=click.IntRange(0, 6), default=2, show_default=True, help="How many steps from the focus.")
@click.option("--from", "start", help="Leave out what is dated before this date.")
@click.option("--to", "end", help="Leave out what is dated after this date.")
@click.option("--max-nodes", type=click.IntRange(1), default=2000, show_default=True)
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Language to open in.")
@graph_options
def view(
    output: Path, focus: str | None, depth: int, start: str | None, end: str | None, max_nodes: int, lang: str,
    store_dir: Path, graph_file: Path | None,
) -> None:  # fmt: skip
    """Write the network as one interactive HTML file that works offline."""
    from kpugraph import view as viewing

    summary = viewing.write(
        open_graph(store_dir, graph_file), output,
        focus=focus, depth=depth, start=start, end=end, max_nodes=max_nodes, lang=lang,
    )  # fmt: skip
    click.echo(f"wrote {output}: {summary.nodes} nodes, {summary.edges} edges")


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@graph_options
def export(directory: Path, store_dir: Path, graph_file: Path | None) -> None:
    """Write the graph as Turtle into DIRECTORY: the core facts, the evidence, the ontology."""
    from kpugraph import export as exporting

    for path in exporting.write(open_graph(store_dir, graph_file), directory):
        click.echo(f"wrote {path}")
