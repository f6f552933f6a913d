"""Letters to officers about their own tasks, as often as each of them wants."""

from django.db import transaction

from palermo.accounts.models import User
from palermo.core import clock
from palermo.following.models import TaskLetters
from palermo.following.states import Frequency
from palermo.logistics.notices.tasks import remind_owners
from palermo.logistics.queries.tasks import tasks_to_remind_of


def enqueue_reminders(frequency: str) -> int:
    """Enqueue a letter to each owner who is written to this often and has tasks to be reminded of; return how many."""
    if frequency == Frequency.OFF:
        return 0
    owners = sorted(tasks_to_remind_of(clock.today()))
    frequencies = dict(TaskLetters.objects.filter(user__in=owners).values_list("user", "frequency"))
    return remind_owners([owner for owner in owners if frequencies.get(owner, Frequency.DAILY) == frequency])


def frequency_of(user: User) -> str:
    """How often somebody is written to about their tasks."""
    frequency = TaskLetters.objects.filter(user=user).values_list("frequency", flat=True).first()
    return frequency or str(Frequency.DAILY)


@transaction.atomic
def choose_frequency(user: User, frequency: str) -> TaskLetters:
    """Change how often somebody is written to about their tasks. What came due meanwhile is in the next letter."""
    letters, _is_new = TaskLetters.objects.update_or_create(user=user, defaults={"frequency": frequency})
    return letters
