"""Where the subject of a document ends: "tentang Kampanye Pemilihan Umum" before "di Aula KPU", "kepada", a weekday.

Indonesian prose does not mark the end of a title. In one that begins with a capital every word has one but for those
that join; a comma belongs to it only within a list of its own ("Bupati dan Wakil Bupati, serta Wali Kota").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kpugraph.lexicon import column, pattern, rules
from kpugraph.text import fold

_LONGEST = 300
_TOKEN = re.compile(r"[^\W\d_](?:[\w'’./-]*\w)?|\d+(?:[.,/-]\d+)*|\n|[^\w\s]")
_SHORT = re.compile(r"\(\s*[A-Z][\w./-]*(?:\s[A-Z]\w*)?\s*\)")
_STOPS = frozenset('.;:!?\n"”“)')


@dataclass(frozen=True, slots=True)
class _Words:
    joins: frozenset[str]
    stops: frozenset[str]
    passive: re.Pattern[str]
    weekdays: frozenset[str]
    places: frozenset[str]
    counted: frozenset[str]
    kinds: frozenset[str]
    series: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = rules("documents")["subject"]
    item = rf"(?:{'|'.join(data['series'])})\b" r"(?:\s+(?:{subject.and}\s+)?[A-Z][\w/]*){0,6}"
    return _Words(
        joins=frozenset(data["joins"]),
        stops=frozenset(data["stops"]),
        passive=re.compile(data["passive"]),
        weekdays=frozenset(map(fold, column("weekdays", ("form", "weekday")))),
        places=frozenset(fold(form).split()[0] for form in column("venues", ("form", "class"))),
        counted=frozenset(data["counted"]),
        kinds=frozenset(fold(form).split()[0] for form in column("document_kinds", ("form", "kind"))),
        series=pattern(
            "documents",
            rf",\s*(?:{{subject.joint}}\s+[A-Z]|{item}\s*(?:,\s*{item}\s*)*,?\s*{{subject.joint}}\s+[A-Z])",
        ),
    )


def subject_end(text: str, start: int, end: int) -> int:
    """The end of the subject that begins at ``start``; ``start`` itself where none does."""
    words = _words()
    titled = text[start : start + 1].isupper()
    last, before, skip, joint = start, "", start, start
    for token in _TOKEN.finditer(text, start, min(end, start + _LONGEST)):
        word, at = token.group(), token.start()
        if at < skip:
            continue
        if word in _STOPS or (word == "," and not words.series.match(text, at)):
            break
        if word == "(":
            short = _SHORT.match(text, at)
            if short is None:
                break
            skip = short.end()
            continue
        folded = fold(word)
        if folded in words.weekdays or folded in words.stops or words.passive.match(folded):
            break
        if word[0].isdigit() and before not in words.counted:
            break
        if folded in {"nomor", "no"} and before in {"dan", "serta"}:
            break  # the next document of the kind
        if folded in {"nomor", "no"} and before in words.kinds and joint > start:
            return joint  # "tentang Pemilu dan PKPU No 10": the next document
        joint = last if folded in {"dan", "serta"} else joint
        if not (word[0].isalnum()) or folded in words.joins:
            before = folded
            continue
        if titled and word[0].islower():
            break
        if before in {"di", "bertempat"} and folded in words.places and folded != "lingkungan":
            break
        last, before = token.end(), folded
    return last
