"""What the schedule does for accounts, day by day."""

from palermo.accounts.actions import unused
from palermo.core.work import background

BY = "the schedule"


@background
def close_unused_accounts() -> dict[str, int]:
    """Tell those whose accounts are not in use, then close the accounts of those who were told and did not come."""
    return {"told": unused.tell_of_closing(by=BY), "closed": unused.close_unused_accounts(by=BY)}
