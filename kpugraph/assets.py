"""Finds the project's data files: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

from kpugraph.errors import DataError

_PACKAGE = Path(__file__).parent
_ROOTS = (_PACKAGE / "_assets", _PACKAGE.parent)


def path(*parts: str) -> Path:
    """Path of an asset such as ``path("data", "regions.csv")``; DataError where the installation lacks it."""
    for root in _ROOTS:
        found = root.joinpath(*parts)
        if found.exists():
            return found
    raise DataError(f"the installation lacks {'/'.join(parts)}", todo="reinstall kpugraph")
