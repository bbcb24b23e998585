"""``kpugraph build``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from kpugraph.cli.options import Problems, decisions_folder, decisions_option, lexicon_option, store_option


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@store_option
@lexicon_option
@decisions_option
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON.")
def build(
    sources: tuple[str, ...], store_dir: Path, lexicon_dir: Path | None, decisions_dir: Path | None, as_json: bool
) -> None:
    """Turn pages (files, directories, - for standard input) into a graph store.

    The same sources give the same store. An older store is replaced once the new one is complete.
    """
    from kpugraph import pipeline

    problems = Problems()
    summary = pipeline.build(
        sources,
        store_dir,
        problems,
        lexicon_dir=lexicon_dir,
        decisions_dir=decisions_folder(decisions_dir),
        progress=_progress(),
        on_stale=lambda line: click.echo(f"kpugraph: {line}", err=True),
    )
    counts = summary.counts()
    if as_json:
        click.echo(json.dumps(counts))
    else:
        click.echo(f"built {store_dir}")
        for name, count in counts.items():
            click.echo(f"  {name:11}{count:>9,}")
    problems.finish()


class _Counter:
    """Shows on a terminal, now and then, how far a build is."""

    def __call__(self, done: int) -> None:
        if done % 50 == 0:
            click.echo(f"\r{done} articles", nl=False, err=True)


class _Silent:
    def __call__(self, done: int) -> None:
        """Nothing: the output is no terminal."""


def _progress() -> _Counter | _Silent:
    return _Counter() if sys.stderr.isatty() else _Silent()
