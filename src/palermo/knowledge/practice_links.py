"""What a good practice is linked to: where it was done, by whom, and the tools, studies and outcomes it belongs to."""

from collections.abc import Sequence
from typing import NamedTuple

from palermo.accounts.models import Organisation, State
from palermo.events.models import Outcome
from palermo.governance.models import Activity


class PracticeLinks(NamedTuple):
    """The records that a practice names, by the fields of the model."""

    states: Sequence[State] = ()
    organisations: Sequence[Organisation] = ()
    activities: Sequence[Activity] = ()
    outcomes: Sequence[Outcome] = ()
