"""Reading pages from files, directories and records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kpugraph.errors import KpugraphError
from kpugraph.model import Page
from kpugraph.sources import read


def pages_and_errors(*sources: str) -> tuple[list[Page], list[str]]:
    errors: list[KpugraphError] = []
    return list(read(sources, errors.append)), [str(error) for error in errors]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\xff\xd8\xff\xe0 not text", "no UTF-8 text"),
        (b"KPU\x00Semarang", "NUL"),
    ],
)
def test_bytes_that_are_no_page_give_one_clear_line(tmp_path: Path, content: bytes, complaint: str) -> None:
    """An empty file, undecodable bytes and NULs are reported with the file, and nothing is read."""
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    pages, errors = pages_and_errors(str(path))
    assert pages == []
    assert len(errors) == 1
    assert str(path) in errors[0]
    assert complaint in errors[0]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"id": "a"}', "without text"),
        ('{"text": "x"}', "without id"),
        ("{oops", "no JSON"),
        ("[" * 100_000, "no JSON|nested"),
        ('{"id": 1, "text": "x"}', "id must be text"),
        ('{"id": "a", "text": "x", "date": "kemarin"}', "no ISO 8601 date"),
        ('"just text"', "must be a JSON object"),
    ],
)
def test_a_bad_record_is_named_by_its_line_and_the_good_ones_are_read(
    tmp_path: Path, line: str, complaint: str
) -> None:
    """One record that is not valid is reported with file and line; those around it are read all the same."""
    path = tmp_path / "pages.jsonl"
    good = [json.dumps({"id": name, "url": "https://a.example/", "text": "Judul\n\nIsi."}) for name in ("one", "two")]
    path.write_text(f"{good[0]}\n{line}\n{good[1]}\n", "utf-8")
    pages, errors = pages_and_errors(str(path))
    assert [page.id for page in pages] == ["one", "two"]
    assert len(errors) == 1
    assert f"{path}:2" in errors[0]
    assert any(part in errors[0] for part in complaint.split("|"))


def test_a_missing_path_is_one_line() -> None:
    """A path that does not exist is reported."""
    assert pages_and_errors("/no/such/place") == ([], ["/no/such/place: no such file or directory (check the path)"])


def test_metadata_beside_a_text_gives_its_address(tmp_path: Path) -> None:
    """A .json file of the same name is metadata of the text, and no page of its own."""
    (tmp_path / "a.txt").write_text("Judul\n\nIsi.", "utf-8")
    (tmp_path / "a.json").write_text('{"id": "seite", "url": "https://kab-x.example/"}', "utf-8")
    pages, errors = pages_and_errors(str(tmp_path))
    assert errors == []
    assert [(page.id, page.url) for page in pages] == [("seite", "https://kab-x.example/")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marked_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    """UTF-8 and UTF-16 with their marks are text."""
    path = tmp_path / "page.txt"
    path.write_text("Jum’at di Ngabang", encoding)
    pages, errors = pages_and_errors(str(path))
    assert errors == []
    assert pages[0].text == "Jum’at di Ngabang"


def test_one_id_with_two_texts_is_an_error(tmp_path: Path) -> None:
    """A record that repeats an id is dropped in silence only if it is the same record."""
    path = tmp_path / "pages.jsonl"
    rows = [{"id": "a", "text": "satu"}, {"id": "a", "text": "satu"}, {"id": "a", "text": "dua"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    pages, errors = pages_and_errors(str(path))
    assert [page.text for page in pages] == ["satu"]
    assert len(errors) == 1
    assert "another record has the id 'a'" in errors[0]


def test_a_record_file_with_bytes_that_are_no_text_keeps_its_sound_lines(tmp_path: Path) -> None:
    """One broken line costs that line, named by its number; so do an address and a number that cannot be read."""
    path = tmp_path / "pages.jsonl"
    good = b'{"id": "%s", "url": "https://contoh.id/%s", "text": "Rapat digelar."}\n'
    path.write_bytes(
        good % (b"a", b"a") + b'{"id": "b", "url": "", "text": "\xff\xfe rapat"}\n' + good % (b"c", b"c")
        + b'{"id": "d", "url": "https://[rusak", "text": "Rapat."}\n{"id": ' + b"9" * 5000 + b"}\n"
    )  # fmt: skip
    pages, errors = pages_and_errors(str(path))
    assert [page.id for page in pages] == ["a", "c"]
    assert [error.split(": ")[0] for error in errors] == [f"{path}:{line}" for line in (2, 4, 5)]
