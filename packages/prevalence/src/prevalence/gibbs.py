"""The inner loop of the latent-class sampler, compiled by numba; where numba has no build it runs the same, slowly."""

import importlib
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from prevalence.subsets import Floats, Ints

try:
    numba: Any = importlib.import_module("numba")
except ImportError:  # no build for this platform
    numba = None

COMPILED = numba is not None
LEAP = 2.0
SLIDES = (0.1, 0.5, 2.0)


def jit(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function if a compiler is installed."""
    return function if numba is None else numba.njit(cache=True, fastmath=False)(function)


@jit
def split(rng: np.random.Generator, count: int, weights: Floats, order: Ints, out: Ints) -> None:
    """Divide `count` people over classes with chances in proportion to `weights`, most likely classes first."""
    left = 0.0
    for k in range(len(weights)):
        left += weights[k]
        out[k] = 0
    for place in range(len(order)):
        k = order[place]
        if count == 0:
            return
        if place == len(order) - 1:
            out[k] = count
            return
        chance = weights[k] / left if left > 0.0 else 0.0
        if chance >= 1.0:
            out[k] = count
            return
        if count == 1:
            drawn = 1 if rng.random() < chance else 0
        elif count * min(chance, 1.0 - chance) < 12.0:
            drawn = inversion(rng, count, chance)
        else:
            drawn = rng.binomial(count, chance)
        out[k] = drawn
        count -= drawn
        left -= weights[k]


@jit
def inversion(rng: np.random.Generator, count: int, chance: float) -> int:
    """A binomial draw by adding up probabilities; quick where few are expected."""
    turned = chance > 0.5
    if turned:
        chance = 1.0 - chance
    if chance <= 0.0:
        return count if turned else 0
    odds = chance / (1.0 - chance)
    u = rng.random()
    if u <= 1.0 - count * chance:
        return count if turned else 0
    probability = np.exp(count * np.log1p(-chance))
    drawn = 0
    while u > probability and drawn < count:
        u -= probability
        probability *= odds * (count - drawn) / (drawn + 1.0)
        drawn += 1
    return count - drawn if turned else drawn


@jit
def beta(rng: np.random.Generator, successes: int, failures: int) -> float:
    """A draw from Beta(1 + successes, 1 + failures), by a power of a uniform where one of them is zero."""
    if successes == 0:
        return float(1.0 - rng.random() ** (1.0 / (1.0 + failures)))
    if failures == 0:
        return float(rng.random() ** (1.0 / (1.0 + successes)))
    a = rng.standard_gamma(1.0 + successes)
    return a / (a + rng.standard_gamma(1.0 + failures))


@jit
def swap_neighbours(
    rng: np.random.Generator,
    size: Ints,
    caught: Ints,
    sticks: Floats,
    left: Floats,
    weights: Floats,
    capture: Floats,
    first: int,
) -> None:
    """Offer each pair of neighbouring classes to change places, with and without their sticks.

    A class's place decides how large it may be expected to be. Without such moves a chain stays with the order it
    began in.
    """
    n_classes = len(size)
    for k in range(first, n_classes - 1, 2):
        a, b = size[k], size[k + 1]
        if a == 0 and b == 0:
            continue
        with_sticks = k < n_classes - 2 and rng.random() < 0.5
        if with_sticks:
            logs = (a * left[k + 1] if a else 0.0) - (b * left[k] if b else 0.0)
        else:
            logs = (b - a) * (np.log(max(weights[k], 1e-300)) - np.log(max(weights[k + 1], 1e-300)))
        if logs < 0.0 and np.log(rng.random()) >= logs:
            continue
        size[k], size[k + 1] = b, a
        for j in range(caught.shape[1]):
            caught[k, j], caught[k + 1, j] = caught[k + 1, j], caught[k, j]
            capture[k, j], capture[k + 1, j] = capture[k + 1, j], capture[k, j]
        if with_sticks:
            rest = weights[k] / sticks[k] if sticks[k] > 0.0 else 0.0
            sticks[k], sticks[k + 1] = sticks[k + 1], sticks[k]
            left[k], left[k + 1] = left[k + 1], left[k]
            weights[k] = rest * sticks[k]
            weights[k + 1] = rest * (1.0 - sticks[k]) * sticks[k + 1]


@jit
def log_sizes(size: Ints, alpha: float) -> float:
    """Log probability of the sizes of the classes given alpha, the sticks integrated out."""
    value, beyond = 0.0, 0
    for k in range(len(size) - 1, 0, -1):
        beyond += size[k]
        value += math.lgamma(alpha + beyond) - math.lgamma(1.0 + alpha + beyond + size[k - 1])
    return value + (len(size) - 1) * math.log(alpha)


@jit
def leap_alpha(rng: np.random.Generator, size: Ints, alpha: float, shape: float, rate: float) -> float:
    """Offer alpha a leap on its logarithm given the sizes alone, so that it is not held where the sticks have it."""
    other = alpha * math.exp(LEAP * rng.standard_normal())
    if not 1e-12 < other < 1e12:
        return alpha
    gain = log_sizes(size, other) - log_sizes(size, alpha)
    gain += shape * math.log(other / alpha) - rate * (other - alpha)
    return other if gain >= 0.0 or math.log(rng.random()) < gain else alpha


@jit
def chances_of(patterns: Ints, weights: Floats, capture: Floats, out: Floats) -> None:
    """Chance of each pattern in each class, that of the empty pattern in the last row."""
    n_classes, n_lists = capture.shape
    for c in range(len(patterns) + 1):
        pattern = patterns[c] if c < len(patterns) else 0
        for k in range(n_classes):
            chance = weights[k]
            for j in range(n_lists):
                chance *= capture[k, j] if pattern >> j & 1 else 1.0 - capture[k, j]
            out[c, k] = chance


@jit
def slide(
    rng: np.random.Generator,
    patterns: Ints,
    counts: Ints,
    weights: Floats,
    sticks: Floats,
    left: Floats,
    capture: Floats,
    chances: Floats,
    alpha: float,
) -> None:
    """Offer one class to become larger and less visible, or smaller and more so, all people summed out.

    What is seen hardly changes along this line and the hidden people do, so that ordinary steps creep along it.
    """
    n_classes, n_lists = capture.shape
    k = int(rng.random() * (n_classes - 1))
    old = sticks[k]
    if not 1e-12 < old < 1.0 - 1e-12:
        return
    shift = rng.standard_normal() * SLIDES[int(rng.random() * len(SLIDES))]
    grown = math.exp(shift)
    new = old * grown / (1.0 - old + old * grown)
    if not 1e-12 < new < 1.0 - 1e-12:
        return
    logs = alpha * (math.log1p(-new) - math.log1p(-old)) + math.log(new / old)
    moved = np.empty(n_lists)
    for j in range(n_lists):
        chance = capture[k, j]
        moved[j] = chance / (chance + (1.0 - chance) * grown)
        if not 0.0 < moved[j] < 1.0:
            return
        logs += math.log(moved[j] / chance) + math.log((1.0 - moved[j]) / (1.0 - chance))
    others = (1.0 - new) / (1.0 - old)
    column = np.empty(len(chances))
    hidden, was_hidden = 0.0, 0.0
    for c in range(len(chances)):
        row = len(chances) - 1 - c
        pattern = patterns[row] if row < len(patterns) else 0
        chance = weights[k] * new / old
        for j in range(n_lists):
            chance *= moved[j] if pattern >> j & 1 else 1.0 - moved[j]
        column[row] = chance
        before, after = 0.0, chance
        for other in range(n_classes):
            before += chances[row, other]
            if other != k:
                after += chances[row, other] * (others if other > k else 1.0)
        if row == len(patterns):
            was_hidden, hidden = before, after
            if hidden >= 1.0 - 1e-12:
                return
        elif before <= 0.0 or after <= 0.0:
            return
        else:
            logs += counts[row] * (math.log(after / before) - math.log((1.0 - hidden) / (1.0 - was_hidden)))
    if logs < 0.0 and math.log(rng.random()) >= logs:
        return
    sticks[k], left[k] = new, math.log1p(-new)
    weights[k] *= new / old
    capture[k, :] = moved
    for other in range(k + 1, n_classes):
        weights[other] *= others
        chances[:, other] *= others
    chances[:, k] = column


@jit
def by_size(weights: Floats, order: Ints) -> None:
    """Put the classes in the order of their weights, largest first; quick where little has changed."""
    for i in range(1, len(order)):
        k, j = order[i], i - 1
        while j >= 0 and weights[order[j]] < weights[k]:
            order[j + 1] = order[j]
            j -= 1
        order[j + 1] = k


@jit
def share_out(
    rng: np.random.Generator,
    patterns: Ints,
    counts: Ints,
    chances: Floats,
    order: Ints,
    taken: Ints,
    size: Ints,
    caught: Ints,
) -> None:
    """Divide the people of each pattern over the classes; count them and the lists that caught them."""
    n_classes, n_lists = caught.shape
    size[:] = 0
    caught[:, :] = 0
    for c in range(len(counts)):
        if counts[c] == 0:
            continue
        split(rng, counts[c], chances[c], order, taken)
        for k in range(n_classes):
            if taken[k]:
                size[k] += taken[k]
                for j in range(n_lists):
                    if patterns[c] >> j & 1:
                        caught[k, j] += taken[k]


@jit
def draw_hidden(rng: np.random.Generator, seen: int, chances: Floats, most: float) -> tuple[int, bool]:
    """How many people are on no list, given the chance of that; and whether the cap was reached."""
    unseen = 0.0
    for k in range(len(chances)):
        unseen += chances[k]
    unseen = min(unseen, 1.0 - 1e-12)
    expected = rng.standard_gamma(float(seen)) * unseen / (1.0 - unseen)
    if expected > most:
        return rng.poisson(most), True
    return rng.poisson(expected), False


@jit
def log_gamma_draw(rng: np.random.Generator, shape: float) -> float:
    """Logarithm of a gamma draw, exact for shapes so small that the draw itself is zero in floating point."""
    if shape >= 1.0:
        return math.log(rng.standard_gamma(shape))
    return math.log(rng.standard_gamma(shape + 1.0)) + math.log(1.0 - rng.random()) / shape


@jit
def draw_sticks(
    rng: np.random.Generator, size: Ints, alpha: float, sticks: Floats, left: Floats, weights: Floats
) -> float:
    """Break the stick anew given the sizes; return the logarithm of what is left for the last class.

    What each break leaves is kept as a logarithm: with a small alpha it is far below the smallest number, and alpha is
    drawn from its logarithm.
    """
    n_classes, beyond = len(size), 0
    for k in range(n_classes):
        beyond += size[k]
    log_rest = 0.0
    for k in range(n_classes - 1):
        beyond -= size[k]
        taken = log_gamma_draw(rng, 1.0 + size[k])
        other = log_gamma_draw(rng, alpha + beyond)
        top = max(taken, other)
        both = top + math.log(math.exp(taken - top) + math.exp(other - top))
        sticks[k], left[k] = math.exp(taken - both), other - both
        weights[k] = math.exp(log_rest + taken - both)
        log_rest += left[k]
    weights[n_classes - 1] = math.exp(log_rest)
    return log_rest


@jit
def draw_capture(rng: np.random.Generator, size: Ints, caught: Ints, capture: Floats) -> None:
    """Draw how well each list sees each class."""
    for k in range(len(size)):
        for j in range(capture.shape[1]):
            capture[k, j] = beta(rng, caught[k, j], size[k] - caught[k, j])
