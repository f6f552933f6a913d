"""Inactive accounts are closed, two weeks after a mail."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from palermo.accounts import daily_work
from palermo.accounts.actions import accounts
from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db

NOW = datetime(2008, 1, 31, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=400)


@pytest.fixture(autouse=True)
def _now(settings):
    settings.PALERMO_TODAY = NOW


def someone(role: Role | None = Role.DELEGATE, *, used: datetime = LONG_AGO, until: date | None = None, **fields):
    user = make_user(role, **fields)
    User.objects.filter(pk=user.pk).update(created_at=LONG_AGO, last_login=used)
    user.postings.update(until_on=until)
    return user


def is_open(user) -> bool:
    return User.objects.get(pk=user.pk).is_active


def house() -> dict[str, int]:
    return daily_work.close_unused_accounts.enqueue().return_value


def test_unused_accounts_are_told_and_then_closed(settings):
    unused, used = someone(language="ar"), someone(used=NOW - timedelta(days=300))
    assert house() == {"notified": 1, "closed": 0}
    assert [letter.recipients() for letter in mail.outbox] == [[unused.email]]
    assert "/ar/accounts/login/" in mail.outbox[0].body
    settings.PALERMO_TODAY = NOW + timedelta(days=13)
    assert house() == {"notified": 0, "closed": 0}
    settings.PALERMO_TODAY = NOW + timedelta(days=14)
    assert house() == {"notified": 0, "closed": 1}
    assert [is_open(unused), is_open(used)] == [False, True]
    assert list(AuditEvent.objects.order_by("sequence").values_list("verb", "actor_name", "details__why")) == [
        ("account.told_of_closing", "the schedule", None),
        ("account.closed", "the schedule", "unused"),
    ]


def test_whoever_comes_after_the_mail_keeps_the_account(settings):
    user = someone()
    house()
    User.objects.filter(pk=user.pk).update(last_login=NOW + timedelta(days=1))
    settings.PALERMO_TODAY = NOW + timedelta(days=20)
    assert house() == {"notified": 0, "closed": 0}
    assert is_open(user)


def test_whose_postings_ended_ninety_days_ago_goes_the_same_way(settings):
    gone = someone(used=NOW, until=(NOW - timedelta(days=80)).date())
    just = someone(used=NOW, until=(NOW - timedelta(days=10)).date())
    assert house() == {"notified": 1, "closed": 0}
    settings.PALERMO_TODAY = NOW + timedelta(days=15)
    assert house() == {"notified": 0, "closed": 1}
    assert [is_open(gone), is_open(just)] == [False, True]


def test_the_last_officer_and_demonstration_accounts_stay_open(settings):
    officer, shown = someone(Role.SECRETARIAT), someone(is_demonstration=True)
    house()
    settings.PALERMO_TODAY = NOW + timedelta(days=15)
    assert house() == {"notified": 0, "closed": 0}
    assert [is_open(officer), is_open(shown)] == [True, True]


def test_only_the_secretariat_and_the_schedule_close_accounts():
    with pytest.raises(Refused, match="Only the secretariat may close an account"):
        accounts.close_account(someone(), why="spite", by=make_user(Role.DELEGATE))
