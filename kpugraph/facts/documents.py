"""Reads what an article says about the documents it cites: date, issuer, subject."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any

from kpugraph.facts.subjects import subject_end
from kpugraph.lexicon import pattern, rules
from kpugraph.mentions.places import known_as
from kpugraph.model import BodyMention, DateMention, DocumentFact, DocumentMention, Evidence, Office

_DATED = pattern("documents", r"[\s,(]*(?:{frame.on}\s+)?(?:ter|ber)?{frame.day}\b\.?\s*", re.I)
_PAPER = pattern("documents", r"\b{frame.dated}\s*\Z", re.I)
_PAPER_DAY = pattern("documents", r"\b(?:ter|ber)?{frame.day}\.?\s*\Z", re.I)
_NEW_CLAUSE = re.compile(r"[.;!?]\s|\d{4}|\n")
_CLAUSE = 200
_SUBJECT = pattern("documents", r"[\s,]*{frame.about}\s*:?\s+[“\"]?", re.I)
_NO_ROLE = pattern("documents", r"\([^)]*\)|\b(?:{frame.sender}|(?:ter|ber)?tanggal\b.*)\b", re.I | re.S)
_FROM = pattern(
    "documents", r"\s+(?:yang\s+)?(?:{frame.sender}|{issued}(?:\s+oleh)?)\s+(?P<role>(?:[A-Z]\w+\s+){0,2})\Z"
)
_SUPERVISOR = re.compile(r"(?<![A-Za-z])(?:BWSL|BAWASLU|PS\.REG|PS/BWSL)(?![A-Za-z])")
_TAIL_YEAR = re.compile(r"/((?:19|20)\d\d)\Z")
_ROMAN = {name: n for n, name in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), 1)}  # noqa: SIM905
_AGENT = 60  # characters from who issues a document to its kind
_COMMISSION = ("commission", "supervisor")


@dataclass(frozen=True, slots=True)
class _Field:
    value: str
    start: int
    end: int
    rule: str
    steps: tuple[str, ...] = ()
    confidence: float = 1.0


@lru_cache(maxsize=1)
def _rules() -> dict[str, Any]:
    return rules("documents")


def _issuing() -> re.Pattern[str]:
    return pattern("documents", r"\b{issuing}\s+(?:sebuah\s+)?\Z|(?<=\s)(?P<by>{frame.through})\s+\Z")


def read_documents(
    text: str,
    start: int,
    end: int,
    mentions: Sequence[DocumentMention],
    dates: Sequence[DateMention] = (),
    bodies: Sequence[BodyMention] = (),
    office: Office | None = None,
) -> list[DocumentFact]:
    """One fact per document cited in ``text[start:end]`` (an article), with the evidence of every field."""
    facts: dict[tuple[str, str], DocumentFact] = {}
    before: DocumentFact | None = None
    for mention in mentions:
        fact = _Reader(text, end, mention, dates, bodies, office).read()
        if mention.kind_end < 0 and before is not None and fact.issuer is None:  # "PKPU Nomor 8 dan 10 Tahun 2024"
            fact = replace(fact, issuer=before.issuer, issuer_body=before.issuer_body)
        before = fact
        key = (fact.kind, re.sub(r"\s+", "", fact.number))
        facts[key] = _merged(facts[key], fact) if key in facts else fact
    return list(facts.values())


def own_date(text: str, mention: DocumentMention, dates: Sequence[DateMention]) -> DateMention | None:
    """The date that a citation gives: "tanggal …" or a day in brackets behind the number, "tanggal …" before it, or
    "tertanggal …" in the same clause."""
    low = mention.kind_end if mention.kind_end >= 0 else mention.number_end
    first, last = (bisect_left(dates, at, key=attrgetter("start")) for at in (low, mention.number_end + _CLAUSE))
    for date in dates[first:last]:
        if not date.value or date.value.startswith(("P", "-P")):
            continue
        if date.start >= mention.number_end:
            between = text[mention.number_end : date.end]
            gap = between[: date.start - mention.number_end]
            if _DATED.match(between) and len(gap) < 30 and (_DATED.fullmatch(gap) or not gap.strip(" ,(")):
                return date
            if date.weekday is None and re.fullmatch(r"\s*\(\s*", gap):
                return date
            if len(gap) < _CLAUSE and _PAPER.search(gap) and not _NEW_CLAUSE.search(gap):
                return date
        elif _PAPER_DAY.search(text[mention.kind_end : date.start]):
            return date
    return None


def _merged(a: DocumentFact, b: DocumentFact) -> DocumentFact:
    """Two citations of one document; the first has precedence."""
    return DocumentFact(
        a.kind, a.number, a.date or b.date, a.issuer or b.issuer, a.issuer_body or b.issuer_body,
        a.subject or b.subject, (*a.evidence, *b.evidence),
    )  # fmt: skip


class _Reader:
    def __init__(
        self, text: str, end: int, mention: DocumentMention, dates: Sequence[DateMention],
        bodies: Sequence[BodyMention], office: Office | None,
    ) -> None:  # fmt: skip
        self.text, self.end, self.mention = text, end, mention
        self.dates, self.bodies, self.office = dates, bodies, office

    def read(self) -> DocumentFact:
        m = self.mention
        date, after = self._date()
        subject = self._subject(after)
        issuer, body = self._issuer()
        steps, confidence = self._checked(body, date)
        evidence = [Evidence(m.start, m.end, self.text[m.start : m.end], m.rule, confidence, "", steps)]
        for name, found in (("date", date), ("subject", subject), ("issuer", issuer)):
            if found is not None:
                exact = self.text[found.start : found.end]
                evidence.append(
                    Evidence(found.start, found.end, exact, found.rule, found.confidence, name, found.steps)
                )
        return DocumentFact(
            m.kind, m.number, date.value if date else None, issuer.value if issuer else None, body,
            subject.value if subject else None, tuple(evidence),
        )  # fmt: skip

    def _date(self) -> tuple[_Field | None, int]:
        """(date, where to go on): the date of the citation, else the year at the end of a letter's number."""
        m = self.mention
        beside = own_date(self.text, m, self.dates)
        after = beside.end if beside is not None and beside.start >= m.number_end else m.number_end
        if beside is not None and (found := self._value(beside)) is not None:
            return found, after
        tail = _TAIL_YEAR.search(m.number.replace(" ", ""))
        if tail and m.kind.startswith("Surat") and not any(self._own_year(d) for d in self.dates):
            step = (f"{m.number} -> {tail[1]}, the year in its number, the only one of the article",)
            field = _Field(tail[1], m.number_start, m.number_end, "documents.year-in-number", step, 0.8)
            return field, after
        return None, after

    def _value(self, date: DateMention) -> _Field | None:
        """The date as a field; the year of a day without one is that of the document's own number."""
        value, steps = date.value, date.steps
        tail = _TAIL_YEAR.search(self.mention.number.replace(" ", ""))
        if tail and len(value) >= 7 and not self._own_year(date):
            value = f"{tail[1]}-{value[-5:]}"
            steps = (f"{date.value[-5:]} -> {value}, the year of {self.mention.number}",)
        if not value[:2].isdigit():
            return None
        return _Field(value, date.start, date.end, "documents.dated", steps, date.confidence)

    def _own_year(self, date: DateMention) -> bool:
        """Whether the date itself says its year, which then was not fixed by anything else."""
        written = self.text[date.start : date.end].rstrip(" )")
        return date.value[:2] in {"19", "20"} and written.endswith((date.end_value or date.value)[2:4])

    def _subject(self, at: int) -> _Field | None:
        marker = _SUBJECT.match(self.text, at, self.end)
        if marker is None:
            return None
        end = subject_end(self.text, marker.end(), self.end)
        value = " ".join(self.text[marker.end() : end].split())
        return _Field(value, marker.end(), end, "documents.subject") if value else None

    def _issuer(self) -> tuple[_Field | None, str | None]:
        m = self.mention
        if m.kind in {"Undang-Undang", "Perppu"}:
            return None, None
        inside = [b for b in self.bodies if b.start >= m.start and b.end <= m.number_start]
        if m.kind == "Peraturan":
            cited = self.text[m.start : m.number_start]
            if inside and inside[0].rule.startswith("roles."):  # "Peraturan Bupati Lahat"
                return _Field(self._head(inside[0].end), m.start, inside[0].end, "documents.issuer"), inside[0].name
            named = next((name for short, name in _rules()["regulation"].items() if cited.startswith(short)), None)
            national = {"commission": "KPU RI", "supervisor": "Bawaslu RI"}  # only they make regulations
            name = named or (
                national.get(inside[0].kind, inside[0].name) if inside else "KPU RI" if "KPU" in cited else None
            )
            return (_Field(name, m.start, m.number_start, "documents.regulation"), name) if name else (None, None)
        if not inside:
            return self._understood()
        body, steps, confidence = inside[0], inside[0].steps, inside[0].confidence
        if body.rule.startswith("roles."):  # "SK Bupati Lahat": the office as it stands
            value = self._head(body.end)
            return _Field(value, m.start, body.end, "documents.issuer", steps, confidence), body.name
        acting = self._acting(body)
        if acting is not None:
            body, steps, confidence = acting[0], (acting[1],), 0.8
        role = self._head(inside[0].start)
        role = role if role[:1].isupper() and len(role) < 60 else ""
        value = (
            body.name if m.kind == "Putusan" else f"{role} {body.name}".strip()
        )  # "Putusan Sidang Adjudikasi Bawaslu"
        return _Field(value, m.start, inside[0].end, "documents.issuer", steps, confidence), body.name

    def _head(self, end: int) -> str:
        """What stands between the kind and ``end``, without an abbreviation in brackets, "dari" and a date."""
        m = self.mention
        head = self.text[m.kind_end if m.kind_end >= 0 else m.start : end]
        return " ".join(_NO_ROLE.sub(" ", head).split())

    def _acting(self, body: BodyMention) -> tuple[BodyMention, str] | None:
        """For a bare "KPU" (guideline 8): the national commission, where the subject is its own business or the article
        tells of it first. With the step that says so."""
        if body.rule != "bodies.office" or body.kind != "commission":
            return None
        if "sekretaris jenderal" in self._head(body.start).casefold():
            national = replace(body, name="KPU RI", level="national", region=None)
            return national, "Sekretaris Jenderal KPU -> KPU RI, which alone has one"
        subject = self._subject(self.mention.number_end)
        if subject is not None and subject.value.startswith(tuple(_rules()["national_subjects"])):
            national = replace(body, name="KPU RI", level="national", region=None)
            return national, f"KPU -> KPU RI, whose decrees are about {subject.value.split()[0]}"
        told = next((b for b in self.bodies if b.kind == "commission" and not b.rule.endswith("headline")), None)
        if told is None or told.level != "national":
            return None
        return told, f"KPU -> {told.name}, of which the article tells first"

    def _understood(self) -> tuple[_Field | None, str | None]:
        """The issuer that nobody names: by the number's letters, or the office whose announcement it is."""
        m = self.mention
        sender = next((b for b in self.bodies if 0 < b.start - m.number_end < 40), None)
        if sender is not None and sender.specific and (by := _FROM.match(self.text, m.number_end, sender.start)):
            role = sender.rule.startswith("roles.")  # "dari Bupati Pasaman": the office as it stands
            value = " ".join(self.text[by.start("role") : sender.end].split()) if role else sender.name
            return _Field(value, sender.start, sender.end, "documents.sender", sender.steps), sender.name
        if m.kind == "Putusan" and _SUPERVISOR.search(m.number):
            judges = [b for b in self.bodies if b.kind == "supervisor" and b.specific and b.end <= m.start]
            if judges:
                return _Field(judges[-1].name, m.start, m.number_end, "documents.office", (), 0.85), judges[-1].name
        for rule in _rules()["issuer_in_number"]:
            if m.kind in rule["kinds"] and re.search(rf"(?<![A-Za-z]){rule['mark']}(?![A-Za-z])", m.number):
                step = (f"{rule['mark']} in {m.number} -> {rule['issuer']}",)
                name = str(rule["issuer"])
                return _Field(name, m.number_start, m.number_end, "documents.number-issuer", step, 0.9), name
        if (agent := self._agent()) is not None:
            return _Field(agent.name, agent.start, agent.end, "documents.agent", agent.steps, 0.85), agent.name
        if m.kind not in _rules()["by_office"]:
            return None, None
        before = [b for b in self.bodies if b.kind in _COMMISSION and b.specific and b.end <= m.start]
        if before:
            owner, how = before[-1].name, "named before"
        elif self.office is not None:
            owner, how = self.office.body, known_as(self.office)
        else:
            return None, None
        step = (f"{m.kind} -> of {owner}, {how}",)
        return _Field(owner, m.start, m.number_end, "documents.office", step, 0.8), owner

    def _agent(self) -> BodyMention | None:
        """ "Bawaslu melayangkan surat imbauan Nomor …": who issues it by the verb before it."""
        before = self.text[max(0, self.mention.start - _AGENT) : self.mention.start]
        verb = _issuing().search(before)
        if verb is None:
            return None
        at = self.mention.start - len(before) + verb.start()
        body = next((b for b in reversed(self.bodies) if b.end <= at), None)
        near = (
            body is not None
            and body.specific
            and not _NEW_CLAUSE.search(self.text[body.end : at])
            and at - body.end < _AGENT
        )
        return body if near else None

    def _checked(self, issuer: str | None, date: _Field | None) -> tuple[tuple[str, ...], float]:
        """What the number itself says: its area code against the issuer's region, its month against the date."""
        parts = re.split(r"[/\s]+", self.mention.number)
        steps: list[str] = []
        confidence = 1.0
        owner = next((b for b in self.bodies if b.name == issuer and b.region), None)
        codes = [p for p in parts[1:] if re.fullmatch(r"\d{4}|[1-9]\d", p) and not p.startswith(("19", "20"))]
        if owner is not None and owner.region and codes and owner.kind != "supervisor":  # their numbers have none
            agrees = any(code in {owner.region.replace(".", ""), owner.region[:2]} for code in codes)
            steps.append(
                f"area code {', '.join(codes)} {'agrees' if agrees else 'disagrees'} with region {owner.region}"
            )
            confidence = 1.0 if agrees or not any(len(c) == 4 for c in codes) else 0.8
        months = [_ROMAN[p] for p in parts if p in _ROMAN]
        if not months and len(parts) > 2 and re.fullmatch(r"0?[1-9]|1[0-2]", parts[-2]):
            sure = len(parts[-2]) == 1 or (
                owner is not None and owner.kind == "supervisor"
            )  # "/03/" is a unit of KPU RI
            months = [int(parts[-2])] if sure else []
        if months and date is not None and len(date.value) >= 7:
            agrees = int(date.value[5:7]) == months[-1]
            steps.append(
                f"month {months[-1]} in the number {'agrees' if agrees else 'disagrees'} with the date {date.value}"
            )
            confidence = confidence if agrees else 0.8
        return tuple(steps), confidence
