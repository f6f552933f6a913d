"""A program as those that read files, which does what no such program should, as its input says."""

import os
import sys
import time

from palermo.core.limited_process.reader import run


def read(content: bytes) -> object:
    """What the file asks for."""
    what = content.decode()
    if what == "environment":
        return dict(os.environ)
    if what == "think":
        while True:
            pass
    if what == "sleep":
        time.sleep(60)
    if what == "grow":
        return len(b"x" * 10**9)
    if what == "talk":
        return "x" * 1_000_000
    if what == "leave":
        os._exit(3)
    if what == "crash":
        os.abort()
    raise ValueError(f"a secret of the file: {what}")


if __name__ == "__main__":
    sys.exit(run(read))
