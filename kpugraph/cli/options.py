"""Options and helpers that several verbs share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kpugraph.errors import KpugraphError
from kpugraph.store import DEFAULT, Queryable, Reader

F = TypeVar("F", bound=Callable[..., Any])


def store_option(command: F) -> F:
    """``--store DIR``, by default ``./kpugraph.store``."""
    return click.option(
        "--store",
        "store_dir",
        type=click.Path(path_type=Path),
        default=DEFAULT,
        show_default=True,
        help="The graph store.",
    )(command)


def graph_options(command: F) -> F:
    """``--store DIR`` or ``--file GRAPH``."""
    given = click.option(
        "--file", "graph_file", type=click.Path(path_type=Path), help="An RDF file in place of a store."
    )
    return store_option(given(command))


def open_graph(store_dir: Path, graph_file: Path | None = None) -> Reader:
    """The store, or the RDF file where one is given."""
    return Reader.of_file(graph_file) if graph_file else Reader.open(store_dir)


def files_option(command: F) -> F:
    """``--file GRAPH…`` and the format of all of them."""
    from kpugraph import rdffiles

    for option in (
        click.option("--input-format", type=click.Choice(list(rdffiles.FORMATS)), help="Of --file; else by its ending."),
        click.option(
            "--file", "files", multiple=True, type=click.Path(path_type=Path, allow_dash=True), metavar="GRAPH",
            help="An RDF file in place of a store, gzipped or not; may be given more than once.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def source_options(command: F) -> F:
    """``--store DIR``, ``--file GRAPH…`` or ``--endpoint URL``: what a query is asked of. For ``open_source``."""
    timeout = click.option(
        "--timeout", type=click.FloatRange(min=0.01), help="Seconds for the answer, by default 600 (endpoints 60)."
    )
    endpoint = click.option("--endpoint", metavar="URL", help="A remote SPARQL 1.1 endpoint in place of a store.")
    return store_option(files_option(endpoint(timeout(command))))


def open_source(
    store_dir: Path, files: tuple[Path, ...], input_format: str | None, endpoint: str | None, timeout: float | None
) -> Queryable:
    """What the options of ``source_options`` name."""
    if files and endpoint:
        raise click.UsageError("give one of --file and --endpoint")
    if endpoint:
        from kpugraph.endpoint import Endpoint

        return Endpoint(endpoint, timeout=timeout)
    return Reader.of_files(files, input_format) if files else Reader.open(store_dir)


def lexicon_option(command: F) -> F:
    """``--lexicon DIR``: a user's own rows for the word lists."""
    return click.option(
        "--lexicon", "lexicon_dir", type=click.Path(path_type=Path), help="A folder of CSV rows for the word lists."
    )(command)


def jobs_option(command: F) -> F:
    """``--jobs N``: how many processes read pages."""
    return click.option(
        "-j", "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="How many processes read pages."
    )(command)


USUAL = Path("data", "decisions")


def decisions_option(command: F) -> F:
    """``--decisions DIR``: corrections by people."""
    return click.option(
        "--decisions",
        "decisions_dir",
        type=click.Path(path_type=Path),
        help=f"A folder of corrections in CSV; by default {USUAL} below the current folder, if there is one.",
    )(command)


def decisions_folder(given: Path | None) -> Path | None:
    """The folder given, else the usual one where it is there."""
    return given or (USUAL if USUAL.is_dir() else None)


class Problems:
    """Prints each problem on stderr as it comes and remembers that there was one."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: KpugraphError) -> None:
        self.count += 1
        click.echo(f"kpugraph: {error}", err=True)

    def finish(self) -> None:
        """Ends with exit code 2 where anything was left out."""
        if self.count:
            raise click.exceptions.Exit(2)
