"""Locking a file for one writer, as the operating system offers it."""

import importlib
import importlib.util

from disclosure.errors import NotPossible


def lock(handle: int) -> None:
    """Wait until no other process holds the file, and hold it until it is closed or this process ends."""
    if importlib.util.find_spec("fcntl") is None:
        raise NotPossible(
            "Ledgers and registers need a system with flock, such as Linux or macOS: without it two writers could "
            "overspend a budget together. Keep them on such a machine; everything else works here."
        )
    fcntl = importlib.import_module("fcntl")
    fcntl.flock(handle, fcntl.LOCK_EX)
