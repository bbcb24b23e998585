"""``kpugraph stats``."""

from __future__ import annotations

from pathlib import Path

import click

from kpugraph.cli.options import graph_options, open_graph


@click.command()
@graph_options
@click.option("--network", is_flag=True, help="How the network hangs together: parts, communities, who stands out.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def stats(store_dir: Path, graph_file: Path | None, network: bool, as_json: bool) -> None:
    """Count what the graph holds, and what it covers."""
    from kpugraph import queries, results

    if network:
        _network(store_dir, graph_file, as_json)
        return
    reader = open_graph(store_dir, graph_file)
    query = queries.find("coverage", queries.load())
    names, rows = results.table(queries.run(queries.bind(query, {}, reader), reader), reader)
    rows.append(["triples", str(len(reader))])
    click.echo(results.as_json(names, rows) if as_json else results.text(names, rows), nl=False)


def _network(store_dir: Path, graph_file: Path | None, as_json: bool) -> None:
    import json

    from kpugraph import results, view

    found = view.network_summary(open_graph(store_dir, graph_file))
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    plain = [
        [key.replace("_", " "), f"{value:,}"] for key, value in found.items() if not isinstance(value, list | bool)
    ]
    click.echo(results.text(["network", "count"], plain), nl=False)
    names = ["label", "kind", "neighbours", "betweenness", "community"]
    estimated = " (betweenness estimated from a sample of paths)" if found["betweenness_estimated"] else ""
    for key, title in (("best_connected", "best connected"), ("most_between", f"most between others{estimated}")):
        rows = [[str(row[name]) for name in names] for row in found[key]]
        click.echo(f"\n{title}")
        click.echo(results.text(names, rows), nl=False)
