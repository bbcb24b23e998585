"""Reads what an article says about the documents it cites: date, issuer, subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kpugraph.lexicon import rules
from kpugraph.model import BodyMention, DateMention, DocumentFact, DocumentMention, Evidence, Office

_DATED = re.compile(r"[\s,(]*(?:ter|ber)?(?:tanggal|tgl)\b\.?\s*", re.I)
_SUBJECT = re.compile(r"[\s,]*(?:tentang|perihal|hal)\s*:?\s+[“\"]?", re.I)
_SUBJECT_END = re.compile(
    r"[.;,\n”\")]|\s(?:yang|sebagai|serta|dan\s+(?:dihadiri|diikuti|dilanjutkan)|dibacakan|kepada|pada\s+tanggal)\b"
)
_LONGEST_SUBJECT = 160
_TAIL_YEAR = re.compile(r"/((?:19|20)\d\d)\Z")
_ROMAN = {name: n for n, name in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), 1)}  # noqa: SIM905
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
    for mention in mentions:
        fact = _Reader(text, end, mention, dates, bodies, office).read()
        key = (fact.kind, re.sub(r"\s+", "", fact.number))
        facts[key] = _merged(facts[key], fact) if key in facts else fact
    return list(facts.values())


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
        """(date, where to go on): the date beside the number, else the year at the end of a letter's number."""
        m = self.mention
        marker = _DATED.match(self.text, m.number_end, self.end)
        at = marker.end() if marker else m.number_end
        for date in self.dates:
            near = (date.start <= at <= date.end or 0 <= date.start - at <= 2) if marker else False
            if near and date.value[:2].isdigit():
                return _Field(date.value, date.start, date.end, "documents.dated"), date.end
        tail = _TAIL_YEAR.search(m.number.replace(" ", ""))
        if tail and m.kind.startswith("Surat") and not any(self._own_year(d) for d in self.dates):
            step = (f"{m.number} -> {tail[1]}, the year in its number, the only one of the article",)
            field = _Field(tail[1], m.number_start, m.number_end, "documents.year-in-number", step, 0.8)
            return field, m.number_end
        return None, m.number_end

    def _own_year(self, date: DateMention) -> bool:
        """Whether the date itself says its year, which then was not fixed by anything else."""
        written = self.text[date.start : date.end].rstrip(" )")
        return date.value[:2] in {"19", "20"} and written.endswith((date.end_value or date.value)[2:4])

    def _subject(self, at: int) -> _Field | None:
        marker = _SUBJECT.match(self.text, at, self.end)
        if marker is None:
            return None
        stop = _SUBJECT_END.search(self.text, marker.end(), self.end)
        end = min(stop.start() if stop else self.end, marker.end() + _LONGEST_SUBJECT)
        value = " ".join(self.text[marker.end() : end].split())
        return _Field(value, marker.end(), end, "documents.subject") if value else None

    def _issuer(self) -> tuple[_Field | None, str | None]:
        m = self.mention
        if m.kind in {"Undang-Undang", "Perppu"}:
            return None, None
        inside = [b for b in self.bodies if b.start >= m.start and b.end <= m.number_start]
        if m.kind == "Peraturan":
            cited = self.text[m.start : m.number_start]
            named = next((name for short, name in _rules()["regulation"].items() if cited.startswith(short)), None)
            name = named or (inside[0].name if inside else "KPU RI" if "KPU" in cited else None)
            return (_Field(name, m.start, m.number_start, "documents.regulation"), name) if name else (None, None)
        if not inside:
            return self._understood()
        body, steps, confidence = inside[0], inside[0].steps, inside[0].confidence
        acting = self._acting(body)
        if acting is not None:
            body, steps, confidence = acting, (f"KPU -> {acting.name}, of which the article tells",), 0.8
        head = self.text[m.start : inside[0].start]
        role = " ".join(re.sub(rf"(?i)^\s*{re.escape(m.kind)}|\bdari\b|\boleh\b", "", head).split())
        role = role if role[:1].isupper() and len(role) < 60 else ""
        value = f"{role} {body.name}".strip()
        return _Field(value, m.start, inside[0].end, "documents.issuer", steps, confidence), body.name

    def _acting(self, body: BodyMention) -> BodyMention | None:
        """For a bare "KPU": the national commission where the article tells of it first (guideline 8)."""
        if body.rule != "bodies.office":
            return None
        told = next((b for b in self.bodies if b.kind == "commission" and not b.rule.endswith("headline")), None)
        return told if told is not None and told.level == "national" else None

    def _understood(self) -> tuple[_Field | None, str | None]:
        """The issuer that nobody names: by the number's letters, or the office whose announcement it is."""
        m = self.mention
        for rule in _rules()["issuer_in_number"]:
            if m.kind in rule["kinds"] and re.search(rf"(?<![A-Za-z]){rule['mark']}(?![A-Za-z])", m.number):
                step = (f"{rule['mark']} in {m.number} -> {rule['issuer']}",)
                name = str(rule["issuer"])
                return _Field(name, m.number_start, m.number_end, "documents.number-issuer", step, 0.9), name
        if m.kind not in _rules()["by_office"]:
            return None, None
        before = [b for b in self.bodies if b.kind in _COMMISSION and b.specific and b.end <= m.start]
        owner = before[-1].name if before else (self.office.body if self.office else None)
        if owner is None:
            return None, None
        step = (f"{m.kind} -> of {owner}, {'named before' if before else 'which publishes'}",)
        return _Field(owner, m.start, m.number_end, "documents.office", step, 0.8), owner

    def _checked(self, issuer: str | None, date: _Field | None) -> tuple[tuple[str, ...], float]:
        """What the number itself says: its area code against the issuer's region, its month against the date."""
        parts = re.split(r"[/\s]+", self.mention.number)
        steps: list[str] = []
        confidence = 1.0
        region = next((b.region for b in self.bodies if b.name == issuer and b.region), None)
        codes = [
            p
            for p in parts[1:]
            if re.fullmatch(r"\d{2}(?:\d{2})?", p) and len(p) in {2, 4} and not p.startswith(("19", "20"))
        ]
        if region and codes:
            own = region.replace(".", "")
            agrees = any(code in {own, own[:2]} for code in codes)
            steps.append(f"area code {', '.join(codes)} {'agrees' if agrees else 'disagrees'} with region {region}")
            confidence = 1.0 if agrees or not any(len(c) == 4 for c in codes) else 0.8
        months = [_ROMAN[p] for p in parts if p in _ROMAN]
        if months and date is not None and len(date.value) >= 7:
            agrees = int(date.value[5:7]) == months[-1]
            steps.append(
                f"month {months[-1]} in the number {'agrees' if agrees else 'disagrees'} with the date {date.value}"
            )
            confidence = confidence if agrees else 0.8
        return tuple(steps), confidence
