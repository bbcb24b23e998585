"""Partial dates: "2022", "2022-04", "2022-04-12" and, without a year, "--02-11".

SPARQL engines do not compare a year with a day, so each partial date goes with the earliest and latest day it can mean.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

_DATE = re.compile(r"(?:(\d{4})(?:-(\d\d)(?:-(\d\d))?)?|--(\d\d)(?:-(\d\d))?)\Z")
_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


@lru_cache(maxsize=65536)
def is_valid(value: str) -> bool:
    """Whether the value is a date of one of the four forms, with a month and day that exist."""
    match = _DATE.match(value)
    if not match:
        return False
    year, month, day = match[1], match[2] or match[4], match[3] or match[5]
    try:
        date(int(year) if year else 2000, int(month or 1), int(day or 1))  # 2000: "--02-29" exists in some year
    except ValueError:
        return False
    return True


def datatype(value: str) -> str:
    """Local name of the XSD datatype of a valid partial date: date, gYearMonth, gYear, gMonthDay or gMonth."""
    if value.startswith("--"):
        return "gMonthDay" if len(value) == 7 else "gMonth"
    return _TYPES[len(value)]


@lru_cache(maxsize=65536)
def bounds(value: str) -> tuple[str, str] | None:
    """Earliest and latest day that the date can mean, or None where it has no year."""
    if value.startswith("--"):
        return None
    if len(value) == 10:
        return value, value
    if len(value) == 4:
        return f"{value}-01-01", f"{value}-12-31"
    return f"{value}-01", f"{value}-{monthrange(int(value[:4]), int(value[5:7]))[1]:02}"


def within(narrow: str, wide: str) -> bool:
    """Whether every day of the first lies in the second: "2022-04-11" in "2022". Equal dates lie in one another."""
    inner, outer = bounds(narrow), bounds(wide)
    if inner is None or outer is None:
        return narrow == wide
    return outer[0] <= inner[0] and inner[1] <= outer[1]
