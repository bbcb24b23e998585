"""Reads what an article says about the documents it cites: date, issuer, subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kpugraph.model import BodyMention, DateMention, DocumentFact, DocumentMention, Evidence, Office

_DATED = re.compile(r"[\s,(]*(?:ter|ber)?(?:tanggal|tgl)\b\.?\s*", re.I)
_SUBJECT = re.compile(r"[\s,]*(?:tentang|perihal|hal)\s*:?\s+[“\"]?", re.I)
_SUBJECT_END = re.compile(
    r"[.;,\n”\")]|\s(?:yang|sebagai|serta|dan\s+(?:dihadiri|diikuti|dilanjutkan)|dibacakan|kepada|pada\s+tanggal)\b"
)
_LONGEST_SUBJECT = 160
_TAIL_YEAR = re.compile(r"/((?:19|20)\d\d)\Z")
_ROMAN = {name: n for n, name in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), 1)}  # noqa: SIM905
_NATIONAL = {"PKPU": "KPU RI", "Perbawaslu": "Bawaslu RI"}


@dataclass(frozen=True, slots=True)
class _Field:
    value: str
    start: int
    end: int
    rule: str
    steps: tuple[str, ...] = ()


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
                evidence.append(Evidence(found.start, found.end, exact, found.rule, 1.0, name, found.steps))
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
        if tail and m.kind.startswith("Surat"):
            step = (f"{m.number} -> {tail[1]}, the year in its number",)
            return _Field(tail[1], m.number_start, m.number_end, "documents.year-in-number", step), m.number_end
        return None, m.number_end

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
            word = self.text[m.start : m.start + 10]
            national = next((name for short, name in _NATIONAL.items() if word.startswith(short)), None)
            name = national or (
                inside[0].name if inside else "KPU RI" if "KPU" in self.text[m.start : m.number_start] else None
            )
            return (_Field(name, m.start, m.number_start, "documents.regulation"), name) if name else (None, None)
        if not inside:
            return None, None
        body = inside[0]
        head = self.text[m.start : body.start]
        role = " ".join(re.sub(rf"(?i)^\s*{re.escape(m.kind)}|\bdari\b|\boleh\b", "", head).split())
        role = role if role[:1].isupper() and len(role) < 60 else ""
        return _Field(f"{role} {body.name}".strip(), m.start, body.end, "documents.issuer", body.steps), body.name

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
