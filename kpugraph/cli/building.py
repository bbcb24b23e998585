"""``kpugraph build``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from kpugraph.cli.options import (
    Problems,
    decisions_folder,
    decisions_option,
    jobs_option,
    lexicon_option,
    store_option,
)


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@store_option
@lexicon_option
@decisions_option
@jobs_option
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON.")
def build(
    sources: tuple[str, ...], store_dir: Path, lexicon_dir: Path | None, decisions_dir: Path | None, jobs: int,
    as_json: bool,
) -> None:  # fmt: skip
    """Turn pages (files, directories, - for standard input) into a graph store.

    The same sources give the same store. An older store is replaced once the new one is complete.
    """
    from kpugraph import pipeline

    problems = Problems()
    summary = pipeline.build(
        sources, store_dir, problems, lexicon_dir=lexicon_dir, decisions_dir=decisions_folder(decisions_dir),
        progress=_progress(), on_stale=_stale, jobs=jobs,
    )  # fmt: skip
    _show(f"built {store_dir}", summary.counts(), as_json=as_json)
    problems.finish()


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE…]")
@store_option
@lexicon_option
@decisions_option
@jobs_option
@click.option("--json", "as_json", is_flag=True, help="What changed as JSON.")
def add(
    sources: tuple[str, ...], store_dir: Path, lexicon_dir: Path | None, decisions_dir: Path | None, jobs: int,
    as_json: bool,
) -> None:  # fmt: skip
    """Add pages to a store, in place of those that have their ids.

    The graph is the same, to the byte, as if all pages had been built together. Corrections are read again from the
    folder of last time, or from --decisions; without a SOURCE, they alone are applied.
    """
    from kpugraph import pipeline

    if not sources and decisions_dir is None:
        raise click.UsageError("name a SOURCE, or --decisions DIR to apply corrections")
    problems = Problems()
    done = pipeline.add(
        sources, store_dir, problems, lexicon_dir=lexicon_dir, decisions_dir=decisions_dir,
        progress=_progress(), on_stale=_stale, jobs=jobs,
    )  # fmt: skip
    _show(f"added to {store_dir}", done.counts(), as_json=as_json)
    problems.finish()


@click.command()
@click.argument("pages", nargs=-1, required=True, metavar="ID|URL…")
@store_option
@lexicon_option
@jobs_option
@click.option("--json", "as_json", is_flag=True, help="What changed as JSON.")
def remove(pages: tuple[str, ...], store_dir: Path, lexicon_dir: Path | None, jobs: int, as_json: bool) -> None:
    """Remove pages from a store, by id or address.

    The graph is the same, to the byte, as if they had never been there.
    """
    from kpugraph import pipeline

    done = pipeline.remove(pages, store_dir, lexicon_dir=lexicon_dir, jobs=jobs)
    _show(f"removed from {store_dir}", done.counts(), as_json=as_json)


def _stale(line: str) -> None:
    click.echo(f"kpugraph: {line}", err=True)


def _show(done: str, counts: dict[str, int], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(counts))
        return
    click.echo(done)
    widest = max(map(len, counts))
    for name, count in counts.items():
        click.echo(f"  {name.replace('_', ' '):{widest}} {count:>9,}")


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
