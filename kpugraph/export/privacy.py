"""Who is named in an export and what is left out of its texts: the one gate that every line of a package passes.

The rules are data (``data/rules/privacy.toml``). A person who is neither official nor candidate becomes "warga" with
an IRI that says only in which article; their names go from every text of the articles that mention them. Phone,
identity and account numbers and e-mail addresses go from every text, and quotes are kept short.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kpugraph import lexicon, quads
from kpugraph.errors import DataError
from kpugraph.export.hidden import Hidden
from kpugraph.export.lines import Line
from kpugraph.export.persons import People, Whose, folded
from kpugraph.export.turtle import TYPE
from kpugraph.text import fold

_ESCAPED = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(["\\nrtbf\']))')
_CHARS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # what no XML file can hold
_MAYBE = re.compile(
    r"\d(?:[ .()/–-]{0,3}\d){5}|@|[\[({] ?[aAeE][tT]"
)  # most texts hold nothing that a mask could match
_UNUSUAL = re.compile(
    "[0-9@({[\\\\\x7f\ufffe\uffff]"
)  # what a text must hold for a mask, an escape or a character to go


def _names(*short: str) -> frozenset[str]:
    return frozenset(map(quads.name, short))


# Codes and addresses: no words of a text.
_EXEMPT = _names("schema:url", "schema:identifier", "kg:page", "kg:textSha256", "kg:rule", "skos:notation")
_PAGES = _names("schema:identifier", "kg:page")
_TO_ARTICLE = _names("prov:wasDerivedFrom", "schema:isPartOf", "oa:hasSource", "kg:inArticle", "kg:otherArticle")
# In a verdict on an identity: the form of whose name stands in which property.
_FORM_OF = {
    quads.name("kg:subjectPerson"): quads.name("kg:form"),
    quads.name("kg:otherPerson"): quads.name("kg:otherForm"),
}
_DECIDED_BY = quads.name("kg:decidedBy")  # who made a correction is no official by that
_NAME = _names("rdfs:label", "foaf:name", "schema:name")
_KEPT_OF_A_CITIZEN = _NAME | {TYPE} | _names("kg:mentionedIn")
_CAP = r"[A-Z][\w'’-]*"
_EXACT, _PREFIX, _SUFFIX, _END = map(quads.name, ("oa:exact", "oa:prefix", "oa:suffix", "oa:end"))
_STATEMENT = _names("schema:text")
_LABEL = quads.name("rdfs:label")


@dataclass(frozen=True, slots=True)
class Mask:
    """A pattern and what stands in its place; a text that it matches holds one of the words and what ``needs`` finds."""

    pattern: re.Pattern[str]
    name: str
    holds: tuple[str, ...]
    needs: re.Pattern[str]

    def sub(self, text: str, words: str) -> str:
        """The text, which is ``words`` when folded, without what the pattern finds."""
        if self.holds and not any(word in words for word in self.holds):
            return text
        return self.pattern.sub(self._kept, text) if self.needs.search(text) else text

    def _kept(self, match: re.Match[str]) -> str:
        return (match.groupdict().get("keep") or "") + self.name


@dataclass(frozen=True, slots=True)
class Rules:
    """``data/rules/privacy.toml`` as it is used."""

    label: str
    people: Mapping[str, tuple[str, ...]]
    masks: tuple[Mask, ...]
    exact: int
    context: int
    statement: int


def rules() -> Rules:
    """The rules; DataError naming what is missing or no pattern."""
    table = lexicon.rules("privacy")
    try:
        people, quotes = table["people"], table["quotes"]
        masks = tuple(map(_mask, table["masks"]))
        roles = {key: tuple(map(str, people[key])) for key in ("body_kinds", "roles", "not_roles")}
        sizes = [int(quotes[key]) for key in ("exact", "context", "statement")]
        return Rules(str(people["label"]), roles, masks, *sizes)
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise DataError(f"not valid: {error}", where="privacy.toml", todo="mend the file") from error


def _mask(row: Mapping[str, Any]) -> Mask:
    holds = tuple(map(str, row.get("holds", ())))
    return Mask(re.compile(row["pattern"]), f"[{row['name']}]", holds, re.compile(row.get("needs", "")))


class Gate:
    """Lets a graph's lines through as they may be published.

    ``people`` says who is a citizen; None names everyone. ``hidden`` has the things whose own names would tell.
    """

    def __init__(self, rules: Rules, people: People | None, hidden: Hidden | None = None) -> None:
        self._rules = rules
        self._hidden = hidden or Hidden()
        labels = self._hidden.labels
        self._labels = re.compile("|".join(map(re.escape, sorted(labels, key=len, reverse=True)))) if labels else None
        self._renamed = people.renamed if people else {}
        self._people = people
        self._label = f"[{rules.label}]"
        label = re.escape(self._label)
        self._beside = re.compile(
            rf"(?P<before>(?:(?<!\w){_CAP} ){{0,3}})(?P<alias>alias )?(?P<label>{label})(?P<after>(?: {_CAP}){{0,3}})"
        )
        self._plain = min(rules.exact, rules.context, rules.statement)  # a shorter text is not cut
        self._article = re.compile(r"<[^>]*?/article/[^/>]+")
        self._clean = lru_cache(maxsize=4096)(self._cleaned)
        if people:  # some kilobytes each, and asked for article by article
            self._pattern = lru_cache(maxsize=64)(people.pattern)

    def block(self, lines: list[Line]) -> list[Line]:
        """The lines of one subject as they may be published."""
        return self.passed(lines, self.whose(lines))

    def whose(self, lines: list[Line]) -> Whose | None:
        """The citizens whose names may stand in the texts of the block; None for nobody."""
        if self._people is None or not self._people.citizens:
            return None
        articles = {line[2] for line in lines if line[1] in _TO_ARTICLE}
        if match := self._article.match(lines[0].subject):
            articles.add(f"{match.group()}>")
        return self._people.whose(lines[0].subject, articles, lambda: _words(lines))

    def passed(self, lines: list[Line], whose: Whose | None) -> list[Line]:
        """The block as it may be published, without the names of these citizens."""
        subject = lines[0].subject
        citizen = self._people is not None and subject in self._people.citizens
        pattern = self._pattern(whose) if whose else None
        renamed = self._renamed.get(subject, subject)
        if self._hidden:
            renamed = self._hidden.iri(renamed)
        told = self._told(lines) if "/identity/" in subject or "/decision/" in subject else ()
        passed = []
        for line in lines:
            if citizen and line.predicate not in _KEPT_OF_A_CITIZEN:
                continue
            value = line[2]
            if value[0] != '"':
                value = self._renamed.get(value, value)
                if self._hidden:
                    value = self._hidden.iri(value)
            elif line.predicate in told:
                value = f'"{self._rules.label}"'
            elif value[-1] != ">" or line[1] == _END:  # others are dates and numbers
                value = self._value(line, pattern, citizen)
            if value is line[2] and renamed is subject:
                passed.append(line)
            else:
                passed.append(Line(renamed, line.predicate, value))
        return self._around(passed) if pattern is not None and subject.endswith("/quote>") else passed

    def _around(self, quote: list[Line]) -> list[Line]:
        """The quote with what stands beside it: where a citizen's name begins or ends it, the rest of the name goes there."""
        label = f"[{self._rules.label}]"
        exact = next((line.object for line in quote if line.predicate == _EXACT), "")
        first, last = exact.startswith(f'"{label}'), exact.endswith(f'{label}"')
        widened = []
        for line in quote:
            text = line.object[1:-1]
            if first and line.predicate == _PREFIX:
                text = self._beside.sub(_widened, f"{text}{label}").removesuffix(label)
            elif last and line.predicate == _SUFFIX:
                text = self._beside.sub(_widened, f"{label}{text}").removeprefix(label)
            widened.append(line if text == line.object[1:-1] else line._replace(object=f'"{text}"'))
        return widened

    def _told(self, lines: list[Line]) -> frozenset[str]:
        """What of a verdict or a decision names a citizen by itself: their form, and who decided."""
        if self._people is None:
            return frozenset()
        forms = {_FORM_OF[line.predicate] for line in lines
                 if line.predicate in _FORM_OF and line.object in self._people.citizens}  # fmt: skip
        return frozenset(forms | {_DECIDED_BY})

    def _value(self, line: Line, pattern: re.Pattern[str] | None, citizen: bool) -> str:
        """The literal as it may be published; most pass as they are, and are known at a glance."""
        value = line.object
        if value[-1] == ">":
            return self._short_end(line)
        if line.predicate in _EXEMPT:
            return self._page(value) if self._hidden and line.predicate in _PAGES else value
        if (
            pattern is None
            and not citizen
            and self._labels is None
            and len(value) <= self._plain
            and not _UNUSUAL.search(value)
        ):
            return value
        return self._text(line, pattern, citizen)

    def _text(self, line: Line, pattern: re.Pattern[str] | None, citizen: bool) -> str:
        at = line.object.rindex('"')
        tail = line.object[at + 1 :]
        if citizen and line.predicate in _NAME:
            return f'"{self._rules.label}"{tail}'
        text = unescape(line.object[1:at])
        if pattern is None and self._labels is not None:  # a text of no article, such as the label of a post
            text_of = self._hidden.labels
            changed = self._clean(self._labels.sub(lambda match: text_of[match.group()], text))
        else:
            changed = self._clean(text)
        if pattern is not None:
            changed = pattern.sub(self._replaced, changed)
            if self._label in changed:
                changed = self._beside.sub(_widened, changed)
        changed = self._short(line, changed)  # last: half a name or number would not be known
        return line.object if changed == text else f'"{quads.escape(changed)}"{tail}'

    def _page(self, value: str) -> str:
        at = value.rindex('"')
        known = unescape(value[1:at])
        changed = self._hidden.page(known)
        return value if changed == known else f'"{quads.escape(changed)}"{value[at + 1 :]}'

    def clean(self, text: str) -> str:
        """The text without numbers and addresses of persons."""
        return self._clean(text)

    def _replaced(self, match: re.Match[str]) -> str:
        """ "warga" for a citizen's name; an official's name, which the pattern finds first, as it stands."""
        return match.group() if match.lastgroup == "named" else f"[{self._rules.label}]"

    def _cleaned(self, text: str) -> str:
        text = _CONTROL.sub("\ufffd", text)
        if not _MAYBE.search(text):
            return text
        words = folded(text)
        for mask in self._rules.masks:
            text = mask.sub(text, words)
        return text

    def _short(self, line: Line, text: str) -> str:
        if line.predicate == _EXACT:
            return text[: self._rules.exact]
        if line.predicate == _PREFIX and len(text) > self._rules.context:
            return "…" + text[-self._rules.context :].partition(" ")[2]
        if line.predicate == _SUFFIX and len(text) > self._rules.context:
            return text[: self._rules.context].rpartition(" ")[0] + "…"
        if (line.predicate in _STATEMENT or line.predicate == _LABEL) and len(text) > self._rules.statement:
            return text[: self._rules.statement].rpartition(" ")[0] + "…"
        return text

    def _short_end(self, line: Line) -> str:
        """The end of a span no farther from its start than the quote is long, so that the two still agree."""
        match = re.search(r"/span/(\d+)-(\d+)/", line.subject)
        if match and int(match[2]) - int(match[1]) > self._rules.exact:
            return line.object.replace(f'"{match[2]}"', f'"{int(match[1]) + self._rules.exact}"')
        return line.object


def _words(lines: list[Line]) -> str:
    """The texts of a block, folded."""
    texts = [line[2] for line in lines if line[2][0] == '"' and line[2][-1] != ">" and line[1] not in _EXEMPT]
    return folded(unescape("\n".join(texts)))


def _widened(match: re.Match[str]) -> str:
    """The label over the given names right beside it too: the graph may know a part of a name only."""
    before, after = match["before"].split(), match["after"].split()
    named = len(before)
    while before and _is_given(before[-1]):
        before.pop()
    alias = ["alias"] if match["alias"] and len(before) == named else []  # else another name of the same person
    while after and _is_given(after[0]):
        after.pop(0)
    return " ".join([*before, *alias, match["label"], *after])


def _is_given(word: str) -> bool:
    from kpugraph.language import given_names  # the rest of the language data takes a while to import

    return fold(word) in given_names()


def unescape(text: str) -> str:
    """The text of a literal as N-Quads writes it."""
    return _ESCAPED.sub(_char, text) if "\\" in text else text


def _char(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _CHARS.get(match[3], match[3])
