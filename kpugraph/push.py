"""Loads a graph into a remote store, in batches that go on where they were broken off.

By SPARQL 1.1 Update (``INSERT DATA``) or by the Graph Store Protocol. As the graph has no blank nodes, a batch that is
sent twice adds nothing the second time; how far a push came stands in a state file until it is done.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from kpugraph.endpoint import TIMEOUT, Endpoint
from kpugraph.errors import KpugraphError, QueryError, StoreError
from kpugraph.store import Reader

BATCH = 1000  # triples: Virtuoso refuses updates of some ten thousand


@dataclass(frozen=True, slots=True)
class Target:
    """Where a graph goes. ``graph`` is the IRI that its default graph gets there; ``replace`` empties graphs first."""

    endpoint: str
    protocol: str = "update"
    graph: str = ""
    batch: int = BATCH
    replace: bool = False
    timeout: float = TIMEOUT


@dataclass(frozen=True, slots=True)
class Pushed:
    """How many triples went, in how many requests, and how many of those an earlier push had already sent."""

    triples: int
    requests: int
    skipped: int


@dataclass(frozen=True, slots=True)
class _Step:
    """One request: the lines to add to a graph, or none where the graph is to be emptied."""

    graph: str
    lines: tuple[str, ...] = ()


def state_path(source: str, endpoint: str) -> Path:
    """Where the state of a push is kept by default: beside the store or file, by the endpoint's address."""
    key = hashlib.blake2b(endpoint.encode(), digest_size=4).hexdigest()
    first = source.split(", ", maxsplit=1)[0]
    return Path(f"{'stdin' if first == '-' else first.rstrip('/')}.push-{key}.json")


def push(
    reader: Reader, target: Target, state: Path, progress: Callable[[int, int], None] = lambda done, of: None
) -> Pushed:
    """Sends the graph. QueryError where the server refuses; the state file then says where to go on.

    StoreError for a graph with blank nodes, which would be others each time they are sent.
    """
    steps = list(_steps(reader, target))
    digest = _digest(steps, target)
    begun = _resumed(state, digest)
    server = Endpoint(target.endpoint, timeout=target.timeout)
    for number, step in enumerate(steps[begun:], begun + 1):
        _send(server, target, step)
        _save(state, digest, number, len(steps))
        progress(number, len(steps))
    state.unlink(missing_ok=True)
    return Pushed(sum(len(step.lines) for step in steps), len(steps) - begun, begun)


def _steps(reader: Reader, target: Target) -> Iterator[_Step]:
    graphs = [(name or target.graph, lines) for name, lines in reader.triples() if lines]
    for name, lines in graphs:
        if any(line.startswith("_:") or " _:" in line.split('"', 1)[0] for line in lines):
            raise StoreError(
                "has blank nodes, which no push can repeat", where=reader.source, todo="give them IRIs first"
            )
        if target.replace:
            yield _Step(name)
    for name, lines in graphs:
        for at in range(0, len(lines), target.batch):
            yield _Step(name, tuple(lines[at : at + target.batch]))


def _digest(steps: list[_Step], target: Target) -> str:
    """What makes two pushes the same one: the address, the way, and every line in its order."""
    found = hashlib.sha256(f"{target.endpoint}\n{target.protocol}\n{target.replace}\n".encode())
    for step in steps:
        found.update(f"{step.graph}\n{len(step.lines)}\n".encode())
        found.update("".join(step.lines).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _resumed(state: Path, digest: str) -> int:
    """How many requests of this very push have been answered before."""
    try:
        saved = json.loads(state.read_text("utf-8"))
        return int(saved["done"]) if saved["digest"] == digest else 0
    except FileNotFoundError:
        return 0
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError("is no state of a push", where=str(state), todo="remove it to begin again") from error


def _save(state: Path, digest: str, done: int, of: int) -> None:
    draft = state.with_name(state.name + ".part")
    try:
        draft.write_text(json.dumps({"digest": digest, "done": done, "of": of}) + "\n", "utf-8")
        os.replace(draft, state)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StoreError(
            f"cannot be written: {error.strerror}", where=str(state), todo="choose another --state"
        ) from error


def _send(server: Endpoint, target: Target, step: _Step) -> None:
    if target.protocol == "update":
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        _checked(server, "POST", target.endpoint, data=_update(step).encode(), headers=headers)
        return
    query = urlencode({"graph": step.graph}) if step.graph else "default"
    url = f"{target.endpoint}{'&' if '?' in target.endpoint else '?'}{query}"
    if step.lines:
        headers = {"Content-Type": "application/n-triples"}
        _checked(server, "POST", url, data="".join(step.lines).encode(), headers=headers)
        return
    try:
        _checked(server, "DELETE", url)
    except QueryError as error:
        if not error.what.startswith("404"):  # a graph that is not there is empty
            raise


def _checked(server: Endpoint, method: str, url: str, **options: object) -> None:
    try:
        server.send(method, url, **options)
    except KpugraphError as error:
        todo = f"{error.todo}; " if error.todo else ""
        raise QueryError(error.what, where=error.where, todo=f"{todo}the same command goes on from here") from error


def _update(step: _Step) -> str:
    if not step.lines:
        return f"CLEAR SILENT {f'GRAPH <{step.graph}>' if step.graph else 'DEFAULT'}"
    triples = "".join(step.lines)
    return f"INSERT DATA {{\nGRAPH <{step.graph}> {{\n{triples}}} }}" if step.graph else f"INSERT DATA {{\n{triples}}}"
