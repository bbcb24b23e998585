"""W3C's SPARQL 1.1 tests. ``make conformance`` prints them as a table."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "conformance"))

import run


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> run.Table:
    if not run.ARCHIVE.is_file():
        pytest.skip("the tests of W3C are not beside this checkout")
    return run.verdicts(tmp_path_factory.mktemp("w3c"))


def approved(group: list[run.Verdict]) -> tuple[int, int]:
    return sum(v.passed for v in group if v.approved), sum(v.approved for v in group)


@pytest.mark.shared
@pytest.mark.parametrize("way", ["layer", "server"])
def test_all_approved_query_tests_but_one_pass(table: run.Table, way: str) -> None:
    """262 of 263 approved query and syntax tests, and 9 of 10 of results, pass in either way."""
    assert approved(table["query and syntax", way]) == (262, 263)
    assert approved(table["results", way]) == (9, 10)


@pytest.mark.shared
def test_all_protocol_tests_pass(table: run.Table) -> None:
    """All 34 protocol tests and 3 of service descriptions pass, updates being refused."""
    assert approved(table["protocol", "server"]) == (34, 34)
    assert approved(table["service description", "server"]) == (3, 3)


@pytest.mark.shared
def test_only_known_tests_fail(table: run.Table) -> None:
    """Each failure is one whose reason is written down, and each that is written down does fail."""
    failed = {verdict.name for group in table.values() for verdict in group if not verdict.passed}
    assert failed == set(run.reasons())
