"""The concepts of ``ontology/concepts.ttl`` as N-Triples lines: roles, kinds and states with labels in id and en."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from kpugraph import assets
from kpugraph.errors import DataError
from kpugraph.ids import CONCEPTS


@lru_cache(maxsize=1)
def concepts() -> Mapping[str, tuple[str, ...]]:
    """The sorted lines about each concept, by its IRI. DataError with file and line where the Turtle is not valid."""
    import pyoxigraph as ox

    path = assets.path("ontology", "concepts.ttl")
    found: dict[str, list[str]] = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            subject = quad.subject.value
            if subject.startswith(CONCEPTS):
                found.setdefault(subject, []).append(f"{quad.subject} {quad.predicate} {quad.object} .\n")
    except SyntaxError as error:
        raise DataError(f"not valid Turtle: {error}", where=path.name, todo="mend the file") from error
    return {iri: tuple(sorted(lines)) for iri, lines in found.items()}
