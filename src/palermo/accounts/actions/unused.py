"""Warn the owners of unused accounts by mail, and close the accounts two weeks later."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from palermo.accounts.actions.accounts import close_account
from palermo.accounts.actors import Actor
from palermo.accounts.models import Posting, User
from palermo.accounts.notices import mail_closing
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.states import Role
from palermo.audit.actions import record
from palermo.core import clock

NOTICE = timedelta(days=14)
AFTER_LAST_POSTING = timedelta(days=90)
UNUSED, NO_POSTING = "unused", "no posting"


class _UnusedAccount(NamedTuple):
    """An account that is not in use: when it was used last, and why it is closed."""

    user: User
    last_used_at: datetime
    why: str


@transaction.atomic
def warn_unused_accounts(*, by: Actor) -> int:
    """Mail the owners of accounts that will be closed in two weeks; return how many were warned."""
    check_may(by, Permission.CLOSE_ACCOUNT)
    now, count = clock.now(), 0
    for user, last_used_at, _why in _unused_accounts(now + NOTICE):
        if user.closing_notice_at is None or user.closing_notice_at < last_used_at:
            user.closing_notice_at = now
            user.save(update_fields=["closing_notice_at"])
            record("account.told_of_closing", user, by=by)
            mail_closing.enqueue(user.pk, (now + NOTICE).date().isoformat())
            count += 1
    return count


def close_unused_accounts(*, by: Actor) -> int:
    """Close unused accounts whose owners were warned two weeks ago or earlier; return how many were closed."""
    check_may(by, Permission.CLOSE_ACCOUNT)
    now, closed = clock.now(), 0
    for user, last_used_at, why in _unused_accounts(now):
        notified_at = user.closing_notice_at
        if notified_at and last_used_at <= notified_at <= now - NOTICE and not _is_last_officer(user):
            close_account(user, why=why, by=by)
            closed += 1
    return closed


def _unused_accounts(at: datetime) -> list[_UnusedAccount]:
    """The open accounts that will be unused at that instant if nobody signs in, each with the reason."""
    used = Greatest("created_at", Coalesce("last_login", "created_at"), Coalesce("last_visit_at", "created_at"))
    people = User.objects.filter(is_active=True, is_demonstration=False).annotate(last_used_at=used)
    unused = Q(last_used_at__lte=at - timedelta(days=settings.PALERMO_UNUSED_DAYS))
    accounts = people.annotate(has_place=Exists(_places(at))).filter(
        unused | Q(has_place=False, postings__isnull=False)
    )
    return [
        _UnusedAccount(user, user.last_used_at, UNUSED if user.has_place else NO_POSTING)
        for user in accounts.order_by("pk").distinct()
    ]


def _places(at: datetime) -> QuerySet[Posting]:
    """Postings of a person that last, or ended less than 90 days before."""
    lasting = Q(until_on=None) | Q(until_on__gt=(at - AFTER_LAST_POSTING).date())
    return Posting.objects.filter(lasting, user=OuterRef("pk"))


def _is_last_officer(user: User) -> bool:
    """Somebody must be left who can open accounts."""
    officers = Posting.objects.current_on(clock.today()).filter(role=Role.SECRETARIAT, user__is_active=True)
    return officers.filter(user=user).exists() and not officers.exclude(user=user).exists()
