"""Openings whose day has come are written down, by the schedule."""

from palermo.core.work import background
from palermo.library.actions.audiences import open_documents_due

BY_THE_DAY = "the day on which the document opens"


@background
def open_documents() -> int:
    """Write down every opening whose day has come; gives how many there were."""
    return len(open_documents_due(by=BY_THE_DAY))
