"""``python -m kpugraph``."""

from kpugraph.start import main

main()
