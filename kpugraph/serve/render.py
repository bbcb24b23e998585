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

LANGUAGES = ("id", "en")
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
    """The language of a page: by ``?lang=``, as it was chosen before, else as the browser asks for."""
    wanted = request.query_params.get("lang") or request.cookies.get("lang")
    return wanted if wanted in LANGUAGES else negotiate.language(request.headers.get("accept-language"))


def page(
    request: Request, template: str, status: int = 200, headers: dict[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """A page. What stands in the graph is escaped by the templates, always."""
    text = part(request, template, **values)
    sent = {"Vary": "Accept, Accept-Language, Cookie", "Cache-Control": "no-cache", **(headers or {})}
    return chosen(request, HTMLResponse(text, status, headers=sent))


def part(request: Request, template: str, **values: Any) -> str:
    """A template's text, with what all of them know."""
    lang = language(request)
    other = "en" if lang == "id" else "id"
    return (
        _environment()
        .get_template(template)
        .render(
            lang=lang,
            other=other,
            words=words(lang),
            switch=_switch(request, other),
            reports=request.app.state.settings.proposals is not None,
            **values,
        )
    )


def chosen(request: Request, response: HTMLResponse) -> HTMLResponse:
    """The response, with which the browser keeps the language that its address chose."""
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie("lang", language(request), max_age=365 * 86400, samesite="lax", httponly=True)
    return response


def _switch(request: Request, other: str) -> str:
    """This page's address in the other language."""
    return f"{request.url.path}?{request.url.remove_query_params('lang').include_query_params(lang=other).query}"
