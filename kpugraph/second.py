"""Work that a process of its own does while this one goes on with other work, on a machine of several cores.

What is done is a function of a module with arguments that can be sent (``pickle``). What cannot be sent, or where no
process can be started, is done by this process when its result is asked for: the caller need not know which.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from kpugraph.errors import StoreError

P = ParamSpec("P")
T = TypeVar("T")

# A thread takes the tasks in (``work``), so that whoever gives one never waits, and so that the process ends with ours.
_WORK = """
import pickle, sys
sys.path[:] = sys.argv[1:]
from kpugraph import second
sys.stdout, told = sys.stderr, sys.stdout.buffer
second.work(sys.stdin.buffer, told)
"""


class Second:
    """A second process, as a context: it ends with it."""

    def __init__(self) -> None:
        self._asked, self._told = 0, 0
        self._results: dict[int, Any] = {}
        self._process: subprocess.Popen[bytes] | None
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _WORK, *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            self._process = None

    def __enter__(self) -> Second:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()

    def start(self, function: Callable[P, T], *args: P.args, **named: P.kwargs) -> Callable[[], T]:
        """Begins a task after those begun before; gives what waits for its result, and raises its error."""
        try:
            task = pickle.dumps((function, args, named))
        except (TypeError, AttributeError, pickle.PicklingError):
            return lambda: function(*args, **named)
        if self._process is None:
            return lambda: function(*args, **named)
        number = self._asked = self._asked + 1
        try:
            assert self._process.stdin is not None
            pickle.dump(task, self._process.stdin)
            self._process.stdin.flush()
        except OSError as error:
            raise _died() from error

        def wait() -> T:
            done, result = self._result(number)
            if done:
                return result  # type: ignore[no-any-return]
            if isinstance(result, Exception):
                raise result
            return function(*args, **named)

        return wait

    def _result(self, number: int) -> Any:
        """Whether a task was done, and its result; its error, or None where it could not be begun there."""
        assert self._process is not None
        assert self._process.stdout is not None
        while self._told < number:
            try:
                result = pickle.load(self._process.stdout)
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                raise _died() from error
            self._told += 1
            self._results[self._told] = result
        return self._results.pop(number)


def _died() -> StoreError:
    return StoreError("the process that did half of the work died", todo="try again")


def work(given: Any, told: Any) -> None:
    """What the second process does: tasks in turn, until there are no more to come."""
    import os
    import threading
    from queue import SimpleQueue

    tasks: SimpleQueue[Any] = SimpleQueue()

    def take() -> None:
        while True:
            try:
                tasks.put(pickle.load(given))
            except (OSError, EOFError, pickle.UnpicklingError):
                os._exit(0)

    threading.Thread(target=take, daemon=True).start()
    while True:
        pickle.dump(_done(tasks.get()), told)
        told.flush()


def _done(task: bytes) -> tuple[bool, Any]:
    try:
        function, args, named = pickle.loads(task)
    except Exception:  # such as a store that is gone: it is done over there
        return False, None
    try:
        return True, function(*args, **named)
    except Exception as error:
        return False, _plain(error)


def _plain(error: Exception) -> Exception:
    """The error as it can be sent, or one with its words."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return StoreError(str(error))
    return error
