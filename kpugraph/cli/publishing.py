"""``kpugraph view`` and ``kpugraph export``."""

from __future__ import annotations

from pathlib import Path

import click

from kpugraph.cli.options import graph_options, open_graph

PROJECTIONS = ("full", "people-bodies", "co-appearance", "hierarchy", "career", "officers", "map")
KINDS = ("person", "body", "event", "document")


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The HTML file to write.")
@click.option("--as", "projection", type=click.Choice(PROJECTIONS), default="full", show_default=True,
              help="What to draw: everything, a part of it, or the same on a tree, a time chart or a map.")  # fmt: skip
@click.option("--focus", help="A person, body, event or document to start from, by name or IRI.")
@click.option("--depth", type=click.IntRange(0, 6), default=2, show_default=True, help="How many steps from the focus.")
@click.option("--kinds", help="Only nodes of these kinds, with commas: person,body,event,document.")
@click.option("--from", "start", help="Leave out what is dated before this date.")
@click.option("--to", "end", help="Leave out what is dated after this date.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out facts read less surely.")
@click.option("--max-nodes", type=click.IntRange(1), default=2000, show_default=True, help="The best connected.")
@click.option("--draw-with", type=click.Choice(["auto", "vis", "sigma"]), default="auto", show_default=True,
              help="vis-network, or sigma, which draws what is beyond 2,000 nodes.")  # fmt: skip
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Language to open in.")
@graph_options
def view(
    output: Path, projection: str, focus: str | None, depth: int, kinds: str | None, start: str | None, end: str | None,
    min_confidence: float, max_nodes: int, draw_with: str, lang: str, store_dir: Path, graph_file: Path | None,
) -> None:  # fmt: skip
    """Write the network as one interactive HTML file that works offline."""
    from kpugraph import view as viewing

    summary = viewing.write(
        open_graph(store_dir, graph_file), output,
        projection=projection, focus=focus, depth=depth, kinds=_kinds(kinds), start=start, end=end,
        min_confidence=min_confidence, max_nodes=max_nodes, drawing=draw_with, lang=lang,
    )  # fmt: skip
    click.echo(f"wrote {output}: {summary.nodes} nodes, {summary.edges} edges")


def _kinds(given: str | None) -> list[str]:
    wanted = [kind.strip() for kind in (given or "").split(",") if kind.strip()]
    unknown = [kind for kind in wanted if kind not in KINDS]
    if unknown:
        raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(KINDS)}", param_hint="--kinds")
    return wanted


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@graph_options
def export(directory: Path, store_dir: Path, graph_file: Path | None) -> None:
    """Write the graph as Turtle into DIRECTORY: the core facts, the evidence, the ontology."""
    from kpugraph import export as exporting

    for path in exporting.write(open_graph(store_dir, graph_file), directory):
        click.echo(f"wrote {path}")
