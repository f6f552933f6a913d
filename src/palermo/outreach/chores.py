"""What the schedule has the site do again and again."""

from palermo.core.work import background
from palermo.outreach.actions.press import publish_due_releases

BY_TIME = "the end of the embargo"


@background
def publish_releases() -> int:
    """Record the publication of press releases whose embargo has ended; gives how many."""
    return len(publish_due_releases(by=BY_TIME))
