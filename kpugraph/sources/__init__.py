"""Pages from files, directories and standard input.

Every kind of file has one reader in ``READERS``, known by its suffix: a function from a path to pages that hands each
record it cannot read to ``report`` and goes on. A new kind of input is one module and one line here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from kpugraph import ids
from kpugraph.errors import KpugraphError, SourceError
from kpugraph.model import Page
from kpugraph.sources import files, plain, records, tabular
from kpugraph.sources.files import Report

Reader = Callable[[Path, Report], Iterator[Page]]


def _read_html(path: Path, report: Report) -> Iterator[Page]:
    from kpugraph.sources.html import read_file  # its parser is loaded for web pages only

    yield from read_file(path, report)


def _read_warc(path: Path, report: Report) -> Iterator[Page]:
    from kpugraph.sources.warc import read_file

    yield from read_file(path, report)


READERS: Mapping[str, Reader] = {
    ".txt": plain.read_file,
    ".json": records.read_json,
    ".jsonl": records.read_json_lines,
    ".csv": tabular.read_file,
    ".warc": _read_warc,
    ".warc.gz": _read_warc,
    ".html": _read_html,
    ".htm": _read_html,
}


def read(sources: Sequence[str], on_error: Callable[[KpugraphError], None]) -> Iterator[Page]:
    """Pages of the sources, in the order given, directories in the order of their names; ``-`` is standard input.

    Whatever cannot be read goes to ``on_error``, one error for each record, and is left out. A record that comes
    twice is given once; the same id with another text is an error.
    """
    seen: dict[str, str] = {}
    for source in sources:
        for page in _pages(source, on_error):
            content = ids.digest(page.url, page.text, page.title or "", page.date or "")
            if page.id not in seen:
                seen[page.id] = content
                yield page
            elif seen[page.id] != content:
                todo = "give every record an id of its own"
                on_error(SourceError(f"another record has the id {page.id!r}", where=page.source, todo=todo))


def _pages(source: str, on_error: Report) -> Iterator[Page]:
    if source == "-":
        yield from records.read_stream(sys.stdin.buffer, "-", on_error)
        return
    for path in files.walk(Path(source), READERS, on_error):
        try:
            yield from READERS[files.kind(path)](path, on_error)
        except SourceError as error:
            on_error(error)
        except OSError as error:
            on_error(files.unreadable(path, error))
