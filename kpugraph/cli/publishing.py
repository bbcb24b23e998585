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
@click.argument("directory", type=click.Path(path_type=Path), required=False)
@click.option("--init", is_flag=True, help="Write kpugraph-export.toml, the settings to fill in, and stop.")
@click.option(
    "--config", type=click.Path(path_type=Path),
    help="What the catalogue says: publisher, contact, licence (default: ./kpugraph-export.toml where there is one).",
)  # fmt: skip
@click.option(
    "--format", "formats", multiple=True, metavar="NAME",
    help="Only these, repeatable: all, turtle, nquads, trig, jsonld, rdfxml, csv, parquet, network, neo4j, popolo, ftm, wikidata.",
)  # fmt: skip
@click.option(
    "--slice", "slices", multiple=True, type=click.Choice(["body", "province", "year"]),
    help="Also a Turtle file for each body, province or year; repeatable.",
)  # fmt: skip
@click.option("--gzip", is_flag=True, help="Pack the RDF files.")
@click.option("--bom", is_flag=True, help="Begin CSV files with the mark by which Excel knows UTF-8.")
@click.option(
    "--include-private", is_flag=True, help="Name persons who are neither officials nor candidates (UU 27/2022)."
)
@graph_options
def export(
    directory: Path | None, init: bool, config: Path | None, formats: tuple[str, ...], slices: tuple[str, ...],
    gzip: bool, bom: bool, include_private: bool, store_dir: Path, graph_file: Path | None,
) -> None:  # fmt: skip
    """Write the graph into DIRECTORY as a package for open-data portals: data, tables, catalogue, pages, checksums."""
    from kpugraph import export as exporting
    from kpugraph.export import package, settings

    if init:
        target = config or Path(settings.FILE)
        settings.init(target)
        click.echo(f"wrote {target}")
        return
    if directory is None:
        raise click.UsageError("Missing argument 'DIRECTORY'.")
    found = config or (Path(settings.FILE) if Path(settings.FILE).is_file() else None)
    options = exporting.Options(
        formats=exporting.formats(formats), slices=slices, config=found, gzip=gzip, bom=bom,
        include_private=include_private,
    )  # fmt: skip
    if package.recover(directory):
        click.echo(f"kpugraph: {directory}: a run was killed here; its earlier package is back", err=True)
    for path in exporting.write(open_graph(store_dir, graph_file), directory, options):
        click.echo(f"wrote {path}")
    if found is None:
        click.echo("kpugraph: a draft: no publisher is named (kpugraph export --init writes the settings)", err=True)
