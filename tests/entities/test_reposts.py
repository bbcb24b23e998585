"""The same text published again."""

from __future__ import annotations

import json
import re
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
    ends = [m.end() for m in re.finditer(r"\.(?= |$)", page.text)]
    sentences = tuple(Span(a, b) for a, b in zip([7, *(end + 1 for end in ends)], ends, strict=False))
    facts = ArticleFacts(Article(page, 0, Span(0, 5), Span(7, len(page.text))), date=day, sentences=sentences)
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


LONG = (
    f"{BODY} Sekretaris melaporkan bahwa gudang logistik di Ambarawa siap dipakai sejak awal bulan. Kotak suara dan bilik "
    "akan tiba pada pekan kedua dan dihitung bersama pengawas serta kepolisian. Peserta rapat lalu meninjau gudang dan "
    "mencatat jumlah kotak yang rusak untuk diganti. Rapat ditutup dengan doa bersama."
)
OTHER = (
    "Semarang – Kepolisian Resor Semarang menghadiri rapat koordinasi daftar pemilih, Selasa (6/8). Ketua meminta semua "
    "pihak menjaga data pribadi pemilih dengan sungguh sampai hari pemungutan suara selesai. Kepala Bagian Operasi "
    "menyatakan polisi akan mengawal setiap tahapan dan menempatkan petugas di tiap kecamatan."
)


@pytest.mark.parametrize("part", [BODY, LONG.rpartition("Sekretaris")[2], LONG.rpartition(" Peserta")[0]])
def test_an_excerpt_is_a_repost_of_the_longer_text(part: str) -> None:
    """A part of an article, from its beginning, middle or end, repeats the article, whichever came first; why is told."""
    for published in ("2024-08-06", "2024-08-09"):
        found = find([text("whole", LONG, published="2024-08-07"), text("part", part, published=published)])
        near = len(part) > 0.6 * len(
            LONG
        )  # then it is one text with local edits, and the first published is the original
        assert len(found) == 1
        if not near:
            assert found["part"].original == "whole"
            assert found["part"].excerpt
            assert found["part"].similarity >= 0.85


def test_two_reports_of_one_event_are_two_texts() -> None:
    """A shared sentence, the same day and the same event make no excerpt, and neither do the words on another day."""
    assert not find([text("office", LONG), text("police", OTHER)])
    assert not find([text("office", LONG), text("month", BODY, "2024-09-03")])
    assert not find([text("office", LONG), text("undated", BODY, None)])


def test_an_excerpt_of_copies_is_one_of_their_original() -> None:
    """Two offices publish a text and a third cuts it: all count once, and both name the first."""
    texts = [
        text("first", LONG, published="2024-08-07"),
        text("copy", LONG.replace("(6/8)", "(6/8/2024)"), published="2024-08-08"),
        text("part", BODY, published="2024-08-08"),
    ]
    for order in (texts, texts[::-1], [texts[1], texts[2], texts[0]]):
        assert {r.article: r.original for r in find(order).values()} == {"copy": "first", "part": "first"}


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
    assert len(found) == 28 + 3
    assert min(found) == "r|0|28dbbcc6"
