"""``kpugraph push``."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from kpugraph import rdffiles
from kpugraph.cli.options import store_option
from kpugraph.store import Reader


@click.command()
@store_option
@click.option(
    "--file", "files", multiple=True, type=click.Path(path_type=Path, allow_dash=True), metavar="GRAPH",
    help="An RDF file in place of a store; may be given more than once.",
)  # fmt: skip
@click.option("--input-format", type=click.Choice(list(rdffiles.FORMATS)), help="Of --file; else by its ending.")
@click.option("--endpoint", required=True, metavar="URL", help="The remote store's address for updates or for graphs.")
@click.option(
    "--protocol", type=click.Choice(["update", "gsp"]), default="update", show_default=True,
    help="SPARQL 1.1 Update, or the Graph Store Protocol.",
)  # fmt: skip
@click.option(
    "--graph", default="", metavar="IRI", help="The graph that the core facts go to; by default the default one."
)
@click.option("--replace", is_flag=True, help="Empty the graphs there first.")
@click.option(
    "--batch", type=click.IntRange(1, 1_000_000), default=1000, show_default=True, help="Triples in a request."
)
@click.option(
    "--state", type=click.Path(path_type=Path), help="Where to keep how far it came; by default beside the store."
)
@click.option(
    "--timeout", type=click.FloatRange(min=0.01), default=60.0, show_default=True, help="Seconds for an answer."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def push(
    store_dir: Path, files: tuple[Path, ...], input_format: str | None, endpoint: str, protocol: str, graph: str,
    replace: bool, batch: int, state: Path | None, timeout: float, as_json: bool,
) -> None:  # fmt: skip
    """Load the graph into a remote store, in batches. After a break the same command goes on where it was.

    Credentials come from the environment: KPUGRAPH_ENDPOINT_TOKEN, or KPUGRAPH_ENDPOINT_USER and
    KPUGRAPH_ENDPOINT_PASSWORD.
    """
    from kpugraph import push as pushing
    from kpugraph.names import as_iri

    reader = Reader.of_files(files, input_format) if files else Reader.open(store_dir)
    target = pushing.Target(endpoint, protocol, as_iri(graph) if graph else "", batch, replace, timeout)
    place = state or pushing.state_path(reader.source, endpoint)
    try:
        done = pushing.push(reader, target, place, _progress)
    except KeyboardInterrupt:
        click.echo("\nkpugraph: stopped; the same command goes on from here", err=True)
        raise
    if as_json:
        click.echo(json.dumps(asdict(done)))
        return
    before = f" ({done.skipped} were sent before)" if done.skipped else ""
    requests = f"{done.requests:,} request{'' if done.requests == 1 else 's'}"
    click.echo(f"pushed {done.triples:,} triples to {endpoint} in {requests}{before}")


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done:,} of {of:,}{chr(10) if done == of else ''}", nl=False, err=True)
