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
@click.option("--export", "package", type=click.Path(path_type=Path), help="Check an exported package instead.")
@graph_options
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def check(package: Path | None, store_dir: Path, graph_file: Path | None, as_json: bool) -> None:
    """Check the graph against its shapes and for conflicts, or a package. Exit code 1 where something is found."""
    from kpugraph import check as checking

    if package is not None:
        _check_package(package, as_json=as_json)
        return
    report = checking.check_graph(open_graph(store_dir, graph_file))
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(checking.as_text(report)))
    if report.violations or report.conflicts:
        raise click.exceptions.Exit(1)


def _check_package(directory: Path, *, as_json: bool) -> None:
    """The files of a package, then its graph against the shapes."""
    from kpugraph import check as checking
    from kpugraph.errors import KpugraphError
    from kpugraph.export import verify

    found = verify.check(directory)
    try:
        reader = verify.reader(directory)
        violations = checking.check_graph(reader).violations if reader else ()
    except KpugraphError:  # the files' own check has named it
        violations = ()
    found += [verify.Finding("kpugraph.ttl", f"{v.message} {v.node}") for v in violations]
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=2))
    else:
        for finding in found:
            click.echo(f"{finding.where}: {finding.what}")
        click.echo(f"{directory}: {len(found)} faults" if found else f"{directory}: as it was written")
    if found:
        raise click.exceptions.Exit(1)
