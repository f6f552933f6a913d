"""A study locked while it changes."""

from palermo.core.rows import lock_row
from palermo.knowledge.models import Study


def lock_study(study: Study) -> Study:
    """The study as it is now, locked until the transaction ends."""
    return lock_row(study, "activity")
