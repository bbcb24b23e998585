"""The command line. Verbs are loaded when they are called, so that ``--help`` and ``query`` start quickly."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from kpugraph.errors import KpugraphError

# verb: module below kpugraph.cli, and one line for --help (without loading the module)
VERBS = {
    "build": ("building", "Turn pages into a graph store."),
    "add": ("building", "Add pages to a store, or put changed ones in."),
    "remove": ("building", "Remove pages from a store."),
    "extract": ("extracting", "Print the facts of pages as JSON Lines, one object per article."),
    "query": ("querying", "Ask the graph: a named query, a file, or -e SPARQL."),
    "queries": ("querying", "List the named queries, or show one."),
    "who": ("holding", "Show who held which post, on a day if you like, and how sure that is."),
    "push": ("pushing", "Load the graph into a remote store, in batches."),
    "why": ("explaining", "Show the sentences behind what is known of a person, body, post or event."),
    "check": ("explaining", "Check the graph: shapes, conflicts, facts of a single source."),
    "quickstatements": ("linking", "Print a draft for Wikidata of what it lacks."),
    "diff": ("comparing", "Show what changed between two graphs."),
    "review": ("reviewing", "Judge unsure identities and conflicts one by one; writes a decisions file."),
    "stats": ("counting", "Count what the graph holds."),
    "serve": ("serving", "Serve the graph on this machine: query editor, pages, SPARQL 1.1 endpoint."),
    "view": ("publishing", "Write the network as one interactive, offline HTML file."),
    "export": ("publishing", "Write the graph as Turtle for an open-data portal."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = getattr(import_module(f"kpugraph.cli.{VERBS[cmd_name][0]}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in VERBS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kpugraph", prog_name="kpugraph")
def cli() -> None:
    """News of Indonesia's election commission as a knowledge graph in which every fact shows its sentence."""


def main() -> None:
    """Runs the command line. Every error is one line on stderr; 2 for bad use or input, 130 after Ctrl-C."""
    try:
        sys.exit(cli.main(standalone_mode=False))
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - so that closing it stays quiet
        sys.exit(0)
    except KpugraphError as error:
        click.echo(f"kpugraph: {error}", err=True)
        sys.exit(error.exit_code)
    except Exception as error:
        if os.environ.get("KPUGRAPH_DEBUG"):
            raise
        click.echo(
            f"kpugraph: internal error: {type(error).__name__}: {error} (please report it; KPUGRAPH_DEBUG=1 shows more)",
            err=True,
        )
        sys.exit(2)
