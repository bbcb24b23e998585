"""Requests a second of ``kpugraph serve`` beside ``oxigraph serve-read-only`` (native): 8 clients, ten queries in turn.

    python tests/benchmarks/endpoint.py [SECONDS] [ROUNDS]

The servers run at once over the same store, and are asked in turn, so that a machine that slows down slows all.
Clients keep their connections and take each answer whole. ``kpugraph serve`` keeps answers, since a version of the store
does not change; the native server keeps none; the second column is ours without that.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from typical import build, queries  # isort: skip - it makes the tests' folder known

from serving import serving

from kpugraph import store

BIN = Path(sys.executable).parent
CLIENTS = 8


@contextmanager
def native(path: Path) -> Iterator[int]:
    """The native server over a copy of the store's version."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [shutil.which("oxigraph", path=str(BIN)) or "oxigraph", "serve-read-only", "--location", str(path),
               "--bind", f"127.0.0.1:{port}", "--union-default-graph"]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def requests(texts: list[str], path: str) -> list[bytes]:
    """Queries as requests by form."""
    found = []
    for text in texts:
        accept = "application/n-triples" if "CONSTRUCT" in text else "application/sparql-results+json"
        body = urlencode({"query": text}).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        found.append(head.encode() + body)
    return found


def receive(link: socket.socket) -> int:
    """Reads one answer to its end, by its length or its last chunk; gives its status."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(link)
    head, _, body = data.partition(b"\r\n\r\n")
    lower = head.lower()
    if b"transfer-encoding: chunked" in lower:
        parts = [body]
        while not body.endswith(b"0\r\n\r\n"):
            parts.append(_more(link))
            body = (body + parts[-1])[-5:]
    else:
        left = int(lower.partition(b"content-length:")[2].split(b"\r\n", 1)[0]) - len(body)
        while left > 0:
            left -= len(_more(link))
    return int(head.split(b" ", 2)[1])


def _more(link: socket.socket) -> bytes:
    data = link.recv(1 << 18)
    if not data:
        raise ConnectionError("the server closed the connection")
    return data


def client(port: int, wanted: list[bytes], offset: int, seconds: float, counts: object) -> None:
    """Asks for some seconds; puts the number of good answers into ``counts``."""
    done = bad = 0
    with socket.create_connection(("127.0.0.1", port)) as link:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            link.sendall(wanted[(offset + done) % len(wanted)])
            status = receive(link)
            bad += status != 200
            done += 1
    counts.put((done, bad))  # type: ignore[attr-defined]


def rate(port: int, wanted: list[bytes], seconds: float) -> float:
    """Good answers a second."""
    context = multiprocessing.get_context("fork")
    counts = context.SimpleQueue()
    work = [context.Process(target=client, args=(port, wanted, 3 * i, seconds, counts)) for i in range(CLIENTS)]
    begun = time.perf_counter()
    for process in work:
        process.start()
    for process in work:
        process.join()
    took = time.perf_counter() - begun
    results = [counts.get() for _ in work]
    if any(bad for _, bad in results):
        raise SystemExit(f"{sum(bad for _, bad in results)} answers were not 200")
    return sum(done for done, _ in results) / took


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 4
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "store"
        print(f"{build(path):,} quads, {CLIENTS} clients, {os.cpu_count()} processors, answers a second")
        texts = queries(path)
        with serving(path) as ours, serving(path, "--cache", "0") as bare, native(path / store.current(path)) as theirs:
            sides = ((ours.port, "/sparql"), (bare.port, "/sparql"), (theirs, "/query"))
            print(f"{'query':22} {'kpugraph':>9} {'--cache 0':>9} {'oxigraph':>9} {'share':>7} {'share':>7}")
            for label, group in [
                *((label, [text]) for label, text in texts.items()),
                ("all ten", list(texts.values())),
            ]:
                few = seconds if label == "all ten" else seconds / 4
                pairs = [[rate(port, requests(group, at), few) for port, at in sides] for _ in range(rounds)]
                a, b, c = (statistics.median(rates) for rates in zip(*pairs, strict=True))
                print(f"{label:22} {a:9.0f} {b:9.0f} {c:9.0f} {a / c:7.2f} {b / c:7.2f}")


if __name__ == "__main__":
    main()
