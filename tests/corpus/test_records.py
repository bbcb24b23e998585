"""Facts as bytes."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from kpugraph.corpus.records import drawn_by, pack, read_by, unpack
from kpugraph.errors import StoreError
from kpugraph.model import ArticleFacts


def test_facts_come_back_as_they_were(gold_facts: list[ArticleFacts]) -> None:
    """Packed and unpacked facts are equal, whatever file they came from, and the page's text is kept once."""
    page = gold_facts[0].article.page
    data = pack(replace(page, source="elsewhere.json"), gold_facts)
    found = unpack(data)
    assert found.page == replace(page, source="")
    articles = [replace(each, article=replace(each.article, page=found.page)) for each in gold_facts]
    assert found.articles == tuple(articles)
    assert pack(page, gold_facts) == data
    assert zlib.decompress(data).count(page.text.encode()) == 1


@pytest.mark.parametrize("data", [b"", b"x", zlib.compress(b"x"), zlib.compress(msgspec.msgpack.encode({"page": 1}))])
def test_other_bytes_are_a_clear_error(data: bytes) -> None:
    """What is damaged or of another shape is refused."""
    with pytest.raises(StoreError, match="damaged"):
        unpack(data)


def test_the_fingerprint_follows_the_rules(tmp_path: Path) -> None:
    """The rules as they are have one fingerprint; a user's rows change it, and other rows change it again."""
    rows = tmp_path / "months.csv"
    rows.write_text("form,month\nAgs,8\n")
    own = read_by(tmp_path)
    assert read_by() == read_by()
    assert own != read_by()
    rows.write_text("form,month\nAgst,8\n")
    assert read_by(tmp_path) not in {own, read_by()}
    assert drawn_by() not in {own, read_by()}
