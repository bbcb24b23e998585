"""Speakers: behind the quote, before it, in its middle, by pronoun, by role, by part of a name, or nobody."""

from __future__ import annotations

import re

import pytest

from kpugraph.facts.statements import opening, read_statements
from kpugraph.mentions.quotes import find_quotes
from kpugraph.model import BodyMention, PersonMention, StatementFact
from kpugraph.text import sentences, tokenize

PEOPLE = {"Budi Santoso": "Budi", "Ani Wijaya": "Ani", "Citra Dewi": "Citra"}
BODIES = ("Bawaslu Kabupaten Demak", "KPU RI", "KPU Kabupaten Demak")


def read(text: str) -> list[StatementFact]:
    """The statements of a text in which the names above are persons, their first words short forms."""
    people = [
        PersonMention(m.start(), m.end(), m.group(), full)
        for full, first in PEOPLE.items()
        for m in re.finditer(rf"\b(?:{full}|{first})\b", text)
    ]
    bodies = [BodyMention(m.start(), m.end(), body) for body in BODIES for m in re.finditer(body, text)]
    by_start = lambda mention: mention.start  # noqa: E731
    quotes = find_quotes(text, 0, len(text))
    return read_statements(
        text, sentences(tokenize(text), {"drs"}), quotes, sorted(people, key=by_start), sorted(bodies, key=by_start)
    )


def speakers(text: str) -> list[str | None]:
    return [statement.speaker for statement in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Rapat usai. “Kami siap,” ujar Budi Santoso kepada Ani Wijaya.",
        "Rapat usai. “Kami siap” kata Ketua KPU, Drs. Budi Santoso usai bertemu Ani Wijaya.",
        "Rapat usai. “Kami siap melayani warga,” keluh Budi.",
        "Rapat usai. “Kami siap,” kata pria yang akrab disapa Budi ini.",
        "Rapat usai. “Rapat ini penting”. Demikian ungkap Ketua KPU Budi Santoso.",
        "Rapat usai. “Kami senang sekali,” Budi menimpali.",
        'Rapat usai. "Siapa bilang?" Budi balik bertanya.',
        "Rapat usai. “Kami siap melayani, kata Budi. Ani Wijaya pulang.",
    ],
)
def test_the_speaker_stands_behind_the_quote(text: str) -> None:
    """The first person behind a verb of saying speaks; those behind a preposition are addressed."""
    assert speakers(text) == ["Budi Santoso"]


@pytest.mark.parametrize(
    "text",
    [
        "Ketua PPK Budi Santoso mengingatkan, “air sungai sedang surut sekali.” (AR)",
        'Hadir Ani Wijaya. Dikatakan Budi: "Pemilih itu tidak kami undang lagi".',
        "Menurut Budi Santoso, “tidak ada masalah dengan logistik”. Ani Wijaya diam.",
        'Seorang staf, Budi Santoso, membacakan kesan pesan: "Bapak cuma sebentar',
        "Turut hadir Ani Wijaya. Budi Santoso memimpin rapat. Ia mengatakan, “semua lengkap dan aman”.",
        "Dalam sambutannya Budi berujar, “Saya ini orang baru, mohon ditegur”.",
    ],
)
def test_the_speaker_stands_before_the_quote(text: str) -> None:
    """The subject of the verb that leads to a quote speaks, even where the page is cut inside it."""
    assert speakers(text) == ["Budi Santoso"]


@pytest.mark.parametrize(
    "text",
    [
        "Ketua KPU Budi Santoso didampingi Ani Wijaya membuka rapat. “Kami siap,” katanya.",
        "Budi Santoso menerima kursi almarhum Citra Dewi. Keputusan sudah terbit. “Saya siap,” ucapnya.",
        "Budi Santoso membuka rapat. Turut hadir Ani Wijaya dan Citra Dewi. “Kami siap,” jelas beliau.",
        "Acara dibuka Ani Wijaya, ST. Divisi Teknis, Budi Santoso mengingatkan form C1. “Kalau salah, coret,” katanya.",
        'Menurut Budi, suara rusak ada 412 lembar."Kebanyakan noda tinta", imbuhnya.',
    ],
)
def test_a_pronoun_means_whom_the_sentences_before_are_about(text: str) -> None:
    """ "katanya" takes the first person of the nearest sentence that is about one, not those who were merely there."""
    assert speakers(text) == ["Budi Santoso"]


