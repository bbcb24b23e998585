"""How long the server takes for the network around a thing, and for the neighbours of one more, on a large store.

    python tests/benchmarks/neighbours.py [ENTITIES]

A made-up country: a tree of bodies, people with posts in them, events that bodies organise and people lead and attend,
each line with a claim and its sentence. One body (the centre) organises a fifth of all events. A real server answers;
each request is asked five times, none of them from a kept reply, and the middle one counts.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent)]

from serving import Server, serving  # noqa: E402

from kpugraph import store  # noqa: E402
from kpugraph.ids import BASE, CONCEPTS, ONTOLOGY  # noqa: E402

ORG, RDF, SCHEMA = "http://www.w3.org/ns/org#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "https://schema.org/"
OA, RDFS, XSD = "http://www.w3.org/ns/oa#", "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2001/XMLSchema#"
QUOTE = '"'
EVIDENCE = f"<{BASE}graph/evidence>"


def lines(size: int) -> Iterator[str]:
    chance = random.Random(7)
    bodies, people, events = size // 20, size // 2, size - size // 20 - size // 2
    claims = 0

    def say(s: str, p: str, o: str, graph: str = "") -> str:
        return f"<{s}> <{p}> {o if o.startswith(QUOTE) else f'<{o}>'} {graph}.\n"

    def thing(kind: str, number: int, cls: str, label: str) -> Iterator[str]:
        yield say(f"{BASE}{kind}/{number}", f"{RDF}type", cls)
        yield say(f"{BASE}{kind}/{number}", f"{RDFS}label", f'"{label}"@id')

    def claim(s: str, p: str, o: str) -> Iterator[str]:
        nonlocal claims
        claims += 1
        at, span, article = f"{BASE}claim/{claims}", f"{BASE}span/{claims}", f"{BASE}article/{claims // 6}"
        parts = [
            (at, f"{RDF}type", f"{ONTOLOGY}Claim"), (at, f"{RDF}subject", s), (at, f"{RDF}predicate", p), (at, f"{RDF}object", o),
            (at, f"{ONTOLOGY}rule", '"posts.role-name"'), (at, f"{ONTOLOGY}confidence", f'"0.97"^^<{XSD}decimal>'),
            (at, f"{OA}hasTarget", span), (span, f"{OA}hasSource", article), (span, f"{OA}hasSelector", f"{span}/p"),
            (span, f"{OA}hasSelector", f"{span}/q"), (f"{span}/p", f"{OA}start", f'"54"^^<{XSD}integer>'),
            (f"{span}/q", f"{OA}prefix", '"Kegiatan rapat tersebut dipimpin secara langsung oleh Ketua KPU, "'),
            (f"{span}/q", f"{OA}exact", '"Orang"'), (f"{span}/q", f"{OA}suffix", '"."'),
        ]  # fmt: skip
        for part in parts:
            yield say(*part, EVIDENCE)
        if claims % 6 == 1:
            yield say(article, f"{SCHEMA}headline", f'"Berita {claims // 6}"')
            yield say(article, f"{ONTOLOGY}reportedDate", f'"2022-04-12"^^<{XSD}date>')

    def link(s: str, p: str, o: str) -> Iterator[str]:
        yield say(s, p, o)
        yield from claim(s, p, o)

    for number in range(bodies):
        yield from thing("body", number, f"{ORG}FormalOrganization", f"KPU Nomor {number}")
        if number:
            yield from link(f"{BASE}body/{number}", f"{ORG}subOrganizationOf", f"{BASE}body/{(number - 1) // 12}")
    for number in range(people):
        person, post = f"{BASE}person/{number}", f"{BASE}membership/{number}"
        yield from thing("person", number, f"{SCHEMA}Person", f"Orang Nomor {number}")
        yield say(post, f"{RDF}type", f"{ORG}Membership")
        yield say(post, f"{ORG}organization", f"{BASE}body/{number % bodies}")
        yield say(post, f"{ORG}role", f"{CONCEPTS}role/ketua")
        yield say(post, f"{ONTOLOGY}capacity", f"{CONCEPTS}capacity/definitive")
        yield from link(post, f"{ORG}member", person)
    for number in range(events):
        event = f"{BASE}event/{number}"
        yield from thing("event", number, f"{SCHEMA}Event", f"rapat {number}")
        yield say(event, f"{SCHEMA}startDate", f'"2022-04-12"^^<{XSD}date>')
        body = 0 if number % 5 == 0 else number % bodies
        yield from link(event, f"{SCHEMA}organizer", f"{BASE}body/{body}")
        yield from link(event, f"{ONTOLOGY}leader", f"{BASE}person/{number % people}")
        for _ in range(2):
            yield from link(event, f"{SCHEMA}attendee", f"{BASE}person/{chance.randrange(people)}")


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        started = time.perf_counter()
        quads = store.write(path, lines(size))
        print(f"{size:,} entities, {quads:,} quads, written in {time.perf_counter() - started:.0f} s")
        with serving(path, "--cache", "0") as server:
            print(f"{'asked':44} {'first ms':>9} {'median ms':>10} {'KB':>6}")
            for what, address in asked():
                report(server, what, address)


def asked() -> Iterator[tuple[str, str]]:
    """What is asked for, and its address."""

    def page(*around: str, path: str = "/network", **more: str) -> str:
        given = [("around", BASE + name) for name in around] + list(more.items())
        return f"{path}?{urlencode(given)}"

    yield "page of the best connected", "/network"
    yield "page around a person", page("person/77")
    yield "page around an office", page("body/40")
    yield "page around the centre", page("body/0")
    yield "page around a person, two lines deep", page("person/77", depth="2")
    more = {"path": "/network/neighbours"}
    yield "neighbours of a person", page("body/40", of=f"{BASE}person/40", **more)
    yield "neighbours of an office", page("body/0", of=f"{BASE}body/40", **more)
    yield "neighbours of the centre", page("body/40", of=f"{BASE}body/0", **more)
    yield "neighbours of one more beside eight", page(*(f"body/{i}" for i in range(1, 9)), of=f"{BASE}body/40", **more)


def report(server: Server, what: str, address: str) -> None:
    taken, size = [], 0
    for _ in range(6):
        started = time.perf_counter()
        reply = server.ask(address, Accept="text/html")
        taken.append((time.perf_counter() - started) * 1000)
        assert reply.status == 200, reply.text
        size = len(reply.body)
    print(f"{what:44} {taken[0]:9.0f} {statistics.median(taken[1:]):10.0f} {size / 1000:6.0f}", flush=True)


if __name__ == "__main__":
    main()
