"""Supervised workers over a store: each query within its bounds, a worker that dies replaced, a new version followed."""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
from kpugraph.workers.messages import Answer, Request
from kpugraph.workers.process import Worker

_PATIENCE = 10.0  # seconds that a query waits for a worker; one that has died is back long before
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


def _warn(message: str) -> None:
    print(f"kpugraph: {message}", file=sys.stderr, flush=True)


class _Generation:
    """A version of the store and the workers over it; its snapshot goes with the last of them."""

    def __init__(self, taken: snapshot.Snapshot, state: tuple[int, int]) -> None:
        self.snapshot, self.state = taken, state
        self.workers: set[Worker] = set()
        self.idle: list[Worker] = []
        self.waiting: deque[asyncio.Future[Worker]] = deque()
        self.current = True

    @property
    def needed(self) -> bool:
        """Whether queries come to it, or still wait in it."""
        return self.current or any(not future.done() for future in self.waiting)

    async def take(self, seconds: float) -> Worker:
        """A worker that has nothing to do, once there is one. TimeoutError where that takes too long."""
        if self.idle:
            return self.idle.pop()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Worker] = loop.create_future()
        self.waiting.append(future)
        timer = loop.call_later(seconds, _expire, future) if seconds else None
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled() and future.exception() is None:
                self.give(future.result())  # it came just as nobody wanted it any more
            raise
        finally:
            if timer is not None:
                timer.cancel()

    def give(self, worker: Worker) -> None:
        """Gives a worker to the query that has waited longest."""
        while self.waiting:
            future = self.waiting.popleft()
            if not future.done():
                future.set_result(worker)
                return
        self.idle.append(worker)

    def forget(self, worker: Worker) -> None:
        """Lets go of a worker that has ended."""
        self.workers.discard(worker)
        if not self.current and not self.workers:
            self.snapshot.close()


def _expire(future: asyncio.Future[Worker]) -> None:
    if not future.done():
        future.set_exception(TimeoutError())


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
            while old.idle:
                self._retire(old, old.idle.pop())

    async def run(self, request: Request, seconds: float | None = None) -> Answer:
        """The answer to a query, within ``seconds`` or the pool's own. KpugraphError, a child for each bound, for none."""
        await self.refresh()
        if self._open >= self._room:
            raise BusyError("too many queries at once", todo="try again in some seconds")
        self._open += 1
        try:
            return await self._run(request, self.limits.seconds if seconds is None else seconds)
        finally:
            self._open -= 1

    async def _run(self, request: Request, seconds: float) -> Answer:
        assert self._generation is not None
        generation = self._generation
        worker = await self._worker(generation)
        good = False
        try:
            head, body = await worker.ask(request, seconds)
            good = True
        except TimeoutError as error:
            raise TooLongError(
                f"the query took longer than {seconds:g} s and was stopped", todo="narrow it, or add LIMIT"
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

    async def _worker(self, generation: _Generation) -> Worker:
        """A worker that has nothing to do. One that something else has ended meanwhile is replaced."""
        try:
            while (worker := await generation.take(_PATIENCE)).gone:
                self._give_back(generation, worker, good=False)
        except TimeoutError as error:
            raise BusyError("all workers are busy", todo="try again in some seconds") from error
        return worker

    def _give_back(self, generation: _Generation, worker: Worker, good: bool) -> None:
        if good and generation.needed:
            generation.give(worker)
            return
        self._retire(generation, worker)
        if generation.needed:
            self._later(self._replace(generation))

    def _retire(self, generation: _Generation, worker: Worker) -> None:
        async def retire() -> None:
            await worker.end()
            generation.forget(worker)

        self._later(retire())

    async def _replace(self, generation: _Generation) -> None:
        try:
            await self._add(generation)
        except KpugraphError as error:
            if generation.current:  # else nobody waits for it: its files may be gone
                self._on_error(str(error))

    async def _add(self, generation: _Generation) -> None:
        worker = await Worker.start(generation.snapshot.path, self.limits)
        generation.workers.add(worker)
        if generation.needed:
            generation.give(worker)
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