def test_a_split_quote_has_one_speaker_for_both_halves() -> None:
    """The attribution in the middle, by name or by pronoun, holds for what comes before and behind it."""
    assert speakers('"Kami tidak mencari salah", jelas Budi, "kami hanya mencocokkan".') == ["Budi Santoso"] * 2
    text = 'Budi Santoso bernostalgia. "Dulu pakai lampu", kenangnya, "sekarang sudah ada genset".'
    assert speakers(text) == ["Budi Santoso"] * 2


def test_a_verb_of_going_on_keeps_the_speaker() -> None:
    """ "lanjut dia" is the last speaker although a list of guests stands between."""
    text = "Budi membuka rapat. “Kami siap,” kata dia. Rapat dihadiri Ani Wijaya. “Semua lengkap,” lanjut dia."
    assert speakers(text) == ["Budi Santoso"] * 2


def test_a_quote_goes_on_from_the_one_before_it() -> None:
    """A second quote right behind the first one's attribution has the same speaker."""
    assert speakers("“Kami siap,” kata Budi menjawab Ani. “Semua lengkap.”") == ["Budi Santoso"] * 2


def test_a_sentence_of_saying_speaks_the_quote_behind_it() -> None:
    """Without an attribution a closed quote belongs to whom the sentence before has saying something."""
    assert speakers('Budi mengingatkan batas waktu bicara. "Lampu menyala, mikrofon mati."') == ["Budi Santoso"]


def test_the_one_person_of_the_sentence_before_speaks() -> None:
    """A quote that nothing attributes is that of the only person in the sentence before it, and is less sure."""
    (statement,) = read("Ani Wijaya tertawa. “Rapat ini penting dan perlu.”")
    assert (statement.speaker, statement.evidence[1].confidence) == ("Ani Wijaya", 0.6)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Menjawab Ani Wijaya, Budi mengatakan, “kita siap bekerja sampai malam.”", "Budi Santoso"),
        ("Budi datang pagi. “Saya antre sejak subuh,” ujar pria asal Demak itu.", "Budi Santoso"),
        ("“Semua lengkap.” Hal itu disampaikan Ani Wijaya di hadapan Budi.", "Ani Wijaya"),
        ("Budi datang pagi. “Saya antre sejak subuh,” ujar salah seorang warga.", None),
    ],
)
def test_who_is_meant_by_a_clause_a_description_or_a_report(text: str, speaker: str | None) -> None:
    """The clause before the speaker's own is skipped, "pria itu" is who was spoken of, "salah seorang" is nobody."""
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        'Budi menyinggung pegawai yang terlambat. "Masuk itu jam setengah delapan, bukan',
        "Ani Wijaya menemui Budi di rumah. “Rapat ini penting dan perlu.”",
        "Rapat usai. “Kami siap melayani warga.” Budi juga menegaskan hal itu.",
        "Ketua Bawaslu Kabupaten Demak mengingatkan, “jangan ada politik uang di daerah kita”.",
    ],
)
def test_nobody_speaks_where_the_text_does_not_say_who(text: str) -> None:
    """A quote cut before its attribution, or beside none, has no speaker."""
    assert speakers(text) == [None]


def test_a_body_speaks() -> None:
    """A body in the place of a speaker is one; the body of a role is not."""
    assert speakers("“Kami siap melayani warga,” tulis KPU RI dalam siarannya.") == ["KPU RI"]
    text = "Bawaslu Kabupaten Demak mengingatkan, “jangan ada politik uang di sini”."
    assert speakers(text) == ["Bawaslu Kabupaten Demak"]


def test_a_role_stands_for_its_holder() -> None:
    """ "ujar Ketua KPU" is the person named behind that role, not the one nearest."""
    text = "Ketua KPU Budi Santoso dan Sekretaris Ani Wijaya hadir. “Kami siap,” ujar Ketua KPU."
    assert speakers(text) == ["Budi Santoso"]


def test_evidence_quotes_the_speech_and_the_speakers_mention() -> None:
    """Both spans stand in the text as they are quoted, and a short form says what it was read as."""
    text = "Rapat usai. “Kami siap,” ujar Budi."
    [statement] = read(text)
    assert all(text[e.start : e.end] == e.exact for e in statement.evidence)
    assert [(e.field, e.exact, e.steps) for e in statement.evidence] == [
        ("", "Kami siap,", ()),
        ("speaker", "Budi", ("Budi -> Budi Santoso",)),
    ]


def test_an_opening_is_the_first_eight_words_as_they_stand() -> None:
    """The eighth word keeps its comma, a shorter quote its full stop."""
    assert opening("Arsip yang rapi menyelamatkan kita ketika ada sengketa, dan") == (
        "Arsip yang rapi menyelamatkan kita ketika ada sengketa,"
    )
    assert opening("alai lima taon do hamu manolsoli.") == "alai lima taon do hamu manolsoli."
