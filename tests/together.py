"""Acts at the same moment, each over a connection of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from palermo.core.refusals import Refused


def do_together[Done](acts: Sequence[Callable[[], Done]]) -> list[Done | str]:
    """Do all acts at once; gives what each gave, in their order, or the sentence by which it was refused."""
    together = Barrier(len(acts))

    def do(act: Callable[[], Done]) -> Done | str:
        together.wait()
        try:
            return act()
        except Refused as refused:
            return str(refused)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))
