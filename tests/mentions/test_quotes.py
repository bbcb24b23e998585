"""Direct speech: where it begins and ends, and whether it was cut."""

from __future__ import annotations

from pathlib import Path

from kpugraph.mentions.quotes import find_quotes
from kpugraph.sayings import load_sayings


def spoken(text: str) -> list[tuple[str, bool]]:
    return [(text[q.start : q.end], q.closed) for q in find_quotes(text, 0, len(text))]


def test_a_quote_cut_by_the_end_of_the_page_is_open() -> None:
    """Speech without a closing mark reaches to the end of the text and says that it was cut."""
    assert spoken("Rapat usai. “Usulan awal kami 34 miliar dan masih") == [
        ("Usulan awal kami 34 miliar dan masih", False)
    ]


def test_speech_over_several_paragraphs_is_one_quote_each() -> None:
    """A paragraph of speech that only the next one closes ends with its paragraph."""
    text = "Rapat usai. “Tanda ini tidak ditutup di sini.\n\n“Di sini ditutup,” ujarnya."
    assert spoken(text) == [("Tanda ini tidak ditutup di sini.", True), ("Di sini ditutup,", True)]


def test_a_quote_that_another_one_interrupts_keeps_its_first_sentence() -> None:
    """Where the closing mark was forgotten and a new quote opens, only the first sentence is sure."""
    text = "Rapat usai. “Ini komitmen kami. Transparansi kuncinya. Ia lalu menutup acara. “Terima kasih,” katanya."
    assert spoken(text) == [("Ini komitmen kami.", True), ("Terima kasih,", True)]


def test_spaces_inside_the_marks_are_no_speech() -> None:
    """Spans hold the words only, with their own last comma or full stop."""
    assert spoken('Rapat usai. " Syukur masih keburu. " kata Ferry.') == [("Syukur masih keburu.", True)]


def test_only_the_given_stretch_is_read() -> None:
    """Marks outside the body do not pair with those inside."""
    text = '"Judul\n\nRapat usai. "Kami siap," kata Budi.'
    start = text.index("Rapat")
    assert [text[q.start : q.end] for q in find_quotes(text, start, len(text))] == ["Kami siap,"]


def test_a_verb_of_the_users_own_makes_speech(tmp_path: Path) -> None:
    """A row in a user's saying.csv gives every form of its verb."""
    (tmp_path / "saying.csv").write_text("root,forms,note\nkoar,bare nya ber di-kan,\n", "utf-8")
    sayings = load_sayings(tmp_path)
    assert {"koar", "koarnya", "berkoar", "dikoarkan", "dikoarkannya"} <= (
        sayings.bare | sayings.pronominal | sayings.active | sayings.passive
    )
    text = 'Budi berkoar "menang telak di semua kota".'
    assert find_quotes(text, 0, len(text)) == []
    assert len(find_quotes(text, 0, len(text), sayings)) == 1


def test_forms_of_verbs_follow_the_rules_of_nasal_prefixes() -> None:
    """p, t, k and s give way to their nasal, other letters stay behind theirs."""
    active = load_sayings().active
    assert {"menuturkan", "mengatakan", "memaparkan", "menyebut", "menjelaskan", "membeberkan"} <= active
    assert {"mengungkapkan", "mengharapkan", "merinci", "melanjutkan", "menyatakan", "mengklaim", "memprotes"} <= active


def test_many_marks_take_time_in_proportion() -> None:
    """A page of nothing but marks is read without end neither in time nor in quotes."""
    assert spoken("'a \"b " * 20_000) == []
