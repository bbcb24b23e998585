"""Supervised workers over a store: each query within its bounds, a worker that dies replaced, a new version followed."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from kpugraph import guard
from kpugraph.errors import KpugraphError, QueryError, StoreError
from kpugraph.workers import snapshot
from kpugraph.workers.errors import (
    BusyError,
    CrashedError,
    InvalidError,
    NotAcceptableError,
    TooLargeError,
    TooLongError,
)
from kpugraph.workers.limits import Limits
from kpugraph.workers.messages import LENGTH, Answer, Request, pack_request

_KINDS: dict[str, type[KpugraphError]] = {
    kind.__name__: kind
    for kind in (
        QueryError,
        StoreError,
        guard.RefusedError,
        InvalidError,
        TooLargeError,
        NotAcceptableError,
        CrashedError,
    )
}
_OUT_OF_MEMORY = (b"memory allocation", b"bad_alloc", b"MemoryError")
_START_SECONDS = 30.0


def _warn(message: str) -> None:
    print(f"kpugraph: {message}", file=sys.stderr, flush=True)


class _Generation:
    """A version of the store and the workers over it; its snapshot goes with the last of them."""

    def __init__(self, taken: snapshot.Snapshot, state: tuple[int, int]) -> None:
        self.snapshot, self.state = taken, state
        self.idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self.workers: set[_Worker] = set()
        self.current = True

    def forget(self, worker: _Worker) -> None:
        self.workers.discard(worker)
        if not self.current and not self.workers:
            self.snapshot.close()


class _Worker:
    """One process."""

    def __init__(self, process: asyncio.subprocess.Process, complaints: IO[bytes]) -> None:
        self._process, self._complaints = process, complaints

    @classmethod
    async def start(cls, path: Path, limits: Limits) -> _Worker:
        numbers = (limits.megabytes, limits.seconds, limits.rows, limits.answer_bytes)
        complaints = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        package = str(Path(__file__).parents[2])
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "kpugraph.workers.child", str(path), *map(str, numbers),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=complaints,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))},
        )  # fmt: skip
        worker = cls(process, complaints)
        try:
            head, _ = await asyncio.wait_for(worker._hear(), _START_SECONDS)
        except (EOFError, OSError, TimeoutError) as error:
            await worker.end()
            raise StoreError(f"a worker does not start: {worker.last_words()}", where=str(path)) from error
        if "error" in head:
            await worker.end()
            raise StoreError(f"cannot be opened: {head['what']}", where=str(path), todo="build it again")
        return worker

    async def ask(self, request: Request) -> tuple[dict[str, Any], bytes]:
        assert self._process.stdin is not None
        self._process.stdin.write(pack_request(request))
        await self._process.stdin.drain()
        return await self._hear()

    async def _hear(self) -> tuple[dict[str, Any], bytes]:
        assert self._process.stdout is not None
        (length,) = LENGTH.unpack(await self._process.stdout.readexactly(LENGTH.size))
        head = json.loads(await self._process.stdout.readexactly(length))
        return head, await self._process.stdout.readexactly(head.pop("size"))

    def last_words(self) -> str:
        self._complaints.seek(0)
        text = self._complaints.read()
        if any(words in text for words in _OUT_OF_MEMORY):
            return "memory"
        return text.decode("utf-8", "replace").strip().splitlines()[-1] if text.strip() else "no reason given"

    async def end(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()


class Pool:
    """Answers queries over the store at ``path`` in ``size`` processes, at most ``waiting`` more queries in the queue.

    A newer version of the store is used from the first query after it is in place.
    """

    def __init__(
        self, path: Path, limits: Limits, *, size: int = 2, waiting: int = 64, on_error: Callable[[str], None] = _warn
    ) -> None:
        self.path, self.limits, self.size, self._room, self._on_error = path, limits, size, waiting + size, on_error
        self._generation: _Generation | None = None
        self._switching = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._open = 0

    async def start(self) -> None:
        """Starts the workers. StoreError where there is no store that can be read."""
        snapshot.sweep(self.path)
        self._generation = await self._new_generation()

    @property
    def snapshot(self) -> Path:
        """The files of the version that the next query sees, to read from."""
        assert self._generation is not None
        return self._generation.snapshot.path

    @property
    def version(self) -> str:
        """The version that the next query sees."""
        assert self._generation is not None
        return self._generation.snapshot.version

    async def refresh(self) -> None:
        """Follows the store to a newer version, whole: until its workers are ready, the old ones answer."""
        assert self._generation is not None
        if snapshot.state(self.path) == self._generation.state:
            return
        async with self._switching:
            old = self._generation
            if snapshot.state(self.path) == old.state:
                return
            try:
                self._generation = await self._new_generation()
            except (KpugraphError, OSError) as error:  # a store that is gone or damaged: stay with what is good
                self._on_error(f"the old version is served on: {error}")
                old.state = snapshot.state(self.path)
                return
            old.current = False
            while not old.idle.empty():
                self._retire(old, old.idle.get_nowait())

    async def run(self, request: Request) -> Answer:
        """The answer to a query. KpugraphError, with its child for each bound, where there is none."""
        await self.refresh()
        if self._open >= self._room:
            raise BusyError("too many queries at once", todo="try again in some seconds")
        self._open += 1
        try:
            return await self._run(request)
        finally:
            self._open -= 1

    async def _run(self, request: Request) -> Answer:
        assert self._generation is not None
        generation = self._generation
        try:
            worker = await asyncio.wait_for(generation.idle.get(), self.limits.seconds or None)
        except TimeoutError as error:
            raise BusyError("all workers are busy", todo="try again in some seconds") from error
        good = False
        try:
            head, body = await asyncio.wait_for(worker.ask(request), self.limits.seconds or None)
            good = True
        except TimeoutError as error:
            raise TooLongError(
                f"the query took longer than {self.limits.seconds:g} s and was stopped", todo="narrow it, or add LIMIT"
            ) from error
        except (EOFError, OSError) as error:
            await worker.end()
            if worker.last_words() == "memory":
                raise TooLargeError(
                    f"the query needs more than {self.limits.megabytes} MiB of memory", todo="narrow it, or add LIMIT"
                ) from error
            raise CrashedError("the query ended the engine that ran it", todo="simplify it") from error
        finally:
            self._give_back(generation, worker, good)
        if "error" in head:
            kind = _KINDS.get(head["error"], QueryError)
            raise kind(head["what"], where=head.get("where", ""), todo=head.get("todo", ""))
        return Answer(head["style"], body)

    def _give_back(self, generation: _Generation, worker: _Worker, good: bool) -> None:
        if good and generation.current:
            generation.idle.put_nowait(worker)
            return
        self._retire(generation, worker)
        if generation.current:
            self._later(self._replace(generation))

    def _retire(self, generation: _Generation, worker: _Worker) -> None:
        async def retire() -> None:
            await worker.end()
            generation.forget(worker)

        self._later(retire())

    async def _replace(self, generation: _Generation) -> None:
        try:
            await self._add(generation)
        except KpugraphError as error:
            self._on_error(str(error))

    async def _add(self, generation: _Generation) -> None:
        worker = await _Worker.start(generation.snapshot.path, self.limits)
        generation.workers.add(worker)
        if generation.current:
            generation.idle.put_nowait(worker)
        else:
            self._retire(generation, worker)

    async def _new_generation(self) -> _Generation:
        state = snapshot.state(self.path)
        generation = _Generation(snapshot.take(self.path), state)
        started = await asyncio.gather(*(self._add(generation) for _ in range(self.size)), return_exceptions=True)
        failed = [result for result in started if isinstance(result, BaseException)]
        if failed:
            await self._close(generation)
            raise failed[0]
        return generation

    def _later(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Ends all workers."""
        if self._generation is not None:
            await self._close(self._generation)
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _close(self, generation: _Generation) -> None:
        generation.current = False
        await asyncio.gather(*(worker.end() for worker in generation.workers))
        generation.workers.clear()
        generation.snapshot.close()
