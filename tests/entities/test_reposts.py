"""The same text published again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kpugraph import pipeline
from kpugraph.entities.reposts import Text, find, text_of
from kpugraph.model import Article, ArticleFacts, Page, Span
from kpugraph.sources import read

BODY = (
    "Ungaran – KPU Kabupaten Semarang menggelar rapat koordinasi daftar pemilih, Selasa (6/8). Rapat dihadiri para "
    "ketua panitia pemilihan kecamatan dan dinas terkait. Ketua meminta semua pihak menjaga data pribadi pemilih "
    "dengan sungguh sampai hari pemungutan suara selesai."
)


def text(name: str, body: str, day: str | None = "2024-08-06", published: str | None = None) -> Text:
    page = Page(name, "", f"Judul\n\n{body}", date=published)
    facts = ArticleFacts(Article(page, 0, Span(0, 5), Span(7, len(page.text))), date=day)
    return text_of(name, facts)


def test_the_linked_articles_have_the_reposts_of_their_truth(gold: Path) -> None:
    """Of the 32 linked articles exactly the stated copy is a repost, and of the stated original."""
    truth = json.loads((gold / "linked" / "truth.json").read_text("utf-8"))
    facts = list(pipeline.extract(read([str(gold / "linked" / "articles.jsonl")], pytest.fail)))
    found = find(text_of(each.article.page.id, each) for each in facts)
    assert [[r.original, r.article] for r in found.values()] == truth["reposts"]


def test_a_changed_dateline_and_mark_is_still_a_repost() -> None:
    """Local edits do not hide a copy; the first published is the original."""
    copy = BODY.replace("Ungaran –", "SEMARANG -").replace("(6/8)", "(6/8/2024)")
    found = find([text("copy", copy, published="2024-08-08"), text("first", BODY, published="2024-08-07")])
    assert found["copy"].original == "first"
    assert 0.6 < found["copy"].similarity < 1


def test_the_same_words_about_another_day_are_no_repost() -> None:
    """What an office writes each month in the same words is news each time."""
    again = BODY.replace("(6/8)", "(3/9)")
    assert not find([text("august", BODY), text("september", again, "2024-09-03")])
    assert not find([text("august", BODY), text("undated", again, None)])


def test_other_news_of_the_same_office_is_no_repost() -> None:
    """Half of a text is not the text."""
    half = (
        " ".join(BODY.split()[:15])
        + " Peserta rapat lalu meninjau gudang logistik dan mencatat jumlah kotak suara yang rusak."
    )
    assert not find([text("a", BODY), text("b", half)])


def test_short_texts_are_reposts_only_word_for_word() -> None:
    """A caption of a few words says too little; a short note counts where every word is the same."""
    note = "KPU Kabupaten Semarang menggelar apel pagi di halaman kantor."
    assert find([text("a", note), text("b", note)])
    assert not find([text("a", note), text("b", note.replace("pagi", "sore"))])
    assert not find([text("a", "Foto apel pagi."), text("b", "Foto apel pagi.")])


def test_the_order_of_the_texts_makes_no_difference() -> None:
    """Three copies have one original, whoever comes first."""
    texts = [text(name, BODY + " " + name, published=f"2024-08-0{n}") for n, name in enumerate("abc", 1)]
    for order in (texts, texts[::-1], [texts[1], texts[2], texts[0]]):
        assert {r.article: r.original for r in find(order).values()} == {"b": "a", "c": "a"}


def test_keys_are_the_same_on_every_machine() -> None:
    """The keys of a text are fixed numbers: a kept index stays true."""
    found = text("a", BODY).keys
    assert found == text("b", BODY).keys
    assert len(found) == 28
    assert min(found) == "r|0|28dbbcc6"
