"""The scheduled deletion of participants' names, on the day announced to them."""

from palermo.core import clock
from palermo.core.work import background
from palermo.registration.actions.registrations import purge_registration
from palermo.registration.models import Registration
from palermo.registration.purging import addresses_of, delete_mail, overwrite_deleted

BY_THE_DAY = "the day on which names are deleted"


@background
def forget_participants() -> int:
    """Delete the names of every registration whose day has come; gives how many registrations there were."""
    due = list(Registration.objects.filter(purged_on=None, delete_on__lte=clock.today()))
    overwrite_deleted()
    for registration in due:
        addresses = addresses_of(registration)
        purge_registration(registration, by=BY_THE_DAY)
        delete_mail(addresses)
    return len(due)
