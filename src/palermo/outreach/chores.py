"""What the schedule has the site do again and again."""

from palermo.core.work import background
from palermo.outreach.actions.partners import delete_old_applicants
from palermo.outreach.actions.press import publish_due_releases

BY_TIME = "the end of the embargo"
BY_AGE = "the time for which applications that came to nothing keep their names"


@background
def publish_releases() -> int:
    """Record the publication of press releases whose embargo has ended; gives how many."""
    return len(publish_due_releases(by=BY_TIME))


@background
def forget_applicants() -> int:
    """Delete what is personal in old applications that came to nothing, and old invitations; gives how many."""
    return delete_old_applicants(by=BY_AGE)
