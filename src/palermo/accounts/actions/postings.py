"""What is done to postings."""

from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import Posting
from palermo.accounts.rules import postings
from palermo.accounts.sessions import end_sessions_of
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import lock_row


@transaction.atomic
def end_posting(posting: Posting, *, on: date, by: Actor) -> Posting:
    """End a posting: from that day the person no longer acts for that State or organization.

    A person without any posting left is signed out everywhere.
    """
    posting = lock_row(posting, "user")
    postings.check_can_end_posting(by, posting)
    return _end_posting(posting, on, by)


@transaction.atomic
def end_partner_posting(posting: Posting, *, on: date, by: Actor) -> Posting:
    """End the posting of a representative of a partner; a day before it began counts as its first."""
    posting = lock_row(posting, "user")
    postings.check_can_end_partner_posting(by, posting)
    return _end_posting(posting, max(on, posting.since_on), by)


@transaction.atomic
def name_focal_point(posting: Posting, *, by: Actor) -> Posting:
    """Make somebody the one who invites, approves and removes the people of their mission or agency."""
    posting = lock_row(posting, "user")
    postings.check_can_name_focal_point(by, posting)
    return _set_focal_point(posting, True, "posting.focal_point_named", by)


@transaction.atomic
def relieve_focal_point(posting: Posting, *, by: Actor) -> Posting:
    """Take that back."""
    posting = lock_row(posting, "user")
    postings.check_can_relieve_focal_point(by, posting)
    return _set_focal_point(posting, False, "posting.focal_point_relieved", by)


def _set_focal_point(posting: Posting, leads: bool, verb: str, by: Actor) -> Posting:
    posting.is_mission_focal_point = leads
    posting.full_clean()
    posting.save(update_fields=["is_mission_focal_point"])
    record(verb, posting.user, by=by, role=posting.role)
    return posting


def _end_posting(posting: Posting, on: date, by: Actor) -> Posting:
    posting.until_on = on
    posting.is_mission_focal_point = posting.is_mission_focal_point and on > clock.today()
    posting.full_clean()
    posting.save(update_fields=["until_on", "is_mission_focal_point"])
    record("posting.ended", posting.user, by=by, role=posting.role, on=on.isoformat())
    if not posting.user.postings.current_on(clock.today()).exists():
        end_sessions_of(posting.user)
    return posting
