"""How long a package takes, and how much memory: each format, and slices, of synthetic graphs of several sizes.

    python tests/benchmarks/package.py [TRIPLES…]

The graphs are made of invented articles: offices, officials, events, documents and statements with their claims.
Every step runs in a process of its own, so that the memory is that of the step; it includes what every package has
(reading the store, the gate, ontology and pages), which the first line of a size has alone. The last column is the
time a triple against that of the smallest graph: 1.0 is linear.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent)]

from kpugraph import entities, export, quads, store  # noqa: E402
from kpugraph.model import (  # noqa: E402
    Article,
    ArticleFacts,
    BodyFact,
    DocumentFact,
    EventFact,
    Evidence,
    Office,
    Page,
    PersonFact,
    PostFact,
    Span,
    StatementFact,
)
from kpugraph.regions import load_regions  # noqa: E402

_SYLLABLES = ("ba", "di", "ka", "lu", "ma", "na", "ra", "sa", "ti", "wi", "yo", "ha")


def facts(articles: int) -> Iterator[ArticleFacts]:
    """Articles of the country's offices, each with four officials, a citizen, two events, a letter and a statement."""
    regions = [region for region in load_regions().by_code.values() if "." in region.code]
    for number in range(articles):
        yield _Invented(number, regions[number % len(regions)].full_name, regions[number % len(regions)].code).facts()


class _Invented:
    def __init__(self, number: int, place: str, code: str) -> None:
        self.number, self.office = number, Office(f"KPU {place}", code)
        self.people = [_name(number * 5 + i) for i in range(5)]
        self.day = f"20{18 + number % 7}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        self.letter = f"{number}/PK.02.1/{number % 99}/20{18 + number % 7}"
        self.quote = f"Kami siap melaksanakan tahapan ke-{number} sesuai dengan aturan yang berlaku"
        chair, *others, citizen = self.people
        self.title = f"{self.office.body} Gelar Rapat Pleno ke-{number}"
        self.text = (
            f"{self.title}\n\n{place}, {self.day}, {self.office.body} menggelar Rapat Pleno ke-{number} di aula yang "
            f"dipimpin oleh Ketua {self.office.body}, {chair}, dihadiri anggota {', '.join(others)} dan warga {citizen}. "
            f"Rapat Koordinasi ke-{number} menindaklanjuti Surat Nomor {self.letter}. “{self.quote},” ujar {chair}."
        )

    def proof(self, words: str, *fields: str) -> tuple[Evidence, ...]:
        start = self.text.index(words, len(self.title) if words in self.text[len(self.title) :] else 0)
        return tuple(Evidence(start, start + len(words), words, "bench.rule", 0.9, field) for field in ("", *fields))

    def facts(self) -> ArticleFacts:
        body, day, (chair, *others, _) = self.office.body, self.proof(self.day), self.people
        page = Page(f"page-{self.number}", f"https://example.org/{self.number}", self.text)
        start = len(self.title) + 2
        events = [
            EventFact(
                kind, f"{name} ke-{self.number}", self.day, organizer=body, leader=chair, status="held",
                participants=tuple(others), evidence=self.proof(f"{name} ke-{self.number}", "date", "organizer", "leader"),
            )
            for kind, name in (("rapat-pleno", "Rapat Pleno"), ("rapat-koordinasi", "Rapat Koordinasi"))
        ]  # fmt: skip
        return ArticleFacts(
            Article(page, 0, Span(0, len(self.title)), Span(start, len(self.text))),
            self.office,
            date=self.day,
            persons=tuple(PersonFact(person, (), self.proof(person)) for person in self.people),
            bodies=(BodyFact(body, evidence=self.proof(body)),),
            posts=tuple(
                PostFact(person, "Ketua" if person == chair else "Anggota", body, evidence=self.proof(person))
                for person in (chair, *others)
            ),
            events=tuple(events),
            documents=(DocumentFact("Surat", self.letter, evidence=self.proof(self.letter)),),
            statements=(StatementFact(chair, self.quote, evidence=self.proof(self.quote)),),
            evidence=day,
            sentences=(Span(start, len(self.text)),),
        )


def _name(number: int) -> str:
    """A name of two words that no other number has."""
    letters = []
    for _ in range(6):
        number, digit = divmod(number, len(_SYLLABLES))
        letters.append(_SYLLABLES[digit])
    return f"{''.join(letters[:3]).title()} {''.join(letters[3:]).title()}"


_STEP = """
import os, sys, time
from pathlib import Path
from kpugraph import export
from kpugraph.store import Reader
start, cpu = time.perf_counter(), sum(os.times()[:4])
options = export.Options(formats=[f for f in sys.argv[3].split(",") if f], slices=[s for s in sys.argv[4].split(",") if s])
export.write(Reader.open(Path(sys.argv[1])), Path(sys.argv[2]), options)
wall, cpu = time.perf_counter() - start, sum(os.times()[:4]) - cpu  # with what reads the store beside it
size = sum(path.stat().st_size for path in Path(sys.argv[2]).rglob("*") if path.is_file())
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(wall, cpu, peak / 1024, size / 1e6)
"""
_STEPS = {  # label: formats, slices
    "pages and ontology alone": ("", ""),
    **{name: (name, "") for name in export.FORMATS if name != "parquet"},
    "the usual package": (",".join(export.USUAL), ""),
    **{f"turtle, slices by {kind}": ("turtle", kind) for kind in ("body", "province", "year")},
}


class Bench:
    """Runs the steps and prints a line for each."""

    def __init__(self) -> None:
        self.first: dict[str, float] = {}  # CPU seconds a triple of the smallest graph

    def step(self, label: str, path: Path, triples: int) -> None:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-c", _STEP, str(path), f"{folder}/package", *_STEPS[label]]
            environment = {**os.environ, "PYTHONPATH": str(HERE.parent.parent)}
            done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        wall, cpu, peak, size = map(float, done.stdout.split())
        times = cpu / triples / self.first.setdefault(label, cpu / triples)
        print(f"{label:26} {triples:10,} {wall:8.1f} {cpu:8.1f} {peak:10,.0f} {size:9.1f} {times:8.2f}", flush=True)


def main() -> None:
    each = 666  # triples of an article, nearly
    bench = Bench()
    print(f"{'step':26} {'triples':>10} {'wall s':>8} {'CPU s':>8} {'memory MB':>10} {'size MB':>9} {'a triple':>8}")
    for wanted in sorted(map(int, sys.argv[1:] or ("80000", "320000"))):
        with tempfile.TemporaryDirectory() as folder:
            path, start = Path(folder) / "store", time.perf_counter()
            count = store.write(path, quads.lines(entities.resolve(facts(wanted // each), load_regions())))
            print(f"{'(the store is built)':26} {count:10,} {time.perf_counter() - start:8.1f}", flush=True)
            for label in _STEPS:
                bench.step(label, path, count)


if __name__ == "__main__":
    main()
