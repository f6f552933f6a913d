"""What is done to events and their programmes: one transaction an act, its rule asked after the lock, one audit row."""

from palermo.events.actions.events import propose_event, reschedule_event
from palermo.events.actions.exchange import import_programme
from palermo.events.actions.programmes import (
    begin_programme,
    confirm_part,
    place_item,
    remove_from_programme,
    save_in_programme,
)
from palermo.events.actions.releases import put_release, release_programme, withdraw_release

__all__ = [
    "begin_programme",
    "confirm_part",
    "import_programme",
    "place_item",
    "propose_event",
    "put_release",
    "release_programme",
    "remove_from_programme",
    "reschedule_event",
    "save_in_programme",
    "withdraw_release",
]
