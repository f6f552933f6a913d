"""When and where a meeting is to be: what a move changes."""

from dataclasses import dataclass, fields
from datetime import date, time

from palermo.accounts.models import Place
from palermo.governance.models import Meeting


@dataclass(frozen=True)
class Plan:
    """Days, hours and place of a meeting."""

    starts_on: date
    ends_on: date
    starts_at: time | None = None
    ends_at: time | None = None
    time_zone: str = ""
    place: Place | None = None
    room: str = ""
    link: str = ""

    def as_values(self) -> dict[str, object]:
        """The fields of a meeting that it sets."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def plan_of(meeting: Meeting) -> Plan:
    """What is planned of a meeting now."""
    return Plan(**{field.name: getattr(meeting, field.name) for field in fields(Plan)})
