"""Pages from templates, in Indonesian or English."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kpugraph.serve import negotiate

_HERE = Path(__file__).parent


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


@cache
def words(lang: str) -> dict[str, str]:
    """What the pages say in a language."""
    table = tomllib.loads((_HERE / "words.toml").read_text("utf-8"))
    return {key: entry[lang] for key, entry in table.items()}


def language(request: Request) -> str:
    """The language of a page: by ``?lang=``, else as the browser asks for."""
    wanted = request.query_params.get("lang")
    return wanted if wanted in {"id", "en"} else negotiate.language(request.headers.get("accept-language"))


def page(
    request: Request, template: str, status: int = 200, headers: dict[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """A page. What stands in the graph is escaped by the templates, always."""
    lang = language(request)
    text = (
        _environment()
        .get_template(template)
        .render(lang=lang, other="en" if lang == "id" else "id", words=words(lang), path=request.url.path, **values)
    )
    sent = {"Vary": "Accept, Accept-Language", "Cache-Control": "no-cache", **(headers or {})}
    return HTMLResponse(text, status, headers=sent)
