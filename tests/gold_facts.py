"""Turns a gold page into the facts that extraction would give, so that the graph side can be tested on its own.

Gold pages carry values only, so the evidence spans are found by searching each value in its article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from kpugraph.model import (
    Article,
    ArticleFacts,
    BodyFact,
    DocumentFact,
    ElectionFact,
    EventFact,
    Evidence,
    Office,
    Page,
    PersonFact,
    PostFact,
    Span,
    StatementFact,
    TermFact,
)
from kpugraph.regions import load_regions
from kpugraph.text import sentences, tokenize

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()  # noqa: SIM905
ABBREVIATIONS = {"kab", "kec", "no", "prov", "dr", "drs", "h", "hj", "s", "m", "sh", "mh", "st", "jl", "nama"}
CLOSERS = {"“": "”", '"': '"', "”": "”", "„": "“", "'": "'", "‘": "’"}
FOLLOWS = re.compile(r"menindaklanjuti|mendasarkan|berdasarkan|sesuai dengan|perintah", re.IGNORECASE)


def facts_of(gold: dict[str, Any]) -> list[ArticleFacts]:
    """The facts of every article of a gold page, in page order, each with evidence for itself and for its fields."""
    page = Page(gold["id"], gold["url"], gold["text"], source="gold", date=gold.get("date"))
    office = _office(page.url)
    return [
        _Reader(article, office).facts(item) for article, item in zip(_split(page, gold), gold["articles"], strict=True)
    ]


def _split(page: Page, gold: dict[str, Any]) -> Iterator[Article]:
    starts: list[Span] = []
    at = 0
    for item in gold["articles"]:
        title = _pattern(item["title"])
        match = re.compile(rf"^[ \t]*({title})[ \t]*$", re.MULTILINE).search(page.text, at)
        match = match or re.compile(f"({title})").search(page.text, at)
        assert match, f"{page.id}: no title {item['title']!r}"
        starts.append(Span(match.start(1), match.end(1)))
        at = match.end(1)
    for index, title_span in enumerate(starts):
        end = starts[index + 1].start if index + 1 < len(starts) else len(page.text)
        body = title_span.end
        again = re.compile(rf"\s*{_pattern(page.text[title_span.start : title_span.end])}\s*").match(
            page.text, body, end
        )
        body = again.end() if again else body
        while body < end and page.text[body].isspace():
            body += 1
        while end > body and page.text[end - 1].isspace():
            end -= 1
        yield Article(page, index, title_span, Span(body, end))


def _office(url: str) -> Office | None:
    region = load_regions().by_host.get(urlsplit(url).hostname or "")
    if region is None:
        return None
    head = "KIP" if region.province == "11" else "KPU"
    return Office(f"{head} {region.full_name}", region.code, "gold.host")


def _pattern(value: str) -> str:
    return r"\s+".join(re.escape(word) for word in value.split())


class _Reader:
    """Finds values in one article and makes evidence of where they stand."""

    def __init__(self, article: Article, office: Office | None) -> None:
        self.article, self.office = article, office
        self.text = article.page.text
        self.bounds = Span(article.title.start, article.body.end)

    def find(self, values: Iterable[str], within: Span | None = None) -> Span | None:
        """Where the first of the values stands: in the body if it can be, else in the headline."""
        area = within or self.article.body
        for value in values:
            pattern = re.compile(rf"(?<!\w){_pattern(value)}(?!\w)", re.IGNORECASE)
            match = pattern.search(self.text, area.start, area.end)
            match = match or (None if within else pattern.search(self.text, self.bounds.start, self.bounds.end))
            if match:
                return Span(match.start(), match.end())
        return None

    def evidence(
        self, span: Span | None, rule: str, field: str = "", steps: tuple[str, ...] = ()
    ) -> tuple[Evidence, ...]:
        if span is None:
            return ()
        exact = self.text[span.start : span.end]
        return (Evidence(span.start, span.end, exact, f"gold.{rule}", 0.9, field, steps),)

    def sure(self, span: Span | None, rule: str) -> tuple[Evidence, ...]:
        """Evidence of a fact itself; where the value does not stand in the article, the headline vouches for it."""
        return self.evidence(span or self.article.title, rule)

    def facts(self, item: dict[str, Any]) -> ArticleFacts:
        documents = tuple(self.document(x) for x in item["documents"])
        events = [self.event(x) for x in item["events"]]
        if events:
            basis = tuple(x.number for x in documents if self.is_followed(x))
            events[0] = _with_basis(events[0], basis)
        place = self.evidence(self.find([item["place"]], None), "dateline", "place") if item["place"] else ()
        day = self.evidence(self.date(item["date"]), "date", "date", (f"-> {item['date']}",)) if item["date"] else ()
        body = self.article.body
        spans = sentences(tokenize(self.text, body.start, body.end), ABBREVIATIONS)
        return ArticleFacts(
            article=self.article,
            office=self.office,
            place=item["place"],
            date=item["date"],
            persons=tuple(self.person(x) for x in item["persons"]),
            bodies=tuple(self.body(x) for x in item["bodies"]),
            posts=tuple(self.post(x) for x in item["posts"]),
            events=tuple(events),
            documents=documents,
            statements=tuple(self.statement(x) for x in item["statements"]),
            elections=tuple(
                ElectionFact(x, self.sure(self.find([x, x.replace(" ", " Tahun "), x.split()[0]]), "election"))
                for x in item["elections"]
            ),
            terms=tuple(
                TermFact(x["holder"], int(x["start"]), int(x["end"]), self.sure(self.period(x), "term"))
                for x in item["terms"]
            ),
            evidence=place + day,
            sentences=(self.article.title, *spans),
        )

    def person(self, item: dict[str, Any]) -> PersonFact:
        found = self.sure(self.find([item["name"], *item["aliases"]]), "person")
        for index, alias in enumerate(item["aliases"]):
            found += self.evidence(
                self.alone(alias, item["name"]), "alias", f"aliases.{index}", (f"{alias} -> {item['name']}",)
            )
        return PersonFact(item["name"], tuple(item["aliases"]), found)

    def alone(self, alias: str, name: str) -> Span | None:
        """The alias where it is not part of the full name."""
        taken = [m.span() for m in re.finditer(_pattern(name), self.text)] if alias in name else []
        for match in re.finditer(rf"(?<!\w){_pattern(alias)}(?!\w)", self.text[: self.bounds.end], re.IGNORECASE):
            inside = any(start <= match.start() < end for start, end in taken)
            if match.start() >= self.bounds.start and not inside:
                return Span(match.start(), match.end())
        return self.find([alias])

    def body_span(self, name: str) -> Span | None:
        forms = [name]
        if name.startswith("KPU"):
            full = name.replace("KPU", "Komisi Pemilihan Umum", 1)
            forms += [
                full,
                full.replace(" RI", " Republik Indonesia"),
                re.sub(" (Provinsi|Kabupaten|Kota) ", " ", name),
            ]
        forms += [" ".join(name.split()[:2]), name.split(maxsplit=1)[0]]
        return self.find(forms)

    def body(self, name: str) -> BodyFact:
        return BodyFact(name, evidence=self.sure(self.body_span(name), "body"))

    def party(self, name: str | None, field: str) -> tuple[Evidence, ...]:
        return self.evidence(self.body_span(name) if name else None, "party", field)

    def post(self, item: dict[str, Any]) -> PostFact:
        name = self.find([item["person"]])
        role = self.find([item["role"]], _around(name, 150)) if name else None
        hull = Span(min(name.start, role.start), max(name.end, role.end)) if name and role else name
        found = self.sure(hull, "post") + self.evidence(role, "role", "role")
        found += self.party(item["body"], "body")
        if item["division"]:
            found += self.evidence(self.find([item["division"]]), "division", "division")
        if item["period"]:
            found += self.evidence(self.find([item["period"]]), "period", "period")
        keys = ("person", "role", "body", "division", "status", "period")
        return PostFact(**{key: item[key] for key in keys}, evidence=found)

    def event(self, item: dict[str, Any]) -> EventFact:
        found = self.sure(self.find([item["name"]]), "event")
        if item["date"]:
            found += self.evidence(self.date(item["date"]), "date", "date", (f"-> {item['date']}",))
        if item["end"]:
            found += self.evidence(self.date(item["end"]), "date", "end", (f"-> {item['end']}",))
        if item["place"]:
            found += self.evidence(self.find([item["place"]]), "venue", "place")
        found += self.party(item["organizer"], "organizer") + self.party(item["leader"], "leader")
        for index, name in enumerate(item["participants"]):
            found += self.party(name, f"participants.{index}")
        keys = ("kind", "name", "date", "end", "place", "organizer", "leader", "status")
        return EventFact(**{key: item[key] for key in keys}, participants=tuple(item["participants"]), evidence=found)

    def document(self, item: dict[str, Any]) -> DocumentFact:
        span = self.find([item["number"]])
        found = self.sure(span, "document")
        if item["date"]:
            near = _around(span, 60) if span else None
            found += self.evidence(self.date(item["date"], near), "date", "date", (f"-> {item['date']}",))
        if item["subject"]:
            found += self.evidence(self.find([item["subject"]]), "subject", "subject")
        issuer = item["issuer"]
        body = re.search(r"\b(?:KPU|KIP|Bawaslu|Panwaslu|DKPP|Mahkamah|DPR|Pemerintah)\b.*", issuer or "")
        if issuer:
            found += self.party(body[0] if body else issuer, "issuer")
        return DocumentFact(
            item["kind"], item["number"], item["date"], issuer, body[0] if body else issuer, item["subject"], found
        )

    def is_followed(self, document: DocumentFact) -> bool:
        first = document.evidence[0]
        return FOLLOWS.search(self.text, max(self.bounds.start, first.start - 250), first.start) is not None

    def statement(self, item: dict[str, Any]) -> StatementFact:
        start = self.find([item["quote"]]) or self.find([item["quote"].rstrip(",.")])
        if start is None:  # the quote begins or ends with a mark, which is no word boundary
            at = self.text.index(item["quote"].split()[0], self.bounds.start)
            start = Span(at, at + len(item["quote"].split()[0]))
        opener = self.text[start.start - 1]
        end = self.text.find(CLOSERS.get(opener, opener), start.end)
        stop = self.bounds.end if end < 0 or end > self.bounds.end else end
        span = Span(start.start, stop)
        found = self.evidence(span, "quote") + self.party(item["speaker"], "speaker")
        return StatementFact(item["speaker"], self.text[span.start : span.end], found)

    def period(self, item: dict[str, Any]) -> Span | None:
        start, end = item["start"], item["end"]
        return self.find([f"{start}-{end}", f"{start} - {end}", f"{start}–{end}", f"{start} – {end}", str(start)])

    def date(self, value: str, near: Span | None = None) -> Span | None:
        year, _, rest = value.replace("--", "0000-", 1).partition("-")
        month, _, day = rest.partition("-")
        forms = []
        if day:
            number, name = int(day), MONTHS[int(month) - 1]
            numeric = f"{number}/{int(month)}"
            forms += [f"{day}/{month}/{year}", f"{numeric}/{year}", f"{number} {name} {year}", f"{number} {name}"]
            forms += [f"({numeric})", f"({day}/{month})", numeric, f"{day}/{month}", str(number)]
        if month:
            forms += [f"{MONTHS[int(month) - 1]} {year}", MONTHS[int(month) - 1]]
        return self.find([*forms, year], near)


def _around(span: Span, width: int) -> Span:
    return Span(max(0, span.start - width), span.end + width)


def _with_basis(event: EventFact, basis: tuple[str, ...]) -> EventFact:
    return replace(event, basis=basis)
