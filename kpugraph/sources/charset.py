"""Bytes of a web page as text: by its mark, by what it declares, as UTF-8, else as Windows-1252."""

from __future__ import annotations

import codecs
import re

from kpugraph.errors import SourceError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(r"\A\s*<\?xml[^>]*\?>")
# What browsers read where a page names one of these.
_MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}


def decode(data: bytes, source: str) -> str:
    """The text of a page without an XML declaration. SourceError for bytes that are none, or for an empty page."""
    if not data.strip():
        raise SourceError("empty", where=source, todo="leave it out")
    text = _text(data)
    if "\0" in text or text.count("�") > max(20, len(text) // 20):
        raise SourceError("no text", where=source, todo="leave it out")
    return _XML.sub("", text)


def _text(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    for encoding in (*_declared(data), "utf-8"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    bad = sum(byte < 9 for byte in data[:4096])
    return data.decode("cp1252", "replace") if not bad else "\0"


def _declared(data: bytes) -> list[str]:
    found = _DECLARED.search(data, 0, 4096)
    if found is None:
        return []
    name = found.group(1).decode("ascii", "replace").lower()
    name = _MEANT.get(name, name)
    try:
        b"<a>".decode(name)  # of no bytes, Python looks no encoding up
    except (
        LookupError,
        UnicodeDecodeError,
    ):  # unknown, no encoding of text, or not that of a page that says so in ASCII
        return []
    return [name]
