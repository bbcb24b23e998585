"""Finding files below a source, and their bytes as text."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Container, Iterator
from pathlib import Path

from kpugraph.errors import KpugraphError, SourceError

Report = Callable[[KpugraphError], None]
MAX_BYTES = 200_000_000  # larger files are no pages; record files of that size are better split

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def walk(path: Path, suffixes: Container[str], report: Report) -> Iterator[Path]:
    """The readable files at or below ``path``, in the order of their names. A file named itself must have a known suffix."""
    if path.is_dir():
        yield from _below(path, suffixes, report)
    elif not path.exists():
        report(SourceError("no such file or directory", where=str(path), todo="check the path"))
    elif kind(path) not in suffixes:
        report(SourceError(f"files of kind {kind(path) or 'without suffix'} are not read", where=str(path)))
    else:
        yield path


def kind(path: Path) -> str:
    """The suffix that tells the kind of file; of a compressed one both suffixes (".warc.gz")."""
    return "".join(path.suffixes[-2:] if path.suffix.lower() == ".gz" else path.suffixes[-1:]).lower()


def _below(path: Path, suffixes: Container[str], report: Report) -> Iterator[Path]:
    found = False
    for file in sorted(_files(path, report)):
        if kind(file) in suffixes and not is_metadata(file):
            found = True
            yield file
    if not found:
        report(
            SourceError(
                "no pages in this directory",
                where=str(path),
                todo="name a directory with .txt, .html, .jsonl, .csv or .warc files",
            )
        )


def _files(path: Path, report: Report) -> Iterator[Path]:
    try:
        entries = sorted(path.iterdir())
    except OSError as error:
        report(unreadable(path, error))
        return
    for entry in entries:
        if entry.is_symlink() and entry.is_dir():
            continue  # a link to a directory may lead back here
        if entry.is_dir():
            yield from _files(entry, report)
        elif entry.is_file():
            yield entry


def is_metadata(path: Path) -> bool:
    """Whether a .json file only describes the .txt file of the same name beside it."""
    return path.suffix.lower() == ".json" and path.with_suffix(".txt").is_file()


def text_of(data: bytes, where: str) -> str:
    """The text of bytes in UTF-8, or UTF-16 with its mark. SourceError for bytes that are no text, or none at all."""
    if not data.strip(b" \t\r\n"):
        raise SourceError("empty", where=where, todo="leave it out")
    if len(data) > MAX_BYTES:
        raise SourceError(f"larger than {MAX_BYTES // 1_000_000} MB", where=where, todo="split it")
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        todo = "save it as UTF-8"
        raise SourceError(f"no {encoding.upper()} text (byte {error.start})", where=where, todo=todo) from error
    if "\0" in text:
        raise SourceError("no text: it holds NUL characters", where=where, todo="save it as plain text")
    return text


def unreadable(path: Path, error: OSError) -> SourceError:
    """The error of a file that cannot be opened, in our words."""
    return SourceError(f"cannot be read: {error.strerror or error}", where=str(path), todo="check its permissions")
