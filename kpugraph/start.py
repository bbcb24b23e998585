"""Where the ``kpugraph`` command begins."""

from __future__ import annotations

import sys

from kpugraph import process
from kpugraph.errors import KpugraphError


def main() -> None:
    """Runs a plain query at once, and everything else by the command line proper, which takes longer to load."""
    process.own = True
    if sys.argv[1:2] == ["query"]:
        from kpugraph import express

        try:
            express.run(sys.argv[2:])
        except KpugraphError as error:
            print(f"kpugraph: {error}", file=sys.stderr)
            sys.exit(error.exit_code)
    from kpugraph.cli import main as cli

    cli()
