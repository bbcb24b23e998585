"""Finds the project's data files: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

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


@lru_cache
def toml(*parts: str) -> dict[str, Any]:
    """A TOML asset, read once; DataError with the parser's line where it is none."""
    import tomllib  # a plain query reads none

    found = path(*parts)
    try:
        return tomllib.loads(found.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"not valid: {error}", where=found.name, todo="mend the file") from error
