"""Figures of six States for three years, as tests release them: by sex and age, form, citizenship, and of justice."""

from collections.abc import Sequence

from palermo.figures.bundles import Key
from palermo.figures.derived import CONVICTED, PROSECUTED, SUSPECTED, VICTIMS
from tests.factories.figures import key_of

STATES = ("aut", "bra", "fra", "ind", "tha", "zaf")
YEARS = (2004, 2005, 2006)


def reported_figures(states: Sequence[str] = STATES, years: Sequence[int] = YEARS, *, more: int = 0) -> dict[Key, int]:
    """From 40 victims in the first State to 92 in the last, and `more` women in each.

    Three girls and two boys each, which are suppressed.
    """
    found: dict[Key, int] = {}
    for at, state in enumerate(states):
        for year in years:
            number = 40 + 10 * at + (year - YEARS[0]) + more
            found |= {
                key_of(VICTIMS, state, year): number,
                key_of(VICTIMS, state, year, sex="female", age="18+"): number - 15,
                key_of(VICTIMS, state, year, sex="male", age="18+"): 10,
                key_of(VICTIMS, state, year, sex="female", age="0-17"): 3,
                key_of(VICTIMS, state, year, sex="male", age="0-17"): 2,
                key_of(VICTIMS, state, year, form="sexual"): number - 15,
                key_of(VICTIMS, state, year, form="forced_labour"): 15,
                key_of(VICTIMS, state, year, citizenship=state): number - 20,
                key_of(VICTIMS, state, year, citizenship="ukr"): 20,
                key_of(SUSPECTED, state, year): 30,
                key_of(PROSECUTED, state, year): 20,
                key_of(CONVICTED, state, year): 8 + at,
            }
    return found
