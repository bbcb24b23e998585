"""The short way of ``kpugraph query NAME|FILE.rq|-e SPARQL [--format FORMAT | --json] [--iris] [--store DIR]``.

An option parser and the modules for names, tables and remote endpoints take longer to load than most queries take to
answer. What is written as above, has no parameters to bind, and is fine, is answered here with the engine and little
else. Whatever is not goes the ordinary way, which knows the rest of the options and says what is wrong; an answer is
the same in either way.
"""

from __future__ import annotations

import os
import sys

from kpugraph.errors import KpugraphError

TYPE_CHECKING = False  # not from typing, whose import takes as long as the engine's
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    import pyoxigraph as ox

_STYLES = ("table", "md", "csv", "tsv", "json", "xml", "nt", "ttl", "turtle", "nq", "trig", "jsonld", "rdfxml")
_VALUES, _FLAGS = ("--execute", "--format", "--store"), ("--json", "--iris")
_SURELY_FINE = 4000  # characters: no more than the parts that kpugraph.guard allows
_MARKS = 100
_MARK, _STORE = "kpugraph-store", "kpugraph.store"  # as kpugraph.store has them


class _Asked:
    """What the command line asks for."""

    def __init__(self, text: str, style: str, store: str, iris: bool) -> None:
        self.text, self.style, self.store, self.iris = text, style, store, iris


class _Labels:
    """The store as tables need it: to look up the labels of things."""

    remote = False

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def rows(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Iterable[Any]:
        """The solutions of a SELECT query."""
        found: Iterable[Any] = _result(self._store, sparql)
        return found


def run(arguments: list[str]) -> None:
    """Answers a plain query and ends the process; returns where the ordinary way has to be gone.

    KpugraphError for a query that was stopped.
    """
    asked = _parsed(arguments)
    if asked is None:
        return
    from kpugraph.workers.supervise import supervise

    supervise()
    try:
        import pyoxigraph as ox

        with open(os.path.join(asked.store, _MARK), encoding="utf-8") as mark:
            version = os.path.join(asked.store, mark.readline().strip())
        if not os.path.isdir(version):
            return
        body = _body(ox.Store.read_only(version), asked)
    except (OSError, ValueError, RuntimeError, SyntaxError, KpugraphError):
        return  # the ordinary way says what it is
    _end(body)


def _parsed(arguments: list[str]) -> _Asked | None:
    """What is asked, where nothing but a query, a format and a store is given, and the query is surely allowed."""
    given: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        name = "--execute" if name == "-e" else name
        if name in _FLAGS and not equals:
            given[name] = ""
        elif name in _VALUES and (not equals or argument.startswith("--")):
            given[name] = value if equals else next(rest, "")
        elif not argument.startswith("-") and "what" not in given:
            given["what"] = argument
        else:
            return None
    style = given.get("--format", "json" if "--json" in given else "table")
    if ("--execute" in given) == ("what" in given) or style not in _STYLES:
        return None
    text = given["--execute"] if "--execute" in given else _text(given["what"])
    if not text or not _allowed(text):
        return None
    return _Asked(text, style, given.get("--store", _STORE), "--iris" in given)


def _text(what: str) -> str:
    """The query in a file, or of a name, where it has no parameter that must or would have a value."""
    package = os.path.dirname(__file__)
    paths = [what]
    if not what.endswith((".rq", ".sparql")):
        roots = (os.path.join(package, "_assets"), os.path.dirname(package))  # as kpugraph.assets has them
        known = what.replace("-", "_").isidentifier()
        paths = [os.path.join(root, "queries", f"{what}.rq") for root in roots] if known else []
    text = next(filter(None, map(_read, paths)), "")
    header = [line for line in text.splitlines() if line.startswith("#+")]
    return "" if any(word in line for line in header for word in ("default:", "required:")) else text


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return ""


def _allowed(text: str) -> bool:
    """Whether the guard lets a query pass; a short one without its key words needs no close look."""
    lower = text.lower()
    plain = not any(word in lower for word in ("service", "from", "\\"))
    if plain and len(text) <= _SURELY_FINE and sum(map(text.count, "{([!")) <= _MARKS:
        return True
    from kpugraph import guard

    try:
        guard.check(text)
    except KpugraphError:
        return False
    return True


def _result(store: ox.Store, text: str) -> Any:
    from kpugraph.prefixes import PREFIXES

    return store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)


def _body(store: ox.Store, asked: _Asked) -> bytes:
    """The answer as the ordinary way writes it."""
    from io import BytesIO

    from kpugraph import results

    out = BytesIO()
    results.write(_result(store, asked.text), asked.style, out, None if asked.iris else _Labels(store), asked.text)
    return out.getvalue()


def _end(body: bytes) -> None:
    """Writes the answer and ends at once: taking the engine down in order takes longer than some queries."""
    try:
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        pass
    except OSError:
        os._exit(2)
    os._exit(0)
