"""What is shown at a Forum: a list below an outcome, or below a document."""

from palermo.events.models import Event, Showing
from palermo.record.schema import Table, choice, day, ref, text6


def showing_of(parent: str) -> Table:
    """The list as it is below an outcome or a document."""
    return Table(
        noun="a showing",
        model=Showing,
        parent=parent,
        key=("forum_id", "kind"),
        parts=(
            ref("forum", Event, "the event at which it is shown"),
            choice("kind", "how it is shown"),
            text6("reason", "why it is shown"),
            day("marked_on", "the day on which it was marked"),
            day("withdrawn_on", "the day on which it was taken from there"),
            text6("withdrawal_reason", "why it was taken from there"),
        ),
    )
