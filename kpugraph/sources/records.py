"""Records: ``{"id", "url", "text"}`` and optionally ``title`` and ``date``, as one JSON value or a line each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from kpugraph.errors import SourceError
from kpugraph.model import Page
from kpugraph.partial import is_valid
from kpugraph.sources.files import MAX_BYTES, Report, text_of

_HEAD = 64  # bytes of a file of records that hold no NUL
_FIELDS = ("id", "url", "text", "title", "date")


def read_json(path: Path, report: Report) -> Iterator[Page]:
    """The record, or the list of records, of a .json file."""
    value = parse(text_of(path.read_bytes(), str(path)), str(path))
    many = value if isinstance(value, list) else [value]
    for number, record in enumerate(many, 1):
        where = f"{path}[{number}]" if isinstance(value, list) else str(path)
        yield from _reported(record, where, report)


def read_json_lines(path: Path, report: Report) -> Iterator[Page]:
    """The records of a .jsonl file, one a line; blank lines are passed over."""
    data = path.read_bytes()
    try:
        text = text_of(data, str(path))
    except SourceError as error:
        if not data.strip() or len(data) > MAX_BYTES:
            raise
        yield from _sound_lines(data, str(path), report, error)
        return
    yield from read_lines(text, str(path), report)


def _sound_lines(data: bytes, where: str, report: Report, error: SourceError) -> Iterator[Page]:
    """The records of a file that is no text as a whole: the lines that are none are reported, each with its number."""
    lines = data.split(b"\n")
    if b"\0" in data[:_HEAD]:  # UTF-16 without a mark, or no text at all
        raise error
    for number, line in enumerate(lines, 1):
        at = f"{where}:{number}"
        try:
            text = text_of(line, at) if line.strip() else ""
        except SourceError as broken:
            report(broken)
            continue
        yield from read_lines(text, at, report, numbered=False)


def read_stream(stream: BinaryIO, name: str, report: Report) -> Iterator[Page]:
    """The records of a stream, or the stream itself as one page where its first character begins no JSON."""
    where = "standard input" if name == "-" else name
    try:
        text = text_of(stream.read(), where)
    except SourceError as error:
        report(error)
        return
    if text.lstrip()[:1] == "[":
        for number, record in enumerate(parse(text, where), 1):
            yield from _reported(record, f"{where}[{number}]", report)
    elif text.lstrip()[:1] == "{":
        yield from read_lines(text, where, report)
    else:
        yield Page("stdin", "", text, source=where)


def read_lines(text: str, where: str, report: Report, *, numbered: bool = True) -> Iterator[Page]:
    """One record a line; a line that is none is reported and passed over. ``numbered``: ``where`` lacks the line's number."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        at = f"{where}:{number}" if numbered else where
        try:
            record = parse(line, at)
        except SourceError as error:
            report(error)
            continue
        yield from _reported(record, at, report)


def _reported(record: Any, where: str, report: Report) -> Iterator[Page]:
    try:
        yield page(record, where)
    except SourceError as error:
        report(error)


def parse(text: str, where: str) -> Any:
    """A JSON value. SourceError with the place where it is none, or nests too deeply."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        at = f"{where}:{error.lineno}" if "\n" in text.strip() else where
        raise SourceError(f"no JSON: {error.msg} (column {error.colno})", where=at, todo="mend the line") from error
    except ValueError as error:  # a number of thousands of digits
        raise SourceError("a number too long to read", where=where, todo="put it in quotation marks") from error
    except RecursionError as error:
        raise SourceError("JSON nested too deeply", where=where, todo="leave it out") from error


def page(record: Any, where: str) -> Page:
    """The page of a record. SourceError names the field that is missing or of a wrong type."""
    if not isinstance(record, dict):
        raise SourceError("a record must be a JSON object", where=where, todo='write {"id": …, "url": …, "text": …}')
    for name in _FIELDS:
        value = record.get(name)
        if value is not None and not isinstance(value, str):
            raise SourceError(f"{name} must be text", where=where, todo="put it in quotation marks")
    for name in ("id", "text"):
        if not (record.get(name) or "").strip():
            raise SourceError(f"a record without {name}", where=where, todo=f"add a {name}")
    date = record.get("date") or None
    if date is not None and not is_valid(date[:10]):
        raise SourceError(f"date {date!r} is no ISO 8601 date", where=where, todo="write it as 2022-04-12")
    try:
        urlsplit(record.get("url") or "")
    except ValueError as error:
        raise SourceError(
            f"url {record['url']!r} is no address", where=where, todo="mend or leave out the url"
        ) from error
    text = record["text"]
    if any("\ud800" <= c <= "\udfff" for c in text) or "\0" in text:
        raise SourceError("text holds characters that are no text", where=where, todo="save it as UTF-8")
    return Page(record["id"].strip(), record.get("url") or "", text, record.get("title"), date, where)
