"""A network as one HTML file: the front end's bundle, the data, and nothing in it that asks the net for more.

vis-network, in the version that pyvis brings, draws up to two thousand nodes, sigma more; the page around both is one.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kpugraph import assets
from kpugraph.errors import KpugraphError
from kpugraph.view import data as page_data
from kpugraph.view.model import Left, Network
from kpugraph.view.projections import DRAWN
from kpugraph.view.style import Style

if TYPE_CHECKING:
    from jinja2 import Template

_STATIC = Path(__file__).parent / "static"
LARGE = 2000  # more nodes than this are drawn by sigma


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of the page: a projection and its focus, who draws it, and what was therefore left out."""

    projection: str = "full"
    focus: str | None = None
    drawing: str = "auto"
    lang: str = "id"
    left: tuple[Left, ...] = ()
    version: str = "0"


def render(network: Network, style: Style, asked: Asked) -> str:
    """The page as text. Same network, same text."""
    title = _title(words(), asked.projection, network.node(asked.focus).label if asked.focus else None)
    content = page_data.of(network, style, asked.focus) | {
        "as": asked.projection,
        "mode": DRAWN.get(asked.projection, "network"),
        "left": [asdict(one) for one in asked.left],
        "words": words(),
        "title": title,
        "version": asked.version,
    }
    sigma = asked.drawing == "sigma" or (asked.drawing == "auto" and len(network.graph) > LARGE)
    css = _bundle("view.css")
    scripts = [_bundle("view-large.js")] if sigma else [vis_network().read_text("utf-8"), _bundle("view.js")]
    scripts = [_inline(script) for script in scripts]
    return _template().render(
        lang=asked.lang,
        title=title[asked.lang],
        version=asked.version,
        policy=_policy(scripts, css),
        style=Markup(css),
        scripts=[Markup(script) for script in scripts],
        data=Markup(_json(content)),
        site=None,
    )


def near(content: Mapping[str, Any], plain: Markup, lang: str, version: str) -> str:
    """The server's page of what lies around some nodes (``data.near``): the same shell, its scripts loaded from the server,
    and ``plain`` in its place where there is no JavaScript."""
    names = [content["nodes"][i]["label"] for i in content["around"]]
    title = _title(words(), "full", names[0] if names else None)
    more = {"as": "near", "mode": "network", "left": [], "words": words(), "title": title, "version": version}
    return _template().render(
        lang=lang, title=title[lang], version=version, policy="", data=Markup(_json({**content, **more})), site=plain
    )


@cache
def words() -> dict[str, dict[str, str]]:
    """What the page says in both languages."""
    found: dict[str, dict[str, str]] = json.loads((_STATIC / "words.json").read_text("utf-8"))
    return found


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(_STATIC), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("page.html.jinja")


def _title(words: dict[str, dict[str, str]], projection: str, name: str | None) -> dict[str, str]:
    key = f"title-{projection}" if f"title-{projection}" in words else "title"
    if name is not None and key == "title":
        key = "title-focus"
    return {lang: text.replace("{name}", name or "") for lang, text in words[key].items()}


def _bundle(name: str) -> str:
    return assets.path("web", name).read_text("utf-8")


def _policy(scripts: list[str], css: str) -> str:
    """Nothing may load, and only these very scripts and styles may run. Pictures are drawn from the page's own data."""

    def hashed(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    allowed = " ".join(hashed(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {hashed(css)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def vis_network() -> Path:
    """The script of vis-network that the installed pyvis carries, the newest if it carries several."""
    import pyvis

    found = sorted(Path(pyvis.__file__).parent.glob("lib/vis-*/vis-network.min.js"), key=_version)
    if not found:
        raise KpugraphError("pyvis carries no vis-network", where="view", todo="reinstall pyvis")
    return found[-1]


def _version(path: Path) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", path.parent.name)]


def _inline(script: str) -> str:
    """The script so that it cannot end its own element: these letters stand only in strings, where a backslash is free."""
    return script.replace("\r\n", "\n").replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _json(content: object) -> str:
    """JSON that no HTML or JavaScript parser can take for anything else."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode("utf-8", "backslashreplace").decode()
