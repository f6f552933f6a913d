"""Keeping the index in step with the record. No act of people: nothing here is told in the log."""

from collections.abc import Iterable
from typing import Any


def index_records(kind: str, pks: Iterable[Any]) -> None:
    """Index these records anew, in the transaction they were changed in; those that are gone are taken out."""
    raise NotImplementedError


def reindex_due() -> int:
    """Index what is read by others since the last time because a day has come; how many. For the schedule, daily."""
    raise NotImplementedError


def rebuild() -> int:
    """Index every record anew, in batches, while search goes on; how many entries there are."""
    raise NotImplementedError
