"""Who is there: the persons and bodies that an article says, or lets understand, to take part in its own activity."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpugraph.lexicon import rules, word_lists
from kpugraph.model import BodyMention, Mentions, PersonMention, RolePhrase, TextItem
from kpugraph.text import fold, sentence_at

_BEFORE = 6  # items before a name in which a word says that the person is named for something else
_BYLINE = 3
_BESIDE = {",", "dan", "serta"}  # between two of a list
_NAMED = 6  # items behind a post in which its holder stands


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of ``[attendance]`` in ``data/rules/events.toml``."""

    present: frozenset[str]
    bylines: frozenset[str]
    elsewhere: frozenset[str]
    apart: re.Pattern[str]
    results: re.Pattern[str]
    result_kinds: frozenset[str]
    takes_part: re.Pattern[str]
    inside: frozenset[str]
    named_for: re.Pattern[str]
    named_kinds: frozenset[str]
    invited: re.Pattern[str]
    absent: re.Pattern[str]


@lru_cache(maxsize=1)
def attendance_words() -> Words:
    return word_lists(Words, rules("events")["attendance"], "events.toml")


class Attendance:
    """The people and bodies beside an article's own activity of a kind; ``others``: where others of another day are named."""

    def __init__(self, mentions: Mentions, kind: str, others: Collection[int] = (), *, planned: bool = False) -> None:
        self.m, self.kind, self.others, self.planned = mentions, kind, others, planned
        self.text = mentions.article.page.text
        self.words = attendance_words()

    def people(self) -> list[PersonMention]:
        """Everyone named, each at the first place that speaks for being there."""
        found: dict[str, PersonMention] = {}
        away: set[str] = set()
        apart: dict[int, bool] = {}  # by the start of a sentence
        last = -9  # the item of somebody named for something else, with whom a list may go on
        for i in self.m.outline.valued:
            item = self.m.items[i]
            person = item.value
            if not isinstance(person, PersonMention) or person.name in found:
                continue
            start, end, _ = self._sentence(item.start)
            if start not in apart:
                apart[start] = self.words.apart.search(self.text, start, end) is not None
            if apart[start]:
                away.add(person.name)  # whatever is told of them further on
            elif self.planned and not self._is_invited(start, end):
                continue  # who only tells of what lies ahead
            elif self._is_away(i) or (i - last < 3 and self.m.items[i - 1].text in _BESIDE):
                last = i
            elif person.name not in away:
                found[person.name] = person
        return list(found.values())

    def _is_invited(self, start: int, end: int) -> bool:
        """Whether a sentence says, outside of what is quoted, who will be there."""
        found = self.words.invited.finditer(self.text, start, end)
        return any(not any(q.start <= word.start() < q.end for q in self.m.quotes) for word in found)

    def _is_away(self, i: int) -> bool:
        """Whether a person is named here for something else than being there."""
        at = self.m.items[i].start
        start, _, _ = self._sentence(at)
        before = self._before(i)
        behind = [item for item in self.m.items[i + 1 : i + 3] if item.text != ","][:1]
        if behind and fold(behind[0].text).partition(" ")[0] == "diwakili":
            return True
        before = [w for w in before if not (w == "ditandatangani" and self.kind == "penandatanganan")]
        if self._is_byline(i) or not self.words.elsewhere.isdisjoint(before):
            return True
        if self.kind not in self.words.named_kinds and self.words.named_for.search(" ".join(reversed(before))):
            return True
        if any(quote.start <= at < quote.end for quote in self.m.quotes):
            return True
        if any(start <= other < at for other in self.others):
            return True
        if self.kind not in self.words.result_kinds:
            return False
        results = list(self.words.results.finditer(self.text, start, at))
        return bool(results) and self.words.takes_part.search(self.text, results[-1].end(), at) is None

    def _is_byline(self, i: int) -> bool:
        return not self.words.bylines.isdisjoint(self.m.outline.words[max(0, i - _BYLINE) : i])

    def _before(self, i: int) -> list[str]:
        """The folded words before an item in its clause."""
        words: list[str] = []
        for item in reversed(self.m.items[max(0, i - _BEFORE) : i]):
            if item.text in {".", ";", ":"} or item.kind in {"break", "person"}:
                break
            words.append(fold(item.text))
        return words

    def _sentence(self, at: int) -> tuple[int, int, int]:
        n = sentence_at(self.m.sentences, at)
        if n < 0:
            return at, at, -1
        span = self.m.sentences[n]
        return span.start, span.end, n

    def bodies(self) -> list[BodyMention]:
        """The bodies in the lists of those present: "dihadiri Polres X, Ketua dan Anggota Bawaslu X, …"."""
        found: dict[str, BodyMention] = {}
        listings = self._listings()
        for i in self.m.outline.valued if listings else ():
            item = self.m.items[i]
            start, end, number = self._sentence(item.start)
            listing = listings.get(number)
            if listing is None or item.start < listing or any(start <= other < item.start for other in self.others):
                continue
            if self.words.absent.search(self.text, start, end):
                continue  # "Perwakilan Korem tidak hadir"
            body = self._listed(i)
            if body is not None and not any(q.start <= item.start < q.end for q in self.m.quotes):
                found.setdefault(body.name, body)
        named = self._officers() if found else set()
        return [body for body in found.values() if (body.name, self._sentence(body.start)[2]) not in named]

    def _officers(self) -> set[tuple[str, int]]:
        """The bodies of which a named officer is there, by their sentence: "Ketua KPU X Nama beserta anggota KPU X"."""
        return {
            (post.body.name, self._sentence(self.m.items[i].start)[2])
            for i in self.m.outline.valued
            if isinstance(post := self.m.items[i].value, RolePhrase)
            and post.body is not None
            and person_behind(self.m.items, i)
            and not self._whole(i)
        }

    def _listings(self) -> dict[int, int]:
        """The sentences that list those present, each with the offset of the first word that says so."""
        items = [self.m.items[i] for i in self.m.outline.at(self.words.present)]
        at = sorted((item.start for item in items if item.value is None), reverse=True)
        return {self._sentence(start)[2]: start for start in at}

    def _whole(self, i: int) -> bool:
        """Whether a post stands for all of a body, none of them named: "Ketua dan Anggota Bawaslu X, Kapolres Y Nama"."""
        items = self.m.items
        joined = i > 1 and items[i - 2].kind == "post" and fold(items[i - 1].text) in {"dan", "serta", "beserta", "&"}
        near = [item for item in items[i + 1 : i + 3] if item.text != ","][:1]
        return joined and bool(near) and not isinstance(near[0].value, PersonMention)

    def _listed(self, i: int) -> BodyMention | None:
        """The body of a list's item: alone, or of officers who are not named."""
        item, items = self.m.items[i], self.m.items
        value = item.value
        if isinstance(value, RolePhrase):
            named = person_behind(items, i) and not self._whole(i)
            body = None if named or (value.body and value.body.kind == "government") else value.body
        else:
            body = value if isinstance(value, BodyMention) else None
            if i and items[i - 1].kind == "person":
                return None
            if i > 1 and items[i - 1].text == "(" and items[i - 2].kind == "person":
                return None  # "Nama (Bawaslu X)": the person is there
        if body is None or not body.specific or any(d.start <= body.start < d.end for d in self.m.documents):
            return None
        apposed = i > 1 and items[i - 1].text == "," and items[i - 2].kind == "person"
        if isinstance(value, RolePhrase) and apposed and not self._whole(i):
            return None  # "Nama, anggota KPU X": the person
        if (
            body is value
            and body.kind == "adhoc"
            and i + 2 < len(items)
            and items[i + 1].text == ","
            and items[i + 2].kind == "person"
        ):
            return None  # "didampingi PPK Marisa, Sunarti": the member
        before = fold(items[i - 1].text) if i else ""
        return None if before in self.words.inside or (items[i - 1 : i] and items[i - 1].kind == "venues") else body


def person_behind(items: Sequence[TextItem], i: int) -> bool:
    """Whether the holder of the post at item ``i`` is named, further posts between: "Anggota X, Ketua Divisi Y, Nama"."""
    for item in items[i + 1 : i + 1 + _NAMED]:
        if isinstance(item.value, PersonMention):
            return True
        if item.text in {".", ";"} or item.kind in {"body", "break", "word"}:
            return False
    return False
