"""Background work on accounts that the schedule does each day."""

from palermo.accounts.actions import unused
from palermo.core.work import background

BY = "the schedule"


@background
def close_unused_accounts() -> dict[str, int]:
    """Warn the owners of unused accounts, then close the accounts of those who were warned and did not sign in."""
    return {"notified": unused.warn_unused_accounts(by=BY), "closed": unused.close_unused_accounts(by=BY)}
