"""A worker: answers queries over one store, one after the other, from standard input to standard output.

python -m kpugraph.workers.child STORE MEGABYTES ROWS BYTES
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import BinaryIO

from kpugraph.errors import KpugraphError
from kpugraph.workers import confine
from kpugraph.workers.limits import Limits
from kpugraph.workers.messages import LENGTH, pack, unpack_request


def main() -> None:
    """Serves until standard input ends."""
    path, *numbers = sys.argv[1:]
    megabytes, rows, size = map(int, numbers)
    limits = Limits(megabytes=megabytes, rows=rows, answer_bytes=size)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us
    confine.die_with_parent()
    confine.no_network()
    import pyoxigraph as ox

    from kpugraph.workers import answer as layer

    source, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    try:
        store = ox.Store.read_only(str(Path(path)))
    except OSError as error:
        _say(out, pack({"error": "StoreError", "what": str(error)}))
        return
    confine.memory(limits.megabytes)
    _say(out, pack({"ready": True}))
    while (length := source.read(LENGTH.size)) and len(length) == LENGTH.size:
        request = unpack_request(json.loads(source.read(LENGTH.unpack(length)[0])))
        try:
            found = layer.answer(store, request, limits)
            reply = pack({"style": found.style}, found.body)
        except KpugraphError as error:
            reply = pack({"error": type(error).__name__, "what": error.what, "where": error.where, "todo": error.todo})
        except MemoryError:
            os.abort()  # as the engine does: the supervisor knows what that means
        except Exception as error:  # a fault of ours: this query's answer says so, the next one is not touched
            reply = pack({"error": "CrashedError", "what": f"internal error: {type(error).__name__}: {error}"})
        _say(out, reply)


def _say(out: BinaryIO, message: bytes) -> None:
    out.write(message)
    out.flush()


if __name__ == "__main__":
    main()
