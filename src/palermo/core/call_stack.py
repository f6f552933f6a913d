"""Room for the frames of a deep call, asked of the system once instead of at each step."""

from collections.abc import Callable

# Slots of 8 bytes. CPython rounds the memory for the frame below up to a power of two, here 1 MB: nearly half of it is
# left for the frames of what is called. The kernel gives pages only to what is touched.
SLOTS = 70_000


def with_room[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Return a function that calls `function` with room for a deep call.

    CPython (3.11 to 3.14 at least) keeps the frames of a thread in chunks of 16 kB, maps a chunk when a call needs one
    and unmaps it as soon as that call returns. Code that keeps going up and down across the edge of a chunk, as the
    rendering of a template does, pays two system calls each time: up to a fifth of the time of a page. A frame that
    takes much room gets a chunk so large that the frames above it fit into the same one. `benchmarks/frames.py`
    measures it.
    """

    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    call.__code__ = call.__code__.replace(co_stacksize=SLOTS)
    return call
