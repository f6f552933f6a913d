"""Decomposable graphs over lists, each as the signed sum of list sets that its likelihood is made of.

A graph is decomposable if vertices can be taken away one at a time, each joined to a set of neighbours that are all
joined to each other. Then a table's probability is a product over cliques divided by a product over separators.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from prevalence.errors import InvalidArgument
from prevalence.subsets import Ints, members, pairs_of

MOST_LISTS = 6


@lru_cache(maxsize=8)
def decomposable_graphs(t: int) -> tuple[NDArray[np.int8], Ints]:
    """All decomposable graphs on t lists.

    Parameters
    ----------
    t : int
        2 to 6.

    Returns
    -------
    signs : array of int8, n_graphs by 2**t
        How often each set of lists counts: once per clique, minus once per separator; the empty separator counts
        nothing.
    edges : array of int, n_graphs
        Bit k is pair k in the order 12, 13, ..., 23, ...

    Raises
    ------
    InvalidArgument
        Outside 2 to 6 lists.

    Examples
    --------
    >>> [len(decomposable_graphs(t)[1]) for t in (3, 4, 5)]
    [8, 61, 822]
    """
    if not 2 <= t <= MOST_LISTS:
        raise InvalidArgument(
            f"Decomposable graphs are averaged for 2 to {MOST_LISTS} lists, not {t}. Merge or omit lists, or use "
            f"latent_classes."
        )
    edges, adjacency = _all_adjacencies(t)
    signs = np.zeros((len(edges), 1 << t), dtype=np.int8)
    left = np.full(len(edges), (1 << t) - 1, dtype=np.int64)
    complete = _complete_sets(adjacency, t)
    everyone = np.arange(len(edges))
    for _ in range(t):
        found = np.zeros(len(edges), dtype=np.bool_)
        for vertex in range(t):
            here = adjacency[:, vertex] & left
            ready = ~found & (left >> vertex & 1 == 1) & complete[everyone, here]
            rows = np.flatnonzero(ready)
            np.add.at(signs, (rows, here[rows] | 1 << vertex), 1)
            np.add.at(signs, (rows, here[rows]), -1)
            left[rows] &= ~(1 << vertex)
            found |= ready
    decided = left == 0
    signs[:, 0] = 0
    kept = signs[decided]
    kept.flags.writeable = False
    return kept, edges[decided]


def _all_adjacencies(t: int) -> tuple[Ints, Ints]:
    pairs = pairs_of(t)
    edges = np.arange(1 << len(pairs), dtype=np.int64)
    adjacency = np.zeros((len(edges), t), dtype=np.int64)
    for place, pair in enumerate(pairs):
        first, second = members(pair)
        present = edges >> place & 1
        adjacency[:, first] |= present << second
        adjacency[:, second] |= present << first
    return edges, adjacency


def _complete_sets(adjacency: Ints, t: int) -> NDArray[np.bool_]:
    """n_graphs by 2**t: whether all vertices of the set are joined to each other."""
    complete = np.ones((len(adjacency), 1 << t), dtype=np.bool_)
    for vertices in range(1, 1 << t):
        first = vertices.bit_length() - 1
        rest = vertices & ~(1 << first)
        complete[:, vertices] = complete[:, rest] & ((adjacency[:, first] & rest) == rest)
    return complete
