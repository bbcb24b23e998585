"""Plain text files, each one page; a .json file of the same name beside one gives its id, address, title and date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kpugraph.errors import SourceError
from kpugraph.model import Page
from kpugraph.sources import records
from kpugraph.sources.files import Report, text_of


def read_file(path: Path, report: Report) -> Iterator[Page]:
    """The page of a .txt file. SourceError where it, or its metadata, cannot be read."""
    text = text_of(path.read_bytes(), str(path))
    beside = path.with_suffix(".json")
    if not beside.is_file():
        yield Page(path.stem, "", text, source=str(path))
        return
    data = records.parse(text_of(beside.read_bytes(), str(beside)), str(beside))
    if not isinstance(data, dict):
        raise SourceError("metadata must be a JSON object", where=str(beside), todo='write {"id": …, "url": …}')
    yield records.page({"id": path.stem, **data, "text": text}, str(path))
