"""``kpugraph extract``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kpugraph.cli.options import Problems, lexicon_option


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@lexicon_option
@click.option("--format", "style", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@click.option("--explain", is_flag=True, help="Show what was found where, and by which rule.")
@click.option("--html", type=click.Path(path_type=Path), help="With --explain: also a page with the spans highlighted.")
@click.option("--json", "as_json", is_flag=True, help="With --explain: as JSON Lines.")
def extract(
    sources: tuple[str, ...], lexicon_dir: Path | None, style: str, explain: bool, html: Path | None, as_json: bool
) -> None:
    """Print the facts of pages as JSON Lines on standard output, one object per article."""
    from kpugraph import pipeline
    from kpugraph.facts.record import to_record
    from kpugraph.sources import read

    problems = Problems()
    found = []
    for facts in pipeline.extract(read(sources, problems), lexicon_dir):
        record = to_record(facts, explain=explain)
        if explain and not as_json:
            for line in _explained(record):
                click.echo(line)
        else:
            click.echo(json.dumps(record, ensure_ascii=False))
        if html:
            found.append(facts)
    if html:
        from kpugraph.view.highlight import write

        write(found, html)
        click.echo(f"wrote {html}", err=True)
    problems.finish()


def _explained(record: dict[str, Any]) -> Iterator[str]:
    """An article's findings for people: span, rule, confidence, and what was concluded."""
    yield f"{record['title'] or '(no headline)'}  [{record['page']}]"
    for row in record["evidence"]:
        what = row["kind"] + (f".{row['field']}" if row["field"] else "")
        quote = " ".join(row["exact"].split())
        short = quote if len(quote) <= 60 else f"{quote[:57]}…"
        yield f"  {row['start']:>6}  {what:20} {short!r} → {row['fact'][:70]}"
        yield f"          {row['rule']} ({row['confidence']:.2f})" + "".join(f"; {step}" for step in row["steps"])
    yield ""
