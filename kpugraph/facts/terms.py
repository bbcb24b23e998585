"""Elections named and terms of office, as facts of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpugraph.lexicon import rules
from kpugraph.model import BodyMention, ElectionFact, ElectionMention, Evidence, Office, TermFact

_SELECTED = re.compile(r"(?:Tim Seleksi|Timsel|Panitia Seleksi)\b.*?\bAnggota\s+(.+)")
_REACH = 90  # characters between a term and the body that it belongs to
_LONGEST = 10  # years
_GOES_ON = frozenset("0123456789/.-")  # before a year: it is the end of a longer number
_AND = re.compile(r"\s*(?:,|dan|serta)+\s+[^.;:\n]{0,60}\Z", re.I)
_BESIDE = re.compile(r"[\s(\]]*\Z")
_OF_SEVERAL = re.compile(r"\b(?:kabupaten|kota|daerah)\b")
_BARE = ("bodies.office", "bodies.again", "bodies.bare")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of ``data/rules/terms.toml``."""

    years: re.Pattern[str]
    label: re.Pattern[str]
    others: re.Pattern[str]
    offices: re.Pattern[str]
    alone: re.Pattern[str]  # "menjadi Ketua (2003-2008)"
    usual_length: int


@dataclass(frozen=True, slots=True)
class _Period:
    """A period of years that is somebody's term: with its label, if it has one, from ``start``."""

    start: int
    end: int
    first: int
    last: int
    body: BodyMention | None

    @property
    def years(self) -> tuple[int, int]:
        return self.first, self.last


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = rules("terms")

    def any_of(words: Iterable[str]) -> str:
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))

    return _Words(
        years=re.compile(
            rf"([12][09]\d\d)\s{{0,4}}(?:[-–—/]|{any_of(data['to'])})\s{{0,4}}([12][09]\d\d)(?![\d/])", re.I
        ),
        label=re.compile(rf"\b(?:{any_of(data['labels'])})\s*(?:tahun\s*)?\(?\s*\Z", re.I),
        others=re.compile(rf"\b(?:{any_of(data['others'])})\b[^.;]{{0,60}}\Z", re.I),
        offices=re.compile(rf"\b(?:{any_of(data['offices'])})\b", re.I),
        alone=re.compile(rf"\b(?=(?-i:[A-Z]))(?:{any_of(data['offices'])})\s{{0,2}}\(\s{{0,2}}\Z", re.I),
        usual_length=data["usual_length"],
    )


def read_elections(text: str, mentions: Sequence[ElectionMention]) -> list[ElectionFact]:
    """One fact per election, in the order of first mention."""
    found: dict[str, list[Evidence]] = {}
    for m in mentions:
        evidence = Evidence(m.start, m.end, text[m.start : m.end], m.rule, m.confidence)
        found.setdefault(m.name, []).append(evidence)
    return [ElectionFact(name, tuple(evidence)) for name, evidence in found.items()]


def read_terms(
    text: str, start: int, end: int, bodies: Sequence[BodyMention] = (), office: Office | None = None
) -> list[TermFact]:
    """Terms of office named in ``text[start:end]``: "Anggota KPU RI Periode 2017-2022" is KPU RI, 2017, 2022.

    A bare "KPU" takes the body that the article gives for the same term, or for the term listed beside it.
    """
    periods = list(_periods(text, start, end, bodies))
    sure = {p.years: p.body for p in periods if p.body is not None and p.body.rule not in _BARE}
    found: dict[tuple[str, int, int], TermFact] = {}
    for period in periods:
        body = period.body
        steps: tuple[str, ...] = ()
        if body is not None and not body.specific:
            continue
        if body is not None and body.rule in _BARE and _OF_SEVERAL.search(text, body.end, period.start):
            continue  # "anggota KPU dari tiga kabupaten masa jabatan 2024-2029"
        name = body.name if body else (office.body if office else None)
        if body is None or body.rule in _BARE:
            better = sure.get(period.years) or next(
                (b for y, b in sure.items() if y[0] == period.last or y[1] == period.first), None
            )
            if better is not None:
                name = better.name
                steps = (f"{text[period.start : period.end]} -> of {name}, whose term the article names",)
        if name is None:
            continue
        if body is not None and (team := _SELECTED.match(name)):
            name, steps = team[1], (*steps, f"{name} -> {team[1]}, whose members it selects")
        first = min(period.start, body.start) if body and period.start - body.start < _REACH else period.start
        last = max(period.end, body.end) if body and body.start >= period.end else period.end
        evidence = Evidence(first, last, text[first:last], "terms.period", 0.9 if steps else 1.0, "", steps)
        key = (name, *period.years)
        found.setdefault(key, TermFact(*key, (evidence,)))
    return list(found.values())


def _periods(text: str, start: int, end: int, bodies: Sequence[BodyMention]) -> Iterator[_Period]:
    """The periods that are terms: labelled, beside one that is, or directly behind an office and its body or a bracket's office."""
    words = _words()
    previous: _Period | None = None
    for match in words.years.finditer(text, start, end):
        first, last = int(match[1]), int(match[2])
        before = text[max(start, match.start() - _REACH) : match.start()]
        if not 1900 < first < last <= first + _LONGEST or before[-1:] in _GOES_ON or words.others.search(before):
            continue
        label = words.label.search(before)
        begin = match.start() - len(before) + label.start() if label else match.start()
        body = _holder(text, begin, match.end(), bodies)
        if label is not None:
            if body is None and "masa" not in label.group().lower() and not words.offices.search(before):
                continue
        elif not (previous and _AND.match(text[previous.end : match.start()])):
            usual = last - first == words.usual_length
            named = body is not None and _office_beside(text, start, body, match.start())
            if not usual or not (named or words.alone.search(before)):
                continue
        previous = _Period(begin, match.end(), first, last, body)
        yield previous


def _office_beside(text: str, start: int, body: BodyMention, at: int) -> bool:
    """Whether the years stand directly behind a body that an office stands before: "Ketua KPU Bitung 2008-2013"."""
    if body.end > at or not _BESIDE.match(text[body.end : at]):
        return False
    return bool(_words().offices.search(text[max(start, body.start - 30) : body.start]))


def _holder(text: str, start: int, end: int, bodies: Sequence[BodyMention]) -> BodyMention | None:
    """The body named last before the term, else first behind it, near by and in its sentence."""
    before = [b for b in bodies if b.end <= start < b.end + _REACH and not _stop(text, b.end, start)]
    if before:
        return max(before, key=lambda b: b.end)
    after = (b for b in bodies if b.specific and end <= b.start < end + 20 and not _stop(text, end, b.start))
    return next(after, None)


def _stop(text: str, start: int, end: int) -> bool:
    return bool(re.search(r"[.!?]\s|\n", text[start:end]))
