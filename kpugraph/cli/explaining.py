"""``kpugraph why`` and ``kpugraph check``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpugraph.cli.options import graph_options, open_graph
from kpugraph.errors import AmbiguousError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpugraph.export.verify import Finding
    from kpugraph.store import Reader
    from kpugraph.why import Candidate

_MOST = 12  # lines of each kind that `check` tells without --all


@click.command()
@click.argument("name", metavar="IRI|NAME")
@click.argument("predicate", required=False)
@click.argument("value", required=False)
@graph_options
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def why(
    name: str, predicate: str | None, value: str | None, store_dir: Path, graph_file: Path | None, as_json: bool
) -> None:
    """Show the sentences behind what is known of a person, body, post or event.

    With PREDICATE (such as org:role), and VALUE (such as Ketua), only those behind these edges. Where several bear the
    name, they are listed with their IRIs, and the exit code is 2.
    """
    from kpugraph import why as evidence

    reader = open_graph(store_dir, graph_file)
    try:
        reasons = evidence.why(reader, name, predicate, value)
    except AmbiguousError as error:
        _list(error, evidence.candidates(reader, error.candidates), as_json=as_json)
        raise click.exceptions.Exit(2) from error
    if as_json:
        click.echo(json.dumps([evidence.as_record(reason) for reason in reasons], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(evidence.as_text(reasons)))


def _list(error: AmbiguousError, found: list[Candidate], *, as_json: bool) -> None:
    """Says what the name may mean: on stdout as JSON, and on stderr."""
    if as_json:
        click.echo(json.dumps({"ambiguous": [asdict(each) for each in found]}, ensure_ascii=False, indent=2))
    click.echo(f"kpugraph: {error.what} ({error.todo})", err=True)
    for each in found:
        click.echo(f"  {each.iri}  {'; '.join(each.posts) or each.label}", err=True)


@click.command()
@click.option("--export", "package", type=click.Path(path_type=Path), help="Check an exported package instead.")
@graph_options
@click.option("--all", "whole", is_flag=True, help=f"Every line; else {_MOST} of each kind that is no fault.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, in full.")
def check(package: Path | None, store_dir: Path, graph_file: Path | None, whole: bool, as_json: bool) -> None:
    """Check the graph: shapes, conflicts, stale decisions; list unsure identities, vacant seats and single sources.

    Exit code 1 where a shape is violated, two hold one seat on one day, or a decision could not be applied; with
    --export where a package is not as it was written.
    """
    from kpugraph import check as checking
    from kpugraph import results

    if package is not None:
        _check_package(package, as_json=as_json)
        return
    reader = open_graph(store_dir, graph_file)
    report = checking.check_graph(reader)
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=2))
    else:
        names = results.labels(checking.iris(report), reader)
        click.echo("\n".join(checking.as_text(report, names, most=None if whole else _MOST)))
    if not report.ok:
        raise click.exceptions.Exit(1)


def _check_package(directory: Path, *, as_json: bool) -> None:
    """The files of a package, then its graph against the shapes."""
    from kpugraph import check as checking
    from kpugraph.export import package, verify

    if package.recover(directory):
        click.echo(f"kpugraph: {directory}: a run was killed here; its earlier package is back", err=True)

    def shapes(graph: Reader) -> Iterator[Finding]:
        violations = checking.violations(graph)
        if violations is None:
            click.echo(
                f"kpugraph: {checking.SHAPES_LIMIT:,} triples or fewer are checked by shapes, not these", err=True
            )
        yield from (verify.Finding("kpugraph.ttl", f"{v.message} {v.node}") for v in violations or ())

    found = verify.check(directory, shapes)
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=2))
    else:
        for finding in found:
            click.echo(str(finding))
        click.echo(
            f"{directory}: {len(found)} fault{'s' * (len(found) > 1)}" if found else f"{directory}: as it was written"
        )
    if found:
        raise click.exceptions.Exit(1)
