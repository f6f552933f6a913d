"""How far long work is, and about how long the rest takes."""

import time
from collections.abc import Callable
from typing import Protocol

from prevalence.errors import LongWorkWarning, warn

LONG = 120.0
EVERY = 2.0
FIRST_PIECE = 20


class Iterations(Protocol):
    """Work that consists of so many iterations."""

    iterations: int
    done: int

    def run(self, iterations: int) -> None:
        """Do some of them."""


class Progress:
    """Runs chains piece by piece and reports progress every two seconds.

    Parameters
    ----------
    chains : int
        How many there will be.
    tell : callable or None
        Called with a sentence. Without one, a warning says once that the work is long.
    """

    def __init__(self, chains: int, tell: Callable[[str], None] | None) -> None:
        self.chains, self.tell, self.warned = chains, tell, False

    def run(self, chain: Iterations, number: int) -> None:
        """Run chain `number`, counted from 0, to its end."""
        # The first iterations are not timed: a compiler may be at work in them.
        chain.run(1)
        piece = FIRST_PIECE
        while chain.done < chain.iterations:
            started = time.monotonic()
            chain.run(piece)
            each = max(time.monotonic() - started, 1e-6) / piece
            left = each * (chain.iterations * (self.chains - number) - chain.done)
            if self.tell:
                share = (number + chain.done / chain.iterations) / self.chains
                self.tell(f"chain {number + 1} of {self.chains}: {share:.0%} of all, about {_in_words(left)} left")
            elif left > LONG and not self.warned:
                self.warned = True
                text = (
                    f"This will take about {_in_words(left)}. Stop it and ask for fewer draws, a smaller thin or fewer "
                    "chains, or pass `tell` to follow the progress."
                )
                warn(LongWorkWarning, text)
            piece = max(1, int(EVERY / each))


def _in_words(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 6000 else f"{seconds / 3600:.1f} hours"
