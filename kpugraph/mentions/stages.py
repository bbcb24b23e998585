"""Stages (tahapan) of elections where a text names them: "pemutakhiran data pemilih", "masa kampanye"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kpugraph.errors import DataError
from kpugraph.lexicon import read_table, rules, tables
from kpugraph.mentions.date_grammar import any_of
from kpugraph.mentions.words import by_first_word, words_of
from kpugraph.model import StageMention
from kpugraph.text import fold

_SLUG = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class _Grammar:
    stages: Mapping[str, str]
    first: Mapping[str, tuple[str, ...]]
    forms: re.Pattern[str]
    none: str


@lru_cache(maxsize=8)
def _load(lexicon_dir: Path | None) -> _Grammar:
    stages: dict[str, str] = {}
    for path in tables("stages", lexicon_dir):
        for line, row in read_table(path, ("form", "stage"), ("form", "stage")):
            if not _SLUG.fullmatch(row["stage"]):
                what = f"no name of a stage: {row['stage']}"
                raise DataError(what, where=f"{path.name}:{line}", todo="write it as in ontology/concepts.ttl")
            stages[fold(row["form"])] = row["stage"]
    forms = re.compile(any_of(stages), re.IGNORECASE)
    return _Grammar(stages, by_first_word(stages), forms, rules("stages")["names"]["none"])


def find_stages(text: str, start: int, end: int, lexicon_dir: Path | None = None) -> list[StageMention]:
    """The stages named in ``text[start:end]``, in order; the longest name at a place counts.

    Raises DataError with file and line where a row of the word list is not valid.
    """
    grammar = _load(lexicon_dir)
    found: list[StageMention] = []
    done = start
    for at in words_of(text, start, end).starts(grammar.first):
        match = grammar.forms.match(text, at, end) if at >= done else None
        if match is None:
            continue
        done = match.end()
        stage = grammar.stages[fold(match.group())]
        if stage != grammar.none:
            found.append(StageMention(at, match.end(), stage, "stages.named"))
    return found
