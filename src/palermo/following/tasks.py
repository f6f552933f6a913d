"""Letters to officers about their own tasks, as often as each of them wants."""

from django.db import transaction

from palermo.accounts.models import User
from palermo.core import clock
from palermo.following.models import TaskLetters
from palermo.following.states import Frequency
from palermo.logistics.notices.tasks import remind_owners
from palermo.logistics.queries.tasks import tasks_to_remind_of


def enqueue_reminders(frequency: str) -> int:
    """Leave a letter to be written to each owner who hears this often and has something to be told."""
    if frequency == Frequency.OFF:
        return 0
    owners = sorted(tasks_to_remind_of(clock.today()))
    chosen = dict(TaskLetters.objects.filter(user__in=owners).values_list("user", "frequency"))
    return remind_owners([owner for owner in owners if chosen.get(owner, Frequency.DAILY) == frequency])


def frequency_of(user: User) -> str:
    """How often somebody is written to about their tasks."""
    found = TaskLetters.objects.filter(user=user).values_list("frequency", flat=True).first()
    return found or str(Frequency.DAILY)


@transaction.atomic
def choose_frequency(user: User, frequency: str) -> TaskLetters:
    """Be written to as often as is asked now. What came due meanwhile is told with the next letter."""
    chosen, _is_new = TaskLetters.objects.update_or_create(user=user, defaults={"frequency": frequency})
    return chosen
