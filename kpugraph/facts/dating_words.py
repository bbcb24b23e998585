"""The words of ``data/rules/dating.toml``: how a day stands in its clause."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from kpugraph.lexicon import any_word, rules


@lru_cache(maxsize=1)
def dating_data() -> dict[str, Any]:
    return rules("dating")


@lru_cache(maxsize=16)
def choice(name: str) -> re.Pattern[str]:
    """The pattern of a list of words, in the frame that its place beside the day gives it."""
    listed = dating_data()["choice"][name]
    words = "|".join(re.escape(word) for word in listed)
    frame = {
        "never": r"\b(?:%s)\W*\Z",
        "elections": r"\b(?:%s)\s+(?:(?:tanggal|tgl\.?)\s+)*\Z",
        "election_and_office": r"\b(?:%s)\s+(?:[A-Z]\w+\s+|dan\s+){1,4}\Z",
        "polls": r"\b(?:%s)\W+(?:(?:tanggal|tgl|hari|pada)\W+)*\Z",
        "leads": r"(?:\A|[–—:.,-]\s)\s*(?:%s)\b[^,]*\Z",
        "settled": r"\byang\s+(?:\w+\s+)?(?:%s)(?:\s+\w+){0,4}\s+\Z",
        "past": r"\)?\s*(?:%s)\b",
        "ahead": r"\)?\s*(?:%s)\b",
    }
    return re.compile(frame[name] % words, re.I) if name in frame else any_word(listed)


def has(text: str, name: str) -> bool:
    """Whether one of a list of words stands in the text."""
    return choice(name).search(text) is not None
