"""What the operating system keeps a worker from: much memory, the network, and outliving its supervisor."""

from __future__ import annotations

import os
import sys

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_FILTER_MODE = 2
# architecture of the machine: its number in seccomp's data, and that of its socket call
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL, _DENY = 0x7FFF0000, 0x80000000, 0x00050000 | 13  # 13 is EACCES
_FIRST_X32_CALL = 0x40000000


def memory(megabytes: int) -> None:
    """Bounds the memory of this process: what goes over it makes the engine abort. No core file is left.

    RLIMIT_DATA counts what is written to, where RLIMIT_AS would count the mapped files of the store as well; both
    were seen to stop the engine, at the bound and no later.
    """
    try:
        import resource
    except ImportError:  # no such limits on this system
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if megabytes:
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))


def die_with_parent() -> None:
    """Ends this process when its supervisor ends, however it does; a blocked query would not notice. Linux only."""
    if sys.platform == "linux":
        import ctypes
        import signal

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def no_network() -> bool:
    """Takes from this process the sockets that reach a network; says whether the system could. Linux only.

    The second wall behind ``kpugraph.guard``, which must hold alone elsewhere.
    """
    machine = _MACHINES.get(os.uname().machine) if sys.platform == "linux" else None
    if machine is None:
        return False
    import ctypes
    import struct

    architecture, socket_call = machine
    # each step: operation, how far to go on where it is true and where not, and its value
    steps = (
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, 3, 0, _FIRST_X32_CALL),
        (_EQUAL, 0, 3, socket_call),
        (_LOAD, 0, 0, 16),  # its first argument: the family
        (_EQUAL, 1, 0, 1),  # AF_UNIX stays
        (_RETURN, 0, 0, _DENY),
        (_RETURN, 0, 0, _ALLOW),
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    libc = ctypes.CDLL(None)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return bool(libc.prctl(_PR_SET_SECCOMP, _FILTER_MODE, program, 0, 0) == 0)
