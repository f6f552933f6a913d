"""The first rows of a list that may be long, with how many more there are: nothing is left out without saying so."""

from collections.abc import Iterable, Sequence

from django.db.models import Model, QuerySet


class FirstRows[Row](list[Row]):
    """The first rows of a list. `more` says how many others there are; `{% left_out rows %}` shows it."""

    def __init__(self, rows: Iterable[Row] = (), more: int = 0) -> None:
        super().__init__(rows)
        self.more = more


def first_of[Row](records: QuerySet[Model, Row] | Sequence[Row], most: int) -> FirstRows[Row]:
    """The first `most` of these records; only where there are more are they counted."""
    rows = list(records[: most + 1])
    if len(rows) <= most:
        return FirstRows(rows)
    number = records.count() if isinstance(records, QuerySet) else len(records)
    return FirstRows(rows[:most], number - most)
