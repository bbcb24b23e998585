"""``python -m kpugraph``."""

from kpugraph.cli import main

main()
