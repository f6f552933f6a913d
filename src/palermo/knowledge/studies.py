"""A study locked while it changes, and the numbers of its parts."""

from django.db.models import Max, Model

from palermo.core.rows import lock_row
from palermo.knowledge.models import Study


def lock_study(study: Study) -> Study:
    """The study as it is now, locked until the transaction ends."""
    return lock_row(study, "activity")


def next_number(whole: Model, parts: str) -> int:
    """The number after the highest one among the parts of a record; 1 where there are none."""
    return (getattr(whole, parts).aggregate(highest=Max("number"))["highest"] or 0) + 1
