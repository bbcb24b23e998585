"""The tokens of a SPARQL text, with its strings, IRIs and comments set apart.

No parser: enough to see which words, names and brackets stand outside of strings, which is what a guard, a limit and
a message about a mistake need.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# A local name may hold escaped marks ("ex:a\#b"), and a comment or a string ends at a carriage return too: read
# otherwise, either would hide what follows it.
PART = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\r\n]|\\.)*"|\'(?:[^\'\\\r\n]|\\.)*\''
    r"|<[^<>\"{}|^`\s]*>|#[^\r\n]*|[?$][\w]+|[\w.-]*:(?:[\w.:%-]|\\[^\w\s]|\\_)*|[A-Za-z_]\w*|[{}()\[\]!]|\S",
    re.DOTALL,
)


class Token(NamedTuple):
    """A token, where it starts, and how many brackets are open there."""

    text: str
    at: int
    depth: int

    @property
    def word(self) -> str:
        """The token in lower case where it is a bare word, else nothing."""
        return self.text.lower() if self.text[0].isalpha() and ":" not in self.text else ""


def tokens(sparql: str) -> Iterator[Token]:
    """Every token but comments, in order. An opening bracket stands at the depth outside of it, a closing one too."""
    depth = 0
    for match in PART.finditer(sparql):
        text = match.group()
        if text[0] == "#":
            continue
        if text in {"}", ")", "]"}:
            depth -= 1
        yield Token(text, match.start(), depth)
        if text in {"{", "(", "["}:
            depth += 1
