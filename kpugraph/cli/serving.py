"""``kpugraph serve``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kpugraph.cli.options import files_option, store_option
from kpugraph.cli.querying import queries_option

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one.")
@click.option("--workers", type=click.IntRange(1, 64), help="Queries that run at once; by default one per processor.")
@click.option("--timeout", type=click.FloatRange(0.1), default=30, show_default=True, help="Seconds for a query.")
@click.option("--memory", type=click.IntRange(256), default=1024, show_default=True, help="MiB for a query.")
@click.option("--max-rows", type=click.IntRange(1), default=100_000, show_default=True, help="Rows of an answer.")
@click.option(
    "--union/--no-union", default=True, show_default=True, help="See all graphs as one, or the default graph alone."
)
@click.option("--cache", "kept", type=click.IntRange(0), default=64, show_default=True, help="MiB of replies kept.")
@click.option("--cors", multiple=True, metavar="ORIGIN", help="A site whose pages may read answers; * for all.")
@click.option("--public-name", "names", multiple=True, metavar="NAME", help="A name to answer to beside --host.")
@click.option(
    "--proposals", type=click.Path(dir_okay=False, path_type=Path), help="Take error reports into this CSV file."
)
@files_option
@store_option
@queries_option
def serve(
    host: str, port: int, workers: int | None, timeout: float, memory: int, max_rows: int, union: bool, kept: int,
    cors: tuple[str, ...],
    names: tuple[str, ...], proposals: Path | None, files: tuple[Path, ...], input_format: str | None,
    store_dir: Path, folder: Path | None,
) -> None:  # fmt: skip
    """Serve the graph on this machine: a query editor, a page per thing, and a SPARQL 1.1 endpoint at /sparql.

    Read-only. A store that is built anew is followed without a restart; RDF files are read once, at the start. Queries
    are bounded in time, memory and rows.
    """
    from kpugraph import serve as serving
    from kpugraph.serve.settings import Settings
    from kpugraph.workers.limits import Limits

    hosts = frozenset({*_LOOPBACK, *names}) if host in _LOOPBACK or names else frozenset()
    if not hosts:
        click.echo(f"kpugraph: {host} can be reached from other machines, under any name", err=True)
    limits = Limits(seconds=timeout, megabytes=memory, rows=max_rows)
    with _made(files, input_format) as made:
        settings = Settings(
            made or store_dir, limits=limits, workers=workers or max(2, os.cpu_count() or 2), hosts=hosts, cors=cors,
            union=union, kept_bytes=kept << 20, queries=folder, proposals=proposals,
        )  # fmt: skip
        shown = ", ".join(map(str, files or (store_dir,)))
        caught = serving.run(
            settings, host, port, lambda address: click.echo(f"serving {shown} on {address}", err=True)
        )
    raise click.exceptions.Exit(128 + caught if caught else 0)


@contextmanager
def _made(files: tuple[Path, ...], input_format: str | None) -> Iterator[Path | None]:
    """A store of RDF files for as long as the block runs; none where there are none."""
    if not files:
        yield None
        return
    from tempfile import TemporaryDirectory

    from kpugraph import store

    with TemporaryDirectory(prefix="kpugraph-") as name:
        path = Path(name) / "store"
        store.write_files(path, files, input_format)
        yield path
