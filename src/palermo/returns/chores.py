"""What the schedule has the site do again and again."""

from palermo.core.work import background
from palermo.returns.notices.rounds import remind_of_returns


@background
def remind_states() -> int:
    """Write to the people of States whose returns are due; gives how many letters."""
    return remind_of_returns()
