"""What the schedule has the site do again and again."""

from palermo.core.work import background
from palermo.site import drafts


@background
def delete_old_drafts() -> int:
    """Delete the drafts whose time is over, and those of closed accounts; gives how many."""
    return drafts.delete_old_drafts()
