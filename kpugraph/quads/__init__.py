"""Entities as RDF: the one place that knows both. N-Quads lines of formatted text, no blank nodes.

Core facts stand in the default graph; claims, the sentences behind them, in the graph ``<BASE>graph/evidence``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kpugraph import ids
from kpugraph.errors import KpugraphError
from kpugraph.prefixes import PREFIXES
from kpugraph.quads.properties import BODY_CLASSES, PROPERTIES, SCHEMES
from kpugraph.quads.terms import EVIDENCE_GRAPH, escape, indonesian, name

if TYPE_CHECKING:
    from kpugraph.entities.model import Entities
    from kpugraph.quads.claims import Text

_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`#?]+/")


def lines(entities: Entities, base: str = ids.BASE) -> Iterator[str]:
    """Every quad of the entities as an N-Quads line with its line end; few lines come twice.

    The lines depend on the entities alone, not on the order in which articles came. Raises EvidenceError for a claim
    whose quote does not stand at its offsets, KpugraphError for a base that is no http address ending in "/".
    """
    for chunk in chunks(entities, base):
        if chunk.count("\n") == 1:
            yield chunk
        else:
            yield from (f"{line}\n" for line in chunk.split("\n") if line)


def chunks(entities: Entities, base: str = ids.BASE, texts: Mapping[str, Text] | None = None) -> Iterator[str]:
    """The same lines, those of one claim or one quoted span together.

    ``texts`` has the texts that claims quote, by default those of the entities' articles.
    """
    from kpugraph.quads.claims import Claims, Text  # queries need the prefixes alone, and start without the model
    from kpugraph.quads.nodes import Nodes
    from kpugraph.quads.verdicts import Verdicts

    if not _BASE.fullmatch(base):
        raise KpugraphError(f"{base!r} is no base for IRIs", todo="give an http(s) address that ends in /")
    claims = Claims(base, {node.path: Text(node.facts) for node in entities.articles} if texts is None else texts)
    for claim in entities.claims:
        yield from claims.chunks(claim)
    yield from Nodes(base).all(entities)
    yield from Verdicts(base).all(entities)
    used = claims.concepts | {("role", post.role) for post in entities.posts}
    used |= {("capacity", tenure.capacity) for tenure in entities.tenures}
    for scheme, concept in sorted(used):
        yield from _concept(scheme, concept)


def _concept(scheme: str, concept: str) -> Iterator[str]:
    """A concept with its labels: from the vocabulary, else with its own name in Indonesian."""
    from kpugraph import vocabulary

    iri = ids.concept(scheme, concept)
    known = vocabulary.concepts().get(iri)
    if known:
        yield from known
        return
    yield f"<{iri}> {name('rdf:type')} {name('skos:Concept')} .\n"
    yield f"<{iri}> {name('skos:inScheme')} <{ids.CONCEPTS}{scheme}> .\n"
    yield f"<{iri}> {name('skos:prefLabel')} {indonesian(concept)} .\n"


__all__ = ["BODY_CLASSES", "EVIDENCE_GRAPH", "PREFIXES", "PROPERTIES", "SCHEMES", "chunks", "escape", "lines", "name"]
