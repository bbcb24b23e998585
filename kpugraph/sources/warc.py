"""Web archives (WARC, also compressed): the HTML pages among their responses, each under its own address."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from kpugraph import ids
from kpugraph.errors import SourceError
from kpugraph.model import Page
from kpugraph.sources.files import Report
from kpugraph.sources.html import MAX_BYTES, read_html

_HTML = ("text/html", "application/xhtml+xml")
_BROKEN = "ends early or is damaged"


def read_file(path: Path, report: Report) -> Iterator[Page]:
    """The pages of a .warc or .warc.gz file. Pages before a damaged place are kept; the damage is reported."""
    digests: dict[str, str] = {}
    records = 0
    with path.open("rb") as stream:
        try:
            for record in ArchiveIterator(stream):
                records += 1
                if _is_page(record):
                    yield from _page(record, path, digests, report)
        except (ArchiveLoadFailed, zlib.error, EOFError, ValueError, AttributeError) as error:
            # AttributeError: warcio reads the address of a response that has none
            raise SourceError(f"the archive {_BROKEN}", where=str(path), todo="fetch it again") from error
    if not records:
        raise SourceError("the archive holds no whole record", where=str(path), todo="fetch it again")


def _is_page(record: Any) -> bool:
    if record.rec_type == "response":
        headers = record.http_headers
        return headers is not None and headers.get_statuscode() == "200" and _html(headers.get_header("Content-Type"))
    return record.rec_type == "resource" and _html(record.rec_headers.get_header("Content-Type"))


def _html(kind: str | None) -> bool:
    return (kind or "").split(";")[0].strip().lower() in _HTML


def _page(record: Any, path: Path, digests: dict[str, str], report: Report) -> Iterator[Page]:
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    where = f"{path}#{url}"
    try:
        data = _content(record, where)
        found = read_html(data, where, url)
    except SourceError as error:
        report(error)
        return
    digest = ids.digest(found.text)
    identity = url
    if digests.setdefault(url, digest) != digest:  # a later capture of a page that has changed
        identity = f"{url}@{record.rec_headers.get_header('WARC-Date')}"
    yield Page(identity, found.url or url, found.text, found.title, found.date, where)


def _content(record: Any, where: str) -> bytes:
    """The decoded body. SourceError where it is larger than a page may be, or shorter than its record says."""
    try:
        data: bytes = record.content_stream().read(MAX_BYTES + 1)
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError) as error:
        raise SourceError(f"the record {_BROKEN}", where=where, todo="fetch it again") from error
    if len(data) > MAX_BYTES:
        raise SourceError(f"larger than {MAX_BYTES // 1_000_000} MB", where=where, todo="leave it out")
    if record.raw_stream.limit or len(data) < _promised(record):
        raise SourceError("shorter than its length says", where=where, todo="fetch it again")
    return data


def _promised(record: Any) -> int:
    """The length in bytes that the response promised for its body; 0 where it says none, or for a coded body."""
    headers = record.http_headers
    if headers is None or headers.get_header("Content-Encoding") or headers.get_header("Transfer-Encoding"):
        return 0
    length = headers.get_header("Content-Length") or ""
    return int(length) if length.isdigit() else 0
