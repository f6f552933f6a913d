"""What is done again and again, each a background task that calls its room: config/schedule.py says when."""

from datetime import timedelta

from django.db import connection

from palermo.audit.file_refusals import delete_due_refusals
from palermo.config.cli import settle
from palermo.core import clock, worker
from palermo.core.work import background
from palermo.following.digests import enqueue_digests
from palermo.following.states import Frequency
from palermo.following.tasks import enqueue_reminders
from palermo.logistics.actions import tasks as logistics
from palermo.outreach.notices.commitments import remind_of_due_dates
from palermo.registration.purging import overwrite_deleted
from palermo.search.actions import reindex_due
from palermo.site.models import SentForm

# How long what succeeded is kept, which is longer than the longest interval of the schedule; and what failed.
KEEP, KEEP_FAILED = timedelta(days=14), timedelta(days=90)

NEEDS = "deletion of what participants needed"


@background
def settle_endorsements() -> int:
    """Write down the result of every text whose deadline has passed."""
    return len(settle.settle())


@background
def letters_at_once() -> int:
    """Send the notifications that are due within minutes."""
    return enqueue_digests(Frequency.AT_ONCE) + enqueue_reminders(Frequency.AT_ONCE)


@background
def letters_daily() -> int:
    """Send the daily digests."""
    return enqueue_digests(Frequency.DAILY) + enqueue_reminders(Frequency.DAILY)


@background
def letters_weekly() -> int:
    """Send the weekly digests."""
    return enqueue_digests(Frequency.WEEKLY) + enqueue_reminders(Frequency.WEEKLY)


@background
def remind_of_commitments() -> int:
    """Write to those that made commitments which are due in four weeks; gives how many letters."""
    return remind_of_due_dates()


@background
def keep_search_in_step() -> int:
    """Index what is read by others because a day has come: nobody's act says so."""
    return reindex_due()


@background
def delete_old_needs() -> int:
    """Delete what participants needed, once its day has come; gives how many."""
    return logistics.delete_old_needs(by=NEEDS)


@background
def delete_file_refusals() -> int:
    """Delete why files were refused, in words that quote them, when their day has come; gives how many."""
    overwrite_deleted()
    return delete_due_refusals()


@background
def forget_old_work() -> int:
    """Remove the rows of work that ended long ago; gives how many."""
    now, rows = clock.machine_now(), worker.background_rows()
    done = rows.successful().filter(finished_at__lt=now - KEEP)
    failed = rows.failed().filter(finished_at__lt=now - KEEP_FAILED)
    SentForm.objects.filter(sent_at__lt=now - KEEP).delete()
    return done.delete()[0] + failed.delete()[0]


@background
def measure_database() -> None:
    """Let the database learn how its tables have grown, so that it finds things by the shortest way."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA optimize" if connection.vendor == "sqlite" else "ANALYZE")
