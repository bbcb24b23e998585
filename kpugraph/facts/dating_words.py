"""The words of ``data/rules/dating.toml``: how a day stands in its clause."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from kpugraph.lexicon import pattern, rules


@lru_cache(maxsize=1)
def dating_data() -> dict[str, Any]:
    return rules("dating")


@cache
def choice(name: str) -> re.Pattern[str]:
    """The pattern of a list of words, in the frame that its place beside the day gives it."""
    frame = {
        "never": r"(?:(?<!yang )\b%s\W*|\b%s[\s(]*)\Z",  # "keluarga yang meninggal, Rabu (20/3)" is no day of a death
        "elections": r"\b%s\s+(?:{frame.day}\s+)*\Z",
        "election_and_office": r"\b%s\s+(?:[A-Z]\w+\s+|dan\s+){1,4}\Z",
        "polls": r"\b%s\W+(?:{frame.polling}\W+)*\Z",
        "leads": r"(?:\A|[–—:.,-]\s)\s*%s\b[^,]*\Z",
        "settled": r"\byang\s+(?:\w+\s+)?%s(?:\s+\w+){0,4}\s+\Z",
        "began": r"\byang\s+(?:telah\s+|sudah\s+)?%s(?:\s+(?:pada|sejak|mulai|hari|tanggal|dari))*\s+\Z",
        "left_over": r"\b%s(?:\s+\w+){0,3}\s+\Z",
        "nth_day": r"\b(?:pada\s+|di\s+)?%s\s*(?:\w+|-?\d+)\s*,?\s*\(?\Z",
        "result": r"\b%s(?:\s+\w+){1,4}\s+\Z",
        "because": r"\s*%s\b",
        "past": r"\)?\s*%s\b",
        "ahead": r"\)?\s*%s\b",
    }
    return pattern("dating", frame.get(name, r"\b%s\b").replace("%s", f"{{choice.{name}}}"), re.I)


def has(text: str, name: str) -> bool:
    """Whether one of a list of words stands in the text."""
    return choice(name).search(text) is not None
