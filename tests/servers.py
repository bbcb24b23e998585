"""Real SPARQL servers for tests, on the loopback address and a free port, ended by their own handle."""

from __future__ import annotations

import ctypes
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 100000
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def oxigraph_command() -> str | None:
    """The engine's command, from the package of the same name."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.is_file() else shutil.which("oxigraph")


@contextmanager
def oxigraph(directory: Path) -> Iterator[str]:
    """An oxigraph server over that directory; gives its address."""
    command, port = oxigraph_command(), free_port()
    assert command is not None
    with _running([command, "serve", "-l", str(directory), "-b", f"127.0.0.1:{port}"], directory.parent) as log:
        url = f"http://127.0.0.1:{port}"
        _wait(f"{url}/query?query=ASK%7B%7D", log)
        yield url


@contextmanager
def virtuoso(directory: Path) -> Iterator[str]:
    """A Virtuoso server with a database of its own in that directory; gives its address. User and password are dba."""
    directory.mkdir(exist_ok=True)
    port = free_port()
    (directory / "virtuoso.ini").write_text(_INI.format(sql=free_port(), http=port))
    with _running(["virtuoso-t", "-f", "-c", "virtuoso.ini"], directory) as log:
        url = f"http://127.0.0.1:{port}"
        _wait(f"{url}/sparql?query=ASK%7B%7D", log)
        yield url


@contextmanager
def _running(command: list[str], directory: Path) -> Iterator[Path]:
    log = directory / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, cwd=directory, stdout=out, stderr=out, stdin=subprocess.DEVNULL,
            preexec_fn=_end_with_the_tests,  # noqa: PLW1509 - it only asks the kernel
        )  # fmt: skip
    try:
        yield log
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _end_with_the_tests() -> None:
    """Has the kernel end the server where the tests themselves are killed (Linux; elsewhere it is not asked)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def _wait(url: str, log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return  # it answers, if only with a complaint
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the server does not answer: {log.read_text('utf-8', 'replace')[-2000:]}")
