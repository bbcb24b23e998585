"""Reads RDF files of any usual format, gzipped or not, into a graph in memory."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kpugraph.errors import StoreError

if TYPE_CHECKING:
    import pyoxigraph as ox

# By file ending, and by the name that --input-format takes.
FORMATS = {
    "turtle": "ttl", "nt": "nt", "nq": "nq", "trig": "trig", "n3": "n3", "jsonld": "jsonld", "rdfxml": "rdf",
    "ttl": "ttl", "json": "jsonld", "rdf": "rdf", "owl": "rdf", "xml": "rdf",
}  # fmt: skip
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*(?:\[(.*?)\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY\s+(%\s+)?\S+\s+(?:\"([^\"]*)\"|'([^']*)')?", re.IGNORECASE)
_LONGEST_ENTITY = 500


def load(paths: Sequence[Path], input_format: str | None = None, directory: Path | None = None) -> ox.Store:
    """One graph of all the files, in memory or in a directory of the engine's; "-" is standard input.

    StoreError with the file where one cannot be read.
    """
    import zlib

    import pyoxigraph as ox

    store = ox.Store(str(directory)) if directory else ox.Store()
    for path in paths:
        try:
            _load(store, path, input_format)
        except (OSError, EOFError, zlib.error, SyntaxError, ValueError) as error:
            reason = "the gzip data end early" if isinstance(error, EOFError) else _reason(error)
            raise StoreError(f"cannot be read: {reason}", where=str(path), todo="check the file") from error
    return store


def _load(store: ox.Store, path: Path, input_format: str | None) -> None:
    import pyoxigraph as ox

    ending = _ending(path, input_format)
    kind = ox.RdfFormat.from_extension(ending)
    base = Path.cwd().as_uri() + "/" if path == Path("-") else path.absolute().as_uri()
    with _opened(path) as handle:
        stream: IO[bytes] = io.BytesIO(_harmless(handle.read())) if ending == "rdf" else handle
        store.bulk_load(stream, format=kind, base_iri=base)


def _ending(path: Path, input_format: str | None) -> str:
    name = input_format or path.name.removesuffix(".gz").rpartition(".")[2].lower()
    if name in FORMATS:
        return FORMATS[name]
    raise StoreError(
        "of no known RDF format", where=str(path), todo="say --input-format turtle, nt, nq, trig, n3, jsonld or rdfxml"
    )


def _opened(path: Path) -> IO[bytes]:
    plain: IO[bytes] = sys.stdin.buffer if path == Path("-") else path.open("rb")
    buffered = plain if isinstance(plain, io.BufferedReader) else io.BufferedReader(plain)  # type: ignore[type-var]
    if buffered.peek(2)[:2] == b"\x1f\x8b":  # gzip, whatever the name says
        import gzip

        return gzip.GzipFile(fileobj=buffered)  # type: ignore[return-value]
    return buffered


def _harmless(xml: bytes) -> bytes:
    """The RDF/XML itself. ValueError where its entities could grow without bound: the engine sets none."""
    if b"\x00" in xml[:200]:  # UTF-16 and UTF-32, which the engine does not read either
        raise ValueError("the XML is not in UTF-8")
    match = _DOCTYPE.search(xml)
    declared = match[1] or b"" if match else b""
    lower = xml.lower()
    unusual = lower.count(b"<!doctype") > (match is not None)
    if unusual or lower.count(b"<!entity") != declared.lower().count(b"<!entity"):
        raise ValueError("the XML has entities in an unusual place")
    for entity in _ENTITY.finditer(declared):
        value = entity[2] or entity[3] or b""
        if entity[1] or b"&" in value or b"%" in value or len(value) > _LONGEST_ENTITY:
            raise ValueError("the XML has entities of entities, or very long ones")
    return xml


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
