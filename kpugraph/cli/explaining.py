"""``kpugraph why`` and ``kpugraph check``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from kpugraph.cli.options import graph_options, open_graph


@click.command()
@click.argument("name", metavar="IRI|NAME")
@graph_options
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def why(name: str, store_dir: Path, graph_file: Path | None, as_json: bool) -> None:
    """Show the sentences behind what is known of a person, body, post or event."""
    from kpugraph import why as evidence

    reasons = evidence.why(open_graph(store_dir, graph_file), name)
    if as_json:
        click.echo(json.dumps([asdict(reason) for reason in reasons], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(evidence.as_text(reasons)))


@click.command()
@graph_options
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def check(store_dir: Path, graph_file: Path | None, as_json: bool) -> None:
    """Check the graph: shapes, conflicts, stale decisions; list unsure identities, vacant seats and single sources.

    Exit code 1 where a shape is violated, two hold one seat on one day, or a decision could not be applied.
    """
    from kpugraph import check as checking
    from kpugraph import results

    reader = open_graph(store_dir, graph_file)
    report = checking.check_graph(reader)
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(checking.as_text(report, results.labels(checking.iris(report), reader))))
    if not report.ok:
        raise click.exceptions.Exit(1)
