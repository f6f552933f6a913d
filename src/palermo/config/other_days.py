"""Doing things on another day than today, for what a demonstration shows of the past."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings


@contextmanager
def as_on(day: date) -> Iterator[None]:
    """Let what is done meanwhile be done on a day."""
    before, settings.PALERMO_TODAY = settings.PALERMO_TODAY, day
    try:
        yield
    finally:
        settings.PALERMO_TODAY = before
