"""A real server for tests: ``kpugraph serve`` in a process of its own, on a free port of the loopback."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode


@dataclass(frozen=True)
class Reply:
    """An answer of the server."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    process: subprocess.Popen[str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, timeout: float = 60, **headers: str
    ) -> Reply:
        """One request; ``Content_Type`` is the header Content-Type."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, names)
            reply = connection.getresponse()
            return Reply(reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read())
        finally:
            connection.close()

    def query(
        self, sparql: str, accept: str = "application/sparql-results+json", timeout: float = 60, **more: str
    ) -> Reply:
        """A query by GET."""
        return self.ask("/sparql?" + urlencode({"query": sparql, **more}), timeout=timeout, Accept=accept)

    def rows(self, sparql: str) -> list[dict[str, str]]:
        """The rows of a query, as plain values."""
        reply = self.query(sparql)
        assert reply.status == 200, reply.text
        found = json.loads(reply.body)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in found]


@contextmanager
def serving(
    store: Path, *options: str, command: tuple[str, ...] = (sys.executable, "-m", "kpugraph")
) -> Iterator[Server]:
    """A server over a store for as long as the block runs."""
    arguments = [*command, "serve", "--store", str(store), "--port", "0", *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, env=environment)
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        match = re.search(r"http://[^ ]*:(\d+)/", line)
        assert match, line + process.stderr.read()
        yield Server(int(match[1]), process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stderr.close()
