"""Elections in normal form: "Pemilu 2024", "Pilkada 2020"; their polling days are data."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from kpugraph.lexicon import read_table, tables
from kpugraph.model import ElectionMention
from kpugraph.text import fold

_YEAR = r"(?<![\d/.-])((?:19|20)\d\d)(?![\d/]|\s*[-–]\s*\d{4})"
_BREAKS = re.compile(
    r"nomor|no\.|periode|masa jabatan|undang|pkpu|peraturan|keputusan|\bpemilu\b|\bpilkada\b|\bpemilihan\b", re.I
)
_REACH = 90


@lru_cache(maxsize=8)
def _forms(lexicon_dir: Path | None) -> tuple[re.Pattern[str], dict[str, str]]:
    names = {}
    for path in tables("elections", lexicon_dir):
        for _, row in read_table(path, ("form", "name"), ("form", "name")):
            names[fold(row["form"])] = row["name"]
    forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b({forms})\b([^.;\n()\"“”]{{0,{_REACH}}}?){_YEAR}", re.I), names


@lru_cache(maxsize=8)
def polling_days(lexicon_dir: Path | None = None) -> dict[str, str]:
    """The polling day of each election, ISO 8601, from ``polling_days.csv``."""
    days = {}
    for path in tables("polling_days", lexicon_dir):
        days.update({row["name"]: row["day"] for _, row in read_table(path, ("name", "day"), ("name", "day"))})
    return days


def find_elections(text: str, start: int, end: int, lexicon_dir: Path | None = None) -> list[ElectionMention]:
    """The elections named with a year in ``text[start:end]``: with the year itself, or with a date behind the name."""
    pattern, names = _forms(lexicon_dir)
    found: list[ElectionMention] = []
    at = start
    while (match := pattern.search(text, at, end)) is not None:
        between = match[2]
        broken = list(_BREAKS.finditer(between))
        if broken:
            inner = match.start(2) + broken[-1].start()
            at = (
                inner
                if not re.match(r"nomor|no\.|periode|masa|undang|pkpu|peraturan|keputusan", broken[-1][0], re.I)
                else match.end()
            )
            continue
        name = f"{names[fold(' '.join(match[1].split()))]} {match[3]}"
        days = polling_days(lexicon_dir)
        found.append(ElectionMention(match.start(), match.end(), name, days.get(name), "elections.year"))
        at = match.end()
    return found
