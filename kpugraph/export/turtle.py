"""Turtle and TriG from sorted lines, subject by subject: the same bytes for the same lines, a blank line between subjects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from kpugraph import ids, quads
from kpugraph.export.lines import Line, blocks

TYPE = f"<{quads.PREFIXES['rdf']}type>"
# Entities below the base that have a prefix of their own: "person:maskup-asyadi-33.22".
_SHORT = ("article", "body", "claim", "document", "election", "person", "region", "statement")
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_XSD = quads.PREFIXES["xsd"]
_BARE = {  # literals that Turtle writes without quotes, where they have the canonical form
    f"{_XSD}integer": re.compile(r"[+-]?\d+"),
    f"{_XSD}decimal": re.compile(r"[+-]?\d*\.\d+"),
    f"{_XSD}boolean": re.compile(r"true|false"),
}


def prefixes(base: str = ids.BASE) -> dict[str, str]:
    """The prefixes of a package's files, in the order of their names."""
    own = {name: f"{base}{name}/" for name in _SHORT}
    return dict(sorted({**quads.PREFIXES, **own}.items()))


class Writer:
    """Writes terms with prefixes, and subjects as blocks."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self._prefixed = {namespace: prefix for prefix, namespace in names.items()}
        self.term = lru_cache(maxsize=65536)(self._term)

    def header(self, comments: Iterable[str] = ()) -> str:
        """Comment lines and the prefixes, with a blank line after each."""
        notes = "".join(f"# {' '.join(comment.split())}\n" for comment in comments)
        lines = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in self.names.items())
        return f"{notes}\n{lines}" if notes else lines

    def write(self, lines: Iterable[Line], indent: str = "") -> Iterator[str]:
        """Each subject as a block with a blank line before it."""
        for block in blocks(lines):
            yield f"\n{self.block(block, indent)}"

    def block(self, lines: list[Line], indent: str = "") -> str:
        """A subject: its types first, then its predicates in order, values of one predicate side by side."""
        values: dict[str, str] = {}
        for _, verb, value in lines:
            # most texts come once: they are told at a glance and need no memory
            term = value if value[0] == '"' and value[-1] != ">" else self.term(value)
            values[verb] = f"{values[verb]} , {term}" if verb in values else term
        types = values.pop(TYPE, None)
        parts = [] if types is None else [f"a {types}"]
        parts += [f"{self.term(verb)} {found}" for verb, found in values.items()]
        joint = f" ;\n{indent}    "
        return f"{indent}{self.term(lines[0].subject)} {joint.join(parts)} .\n"

    def _term(self, term: str) -> str:
        if term.startswith("<"):
            return self._iri(term[1:-1])
        if not term.startswith('"') or not term.endswith(">"):
            return term  # a text, with its language or without, or a blank node
        text, _, datatype = term.rpartition('"^^<')
        bare = _BARE.get(datatype[:-1])
        if bare and bare.fullmatch(text[1:]):
            return text[1:]
        return f'{text}"^^{self._iri(datatype[:-1])}'

    def _iri(self, iri: str) -> str:
        at = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._prefixed.get(iri[:at])
        if prefix is not None and _LOCAL.fullmatch(iri, at):
            return f"{prefix}:{iri[at:]}"
        return f"<{iri}>"


def turtle(lines: Iterable[Line], writer: Writer, comments: Iterable[str] = ()) -> Iterator[str]:
    """A Turtle file, in pieces."""
    yield writer.header(comments)
    yield from writer.write(lines)


def trig(graphs: Mapping[str, Iterable[Line]], writer: Writer, comments: Iterable[str] = ()) -> Iterator[str]:
    """A TriG file of these graphs (by name in brackets, "" for the default graph), in pieces."""
    yield writer.header(comments)
    for graph, lines in graphs.items():
        if not graph:
            yield from writer.write(lines)
            continue
        yield f"\n{graph} {{\n"
        yield from writer.write(lines, "  ")
        yield "}\n"
