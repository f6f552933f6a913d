"""Small files of invented persons for tests."""

import numpy as np

from disclosure.privacy.records import Records

COLUMNS = ("year", "gender", "form", "sector")


def rows(persons: int, seed: int) -> list[tuple[str, ...]]:
    """Persons with a year, a gender, often a form, and a sector that depends on the form."""
    rng = np.random.default_rng(seed)
    result = []
    for _ in range(persons):
        form = rng.choice(["labour", "sexual", "crime", ""], p=[0.4, 0.3, 0.1, 0.2])
        likely = {"labour": "farm", "sexual": "hotel", "crime": "street", "": ""}[form]
        sector = likely if rng.random() < 0.8 else rng.choice(["farm", "hotel", "street", ""])
        result.append((str(rng.choice([2021, 2022, 2023])), str(rng.choice(["woman", "man"])), str(form), str(sector)))
    return result


def records(persons: int, seed: int = 1) -> Records:
    """The same as records."""
    return Records.from_rows(COLUMNS, rows(persons, seed))
