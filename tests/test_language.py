"""The word lists, and a user's own rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpugraph import language
from kpugraph.errors import DataError
from kpugraph.facts.record import to_record
from kpugraph.model import Page
from kpugraph.pipeline import extract

TEXT = "Apel\n\nEmpu Amanah KPU Pati, Budi Santoso, memimpin apel. “Kami sudah siap bekerja besok pagi,” gumam Budi."
URL = "https://kab-pati.kpu.go.id/"


def read(folder: Path | None = None) -> dict[str, object]:
    (facts,) = extract([Page("x", URL, TEXT)], folder)
    return to_record(facts)


def test_a_users_row_is_a_rule_of_its_own(tmp_path: Path) -> None:
    """A role that the lists do not know is read once a user's CSV row names it."""
    assert read()["posts"] == []
    (tmp_path / "roles.csv").write_text("form,role,frame,head,division\nEmpu Amanah,Empu Amanah,open,,no\n", "utf-8")
    (post,) = read(tmp_path)["posts"]
    assert (post["person"], post["role"], post["body"]) == ("Budi Santoso", "Empu Amanah", "KPU Kabupaten Pati")


@pytest.mark.parametrize(
    ("table", "content", "complaint"),
    [
        ("roles", "form,role\nKetua,Ketua\n", "roles.csv:1: columns must be"),
        ("roles", "form,role,frame,head,division\n,Ketua,open,,no\n", "roles.csv:2: form is empty"),
        ("roles", "form,role,frame,head,division\nKetua,Ketua\n", "roles.csv:2: expected 5 cells"),
        (
            "region_aliases",
            "form,code,note\nNegeri Antah,99.99,\n",
            "region_aliases.csv:2: no region has the code 99.99",
        ),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path: Path, table: str, content: str, complaint: str) -> None:
    """A wrong header, an empty cell, a missing cell and an unknown code are reported where they stand."""
    (tmp_path / f"{table}.csv").write_text(content, "utf-8")
    with pytest.raises(DataError) as caught:
        language.load(tmp_path)
    assert str(caught.value).startswith(complaint)


def test_a_missing_folder_is_an_error() -> None:
    """A lexicon folder that does not exist is not passed over."""
    with pytest.raises(DataError, match="no such folder"):
        language.load(Path("/no/such/folder"))
