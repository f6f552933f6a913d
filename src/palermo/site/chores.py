"""What the schedule has the site do again and again."""

from palermo.core.work import background
from palermo.site import drafts, undo


@background
def delete_old_drafts() -> int:
    """Delete the drafts whose time is over, those of closed accounts, and what can no longer be undone."""
    undo.delete_old_offers()
    return drafts.delete_old_drafts()
