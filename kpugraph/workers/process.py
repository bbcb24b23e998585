"""One worker process as its supervisor sees it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import IO, Any, cast

from kpugraph.errors import StoreError
from kpugraph.workers.limits import Limits
from kpugraph.workers.messages import LENGTH, Request, pack_request

_OUT_OF_MEMORY = (b"memory allocation", b"bad_alloc", b"MemoryError")
_START_SECONDS = 30.0
Reply = tuple[dict[str, Any], bytes]


class Worker(asyncio.SubprocessProtocol):
    """A process that answers one query at a time."""

    def __init__(self, complaints: IO[bytes]) -> None:
        self._complaints = complaints  # what it prints on standard error, which tells of what it died
        self._loop = asyncio.get_running_loop()
        self._reply: asyncio.Future[Reply] = self._loop.create_future()
        self._exited = self._loop.create_future()
        self._data = bytearray()
        self._transport: asyncio.SubprocessTransport | None = None

    @classmethod
    async def start(cls, path: Path, limits: Limits) -> Worker:
        """A worker over the store at ``path``. StoreError where it cannot open it."""
        numbers = (limits.megabytes, limits.rows, limits.answer_bytes)
        package = str(Path(__file__).parents[2])
        with tempfile.TemporaryFile() as complaints:
            worker = cls(os.fdopen(os.dup(complaints.fileno()), "rb"))
            await worker._loop.subprocess_exec(
                lambda: worker,
                *(sys.executable, "-P", "-m", "kpugraph.workers.child", str(path), *map(str, numbers)),
                stderr=complaints,
                env={
                    **os.environ,
                    "RUST_BACKTRACE": "0",  # a trace nobody reads would take the engine longer than to die
                    "PYTHONPATH": os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH")))),
                },
            )
        try:
            head, _ = await worker._awaited(_START_SECONDS)
        except (EOFError, TimeoutError) as error:
            await worker.end()
            raise StoreError(f"a worker does not start: {worker.last_words()}", where=str(path)) from error
        if "error" in head:
            await worker.end()
            raise StoreError(f"cannot be opened: {head['what']}", where=str(path), todo="build it again")
        return worker

    async def ask(self, request: Request, seconds: float) -> Reply:
        """The answer. TimeoutError where it takes longer, EOFError where the process dies of it."""
        assert self._transport is not None
        self._reply = self._loop.create_future()
        if self._exited.done():
            raise EOFError
        pipe = cast(asyncio.WriteTransport, self._transport.get_pipe_transport(0))
        pipe.write(pack_request(request))
        return await self._awaited(seconds)

    async def _awaited(self, seconds: float) -> Reply:
        timer = self._loop.call_later(seconds, self._fail, TimeoutError()) if seconds else None
        try:
            return await self._reply
        finally:
            if timer is not None:
                timer.cancel()

    def _fail(self, error: BaseException) -> None:
        if not self._reply.done():
            self._reply.set_exception(error)

    @property
    def gone(self) -> bool:
        """Whether the process has ended."""
        return self._exited.done()

    def last_words(self) -> str:
        """Why it died: "memory", or the last line that it printed."""
        self._complaints.seek(0)
        text = self._complaints.read()
        if any(words in text for words in _OUT_OF_MEMORY):
            return "memory"
        return text.decode("utf-8", "replace").strip().splitlines()[-1] if text.strip() else "no reason given"

    async def end(self) -> None:
        """Ends the process, whatever it is doing."""
        assert self._transport is not None
        if not self._exited.done():
            self._transport.kill()
        await self._exited
        self._transport.close()

    # what asyncio tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.SubprocessTransport, transport)

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        self._data += data
        if len(self._data) < LENGTH.size:
            return
        begin = LENGTH.size + LENGTH.unpack_from(self._data)[0]
        if len(self._data) < begin:
            return
        head = json.loads(self._data[LENGTH.size : begin])
        end = begin + head["size"]
        if len(self._data) >= end and not self._reply.done():
            self._reply.set_result((head, bytes(memoryview(self._data)[begin:end])))
            self._data = bytearray()

    def process_exited(self) -> None:
        if not self._exited.done():
            self._exited.set_result(None)
        self._fail(EOFError())
