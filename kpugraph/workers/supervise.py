"""The command line under bounds: the work goes on in a child, and the parent only watches over it.

A fork costs a millisecond where a new interpreter costs thirty; it is safe here, before any thread has begun. Where a
system has no fork, the work runs unwatched.
"""

from __future__ import annotations

import os
import sys

from kpugraph import process
from kpugraph.errors import QueryError
from kpugraph.workers import confine

SECONDS, MEGABYTES = 600.0, 8192
TYPE_CHECKING = False  # not from typing: see kpugraph.express
if TYPE_CHECKING:
    import signal
    from types import FrameType
else:
    try:
        import _signal as signal  # the same without its enumerations, which take longer to make than a short query
    except ImportError:
        import signal

_DEATHS = ("SIGABRT", "SIGSEGV", "SIGBUS", "SIGILL")


def supervise(seconds: float | None = None, megabytes: int = MEGABYTES) -> None:
    """Returns in a child process that is held to the bounds; the parent ends as the child does.

    Only where the process is the command's own: in another program it does nothing.

    QueryError, in the parent, for a child that took too long or that the engine brought down.
    """
    if not process.own or not hasattr(os, "fork"):
        return
    process.own = False  # the child is watched over already
    sys.stdout.flush()
    sys.stderr.flush()
    complaints = _buffer()
    child = os.fork()
    if child == 0:
        if complaints >= 0:  # what the engine prints when it dies is for nobody; the rest follows at the end
            os.dup2(complaints, 2)
        confine.memory(megabytes)
        return
    status, stopped = _wait(child, seconds or SECONDS)
    if stopped:
        raise QueryError(
            f"the query ran longer than {seconds or SECONDS:g} s and was stopped", todo="give a longer --timeout"
        )
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in {getattr(signal, name) for name in _DEATHS}:
        raise QueryError(f"the query ended the engine, or needs more than {megabytes} MiB of memory", todo="narrow it")
    _pass_on(complaints)
    os._exit(os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))


def _buffer() -> int:
    return os.memfd_create("stderr") if hasattr(os, "memfd_create") else -1


def _pass_on(complaints: int) -> None:
    if complaints >= 0:
        os.lseek(complaints, 0, os.SEEK_SET)
        while text := os.read(complaints, 1 << 16):
            os.write(2, text)


def _wait(child: int, seconds: float) -> tuple[int, bool]:
    """The child's status, and whether it had to be stopped. Signals to us end the child."""
    stopped = False

    def expire(number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        os.kill(child, signal.SIGKILL)

    def end(number: int, frame: FrameType | None) -> None:
        os.kill(child, signal.SIGKILL)
        os._exit(128 + number)

    signal.signal(signal.SIGALRM, expire)
    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    if seconds:
        signal.setitimer(signal.ITIMER_REAL, seconds)
    _, status = os.waitpid(child, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return status, stopped
