"""``kpugraph who``."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpugraph.cli.options import graph_options, open_graph

if TYPE_CHECKING:
    from kpugraph.who import Answer

_COLUMNS = ("status", "name", "role", "body", "capacity", "evidenced", "term", "articles")


@click.command()
@click.option("--body", help="A body by name or IRI.")
@click.option("--role", help='A role such as "Ketua".')
@click.option("--person", help="A person by name or IRI.")
@click.option("--on", metavar="DATE", help="A day (2024-02-14), or a month or year.")
@graph_options
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def who(
    body: str | None, role: str | None, person: str | None, on: str | None,
    store_dir: Path, graph_file: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Show who held which post and how sure that is: evidenced, extrapolated within a stated term, or unknown.

    Without --on, every known tenure. An unknown holder is no answer: the list is then empty, and the nearest known
    holders are told on stderr.
    """
    from kpugraph import who as holders

    reader = open_graph(store_dir, graph_file)
    found = holders.who(reader, body=body, role=role, person=person, on=on)
    if as_json:
        click.echo(json.dumps([_record(answer) for answer in found], ensure_ascii=False, indent=2))
        return
    if found:
        from kpugraph import results

        sys.stdout.write(results.text(_COLUMNS, [_row(answer) for answer in found]))
    elif on is not None:
        click.echo("unknown: no text tells who", err=True)
        around = holders.beside(holders.who(reader, body=body, role=role, person=person), on)
        for words, answer in zip(("last before", "first after"), around, strict=True):
            if answer is not None:
                click.echo(f"  {words}: {answer.name}, {answer.role}, {answer.body}, {_evidenced(answer)}", err=True)
    else:
        click.echo("nobody is known", err=True)


def _record(answer: Answer) -> dict[str, object]:
    return {**asdict(answer), "articles": list(answer.articles)}


def _row(answer: Answer) -> Sequence[str]:
    role = f"{answer.role} {answer.division}" if answer.division else answer.role
    return (
        answer.status, answer.name, role, answer.body, answer.capacity, _evidenced(answer), _term(answer),
        ", ".join(answer.articles),
    )  # fmt: skip


def _evidenced(answer: Answer) -> str:
    first, last = answer.first_evidenced, answer.last_evidenced
    return "" if first is None else first if first == last else f"{first} to {last}"


def _term(answer: Answer) -> str:
    """Start and end as stated; those of a term, which are no actual ones, in brackets."""
    start = answer.start if answer.start_is_actual or not answer.start else f"({answer.start})"
    end = answer.end if answer.end_is_actual or not answer.end else f"({answer.end})"
    return f"{start or '?'} to {end or '?'}" if start or end else ""
