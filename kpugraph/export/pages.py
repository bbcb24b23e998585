"""Renders the HTML templates beside this module. Every value is escaped; no page loads anything from elsewhere."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

_TEMPLATES = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["size"] = size
    environment.filters["script"] = script
    return environment


def render(name: str, **values: Any) -> str:
    """The page of a template."""
    text: str = _environment().get_template(name).render(**values)
    return text


def size(count: int) -> str:
    """A number of bytes for people: "12 kB"."""
    value = float(count)
    for unit in ("B", "kB", "MB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "B" or value >= 10 else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"


def script(json: str) -> Any:
    """JSON that cannot end the script element that it stands in."""
    from markupsafe import Markup

    for char in "<>&\u2028\u2029":
        json = json.replace(char, f"\\u{ord(char):04x}")
    return Markup(json)
