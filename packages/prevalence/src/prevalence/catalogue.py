"""All hierarchical models of so many lists, as bits: term θ of a model is bit θ of its code."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from prevalence.errors import InvalidArgument
from prevalence.models import Model
from prevalence.subsets import Bools, members

Codes = NDArray[np.uint64]
MOST_MODELS = 300_000


@lru_cache(maxsize=16)
def catalogue(n_lists: int, order: int | None = None) -> Codes:
    """Codes of all hierarchical models with every main effect, the saturated one left out.

    Parameters
    ----------
    n_lists : int
        2 to 6: a code has 64 bits.
    order : int, optional
        Largest number of lists in a term; the number of lists if not given.

    Returns
    -------
    array of uint64
        Independence first, then in the order in which larger terms become possible.

    Raises
    ------
    InvalidArgument
        If there are more lists than six, or more than 300,000 models.

    Examples
    --------
    >>> [len(catalogue(t)) for t in (3, 4, 5)], len(catalogue(5, 2)), len(catalogue(6, 2))
    ([8, 113, 6893], 1024, 32768)
    """
    if not 2 <= n_lists <= 6:
        raise InvalidArgument(f"All models are listed for 2 to 6 lists, not {n_lists}. Use search='bounded'.")
    highest = n_lists if order is None else order
    if not 1 <= highest <= n_lists:
        raise InvalidArgument(f"order must lie between 1 and {n_lists}, the number of lists, but is {order!r}.")
    codes = np.array([_code(Model.of(n_lists).terms)], dtype=np.uint64)
    for term in sorted(range(1 << n_lists), key=lambda p: (p.bit_count(), members(p))):
        if not 2 <= term.bit_count() <= min(highest, n_lists):
            continue
        below = _code(frozenset(term & ~(1 << i) for i in members(term)))
        ready = codes[(codes & below) == below]
        if len(codes) + len(ready) > MOST_MODELS:
            raise InvalidArgument(
                f"There are more than {MOST_MODELS:,} models of {n_lists} lists up to order {highest}. Lower the "
                "order, merge lists, or use search='bounded'."
            )
        codes = np.concatenate([codes, ready | np.uint64(1 << term)])
    full = _code(frozenset(range(1 << n_lists)))
    result: Codes = codes[codes != full]
    result.flags.writeable = False
    return result


def indicators(codes: Codes, n_lists: int) -> Bools:
    """Array of bool, n_models by 2**n_lists, true at the terms of each model."""
    bits = np.arange(1 << n_lists, dtype=np.uint64)
    return ((codes[:, None] >> bits[None, :]) & np.uint64(1)).astype(np.bool_)


def neighbours(model: Model, order: int) -> list[Model]:
    """Models one term larger or smaller, main effects kept, up to an order; the saturated one left out."""
    found = []
    for term in range(1 << model.n_lists):
        size = term.bit_count()
        if size < 2 or size > order:
            continue
        if term in model.terms:
            if term in model.generators:
                found.append(Model(model.n_lists, model.terms - {term}))
        elif all(term & ~(1 << i) in model.terms for i in members(term)):
            found.append(Model(model.n_lists, model.terms | {term}))
    return [m for m in found if len(m.terms) < 1 << model.n_lists]


def _code(terms: frozenset[int]) -> np.uint64:
    return np.uint64(sum(1 << term for term in terms))
