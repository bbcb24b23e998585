"""``kpugraph review``."""

from __future__ import annotations

import getpass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpugraph.cli import proposals
from kpugraph.cli.asking import ask
from kpugraph.cli.options import USUAL, decisions_option, open_graph, store_option

if TYPE_CHECKING:
    from kpugraph.entities.decisions import Decision
    from kpugraph.reviewing import Clash, Doubt

_ANSWERS = {"s": "same", "d": "not-same"}


@click.command()
@store_option
@decisions_option
@click.option("--by", help="Your name; by default that of your login.")
@click.option("--on", metavar="DAY", help="The day of the decisions; by default today.")
@click.option("--proposals", "proposals_file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Judge what readers propose: the file of kpugraph serve --proposals.")  # fmt: skip
@click.option("--list", "only_list", is_flag=True, help="Only show what there is to judge.")
def review(
    store_dir: Path,
    decisions_dir: Path | None,
    by: str | None,
    on: str | None,
    proposals_file: Path | None,
    only_list: bool,
) -> None:
    """Judge unsure identities and conflicts one by one. Each answer is written at once; add or build applies them.

    What a decision speaks of already is not asked again.
    """
    from kpugraph import reviewing
    from kpugraph.partial import is_valid

    if on is not None and not (is_valid(on) and len(on) == 10):
        raise click.BadParameter(f"{on!r} is no day; write it as 2024-02-14", param_hint="--on")
    folder = decisions_dir or USUAL
    reader = open_graph(store_dir)
    who, day = by or _login(), on or date.today().isoformat()
    if proposals_file is not None:
        proposals.judge(proposals_file, reader, folder, who, day, only_list=only_list)
        return
    decided = reviewing.known(folder)
    doubts, clashes = list(reviewing.doubts(reader, decided)), list(reviewing.clashes(reader, decided))
    click.echo(f"{len(doubts)} unsure identities, {len(clashes)} conflicts")
    judge = _Judge(folder, who, day, only_list=only_list)
    for number, doubt in enumerate(doubts, 1):
        if any(reviewing.answers(decision, doubt) for decision in judge.made):
            continue
        if not judge.doubt(number, len(doubts), doubt):
            break
    else:
        for number, clash in enumerate(clashes, 1):
            if not judge.clash(number, len(clashes), clash):
                break
    if judge.made:
        made = f"{len(judge.made)} decision{'s' * (len(judge.made) != 1)} written"
        click.echo(f"{made} to {folder / reviewing.FILE}; kpugraph add (or build) applies them")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise click.UsageError("who decides? give --by NAME") from None


class _Judge:
    """Asks about one thing after the other and writes each answer."""

    def __init__(self, folder: Path, by: str, on: str, *, only_list: bool) -> None:
        self._folder, self._by, self._on, self._only_list = folder, by, on, only_list
        self.made: list[Decision] = []

    def doubt(self, number: int, of: int, doubt: Doubt) -> bool:
        """Whether to go on after this one."""
        from kpugraph import reviewing

        click.echo(f"\n{number} of {of}: are these one person? score {doubt.score:.2f}: {doubt.reasons}")
        for form, sentence in ((doubt.form, doubt.sentence), (doubt.other_form, doubt.other)):
            click.echo(f"  {form} · {sentence.page} · {sentence.date or 'undated'}\n    “{sentence.shown()}”")
        if self._only_list:
            return True
        answer = ask("[s]ame, [d]ifferent, [n]ext or [q]uit", ("s", "d", "n", "q"))
        why = _why() if answer in _ANSWERS else None
        if why:
            self._write(reviewing.of_doubt(doubt, _ANSWERS[answer], self._by, self._on, why))
        return answer == "n" or bool(why)

    def clash(self, number: int, of: int, clash: Clash) -> bool:
        """Whether to go on after this one."""
        from kpugraph import reviewing

        click.echo(f"\n{number} of {of}: two in one seat: {clash.seat}, {clash.on}. Which sentence is wrong?")
        for place, (name, sentence) in enumerate(clash.told, 1):
            click.echo(f"  {place}. {name} · {sentence.page} · {sentence.date or 'undated'}\n    “{sentence.shown()}”")
        if self._only_list:
            return True
        numbers = tuple(str(place) for place in range(1, len(clash.told) + 1))
        answer = ask("the number of the wrong one, [n]ext or [q]uit", (*numbers, "n", "q"))
        why = _why() if answer in numbers else None
        if why:
            name, sentence = clash.told[int(answer) - 1]
            self._write(reviewing.of_clash(name, sentence, self._by, self._on, why))
        return answer == "n" or bool(why)

    def _write(self, decision: Decision) -> None:
        from kpugraph import reviewing

        reviewing.append(self._folder, [decision])
        self.made.append(decision)


def _why() -> str | None:
    """The reason; None where the input ends or is interrupted: then nothing is decided."""
    while True:
        try:
            given: str = click.prompt("why", prompt_suffix="? ").strip()
        except click.Abort:
            click.echo()
            return None
        if given:
            return given
