"""Chains of the latent-class sampler, each with a ladder of thinned tables that lets it cross from hill to hill.

A step of the ladder is the same posterior for a table with fewer people in the same proportions. The fewer people, the
flatter the posterior, and the more easily a chain goes from one hill to another; neighbouring steps offer each other
their parameters, accepted so that every step keeps its own posterior exactly. Only the whole table is reported.
"""

import math

import numpy as np

from prevalence.gibbs import (
    by_size,
    chances_of,
    draw_capture,
    draw_hidden,
    draw_sticks,
    jit,
    leap_alpha,
    share_out,
    slide,
    split,
    swap_neighbours,
)
from prevalence.subsets import Floats, Ints

RATIO = 1.5
GOLDEN = (math.sqrt(5.0) - 1.0) / 2.0


def ladder_of(counts: Ints, steps: int, ratio: float = RATIO) -> Ints:
    """Counts per step, n_steps by n_patterns: the table, then thinned by a ratio again and again."""
    # Each pattern is rounded from an offset of its own, so that the rare ones do not all vanish at the same step.
    shares = ratio ** -np.arange(steps, dtype=np.float64)
    offsets = (0.5 + GOLDEN * np.arange(1, len(counts) + 1)) % 1.0
    return np.floor(counts[None, :] * shares[:, None] + offsets).astype(np.int64)


@jit
def log_shares(chances: Floats, out: Floats) -> None:
    """Logarithm of the chance of each pattern among those who are seen."""
    unseen = 0.0
    last = len(chances) - 1
    for k in range(chances.shape[1]):
        unseen += chances[last, k]
    seen = math.log(max(1.0 - unseen, 1e-12))
    for c in range(last):
        chance = 0.0
        for k in range(chances.shape[1]):
            chance += chances[c, k]
        out[c] = math.log(max(chance, 1e-300)) - seen


@jit
def exchange(rng: np.random.Generator, ladder: Ints, logs: Floats, holder: Ints, first: int, accepted: Ints) -> None:
    """Offer neighbouring steps each other's parameters."""
    for step in range(first, len(ladder) - 1, 2):
        here, there = holder[step], holder[step + 1]
        gain = 0.0
        for c in range(ladder.shape[1]):
            gain += (ladder[step, c] - ladder[step + 1, c]) * (logs[there, c] - logs[here, c])
        if gain >= 0.0 or math.log(rng.random()) < gain:
            holder[step], holder[step + 1] = there, here
            accepted[step] += 1


@jit
def sweep(
    rng: np.random.Generator,
    patterns: Ints,
    counts: Ints,
    seen: int,
    step: int,
    shape: float,
    rate: float,
    most_hidden: float,
    alpha: float,
    weights: Floats,
    sticks: Floats,
    left: Floats,
    capture: Floats,
    chances: Floats,
    order: Ints,
    taken: Ints,
    size: Ints,
    caught: Ints,
) -> tuple[int, bool, float]:
    """One round of all draws for one table; returns the hidden people, whether the cap was reached, and alpha."""
    by_size(weights, order)
    if step % 8 == 0:
        slide(rng, patterns, counts, weights, sticks, left, capture, chances, alpha)
    share_out(rng, patterns, counts, chances, order, taken, size, caught)
    hidden, capped = draw_hidden(rng, seen, chances[len(patterns)], most_hidden)
    split(rng, hidden, chances[len(patterns)], order, taken)
    for k in range(len(size)):
        size[k] += taken[k]
    if step % 4 == 0:
        alpha = leap_alpha(rng, size, alpha, shape, rate)
    swap_neighbours(rng, size, caught, sticks, left, weights, capture, step % 2)
    draw_capture(rng, size, caught, capture)
    log_rest = draw_sticks(rng, size, alpha, sticks, left, weights)
    alpha = max(rng.standard_gamma(shape + len(size) - 1.0) / (rate - log_rest), 1e-12)
    chances_of(patterns, weights, capture, chances)
    return hidden, capped, alpha


