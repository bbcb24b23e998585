"""Tests of how word lists of the rule files become patterns."""

from __future__ import annotations

import re

import pytest

from kpugraph.errors import DataError
from kpugraph.lexicon import pattern


def test_a_list_stands_in_place_of_its_name_and_a_quantifier_stays() -> None:
    """Any word of the named list matches, its blanks as any white space; braces of a quantifier are left as they are."""
    found = pattern("events_words", r"\b{deadline}\s\d{1,2}\Z", re.I)
    assert found.search("Berkas masuk paling\nlambat 12")
    assert found.search("Tenggat 3")
    assert not found.search("tenggat 123")
    assert not found.search("paling 12")


def test_a_longer_word_is_read_before_the_shorter_one_that_begins_it() -> None:
    """Of two words of which one begins the other, the one that the list names first is tried first."""
    found = pattern("events_words", "{until}").match("sampai dengan 4 November")
    assert found is not None
    assert found.group() == "sampai dengan"


def test_a_list_of_a_table_and_one_given() -> None:
    """A list may be one of a table of the file, or come from elsewhere; an apostrophe is any apostrophe."""
    assert pattern("dating", "{choice.past}").fullmatch("silam")
    assert pattern("dating", "{weekdays}", weekdays=("jum'at",)).fullmatch("jum’at")


@pytest.mark.parametrize("name", ["no_such_list", "choice.no_such_list", "no_table.list", "choice"])
def test_a_missing_list_is_named_with_its_file(name: str) -> None:
    """A frame that names what is no list of its file says which list and which file."""
    with pytest.raises(DataError, match=re.escape(name)) as caught:
        pattern("dating", f"{{{name}}}")
    assert caught.value.where == "dating.toml"
