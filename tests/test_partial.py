"""Partial dates."""

from __future__ import annotations

import pytest

from kpugraph.partial import bounds, datatype, is_valid, within


@pytest.mark.parametrize(
    ("value", "kind", "pair"),
    [
        ("2022", "gYear", ("2022-01-01", "2022-12-31")),
        ("2022-04", "gYearMonth", ("2022-04-01", "2022-04-30")),
        ("2024-02", "gYearMonth", ("2024-02-01", "2024-02-29")),
        ("2022-04-12", "date", ("2022-04-12", "2022-04-12")),
        ("--02-11", "gMonthDay", None),
        ("--02", "gMonth", None),
    ],
)
def test_a_partial_date_has_a_datatype_and_a_pair_of_days(value: str, kind: str, pair: tuple[str, str] | None) -> None:
    """Each form has its XSD datatype; with a year it has an earliest and a latest day."""
    assert is_valid(value)
    assert datatype(value) == kind
    assert bounds(value) == pair


@pytest.mark.parametrize(
    "value", ["2022-13", "2022-02-30", "22", "0000", "2022-4", "2022-04-12T10:00", "--02-30", "", "--13"]
)
def test_impossible_dates_are_none(value: str) -> None:
    """A month, day or year that does not exist is no date."""
    assert not is_valid(value)


def test_a_day_lies_within_its_month_and_year() -> None:
    """The narrower date lies in the wider, not the other way round."""
    assert within("2022-04-11", "2022")
    assert within("2022-04-11", "2022-04")
    assert not within("2022", "2022-04-11")
    assert not within("2021-12-31", "2022")