@jit
def advance(
    rng: np.random.Generator,
    patterns: Ints,
    ladder: Ints,
    seen: Ints,
    shape: float,
    rate: float,
    most_hidden: float,
    burn_in: int,
    thin: int,
    first: int,
    last: int,
    alpha: Floats,
    weights: Floats,
    sticks: Floats,
    left: Floats,
    capture: Floats,
    chances: Floats,
    logs: Floats,
    order: Ints,
    holder: Ints,
    accepted: Ints,
    taken: Ints,
    size: Ints,
    caught: Ints,
    kept_hidden: Ints,
    kept_classes: Ints,
) -> int:
    """Iterations `first` to `last` of a chain, its state changed in place; returns how often the cap was reached."""
    n_steps, capped = len(ladder), 0
    for step in range(first, last):
        if n_steps > 1:
            for s in range(n_steps):
                log_shares(chances[s], logs[s])
            exchange(rng, ladder, logs, holder, step % 2, accepted)
        hidden, reached = 0, False
        for s in range(n_steps - 1, -1, -1):
            h = holder[s]
            hidden, reached, alpha[h] = sweep(
                rng,
                patterns,
                ladder[s],
                seen[s],
                step,
                shape,
                rate,
                most_hidden,
                alpha[h],
                weights[h],
                sticks[h],
                left[h],
                capture[h],
                chances[h],
                order[h],
                taken,
                size,
                caught,
            )
        capped += reached
        if step >= burn_in and (step - burn_in) % thin == 0:
            place = (step - burn_in) // thin
            kept_hidden[place] = hidden
            kept_classes[place] = (size > 0).sum()
    return capped


class Chain:
    """One chain: its state, and the draws kept so far.

    Parameters
    ----------
    rng : numpy.random.Generator
    patterns : array of int, n_patterns
    ladder : array of int, n_steps by n_patterns
        From `ladder_of`.
    shape, rate, most_hidden, burn_in, thin
        As for `latent_classes`.
    keep : int
        Draws to keep.
    capture : array, n_steps by n_classes by n_lists
    alpha : array, n_steps
        Where to begin.
    """

    def __init__(
        self,
        rng: np.random.Generator,
        patterns: Ints,
        ladder: Ints,
        shape: float,
        rate: float,
        most_hidden: float,
        burn_in: int,
        keep: int,
        thin: int,
        capture: Floats,
        alpha: Floats,
    ) -> None:
        n_steps, n_classes, n_lists = capture.shape
        self.settings = rng, patterns, ladder, ladder.sum(axis=1), shape, rate, most_hidden, burn_in, thin
        self.iterations, self.done, self.capped = burn_in + keep * thin, 0, 0
        weights = np.full((n_steps, n_classes), 1.0 / n_classes)
        chances = np.zeros((n_steps, len(patterns) + 1, n_classes))
        for s in range(n_steps):
            chances_of(patterns, weights[s], capture[s], chances[s])
        self.hidden, self.classes = np.zeros(keep, dtype=np.int64), np.zeros(keep, dtype=np.int64)
        self.accepted = np.zeros(n_steps, dtype=np.int64)
        self.state = (
            alpha,
            weights,
            np.full((n_steps, n_classes), 0.5),
            np.full((n_steps, n_classes), math.log(0.5)),
            capture,
            chances,
            np.zeros((n_steps, len(patterns))),
            np.tile(np.arange(n_classes), (n_steps, 1)),
            np.arange(n_steps),
            self.accepted,
            np.zeros(n_classes, dtype=np.int64),
            np.zeros(n_classes, dtype=np.int64),
            np.zeros((n_classes, n_lists), dtype=np.int64),
            self.hidden,
            self.classes,
        )

    def run(self, iterations: int) -> None:
        """Further iterations, no more than there are left; the numbers do not depend on how they are divided."""
        last = min(self.done + iterations, self.iterations)
        self.capped += int(advance(*self.settings, self.done, last, *self.state))
        self.done = last
