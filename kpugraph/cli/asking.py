"""Questions to a person in the terminal."""

from __future__ import annotations

import click


def ask(question: str, answers: tuple[str, ...]) -> str:
    """One of the answers, asked again until it is one; the end of the input and an interrupt give "q"."""
    while True:
        try:
            given: str = click.prompt(question, prompt_suffix=": ").strip().lower()
        except click.Abort:
            click.echo()
            return "q"
        if given in answers:
            return given
        click.echo(f"answer with one of {', '.join(answers)}")
