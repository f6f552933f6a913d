"""The other side of `starting`: what a process does that reads one file. Imports nothing but Python's own library.

Its input is a line of JSON, then the file; its output is a line of JSON, then the answer. It limits itself before it
looks at the file, and what it set then it cannot lift.
"""

import ctypes
import gc
import json
import os
import signal
import sys
from collections.abc import Callable

if sys.platform != "win32":
    import resource

# After SIGXCPU, for which Python has no answer, comes one that none can have.
GRACE = 1
OPEN_FILES = 256
PR_SET_PDEATHSIG = 1


def run(read: Callable[..., object]) -> None:
    """Read the file that stands in the input, and answer what `read` gives for it: bytes, or what JSON can hold.

    An error is answered by the name of its class only: its message could quote the file.
    """
    order = json.loads(sys.stdin.buffer.readline())
    confine(order["limits"], order["parent"])
    gc.disable()
    try:
        result = read(sys.stdin.buffer.read(), **order["options"])
        answer = result if isinstance(result, bytes) else json.dumps(result, ensure_ascii=False).encode()
        heading = {}
    except BaseException as error:
        kind = type(error)
        heading, answer = {"failed": f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")}, b""
    sys.stdout.buffer.write(json.dumps(heading).encode() + b"\n" + answer)
    sys.stdout.buffer.flush()
    # Nothing is left to tidy up, and to let go of millions of cells takes time.
    os._exit(0)


def confine(limits: dict[str, int], parent: int) -> None:
    """Give this process its limits; it ends with the one that started it. Windows has but the clock of that one."""
    if sys.platform == "win32":
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits["clock"])
    space, longest = limits["space"] or limits["memory"], limits["files"] or limits["answer"]
    for kind, soft, hard in (
        (resource.RLIMIT_AS, space, space),
        (resource.RLIMIT_CPU, limits["seconds"], limits["seconds"] + GRACE),
        (resource.RLIMIT_FSIZE, longest, longest),
        (resource.RLIMIT_NOFILE, OPEN_FILES, OPEN_FILES),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        resource.setrlimit(kind, (soft, hard))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        # It ended before it could be tied to.
        os._exit(1)
    os.nice(10)
