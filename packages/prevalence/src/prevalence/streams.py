"""Random streams by counter, so that a replicate has the same numbers whichever worker computes it."""

import numpy as np

from prevalence.errors import InvalidArgument

DEFAULT_SEED = 20001115  # the day the Trafficking Protocol was adopted


def stream(seed: int, purpose: str, number: int) -> np.random.Generator:
    """The generator of one replicate, chain or simulated data set.

    Parameters
    ----------
    seed : int
        At least 0, less than 2**64.
    purpose : str
        Keeps, for instance, bootstrap and chains with the same seed apart.
    number : int
        Of the replicate, chain or data set, from 0.

    Returns
    -------
    numpy.random.Generator
        A Philox generator whose key is the seed and the purpose, and whose counter starts at the number.

    Raises
    ------
    InvalidArgument
        If the seed is out of range.

    Examples
    --------
    >>> float(stream(1, "bootstrap", 7).random()) == float(stream(1, "bootstrap", 7).random())
    True
    """
    if not 0 <= seed < 2**64:
        raise InvalidArgument(f"seed must be a whole number from 0 to 2**64 - 1, but is {seed!r}.")
    words = np.array([seed, int.from_bytes(purpose.encode()[:8].ljust(8), "little")], dtype=np.uint64)
    counter = np.array([0, 0, number, 0], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=words, counter=counter))
