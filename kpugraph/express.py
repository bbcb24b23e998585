"""The short way of ``kpugraph query FILE.rq|-e SPARQL --format csv|tsv|json|xml|nt|turtle… [--store DIR]``.

An option parser and the modules for names, tables and remote endpoints take longer to load than most queries take to
answer. What is written as above, and is fine, is answered here with the engine and little else. Whatever is not goes
the ordinary way, which knows the rest of the options and says what is wrong; an answer is the same in either way.
"""

from __future__ import annotations

import os
import sys

from kpugraph.errors import KpugraphError

TYPE_CHECKING = False  # not from typing, whose import takes as long as the engine's
if TYPE_CHECKING:
    import pyoxigraph as ox

_ROWS = ("csv", "tsv", "json", "xml")
_STYLES = (*_ROWS, "nt", "ttl", "turtle", "nq", "trig", "jsonld", "rdfxml")
_SURELY_FINE = 4000  # characters: no more than the parts that kpugraph.guard allows
_MARKS = 100
_MARK, _STORE = "kpugraph-store", "kpugraph.store"  # as kpugraph.store has them


def run(arguments: list[str]) -> None:
    """Answers a plain query and ends the process; returns where the ordinary way has to be gone.

    KpugraphError for a query that was stopped.
    """
    asked = _parsed(arguments)
    if asked is None:
        return
    from kpugraph.workers.supervise import supervise

    text, style, path = asked
    supervise()
    try:
        import pyoxigraph as ox

        with open(os.path.join(path, _MARK), encoding="utf-8") as mark:
            version = os.path.join(path, mark.read().strip())
        if not os.path.isdir(version):
            return
        body = _body(_result(ox.Store.read_only(version), text), style)
    except (OSError, ValueError, RuntimeError, SyntaxError, KpugraphError):
        return  # the ordinary way says what it is
    if body is not None:
        _end(body)


def _parsed(arguments: list[str]) -> tuple[str, str, str] | None:
    """The query's text, the format and the store, where nothing else is given and the query is surely allowed."""
    given: dict[str, str] = {"--store": _STORE}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if argument in {"-e", "--execute", "--format", "--store"}:
            given[argument] = next(rest, "")
        elif equals and name in {"--execute", "--format", "--store"}:
            given[name] = value
        elif argument.endswith((".rq", ".sparql")) and not argument.startswith("-") and "file" not in given:
            given["file"] = argument
        else:
            return None
    texts = [given[name] for name in ("-e", "--execute") if name in given]
    if len(texts) + ("file" in given) != 1 or given.get("--format") not in _STYLES:
        return None
    text = texts[0] if texts else _read(given["file"])
    return (text, given["--format"], given["--store"]) if text and _allowed(text) else None


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


def _result(store: ox.Store, text: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    from kpugraph.prefixes import PREFIXES

    return store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)


def _body(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, style: str) -> bytes | None:
    """The answer, as ``kpugraph.results`` writes it; nothing where it has no such format."""
    import pyoxigraph as ox

    if isinstance(result, ox.QueryTriples):
        from io import BytesIO

        from kpugraph import results

        out = BytesIO()
        results.write_graph(result, style, out)
        return out.getvalue()
    if style not in _ROWS:
        return None
    body = result.serialize(format=getattr(ox.QueryResultsFormat, style.upper())) or b""
    ends = style in {"json", "xml"} or isinstance(result, ox.QueryBoolean)
    return body + b"\n" if ends else body


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
