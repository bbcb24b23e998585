"""The facts of a page as bytes: MessagePack of the model's dataclasses, checked field by field as it is read.

Facts hold only while the rules that made them do, and a graph while the code that drew it: ``read_by`` names the
rules, a user's own rows included, and ``drawn_by`` the code.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import msgspec

from kpugraph import assets
from kpugraph.entities.decisions import Decision, Decisions
from kpugraph.entities.nodes import PersonNode
from kpugraph.errors import StoreError
from kpugraph.model import ArticleFacts, Page

_PACKAGE = Path(__file__).parent.parent
# What facts depend on: these modules and data. What comes after (entities, quads) is computed from the facts anew.
_CODE = ("articles.py", "datelines.py", "facts", "language.py", "mentions", "model.py", "outline.py", "partial.py",
         "regions.py", "sayings.py", "text.py", "corpus/records.py")  # fmt: skip
_DRAWING = ("corpus", "entities", "ids.py", "quads", "vocabulary.py")
_DATA = ("lexicon", "rules", "regions.csv", "kecamatan.csv.gz", "desa_kelurahan.csv.gz")
_NO_PAGE = Page("", "", "")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page and the facts of its articles, in page order."""

    page: Page
    articles: tuple[ArticleFacts, ...]


def pack(page: Page, articles: Sequence[ArticleFacts]) -> bytes:
    """The page and its facts as bytes: equal bytes for equal facts, wherever the page was read."""
    bare = tuple(replace(facts, article=replace(facts.article, page=_NO_PAGE)) for facts in articles)
    return zlib.compress(msgspec.msgpack.encode(PageFacts(replace(page, source=""), bare)), 1)


def unpack(data: bytes) -> PageFacts:
    """The page and its facts. StoreError where the bytes are anything else; nothing in them is run."""
    try:
        found = _decoder().decode(zlib.decompress(data))
    except (zlib.error, msgspec.DecodeError) as error:
        raise StoreError(f"the kept facts are damaged: {error}", todo="build the store again") from error
    page = found.page
    return PageFacts(page, tuple(replace(facts, article=replace(facts.article, page=page)) for facts in found.articles))


def pack_node(node: PersonNode) -> bytes:
    """What the mentions of a profile have in common, as bytes."""
    return msgspec.msgpack.encode(node)


def unpack_node(data: bytes) -> PersonNode:
    """The same from bytes. StoreError where they are anything else."""
    try:
        return _node_decoder().decode(data)
    except msgspec.DecodeError as error:
        raise StoreError(f"the kept people are damaged: {error}", todo="build the store again") from error


def pack_decisions(decisions: Decisions) -> str:
    """The decisions as JSON."""
    return msgspec.json.encode(decisions.rows).decode("utf-8")


def unpack_decisions(text: str) -> Decisions:
    """The decisions of JSON. StoreError where it is anything else."""
    try:
        return Decisions(msgspec.json.decode(text, type=tuple[Decision, ...]))
    except msgspec.DecodeError as error:
        raise StoreError(f"the kept decisions are damaged: {error}", todo="build the store again") from error


@cache
def _decoder() -> msgspec.msgpack.Decoder[PageFacts]:
    return msgspec.msgpack.Decoder(PageFacts)


@cache
def _node_decoder() -> msgspec.msgpack.Decoder[PersonNode]:
    return msgspec.msgpack.Decoder(PersonNode)


def read_by(lexicon_dir: Path | None = None) -> str:
    """A digest of the rules and word lists that read facts from pages: facts of another one may differ."""
    data = assets.path("data", "regions.csv").parent
    return _digest((_PACKAGE, _CODE), (data, _DATA), *(((lexicon_dir, (".",)),) if lexicon_dir else ()))


def drawn_by() -> str:
    """A digest of the code and concepts that draw the graph from facts."""
    return _digest((_PACKAGE, _DRAWING), (assets.path("ontology"), ("concepts.ttl",)))


def _digest(*groups: tuple[Path, Sequence[str]]) -> str:
    found = hashlib.blake2b(digest_size=16)
    for root, names in groups:
        for name in names:
            for file in _files(root / name):
                found.update(f"{file.relative_to(root)}\0".encode())
                found.update(hashlib.blake2b(file.read_bytes()).digest())
    return found.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.is_file() and p.suffix in {".py", ".csv", ".toml", ".gz"})
    return [path]
