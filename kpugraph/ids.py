"""Names for things: slugs, content hashes and IRIs, all as strings and all made from content alone.

Entities are known by a path below the base, such as ``body/kpu-kabupaten-semarang``; only ``quads`` joins it to
the base. Nothing here counts or reads a clock, so that the same content has the same name in every run.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from kpugraph import iris

BASE, ONTOLOGY, CONCEPTS = iris.BASE, iris.ONTOLOGY, iris.CONCEPTS

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST = 80


def digest(*parts: str, size: int = 10) -> str:
    """Hex digest of the parts in order; ``size`` is its length in bytes. ("ab", "c") and ("a", "bc") differ."""
    joined = "\x1f".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def sha256(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens: "Kodim 0714/Salatiga" -> "kodim-0714-salatiga". May lose something."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").casefold()
    return _NOT_WORD.sub("-", ascii_only).strip("-")


@lru_cache(maxsize=65536)
def name_slug(text: str) -> str:
    """A slug that differs where the texts differ in more than case, spacing and punctuation.

    Where the slug alone loses something (an accent, another script, length) eight hex digits of the content follow it.
    """
    short = slug(text)
    words = " ".join(text.casefold().split())
    if words.isascii() and short and len(short) <= _LONGEST:
        return short
    return f"{short[:_LONGEST].rstrip('-')}-{digest(words, size=4)}".lstrip("-")


def page_slug(page_id: str) -> str:
    """A slug for a page's id, of which no two are alike: ids that are no plain slug get digits of their content."""
    plain = re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", page_id) and len(page_id) <= _LONGEST
    return page_id if plain else f"{slug(page_id)[:_LONGEST].rstrip('-')}-{digest(page_id, size=4)}".lstrip("-")


def iri(path: str, base: str = BASE) -> str:
    """The IRI of an entity's path below the base."""
    return base + path


def concept(scheme: str, name: str) -> str:
    """IRI of a concept of the vocabulary: ``concept("role", "Ketua")``. It does not move with the base."""
    return f"{CONCEPTS}{scheme}/{name_slug(name)}"
