"""Elections named and terms of office, as facts of an article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpugraph.model import BodyMention, ElectionFact, ElectionMention, Evidence, Office, TermFact

_TERM = re.compile(
    r"\b(?:periode|masa\s+jabatan|masa\s+bakti|masa\s+bhakti)\s*(?:tahun\s*)?(\d{4})\s*(?:[-–—/]|s\.?/?d\.?|sampai|hingga)\s*(\d{4})",
    re.I,
)
# Plans and figures have periods too; a term belongs to a body or a post.
_NO_TERM = re.compile(
    r"\b(?:renstra|rencana\s+strategis|rpjmd?|rpjmn|anggaran|dpb|data\s+pemilih|road\s*map)\b[^.;]{0,60}\Z", re.I
)
_SELECTED = re.compile(r"(?:Tim Seleksi|Timsel|Panitia Seleksi)\b.*?\bAnggota\s+(.+)")
_OFFICE_WORD = re.compile(
    r"\b(?:ketua|anggota|komisioner|sekretaris|pimpinan|bupati|wali\s*kota|gubernur|presiden|kepala|pengurus|pejabat|calon)\b",
    re.I,
)
_REACH = 90  # characters between a term and the body that it belongs to
_BARE = ("bodies.office", "bodies.again", "bodies.bare")


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
    part = text[start:end].lower()
    if "periode" not in part and "masa" not in part:
        return []
    raw = [(match, _holder(match, bodies)) for match in _TERM.finditer(text, start, end)]
    raw = [(match, body) for match, body in raw if _is_term(match, body)]
    sure = {(m[1], m[2]): body for m, body in raw if body is not None and body.rule not in _BARE}
    found: dict[tuple[str, int, int], TermFact] = {}
    for match, body in raw:
        years = (match[1], match[2])
        if int(years[1]) <= int(years[0]):
            continue
        steps: tuple[str, ...] = ()
        if body is not None and not body.specific:
            continue
        name = body.name if body else (office.body if office else None)
        if body is None or body.rule in _BARE:
            better = sure.get(years) or next((b for y, b in sure.items() if y[0] == years[1] or y[1] == years[0]), None)
            if better is not None:
                name = better.name
                steps = (f"{match.group()} -> of {name}, whose term the article names",)
        if name is None:
            continue
        if body is not None and (team := _SELECTED.match(name)):
            name, steps = team[1], (*steps, f"{name} -> {team[1]}, whose members it selects")
        first = min(match.start(), body.start) if body and match.start() - body.start < _REACH else match.start()
        evidence = Evidence(
            first, match.end(), text[first : match.end()], "terms.period", 0.9 if steps else 1.0, "", steps
        )
        key = (name, int(years[0]), int(years[1]))
        found.setdefault(key, TermFact(*key, (evidence,)))
    return list(found.values())


def _is_term(match: re.Match[str], body: BodyMention | None) -> bool:
    """Whether the period is somebody's term: "masa jabatan", or with a body or an office in reach before it."""
    before = match.string[max(0, match.start() - _REACH) : match.start()]
    if _NO_TERM.search(before):
        return False
    return body is not None or match.group()[:1].lower() == "m" or bool(_OFFICE_WORD.search(before))


def _holder(match: re.Match[str], bodies: Sequence[BodyMention]) -> BodyMention | None:
    """The body named last before the term, else first behind it, near by and in its sentence."""
    text = match.string
    before = [
        b
        for b in bodies
        if b.end <= match.start() and match.start() - b.end < _REACH and not _stop(text, b.end, match.start())
    ]
    if before:
        return max(before, key=lambda b: b.end)
    after = [
        b
        for b in bodies
        if b.specific and match.end() <= b.start < match.end() + 20 and not _stop(text, match.end(), b.start)
    ]
    return after[0] if after else None


def _stop(text: str, start: int, end: int) -> bool:
    return bool(re.search(r"[.!?]\s|\n", text[start:end]))
