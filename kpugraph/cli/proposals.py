"""The part of ``kpugraph review`` that judges what readers propose."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpugraph.cli.asking import ask
from kpugraph.errors import KpugraphError

if TYPE_CHECKING:
    from kpugraph.entities.decisions import Decision
    from kpugraph.store import Reader

_QUESTION = "[a]ccept, [c]hange, [d]ecline, [s]kip or [q]uit"


def judge(path: Path, reader: Reader, folder: Path, by: str, on: str, *, only_list: bool) -> None:
    """Asks about one proposal after the other; each answer is written before the next is asked for."""
    from kpugraph import proposed, reviewing

    waiting = proposed.pending(path)
    click.echo(f"{len(waiting)} proposal{'s' * (len(waiting) != 1)} of readers")
    made = 0
    for number, proposal in enumerate(waiting, 1):
        _show(number, len(waiting), proposal, reader)
        if only_list:
            continue
        answer = ask(_QUESTION, tuple("acdsq"))
        if answer == "q":
            break
        if answer == "s":
            continue
        if answer != "d":
            decision = proposed.accepted(proposal, by, on) if answer == "a" else _changed(proposal, by, on)
            if decision is None:
                break
            reviewing.append(folder, [decision])
            made += 1
        proposed.mark(path, proposal, {"a": "accepted", "c": "changed", "d": "declined"}[answer], by, on)
    if made:
        said = f"{made} decision{'s' * (made != 1)} written to {folder / reviewing.FILE}"
        click.echo(f"{said}; kpugraph add (or build) applies them")


def _show(number: int, of: int, proposal: Decision, reader: Reader) -> None:
    from kpugraph import proposed

    what = f"{proposal.field} is {proposal.value!r}" if proposal.action == "edit" else f"this is no {proposal.field}"
    click.echo(
        f"\n{number} of {of}: {proposal.by} says on {proposal.on}: {what}{f' ({proposal.form})' * bool(proposal.form)}"
    )
    click.echo(f"  why: {proposal.why}")
    found = proposed.context(proposal, reader)
    if found is None:
        click.echo(f"  “{proposal.quote}” · {proposal.page} · no longer in the graph")
        return
    click.echo(f"  “{found.sentence}”")
    click.echo("  " + " · ".join(filter(None, (proposal.page, found.date or "undated", found.headline, found.url))))


def _changed(proposal: Decision, by: str, on: str) -> Decision | None:
    """The decision as the curator corrects it, asked again while it makes no sense; None at the end of the input."""
    from kpugraph import proposed

    changes = {"field": proposal.field, "value": proposal.value, "why": proposal.why}
    while True:
        try:
            for name, usual in changes.items():
                changes[name] = click.prompt(name, default=usual).strip()
        except click.Abort:
            click.echo()
            return None
        if "." not in changes["field"]:
            changes["value"] = ""
        try:
            return proposed.accepted(proposal, by, on, **changes)
        except KpugraphError as error:
            click.echo(f"{error}")
