"""The sparse file that the benchmarks and some tests count: invented persons, 20 attributes, mostly blank."""

import numpy as np

from disclosure.privacy.records import Records

SIZES = [21, 3, 9, 120, 110, 3, *[1] * 14]
NAMES = ["year", "gender", "age", "citizenship", "exploitation", "duration", *(f"flag_{k:02d}" for k in range(1, 15))]
_FILLED = [0.95, 0.9, 0.5, 0.7, 0.75, 0.2, *[0.165] * 14]
_SITUATIONS = 12


def sparse_file(persons: int, seed: int) -> Records:
    """Twelve latent situations, each with its own chances that an attribute is filled and of its values.

    Citizenship and country of exploitation have long tails in which each situation has its own favourites; a flag is
    either filled or blank.
    """
    rng = np.random.default_rng(seed)
    situation = rng.choice(_SITUATIONS, size=persons, p=rng.dirichlet(np.full(_SITUATIONS, 4.0)))
    codes = np.zeros((persons, len(SIZES)), dtype=np.uint16, order="F")
    for j, size in enumerate(SIZES):
        filled = rng.random(persons) < rng.beta(8 * _FILLED[j], 8 * (1 - _FILLED[j]), size=_SITUATIONS)[situation]
        value = _values(rng, size, situation) if size > 1 else np.zeros(persons, dtype=np.int64)
        codes[:, j] = np.where(filled, value + 1, 0)
    categories = tuple(tuple(f"{name}_{v:03d}" for v in range(s)) for name, s in zip(NAMES, SIZES, strict=True))
    return Records(tuple(NAMES), categories, codes)


def _values(rng, size, situation):
    long = size > 50
    common = 1 / np.arange(1, size + 1) ** (1.0 if long else 0.5)
    place = rng.permutation(size)
    chances = np.empty((_SITUATIONS, size))
    for s in range(_SITUATIONS):
        own = common * (rng.gamma(0.7 if long else 1.5, size=size) + 0.1)
        chances[s, place] = own / own.sum()
    drawn = rng.random(len(situation))
    value = np.empty(len(situation), dtype=np.int64)
    for s in range(_SITUATIONS):
        here = situation == s
        value[here] = np.minimum(np.searchsorted(chances[s].cumsum(), drawn[here]), size - 1)
    return value
