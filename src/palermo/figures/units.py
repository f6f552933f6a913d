"""What indicators count, in words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

UNITS: Final[dict[str, str | Promise]] = {
    "persons": pgettext_lazy("counting unit", "Persons"),
    "offences": pgettext_lazy("counting unit", "Offences"),
    "cases": pgettext_lazy("counting unit", "Cases"),
    "states": pgettext_lazy("counting unit", "States"),
    "tools": pgettext_lazy("counting unit", "Tools"),
}


def unit_name(key: str) -> str:
    """A counting unit in words; one of a questionnaire that is none of ours as it is written there."""
    return str(UNITS.get(key, key))
