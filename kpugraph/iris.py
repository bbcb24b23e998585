"""Where the project's names begin. A leaf without imports: a query needs no more of the names than this."""

from __future__ import annotations

BASE = "https://w3id.org/kpugraph/"
ONTOLOGY = "https://w3id.org/kpugraph/ontology#"
CONCEPTS = "https://w3id.org/kpugraph/concept/"
