"""Whether the partitions of a dimension make a hierarchy."""

from disclosure.errors import InvalidSpecification
from disclosure.tables.specification import Dimension


def check_partitions(dimension: Dimension, where: str) -> None:
    """Refuse a category that is its own ancestor, or twice a part of one partition."""
    below: dict[str, set[str]] = {}
    for partition in dimension.partitions:
        every = (*partition.parts, *partition.optional)
        twice = sorted({part for part in every if every.count(part) > 1})
        if twice:
            raise InvalidSpecification(f"{where}: {twice[0]!r} is twice a part of {partition.parent!r}. Name it once.")
        below.setdefault(partition.parent, set()).update(every)
    for category in below:
        if category in _descendants(category, below):
            raise InvalidSpecification(f"{where}: {category!r} is a part of itself. Correct its partitions.")
    if dimension.total is not None and below and dimension.total not in below:
        raise InvalidSpecification(
            f"{where}: the total {dimension.total!r} has no partition, though others are declared: "
            f"{', '.join(below)}. Name the parts of the total."
        )


def _descendants(category: str, below: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    to_visit = list(below.get(category, ()))
    while to_visit:
        part = to_visit.pop()
        if part not in found:
            found.add(part)
            to_visit += below.get(part, ())
    return found
