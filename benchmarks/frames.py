"""CPU of pages with and without room for the frames of a deep call (`palermo.core.call_stack`), in the same run.

    uv run python -m benchmarks.frames

Where the edge of a chunk of frames lies depends on how deep a call begins, so pages are asked for from several depths.
Exits with 1 where pages with room take more CPU than without.
"""

import sys
import threading
import time

from django.test import Client

from benchmarks.measuring import addresses, make_demonstration, readers
from palermo.core.call_stack import with_room

DEPTHS, ROUNDS, LIMIT = range(0, 80, 8), 3, 1.0


def main() -> int:
    """Print a line for each depth, and the ratio of the sums; 1 where it is above the limit."""
    make_demonstration()
    client, pages = readers()["secretariat"], list(addresses(large=False).values())
    measure_in_thread(client, pages, depth=0, has_room=False)
    without, with_it = (
        [sum(measure_in_thread(client, pages, depth, has_room) for _ in range(ROUNDS)) for depth in DEPTHS]
        for has_room in (False, True)
    )
    for depth, before, after in zip(DEPTHS, without, with_it, strict=True):
        print(f"{depth:3} calls deep: {before:6.2f} s without, {after:6.2f} s with room, ratio {after / before:.2f}")
    ratio = sum(with_it) / sum(without)
    print(f"all: ratio {ratio:.2f}, limit {LIMIT:.2f}")
    return int(ratio > LIMIT)


def measure_in_thread(client: Client, pages: list[str], depth: int, has_room: bool) -> float:
    """CPU seconds of a thread that asks for all pages, as a thread of the server does."""
    spent: list[float] = []

    def ask() -> None:
        for page in pages:
            client.get(page)

    def run() -> None:
        begun = time.thread_time()
        _call_from(depth, with_room(ask) if has_room else ask)
        spent.append(time.thread_time() - begun)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return spent[0]


def _call_from(depth: int, function) -> None:
    """Call a function from below so many frames, each of some twenty slots."""
    if depth:
        _call_from(depth - 1, function)
    else:
        function()


if __name__ == "__main__":
    sys.exit(main())
